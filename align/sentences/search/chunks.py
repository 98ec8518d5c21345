"""Cutting long texts where it is safe, so that work grows with their length and not with its square.

Sentences that are each other's nearest neighbours and lie on one rising chain (a longest increasing
subsequence) are anchors. A text may be cut at an anchor among anchors, unless a block of other mutual
neighbours crosses the cut: moved blocks stay in one piece with the place they came from.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from align.sentences.search.candidates import Neighbours
from align.sentences.search.posterior import Integers

UNCUT = 250_000  # sentence pairs
LENGTH = 200  # sentences of the longer side between cuts, at least
NEAR = 4  # sentences between anchors that support each other


@dataclass(frozen=True, slots=True)
class Chunk:
    """Half-open ranges of both texts that are aligned with each other."""

    source: tuple[int, int]
    target: tuple[int, int]


def chunks(near: Neighbours, size: tuple[int, int]) -> list[Chunk]:
    """The chunks of two texts, in order; one for texts that are short or have no safe cut."""
    whole = Chunk((0, size[0]), (0, size[1]))
    if size[0] * size[1] <= UNCUT:
        return [whole]
    rows = np.flatnonzero(near.source_of[near.target_of] == np.arange(size[0]))
    columns = near.target_of[rows]
    on_chain = np.zeros(len(rows), bool)
    on_chain[rising(columns)] = True
    i, j = rows[on_chain], columns[on_chain]
    if len(i) < 5:
        return [whole]
    close = (np.diff(i) <= NEAR) & (np.diff(j) <= NEAR)
    solid = np.zeros(len(i), bool)
    solid[2:-2] = close[:-3] & close[1:-2] & close[2:-1] & close[3:]
    solid &= ~_crossed(rows, columns, on_chain, i, j)
    result, last = [], (0, 0)
    for row, column in zip(i[solid].tolist(), j[solid].tolist(), strict=True):
        if max(row - last[0], column - last[1]) >= LENGTH:
            result.append(Chunk((last[0], row), (last[1], column)))
            last = (row, column)
    return [*result, Chunk((last[0], size[0]), (last[1], size[1]))]


def rising(values: Integers) -> list[int]:
    """Indices of a longest strictly increasing subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values.tolist()):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _crossed(rows: Integers, columns: Integers, on_chain: np.ndarray, i: Integers, j: Integers) -> np.ndarray:
    """Which chain anchors are crossed by a run of two or more mutual neighbours off the chain."""
    off_rows, off_columns = rows[~on_chain], columns[~on_chain]
    paired = (np.diff(off_rows) <= NEAR) & (np.abs(np.diff(off_columns)) <= NEAR)
    run = np.zeros(len(off_rows), bool)
    run[:-1] |= paired
    run[1:] |= paired
    by_row = np.searchsorted(i, off_rows[run], side="right")
    by_column = np.searchsorted(j, off_columns[run], side="right")
    change = np.zeros(len(i) + 1, np.int64)
    np.add.at(change, np.minimum(by_row, by_column), 1)
    np.subtract.at(change, np.maximum(by_row, by_column), 1)
    return np.cumsum(change)[:-1] > 0
