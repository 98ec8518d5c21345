"""The quantities of every bead set against each other, with the neighbourhood as a witness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.document import Bead
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import CALENDAR, Match, Quantity, match, same_value
from align.fidelity.quantities.folding import fold

# How Japanese and Chinese write a small number, wherever it stands: 四 is in 北方四島, which is no quantity.
_NUMERALS = {
    **{float(at): f"[{at}{kanji}]" for at, kanji in enumerate("三四五六七八九", 3)},
    **{float(at): f"{at}|十{kanji}" for at, kanji in enumerate(("", "一", "二"), 10)},
}

_LEAD = 2  # sentences
_TELLING = 13.0  # a smaller number stands in many a sentence


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a bead's quantities.

    ``pairs`` are equal ones (source, target); ``changed`` are a source quantity and the different
    one of the same type that stands for it; ``missing`` and ``extra`` are left over and accounted for
    by nothing nearby.
    """

    pairs: tuple[tuple[Quantity, Quantity], ...] = ()
    changed: tuple[tuple[Quantity, Quantity], ...] = ()
    missing: tuple[Quantity, ...] = ()
    extra: tuple[Quantity, ...] = ()


def compare(source: Side, target: Side, beads: Sequence[Bead]) -> tuple[Compared, ...]:
    """The comparison of every bead, in order; one-sided beads get an empty one.

    A quantity left over in one bead and left over on the other side in a bead nearby has only moved
    across a sentence border, as translators do; a number that merely repeats a neighbour's is not
    missing either; an amount in brackets is an editor's conversion. The first sentences of a reprint may
    sum up all of the source: what they say stands elsewhere there, and need not be said again.
    """
    lead = [at for at, sentence in enumerate(target.sentences) if not sentence.heading][:_LEAD]
    lead_numbers = target.numbers(lead)
    lists = [(source.numbers(bead.source), target.numbers(bead.target)) for bead in beads]
    matches = [match(here, there) for here, there in lists]
    by_source = {at: index for index, bead in enumerate(beads) for at in bead.source}
    by_target = {at: index for index, bead in enumerate(beads) for at in bead.target}
    compared = []
    for index, bead in enumerate(beads):
        if not bead.source or not bead.target:
            compared.append(Compared())
            continue
        near = {by_source[at] for one in bead.source for at in (one - 1, one + 1) if at in by_source}
        near |= {by_target[at] for one in bead.target for at in (one - 1, one + 1) if at in by_target}
        others = [at for at in range(len(source.sentences)) if at not in bead.source]
        told = lead_numbers, source.numbers(others) if set(lead) & set(bead.target) else []
        compared.append(
            _one(index, sorted(near - {index}), lists, matches, source, target, _unread(source, bead), told)
        )
    return tuple(compared)


_Lists = Sequence[tuple[list[Quantity], list[Quantity]]]


def numeral_in(text: str, value: float) -> bool:
    """Whether a Japanese or Chinese text holds a numeral of a whole value from 3 to 12 anywhere."""
    return value in _NUMERALS and re.search(_NUMERALS[value], fold(text).text) is not None


def _unread(source: Side, bead: Bead) -> str:
    """What a bead's source says outside its quantities, where an unread numeral may stand; empty for English."""
    if not source.cjk:
        return ""
    pieces = []
    for at in bead.source:
        begin, end = source.sentences[at].start, source.sentences[at].end
        for quantity in source.quantities[at]:
            pieces.append(source.article.text[begin : max(begin, quantity.start)])
            begin = max(begin, quantity.end)
        pieces.append(source.article.text[begin:end])
    return "\n".join(pieces)


def _one(
    index: int,
    near: Sequence[int],
    lists: _Lists,
    matches: Sequence[Match],
    source: Side,
    target: Side,
    unread: str,
    summed_up: tuple[list[Quantity], list[Quantity]],
) -> Compared:
    (here, there), matched = lists[index], matches[index]
    given_near = [lists[at][1][to] for at in near for to in matches[at].unpaired_right]
    wanted_near = [lists[at][0][to] for at in near for to in matches[at].unpaired_left]
    days = [one for one in here if one.kind == "weekday"], [one for one in there if one.kind == "weekday"]
    lone = len(days[0]) == len(days[1]) == 1  # one weekday on each side: no neighbour speaks for another
    missing = [
        here[at]
        for at in matched.unpaired_left
        if not _moved(here[at], given_near) or (lone and here[at] in days[0])
    ]
    extra = [
        there[at]
        for at in matched.right
        if (not _moved_back(there[at], wanted_near) or (lone and there[at] in days[1]))
        and not (there[at].weight == "normal" and numeral_in(unread, there[at].value))
    ]
    repeated = [
        there[at]
        for at in matched.unpaired_right
        if at not in matched.right
        and not any(one.high is not None and same_value(one, there[at]) for one in here)
    ]
    firm_missing = {here[at] for at in matched.left}
    changed: list[tuple[Quantity, Quantity]] = []
    twice = [one for one in repeated if one.weight == "strong" or (one.weight == "normal" and one.value > 1)]
    for pool, partners, alike in (
        (extra, missing, False),
        (twice, [one for one in missing if one in firm_missing], False),
        # Said once too often here, once too seldom there: 4 points of 5 games, "four points of four games".
        (twice, missing, True),
    ):
        for given in list(pool):
            free = (
                one
                for one in partners
                if one in missing
                and _comparable(one, given)
                and not (one.kind == "day" and _another_day(given, extra))
                and not (alike and (one.kind, one.unit) != (given.kind, given.unit))
            )
            ranked = sorted(free, key=lambda one: _far(one, given))
            if ranked and given.weight != "weak":
                changed.append((ranked[0], given))
                missing.remove(ranked[0])
                pool.remove(given)
    all_there = [one for at in near for one in lists[at][1]]
    all_here = [one for at in near for one in lists[at][0]]
    return Compared(
        tuple((here[at], there[to]) for at, to in matched.pairs),
        tuple(changed),
        tuple(
            one
            for one in missing
            if one in firm_missing
            and not _moved(one, [*all_there, *summed_up[0]])
            and not _converted(source, one)
        ),
        tuple(
            one
            for one in extra
            if not _moved_back(one, all_here)
            and not (one.value >= _TELLING and _moved_back(one, summed_up[1]))
            and not _gloss(target, one)
        ),
    )


def _moved(quantity: Quantity, near: Sequence[Quantity]) -> bool:
    """Whether a quantity of the source stands in the translation nearby."""
    return any(_same_kind(quantity, one) and same_value(quantity, one) for one in near)


def _moved_back(quantity: Quantity, near: Sequence[Quantity]) -> bool:
    """Whether a quantity of the translation stands in the source nearby."""
    return any(_same_kind(one, quantity) and same_value(one, quantity) for one in near)


def _same_kind(wanted: Quantity, given: Quantity) -> bool:
    """Of one kind; from 13 on 演習41号 is "the 41st", too."""
    numbered = any(
        one.kind == "ordinal" and one.value > 12 and other.kind in ("number", "measure")
        for one, other in ((wanted, given), (given, wanted))
    )
    return numbered or wanted.kind == given.kind


def _comparable(wanted: Quantity, given: Quantity) -> bool:
    """Whether one quantity may have been meant to render the other."""
    if wanted.weight == "weak" or same_value(wanted, given):
        return False
    if wanted.kind == given.kind:
        return wanted.kind not in CALENDAR or (wanted.unit == "minute") == (given.unit == "minute")
    if wanted.unit == "short" and given.kind == "duration":  # 10年 is a year or ten years
        return given.unit == "year"
    if wanted.kind in CALENDAR or given.kind in CALENDAR:
        return {wanted.kind, given.kind} == {"day", "ordinal"} and max(wanted.value, given.value) <= 31
    if {wanted.kind, given.kind} == {"percent", "fraction"}:
        return True
    return "number" in (wanted.kind, given.kind) and "fraction" not in (wanted.kind, given.kind)


def _another_day(given: Quantity, extra: Sequence[Quantity]) -> bool:
    """Whether a day of the translation belongs to a month that the source passage does not name, beside a weekday
    that it does not name either: the weekday is the source's day, the date another one (18日: on Saturday … Nov. 1)."""
    months = (one for one in extra if one.kind == "month" and 0 <= given.start - one.end <= 2)
    return any(months) and any(one.kind == "weekday" for one in extra)


def _far(wanted: Quantity, given: Quantity) -> tuple[bool, bool, bool, float]:
    apart = abs(wanted.value - given.value) / max(abs(wanted.value), abs(given.value), 1e-9)
    if wanted.value and f"{wanted.value:.3e}"[:5] == f"{given.value:.3e}"[:5]:
        apart = 0.0  # the same figures, a power of ten away
    return wanted.kind != given.kind, wanted.unit != given.unit, wanted.weight != given.weight, apart


def _converted(side: Side, quantity: Quantity) -> bool:
    """Whether money in brackets only says the amount before them in another currency: 200億ドル（約3兆円）."""
    text = side.article.text[max(0, quantity.start - 24) : quantity.start]
    return (
        quantity.kind == "money" and re.search(r"\d[^\d(（]{1,8}[(（][約约合折]{0,2}\s?$", text) is not None
    )


def _gloss(target: Side, quantity: Quantity) -> bool:
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
