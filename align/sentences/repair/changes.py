"""The small changes of an alignment: a sentence joins another bead or none, two beads become one, one becomes two.

An alignment is a list of cells: beads, and sentences left alone, each a cell of its own. A change takes cells away and
puts others with the same sentences in their place. Only such are tried as bring sentences together that something
speaks for, or that adjoin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from align.sentences.features.keys import SMALL
from align.sentences.features.scattered import Bitext, Cell
from align.sentences.features.traces import Flags

NEAREST = 2  # sentences of the other text that are tried for each sentence, by each kind of evidence
PARTED = 7  # sentences of a bead, at most, that is parted in all ways


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` cells that make way for ``new`` ones."""

    old: tuple[Cell, ...]
    new: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """The sentences of the other text that are tried with each source and with each target sentence, rising."""

    of_source: tuple[tuple[int, ...], ...]
    of_target: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, bitext: Bitext) -> Tried:
        """The best by the search, by vectors, by words, and by names and telling figures."""
        source, target = bitext.source, bitext.target
        words = source.holds @ source.share.T + (target.holds @ target.share.T).T
        weight = np.where(bitext.traces.kind == SMALL, 0.0, bitext.weight)
        keys = (source.keys * weight) @ target.keys.T
        tried = np.zeros(bitext.size, np.bool_)
        for table in (bitext.linked, bitext.traces.near, words, keys):
            tried |= _best(table) | _best(table.T).T
        return cls(*(tuple(tuple(np.flatnonzero(row).tolist()) for row in each) for each in (tried, tried.T)))


def _best(table: NDArray[np.floating]) -> Flags:
    """[rows, columns]: whether a positive value is among the NEAREST greatest of its row."""
    most = min(NEAREST, table.shape[1])
    top = np.argpartition(-table, most - 1, axis=1)[:, :most]
    found = np.zeros(table.shape, np.bool_)
    np.put_along_axis(found, top, np.take_along_axis(table, top, 1) > 0, 1)
    return found


def cells_of(beads: Iterable[Cell]) -> list[Cell]:
    """The cells of beads: each sentence left alone by itself."""
    cells: list[Cell] = []
    for sources, targets in beads:
        cells += [(sources, targets)] if sources and targets else _by_themselves(sources, targets)
    return cells


def changes(cells: Sequence[Cell], tried: Tried, touched: Set[Cell] | None = None) -> list[Change]:
    """Every change of an alignment that is tried, each once; with ``touched``, only those that take one of these cells
    away."""
    found: dict[tuple[frozenset[Cell], frozenset[Cell]], Change] = {}
    homes = _homes(cells, 0), _homes(cells, 1)
    every = [
        *_of_sentences(homes, tried, touched, 0),
        *_of_sentences(homes, tried, touched, 1),
        *(each for cell in cells if touched is None or cell in touched for each in _parted(cell)),
    ]
    for change in every:
        key = frozenset(change.old), frozenset(change.new)
        if key[0] != key[1]:
            found.setdefault(key, change)
    return list(found.values())


def _homes(cells: Sequence[Cell], side: int) -> dict[int, Cell]:
    return {sentence: cell for cell in cells for sentence in cell[side]}


def _of_sentences(
    homes: tuple[dict[int, Cell], dict[int, Cell]], tried: Tried, touched: Set[Cell] | None, side: int
) -> Iterator[Change]:
    """The changes that each sentence of a side makes."""
    own_homes, other_homes = homes[side], homes[1 - side]
    nearest = tried.of_target if side else tried.of_source
    for sentence, home in own_homes.items():
        at_home = touched is None or home in touched
        if touched is not None and not at_home and not _near_any(sentence, nearest, homes, side, touched):
            continue
        others = [(each, other_homes[each]) for each in nearest[sentence]]
        beside = (own_homes.get(sentence - 1), own_homes.get(sentence + 1))
        goals = dict.fromkeys([
            *(cell for _, cell in others),
            *(cell for cell in beside if cell is not None and cell[1 - side]),
        ])  # fmt: skip
        if at_home and home[1 - side]:
            left = _left(home, side, sentence)
            yield Change((home,), (*left, _cell((sentence,), (), side)))
        for goal in goals:
            if goal != home and (at_home or (touched is not None and goal in touched)):
                yield from _joined(home, goal, side, sentence)
        if home[1 - side]:
            for other, goal in others:
                if goal != home and goal[side] and (at_home or (touched is not None and goal in touched)):
                    yield Change((home, goal), (_merged(home, goal),))
                    yield from _paired(home, goal, side, sentence, other)


def _near_any(
    sentence: int,
    nearest: Sequence[Sequence[int]],
    homes: tuple[dict[int, Cell], dict[int, Cell]],
    side: int,
    touched: Set[Cell],
) -> bool:
    """Whether a sentence is tried with, or adjoins, one of the cells."""
    own, other = homes[side], homes[1 - side]
    if own.get(sentence - 1) in touched or own.get(sentence + 1) in touched:
        return True
    return any(other[each] in touched for each in nearest[sentence])


def _joined(home: Cell, goal: Cell, side: int, sentence: int) -> Iterator[Change]:
    """A sentence goes to another bead, or takes the place of its only sentence; or it makes a bead with a sentence that
    was alone."""
    left = _left(home, side, sentence) if home[1 - side] else ()
    own, other = goal[side], goal[1 - side]
    if not own:
        yield Change((home, goal), (*left, _cell((sentence,), other, side)))
        return
    yield Change((home, goal), (*left, _cell(tuple(sorted((*own, sentence))), other, side)))
    if len(own) == 1:
        yield Change((home, goal), (*left, _cell((sentence,), other, side), _cell(own, (), side)))


def _merged(one: Cell, other: Cell) -> Cell:
    return tuple(sorted(one[0] + other[0])), tuple(sorted(one[1] + other[1]))


def _paired(home: Cell, goal: Cell, side: int, sentence: int, other: int) -> Iterator[Change]:
    """A sentence and one of another bead leave theirs for a bead of their own."""
    if len(home[side]) > 1 or len(goal[1 - side]) > 1:
        left = (*_left(home, side, sentence), *_left(goal, 1 - side, other))
        yield Change((home, goal), (*left, _cell((sentence,), (other,), side)))


def _parted(cell: Cell) -> Iterator[Change]:
    """All ways to make two beads of one; the first source sentence stays in the first."""
    sources, targets = cell
    if min(len(sources), len(targets)) < 2 or len(sources) + len(targets) > PARTED:
        return
    for first in _parts(sources):
        if first[0] == sources[0]:
            for of_first in _parts(targets):
                rest = (
                    tuple(i for i in sources if i not in first),
                    tuple(j for j in targets if j not in of_first),
                )
                yield Change((cell,), ((first, of_first), rest))


def _parts(sentences: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for count in range(1, len(sentences)):
        yield from combinations(sentences, count)


def _left(cell: Cell, side: int, sentence: int) -> tuple[Cell, ...]:
    """What is left of a bead when a sentence goes."""
    rest = tuple(each for each in cell[side] if each != sentence)
    if rest:
        return (_cell(rest, cell[1 - side], side),)
    return tuple(_cell((), (each,), side) for each in cell[1 - side])


def _by_themselves(sources: tuple[int, ...], targets: tuple[int, ...]) -> list[Cell]:
    return [((i,), ()) for i in sources] + [((), (j,)) for j in targets]


def _cell(own: tuple[int, ...], other: tuple[int, ...], side: int) -> Cell:
    return (other, own) if side else (own, other)
