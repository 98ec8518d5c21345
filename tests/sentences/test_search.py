"""The posteriors against brute force, and what the search must never do."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from align.sentences.search.posterior import (
    Candidates,
    Movement,
    Regime,
    Task,
    all_posteriors,
    choose,
    posterior,
    posteriors,
)


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


def test_tasks_done_together_come_out_as_one_by_one():
    rng = np.random.default_rng(5)
    tasks = []
    for sources, targets, count in ((6, 9, 40), (30, 8, 60), (5, 9, 0), (4, 3, 12), (12, 10, 50)):
        start, at = rng.integers(0, sources - 1, count), np.sort(rng.integers(0, targets - 1, count))
        rows = rng.integers(1, 3, count)
        candidates = Candidates(
            start, np.minimum(rows, sources - start), at, np.minimum(3 - rows, targets - at)
        )
        # Weights so great that some lanes must be scaled down at other steps than others.
        tasks.append(Task(candidates, rng.normal(0, 3 if count < 45 else 60, count), (sources, targets)))
    regimes = [Regime(0.5, Movement(-3.0, -8.0)), Regime(0.0, Movement(0.0, -3.0), 1.0)]
    for task, together in zip(tasks, all_posteriors(tasks, regimes, moves=True), strict=True):
        (alone,) = all_posteriors([task], regimes, moves=True)
        unmoved = posteriors(task.candidates, task.weights, task.size, regimes)
        for one, other, third in zip(together, alone, unmoved, strict=True):
            assert one.probability.tobytes() == other.probability.tobytes() == third.probability.tobytes()
            assert one.log_total == other.log_total == third.log_total
            assert one.moves.tobytes() == other.moves.tobytes()
            assert one.moves.sum() == pytest.approx(one.probability.sum())


def test_what_is_left_between_two_beads_that_follow_each_other():
    beads = candidates((0, 1, 0, 1), (1, 1, 1, 1), (2, 1, 2, 1), (3, 1, 4, 1))
    assert sorted(choose(beads, np.array([0.9, 0.32, 0.8, 0.32]), (4, 5), 0.45)) == [0, 1, 2]
    assert sorted(choose(beads, np.array([0.9, 0.28, 0.8, 0.32]), (4, 5), 0.45)) == [0, 2]


def test_doubtful_beads_of_sentences_that_are_surely_in_some():
    beads = candidates((0, 1, 0, 1), (0, 1, 0, 2), (0, 2, 0, 1), (2, 1, 3, 1))
    assert choose(beads, np.array([0.3, 0.36, 0.2, 0.3]), (3, 4), 0.45) == [0]  # the second target is in none
    assert choose(beads, np.array([0.05, 0.3, 0.2, 0.3]), (3, 4), 0.45) == []
