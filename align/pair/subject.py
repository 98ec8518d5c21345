"""How near two articles are in subject, against what is usual for each of them.

Sentences are compared along the levelled axes of :func:`align.pair.collection.levelled`, in which the great
subjects of the week count for no more than the small ones. What an article's sentences find in a
handful of other articles is the measure for what they find in a candidate: an article on the pandemic
has something in common with half of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from align.pair.collection import Collection, Floats, Integers, unit

SAMPLE = 64  # articles of the other side
BLOCK = 4096  # sentences compared at a time
LEAST = 0.05  # added to deviations, which a small sample makes too small


@dataclass(frozen=True, slots=True)
class Usual:
    """Mean and standard deviation of some measure of each article with the articles of the other side, [n]."""

    mean: Floats
    deviation: Floats

    def standard(self, values: Floats, article: Integers | int) -> Floats:
        """Values as standard scores."""
        scores: Floats = (values - self.mean[article]) / (self.deviation[article] + LEAST)
        return scores


@dataclass(frozen=True, slots=True)
class Subjects:
    """``norms`` are the lengths of the sources' levelled sentences, float32 [sentences]; the rest is what
    is usual for every reprint and every source: cosine of articles, and mutual coverage of sentences."""

    norms: Floats
    reprint_articles: Usual
    source_articles: Usual
    reprint_coverage: Usual
    source_coverage: Usual


def subjects(reprints: Collection, sources: Collection) -> Subjects:
    """From the covariance of all articles, and from the coverage of up to 64 articles of the other side."""
    coverage, _ = _usual_coverage(reprints, sources)
    other, norms = _usual_coverage(sources, reprints)
    return Subjects(
        norms,
        _usual_cosine(reprints.articles, sources.articles),
        _usual_cosine(sources.articles, reprints.articles),
        coverage,
        other,
    )


def near(
    reprints: Collection, sources: Collection, reprint: int, candidates: Integers, usual: Subjects
) -> tuple[Floats, Floats, Floats]:
    """Coverage of each candidate with the reprint (twice a mean cosine, [candidates]), and the same as a
    standard score for the reprint and for the candidate."""
    own = _levelled(reprints, reprints.rows(reprint))
    # (y - centre) @ axes @ own.T, divided by the norms: the sources' rows need not be levelled one by one.
    turned = own @ sources.axes.T
    rows = np.concatenate([_places(sources, int(at)) for at in candidates])
    sizes = np.diff(sources.bounds)[candidates]
    scores = turned @ sources.sentences[rows].astype(np.float32).T - (turned @ sources.centre)[:, None]
    scores /= usual.norms[rows]
    cover = coverage(scores, sizes)
    return (
        cover,
        usual.reprint_coverage.standard(cover, reprint),
        usual.source_coverage.standard(cover, candidates),
    )


def coverage(scores: Floats, sizes: Integers) -> Floats:
    """Of cosines [own sentences, sentences of all others in a row]: the mean of what each own sentence
    finds at best in each other article, and the other way round, added. 0 for articles without sentences."""
    result = np.zeros(len(sizes), np.float32)
    filled = np.flatnonzero(sizes)
    if len(filled) and len(scores):
        starts = (np.cumsum(sizes) - sizes)[filled]
        best = np.maximum.reduceat(scores, starts, axis=1)
        found = np.add.reduceat(scores.max(axis=0), starts) / sizes[filled]
        result[filled] = best.mean(axis=0) + found
    return result


def _usual_coverage(collection: Collection, others: Collection) -> tuple[Usual, Floats]:
    """Also the lengths of the levelled sentences of the collection."""
    filled = np.flatnonzero(np.diff(others.bounds))
    chosen = filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    sizes = np.diff(others.bounds)[chosen]
    parts = [others.rows(int(at)) for at in chosen]
    width = collection.sentences.shape[1]
    sample = _levelled(others, np.concatenate(parts) if parts else np.zeros((0, width), np.float32))
    count = len(collection.ids)
    mean, deviation = np.zeros(count, np.float32), np.zeros(count, np.float32)
    norms = np.ones(len(collection.sentences), np.float32)
    steps = np.searchsorted(collection.bounds, np.arange(0, collection.bounds[-1] + BLOCK, BLOCK))
    for first, last in pairwise(np.unique(np.minimum(steps, count))):
        begin, end = collection.bounds[first], collection.bounds[last]
        rows = (collection.sentences[begin:end].astype(np.float32) - collection.centre) @ collection.axes
        norms[begin:end] = np.maximum(np.linalg.norm(rows, axis=1), 1e-6)
        scores = ((rows / norms[begin:end, None]) @ sample.T).astype(np.float32)
        for at in range(first, last):
            own = scores[collection.bounds[at] - begin : collection.bounds[at + 1] - begin]
            values = coverage(own, sizes)
            if len(values):
                mean[at], deviation[at] = values.mean(), values.std()
    return Usual(mean, deviation), norms


def _usual_cosine(articles: Floats, others: Floats) -> Usual:
    """From mean and covariance of the others, so that not all cosines have to be computed."""
    mean = others.mean(axis=0) if len(others) else np.zeros(others.shape[1], np.float32)
    covariance = others.T @ others / max(1, len(others)) - np.outer(mean, mean)
    variances = ((articles @ covariance) * articles).sum(axis=1)
    return Usual(articles @ mean, np.sqrt(np.maximum(variances, 0.0)))


def _levelled(collection: Collection, rows: Floats) -> Floats:
    return unit((rows - collection.centre) @ collection.axes)


def _places(collection: Collection, article: int) -> Integers:
    return np.arange(collection.bounds[article], collection.bounds[article + 1])
