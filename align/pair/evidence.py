"""How well a reprint's sentences are found in each candidate source: a quick sentence alignment.

Similarities are put on a scale of their own collection first, as standard scores over random pairs
of sentences, so that the same calibration serves different encoders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.pair.collection import Collection, Floats, Integers
from align.pair.rarity import Weights, surprises, weights
from align.pair.subject import Subjects, near, subjects

STRONG = 4.5  # standard scores; a sentence whose best is below has no counterpart there
SAMPLE = 1500  # sentences a side for the background
TRUST = 2000.0  # pairs of sentences as which what is typical counts, against the collections' own

# Shares are shrunk a little, so that one sentence that matches is less than ten that do.
FEATURES = (
    "reprint strong",  # share of the reprint's sentences with a strong counterpart in the source
    "source strong",  # the same for the source
    "top half",  # mean best score of the better half of the reprint's sentences, over ten
    "best of either",  # mean best score of the better covered side, over ten
    "mutual",  # mutual best sentence pairs that are strong, as a share of the shorter side
    "order",  # agreement in order of the strong pairs, -1 to 1, times their share
    "article",  # cosine of the article vectors
    "article margin",  # the same less that of the best other candidate
    "article rarity",  # the same as a standard score over all sources, over ten
    "source rarity",  # the same as a standard score over all reprints, over ten
    "coverage margin",  # levelled coverage both ways, less that of the best other candidate
    "coverage rarity",  # the same as a standard score over sources, over ten
    "source coverage rarity",  # the same as a standard score over reprints, over ten
    "keys",  # share of the source's keys, by weight, that the reprint has
    "numbers",  # how surprising it is that both have the numbers that they have
    "exclusive",  # share of the reprint's sentences whose best counterpart is in this source
)


@dataclass(frozen=True, slots=True)
class Typical:
    """Mean and spread of the cosine of unrelated sentences of news in general, as a model has them."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Background:
    """Mean and spread of the cosine of unrelated sentences across the two sides, how near in subject
    articles usually are, the weight of each key, and how surprising each number is."""

    mean: float
    deviation: float
    subjects: Subjects
    weights: Weights
    surprises: Weights


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the candidates of one reprint.

    ``features`` is float64 [candidates, len(FEATURES)]; ``best`` is float32 [sentences, candidates],
    the standard score of each sentence's best counterpart in each candidate.
    """

    candidates: Integers
    features: NDArray[np.float64]
    best: Floats


def background(
    reprints: Collection,
    sources: Collection,
    vocabulary: Mapping[str, int],
    typical: Typical | None = None,
) -> Background:
    """From up to 1,500 sentences a side by quantiles, which a few true pairs among them cannot move.

    One reprint against one source has little else than true pairs, and a single subject: there what is
    ``typical`` of the model stands in.
    """
    left = _sample(reprints).astype(np.float32)
    right = _sample(sources).astype(np.float32)
    middle, upper = (0.0, 1.0)
    if len(left) and len(right):
        middle, upper = map(float, np.quantile(left @ right.T, [0.5, 0.84]))
    deviation = max(0.01, upper - middle)
    if typical is not None:
        own = len(left) * len(right) / (len(left) * len(right) + TRUST)
        middle += (1 - own) * (typical.mean - middle)
        deviation += (1 - own) * (typical.deviation - deviation)
    return Background(
        middle,
        deviation,
        subjects(reprints, sources),
        weights(vocabulary, sources.keys),
        surprises(vocabulary, sources.keys),
    )


def _sample(collection: Collection) -> NDArray[np.float16]:
    count = len(collection.sentences)
    step = max(1, count // SAMPLE)
    return collection.sentences[::step][:SAMPLE]


def weigh(
    reprints: Collection, sources: Collection, reprint: int, candidates: Integers, scale: Background
) -> Evidence:
    """The evidence for every candidate of one reprint, in one matrix product."""
    own = reprints.rows(reprint)
    if not len(own) or not len(candidates):
        return Evidence(
            candidates,
            np.zeros((len(candidates), len(FEATURES))),
            np.zeros((len(own), len(candidates)), np.float32),
        )
    parts = [sources.rows(int(at)) for at in candidates]
    parts = [part if len(part) else np.zeros((1, own.shape[1]), np.float32) for part in parts]
    sizes = np.array([len(part) for part in parts])
    starts = np.cumsum(sizes) - sizes
    scores = (own @ np.concatenate(parts).T - scale.mean) / scale.deviation
    best = np.maximum.reduceat(scores, starts, axis=1)
    found = scores.max(axis=0)
    top = np.sort(best, axis=0)[-max(1, (len(own) + 1) // 2) :]
    shorter = np.minimum(sizes, len(own))
    mutual, order = _mutual(scores, best, found, sizes)
    whole = reprints.articles[reprint]
    article = sources.articles[candidates] @ whole
    cover, unusual, source_unusual = near(reprints, sources, reprint, candidates, scale.subjects)
    features = np.column_stack([
        np.sum(best >= STRONG, axis=0) / (len(own) + 2),
        np.add.reduceat(found >= STRONG, starts, dtype=np.float64) / (sizes + 2),
        top.sum(axis=0) / (len(top) + 0.5) / 10,
        np.maximum(best.sum(axis=0) / (len(own) + 0.5), np.add.reduceat(found, starts) / (sizes + 0.5)) / 10,
        mutual / (shorter + 2),
        order * mutual / (shorter + 2),
        article,
        article - _best_other(article),
        scale.subjects.reprint_articles.standard(article, reprint) / 10,
        scale.subjects.source_articles.standard(article, candidates) / 10,
        cover - _best_other(cover),
        unusual / 10,
        source_unusual / 10,
        *_shared(reprints, sources, reprint, candidates, scale),
        np.sum(best == best.max(axis=1, keepdims=True), axis=0) / (len(own) + 1),
    ])  # fmt: skip
    return Evidence(candidates, features.astype(np.float64), best.astype(np.float32))


def _best_other(values: Floats) -> Floats:
    """For each value the largest of the others; -0.2 where there is none."""
    if len(values) < 2:
        return np.full(len(values), -0.2, np.float32)
    second, first = np.partition(values, -2)[-2:]
    others: Floats = np.where(values == first, second, first)
    return others


def _mutual(
    scores: Floats, best: Floats, found: Floats, sizes: Integers
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each candidate: its mutual best sentence pairs that are strong, and how far their order agrees
    (Kendall's tau)."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    mutual = (scores == best[:, owner]) & (scores == found) & (scores >= STRONG)
    columns = np.nonzero(mutual)[1]
    count, order = np.zeros((2, len(sizes)))
    places = owner[columns]
    for at in range(len(sizes)):
        here = columns[places == at]
        count[at] = len(here)
        order[at] = _order(here) if len(here) > 1 else 0.0
    return np.minimum(count, np.minimum(sizes, len(scores))), order


def _order(columns: Integers) -> float:
    """Kendall's tau of the places in the source, in the order of the reprint."""
    signs = np.sign(columns[None, :] - columns[:, None])
    return float(np.triu(signs, 1).sum() / (len(columns) * (len(columns) - 1) / 2))


def _shared(
    reprints: Collection, sources: Collection, reprint: int, candidates: Integers, scale: Background
) -> tuple[Weights, Weights]:
    """Share of each source's keys found in the reprint, by weight, shrunk where there are few; and how
    surprising the numbers are that both have."""
    ours = reprints.keys.of(reprint)
    parts = [sources.keys.of(int(candidate)) for candidate in candidates]
    theirs = np.concatenate(parts)
    owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    both = (
        theirs == ours[np.minimum(np.searchsorted(ours, theirs), len(ours) - 1)] if len(ours) else theirs < 0
    )
    weight = scale.weights[theirs]
    share: Weights = np.bincount(owner, weight * both, len(parts)) / (
        np.bincount(owner, weight, len(parts)) + 2
    )
    numbers = np.bincount(owner, scale.surprises[theirs] * both, len(parts)).astype(np.float64)
    return share, numbers
