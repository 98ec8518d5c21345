"""What a change is counted from: 前年同月比, 环比, from a year earlier, quarter on quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier
from align.languages import lexicon
from align.languages.traits import family


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = lexicon.rows(language, "bases.tsv")
    parts = [f"(?P<row{at}>{pattern})" for at, (_, pattern) in enumerate(rows)]
    joined = "|".join(parts)
    whole = rf"\b(?:{joined})\b" if language == "en" else joined
    return re.compile(whole, re.IGNORECASE), tuple(units for units, _ in rows)


def bases(text: str, language: str) -> list[Qualifier]:
    """Every basis of comparison in a text, in order; each says the periods it can mean, joined by commas."""
    pattern, units = _pattern(family(language))
    found = []
    for match in pattern.finditer(text):
        at = next(index for index in range(len(units)) if match[f"row{index}"] is not None)
        found.append(Qualifier(units[at], match.start(), match.end()))
    return found


def basis_of(
    start: int, end: int, others: Sequence[int], found: Sequence[Qualifier], text: str, language: str
) -> Qualifier | None:
    """The basis, of those found in a text, that the amount at ``start`` to ``end`` is counted from.

    ``others`` are the starts of all amounts of the text. Japanese and Chinese name the basis before the amount, in
    the same clause or for all amounts of the sentence; English after it and before the next amount, or at the head.
    """
    if language != "en":
        ahead = [
            one for one in found if one.end <= start and not re.search(r"[。！？\n]", text[one.end : start])
        ]
        return ahead[-1] if ahead else None
    following = min((other for other in others if other >= end), default=len(text))
    stop = re.search(r"[.!?;]\s|\n", text[end:])
    limit = min(following, end + stop.start() if stop else len(text))
    behind = [one for one in found if end <= one.start < limit]
    if behind:
        return behind[0]
    previous = max((other for other in others if other < start), default=0)
    ahead = [one for one in found if previous <= one.start and one.end <= start]
    return ahead[-1] if ahead and not re.search(r"[.!?;]\s|\n", text[ahead[-1].end : start]) else None


def apart(wanted: str, given: str) -> bool:
    """Whether two bases, as :func:`bases` says them, cannot mean the same period."""
    here, there = set(wanted.split(",")), set(given.split(","))
    if "period" in here | there and {"year"} not in (here, there):  # the preceding period: any but a year
        return False
    return not here & there
