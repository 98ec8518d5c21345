"""One text as the aligner sees it: vectors of sentences and spans, lengths and marks that add up over a span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.languages.traits import between
from align.model import Additive, Model, Spanning, Vectors
from align.sentences.features.lengths import lengths
from align.sentences.features.marks import Marks, marks

LONGEST_SPAN = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One text of ``n`` sentences.

    ``vectors`` float32 [n, d] are unit rows. Where vectors add up, ``sums`` float32 [n, d] are those of
    sentences before they were made unit rows, and ``norms[k - 1]`` float64 [n - k + 1] the lengths of the sums of
    ``k`` sentences; otherwise ``spans[k - 1]`` are the unit vectors of ``k`` sentences read together. ``letters``
    (float64 [n + 1]) and the counts of ``marks`` are cumulated from 0, so that a span's share is one subtraction.
    """

    vectors: Vectors
    letters: NDArray[np.float64]
    marks: Marks
    sums: Vectors | None = None
    norms: tuple[NDArray[np.float64], ...] = ()
    spans: tuple[Vectors, ...] = ()

    def __len__(self) -> int:
        return len(self.vectors)

    def part(self, first: int, last: int) -> Side:
        """The sentences ``first .. last - 1`` as a text of their own; shares memory with this one."""
        count = last - first
        return Side(
            self.vectors[first:last],
            self.letters[first : last + 1],
            self.marks.part(first, last),
            None if self.sums is None else self.sums[first:last],
            tuple(rows[first : last - size] for size, rows in enumerate(self.norms) if count > size),
            tuple(rows[first : last - size] for size, rows in enumerate(self.spans) if count > size),
        )


def side(sentences: Sequence[str], model: Model, language: str, longest: int = LONGEST_SPAN) -> Side:
    """A text by a model: one whose vectors add up, or that gives spans itself, is asked once; any other for sentences
    and for every two neighbours, whose vectors are added up to those of longer spans."""
    if isinstance(model, Additive):
        return side_of_sums(sentences, model.sums(sentences, language), longest)
    if isinstance(model, Spanning):
        spans = model.spans(sentences, language, longest)
    else:
        twos = [between(language).join(pair) for pair in pairwise(sentences)]
        rows = _unit(model.embed([*sentences, *twos], language))
        spans = _added(rows[: len(sentences)], rows[len(sentences) :], longest)
    return Side(spans[0], _cumulated(lengths(sentences)), marks(sentences), spans=spans)


def _added(singles: Vectors, twos: Vectors, longest: int) -> tuple[Vectors, ...]:
    """The unit vectors of spans of 1 .. ``longest``: read for one and two sentences, for longer ones the sum of all
    twos in them. A sentence inside a span counts twice as much as one at its ends, which neighbours share."""
    found = [singles, twos][: min(longest, len(singles))]
    sums = twos
    for size in range(3, min(longest, len(singles)) + 1):
        sums = sums[:-1] + twos[size - 2 :]
        found.append(_unit(sums))
    return tuple(found)


def side_of_sums(sentences: Sequence[str], sums: Vectors, longest: int = LONGEST_SPAN) -> Side:
    """A text whose sentences' vectors, which add up, are known already."""
    norms = _norms(sums, min(longest, len(sums)))
    length = norms[0][:, None].astype(np.float32)
    vectors = np.divide(sums, length, out=np.zeros_like(sums), where=length > 0)
    return Side(vectors, _cumulated(lengths(sentences)), marks(sentences), sums, norms)


def _norms(sums: Vectors, longest: int) -> tuple[NDArray[np.float64], ...]:
    """The lengths of the sums of 1 .. ``longest`` neighbouring rows, from the products of rows up to so far apart:
    |a + b|² = |a|² + |b|² + 2ab."""
    count = len(sums)
    near = [
        np.einsum("ij,ij->i", sums[: count - apart], sums[apart:]).astype(np.float64)
        for apart in range(longest)
    ]
    squares = [near[0]]
    for size in range(2, longest + 1):
        last = near[0][size - 1 :].copy()
        for apart in range(1, size):
            last += 2 * near[apart][size - 1 - apart : count - apart]
        squares.append(squares[-1][:-1] + last)
    return tuple(np.sqrt(np.maximum(each, 0.0)) for each in squares)


def _cumulated(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(values)))


def _unit(rows: Vectors) -> Vectors:
    norm = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    unit: Vectors = np.divide(rows, norm, out=np.zeros_like(rows), where=norm > 0)
    return unit
