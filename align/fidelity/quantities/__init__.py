"""Numbers, money, dates and the like as typed values with offsets, in three languages."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from align.fidelity.quantities import cjk, english
from align.fidelity.quantities.matching import Match, match, same_value
from align.fidelity.quantities.numerals import spelled_value
from align.fidelity.quantities.qualifiers import bound_of
from align.fidelity.quantities.quantity import CALENDAR, Kind, Quantity, Weight

__all__ = ["CALENDAR", "Kind", "Match", "Quantity", "Weight", "match", "quantities", "same_value"]


_RANGE = re.compile(r"\s*(?:[-‐‑–—−~～〜－から至到]|to|and|or|から)\s*")


@lru_cache(maxsize=2048)  # checks and scores read the same sentences
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order. ``language`` is en, ja, zh or zh-Hant; any other language
    is read as English, whose digits it shares. The first number of a range takes the unit and the
    scale of the second: "2-4公顷", "3 to 5 million"."""
    cjk_text = language in ("ja", "zh", "zh-Hant")
    found = cjk.quantities(text, language) if cjk_text else english.quantities(text)
    ranged = (_ranged(one, after, text) for one, after in zip_longest(found, found[1:]))
    return tuple(_bounded(one, text, language if cjk_text else "en") for one in ranged)


def _bounded(quantity: Quantity, text: str, language: str) -> Quantity:
    found = bound_of(text, quantity, language)
    return quantity if found is None else replace(quantity, bound=found.says)


def _ranged(one: Quantity, after: Quantity | None, text: str) -> Quantity:
    if after is None or one.kind not in ("number", "money") or one.high is not None or after.kind in CALENDAR:
        return one
    if one.kind == "money" and (one.value >= 1000 or after.kind not in ("number", "money")):
        return one
    if not _RANGE.fullmatch(text[one.end : after.start]):
        return one
    number = re.search(r"\d[\d,]*(?:\.\d+)?", unicodedata.normalize("NFKC", after.text))
    shown = float(number[0].replace(",", "")) if number else spelled_value(after.text.split()[0])
    scale = after.value / shown if shown and one.value < 1000 else 1.0
    values = (one.value * scale, one.value) if scale >= 100 else one.values
    if one.kind == "money":  # $30-40 billion
        return replace(one, values=values)
    return replace(one, kind=after.kind, unit=after.unit, values=values)
