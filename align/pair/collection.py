"""A side of the pairing: every article's sentences as vectors, one vector an article, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.document import Article, Sentence
from align.languages.traits import family
from align.model import Model
from align.pair.keys import keys
from align.pair.rarity import KeyTable, table
from align.split import split

BLOCK = 512  # articles embedded at a time
LONGEST = 400  # sentences of an article that are looked at; a book is told by its beginning
WIDEST = 2000  # characters of a sentence that are embedded
SHRINKAGE = 20  # articles
RIDGE = 0.01

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Divide = Callable[[Article], Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles made comparable.

    ``sentences`` is float16 [all sentences, d] unit rows in the order of the articles; those of
    article ``i`` are ``sentences[bounds[i]:bounds[i + 1]]``. ``articles`` is float32 [n, d], unit rows: the
    mean of an article's sentences, less what all articles of the side have in common (``centre``,
    float32 [d]), along ``axes`` (float32 [d, d]). ``days`` are proleptic ordinals, 0 where there is no date.
    """

    ids: tuple[str, ...]
    languages: NDArray[np.str_]
    sentences: NDArray[np.float16]
    bounds: Integers
    articles: Floats
    centre: Floats
    axes: Floats
    days: Integers
    keys: KeyTable

    def whole(self, means: Floats) -> Floats:
        """Mean sentence vectors, float32 [n, d], as comparable unit rows."""
        return unit((means - self.centre) @ self.axes)

    def rows(self, article: int) -> Floats:
        """The sentence vectors of one article, float32 [sentences, d]."""
        return self.sentences[self.bounds[article] : self.bounds[article + 1]].astype(np.float32)


def collect(
    articles: Iterable[Article],
    model: Model,
    vocabulary: dict[str, int],
    *,
    grow: bool = True,
    divide: Divide = split,
) -> Collection:
    """Split and embed the articles, ``BLOCK`` at a time, so that no more than a block's texts are held.

    The keys of the articles go into ``vocabulary`` (key to number); without ``grow`` those that are not
    in it are left out. ``divide`` gives an article's sentences.
    """
    vectors: list[NDArray[np.float16]] = []
    means: list[Floats] = []
    counts: list[int] = []
    numbers: list[list[int]] = []
    ids: list[str] = []
    languages: list[str] = []
    days: list[int] = []
    waiting = iter(articles)
    while block := [(one, _sentences(one, divide)) for one in islice(waiting, BLOCK)]:
        for rows in _embed([texts for _, texts in block], [one.language for one, _ in block], model):
            counts.append(len(rows))
            means.append(rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1], np.float32))
            vectors.append(rows.astype(np.float16))
        for article, _ in block:
            ids.append(article.id)
            languages.append(family(article.language))
            days.append(article.date.toordinal() if article.date else 0)
            if grow:
                numbers.append([vocabulary.setdefault(key, len(vocabulary)) for key in keys(article.text)])
            else:
                wanted = keys(article.text, wanted=vocabulary.keys())
                numbers.append([vocabulary[key] for key in wanted])
    stacked = np.stack(means) if means else np.zeros((0, 1), np.float32)
    # A small side has little in common by chance; shrunk, the centre of one article is not itself.
    centre: Floats = (stacked.sum(axis=0) / (len(means) + SHRINKAGE)).astype(np.float32)
    return Collection(
        ids=tuple(ids),
        languages=np.array(languages, np.str_),
        sentences=np.concatenate(vectors) if vectors else np.zeros((0, 1), np.float16),
        bounds=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        articles=unit(stacked - centre),
        centre=centre,
        axes=np.eye(stacked.shape[1], dtype=np.float32),
        days=np.array(days, np.int64),
        keys=table(numbers),
    )


def levelled(first: Collection, second: Collection) -> tuple[Collection, Collection]:
    """Both sides with the directions in which all their articles differ most scaled down.

    News of one week differs along a few great subjects; what tells two articles on one of them apart
    is in the smaller directions. Whitening over both sides, held back by a ridge of some times the mean
    variance, tells articles on the same subject from others best (docs/measurements/pairing.md).
    """
    both = np.concatenate([first.articles, second.articles])
    covariance = both.T @ both / max(1, len(both)) + RIDGE * np.eye(both.shape[1], dtype=np.float32)
    variances, directions = np.linalg.eigh(covariance)
    axes = (directions * variances**-0.5).astype(np.float32)
    ours, theirs = (replace(side, articles=unit(side.articles @ axes), axes=axes) for side in (first, second))
    return ours, theirs


def unit(rows: NDArray[np.floating[Any]]) -> Floats:
    """The rows at length 1, zero rows left as they are."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1)).astype(np.float32)


def _sentences(article: Article, divide: Divide) -> list[str]:
    """The headline too: it is rarely translated, but it names the subject."""
    headline = [" ".join(text.split()) for text in article.of_kind("headline")[:1]]
    if not headline and article.title:
        headline = [article.title]
    return [text[:WIDEST] for text in (*headline, *(sentence.text for sentence in divide(article)[:LONGEST]))]


def _embed(texts: Sequence[Sequence[str]], languages: Sequence[str], model: Model) -> list[Floats]:
    """The vectors of each article's sentences, with one call of the encoder a language."""
    result: list[Floats] = [np.zeros((0, 1), np.float32)] * len(texts)
    for language in sorted(set(languages)):
        members = [at for at, one in enumerate(languages) if one == language]
        flat = [text for at in members for text in texts[at]]
        rows = model.embed(flat, language)
        start = 0
        for at in members:
            result[at] = rows[start : start + len(texts[at])]
            start += len(texts[at])
    return result
