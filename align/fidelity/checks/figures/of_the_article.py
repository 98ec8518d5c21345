"""Figures of a free reprint that come from elsewhere in the source, or that its editor reckoned from what is there.

Who writes anew puts the day of the first sentence into the third, and says by how much a forecast fell, how long
after the first goal the second came, or what share was paid where the source says what was not. None of it is an error,
though the passage alone does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from align.document import Bead
from align.fidelity.passage.context import Context
from align.fidelity.quantities import Quantity, same_value

_NEAR = 3  # sentences from which an editor reckons
_MOST = 40  # of more amounts than these some two make up any other
_LAST_DAY = 31
_BESIDE = 4  # characters between a day and the month behind it
_EXACTLY = 1e-6


def of_the_article(context: Context, bead: Bead, given: Quantity) -> bool:
    """Whether a free reprint has an amount, beside the passage that it renders, from another sentence of the source, or
    as the sum, the difference or the rest of amounts near by. False for reprints that are not free."""
    if not context.condensed:
        return False
    month = _month(context.target.numbers(bead.target), given) if given.kind == "day" else None
    elsewhere = (
        one
        for at, listed in enumerate(context.source.quantities)
        if at not in bead.source
        for one in listed
        if month is None or _month(listed, one) in (None, month)
    )
    return any(_same(one, given) for one in elsewhere) or _reckoned(context, bead, given)


def _month(listed: Sequence[Quantity], day: Quantity) -> float | None:
    """The month that a day is told with: the last one before it, else one right behind it (14 August)."""
    months = [one for one in listed if one.kind == "month"]
    before = [one for one in months if one.start < day.start]
    behind = [one for one in months if 0 <= one.start - day.end <= _BESIDE]
    beside = before[-1:] or behind[:1]
    return beside[0].value if beside else None


def _same(one: Quantity, given: Quantity) -> bool:
    """Whether an amount says another one; the 14th is a day where the source has one."""
    days = {one.kind, given.kind} == {"day", "ordinal"} and one.value == given.value <= _LAST_DAY
    return days or (one.kind == given.kind and same_value(one, given))


def _reckoned(context: Context, bead: Bead, given: Quantity) -> bool:
    near = [*bead.source, *context.nearby_source(bead, _NEAR)]
    amounts = [one for one in context.source.numbers(near) if one.high is None and _alike(one, given)]
    if given.kind == "percent" and any(abs(100 - one.value - given.value) <= _EXACTLY for one in amounts):
        return True
    return len(amounts) <= _MOST and any(abs(value - given.value) <= _EXACTLY for value in _sums(amounts))


def _alike(one: Quantity, given: Quantity) -> bool:
    """Whether two amounts are of a kind that is added up. Minutes of a match stand as times or as durations."""
    minutes = {one.unit, given.unit} == {"minute"}
    return minutes or (one.kind == given.kind and one.unit == given.unit and one.kind != "ordinal")


def _sums(amounts: list[Quantity]) -> Iterator[float]:
    for one, other in combinations(amounts, 2):
        yield one.value + other.value
        yield abs(one.value - other.value)
