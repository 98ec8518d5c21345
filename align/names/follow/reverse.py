"""A ledger for an English source and a Japanese or Chinese target."""

from __future__ import annotations

from collections.abc import Sequence

from align.document import NameEntry, NameTarget


def turned(entries: Sequence[NameEntry]) -> tuple[NameEntry, ...]:
    """The entries seen from the English side: its mentions become the source's, and each mention of
    the Japanese or Chinese name a target with the entry's verdict."""
    found = []
    for entry in entries:
        mentions = tuple(target.mention for target in entry.targets)
        if not mentions:
            continue
        worst = max(
            entry.targets, key=lambda t: ("accept", "variant", "unknown", "conflict").index(t.verdict)
        )
        targets = tuple(
            NameTarget(mention, worst.verdict, worst.score, worst.reason, worst.evidence)
            for mention in entry.mentions
        )
        fullest = max((m.text for m in mentions), key=len)
        found.append(
            NameEntry(
                fullest,
                entry.kind,
                mentions,
                entry.readings,
                entry.source,
                targets,
                entry.status,
                entry.evidence,
            )
        )
    return tuple(sorted(found, key=lambda entry: entry.mentions[0].start))
