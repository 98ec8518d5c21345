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


def posteriors(
    candidates: Candidates, weights: Floats, size: tuple[int, int], regimes: Sequence[Regime]
) -> list[Posterior]:
    """The probability that each candidate is in the alignment, under each regime.

    ``weights`` are log-odds against silence, ``size`` is (source sentences, target sentences). Candidates must be
    sorted by ``at``. ``log_total`` holds no prior yet. All regimes are worked on at once.
    """
    sources, targets = size
    kinds = len(regimes)
    if not len(candidates):
        return [Posterior(np.zeros(0), 0.0, np.zeros(3)) for _ in regimes]
    factors = np.array([regime.movement.factors(sources) for regime in regimes])
    skip, jump = factors[:, :1], factors[:, 1:]
    reach = min(regimes[0].movement.reach, sources)
    cover = np.array([[regime.cover] for regime in regimes])
    start, end = candidates.start, candidates.start + candidates.rows
    bounds = np.searchsorted(candidates.at, np.arange(targets + 1)).tolist()
    before = np.maximum(start - reach, 0)
    slots, width = int(candidates.columns.max()) + 1, sources + 1
    factor = np.exp(np.minimum(weights + cover * (candidates.rows + candidates.columns), 200.0))
    place = (candidates.at + candidates.columns) % slots * width + end
    flat = place + np.arange(kinds)[:, None] * (slots * width)
    landing_place = start + np.arange(kinds)[:, None] * width

    entering = np.zeros((3, kinds, len(start)))
    ring = np.zeros((kinds, slots, width))
    ring[:, 0, 0] = 1.0
    cells = ring.reshape(-1)
    running = np.zeros((kinds, width + 1))
    scale, log_scale = np.zeros(kinds), np.zeros((targets + 1, kinds))
    for at in range(targets):
        row = ring[:, at % slots]
        np.cumsum(row, axis=1, out=running[:, 1:])
        total = running[:, -1:]
        if total.max() > OVERFLOW_GUARD:
            scale += np.log(total[:, 0])
            ring /= total[:, :, None]
            running /= total.copy()
        log_scale[at] = scale
        low, high = bounds[at], bounds[at + 1]
        if low < high:
            first, into = start[low:high], entering[:, :, low:high]
            into[0] = row[:, first]
            into[1] = skip * (running[:, first] - running[:, before[low:high]])
            into[2] = jump * running[:, -1:]
            np.add.at(cells, flat[:, low:high], (into[0] + into[1] + into[2]) * factor[:, low:high])
        ring[:, (at + 1) % slots] += row
        row[:] = 0.0
    log_total = np.log(ring[:, targets % slots].sum(1)) + scale

    leaving = np.zeros((kinds, len(start)))
    ring[:] = 0.0
    ring[:, targets % slots] = 1.0
    scale, back_scale = np.zeros(kinds), np.zeros((targets + 1, kinds))
    upto = np.zeros((kinds, width + 1))
    for at in range(targets - 1, -1, -1):
        here = ring[:, at % slots]
        here[:] = ring[:, (at + 1) % slots]
        back_scale[at] = scale
        low, high = bounds[at], bounds[at + 1]
        if low < high:
            value = factor[:, low:high] * cells[flat[:, low:high]]
            leaving[:, low:high] = value
            landing = np.bincount(landing_place[:, low:high].ravel(), value.ravel(), kinds * width)
            landing = landing.reshape(kinds, width)
            np.cumsum(landing, axis=1, out=upto[:, 1:])
            here += landing + jump * upto[:, -1:]
            here[:, : width - reach] += skip * (upto[:, reach + 1 :] - upto[:, 1 : width - reach + 1])
            here[:, width - reach :] += skip * (upto[:, -1:] - upto[:, width - reach + 1 :])
            greatest = here.max(1, keepdims=True)
            if greatest.max() > OVERFLOW_GUARD:
                ring /= greatest[:, :, None]
                scale = scale + np.log(greatest[:, 0])
    scales = np.exp(np.minimum((log_scale + back_scale - log_total)[candidates.at].T, 700.0))
    share = np.maximum(entering, 0.0) * (leaving * scales)
    probability, moves = share.sum(0), share.sum(2).T
    return [Posterior(probability[k], float(log_total[k]), moves[k]) for k in range(kinds)]


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
