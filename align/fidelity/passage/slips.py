"""Whether one amount may stand for another: as its slip, as an editor's reckoning, or as the same told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from align.fidelity.passage.sides import Side
from align.fidelity.quantities import CALENDAR, Quantity, same_value
from align.fidelity.quantities.units import same_currency

_TELLING = 10.0  # a smaller number stands in many a sentence
QUARTER = re.compile(r"季|四半期|quarter|Q")
_SUMMANDS = 40  # of more amounts than these, some two make up any other
_SUMMAND = {"number": 10.0}  # what is counted is added up; results and places are not
_ADDED = frozenset({"percent", "money", "number", "measure"})  # what editors add up and subtract


def telling(quantity: Quantity) -> bool:
    """Whether a quantity is not one that stands in many a sentence, so that it is known again far away."""
    if quantity.kind == "ordinal" and QUARTER.search(quantity.text):
        return True
    if quantity.kind in CALENDAR or quantity.weight != "strong":
        return False
    return quantity.value >= _TELLING or quantity.digits >= 2 or quantity.kind in ("money", "percent")


def reckoned(given: Quantity, here: Sequence[Quantity], there: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of the source passage of which one of the translation is the sum, the difference or the rest of
    the whole, given that the translation says one of them: 24.2% where a share rose 1.9 points to 26.1%, a third where
    two thirds are the other part. Empty where it is none."""
    alike = [one for one in here if one.kind == given.kind and one.high is None]
    if given.kind == "fraction":
        return tuple(one for one in alike if abs(1 - one.value - given.value) < 1e-6)[:1]
    if given.kind not in _ADDED or given.digits < 2 or given.weight != "strong":
        return ()
    rest = [one for one in alike if given.kind == "percent" and abs(100 - one.value - given.value) < 1e-6]
    if len(alike) > _SUMMANDS:
        return ()
    allowed = max(1e-6, 0.5 * 10.0 ** (-_decimals(given)))
    like = (
        one
        for one in alike
        if one.value >= _SUMMAND.get(given.kind, 0)
        and one.value
        and (given.kind == "percent" or same_unit(one, given))
    )
    for one, other in combinations(like, 2):
        reached = (abs(one.value + other.value), abs(one.value - other.value))
        said = any(same_value(part, there_too) for part in (one, other) for there_too in there)
        if said and any(abs(value - given.value) <= allowed for value in reached):
            return one, other
    return tuple(rest[:1])


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities count the same: of one kind and, for money and measures, one unit."""
    return one.kind == other.kind and one.unit == other.unit


def _decimals(quantity: Quantity) -> int:
    text = f"{quantity.value:.10g}"
    return len(text.partition(".")[2])


def same_kind(wanted: Quantity, given: Quantity) -> bool:
    """Of one kind; from 13 on 演習41号 is "the 41st", too, and of 12ミリグラム a bare 12 may be left."""
    if given.kind == "number" and given.value >= _TELLING and wanted.kind in ("measure", "money", "percent"):
        return True
    numbered = any(
        one.kind == "ordinal" and one.value > 12 and other.kind in ("number", "measure")
        for one, other in ((wanted, given), (given, wanted))
    )
    return numbered or wanted.kind == given.kind


def comparable(wanted: Quantity, given: Quantity) -> bool:
    """Whether one quantity may have been meant to render the other."""
    if wanted.weight == "weak" or same_value(wanted, given):
        return False
    if wanted.kind == given.kind:
        if wanted.kind == "money" and not same_currency(wanted.unit, given.unit):
            return resembles(wanted, given)
        if wanted.kind == "ordinal" and "half" in (wanted.unit, given.unit):
            return wanted.unit == given.unit
        return wanted.kind not in CALENDAR or (wanted.unit == "minute") == (given.unit == "minute")
    if wanted.unit == "short" and given.kind == "duration":  # 10年 is a year or ten years
        return given.unit == "year"
    if wanted.kind in CALENDAR or given.kind in CALENDAR:
        return (
            {wanted.kind, given.kind} == {"day", "ordinal"}
            and "half" not in (wanted.unit, given.unit)
            and max(wanted.value, given.value) <= 31
            and (given.weight == "strong" or given.value > 2)  # the second most is no day
        )
    if {wanted.kind, given.kind} == {"percent", "fraction"}:
        return True
    if "number" not in (wanted.kind, given.kind) or "fraction" in (wanted.kind, given.kind):
        return False
    counted = {wanted.kind, given.kind} == {"number", "ordinal"} or (wanted.kind, given.kind) == (
        "number",
        "multiple",
    )
    return counted or resembles(wanted, given)  # 第1部 is Part 3 nowhere, nor 3度 twelve times


def resembles(wanted: Quantity, given: Quantity) -> bool:
    """Whether one amount looks like a slip for the other: the same figures a power of ten away or in another order,
    or as many figures of which one is another."""
    here, there = _figures(wanted), _figures(given)
    if here == there or (len(here) > 1 and sorted(here) == sorted(there)):
        return True
    if len(here) != len(there):
        return False
    if len(here) == 1:  # 20,000 and 70,000
        return wanted.value >= 1000 and len(f"{wanted.value:.0f}") == len(f"{given.value:.0f}")
    return sum(one != other for one, other in zip(here, there, strict=True)) == 1


def _figures(quantity: Quantity) -> str:
    """The significant figures of an amount, as written: 4.38亿 is 438."""
    return f"{quantity.value:.10e}".split("e")[0].replace(".", "").rstrip("0")


def another_day(given: Quantity, extra: Sequence[Quantity]) -> bool:
    """Whether a day of the translation belongs to a month that the source passage does not name, beside a weekday
    that it does not name either: the weekday is the source's day, the date another one (18日: on Saturday … Nov. 1)."""
    months = (one for one in extra if one.kind == "month" and 0 <= given.start - one.end <= 2)
    return any(months) and any(one.kind == "weekday" for one in extra)


def far(wanted: Quantity, given: Quantity) -> tuple[bool, bool, bool, float]:
    apart = abs(wanted.value - given.value) / max(abs(wanted.value), abs(given.value), 1e-9)
    if wanted.value and f"{wanted.value:.3e}"[:5] == f"{given.value:.3e}"[:5]:
        apart = 0.0  # the same figures, a power of ten away
    return wanted.kind != given.kind, wanted.unit != given.unit, wanted.weight != given.weight, apart


def converted(side: Side, quantity: Quantity) -> bool:
    """Whether money in brackets only says the amount before them in another currency: 200億ドル（約3兆円）."""
    text = side.article.text[max(0, quantity.start - 24) : quantity.start]
    return (
        quantity.kind == "money" and re.search(r"\d[^\d(（]{1,8}[(（][約约合折]{0,2}\s?$", text) is not None
    )


def gloss(target: Side, quantity: Quantity) -> bool:
    """Whether a quantity of the target is a conversion or an explanation in brackets."""
    text = target.article.text
    before = text[max(0, quantity.start - 24) : quantity.start]
    after = text[quantity.end : quantity.end + 24]
    opened = re.search(r"[(\[（［][^)\]）］]*$", before)
    return bool(opened and re.match(r"[^(\[（［]*[)\]）］]", after)) and quantity.kind in (
        "money",
        "measure",
        "number",
    )
