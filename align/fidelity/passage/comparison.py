"""The quantities of every bead set against each other, with the neighbourhood as a witness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from align.document import Bead
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import CALENDAR, Match, Quantity, match, same_value
from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.matching import Near
from align.fidelity.quantities.units import same_currency

# How Japanese and Chinese write a small number, wherever it stands: 四 is in 北方四島, which is no quantity.
_NUMERALS = {
    **{float(at): f"[{at}{kanji}]" for at, kanji in enumerate("三四五六七八九", 3)},
    **{float(at): f"{at}|十{kanji}" for at, kanji in enumerate(("", "一", "二"), 10)},
}

_LEAD = 2  # sentences
_TELLING = 10.0  # a smaller number stands in many a sentence
_QUARTER = re.compile(r"季|四半期|quarter|Q")
_SUMMANDS = 40  # of more amounts than these, some two make up any other
_ADDED = frozenset({"percent", "money", "number", "measure"})  # what editors add up and subtract


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
    across a sentence border, as translators do; a telling one may have moved through the whole article, as
    editors do. A number that merely repeats a neighbour's is not missing either; an amount in brackets is an
    editor's conversion, a sum or a difference of the passage's own amounts his reckoning. The first sentences of a
    reprint may sum up all of the source: what they say stands elsewhere there, and need not be said again.
    """
    lead = [at for at, sentence in enumerate(target.sentences) if not sentence.heading][:_LEAD]
    lists = [(source.numbers(bead.source), target.numbers(bead.target)) for bead in beads]
    matches = [match(here, there) for here, there in lists]
    article = _Article(
        source,
        target,
        tuple(beads),
        lists,
        matches,
        target.numbers(lead),
        (_places(beads, "source"), _places(beads, "target")),
        _Pool((at, lists[at][0][to]) for at, one in enumerate(matches) for to in one.unpaired_left),
        _Pool((at, lists[at][1][to]) for at, one in enumerate(matches) for to in one.unpaired_right),
        _Pool((at, one) for at, listed in enumerate(source.quantities) for one in listed),
        _Pool((at, one) for at, listed in enumerate(target.quantities) for one in listed),
    )
    return tuple(
        _one(article, index) if bead.source and bead.target else Compared()
        for index, bead in enumerate(beads)
    )


class _Pool:
    """Quantities with what each belongs to, a bead or a sentence: whether another one stands among them elsewhere."""

    def __init__(self, owned: Iterable[tuple[int, Quantity]]) -> None:
        self._owned = list(owned)
        self._near = Near([one for _, one in self._owned])
        # Named in many a sentence.
        self.quarters = [(at, one) for at, one in self._owned if _QUARTER.search(one.text)]

    def has(self, quantity: Quantity, own: Collection[int] = ()) -> bool:
        """Whether a quantity of the source is rendered by one that does not belong to ``own``."""
        return any(
            at not in own and _same_kind(quantity, one) and same_value(quantity, one)
            for at, one in (self._owned[place] for place in self._near.near(quantity))
        )

    def says(self, quantity: Quantity, own: Collection[int] = ()) -> bool:
        """Whether a quantity of the translation renders one that does not belong to ``own``."""
        return any(
            at not in own and _same_kind(one, quantity) and same_value(one, quantity)
            for at, one in (self._owned[place] for place in self._near.near(quantity))
        )


def _places(beads: Sequence[Bead], side: Literal["source", "target"]) -> dict[int, list[int]]:
    """The beads that hold each sentence of a side."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, bead in enumerate(beads):
        for sentence in bead.source if side == "source" else bead.target:
            found[sentence].append(at)
    return found


@dataclass(frozen=True, slots=True)
class _Article:
    """The whole of both articles: the quantities of every bead (source, target) and what of them is equal; the beads
    of each sentence; what has no equal, by beads, and all there is, by sentences, of the source and of the target."""

    source: Side
    target: Side
    beads: tuple[Bead, ...]
    lists: Sequence[tuple[list[Quantity], list[Quantity]]]
    matches: Sequence[Match]
    lead: Sequence[Quantity]
    places: tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]
    wanted: _Pool
    given: _Pool
    told: _Pool
    said: _Pool

    def near(self, index: int) -> list[int]:
        """The beads beside a bead, by its source and by its target sentences."""
        bead = self.beads[index]
        found: set[int] = set()
        for places, own in zip(self.places, (bead.source, bead.target), strict=True):
            for sentence in {at + step for at in own for step in (-1, 1)}:
                found.update(places.get(sentence, ()))
        return sorted(found - {index})

    def unpaired(self, indexes: Iterable[int]) -> tuple[list[Quantity], list[Quantity]]:
        """The quantities of some beads whose bead has no equal for them, of the source and of the translation."""
        here = [self.lists[at][0][to] for at in indexes for to in self.matches[at].unpaired_left]
        there = [self.lists[at][1][to] for at in indexes for to in self.matches[at].unpaired_right]
        return here, there


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


def _one(article: _Article, index: int) -> Compared:
    """What became of one bead's quantities, given the others'."""
    (here, there), matched = article.lists[index], article.matches[index]
    missing, extra, repeated = _left_over(article, index)
    changed = _changed(article, index, missing, extra, repeated)
    near = article.near(index)
    told = _Pool((at, one) for at in near for one in article.lists[at][0])
    said = _Pool(
        [*((at, one) for at in near for one in article.lists[at][1]), *((-1, one) for one in article.lead)]
    )
    bead = article.beads[index]
    firm = {here[at] for at in matched.left}
    used = {part for one in there for part in _reckoned(one, here, there)}
    return Compared(
        tuple((here[at], there[to]) for at, to in matched.pairs),
        tuple(changed),
        tuple(
            one
            for one in missing
            if one in firm
            and one not in used
            and not said.has(one)
            and not (_telling(one) and article.said.has(one, bead.target))
            and not _converted(article.source, one)
        ),
        tuple(
            one
            for one in extra
            if not told.says(one)
            and not (_telling(one) and article.told.says(one, bead.source))
            and not _reckoned(one, here, there)
            and not _gloss(article.target, one)
        ),
    )


def _left_over(article: _Article, index: int) -> tuple[list[Quantity], list[Quantity], list[Quantity]]:
    """What of a bead has no equal on the other side there or in a neighbour: of the source, of the translation, and
    of the translation what only says once more what is said."""
    (here, there), matched = article.lists[index], article.matches[index]
    wanted_near, given_near = (
        _Pool((-1, one) for one in near) for near in article.unpaired(article.near(index))
    )
    unread = _unread(article.source, article.beads[index])
    days = [one for one in here if one.kind == "weekday"], [one for one in there if one.kind == "weekday"]
    lone = len(days[0]) == len(days[1]) == 1  # one weekday on each side: no neighbour speaks for another
    missing = [
        here[at]
        for at in matched.unpaired_left
        if not given_near.has(here[at]) or (lone and here[at] in days[0])
    ]
    extra = [
        there[at]
        for at in matched.right
        if (not wanted_near.says(there[at]) or (lone and there[at] in days[1]))
        and not (there[at].weight == "normal" and numeral_in(unread, there[at].value))
    ]
    repeated = [
        there[at]
        for at in matched.unpaired_right
        if at not in matched.right
        and not any(one.high is not None and same_value(one, there[at]) for one in here)
    ]
    return missing, extra, repeated


def _changed(
    article: _Article,
    index: int,
    missing: list[Quantity],
    extra: list[Quantity],
    repeated: Sequence[Quantity],
) -> list[tuple[Quantity, Quantity]]:
    """The quantities of the source that another one stands for, with that one; both are taken from their lists.

    What moved here from a far sentence, or from here to one, stands for nothing here, nor does what an editor
    reckoned.
    """
    (here, there), matched = article.lists[index], article.matches[index]
    firm_missing = {here[at] for at in matched.left}
    bead = article.beads[index]
    quarters = _Pool((at, one) for at, one in article.told.quarters if at not in bead.source)
    staying = [one for one in missing if not (_telling(one) and article.given.has(one, {index}))]
    coming = [
        one
        for one in extra
        if not (_telling(one) and (article.wanted.says(one, {index}) or quarters.says(one)))
        and not _reckoned(one, here, there)
    ]
    twice = [one for one in repeated if one.weight == "strong" or (one.weight == "normal" and one.value > 1)]
    changed: list[tuple[Quantity, Quantity]] = []
    for pool, partners, alike in (
        (coming, staying, False),
        (twice, [one for one in staying if one in firm_missing], False),
        # Said once too often here, once too seldom there: 4 points of 5 games, "four points of four games".
        (twice, staying, True),
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
                if given in extra:
                    extra.remove(given)
    return changed


def _telling(quantity: Quantity) -> bool:
    """Whether a quantity is not one that stands in many a sentence, so that it is known again far away."""
    if quantity.kind == "ordinal" and _QUARTER.search(quantity.text):
        return True
    if quantity.kind in CALENDAR or quantity.weight != "strong":
        return False
    return quantity.value >= _TELLING or quantity.digits >= 2 or quantity.kind in ("money", "percent")


def _reckoned(given: Quantity, here: Sequence[Quantity], there: Sequence[Quantity]) -> tuple[Quantity, ...]:
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
    like = (one for one in alike if one.value and (given.kind == "percent" or same_unit(one, given)))
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


def _same_kind(wanted: Quantity, given: Quantity) -> bool:
    """Of one kind; from 13 on 演習41号 is "the 41st", too, and of 12ミリグラム a bare 12 may be left."""
    if given.kind == "number" and given.value >= _TELLING and wanted.kind in ("measure", "money", "percent"):
        return True
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
        )
    if {wanted.kind, given.kind} == {"percent", "fraction"}:
        return True
    if "number" not in (wanted.kind, given.kind) or "fraction" in (wanted.kind, given.kind):
        return False
    return resembles(wanted, given)


def resembles(wanted: Quantity, given: Quantity) -> bool:
    """Whether one amount looks like a slip for the other: the same figures a power of ten away or in another order,
    or as many figures of which one is another."""
    here, there = _figures(wanted), _figures(given)
    if here == there or (len(here) > 1 and sorted(here) == sorted(there)):
        return True
    if len(here) != len(there):
        return False
    return len(here) > 1 and sum(one != other for one, other in zip(here, there, strict=True)) == 1


def _figures(quantity: Quantity) -> str:
    """The significant figures of an amount, as written: 4.38亿 is 438."""
    return f"{quantity.value:.10e}".split("e")[0].replace(".", "").rstrip("0")


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
