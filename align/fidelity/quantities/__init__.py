"""Numbers, money, dates and the like as typed values with offsets, in three languages."""

from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from align.fidelity.quantities import cjk, english
from align.fidelity.quantities.matching import Match, match, same_value
from align.fidelity.quantities.qualifiers import bound_of
from align.fidelity.quantities.quantity import CALENDAR, Kind, Quantity, Weight
from align.fidelity.quantities.ranges import ranged
from align.languages.traits import unspaced

__all__ = ["CALENDAR", "Kind", "Match", "Quantity", "Weight", "match", "quantities", "same_value"]


@lru_cache(maxsize=2048)  # checks and scores read the same sentences
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order. ``language`` is en, ja, zh or zh-Hant; any other language
    is read as English, whose digits it shares. The first number of a range takes the unit and the
    scale of the second: "2-4公顷", "3 to 5 million"."""
    cjk_text = unspaced(language)
    found = cjk.quantities(text, language) if cjk_text else english.quantities(text)
    whole = (ranged(one, after, text) for one, after in zip_longest(found, found[1:]))
    return tuple(_bounded(one, text, language if cjk_text else "en") for one in whole)


def _bounded(quantity: Quantity, text: str, language: str) -> Quantity:
    found = bound_of(text, quantity, language)
    return quantity if found is None else replace(quantity, bound=found.says)
