"""Which quantities of two texts say the same, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.fidelity.quantities.quantity import CALENDAR, Quantity
from align.fidelity.quantities.units import DAYS, MEASURES

_ROUNDING = 0.051  # what "about" may hide
_CONVERSION = 0.06  # miles for kilometres, three months for 90 days


@dataclass(frozen=True, slots=True)
class Match:
    """What two lists of quantities share: index pairs, and the indices left over on each side."""

    pairs: tuple[tuple[int, int], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-12)


def _rounds(one: Quantity, other: Quantity) -> bool:
    """Whether one value is the other, rounded to the fewer digits given."""
    fewer, more = sorted((one, other), key=lambda quantity: quantity.digits)
    if fewer.digits < 2 and not (one.approximate or other.approximate):
        return False
    if abs(more.value) < 100 and not (one.approximate or other.approximate):
        return False
    digits = fewer.digits if fewer.digits >= 2 or not more.approximate else 1
    if digits >= 2 and _close(float(f"{more.value:.{digits}g}"), fewer.value, 1e-9):
        return True
    return (one.approximate or other.approximate) and _close(one.value, other.value, _ROUNDING)


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can mean the same amount, whatever their types and units."""
    if {one.kind, other.kind} & {"weekday"} or "month" in (one.kind, other.kind):
        if one.kind != other.kind and not {one.kind, other.kind} <= {"month", "number"}:
            return False
        return bool({*one.values} & {*other.values})
    if one.high is not None or other.high is not None:
        return _overlap(one, other)
    for first in one.values:
        for second in other.values:
            if _close(first, second, 1e-6):
                return True
    if one.kind in CALENDAR or other.kind in CALENDAR:
        return False
    if {one.kind, other.kind} == {"percent", "fraction"}:
        percent, part = (one, other) if one.kind == "percent" else (other, one)
        return _close(percent.value / 100, part.values[0], 0.04)
    if {one.kind, other.kind} == {"percent", "multiple"}:
        percent, times = (one, other) if one.kind == "percent" else (other, one)
        return _close(percent.value / 100, times.value, 1e-6) or _close(percent.value / 100 + 1, times.value, 1e-6)
    if one.kind == other.kind == "multiple":
        return abs(one.value - other.value) == 1.0  # "up two times" and "trebled" are told apart by nobody
    if one.kind == other.kind == "duration" and one.unit != other.unit:
        return _close(one.value * DAYS[one.unit], other.value * DAYS[other.unit], _CONVERSION)
    if one.kind == other.kind == "measure" and one.unit != other.unit:
        (here, factor), (there, ratio) = MEASURES[one.unit], MEASURES[other.unit]
        return here == there and _close(one.value * factor, other.value * ratio, _CONVERSION)
    return _rounds(one, other)


def _overlap(one: Quantity, other: Quantity) -> bool:
    low, high = one.value, one.high if one.high is not None else one.value
    bottom, top = other.value, other.high if other.high is not None else other.value
    return low <= top * 1.05 and bottom <= high * 1.05


def match(left: Sequence[Quantity], right: Sequence[Quantity]) -> Match:
    """Pair equal quantities: same kind first, then any kind; then let what is left repeat a value that
    was already paired (a text may say a number twice)."""
    pairs: list[tuple[int, int]] = []
    free_left, free_right = dict.fromkeys(range(len(left))), dict.fromkeys(range(len(right)))
    for strict in (True, False):
        for at in list(free_left):
            for to in list(free_right):
                if strict and (left[at].kind, left[at].unit) != (right[to].kind, right[to].unit):
                    continue
                if same_value(left[at], right[to]):
                    pairs.append((at, to))
                    del free_left[at], free_right[to]
                    break
    rest_left = [at for at in free_left if not any(same_value(left[at], one) for one in right)]
    rest_right = [to for to in free_right if not any(same_value(one, right[to]) for one in left)]
    return Match(tuple(pairs), tuple(rest_left), tuple(rest_right))
