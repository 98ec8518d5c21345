"""What speaks for a candidate bead: one row of numbers each, the features of the bead's log-odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from align.model import Vectors
from align.sentences.search import Candidates, Floats, Integers
from align.sentences.spans import Side

FEATURES = (
    "bias",
    "three",
    "four",
    "two-two",
    "longer",
    "crossed",
    "cos",
    "cos2",
    "density",
    "cos*len",
    "gain",
    "member",
    "ratio",
    "ratio2",
    "letters",
)
WEIGHTS = (
    -0.093,
    -0.298,
    -0.51,
    -6.141,
    -0.232,
    -1.235,
    7.249,
    43.549,
    -3.812,
    2.589,
    9.626,
    -2.983,
    -1.816,
    -0.543,
    -3.36,
)
CHUNK = 8192


def row_products(left: Vectors, right: Vectors, left_index: Integers, right_index: Integers) -> Floats:
    """Dot products of the named rows, float64 [len(index)]; gathered in pieces that stay in cache."""
    result = np.empty(len(left_index))
    for low in range(0, len(left_index), CHUNK):
        piece = slice(low, low + CHUNK)
        result[piece] = np.einsum("ij,ij->i", left[left_index[piece]], right[right_index[piece]])
    return result


def features(
    candidates: Candidates, source: Side, target: Side, density: tuple[Floats, Floats], ratio: float
) -> NDArray[np.float64]:
    """float64 [candidates, features]."""
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    s_table, s_norm, s_first = source.stacked()
    t_table, t_norm, t_first = target.stacked()
    s_span, t_span = s_first[rows] + start, t_first[columns] + at
    cos = row_products(s_table, t_table, s_span, t_span)

    gain = np.full(len(start), np.inf)
    member = np.full(len(start), np.inf)
    s_density = spread(density[0], start, rows)
    t_density = spread(density[1], at, columns)

    def ends(
        first: Integers,
        size: Integers,
        table: Vectors,
        norm: NDArray[np.float32],
        begins: Integers,
        span: Integers,
        other_table: Vectors,
        other_span: Integers,
        own: Floats,
        other: Floats,
        swap: bool,
    ) -> None:
        many = np.flatnonzero(size > 1)
        for offset in (0, 1):
            one = first[many] + offset * (size[many] - 1)
            rest = begins[size[many] - 1] + first[many] + (1 - offset)
            near = row_products(table, other_table, one, other_span[many])
            without = (cos[many] * norm[span[many]] - near * norm[one]) / np.maximum(norm[rest], 1e-6)
            gain[many] = np.minimum(gain[many], cos[many] - without)
            member[many] = np.minimum(member[many], near - (own[one] + other[many]) / 2)

    ends(start, rows, s_table, s_norm, s_first, s_span, t_table, t_span, density[0], t_density, False)
    ends(at, columns, t_table, t_norm, t_first, t_span, s_table, s_span, density[1], s_density, True)
    multi = (rows + columns) > 2
    gain[~multi] = 0.0
    member[~multi] = 0.0

    s_letters = source.letters[start + rows] - source.letters[start]
    t_letters = target.letters[at + columns] - target.letters[at]
    log_ratio = np.log((t_letters + 8) / (ratio * s_letters + 8))
    total = t_letters + ratio * s_letters
    n = rows + columns
    least = np.minimum(rows, columns)
    letters = np.log(total + 1) - 5
    return np.stack(
        (
            np.ones(len(start)),
            n == 3,
            (n == 4) & (least == 1),
            (n == 4) & (least == 2),
            np.maximum(n - 4, 0.0),
            (least > 1) & (n > 4),
            cos,
            cos**2,
            (s_density + t_density) / 2,
            cos * letters,
            gain,
            member,
            np.abs(log_ratio),
            log_ratio**2,
            letters,
        ),
        1,
    )


def spread(values: Floats, first: Integers, size: Integers) -> Floats:
    """The mean of ``values`` over each span."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray((total[first + size] - total[first]) / size, np.float64)
