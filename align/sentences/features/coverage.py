"""How much of each side's wording the other side of a bead accounts for.

Sums of vectors say what two texts are about; they cannot say that one clause is missing. Here each piece of
one side looks for its nearest piece on the other (late interaction, as in ColBERT, Khattab & Zaharia 2020), and
a bead's coverage is the mean of what they find, weighted as the encoder weighs its pieces. Long texts are looked at
few sentences at a time, so that only what candidate beads need is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.model import PieceEncoder, Vectors
from align.sentences.features.facing import Facing, distinct, padded, ranges
from align.sentences.search.posterior import Candidates, Floats, Integers

MOST_PIECES = 80  # of a sentence; what is longer is judged by its beginning
NONE = -1.0
# By how much matches outside a bead are better than inside: single pieces above the first cosines, and the
# mean of the pieces of a CLAUSE around each above the second.
STRAYS, CLAUSE_STRAYS = (0.0, 0.2), (0.0, 0.1)
CLAUSE = 7
# Source sentences whose beads are looked at together, and up to how many a text is looked at as a whole.
SENTENCES, WHOLE = 32, 64


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

    def take(self, sentences: Integers) -> Wording:
        """The given sentences, in their order, as a text of their own."""
        counts = np.diff(self.bounds)[sentences]
        index = self.index[ranges(self.bounds[sentences], counts)]
        return Wording(self.vectors, self.weights, index, np.concatenate(([0], np.cumsum(counts))))


def wording(ids: NDArray[np.int32], bounds: Integers, encoder: PieceEncoder) -> Wording:
    """The pieces of each sentence, at most MOST_PIECES, as ``encoder.pieces`` gave them."""
    counts = np.minimum(np.diff(bounds), MOST_PIECES)
    kept = ids[ranges(bounds[:-1], counts)]
    pieces, index = distinct(kept, int(kept.max(initial=-1)) + 1)
    vectors = encoder.sums_of_pieces(pieces.astype(np.int32), np.arange(len(pieces) + 1, dtype=np.int64))
    weights = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors = vectors / np.maximum(weights, 1e-9)[:, None]
    return Wording(vectors, weights, index, np.concatenate(([0], np.cumsum(counts))))


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
    found = np.zeros((2, len(candidates), 2 + len(STRAYS) + len(CLAUSE_STRAYS)))
    for chosen, own, other in _few_at_a_time(candidates, len(source.bounds) - 1, len(target.bounds) - 1):
        # Neighbours stay neighbours: a bead has the sentences around it with it.
        few = candidates.take(chosen)
        few = replace(few, start=np.searchsorted(own, few.start), at=np.searchsorted(other, few.at))
        found[:, chosen] = _of_few(few, source.take(own), target.take(other))
    weight, total = found[:, :, 0], found[:, :, 1]
    mean = total / np.maximum(weight, 1e-6)
    return Covered(
        mean[0], mean[1], total[0], total[1], np.concatenate((found[0, :, 2:], found[1, :, 2:]), axis=1)
    )


def _few_at_a_time(
    candidates: Candidates, sources: int, targets: int
) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Candidates in groups that lie together in the source, and the sentences of both sides that they hold or
    adjoin: the pieces of few sentences are soon multiplied."""
    order = np.argsort(candidates.start, kind="stable")
    if sources <= WHOLE:
        yield order, np.arange(sources), np.arange(targets)
        return
    bounds = np.searchsorted(candidates.start[order], np.arange(0, sources + SENTENCES, SENTENCES))
    for low, high in pairwise(bounds.tolist()):
        if low < high:
            chosen = order[low:high]
            few = candidates.take(chosen)
            yield chosen, _around(few.start, few.rows, sources), _around(few.at, few.columns, targets)


def _around(first: Integers, size: Integers, count: int) -> Integers:
    """The sentences of spans and those right beside them, of ``count`` in all."""
    low, high = np.maximum(first - 1, 0), np.minimum(first + size + 1, count)
    change = np.bincount(low, minlength=count + 1) - np.bincount(high, minlength=count + 1)
    return np.flatnonzero(np.cumsum(change) > 0)


def _of_few(candidates: Candidates, source: Wording, target: Wording) -> Floats:
    """For the source and the target of each candidate, [2, candidates, …]: the weight of its pieces, what they find
    in the bead, and by how much what is right beside it is better."""
    start, rows, at, columns = candidates.columns_of
    own, own_index = distinct(source.index[source.bounds[0] : source.bounds[-1]], len(source.vectors))
    other, other_index = distinct(target.index[target.bounds[0] : target.bounds[-1]], len(target.vectors))
    table = source.vectors[own] @ target.vectors[other].T
    source_side = Matches(
        source.bounds, own_index, source.weights[own], _best(table.T, other_index, target.bounds)
    )
    target_side = Matches(
        target.bounds, other_index, target.weights[other], _best(table, own_index, source.bounds)
    )
    return np.stack((source_side.of(start, rows, at, columns), target_side.of(at, columns, start, rows)))


def _best(table: Vectors, index: Integers, bounds: Integers) -> Vectors:
    """The best match of each of a side's pieces (the columns of ``table``) in each sentence of the other side, float32
    [sentences + 2, pieces + 1]: NONE before and after the text, and for no piece."""
    table = np.ascontiguousarray(table)
    best = np.full((len(bounds) + 1, table.shape[1] + 1), NONE, np.float32)
    ends = (bounds - bounds[0]).tolist()
    for sentence, (low, high) in enumerate(pairwise(ends), start=1):
        if low < high:
            np.maximum.reduce(table.take(index[low:high], axis=0), axis=0, out=best[sentence, :-1])
    return best


@dataclass(frozen=True, slots=True)
class Matches:
    """One side of a text: ``index`` of its running pieces among the distinct ones, with their ``weights`` and
    their ``best`` matches in the other side's sentences; ``bounds`` of the sentences in ``index``."""

    bounds: Integers
    index: Integers
    weights: NDArray[np.float32]
    best: Vectors

    def of(self, first: Integers, size: Integers, other: Integers, other_size: Integers) -> Floats:
        """Float64 [candidates, …] as :func:`_of_few` gives them."""
        counts = np.diff(self.bounds)
        index = padded(self.index, counts, len(self.weights))
        weights = np.append(self.weights, np.float32(0))
        pairs = Facing.of(first, size, other, other_size)
        sums = np.zeros((len(pairs.sentences), 2 + len(STRAYS) + len(CLAUSE_STRAYS)), np.float32)
        for block in pairs.blocks(counts):
            sentences = pairs.sentences[block]
            pieces = index[sentences, : max(1, int(counts[sentences].max()))]
            sums[block] = self._sums(pieces, weights[pieces], pairs.begins[block] + 1, pairs.widths[block])
        return np.stack([pairs.summed(column) for column in sums.T], axis=1)

    def _sums(self, pieces: Integers, weights: Vectors, begins: Integers, widths: Integers) -> Vectors:
        flat, width = self.best.reshape(-1), self.best.shape[1]

        def matches(sentences: Integers, pieces: Integers) -> Vectors:
            return np.asarray(flat.take((sentences * width)[:, None] + pieces), np.float32)

        found = matches(begins, pieces)
        for step in range(1, int(widths.max())):
            longer = np.flatnonzero(widths > step)
            further = matches(begins[longer] + step, pieces[longer])
            found[longer] = np.maximum(found[longer], further)
        beside = np.maximum(matches(begins - 1, pieces), matches(begins + widths, pieces))
        sums = [weights.sum(1), np.einsum("ij,ij->i", found, weights)]
        better = np.maximum(beside, 0) - np.maximum(found, 0)
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
