"""Which beads are worth weighing: spans around the nearest neighbours of each sentence, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.model import Vectors
from align.sentences.search.posterior import Candidates, Floats, Integers

NEIGHBOURS = 6
DENSE = 4
OFF_DIAGONAL = 1e-3  # of a cosine, a sentence away from the diagonal: settles ties only
# From this many sentence pairs on, neighbours are first looked for among runs of RUN sentences.
COARSE_FROM = 3_000_000
RUN, RUN_NEIGHBOURS = 16, 10
# With fewer cells than this a sentence pair, pairs are counted in a table of all cells.
CELLS_A_PAIR = 64
# (source sentences, target sentences) of the beads that are tried.
SHAPES = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 3), (2, 4), (4, 2),
    (1, 5), (5, 1), (1, 6), (6, 1), (1, 7), (7, 1), (1, 8), (8, 1),
)  # fmt: skip
# Between two likely beads every pair of sentences is tried, if there are no more than so many; beads that are
# certain and adjoin are left as they are.
CORRIDOR_CELLS = 900
LIKELY, CERTAIN, POSSIBLE = 0.5, 0.98, 1e-3


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Sentence pairs (``rows[k]``, ``columns[k]``) of which one is among the nearest of the other, sorted, without
    repeats; the nearest target of each source sentence and the reverse; and the mean cosine of each
    sentence's DENSE nearest: how near anything is to it."""

    rows: Integers
    columns: Integers
    target_of: Integers
    source_of: Integers
    source_density: Floats
    target_density: Floats

    def joined_by(self, rows: Integers, columns: Integers) -> Neighbours:
        """With further pairs, which need not be near."""
        if not len(rows):
            return self
        width = len(self.source_of)
        keys = different(np.concatenate((self.rows * width + self.columns, rows * width + columns)))
        return replace(self, rows=keys // width, columns=keys % width)

    def within(self, source: tuple[int, int], target: tuple[int, int]) -> tuple[Integers, Integers]:
        """The pairs inside two half-open ranges, counted from their beginnings."""
        rows, columns = self.rows - source[0], self.columns - target[0]
        inside = (
            (rows >= 0) & (rows < source[1] - source[0]) & (columns >= 0) & (columns < target[1] - target[0])
        )
        return rows[inside], columns[inside]


def neighbours(source: Vectors, target: Vectors, most: int = NEIGHBOURS) -> Neighbours:
    """The ``most`` nearest of each sentence, both ways, from unit rows; long texts coarse to fine.

    Ties, as in runs of identical lines, fall to the pair nearest the diagonal.
    """
    if len(source) * len(target) < COARSE_FROM:
        near = _near(source, target)
        target_top, target_near = _sorted_top(near, min(most, len(target)))
        source_top, source_near = _sorted_top(np.ascontiguousarray(near.T), min(most, len(source)))
    else:
        runs = _runs(source), _runs(target)
        target_runs, source_runs = (
            _sorted_top(_near(*each), min(RUN_NEIGHBOURS, len(each[1])))[0] for each in (runs, runs[::-1])
        )
        target_top, target_near = _nearest_in_runs(source, target, target_runs, most)
        source_top, source_near = _nearest_in_runs(target, source, source_runs, most)
    width = len(target)
    keys = different(np.concatenate((
        (np.arange(len(source))[:, None] * width + target_top).ravel(),
        (source_top * width + np.arange(width)[:, None]).ravel(),
    )))  # fmt: skip
    return Neighbours(
        keys // width, keys % width, target_top[:, 0], source_top[:, 0],
        target_near[:, :DENSE].mean(1, dtype=np.float64), source_near[:, :DENSE].mean(1, dtype=np.float64),
    )  # fmt: skip


def different(numbers: Integers) -> Integers:
    """The numbers in order, each once, as `np.unique` gives them, which imports `numpy.ma` to do so."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _near(rows: Vectors, columns: Vectors) -> Vectors:
    """The cosine of every pair, a very little less for pairs far from the diagonal; float32 [rows, columns]."""
    own, place = (np.arange(len(side), dtype=np.float32) / len(side) for side in (rows, columns))
    near = rows @ columns.T
    near -= OFF_DIAGONAL * np.abs(own[:, None] - place)
    return near


def _sorted_top(near: Vectors, most: int) -> tuple[Integers, Vectors]:
    """The columns of the ``most`` greatest of each row, greatest first, and their values."""
    top = (
        np.argpartition(near, -most, axis=1)[:, -most:]
        if most < near.shape[1]
        else np.arange(most)[None].repeat(len(near), 0)
    )
    best = np.take_along_axis(near, top, 1)
    order = np.argsort(-best, axis=1, kind="stable")
    return np.take_along_axis(top, order, 1), np.take_along_axis(best, order, 1)


def _runs(rows: Vectors) -> Vectors:
    """Unit sums of runs of RUN rows."""
    sums = np.add.reduceat(rows, np.arange(0, len(rows), RUN), axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), np.float32)


def _nearest_in_runs(rows: Vectors, columns: Vectors, runs: Integers, most: int) -> tuple[Integers, Vectors]:
    """As :func:`_nearest`, but only among the columns of the runs that are near a row's own run."""
    width, count = len(columns), -(-len(columns) // RUN)
    tops, nears = [], []
    for number, low in enumerate(range(0, len(rows), RUN)):
        wanted = different(np.clip(runs[number][:, None] + np.array([-1, 0, 1]), 0, count - 1).ravel())
        inside = (wanted[:, None] * RUN + np.arange(RUN)).ravel()
        inside = inside[inside < width]
        near = rows[low : low + RUN] @ columns[inside].T
        own = np.arange(low, low + len(near), dtype=np.float32) / len(rows)
        near -= OFF_DIAGONAL * np.abs(own[:, None] - (inside / width).astype(np.float32))
        top, best = _sorted_top(near, min(most, len(inside)))
        tops.append(inside[top])
        nears.append(best)
    return np.concatenate(tops), np.concatenate(nears)


def spans_around(rows: Integers, columns: Integers, size: tuple[int, int]) -> Candidates:
    """Every bead of a known shape that holds enough of the given sentence pairs: one, half of a long bead."""
    sources, targets = size
    marked = None
    if sources * targets <= CELLS_A_PAIR * len(rows):
        # [targets, sources], because candidates are sorted by their target.
        marked = np.zeros((targets + 1, sources + 1), np.int32)
        marked[columns + 1, rows + 1] = 1
        marked = marked.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
    found = []
    for height, width in SHAPES:
        if height > sources or width > targets or not len(rows):
            continue
        least = (max(height, width) + 1) // 2 if max(height, width) > 2 else 1
        if marked is not None:
            held = marked[width:, height:] - marked[:-width, height:]
            held += marked[:-width, :-height]
            held -= marked[width:, :-height]
            at, start = np.divmod(np.flatnonzero(held >= least), sources - height + 1)
        else:
            down, right = np.divmod(np.arange(height * width), width)
            start = (rows[:, None] - down).ravel()
            at = (columns[:, None] - right).ravel()
            inside = (start >= 0) & (at >= 0) & (start + height <= sources) & (at + width <= targets)
            keys, counts = np.unique(at[inside] * sources + start[inside], return_counts=True)
            at, start = np.divmod(keys[counts >= least], sources)
        found.append((start, np.full(len(start), height), at, np.full(len(at), width)))
    return _sorted(found)


def _sorted(found: Sequence[tuple[NDArray[np.int64], ...]]) -> Candidates:
    if not found:
        return Candidates(*(np.zeros(0, np.int64) for _ in range(4)))
    start, heights, at, widths = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(at, kind="stable")
    return Candidates(start[order], heights[order], at[order], widths[order])


def corridor(candidates: Candidates, probability: Floats, size: tuple[int, int]) -> Candidates:
    """The candidates for a second look: those still possible, and every span between likely beads."""
    likely = np.flatnonzero(probability > LIKELY)
    columns = (
        candidates.start,
        candidates.start + candidates.rows,
        candidates.at,
        candidates.at + candidates.columns,
    )
    edges = np.stack([column[likely] for column in columns], axis=1)
    edges = np.concatenate(
        (np.zeros((1, 4), np.int64), edges, np.array([[size[0], size[0], size[1], size[1]]]))
    )
    top, bottom, left, right = edges[:-1, 0], edges[1:, 1], edges[:-1, 2], edges[1:, 3]
    cells = (bottom - top) * (right - left)
    adjoining = (edges[:-1, 1] == edges[1:, 0]) & (edges[:-1, 3] == edges[1:, 2])
    certain = np.concatenate(([True], probability[likely] > CERTAIN, [True]))
    settled = adjoining & certain[:-1] & certain[1:]
    ordered = (edges[:-1, 1] <= edges[1:, 0]) & (cells > 0) & (cells <= CORRIDOR_CELLS) & ~settled
    keys = [
        (np.arange(a, b)[:, None] * size[1] + np.arange(c, d)).ravel()
        for a, b, c, d in zip(*(edge[ordered].tolist() for edge in (top, bottom, left, right)), strict=True)
    ]
    unique = different(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
    around = spans_around(unique // size[1], unique % size[1], size)
    possible = candidates.take(probability > POSSIBLE)
    start, rows, at, widths = (
        np.concatenate((getattr(around, name), getattr(possible, name)))
        for name in ("start", "rows", "at", "columns")
    )
    longest = max(max(shape) for shape in SHAPES) + 1
    _, first = np.unique(((at * size[0] + start) * longest + rows) * longest + widths, return_index=True)
    return Candidates(start[first], rows[first], at[first], widths[first])
