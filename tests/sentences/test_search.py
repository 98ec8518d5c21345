"""The posteriors against brute force, and what the search must never do."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from align.sentences.search import Candidates, Movement, choose, posterior


def candidates(*beads: tuple[int, int, int, int]) -> Candidates:
    table = np.array(sorted(beads, key=lambda bead: bead[2]), np.int64).reshape(-1, 4)
    return Candidates(*table.T)


def every_chain(beads: Candidates, targets: int):
    """All sequences of beads in target order, none overlapping another in the target."""
    for size in range(len(beads) + 1):
        for chain in itertools.permutations(range(len(beads)), size):
            at = 0
            for index in chain:
                if beads.at[index] < at:
                    break
                at = beads.at[index] + beads.columns[index]
            else:
                yield chain


def brute_force(
    beads: Candidates, weights: np.ndarray, size: tuple[int, int], movement: Movement
) -> np.ndarray:
    skip, jump = movement.factors(size[0])
    total, per_bead = 0.0, np.zeros(len(beads))
    for chain in every_chain(beads, size[1]):
        mass, cursor = 1.0, 0
        for index in chain:
            start = beads.start[index]
            ways = jump + (start == cursor) + skip * (0 < start - cursor <= movement.reach)
            mass *= ways * math.exp(weights[index])
            cursor = start + beads.rows[index]
        total += mass
        per_bead[list(chain)] += mass
    return per_bead / total


CASES = [
    ((3, 3), [(0, 1, 0, 1), (1, 1, 1, 1), (2, 1, 2, 1), (0, 2, 0, 1), (1, 2, 1, 2)]),
    ((4, 3), [(2, 2, 0, 1), (0, 1, 1, 1), (1, 1, 2, 1), (0, 1, 1, 2), (3, 1, 0, 1)]),
    ((1, 4), [(0, 1, 0, 1), (0, 1, 0, 4), (0, 1, 3, 1), (0, 1, 1, 2)]),
]


@pytest.mark.parametrize(("size", "beads"), CASES)
@pytest.mark.parametrize("reach", [1, 12])
@pytest.mark.parametrize("height", [1.0, 150.0])
def test_posteriors_are_those_of_brute_force(size, beads, reach, height):
    found = candidates(*beads)
    weights = np.random.default_rng(len(beads)).normal(0, 1, len(found)) * height
    movement = Movement(skip=-0.7, jump=-1.2, reach=reach)
    expected = brute_force(found, weights, size, movement)
    assert posterior(found, weights, size, movement).probability == pytest.approx(expected, abs=1e-9)


def test_a_long_text_does_not_overflow():
    count = 3000
    found = candidates(*((index, 1, index, 1) for index in range(count)))
    result = posterior(found, np.full(count, 30.0), (count, count), Movement(-1.0, -4.0))
    assert np.isfinite(result.log_total)
    assert result.probability == pytest.approx(np.ones(count), abs=1e-6)


def test_nothing_to_align():
    assert len(posterior(candidates(), np.zeros(0), (0, 5), Movement(-1.0, -4.0)).probability) == 0


def test_chosen_beads_never_overlap():
    rng = np.random.default_rng(3)
    found = candidates(*((int(i), 2, int(j), 2) for i, j in rng.integers(0, 18, (200, 2))))
    chosen = choose(found, rng.random(len(found)), (20, 20), 0.1)
    for first, second in itertools.combinations(chosen, 2):
        assert abs(found.start[first] - found.start[second]) >= 2
        assert abs(found.at[first] - found.at[second]) >= 2
