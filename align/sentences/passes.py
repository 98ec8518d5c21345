"""The two passes over a pair of texts.

The first looks at the neighbours of each sentence by shape, similarity and length, and learns what kind of text
this is: whether it was rendered whole or edited, how long and how close its translations are, how it merges. The
second looks again, at fewer beads and with all evidence, knowing that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from align.sentences.features.evidence import (
    BY_THE_PIECE,
    COSINE,
    SECOND,
    Pairing,
    Profile,
    first_features,
    second_features,
)
from align.sentences.search.candidates import Neighbours, corridor, spans_around
from align.sentences.search.chunks import Chunk
from align.sentences.search.posterior import Candidates, Floats, Posterior, Task, posteriors, shares
from align.sentences.search.steps import Steps, Wanted
from align.sentences.weights import Pass

# How many beads the assumptions of Profile count as, against the text's own.
TRUST_IN_PROFILE = 2.0
LETTERS_OF_PROFILE = 150.0


@dataclass(frozen=True, slots=True)
class Look:
    """What one pass found in one chunk: its candidates, their cosines and log-odds, the posterior under each regime,
    and how far the words of each candidate account for each other (the lesser log-ratio by the piece), where known."""

    candidates: Candidates
    cosine: Floats
    weights: Floats
    found: tuple[Posterior, ...]
    wording: Floats | None = None

    def mixed(self, share: Floats) -> Floats:
        """The probability of each candidate over all regimes."""
        return np.asarray(sum(part * each.probability for part, each in zip(share, self.found, strict=True)))


def first_pass(
    pairings: Sequence[Pairing], chunks: Sequence[Chunk], near: Neighbours, weights: Pass
) -> Steps[list[Look]]:
    """A first look at each chunk."""
    found = [
        spans_around(*near.within(chunk.source, chunk.target), pairing.size)
        for pairing, chunk in zip(pairings, chunks, strict=True)
    ]
    features = (first_features(*each) for each in zip(found, pairings, strict=True))
    return (yield from _looks(found, features, pairings, weights))


def second_pass(
    pairings: Sequence[Pairing], looks: Sequence[Look], share: Floats, profile: Profile, weights: Pass
) -> Steps[list[Look]]:
    """A second look at each chunk, at what the first left possible."""
    found = [
        corridor(look.candidates, look.mixed(share), pairing.size)
        for pairing, look in zip(pairings, looks, strict=True)
    ]
    features = (second_features(*each, profile) for each in zip(found, pairings, strict=True))
    return (yield from _looks(found, features, pairings, weights))


def again(look: Look, weights: Floats, pairing: Pairing, regimes: Pass) -> Look:
    """The same candidates with other log-odds."""
    found = posteriors(look.candidates, weights, pairing.size, regimes.regimes)
    return Look(look.candidates, look.cosine, weights, tuple(found), look.wording)


def _looks(
    found: Sequence[Candidates], features: Iterable[Floats], pairings: Sequence[Pairing], weights: Pass
) -> Steps[list[Look]]:
    vector = weights.vector
    cosines, wordings, tasks = [], [], []
    for candidates, each, pairing in zip(found, features, pairings, strict=True):
        cosines.append(each[:, COSINE].copy())
        wordings.append(each[:, BY_THE_PIECE].min(1) if each.shape[1] == len(SECOND) else None)
        tasks.append(Task(candidates, each @ vector, pairing.size))
    every = yield Wanted(tasks, weights.regimes)
    return [
        Look(task.candidates, cosine, task.weights, tuple(posterior), wording)
        for task, cosine, posterior, wording in zip(tasks, cosines, every, wordings, strict=True)
    ]


def shares_of(looks: Sequence[Look], weights: Pass) -> Floats:
    """How probable each regime is, from all chunks together."""
    totals = [sum(look.found[k].log_total for look in looks) for k in range(len(weights.regimes))]
    return shares(totals, weights.regimes)


def profile_of(pairings: Sequence[Pairing], looks: Sequence[Look], share: Floats) -> Profile:
    """What the first pass says of the text, each bead counted by its probability."""
    beads = letters = other_letters = further_targets = further_sources = cosine = 0.0
    for pairing, look in zip(pairings, looks, strict=True):
        candidates, probability = look.candidates, look.mixed(share)
        start, at = candidates.start, candidates.at
        source, target = pairing.source.letters, pairing.target.letters
        beads += float(probability.sum())
        letters += float(probability @ (source[start + candidates.rows] - source[start]))
        other_letters += float(probability @ (target[at + candidates.columns] - target[at]))
        further_targets += float(probability @ (candidates.columns - 1))
        further_sources += float(probability @ (candidates.rows - 1))
        cosine += float(probability @ look.cosine)
    assumed, trust = Profile(), TRUST_IN_PROFILE
    return Profile(
        ratio=(other_letters + LETTERS_OF_PROFILE) / (letters + LETTERS_OF_PROFILE),
        target_merging=(further_targets + trust * assumed.target_merging) / (beads + trust),
        source_merging=(further_sources + trust * assumed.source_merging) / (beads + trust),
        closeness=(cosine + trust * assumed.closeness) / (beads + trust),
    )


def likeness(looks: Sequence[Look], share: Floats) -> tuple[float, float] | None:
    """How far the words of the likely beads account for each other, and their mean cosine, each bead counted by its
    probability; None where words are not known or no bead is likely."""
    beads = wording = cosine = 0.0
    for look in looks:
        if look.wording is None:
            return None
        probability = look.mixed(share)
        beads += float(probability.sum())
        wording += float(probability @ look.wording)
        cosine += float(probability @ look.cosine)
    return (wording / beads, cosine / beads) if beads > 1e-6 else None
