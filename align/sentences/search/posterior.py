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

OVERFLOW_GUARD = 1e100  # sums beyond are scaled down; a float ends at 1.8e308
LEAST_IN_GAP = 0.3  # the probability from which on a bead is chosen in a gap of both texts; chosen by hand
POSSIBLE = 0.1  # the probability below which a bead is not chosen even if nothing better is left
MOST_SHORT = 1 << 16  # numbers under it are sorted by their digits, many times as fast
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

    @property
    def columns_of(self) -> tuple[Integers, Integers, Integers, Integers]:
        """``start``, ``rows``, ``at`` and ``columns``."""
        return self.start, self.rows, self.at, self.columns

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
    to continue, skip and jump (zeros where that was not asked for)."""

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


def all_posteriors(
    tasks: Sequence[Task], regimes: Sequence[Regime], moves: bool = False
) -> list[list[Posterior]]:
    """:func:`posteriors` of several tasks at once: those of like size share the steps of one search. What is found
    for a task does not depend on the others, to the last bit. Moves are counted only if asked for."""
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
        for k, result in zip(group, _search([tasks[k] for k in group], regimes, moves), strict=True):
            found[k] = result
    return found


def _search(tasks: Sequence[Task], regimes: Sequence[Regime], moves: bool) -> list[list[Posterior]]:
    """Forward and backward over all tasks under each regime.

    What can follow a bead is what can precede it in the two texts read from their ends. So each task has two lanes,
    of the texts as they are and mirrored, and one sweep over the target serves both. A chain begins at the
    beginning of the source but may end anywhere: a mirrored one begins anywhere, free of charge.
    """
    kinds, lanes = len(regimes), 2 * len(tasks)
    targets, width = max(task.size[1] for task in tasks), max(task.size[0] for task in tasks) + 1
    counts = [len(task.candidates) for task in tasks]
    each_column = zip(*((*task.candidates.columns_of, task.weights) for task in tasks), strict=True)
    start, rows, at, columns, weights = (np.concatenate(column) for column in each_column)
    task_of = np.repeat(np.arange(len(tasks)), counts)
    sources, own_targets = (
        np.array(size)[task_of] for size in zip(*(task.size for task in tasks), strict=True)
    )
    prices = np.array([[regime.movement.factors(task.size[0]) for task in tasks] for regime in regimes])
    cover = np.array([[regime.cover] for regime in regimes])
    reach = regimes[0].movement.reach

    # All candidates, then all mirrored ones, in the order of their first target sentence.
    end, until = start + rows, at + columns
    first = np.concatenate((at, own_targets - until))
    order = np.argsort(first.astype(np.uint16) if targets < MOST_SHORT else first, kind="stable")
    first = first[order]
    bounds = np.searchsorted(first, np.arange(targets + 1)).tolist()
    lane = np.concatenate((2 * task_of, 2 * task_of + 1))[order]
    # Where each one's numbers lie in the arrays of a regime.
    slots = int(columns.max()) + 1
    enters = lane * width + np.concatenate((start, sources - end))[order]
    leaves = enters + np.concatenate((rows, rows))[order]
    leaves += (first + np.concatenate((columns, columns))[order]) % slots * (kinds * lanes * width)
    factor = np.exp(np.minimum(weights + cover * (rows + columns), 200.0))
    factor = np.concatenate((factor, factor), axis=1).take(order, axis=1)

    skip, jump = prices[:, :1, :1], np.repeat(prices[:, :, 1:], 2, axis=1)
    free = np.tile([[0.0], [1.0]], (kinds, len(tasks), 1))
    ring = np.zeros((slots, kinds, lanes, width))
    ring[0, :, ::2, 0] = 1.0
    cells = [ring.reshape(-1)[kind * lanes * width :] for kind in range(kinds)]
    # Cumulated over the source, with ``reach`` zeros before it.
    running = np.zeros((kinds, lanes, reach + width + 1))
    upto, total = running[:, :, reach + 1 :], running[:, :, -1:]
    entering = np.zeros((kinds, len(order)))
    parts = np.zeros((2, kinds, len(order) if moves else 0))
    scale, scales = np.zeros((kinds, lanes, 1)), np.zeros((targets, kinds, lanes, 1))
    for step in range(targets):
        row = ring[step % slots]
        row.cumsum(axis=2, out=upto)
        if total.max() > OVERFLOW_GUARD:
            # By powers of two, which round nothing: what is found in a lane never depends on the others.
            shrunk = np.floor(np.log2(np.maximum(total, 1.0)))
            scale = scale + shrunk
            for each in (free, running, ring):
                each *= np.exp2(-shrunk)
        scales[step] = scale
        low, high = bounds[step], bounds[step + 1]
        if low < high:
            skipped = running[:, :, reach:-1] - running[:, :, : -reach - 1]
            skipped *= skip
            enter = row + skipped
            enter += jump * total + free
            found = enter.reshape(kinds, -1).take(enters[low:high], axis=1)
            entering[:, low:high] = found
            found *= factor[:, low:high]
            for own, value in zip(cells, found, strict=True):
                np.add.at(own, leaves[low:high], value)
            if moves:
                for own, part in zip(parts, (row, skipped), strict=True):
                    own[:, low:high] = part.reshape(kinds, -1).take(enters[low:high], axis=1)
        ring[(step + 1) % slots] += row
        row.fill(0.0)
    np.cumsum(ring[targets % slots], axis=2, out=upto)
    whole, exponent = np.frexp(total[:, ::2, 0])
    exponent = exponent + scale[:, ::2, 0]
    log_total = np.log(whole) + np.log(2) * exponent

    # Candidates as they were given, with their mirror images.
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    forward, mirrored = back[: len(start)], back[len(start) :]
    leaving = (entering * factor).take(mirrored, axis=1)
    leaving /= whole.take(task_of, axis=1)
    powers = -exponent.take(task_of, axis=1)
    if scale.any():
        scaled = scales.swapaxes(0, 1).reshape(kinds, -1).take(first * lanes + lane, axis=1)
        powers += scaled.take(forward, axis=1) + scaled.take(mirrored, axis=1)
    leaving *= np.exp2(np.minimum(powers, 1000.0))
    share = np.maximum(entering.take(forward, axis=1) * leaving, 0.0)
    result, low = [], 0
    for number, count in enumerate(counts):
        of_task = slice(low, low + count)
        through = np.zeros((3, kinds))
        if moves:
            through[:2] = np.maximum(parts.take(forward[of_task], axis=2) * leaving[:, of_task], 0.0).sum(2)
            through[2] = share[:, of_task].sum(1) - through.sum(0)
        result.append([
            Posterior(share[kind, of_task].copy(), float(log_total[kind, number]), through[:, kind])
            for kind in range(kinds)
        ])  # fmt: skip
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
    likeliest = candidates.take(ordered)
    spans = zip(ordered.tolist(), *(column.tolist() for column in likeliest.columns_of), strict=True)
    # Bytes, because slices of a few are looked at: 1 for a sentence that is taken.
    source_taken, target_taken = bytearray(size[0]), bytearray(size[1])
    chosen = []
    for number, (index, start, rows, at, columns) in enumerate(spans):
        if number == sure:
            source_taken = bytearray(np.frombuffer(source_taken, bool) | ~wanted)
            target_taken = bytearray(np.frombuffer(target_taken, bool) | ~wanted_too)
        end, until = start + rows, at + columns
        if not any(source_taken[start:end]) and not any(target_taken[at:until]):
            source_taken[start:end], target_taken[at:until] = b"\1" * rows, b"\1" * columns
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
    change = np.bincount(first, probability, size + 1) - np.bincount(first + count, probability, size + 1)
    return np.asarray(np.clip(1 - np.cumsum(change)[:-1], 0, 1), np.float64)
