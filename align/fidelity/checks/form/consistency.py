"""The same source sentence rendered in two ways, or two source sentences in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check
from align.fidelity.passage.context import Context


def _find(context: Context) -> Iterator[Finding]:
    for turned in (False, True):
        seen: dict[str, dict[str, tuple[tuple[int, ...], tuple[int, ...]]]] = defaultdict(dict)
        for _, bead in context.paired():
            here = " ".join(context.source.text(bead.source).split())
            there = " ".join(context.target.text(bead.target).split())
            key, value = (there, here) if turned else (here, there)
            if len(key) >= (25 if turned and not context.target.cjk else 10):
                seen[key].setdefault(value, (bead.source, bead.target))
        for renderings in seen.values():
            places = list(renderings.values())
            for source, target in places[1:]:
                other = context.target.whole(places[0][1])
                message = (
                    "Two different source sentences have this one rendering."
                    if turned
                    else "The same source sentence is rendered differently elsewhere."
                )
                yield CHECK.finding(
                    "minor" if turned else "info",
                    message,
                    source=context.source.whole(source),
                    target=context.target.whole(target),
                    expected=None if turned or other is None else other.text,
                    evidence={"renderings": len(renderings)},
                )


CHECK = Check(
    id="consistency",
    title="Consistency",
    summary="one source rendered two ways, or two sources one way",
    why="In headings, captions and boilerplate the same words are expected for the same words.",
    categories=("terminology/inconsistent",),
    severities=("minor", "info"),
    find=_find,
)
