"""What an amount is counted per: 每吨7.55万元, 1平方メートルあたり, a ton, per square foot, an hour."""

from __future__ import annotations

import re
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of
from align.languages import lexicon
from align.languages.traits import family

_ONE = r"(?:1|１|一)?(?:个|個)?"


@cache
def _names(folder: str) -> dict[str, str]:
    """Every word for a unit, with the unit."""
    listed = lexicon.rows(folder, "denominators.tsv")
    return {word.lower(): unit for unit, words in listed for word in words.split("|")}


@cache
def _patterns(folder: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand right before an amount, and right after it."""
    units = any_of(map(re.escape, _names(folder)))
    if folder == "en":
        return (
            re.compile(rf"\bper (?P<unit>{units})\s+$", re.IGNORECASE),
            re.compile(
                rf"(?:\s[a-z]+){{0,2}}?\s+(?:an?|per|each|every)[ -](?P<unit>{units})\b", re.IGNORECASE
            ),
        )
    if folder == "ja":
        return (
            re.compile(rf"(?:{_ONE}(?P<unit>{units})(?:あたり|当たり|当り|につき)(?:で|の)?|毎(?P<every>{units}))[、約]?$"),
            re.compile(rf"[/／](?P<unit>{units})"),
        )  # fmt: skip
    return (
        re.compile(rf"每{_ONE}(?P<unit>{units})[^，。；、\d]{{0,6}}$"),
        re.compile(rf"(?:[/／]|每)(?P<unit>{units})(?![^，。、；]*\d)|一(?P<every>{units})(?=[，。、；])"),
    )


def denominator_of(text: str, start: int, end: int, language: str) -> Qualifier | None:
    """What the amount at ``start`` to ``end`` of a text is counted per, as an English unit; None where it says none."""
    folder = family(language)
    before, after = _patterns(folder)
    begin = max(0, start - 40)
    if found := before.search(text[begin:start]):
        return Qualifier(_unit(folder, found), begin + found.start(), end)
    if found := after.match(text[end : end + 48]):
        return Qualifier(_unit(folder, found), start, end + found.end())
    return None


def _unit(folder: str, found: re.Match[str]) -> str:
    return _names(folder)[next(part for part in found.groupdict().values() if part).lower()]
