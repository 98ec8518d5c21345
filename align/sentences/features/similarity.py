"""The cosine of every candidate bead, from the products of single sentences.

Where vectors add up, the product of two spans is the sum of the products of their sentences; cumulated over rows
and columns, that is four numbers a bead instead of two vectors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from align.model import Vectors
from align.sentences.features.spans import Side
from align.sentences.search.posterior import Candidates, Floats, Integers

MOST_CELLS = 4_000_000  # of a table of products; beyond it beads' vectors are added up one by one
ROWS = 8192


def products(source: Side, target: Side) -> Floats | None:
    """The products of the two texts' sentences, cumulated both ways from 0, float64 [n + 1, m + 1]; None if
    vectors do not add up or the table would be too large."""
    if source.sums is None or target.sums is None or len(source) * len(target) > MOST_CELLS:
        return None
    table = np.zeros((len(source) + 1, len(target) + 1))
    cells = table[1:, 1:]
    cells[...] = source.sums @ target.sums.T
    np.cumsum(cells, axis=0, out=cells)
    np.cumsum(cells, axis=1, out=cells)
    return table


def cosines(candidates: Candidates, source: Side, target: Side, table: Floats | None) -> Floats:
    """The cosine of the two sides of each candidate, float64 [candidates]; ``table`` is that of
    :func:`products`."""
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    if source.sums is None or target.sums is None:
        left, right = _stacked(source.spans, start, rows), _stacked(target.spans, at, columns)
        return _row_products(*left, *right)
    if table is not None:
        end, until = start + rows, at + columns
        product = table[end, until] - table[start, until] - table[end, at] + table[start, at]
    else:
        product = _products_of_sums(candidates, source.sums, target.sums)
    length = _norms(source, start, rows) * _norms(target, at, columns)
    cosine: Floats = np.divide(product, length, out=np.zeros(len(start)), where=length > 1e-9)
    return cosine


def _norms(side: Side, first: Integers, size: Integers) -> Floats:
    begins = np.cumsum([0, 0, *(len(each) for each in side.norms[:-1])])
    return np.asarray(np.concatenate(side.norms)[begins[size] + first], np.float64)


def _stacked(spans: tuple[Vectors, ...], first: Integers, size: Integers) -> tuple[Vectors, Integers]:
    """All spans in one table, and each candidate's row of it."""
    begins = np.cumsum([0, 0, *(len(rows) for rows in spans[:-1])])
    return np.concatenate(spans), begins[size] + first


def _row_products(
    left: Vectors, left_index: Integers, right: Vectors, right_index: Integers
) -> NDArray[np.float64]:
    """Dot products of the named rows; gathered in pieces that stay in cache."""
    result = np.empty(len(left_index))
    for low in range(0, len(left_index), ROWS):
        piece = slice(low, low + ROWS)
        result[piece] = np.einsum("ij,ij->i", left[left_index[piece]], right[right_index[piece]])
    return result


def _products_of_sums(candidates: Candidates, source: Vectors, target: Vectors) -> Floats:
    result = np.empty(len(candidates))
    for low in range(0, len(candidates), ROWS):
        piece = candidates.take(np.arange(low, min(low + ROWS, len(candidates))))
        added = []
        for vectors, first, size in (
            (source, piece.start, piece.rows),
            (target, piece.at, piece.columns),
        ):
            total = vectors[first]
            for further in range(1, int(size.max())):
                longer = size > further
                total[longer] += vectors[first[longer] + further]
            added.append(total)
        result[low : low + ROWS] = np.einsum("ij,ij->i", *added)
    return result
