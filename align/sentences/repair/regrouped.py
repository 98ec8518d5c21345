"""Beads of a free reprint, changed as long as a change makes the alignment likelier.

The search knows beads of neighbours only, and joins what was moved at the price of a jump; a text written anew has half
a sentence here and the other half there, changes the order of two sentences, and opens with what the article says at
its end. So after the search every small change of the alignment (:mod:`.changes`) is weighed: a sentence that joins
another bead or is left alone, two beads that become one, one that becomes two. An alignment's score is the sum of its
beads' (:mod:`align.sentences.features.scattered`); the weights were learned so that of a hand-made alignment and each
of its changes the hand-made one is the likelier (pseudo-likelihood, Besag 1975). What is left at the end is as likely
as no change of it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.sentences.features.scattered import FEATURES, Bitext, Cell, scattered_features
from align.sentences.features.translation import Translation
from align.sentences.repair.changes import Change, Tried, cells_of, changes
from align.sentences.search.posterior import Candidates, Floats

LARGEST = 120  # sentences of a text: longer ones are books
# Chosen by hand on 49 free reprints and news whose sentences were cut, merged and moved: closer wording is that of a
# translation, whose sentences stay where they are; and where the search is surer of its beads in the mean than it
# was of any of the free ones, it needs no help.
LOOSE, SURE = 0.7, 0.95
ROUNDS = 12  # of changes, at most; three to five are usual
WORTH = 1e-6  # that an alignment must gain by a change
KINDS = ("bead", "alone")  # what is as likely as it is


@dataclass(frozen=True, slots=True)
class Numbers:
    """The score's ``weights``, in the order of FEATURES, and what makes a probability of the log-odds against all
    changes of a bead, and of a sentence left alone: what is added, and by what they are multiplied."""

    weights: Mapping[str, float]
    probability: Mapping[str, tuple[float, float]]

    @property
    def vector(self) -> Floats:
        """The weights as an array."""
        return np.array([self.weights[name] for name in FEATURES])


class Scores:
    """The score of each cell, worked out when it is first asked for."""

    def __init__(self, bitext: Bitext, vector: Floats) -> None:
        self.bitext, self.vector = bitext, vector
        self.known: dict[Cell, float] = {}

    def gains(self, tried: Sequence[Change]) -> Floats:
        """What the alignment gains by each change."""
        wanted = dict.fromkeys(cell for change in tried for cell in (*change.old, *change.new))
        new = [cell for cell in wanted if cell not in self.known]
        if new:
            scores = scattered_features(self.bitext, new) @ self.vector
            self.known.update(zip(new, scores.tolist(), strict=True))
        known = self.known
        return np.array([
            sum(known[cell] for cell in change.new) - sum(known[cell] for cell in change.old) for change in tried
        ])  # fmt: skip


def regrouped(beads: Sequence[Bead], bitext: Bitext, numbers: Numbers) -> list[Bead]:
    """The beads as :func:`improved`; those that are left as they were get their probability anew, too. Texts that are
    not :func:`free` are left as they are."""
    if not free(beads, bitext.traces.translation):
        return list(beads)
    return improved(beads, bitext, numbers)


def improved(beads: Sequence[Bead], bitext: Bitext, numbers: Numbers) -> list[Bead]:
    """The beads after all changes that make the alignment likelier, the greatest gain first, with their probability."""
    cells = cells_of((bead.source, bead.target) for bead in beads)
    tried, scores = Tried.of(bitext), Scores(bitext, numbers.vector)
    possible = changes(cells, tried)
    gains = scores.gains(possible)
    for _ in range(ROUNDS):
        made = _best(possible, gains)
        if not made:
            break
        gone = {cell for change in made for cell in change.old}
        come = dict.fromkeys(cell for change in made for cell in change.new)
        cells = [*(cell for cell in cells if cell not in gone), *come]
        kept = [k for k, change in enumerate(possible) if gone.isdisjoint(change.old)]
        further = changes(cells, tried, come.keys())
        gains = np.concatenate((gains[kept], scores.gains(further)))
        possible = [*(possible[k] for k in kept), *further]
    return _with_probability(cells, possible, gains, numbers)


def _best(possible: Sequence[Change], gains: Floats) -> list[Change]:
    """The changes that gain, greatest first, none touching a bead that another takes away: what they gain adds up."""
    made: list[Change] = []
    gone: set[Cell] = set()
    for at in np.argsort(-gains, kind="stable").tolist():
        if gains[at] <= WORTH:
            break
        if gone.isdisjoint(possible[at].old):
            made.append(possible[at])
            gone.update(possible[at].old)
    return made


def _with_probability(
    cells: Sequence[Cell], possible: Sequence[Change], gains: Floats, numbers: Numbers
) -> list[Bead]:
    odds = odds_against(cells, possible, gains)
    found = []
    for (source, target), value in zip(cells, odds, strict=True):
        added, times = numbers.probability[KINDS[0] if source and target else KINDS[1]]
        found.append(Bead(source, target, float(1 / (1 + np.exp(-added - times * value)))))
    return found


def odds_against(cells: Sequence[Cell], possible: Sequence[Change], gains: Floats) -> list[float]:
    """The log-odds of each cell against all changes that take it away."""
    rivals = dict.fromkeys(cells, 0.0)
    for change, weight in zip(possible, np.exp(np.minimum(gains, 50.0)).tolist(), strict=True):
        for cell in change.old:
            if cell not in change.new:
                rivals[cell] += weight
    return [float(-np.log(max(rivals[cell], 1e-9))) for cell in cells]


def free(beads: Sequence[Bead], translation: Translation) -> bool:
    """Whether a text was written anew, by the beads that the search has found."""
    scores = [bead.score for bead in beads if bead.source and bead.target]
    sure = bool(scores) and sum(scores) / len(scores) >= SURE
    return not sure and close_wording(beads, translation) < LOOSE


def close_wording(beads: Sequence[Bead], translation: Translation) -> float:
    """How far the words of the beads account for each other: the mean of the lesser log-ratio by the piece. Right
    copies that keep to the wording have .8 and more, those written anew .7 and less."""
    runs = [
        bead
        for bead in beads
        if bead.source and bead.target and _unbroken(bead.source) and _unbroken(bead.target)
    ]
    if not runs:
        return LOOSE
    columns = (
        [bead.source[0] for bead in runs],
        [len(bead.source) for bead in runs],
        [bead.target[0] for bead in runs],
        [len(bead.target) for bead in runs],
    )
    evidence = translation.evidence(Candidates(*(np.array(column, np.int64) for column in columns)))
    return float(evidence[:, 2:].min(1).mean())


def _unbroken(sentences: tuple[int, ...]) -> bool:
    return sentences[-1] - sentences[0] == len(sentences) - 1
