"""The quantities of every bead set against each other, with the neighbourhood as a witness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from align.document import Bead
from align.fidelity.passage.sides import Side
from align.fidelity.passage.slips import (
    QUARTER,
    another_day,
    comparable,
    converted,
    far,
    gloss,
    reckoned,
    resembles,
    same_kind,
    same_unit,
    telling,
)
from align.fidelity.quantities import Match, Quantity, match, same_value
from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.matching import Near

# How Japanese and Chinese write a small number, wherever it stands: 四 is in 北方四島, which is no quantity.
_NUMERALS = {
    **{float(at): f"[{at}{kanji}]" for at, kanji in enumerate("三四五六七八九", 3)},
    **{float(at): f"{at}|十{kanji}" for at, kanji in enumerate(("", "一", "二"), 10)},
}

_LEAD = 2  # sentences


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
        self.quarters = [(at, one) for at, one in self._owned if QUARTER.search(one.text)]

    def has(self, quantity: Quantity, own: Collection[int] = ()) -> bool:
        """Whether a quantity of the source is rendered by one that does not belong to ``own``."""
        return any(
            at not in own and same_kind(quantity, one) and same_value(quantity, one)
            for at, one in (self._owned[place] for place in self._near.near(quantity))
        )

    def says(self, quantity: Quantity, own: Collection[int] = ()) -> bool:
        """Whether a quantity of the translation renders one that does not belong to ``own``."""
        return any(
            at not in own and same_kind(one, quantity) and same_value(one, quantity)
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
    used = {part for one in there for part in reckoned(one, here, there)}
    return Compared(
        tuple((here[at], there[to]) for at, to in matched.pairs),
        tuple(changed),
        tuple(
            one
            for one in missing
            if one in firm
            and one not in used
            and not said.has(one)
            and not (telling(one) and article.said.has(one, bead.target))
            and not converted(article.source, one)
        ),
        tuple(
            one
            for one in extra
            if not told.says(one)
            and not (telling(one) and article.told.says(one, bead.source))
            and not reckoned(one, here, there)
            and not gloss(article.target, one)
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
    reckoned; unless it looks like a slip for what is missing.
    """
    (here, there), matched = article.lists[index], article.matches[index]
    firm_missing = {here[at] for at in matched.left}
    bead = article.beads[index]
    quarters = _Pool((at, one) for at, one in article.told.quarters if at not in bead.source)
    staying = [one for one in missing if not (telling(one) and article.given.has(one, {index}))]
    coming = [
        one
        for one in extra
        if any(same_unit(lost, one) and resembles(lost, one) for lost in staying)
        or not (
            (telling(one) and (article.wanted.says(one, {index}) or quarters.says(one)))
            or reckoned(one, here, there)
        )
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
                and comparable(one, given)
                and not (one.kind == "day" and another_day(given, extra))
                and not (alike and (one.kind, one.unit) != (given.kind, given.unit))
            )
            ranked = sorted(free, key=lambda one: far(one, given))
            if ranked and given.weight != "weak":
                changed.append((ranked[0], given))
                missing.remove(ranked[0])
                pool.remove(given)
                if given in extra:
                    extra.remove(given)
    return changed
