"""How much of each side's wording the other side of a bead accounts for.

Sums of vectors say what two texts are about; they cannot say that one clause is missing. Here each piece of
one side looks for its nearest piece on the other (late interaction, as in ColBERT, Khattab & Zaharia 2020), and
a bead's coverage is the mean of what they find, weighted as the encoder weighs its pieces. Only sentence pairs
that a candidate bead needs are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from align.model import Vectors
from align.sentences.search import Candidates, Floats, Integers

MOST_PIECES = 80  # of a sentence; what is longer is judged by its beginning
NONE = -1.0


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


def coverage(
    candidates: Candidates, source: Wording, target: Wording
) -> tuple[Floats, Floats, Floats, Floats]:
    """For each candidate: the weighted mean of the best match of its source pieces, of its target pieces, and
    the two sums that are divided (float64 [candidates] each)."""
    targets = len(target.bounds) - 1
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    keys = np.unique(np.concatenate([
        (start + down)[(rows > down) & (columns > right)] * targets + (at + right)[(rows > down) & (columns > right)]
        for down in range(int(rows.max())) for right in range(int(columns.max()))
    ]))  # fmt: skip
    source_best, target_best = _best_matches(keys // targets, keys % targets, source, target)
    source_weights, target_weights = _padded_weights(source), _padded_weights(target)
    source_sum = _span_sums(
        start, rows, at, columns, source_best, source_weights, keys, targets, across=False
    )
    target_sum = _span_sums(at, columns, start, rows, target_best, target_weights, keys, targets, across=True)
    source_total = np.concatenate(([0.0], np.cumsum(source_weights.sum(1), dtype=np.float64)))
    target_total = np.concatenate(([0.0], np.cumsum(target_weights.sum(1), dtype=np.float64)))
    source_weight = source_total[start + rows] - source_total[start]
    target_weight = target_total[at + columns] - target_total[at]
    return (
        source_sum / np.maximum(source_weight, 1e-6), target_sum / np.maximum(target_weight, 1e-6),
        source_sum, target_sum,
    )  # fmt: skip


def _best_matches(
    rows: Integers, columns: Integers, source: Wording, target: Wording
) -> tuple[Vectors, Vectors]:
    """For each cell the best cosine of each source piece in the target sentence, float32 [cells, width], and of
    each target piece in the source sentence; NONE where there is no piece."""
    source_best = np.full((len(rows), int(np.diff(source.bounds).max(initial=1))), NONE, np.float32)
    target_best = np.full((len(rows), int(np.diff(target.bounds).max(initial=1))), NONE, np.float32)
    counts = np.diff(target.bounds)
    firsts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    for low, high in zip(firsts, [*firsts[1:], len(rows)], strict=True):
        own = source.index[source.bounds[rows[low]] : source.bounds[rows[low] + 1]]
        cells = np.arange(low, high)[counts[columns[low:high]] > 0]
        if not len(own) or not len(cells):
            continue
        lengths = counts[columns[cells]]
        begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        places = np.arange(lengths.sum()) - np.repeat(begins, lengths)
        others = target.index[np.repeat(target.bounds[columns[cells]], lengths) + places]
        near = source.vectors[own] @ target.vectors[others].T
        source_best[cells, : len(own)] = np.maximum.reduceat(near, begins, axis=1).T
        target_best[np.repeat(cells, lengths), places] = near.max(0)
    return source_best, target_best


def _padded_weights(text: Wording) -> NDArray[np.float32]:
    counts = np.diff(text.bounds)
    padded = np.zeros((len(counts), int(counts.max(initial=1))), np.float32)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    padded[np.repeat(np.arange(len(counts)), counts), places] = text.weights[
        text.index[text.bounds[0] : text.bounds[-1]]
    ]
    return padded


def _span_sums(
    first: Integers, size: Integers, other: Integers, other_size: Integers, best: Vectors, weights: Vectors,
    keys: Integers, targets: int, *, across: bool,
) -> Floats:  # fmt: skip
    """The weighted best matches of a side's pieces in the other side's whole span, summed over each bead."""

    def cell(own: Integers, their: Integers) -> Integers:
        return np.searchsorted(keys, their * targets + own if across else own * targets + their)

    total = np.zeros(len(first))
    for width in np.unique(other_size):
        for down in range(int(size[other_size == width].max())):
            chosen = np.flatnonzero((other_size == width) & (size > down))
            own, their = first[chosen] + down, other[chosen]
            pairs, back = np.unique(own * (int(other.max()) + 1) + their, return_inverse=True)
            own, their = pairs // (int(other.max()) + 1), pairs % (int(other.max()) + 1)
            found = best[cell(own, their)]
            for step in range(1, int(width)):
                found = np.maximum(found, best[cell(own, their + step)])
            total[chosen] += np.einsum("ij,ij->i", found, weights[own])[back]
    return total
