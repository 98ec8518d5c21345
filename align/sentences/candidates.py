"""Which beads are worth weighing: spans around the nearest neighbours of each sentence, both ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.model import Vectors
from align.sentences.search import Candidates, Floats, Integers

NEIGHBOURS = 6
DENSE = 4
BLOCK = 1024
OFF_DIAGONAL = 1e-3
# (source sentences, target sentences) of the beads that are tried.
SHAPES = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 3), (2, 4), (4, 2),
    (1, 5), (5, 1), (1, 6), (6, 1), (1, 7), (7, 1), (1, 8), (8, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Sentence pairs (``rows[k]``, ``columns[k]``) of which one is among the nearest of the other, without
    repeats, and the mean cosine of each sentence's DENSE nearest: how near anything is to it."""

    rows: Integers
    columns: Integers
    source_density: Floats
    target_density: Floats


def nearest(source: Vectors, target: Vectors, most: int = NEIGHBOURS) -> Neighbours:
    """The ``most`` nearest of each sentence, both ways, from unit rows.

    Ties, as in runs of identical lines, fall to the pair nearest the diagonal.
    """
    sources, targets = len(source), len(target)
    by_source, by_target = min(most, targets), min(most, sources)
    rows, columns, density = [], [], []
    best, best_at = np.zeros((sources, 0), np.float32), np.zeros((sources, 0), np.int64)
    place = np.arange(sources, dtype=np.float32) / sources
    for low in range(0, targets, BLOCK):
        high = min(low + BLOCK, targets)
        near = source @ target[low:high].T
        near -= OFF_DIAGONAL * np.abs(place[:, None] - np.arange(low, high, dtype=np.float32) / targets)
        picked = np.argpartition(-near, by_target - 1, axis=0)[:by_target]
        density.append(_dense(np.take_along_axis(near, picked, 0).T))
        rows.append(picked.ravel())
        columns.append(np.tile(np.arange(low, high), by_target))
        keep = min(by_source, high - low)
        at = np.argpartition(-near, keep - 1, axis=1)[:, :keep]
        best = np.concatenate((best, np.take_along_axis(near, at, 1)), 1)
        best_at = np.concatenate((best_at, at + low), 1)
        if best.shape[1] > by_source:
            top = np.argpartition(-best, by_source - 1, axis=1)[:, :by_source]
            best, best_at = np.take_along_axis(best, top, 1), np.take_along_axis(best_at, top, 1)
    rows.append(np.repeat(np.arange(sources), best_at.shape[1]))
    columns.append(best_at.ravel())
    keys = np.unique(np.concatenate(rows) * targets + np.concatenate(columns))
    return Neighbours(keys // targets, keys % targets, _dense(best), np.concatenate(density))


def _dense(near: Vectors) -> Floats:
    """The mean of the DENSE greatest values of each row."""
    most = min(DENSE, near.shape[1])
    return np.asarray(np.sort(near, axis=1)[:, -most:].mean(axis=1), np.float64)


def spans_around(rows: Integers, columns: Integers, size: tuple[int, int]) -> Candidates:
    """Every bead of a known shape that holds enough of the given sentence pairs: one, or half of a long bead."""
    sources, targets = size
    found = []
    for height, width in SHAPES:
        if height > sources or width > targets:
            continue
        down, right = np.divmod(np.arange(height * width), width)
        start = (rows[:, None] - down).ravel()
        at = (columns[:, None] - right).ravel()
        inside = (start >= 0) & (at >= 0) & (start + height <= sources) & (at + width <= targets)
        keys, counts = np.unique(at[inside] * sources + start[inside], return_counts=True)
        keys = keys[counts >= (max(height, width) + 1) // 2 if max(height, width) > 2 else counts >= 1]
        found.append((keys % sources, np.full(len(keys), height), keys // sources, np.full(len(keys), width)))
    start, heights, at, widths = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(at, kind="stable")
    return Candidates(start[order], heights[order], at[order], widths[order])
