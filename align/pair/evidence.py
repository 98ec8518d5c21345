"""How well a reprint's sentences are found in each candidate source: a quick sentence alignment.

Similarities are put on a scale of their own collection first, as standard scores over random pairs
of sentences, so that the same calibration serves different encoders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.pair.collection import Collection, Floats, Integers

STRONG = 4.5  # standard scores; a sentence whose best is below has no counterpart there
SAMPLE = 1500  # sentences a side for the background

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
    "keys",  # share of the source's keys, by rarity, that the reprint has
    "exclusive",  # share of the reprint's sentences whose best counterpart is in this source
)


@dataclass(frozen=True, slots=True)
class Background:
    """Mean and spread of the cosine of unrelated sentences across the two sides, and of the sources'
    article vectors, [d] and [d, d]; ``rarity`` of every key of the sources, 0 to 1, ``weights`` its
    sum in each source."""

    mean: float
    deviation: float
    article_mean: Floats | NDArray[np.float64]
    article_covariance: Floats | NDArray[np.float64]
    rarity: Mapping[str, float]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the candidates of one reprint.

    ``features`` is float64 [candidates, len(FEATURES)]; ``best`` is float32 [sentences, candidates],
    the standard score of each sentence's best counterpart in each candidate.
    """

    candidates: Integers
    features: NDArray[np.float64]
    best: Floats


def background(reprints: Collection, sources: Collection) -> Background:
    """From up to 1,500 sentences a side by quantiles, which a few true pairs among them cannot move."""
    left = _sample(reprints).astype(np.float32)
    right = _sample(sources).astype(np.float32)
    mean = (
        sources.articles.mean(axis=0) if len(sources.ids) else np.zeros(sources.articles.shape[1], np.float32)
    )
    spread = sources.articles - mean
    covariance = spread.T @ spread / max(1, len(spread))
    often = Counter(key for keys in sources.keys for key in keys)
    most = np.log(len(sources.ids) + 2)
    rarity = {key: float(1 - np.log(count) / most) for key, count in often.items()}
    weights = np.array([sum(map(rarity.__getitem__, keys)) for keys in sources.keys])
    if not len(left) or not len(right):
        return Background(0.0, 1.0, mean, covariance, rarity, weights)
    middle, upper = np.quantile(left @ right.T, [0.5, 0.84])
    return Background(float(middle), max(0.01, float(upper - middle)), mean, covariance, rarity, weights)


def _sample(collection: Collection) -> NDArray[np.float16]:
    count = len(collection.sentences)
    step = max(1, count // SAMPLE)
    return collection.sentences[::step][:SAMPLE]


def weigh(
    reprints: Collection, sources: Collection, reprint: int, candidates: Integers, scale: Background
) -> Evidence:
    """The evidence for every candidate of one reprint, in one matrix product."""
    own = reprints.rows(reprint)
    parts = [sources.rows(int(at)) for at in candidates]
    parts = [part if len(part) else np.zeros((1, sources.sentences.shape[1]), np.float32) for part in parts]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    if not len(own) or not len(candidates):
        return Evidence(
            candidates,
            np.zeros((len(candidates), len(FEATURES))),
            np.zeros((len(own), len(candidates)), np.float32),
        )
    scores = (own @ np.concatenate(parts).T - scale.mean) / scale.deviation
    best = np.maximum.reduceat(scores, starts[:-1], axis=1)
    whole = reprints.articles[reprint]
    article = sources.articles[candidates] @ whole
    usual, spread = float(whole @ scale.article_mean), float(whole @ scale.article_covariance @ whole)
    others = np.where(best == best.max(axis=1, keepdims=True), 1.0, 0.0)
    shared = _shared(reprints.keys[reprint], sources, candidates, scale)
    features = np.empty((len(candidates), len(FEATURES)))
    top = np.sort(best, axis=0)[-max(1, (len(own) + 1) // 2) :]
    for at, (first, last) in enumerate(pairwise(starts)):
        part = scores[:, first:last]
        columns, rows = part.argmax(axis=1), part.argmax(axis=0)
        mutual = (rows[columns] == np.arange(len(own))) & (best[:, at] >= STRONG)
        found = part.max(axis=0)
        features[at] = (
            np.sum(best[:, at] >= STRONG) / (len(own) + 2),
            np.sum(found >= STRONG) / (len(found) + 2),
            top[:, at].sum() / (len(top) + 0.5) / 10,
            max(best[:, at].sum() / (len(own) + 0.5), found.sum() / (len(found) + 0.5)) / 10,
            mutual.sum() / (min(part.shape) + 2),
            _order(columns[mutual]) * mutual.sum() / (min(part.shape) + 2),
            article[at],
            article[at] - np.delete(article, at).max(initial=-0.2),
            (article[at] - usual) / (max(spread, 0.0) ** 0.5 + 0.05) / 10,
            shared[at],
            others[:, at].sum() / (len(own) + 1),
        )
    return Evidence(candidates, features, best.astype(np.float32))


def _order(columns: Integers) -> float:
    """Kendall's tau of the places in the source, in the order of the reprint; 0 for fewer than two."""
    if len(columns) < 2:
        return 0.0
    signs = np.sign(columns[None, :] - columns[:, None])
    return float(np.triu(signs, 1).sum() / (len(columns) * (len(columns) - 1) / 2))


def _shared(
    ours: frozenset[str], sources: Collection, candidates: Integers, scale: Background
) -> list[float]:
    """Share of each source's keys found in the reprint, by rarity, shrunk where there are few."""
    found = (sum(map(scale.rarity.__getitem__, sources.keys[at] & ours)) for at in candidates)
    return [value / (scale.weights[at] + 2) for value, at in zip(found, candidates, strict=True)]
