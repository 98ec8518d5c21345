"""Which quantities of two texts say the same, and which are left over."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from align.fidelity.quantities.qualifiers.bounds import LOWER, UPPER
from align.fidelity.quantities.quantity import CALENDAR, Quantity
from align.fidelity.quantities.units import days, dimensions

_RELAXED = 0.1  # how far a bound may lie from the exact amount; chosen by hand
_CONVERSION = 0.045  # three months for 90 days
REACH = 2  # classes that a rendering may be away
FEW = 20  # so few are looked at one by one
_DECADE = 10
_STEP = math.log(1.5)
_ZERO = -10_000
_WIDE = 60  # classes of a range that is near to all


@dataclass(frozen=True, slots=True)
class Match:
    """What two lists of quantities share: index ``pairs``, one to one, and what is left over.

    ``left`` and ``right`` have no equal on the other side at all; ``unpaired_left`` and
    ``unpaired_right`` also list those whose only equals are paired already, as when a text says a
    number twice.
    """

    pairs: tuple[tuple[int, int], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    unpaired_left: tuple[int, ...]
    unpaired_right: tuple[int, ...]


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-12)


def _rounded(wanted: Quantity, given: Quantity) -> bool:
    """Whether the second value is the first, rounded. A rendering may round, it cannot add digits;
    to a single digit only where one side says "about"."""
    hedged = wanted.approximate or given.approximate
    if given.digits >= wanted.digits or (given.digits < 2 and not hedged):
        return False
    if abs(wanted.value) < 100 and not hedged:
        return False
    return _close(float(f"{wanted.value:.{given.digits}g}"), given.value, 1e-9)


def same_value(wanted: Quantity, given: Quantity) -> bool:
    """Whether ``given`` can render the amount of ``wanted``, whatever the types and units."""
    kinds = {wanted.kind, given.kind}
    if "weekday" in kinds or "month" in kinds:
        return (len(kinds) == 1 or kinds == {"month", "number"}) and bool({*wanted.values} & {*given.values})
    if wanted.high is not None or given.high is not None:
        return _overlap(wanted, given)
    if {wanted.unit, given.unit} == {"am", "pm"}:
        return False
    if kinds == {"year"} and given.unit == "decade" and 0 <= wanted.value - given.value < _DECADE:
        return True
    if kinds == {"time"} and (wanted.unit == "minute") != (
        given.unit == "minute"
    ):  # 5:17 p.m. has no 17 hours
        return False
    if "day" in kinds and "weak" in (wanted.weight, given.weight):
        return False  # "her first briefing" does not say the 1st of May
    if kinds == {"fraction"}:  # the second reading is the denominator, which two thirds share with one third
        return _close(wanted.value, given.value, 1e-6)
    if kinds == {"fraction", "number"}:
        part, number = (wanted, given) if wanted.kind == "fraction" else (given, wanted)
        below = part.values[-1]  # 1.9 parts per million, and then 7.5
        return any(
            _close(number.value, one, 1e-6)
            for one in (*part.values, *([part.value * below] if below >= 1e6 else []))
        )
    if _other_measure(wanted, given):  # 90 days are no 90 weeks
        return _converted(wanted, given)
    if any(_close(first, second, 1e-6) for first in wanted.values for second in given.values):
        return True
    if wanted.kind in CALENDAR or given.kind in CALENDAR:
        return False
    if kinds == {"percent", "fraction"}:
        percent, part = (wanted, given) if wanted.kind == "percent" else (given, wanted)
        return _close(percent.value / 100, part.value, 0.04)
    if kinds == {"percent", "multiple"}:
        percent, times = (wanted, given) if wanted.kind == "percent" else (given, wanted)
        return any(_close(percent.value / 100 + more, times.value, 1e-6) for more in (0, 1))
    if wanted.unit == given.unit == "degree":  # Fahrenheit for Celsius, rounded
        return any(abs(first - second) <= 0.6 for first in wanted.values[:1] for second in given.values)
    return _rounded(wanted, given) or _bounded(wanted, given)


def _bounded(wanted: Quantity, given: Quantity) -> bool:
    """Whether the second amount is a rounder one that the first keeps to as its bound says: more than 9.8 for 9.87,
    nearly 30,000 for 28,900."""
    if given.digits >= wanted.digits or wanted.value <= 0:
        return False
    apart = given.value / wanted.value - 1
    if given.bound in UPPER:
        return -_RELAXED <= apart <= 0
    return given.bound in LOWER and 0 <= apart <= _RELAXED


def _other_measure(wanted: Quantity, given: Quantity) -> bool:
    """Whether both are durations, or measures of one dimension, in different units."""
    if wanted.kind != given.kind or wanted.unit == given.unit:
        return False
    if wanted.kind == "duration":
        return True
    if wanted.kind != "measure" or "degree" in (wanted.unit, given.unit):
        return False
    (here, factor), (there, ratio) = dimensions()[wanted.unit], dimensions()[given.unit]
    return here == there and factor != ratio


def _converted(wanted: Quantity, given: Quantity) -> bool:
    """Whether two lengths, weights or times in different units are about the same."""
    if wanted.kind == "duration":
        return _close(wanted.value * days()[wanted.unit], given.value * days()[given.unit], _CONVERSION)
    (here, factor), (there, ratio) = dimensions()[wanted.unit], dimensions()[given.unit]
    if here != there or factor == ratio:
        return False
    hedged = wanted.approximate or given.approximate
    allowed = 0.02 if min(wanted.digits, given.digits) <= 2 else 0.005
    if hedged and _close(wanted.value * factor, given.value * ratio, allowed):
        return True
    near = abs(wanted.value * factor - given.value * ratio)
    return near <= 0.55 * max(_step(wanted) * factor, _step(given) * ratio)


def _step(quantity: Quantity) -> float:
    """The unit of the last significant digit that a value was given with: 21,000 is given to a thousand."""
    return float(10.0 ** (math.floor(math.log10(max(abs(quantity.value), 1e-9))) - quantity.digits + 1))


def _overlap(one: Quantity, other: Quantity) -> bool:
    low, high = one.value, one.high if one.high is not None else one.value
    bottom, top = other.value, other.high if other.high is not None else other.value
    if one.unit in days() and other.unit in days():
        here, there = days()[one.unit], days()[other.unit]
        low, high, bottom, top = low * here, high * here, bottom * there, top * there
    if one.high is not None and other.high is not None:  # 十数人 ends where dozens begin
        return low < top and bottom < high
    return low <= top * 1.05 and bottom <= high * 1.05


def _exact(wanted: Quantity, given: Quantity) -> bool:
    return _form(wanted) == _form(given) and wanted.value == given.value


def _form(quantity: Quantity) -> tuple[str, str, bool]:
    return quantity.kind, quantity.unit, quantity.high is not None


def _alike(wanted: Quantity, given: Quantity) -> bool:
    return wanted.kind == given.kind and same_value(wanted, given)


def match(wanted: Sequence[Quantity], given: Sequence[Quantity]) -> Match:
    """Pair equal quantities: the same value, type and unit first, then the same type, then any.

    A measure is taken for a conversion only where the other side does not give it in its own unit. Weak
    quantities ("both") come last, and a vague amount ("dozens") that has its partner excuses no other.
    """
    pairs: list[tuple[int, int]] = []
    measured = {dimensions()[one.unit] for one in wanted if one.kind == "measure"}
    here, there = Near(wanted), Near(given)
    order = {to: number for number, to in enumerate(_by_weight(given))}
    free_left, free_right = dict.fromkeys(_by_weight(wanted)), set(order)
    near = {at: sorted(there.near(wanted[at]), key=order.__getitem__) for at in free_left}
    for fits in (_exact, _alike, same_value):
        for at in list(free_left):
            for to in near[at]:
                if (
                    to in free_right
                    and fits(wanted[at], given[to])
                    and not _own_unit(measured, wanted[at], given[to])
                ):
                    pairs.append((at, to))
                    del free_left[at]
                    free_right.remove(to)
                    break
    still_left, still_right = sorted(free_left), sorted(free_right)
    left = [
        at for at in still_left
        if not any(
            same_value(wanted[at], given[to])
            for to in near[at]
            if to in free_right or _names(given[to], wanted[at])
        )
    ]  # fmt: skip
    right = [
        to for to in still_right
        if not any(
            same_value(wanted[at], given[to]) and not _own_unit(measured, wanted[at], given[to])
            for at in here.near(given[to])
            if at in free_left or _names(wanted[at], given[to])
        )
    ]  # fmt: skip
    return Match(tuple(pairs), tuple(left), tuple(right), tuple(still_left), tuple(still_right))


def _names(one: Quantity, other: Quantity) -> bool:
    """Whether a quantity says another in so many words: 三四十 says 30 and 40, but not 35."""
    return one.high is None or other.high is not None or other.value in (one.value, one.high)


def _by_weight(listed: Sequence[Quantity]) -> list[int]:
    return sorted(range(len(listed)), key=lambda at: listed[at].weight == "weak")


def _own_unit(measured: Collection[tuple[str, float]], wanted: Quantity, given: Quantity) -> bool:
    """Whether pairing would convert a measure that another source quantity gives in the same unit; ``measured`` are the
    units of the source's measures."""
    if given.kind != "measure" or wanted.kind != "measure":
        return False
    ratio = dimensions()[given.unit]
    return dimensions()[wanted.unit] != ratio and ratio in measured


class Near:
    """Which of many quantities may be the same amount as one, so that long texts are not compared each with each.

    Values stand in classes, each half as large again as the one before. Two quantities that :func:`same_value` can take
    for one another have readings in classes at most REACH apart, whatever was rounded or converted; some (degrees,
    wide ranges) are near to all.
    """

    def __init__(self, listed: Sequence[Quantity]) -> None:
        self._every = range(len(listed))
        self._anywhere: list[int] = []
        self._places: dict[int, list[int]] = defaultdict(list)
        if len(listed) > FEW:
            for at, one in enumerate(listed):
                classes = _classes(one)
                if classes is None:
                    self._anywhere.append(at)
                for each in classes or ():
                    self._places[each].append(at)

    def near(self, one: Quantity) -> Sequence[int]:
        """The places of the quantities that may be the same as this one, ascending."""
        if len(self._every) <= FEW:
            return self._every
        classes = _classes(one)
        if classes is None:
            return self._every
        around = {each + step for each in classes for step in range(-REACH, REACH + 1)}
        found = {at for each in around for at in self._places.get(each, ())}
        return sorted(found.union(self._anywhere))


def _classes(one: Quantity) -> set[int] | None:
    """The classes of all readings of a quantity; None where it may be near to anything."""
    if one.unit == "degree" or "degree" in one.unit:
        return None
    if one.high is not None:
        factors = (1.0, days()[one.unit]) if one.unit in days() else (1.0,)
        found: set[int] = set()
        for factor in factors:
            low, high = _class(one.value * factor), _class(one.high * factor)
            if one.value <= 0 or high - low > _WIDE:
                return None
            found.update(range(low, high + 1))
        return found | {_class(value) for value in one.values}
    return {_class(value) for value in _readings(one)}


def _readings(one: Quantity) -> Iterator[float]:
    yield from one.values
    if one.kind == "percent":
        yield from (one.value / 100, one.value / 100 + 1)
    if one.kind == "fraction":
        yield one.value * one.values[-1]
    if one.kind == "duration" and one.unit in days():
        yield one.value * days()[one.unit]
    if one.kind == "measure":
        yield one.value * dimensions()[one.unit][1]


def _class(value: float) -> int:
    return math.floor(math.log(abs(value)) / _STEP) if value and math.isfinite(value) else _ZERO
