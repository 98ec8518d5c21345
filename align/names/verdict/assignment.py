"""One-to-one assignment of greatest total weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def best_assignment(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the assignment with the greatest sum, each row and column at most once.

    The Hungarian method in the shortest-augmenting-path form (Jonker and Volgenant 1987), O(n²·m).
    """
    cost = -np.asarray(weights, dtype=np.float64)
    if cost.size == 0:
        return []
    if cost.shape[0] > cost.shape[1]:
        return sorted((row, column) for column, row in best_assignment((-cost).T.tolist()))
    n, m = cost.shape
    u, v = np.zeros(n + 1), np.zeros(m + 1)
    owner = np.zeros(m + 1, dtype=int)  # 1-based row of each column, 0 for none
    for row in range(1, n + 1):
        owner[0] = row
        shortest, previous = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=int)
        used = np.zeros(m + 1, dtype=bool)
        column = 0
        while owner[column]:
            used[column] = True
            at = owner[column]
            reduced = cost[at - 1] - u[at] - v[1:]
            better = ~used[1:] & (reduced < shortest[1:])
            shortest[1:][better], previous[1:][better] = reduced[better], column
            open_columns = np.where(used, np.inf, shortest)
            open_columns[0] = np.inf
            following = int(open_columns.argmin())
            step = open_columns[following]
            u[owner[used]] += step
            v[used] -= step
            shortest[~used] -= step
            column = following
        while column:
            owner[column] = owner[previous[column]]
            column = int(previous[column])
    return sorted((int(owner[column]) - 1, column - 1) for column in range(1, m + 1) if owner[column])
