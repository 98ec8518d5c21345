"""How much of each side's wording the other side of a bead accounts for.

Sums of vectors say what two texts are about; they cannot say that one clause is missing. Here each piece of
one side looks for its nearest piece on the other (late interaction, as in ColBERT, Khattab & Zaharia 2020), and
a bead's coverage is the mean of what they find, weighted as the encoder weighs its pieces. Only sentence pairs
that a candidate bead needs are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from align.model import Vectors
from align.sentences.search import Candidates, Floats, Integers

MOST_PIECES = 80  # of a sentence; what is longer is judged by its beginning
NONE = -1.0
MOST_CELLS = 4_000_000  # of a table of all sentence pairs
SHAPE = 64  # more than the sentences of a bead
# By how much matches outside a bead are better than inside: single pieces above the first cosines, and the
# mean of the pieces of a CLAUSE around each above the second.
STRAYS, CLAUSE_STRAYS = (0.0, 0.2), (0.0, 0.1)
CLAUSE = 7
SENTENCES = 64  # whose pieces are multiplied at a time
ROWS = 1024  # sentences set against spans at a time, so that they stay in cache


@runtime_checkable
class PieceEncoder(Protocol):
    """An encoder that shows its pieces: ids and bounds of sentences, and the sums of runs of pieces."""

    def pieces(self, sentences: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]: ...

    def sums_of_pieces(self, ids: NDArray[np.int32], bounds: NDArray[np.int64]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """The pieces of a text: unit ``vectors`` and ``weights`` of the distinct ones, ``index`` of each running
    piece into them, ``bounds`` int64 [n + 1] of the sentences in ``index``."""

    vectors: Vectors
    weights: NDArray[np.float32]
    index: Integers
    bounds: Integers

    def part(self, first: int, last: int) -> Wording:
        """The sentences ``first .. last - 1``; shares memory with this one."""
        return Wording(self.vectors, self.weights, self.index, self.bounds[first : last + 1])


def wording(ids: NDArray[np.int32], bounds: Integers, encoder: PieceEncoder) -> Wording:
    """The pieces of each sentence, at most MOST_PIECES, as ``encoder.pieces`` gave them."""
    counts = np.minimum(np.diff(bounds), MOST_PIECES)
    kept = np.repeat(bounds[:-1] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(
        counts.sum()
    )
    distinct, index = np.unique(ids[kept], return_inverse=True)
    vectors = encoder.sums_of_pieces(distinct.astype(np.int32), np.arange(len(distinct) + 1, dtype=np.int64))
    weights = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors = vectors / np.maximum(weights, 1e-9)[:, None]
    return Wording(vectors, weights, index.astype(np.int64), np.concatenate(([0], np.cumsum(counts))))


@dataclass(frozen=True, slots=True)
class Covered:
    """What the pieces of each candidate's sides find, float64 [candidates] each: the weighted mean of the best match
    in the bead (``source``, ``target``) and the sums that are divided; and ``astray`` [candidates, 8], how
    much better pieces, and clauses, are matched right outside the bead than in it, summed above each of STRAYS
    and CLAUSE_STRAYS: of the source, then of the target."""

    source: Floats
    target: Floats
    source_sum: Floats
    target_sum: Floats
    astray: Floats


def coverage(candidates: Candidates, source: Wording, target: Wording) -> Covered:
    """How well the wording of each candidate's sides is accounted for, and what of it belongs to a neighbour."""
    cells = Cells.around(candidates, (len(source.bounds) - 1, len(target.bounds) - 1))
    source_best, target_best = _best_matches(cells.rows, cells.columns, source, target)
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    source_weights, target_weights = Weights.of(source), Weights.of(target)
    source_sum, source_astray = _span_sums(start, rows, at, columns, source_best, source_weights, cells.at)
    target_sum, target_astray = _span_sums(
        at, columns, start, rows, target_best, target_weights, lambda own, other: cells.at(other, own)
    )
    source_total = np.concatenate(([0.0], np.cumsum(source_weights.padded.sum(1), dtype=np.float64)))
    target_total = np.concatenate(([0.0], np.cumsum(target_weights.padded.sum(1), dtype=np.float64)))
    source_weight = source_total[start + rows] - source_total[start]
    target_weight = target_total[at + columns] - target_total[at]
    return Covered(
        source_sum / np.maximum(source_weight, 1e-6), target_sum / np.maximum(target_weight, 1e-6),
        source_sum, target_sum, np.concatenate((source_astray, target_astray), axis=1),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """The sentence pairs (``rows[k]``, ``columns[k]``) that candidates hold or adjoin, sorted. ``keys`` are
    their places in a table that goes from one before the texts to one after, ``width`` wide; where
    that table is not too large, ``numbers`` int32 says for each of its places which pair it is, or their count for
    none."""

    rows: Integers
    columns: Integers
    keys: Integers
    width: int
    numbers: NDArray[np.int32] | None

    @classmethod
    def around(cls, candidates: Candidates, size: tuple[int, int]) -> Cells:
        """Those in the candidates, and those above, below, left and right of them."""
        start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
        width, total = size[1] + 2, (size[0] + 2) * (size[1] + 2)
        keys = []
        shapes = rows * SHAPE + columns
        for shape in np.unique(shapes).tolist():
            chosen = np.flatnonzero(shapes == shape)
            corner = (start[chosen] + 1) * width + at[chosen] + 1
            height, breadth = divmod(shape, SHAPE)
            for down in range(-1, height + 1):
                beside = down in (-1, height)
                for right in range(0 if beside else -1, breadth if beside else breadth + 1):
                    keys.append(corner + (down * width + right))
        if total <= MOST_CELLS:
            marked = np.zeros(total, np.bool_)
            for each in keys:
                marked[each] = True
            found = np.flatnonzero(marked)
        else:
            found = np.unique(np.concatenate(keys))
        row, column = np.divmod(found, width)
        inside = (row > 0) & (row <= size[0]) & (column > 0) & (column <= size[1])
        found, row, column = found[inside], row[inside] - 1, column[inside] - 1
        numbers = None
        if total <= MOST_CELLS:
            numbers = np.full(total, len(found), np.int32)
            numbers[found] = np.arange(len(found))
        return cls(row, column, found, width, numbers)

    def at(self, rows: Integers, columns: Integers) -> Integers:
        """The places of the given pairs, ``len(rows)`` of the cells for one that is not among them."""
        wanted = (rows + 1) * self.width + columns + 1
        if self.numbers is not None:
            return np.asarray(self.numbers[wanted], np.int64)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray(np.where(self.keys[place] == wanted, place, len(self.keys)), np.int64)


def _best_matches(
    rows: Integers, columns: Integers, source: Wording, target: Wording
) -> tuple[Vectors, Vectors]:
    """For each cell the best cosine of each source piece in the target sentence, float32 [cells + 1, width], and of
    each target piece in the source sentence; NONE where there is no piece, and in the last row."""
    source_best = np.full((len(rows) + 1, int(np.diff(source.bounds).max(initial=1))), NONE, np.float32)
    target_best = np.full((len(rows) + 1, int(np.diff(target.bounds).max(initial=1))), NONE, np.float32)
    counts = np.diff(target.bounds)
    own_place, other_place = np.zeros(len(source.vectors), np.int64), np.zeros(len(target.vectors), np.int64)
    firsts = (
        np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
        if len(rows)
        else np.zeros(0, np.int64)
    )
    ends = np.append(firsts[1:], len(rows))
    for block in range(0, len(firsts), SENTENCES):
        # One product for many sentences: a small one each would cost more in threads than in work.
        inside = slice(firsts[block], ends[min(block + SENTENCES, len(firsts)) - 1])
        table = _table_of_pieces(rows[inside], columns[inside], source, target, own_place, other_place)
        for low, high in zip(firsts[block : block + SENTENCES], ends[block : block + SENTENCES], strict=True):
            own = source.index[source.bounds[rows[low]] : source.bounds[rows[low] + 1]]
            cells = np.arange(low, high)[counts[columns[low:high]] > 0]
            if not len(own) or not len(cells):
                continue
            lengths = counts[columns[cells]]
            begins = np.cumsum(lengths) - lengths
            places = np.arange(lengths.sum()) - np.repeat(begins, lengths)
            others = target.index[np.repeat(target.bounds[columns[cells]], lengths) + places]
            near = table[own_place[own]].take(other_place[others], axis=1)
            source_best[cells, : len(own)] = np.maximum.reduceat(near, begins, axis=1).T
            target_best[np.repeat(cells, lengths), places] = near.max(0)
    return source_best, target_best


def _table_of_pieces(
    rows: Integers,
    columns: Integers,
    source: Wording,
    target: Wording,
    own_place: Integers,
    other_place: Integers,
) -> Vectors:
    """The cosines of all pieces of the given sentences; each distinct piece's row and column is written into
    ``own_place`` and ``other_place``."""
    distinct = []
    for text, sentences, place in ((source, rows, own_place), (target, columns, other_place)):
        needed = np.zeros(len(text.bounds) - 1, np.bool_)
        needed[sentences] = True
        running = np.repeat(needed, np.diff(text.bounds))
        pieces = np.unique(text.index[text.bounds[0] : text.bounds[-1]][running])
        place[pieces] = np.arange(len(pieces))
        distinct.append(text.vectors[pieces])
    return np.asarray(distinct[0] @ distinct[1].T, np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of each sentence's pieces, float32 [n, width], 0 where there is none, and their ``counts`` [n]."""

    padded: Vectors
    counts: Integers

    @classmethod
    def of(cls, text: Wording) -> Weights:
        """The weights of a text."""
        counts = np.diff(text.bounds)
        padded = np.zeros((len(counts), int(counts.max(initial=1))), np.float32)
        places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        padded[np.repeat(np.arange(len(counts)), counts), places] = text.weights[
            text.index[text.bounds[0] : text.bounds[-1]]
        ]
        return cls(padded, counts)


def _span_sums(
    first: Integers, size: Integers, other: Integers, other_size: Integers, best: Vectors, own: Weights,
    place: Callable[[Integers, Integers], Integers],
) -> tuple[Floats, Floats]:  # fmt: skip
    """The weighted best matches of a side's pieces in the other side's whole span, summed over each bead; and by how
    much those right before and after it are better, summed above each of STRAYS and CLAUSE_STRAYS."""
    # Beads share sentences: each is set against each span of the other side once, short sentences first.
    beads = np.concatenate([np.flatnonzero(size > down) for down in range(int(size.max()))])
    down = np.repeat(
        np.arange(int(size.max())), [int((size > down).sum()) for down in range(int(size.max()))]
    )
    keys = ((first[beads] + down) * (int(other.max()) + 1) + other[beads]) * SHAPE + other_size[beads]
    unique, back = np.unique(keys, return_inverse=True)
    rest, widths = np.divmod(unique, SHAPE)
    sentences, begins = np.divmod(rest, int(other.max()) + 1)
    order = np.argsort(own.counts[sentences], kind="stable")
    sums = np.zeros((len(unique), 1 + len(STRAYS) + len(CLAUSE_STRAYS)), np.float32)
    for low in range(0, len(order), ROWS):
        block = order[low : low + ROWS]
        sums[block] = _sums_of_block(sentences[block], begins[block], widths[block], best, own, place)
    total = np.stack([np.bincount(beads, column[back], len(first)) for column in sums.T], axis=1)
    return np.asarray(total[:, 0], np.float64), np.asarray(total[:, 1:], np.float64)


def _sums_of_block(
    sentences: Integers, begins: Integers, widths: Integers, best: Vectors, own: Weights,
    place: Callable[[Integers, Integers], Integers],
) -> Vectors:  # fmt: skip
    most = max(1, int(own.counts[sentences].max()))
    best, weights = best[:, :most], own.padded[sentences, :most]
    found = best[place(sentences, begins)]
    for step in range(1, int(widths.max())):
        longer = np.flatnonzero(widths > step)
        further = best[place(sentences[longer], begins[longer] + step)]
        found[longer] = np.maximum(found[longer], further)
    beside = np.maximum(best[place(sentences, begins - 1)], best[place(sentences, begins + widths)])
    sums = [np.einsum("ij,ij->i", found, weights)]
    better = np.asarray(np.maximum(beside, 0) - np.maximum(found, 0), np.float32)
    for gained, strays in ((better, STRAYS), (_mean_of_clauses(better, weights), CLAUSE_STRAYS)):
        for stray in strays:
            sums.append(np.einsum("ij,ij->i", np.maximum(gained - np.float32(stray), 0), weights))
    return np.stack(sums, axis=1)


def _mean_of_clauses(values: Vectors, weights: Vectors) -> Vectors:
    """The weighted mean of the CLAUSE values around each."""
    places = np.arange(values.shape[1])
    low, high = np.maximum(places - CLAUSE // 2, 0), np.minimum(places + CLAUSE // 2 + 1, len(places))

    def windows(each: Vectors) -> Vectors:
        running = np.zeros((len(each), len(places) + 1), np.float32)
        np.cumsum(each, axis=1, out=running[:, 1:])
        return np.asarray(running[:, high] - running[:, low], np.float32)

    return np.asarray(windows(values * weights) / np.maximum(windows(weights), 1e-6), np.float32)
