"""A quantity in a text: its value, its type and how firmly it was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "number",
    "money",
    "percent",
    "fraction",
    "multiple",
    "ordinal",
    "duration",
    "measure",
    "age",
    "year",
    "month",
    "day",
    "weekday",
    "time",
]
Weight = Literal["weak", "normal", "strong"]
CALENDAR: frozenset[Kind] = frozenset({"year", "month", "day", "weekday", "time"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity, with its place: ``text == whole[start:end]``.

    ``values`` are the ways to read it (15 and 3 for 午後3時, 2025 and 7 for 令和7年), the plainest
    first. ``unit`` is an ISO 4217 code for money (``*`` where only "dollars" was said), a base unit
    for durations (``day``) and measures. ``high`` is set for a vague amount, which lies anywhere
    from the first value to ``high``. ``weight`` says what an unmatched quantity means: ``weak`` ones
    (one, 一つ, the 19 of COVID-19) only serve as partners, ``normal`` ones (small number words) are
    reported only against a different quantity, ``strong`` ones always. ``negative`` is set where the text
    says minus or below zero; the values have no sign. The unit of a share is ``point`` where it counts
    percentage points. ``bound`` says whether the text sets a bound: above, least, below, most, nearly, over,
    about, or any where its words can mean another thing.
    """

    kind: Kind
    values: tuple[float, ...]
    text: str
    start: int
    end: int
    unit: str = ""
    high: float | None = None
    approximate: bool = False
    weight: Weight = "strong"
    negative: bool = False
    bound: str = ""

    @property
    def value(self) -> float:
        """The plainest reading; percentages in percent, fractions as a part of one."""
        return self.values[0]

    @property
    def digits(self) -> int:
        """How many significant digits the value was given with."""
        return _digits(self.value)


@lru_cache(maxsize=65536)
def _digits(value: float) -> int:
    mantissa = f"{value:.12g}".split("e")[0].replace(".", "").lstrip("0")
    return max(1, len(mantissa.rstrip("0")))
