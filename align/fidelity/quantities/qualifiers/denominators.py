"""What an amount is counted per: 每吨7.55万元, 1平方メートルあたり, a ton, per square foot, an hour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of
from align.languages import lexicon
from align.languages.traits import family

_ONE = r"(?:1|１|一)?(?:个|個)?"
_PER = "(?:あたり|当たり|当り|につき)"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands right before an amount and right after it, also several units in a row (每人每月),
    and each unit within what was found there."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    each: re.Pattern[str]


@cache
def _names(folder: str) -> dict[str, str]:
    """Every word for a unit, with the unit."""
    return {
        word.lower(): unit
        for unit, words, *_ in lexicon.rows(folder, "denominators.tsv")
        for word in words.split("|")
    }


@cache
def _dimensions() -> dict[str, str]:
    """What each unit counts: a measure, time, or who gets or has it."""
    return {unit: dimension for unit, _, dimension in lexicon.rows("en", "denominators.tsv")}


@cache
def _patterns(folder: str) -> _Patterns:
    units = any_of(map(re.escape, _names(folder)))
    if folder == "en":
        one = rf"(?:an?|per|each|every)[ -](?:{units})\b"
        before = rf"\bper (?:{units})\s+$"
        after = rf"(?:(?:\s[a-z]+){{0,2}}?\s+{one}){{1,3}}"
        each = rf"(?:an?|per|each|every)[ -](?P<unit>{units})\b"
    elif folder == "ja":
        first, then = rf"(?:[1１一](?:{units})の?)?", "(?:[月年日]に?)?"
        before = rf"{first}(?:{_ONE}(?:{units}){_PER}(?:で|の)?|毎(?:{units})){then}[、約]?$"
        after = rf"[/／](?:{units})"
        each = rf"(?P<unit>{units})"
    else:
        before = rf"(?:每{_ONE}(?:{units})[^，。；、\d每]{{0,6}}){{1,3}}$"
        after = rf"(?:(?:[/／]|每)(?:{units})){{1,3}}(?![^，。、；]*\d)|一(?:{units})(?=[，。、；])"
        each = rf"(?:每|[/／]|一){_ONE}(?P<unit>{units})"
    return _Patterns(*(re.compile(one, re.IGNORECASE) for one in (before, after, each)))


def denominators_of(text: str, start: int, end: int, language: str) -> dict[str, Qualifier]:
    """What the amount at ``start`` to ``end`` of a text is counted per, as English units by what they count (a measure,
    time, holders); empty where it says nothing of it."""
    folder = family(language)
    patterns = _patterns(folder)
    begin = max(0, start - 40)
    if found := patterns.before.search(text[begin:start]):
        span = begin + found.start(), end
    elif found := patterns.after.match(text[end : end + 48]):
        span = start, end + found.end()
    else:
        return {}
    units = [_names(folder)[one["unit"].lower()] for one in patterns.each.finditer(found[0])]
    return {_dimensions()[unit]: Qualifier(unit, *span) for unit in reversed(units)}
