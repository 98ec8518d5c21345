"""Sentences that moved by themselves and were taken into a neighbour's bead.

Where a moved sentence stands beside one that was rendered in two, the search may read both as one bead and leave the
moved sentence's counterpart alone: a bead of two and two whose last target sentence renders something far away. So
what is left alone is set against the outer sentences of the larger beads, too. A sentence is freed for its counterpart
where the two beads that come of it are likelier than the one before, at the price that :mod:`.moved`
asks: the number of pairs there were to choose from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.sentences.features.evidence import Pairing, Profile, second_features
from align.sentences.search.candidates import Neighbours
from align.sentences.search.posterior import Candidates, Floats


@dataclass(frozen=True, slots=True)
class _Change:
    """``old`` falls apart into what is ``left`` of it and the single pair ``freed``."""

    old: Bead
    left: Bead
    freed: Bead

    @property
    def beads(self) -> tuple[Bead, Bead, Bead]:
        return self.old, self.left, self.freed


def with_freed(
    beads: Sequence[Bead], near: Neighbours, pairing: Pairing, profile: Profile, weights: Floats
) -> list[Bead]:
    """The beads, with outer sentences of larger beads given to sentences left alone that they render.

    Only nearest neighbours are tried. The score of both new beads is the probability of the change.
    """
    changes = list(_changes(beads, near))
    if not changes:
        return list(beads)
    odds = _odds([bead for change in changes for bead in change.beads], pairing, profile, weights).reshape(
        -1, 3
    )
    alone = sum(len(bead.source) + len(bead.target) for bead in beads if not (bead.source and bead.target))
    gain = odds[:, 1] + odds[:, 2] - odds[:, 0] - math.log(alone * max(pairing.size))
    result = {bead: bead for bead in beads}
    touched: set[tuple[str, int]] = set()
    for index in np.argsort(-gain):
        change = changes[index]
        sentences = {("source", i) for one in change.beads for i in one.source}
        sentences |= {("target", j) for one in change.beads for j in one.target}
        if gain[index] <= 0 or touched & sentences:
            continue
        touched |= sentences
        probability = float(1 / (1 + math.exp(-gain[index])))
        for bead in list(result):
            given_up = set(bead.source) & set(change.freed.source) or set(bead.target) & set(
                change.freed.target
            )
            if bead == change.old or given_up:
                del result[bead]
        for bead in (change.left, change.freed):
            scored = Bead(bead.source, bead.target, probability)
            result[scored] = scored
    return list(result)


def _changes(beads: Sequence[Bead], near: Neighbours) -> Iterator[_Change]:
    """Every way to free an outer sentence of a larger bead for a near sentence that is left alone."""
    source_of = {i: bead for bead in beads for i in bead.source}
    target_of = {j: bead for bead in beads for j in bead.target}
    free = np.zeros(len(near.target_of), bool), np.zeros(len(near.source_of), bool)
    for bead in beads:
        if not bead.target or not bead.source:
            free[0][list(bead.source)] = free[1][list(bead.target)] = True
    one_alone = free[0][near.rows] != free[1][near.columns]
    for i, j in zip(near.rows[one_alone].tolist(), near.columns[one_alone].tolist(), strict=True):
        here, there = source_of.get(i), target_of.get(j)
        freed = Bead((i,), (j,), 0.0)
        if here is not None and not here.target and there is not None and there.source:
            rest = _without(there.target, j)
            if rest:
                yield _Change(there, Bead(there.source, rest, 0.0), freed)
        if there is not None and not there.source and here is not None and here.target:
            rest = _without(here.source, i)
            if rest:
                yield _Change(here, Bead(rest, here.target, 0.0), freed)


def _without(sentences: tuple[int, ...], one: int) -> tuple[int, ...]:
    """A run of two sentences or more without its first or last; empty where it is neither."""
    if len(sentences) < 2 or one not in (sentences[0], sentences[-1]):
        return ()
    return sentences[1:] if one == sentences[0] else sentences[:-1]


def _odds(beads: Sequence[Bead], pairing: Pairing, profile: Profile, weights: Floats) -> Floats:
    """The log-odds of beads from anywhere in the texts, against leaving their sentences alone."""
    start = np.array([bead.source[0] for bead in beads], np.int64)
    rows = np.array([len(bead.source) for bead in beads], np.int64)
    at = np.array([bead.target[0] for bead in beads], np.int64)
    columns = np.array([len(bead.target) for bead in beads], np.int64)
    translated = None
    if pairing.worded is not None:
        sources = np.array(sorted({i for bead in beads for i in bead.source}))
        targets = np.array(sorted({j for bead in beads for j in bead.target}))
        places = np.searchsorted(sources, start), rows, np.searchsorted(targets, at), columns
        translated = pairing.worded.take(sources, targets).translation().evidence(Candidates(*places))
    candidates = Candidates(start, rows, at, columns)
    return np.asarray(second_features(candidates, pairing, profile, translated) @ weights, np.float64)
