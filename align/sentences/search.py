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


def posterior(
    candidates: Candidates, weights: Floats, size: tuple[int, int], movement: Movement
) -> Posterior:
    """The probability that each candidate is in the alignment; ``weights`` are log-odds against silence.

    ``size`` is (source sentences, target sentences). Candidates must be sorted by ``at``.
    """
    sources, targets = size
    if not len(candidates):
        return Posterior(np.zeros(0), 0.0, np.zeros(3))
    skip, jump = movement.factors(sources)
    reach = min(movement.reach, sources)
    start, end = candidates.start, candidates.start + candidates.rows
    bounds = np.searchsorted(candidates.at, np.arange(targets + 1))
    longest = int(candidates.columns.max())
    width = sources + 1
    factor = np.exp(np.minimum(weights, 200.0))
    slot = (candidates.at + candidates.columns) % (longest + 1)
    flat = slot * width + end

    entering, log_scale = np.zeros((len(start), 3)), np.zeros(targets + 1)
    ring = np.zeros((longest + 1, width))
    ring[0, 0] = 1.0
    cells = ring.reshape(-1)
    running = np.zeros(width + 1)
    scale = 0.0
    for at in range(targets):
        row = ring[at % (longest + 1)]
        np.cumsum(row, out=running[1:])
        total = running[-1]
        if total > OVERFLOW_GUARD:
            ring /= total
            running /= total
            scale += float(np.log(total))
            total = 1.0
        log_scale[at] = scale
        low, high = bounds[at], bounds[at + 1]
        if low < high:
            first = start[low:high]
            into = entering[low:high]
            into[:, 0] = row[first]
            into[:, 1] = skip * (running[first] - running[np.maximum(first - reach, 0)])
            into[:, 2] = jump * total
            np.add.at(cells, flat[low:high], into.sum(1) * factor[low:high])
        ring[(at + 1) % (longest + 1)] += row
        row[:] = 0.0
    last = ring[targets % (longest + 1)].sum()
    log_total = float(np.log(last)) + scale

    leaving = np.zeros(len(start))
    ring[:] = 0.0
    ring[targets % (longest + 1)] = 1.0
    back_scale = 0.0
    back_log = np.zeros(targets + 1)
    upto = np.zeros(width + 1)
    for at in range(targets - 1, -1, -1):
        here = ring[at % (longest + 1)]
        here[:] = ring[(at + 1) % (longest + 1)]
        low, high = bounds[at], bounds[at + 1]
        if low < high:
            value = factor[low:high] * cells[flat[low:high]]
            leaving[low:high] = value
            landing = np.bincount(start[low:high], value, width)
            np.cumsum(landing, out=upto[1:])
            here += landing + jump * upto[-1]
            here[: width - reach] += skip * (upto[reach + 1 :] - upto[1 : width - reach + 1])
            here[width - reach :] += skip * (upto[-1] - upto[width - reach + 1 :])
        back_log[at] = back_scale
        greatest = here.max()
        if greatest > OVERFLOW_GUARD:
            ring /= greatest
            back_scale += float(np.log(greatest))
    steps = candidates.at
    scales = np.exp(np.minimum(log_scale[steps] + back_log[steps] - log_total, 700.0))
    share = np.maximum(entering, 0.0) * (leaving * scales)[:, None]
    return Posterior(share.sum(1), log_total, share.sum(0))


def posteriors(
    candidates: Candidates, weights: Floats, size: tuple[int, int], regimes: Sequence[Regime]
) -> list[Posterior]:
    """The posterior under each regime; ``log_total`` holds no prior yet."""
    sentences = candidates.rows + candidates.columns
    return [
        posterior(candidates, weights + regime.cover * sentences, size, regime.movement) for regime in regimes
    ]


def shares(log_totals: Sequence[float], regimes: Sequence[Regime]) -> Floats:
    """How probable each regime is, from the log of its partition sum (summed over the chunks of a text)."""
    total = np.array([value + regime.prior for value, regime in zip(log_totals, regimes, strict=True)])
    share = np.exp(total - total.max())
    return np.asarray(share / share.sum(), np.float64)


def choose(candidates: Candidates, probability: Floats, size: tuple[int, int], least: float) -> list[int]:
    """Beads of greatest probability first, none overlapping another on either side, down to ``least``."""
    source_free, target_free = np.ones(size[0], bool), np.ones(size[1], bool)
    likely = np.flatnonzero(probability >= least)
    chosen = []
    for index in likely[np.argsort(-probability[likely], kind="stable")].tolist():
        rows = slice(candidates.start[index], candidates.start[index] + candidates.rows[index])
        columns = slice(candidates.at[index], candidates.at[index] + candidates.columns[index])
        if source_free[rows].all() and target_free[columns].all():
            source_free[rows] = target_free[columns] = False
            chosen.append(index)
    return chosen
