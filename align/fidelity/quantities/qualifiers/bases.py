"""What a change is counted from: 前年同月比, 环比, from a year earlier, quarter on quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from align.fidelity.quantities.numerals import CARDINALS, KANJI, english_value, numeral_value
from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of
from align.languages import lexicon
from align.languages.traits import family

_PERIODS = frozenset({"half", "quarter", "month", "week", "day", "year", "period"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMERAL = re.compile(rf"\d{{1,3}}|[{KANJI}]+|(?i:{any_of(CARDINALS)})")


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
        found.append(Qualifier(_says(units[at], match[0], language), match.start(), match.end()))
    return found


def _says(unit: str, words: str, language: str) -> str:
    """What a row says of its words: years and named with their number, years5 and named2019."""
    if unit == "years":
        number = _NUMERAL.search(words)
        value = 0.0
        if number:
            value = english_value(number[0].lower()) if language == "en" else numeral_value(number[0])
        return "year" if value == 1 else f"years{value:g}"
    if year := _YEAR.search(words):
        return f"named{year[0]}" if unit == "named" else f"{unit},named{year[0]}"
    return unit


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


def apart(wanted: str, given: str, year: int | None = None) -> bool:
    """Whether two bases, as :func:`bases` says them, cannot mean the same period.

    ``year`` is that of the text, where it is known.
    """
    here, there = ({_dated(one, year) for one in says.split(",")} for says in (wanted, given))
    if "period" in here | there and {"year"} not in (here, there) and here | there <= _PERIODS:
        return False  # the preceding period: any but a year
    for one, other in ((here, there), (there, here)):
        if (
            any(each.isdigit() for each in one)
            and any(each.startswith("year") for each in other)
            and year is None
        ):
            return False  # of a text without a date 2019 may be last year
    return not here & there


def _dated(says: str, year: int | None) -> str:
    """A named year, and so many years ago, as one another: 2019, or year for the one before."""
    number = re.search(r"\d+$", says)
    if number is None or (year is None and not says.startswith("named")):
        return says
    named = int(number[0]) if year is None or says.startswith("named") else year - int(number[0])
    return "year" if year is not None and named == year - 1 else str(named)
