"""The search: how likely is each bead, over all alignments of the two texts, moved blocks included.

An alignment is read along the target: each bead continues where the source was left (free), a little
further on (a skip: source sentences that were cut), or anywhere else (a jump: a block that was moved, at a
price that grows with the text). Sentences in no bead cost nothing, so the weight of a bead is its log-odds
against leaving its sentences alone. The forward-backward algorithm of this semi-Markov chain (Rabiner 1989;
Sarawagi & Cohen 2004) gives each bead its posterior probability in time linear in targets × sources with a
very small constant; the alignment of greatest expected agreement is then read off the posteriors. The chain
may visit a source sentence twice after a jump; the last step forbids it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

OVERFLOW_GUARD = 1e100
LEAST_IN_GAP = 0.3
POSSIBLE = 0.1  # the probability below which a bead is not chosen even if nothing better is left
MOST_LANES = 8192  # source sentences of tasks that share a search


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate beads in columns: source sentences ``start .. start + rows - 1``, target sentences
    ``at .. at + columns - 1``; sorted by ``at``."""

    start: Integers
    rows: Integers
    at: Integers
    columns: Integers

    def __len__(self) -> int:
        return len(self.start)

    def take(self, index: NDArray[np.bool_] | Integers) -> Candidates:
        """The chosen candidates, in the order of ``index``."""
        return Candidates(self.start[index], self.rows[index], self.at[index], self.columns[index])


@dataclass(frozen=True, slots=True)
class Movement:
    """Log-prices of not continuing: ``skip`` up to ``reach`` source sentences, or ``jump`` anywhere."""

    skip: float
    jump: float
    reach: int = 12

    def factors(self, sources: int) -> tuple[float, float]:
        """The prices as factors; a jump may land on any sentence, so it is shared out among them."""
        return float(np.exp(self.skip)), float(np.exp(self.jump)) / max(1, sources)


@dataclass(frozen=True, slots=True)
class Regime:
    """One kind of text: ``cover`` is what a bead earns for each sentence it holds (where nothing is cut,
    leaving a sentence alone is dear), ``movement`` the price of leaving the order, ``prior`` the log-odds of
    meeting such a text."""

    cover: float
    movement: Movement
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """``probability`` of each candidate bead, log of the partition sum, and how often the chain is expected
    to continue, skip and jump."""

    probability: Floats
    log_total: float
    moves: Floats


@dataclass(frozen=True, slots=True)
class Task:
    """One search: candidates sorted by ``at``, their log-odds against silence, and (source sentences, target
    sentences)."""

    candidates: Candidates
    weights: Floats
    size: tuple[int, int]


def posteriors(
    candidates: Candidates, weights: Floats, size: tuple[int, int], regimes: Sequence[Regime]
) -> list[Posterior]:
    """The probability that each candidate is in the alignment, under each regime; ``log_total`` holds no prior
    yet."""
    return all_posteriors([Task(candidates, weights, size)], regimes)[0]


def all_posteriors(tasks: Sequence[Task], regimes: Sequence[Regime]) -> list[list[Posterior]]:
    """:func:`posteriors` of several tasks at once: those of like size share the steps of one search."""
    found: list[list[Posterior]] = [[] for _ in tasks]
    pending = sorted(
        (k for k, task in enumerate(tasks) if len(task.candidates)), key=lambda k: tasks[k].size[1]
    )
    for k in set(range(len(tasks))).difference(pending):
        found[k] = [Posterior(np.zeros(0), 0.0, np.zeros(3)) for _ in regimes]
    while pending:
        longest, group = tasks[pending[-1]].size[1], [pending.pop()]
        widest = tasks[group[0]].size[0]
        while pending and tasks[pending[-1]].size[1] * 4 >= longest * 3 and len(group) * widest < MOST_LANES:
            group.append(pending.pop())
            widest = max(widest, tasks[group[-1]].size[0])
        for k, result in zip(group, _search([tasks[k] for k in group], regimes), strict=True):
            found[k] = result
    return found


def _search(tasks: Sequence[Task], regimes: Sequence[Regime]) -> list[list[Posterior]]:
    """Forward and backward over all tasks, each under each regime in a lane of its own."""
    kinds, lanes = len(regimes), len(tasks) * len(regimes)
    targets, width = max(task.size[1] for task in tasks), max(task.size[0] for task in tasks) + 1
    counts = [len(task.candidates) for task in tasks]
    # Candidates of all tasks in the order of their first target sentence.
    start, rows, at, columns, weights = (
        np.concatenate(column)
        for column in zip(
            *(
                (
                    each.candidates.start,
                    each.candidates.rows,
                    each.candidates.at,
                    each.candidates.columns,
                    each.weights,
                )
                for each in tasks
            ),
            strict=True,
        )
    )
    order = np.argsort(at, kind="stable") if len(tasks) > 1 else np.arange(len(at))
    start, rows, at, columns, weights = start[order], rows[order], at[order], columns[order], weights[order]
    task_of = np.repeat(np.arange(len(tasks)), counts)[order]
    bounds = np.searchsorted(at, np.arange(targets + 1)).tolist()

    factors = np.array([[regime.movement.factors(task.size[0]) for regime in regimes] for task in tasks])
    jump = factors[:, :, 1].reshape(lanes, 1)
    skip = np.tile(factors[0, :, 0], len(tasks))[:, None]
    reach = min(regimes[0].movement.reach, width - 1)
    cover = np.array([[regime.cover] for regime in regimes])
    factor = np.exp(np.minimum(weights + cover * (rows + columns), 200.0))

    # Where each candidate's numbers lie, for each regime, in flat views of the arrays of all lanes.
    lane = task_of * kinds + np.arange(kinds)[:, None]
    slots = int(columns.max()) + 1
    leaves = (lane * slots + (at + columns) % slots) * width + start + rows
    enters = (lane * slots + at % slots) * width + start
    lands = lane * width + start
    first = lane * (width + 1) + start
    before = lane * (width + 1) + np.maximum(start - reach, 0)
    last = lane * (width + 1) + width
    skip_of, jump_of = np.tile(factors[0, :, :1], len(start)), jump[lane, 0]

    entering = np.zeros((3, kinds, len(start)))
    ring = np.zeros((lanes, slots, width))
    ring[:, 0, 0] = 1.0
    cells = ring.reshape(-1)
    running = np.zeros((lanes, width + 1))
    summed = running.reshape(-1)
    scale, log_scale = np.zeros(lanes), np.zeros((targets + 1, lanes))
    for step in range(targets):
        row = ring[:, step % slots]
        np.cumsum(row, axis=1, out=running[:, 1:])
        total = running[:, -1].copy()
        if total.max() > OVERFLOW_GUARD:
            scale = scale + np.log(total)
            ring /= total[:, None, None]
            running /= total[:, None]
        log_scale[step] = scale
        low, high = bounds[step], bounds[step + 1]
        if low < high:
            here = (slice(None), slice(low, high))
            into = entering[:, :, low:high]
            cells.take(enters[here], out=into[0], mode="clip")
            np.subtract(summed.take(first[here]), summed.take(before[here]), out=into[1])
            into[1] *= skip_of[here]
            np.multiply(jump_of[here], summed.take(last[here]), out=into[2])
            values = into[0] + into[1]
            values += into[2]
            values *= factor[here]
            np.add.at(cells, leaves[here].ravel(), values.ravel())
        ring[:, (step + 1) % slots] += row
        row[:] = 0.0
    log_total = np.log(ring[:, targets % slots].sum(1)) + scale

    leaving = np.zeros((kinds, len(start)))
    ring[:] = 0.0
    ring[:, targets % slots] = 1.0
    scale, back_scale = np.zeros(lanes), np.zeros((targets + 1, lanes))
    upto = np.zeros((lanes, width + 1))
    for step in range(targets - 1, -1, -1):
        row = ring[:, step % slots]
        row[:] = ring[:, (step + 1) % slots]
        back_scale[step] = scale
        low, high = bounds[step], bounds[step + 1]
        if low < high:
            here = (slice(None), slice(low, high))
            value = cells.take(leaves[here])
            value *= factor[here]
            leaving[here] = value
            landing = np.bincount(lands[here].ravel(), value.ravel(), lanes * width).astype(np.float64)
            landing = landing.reshape(lanes, width)
            np.cumsum(landing, axis=1, out=upto[:, 1:])
            landing += jump * upto[:, -1:]
            landing[:, : width - reach] += skip * (upto[:, reach + 1 :] - upto[:, 1 : width - reach + 1])
            landing[:, width - reach :] += skip * (upto[:, -1:] - upto[:, width - reach + 1 :])
            row += landing
            greatest = row.max(1)
            if greatest.max() > OVERFLOW_GUARD:
                ring /= greatest[:, None, None]
                scale = scale + np.log(greatest)
    scales = np.exp(np.minimum((log_scale + back_scale - log_total)[at, lane], 700.0))
    share = np.empty_like(entering)
    share[:, :, order] = np.maximum(entering, 0.0) * (leaving * scales)
    result, low = [], 0
    for number, count in enumerate(counts):
        own, totals = share[:, :, low : low + count], log_total[number * kinds : (number + 1) * kinds]
        probability, moves = own.sum(0), own.sum(2).T
        result.append([Posterior(probability[k], float(totals[k]), moves[k]) for k in range(kinds)])
        low += count
    return result


def posterior(
    candidates: Candidates, weights: Floats, size: tuple[int, int], movement: Movement
) -> Posterior:
    """The probability that each candidate is in the alignment, in one kind of text."""
    return posteriors(candidates, weights, size, [Regime(0.0, movement)])[0]


def shares(log_totals: Sequence[float], regimes: Sequence[Regime]) -> Floats:
    """How probable each regime is, from the log of its partition sum (summed over the chunks of a text)."""
    total = np.array([value + regime.prior for value, regime in zip(log_totals, regimes, strict=True)])
    share = np.exp(total - total.max())
    return np.asarray(share / share.sum(), np.float64)


def choose(candidates: Candidates, probability: Floats, size: tuple[int, int], least: float) -> list[int]:
    """Beads of greatest probability first, none overlapping another on either side, down to ``least``; then, among
    sentences that are more likely in some bead than in none, the rest down to POSSIBLE."""
    likely = np.flatnonzero(probability >= POSSIBLE)
    ordered = likely[np.argsort(-probability[likely], kind="stable")]
    sure = int((probability[ordered] >= least).sum())
    wanted = alone(candidates.start, candidates.rows, probability, size[0]) < 0.5
    wanted_too = alone(candidates.at, candidates.columns, probability, size[1]) < 0.5
    source_free, target_free = np.ones(size[0], bool), np.ones(size[1], bool)
    chosen = []
    for number, index in enumerate(ordered.tolist()):
        if number == sure:
            source_free &= wanted
            target_free &= wanted_too
        rows = slice(candidates.start[index], candidates.start[index] + candidates.rows[index])
        columns = slice(candidates.at[index], candidates.at[index] + candidates.columns[index])
        if source_free[rows].all() and target_free[columns].all():
            source_free[rows] = target_free[columns] = False
            chosen.append(index)
    return chosen + _in_gaps(candidates.take(np.array(chosen, np.int64)), candidates, probability)


def _in_gaps(chosen: Candidates, candidates: Candidates, probability: Floats) -> list[int]:
    """Pairs of single sentences, one of each side, between two chosen beads that follow each other on both sides:
    that the one was cut and the other added in the same place is the less likely story, from LEAST_IN_GAP on."""
    before = set(
        zip((chosen.start + chosen.rows).tolist(), (chosen.at + chosen.columns).tolist(), strict=True)
    )
    after = set(zip((chosen.start - 1).tolist(), (chosen.at - 1).tolist(), strict=True))
    gaps = (before & after) - set(zip(chosen.start.tolist(), chosen.at.tolist(), strict=True))
    if not gaps:
        return []
    single = (candidates.rows == 1) & (candidates.columns == 1) & (probability >= LEAST_IN_GAP)
    places = zip(candidates.start[single].tolist(), candidates.at[single].tolist(), strict=True)
    return [int(index) for index, place in zip(np.flatnonzero(single), places, strict=True) if place in gaps]


def alone(first: Integers, count: Integers, probability: Floats, size: int) -> Floats:
    """The probability that each sentence of a side is in no bead."""
    change = np.zeros(size + 1)
    np.add.at(change, first, probability)
    np.subtract.at(change, first + count, probability)
    return np.asarray(np.clip(1 - np.cumsum(change)[:-1], 0, 1), np.float64)
