"""One error is one finding: what several checks of wording say of the same words is said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from align.document import SEVERITIES, Finding, Location

# Checks that look at wording and may meet at one word: 中古住宅 as new homes is a wrong word and another of its kind.
# Figures do not stand here: an amount may be wrong in its value and in its currency, which are two errors.
WORDING = frozenset({"wrong_word", "kind", "modality", "tense", "scope", "cause", "negation"})


def one_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, in their order, without those that another one about the same words covers.

    Two findings of :data:`WORDING` are about the same words where their places overlap on the target side and, if both
    have one, on the source side. The gravest stays, of equals the first; the checks that said the same stand in its
    evidence under ``also``.
    """
    kept: list[Finding] = []
    for finding in findings:
        at = next((at for at, other in enumerate(kept) if _same(other, finding)), None)
        if at is None:
            kept.append(finding)
        else:
            kept[at] = _joined(kept[at], finding)
    return tuple(kept)


def _same(one: Finding, other: Finding) -> bool:
    if one.check == other.check or not {one.check, other.check} <= WORDING:
        return False
    if one.target is None or other.target is None or not _overlap(one.target, other.target):
        return False
    return one.source is None or other.source is None or _overlap(one.source, other.source)


def _overlap(one: Location, other: Location) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(one: Finding, other: Finding) -> Finding:
    graver = SEVERITIES.index(other.severity) > SEVERITIES.index(one.severity)
    stays, goes = (other, one) if graver else (one, other)
    also = [*one.evidence.get("also", ()), *other.evidence.get("also", ()), goes.check]
    return replace(stays, evidence={**stays.evidence, "also": also})
