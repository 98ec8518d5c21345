"""Sentences of one side set against spans of the other side's sentences: each pair of them once, however many beads
hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from align.sentences.search.posterior import Floats, Integers

SHAPE = 16  # more than the sentences of a bead
MOST_MARKED = 1 << 22  # numbers up to which what occurs is marked in a table instead of sorted
ROWS = 1024  # pairs looked at together, so that they stay in cache


@dataclass(frozen=True, slots=True)
class Facing:
    """A sentence of the own side (``sentences[k]``) and a span of the other (``begins[k]``, ``widths[k]``);
    ``beads`` and ``pairs`` say which bead holds which pair, a bead as many as it has own sentences; ``count`` is the
    number of beads."""

    sentences: Integers
    begins: Integers
    widths: Integers
    beads: Integers
    pairs: Integers
    count: int

    @classmethod
    def of(cls, first: Integers, size: Integers, other: Integers, other_size: Integers) -> Facing:
        """The pairs of beads with own sentences ``first .. first + size - 1`` and other ones from ``other`` on."""
        beads = np.repeat(np.arange(len(first)), size)
        begin, width = other[beads], other_size[beads]
        stride = int(other.max(initial=0)) + 1
        keys = (ranges(first, size) * stride + begin) * SHAPE + width
        unique, pairs = distinct(keys, (int((first + size).max(initial=0))) * stride * SHAPE)
        rest, widths = np.divmod(unique, SHAPE)
        sentences, begins = np.divmod(rest, stride)
        return cls(sentences, begins, widths, beads, pairs, len(first))

    def blocks(self, counts: Integers) -> Iterator[Integers]:
        """The pairs in blocks of ROWS, those whose own sentences have like ``counts`` of pieces together."""
        order = np.argsort(counts[self.sentences], kind="stable")
        return (order[low : low + ROWS] for low in range(0, len(order), ROWS))

    def summed(self, values: NDArray[np.floating]) -> Floats:
        """The sums of what each pair has, over each bead."""
        return np.asarray(np.bincount(self.beads, values[self.pairs], self.count), np.float64)


def ranges(first: Integers, counts: Integers) -> Integers:
    """``first[k] .. first[k] + counts[k] - 1`` of every k, one after the other."""
    ends = np.cumsum(counts)
    return np.asarray(
        np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - counts), counts), np.int64
    )


def distinct(numbers: NDArray[np.integer], space: int) -> tuple[Integers, Integers]:
    """The distinct numbers, rising, and the place of each given one among them; all lie in ``0 .. space - 1``."""
    if space > MOST_MARKED:
        unique, places = np.unique(numbers, return_inverse=True)
        return unique.astype(np.int64), places
    occurs, place_of = np.zeros(space, np.bool_), np.empty(space, np.int64)
    occurs[numbers] = True
    unique = np.flatnonzero(occurs)
    place_of[unique] = np.arange(len(unique))
    return unique, place_of[numbers]


def padded(values: ArrayLike, counts: Integers, filling: int) -> Integers:
    """Values of sentences one after the other as rows [len(counts), greatest count], filled up."""
    rows = np.full((len(counts), int(counts.max(initial=0))), filling, np.int64)
    rows[np.arange(rows.shape[1]) < counts[:, None]] = values
    return rows
