"""What a judge answered: read, and believed only where it quotes what stands in the texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from align.document import Bead, Finding, Location
from align.fidelity.judge.question import CATEGORIES, ERRORS
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side

MESSAGE = 300  # characters of a message or a correction
SHARED = 0.5  # of the shorter of two spans: so much in common, and they are one error
_FOLDED = str.maketrans("“”„‟‘’‚‛「」『』«»–—−　\u00a0\u2009\u202f", '""""\'\'\'\'""""""---    ')


class NoAnswerError(Exception):
    """One question was not answered, after all attempts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One error that a judge named, as it named it."""

    category: str
    severity: Literal["minor", "major"]
    source: str
    target: str
    message: str
    correction: str


def read_claims(answer: str) -> tuple[Claim, ...]:
    """The claims in an answer: a JSON object, maybe in a fence or behind words. Raises ValueError for an answer that
    is not of the form asked for."""
    begin, end = answer.find("{"), answer.rfind("}")
    data: Any = json.loads(answer[begin : end + 1] if 0 <= begin < end else answer)
    errors = data.get("errors") if isinstance(data, dict) else None
    if not isinstance(errors, list):
        raise ValueError("has no list of errors")
    return tuple(_claim(one) for one in errors[:ERRORS])


def _claim(value: Any) -> Claim:
    if not isinstance(value, dict):
        raise ValueError("an error is no object")
    texts = {name: value.get(name, "") for name in ("category", "source", "target", "message", "correction")}
    if not all(isinstance(text, str | None) for text in texts.values()):
        raise ValueError("a part of an error is no string")
    category, source, target, message, correction = (str(text or "").strip() for text in texts.values())
    category = category.lower().rsplit("/", 1)[-1]
    if category not in CATEGORIES:
        raise ValueError(f"the category {category[:40]!r} is none of those asked for")
    severity: Literal["minor", "major"] = (
        "major" if str(value.get("severity", "")).lower() in ("major", "critical") else "minor"
    )
    return Claim(category, severity, source, target, message[:MESSAGE], correction[:MESSAGE])


def findings(
    claims: Sequence[Claim], context: Context, bead: Bead, known: Sequence[Finding], judge: str
) -> tuple[list[Finding], int]:
    """The claims that stand, as findings, and how many were dropped: for a quotation that is not in the passage, or
    because a check, or an earlier claim, says the same of it."""
    kept: list[Finding] = []
    for claim in claims:
        found = _finding(claim, context, bead, judge)
        if found is not None and not any(same(found, other) for other in (*known, *kept)):
            kept.append(found)
    return kept, len(claims) - len(kept)


def _finding(claim: Claim, context: Context, bead: Bead, judge: str) -> Finding | None:
    source = _place(context.source, bead.source, claim.source)
    target = _place(context.target, bead.target, claim.target)
    invented = (claim.source and source is None) or (claim.target and target is None)
    needed = source if claim.category == "omission" else target
    if invented or needed is None or not claim.message:
        return None
    return Finding(
        f"judge/{claim.category}",
        f"accuracy/{claim.category}",
        claim.severity,
        claim.message,
        source=source or context.source.whole(bead.source),
        target=target or context.target.whole(bead.target),
        expected=claim.correction or None,
        evidence={"judged by": judge},
    )


def _place(side: Side, indexes: Sequence[int], quotation: str) -> Location | None:
    """Where a quotation stands in some sentences, quotation marks, dashes and spaces taken for the same."""
    if not quotation:
        return None
    text = side.text(indexes).translate(_FOLDED)
    begin = text.find(quotation.translate(_FOLDED))
    return None if begin < 0 else side.place(indexes, begin, begin + len(quotation))


def same(found: Finding, other: Finding) -> bool:
    """Whether two findings point at the same words of the target, or, where one has none there, of the source."""
    if other.severity == "info":
        return False
    for one, two in ((found.target, other.target), (found.source, other.source)):
        if one is not None and two is not None:
            common = min(one.end, two.end) - max(one.start, two.start)
            if common > SHARED * max(1, min(one.end - one.start, two.end - two.start)):
                return found.category == other.category or _narrow(one, two)
    return False


def _narrow(one: Location, two: Location) -> bool:
    """Whether two spans are about equally long, so that one is not just the passage in which the other stands."""
    lengths = sorted((one.end - one.start, two.end - two.start))
    return lengths[1] <= 3 * max(1, lengths[0])
