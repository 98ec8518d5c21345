"""How much likelier each side's words become by the other side's: word translation as evidence for beads.

For each piece of one side, its probability given a span of the other is the mean of what the span's pieces say (IBM
model 1, Brown et al. 1993), told as a ratio to how often the piece occurs anywhere. The sum of the logarithms over
a bead's pieces is the evidence that the one side was rendered by the other: adding a sentence pays only where its
words are accounted for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.model import ShowsWords, Vectors, WordTables
from align.sentences.features.facing import Facing, distinct, padded, ranges
from align.sentences.search.posterior import Candidates, Floats, Integers

Ids = NDArray[np.int32]

MOST_CELLS = 50_000_000  # other sentences times own distinct pieces; beyond it words should not be asked
MOST_PIECES = 80  # of a sentence; what is longer is judged by its beginning
ANYWAY = 0.05  # the part of a piece's probability that does not look at the other side


@dataclass(frozen=True, slots=True)
class Words:
    """The pieces of a text: ``ids`` of all in order, ``bounds`` int64 [n + 1] of the sentences in them."""

    ids: Ids
    bounds: Integers

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def part(self, first: int, last: int) -> Words:
        """The sentences ``first .. last - 1``."""
        bounds = self.bounds[first : last + 1]
        return Words(self.ids[bounds[0] : bounds[-1]], bounds - bounds[0])

    def take(self, sentences: Integers) -> Words:
        """The given sentences, in their order."""
        counts = np.diff(self.bounds)[sentences]
        ids = self.ids[ranges(self.bounds[sentences], counts)]
        return Words(ids, np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))))


@dataclass(frozen=True, slots=True)
class Direction:
    """One text's words by the other's. ``index`` [n, width] of each sentence's pieces among the distinct ones, their
    number where there is none; ``counts`` [n] of them; ``expected`` float32 [other sentences, distinct pieces + 1]:
    the sum of the ratios by an other sentence's pieces, and a column of zeros; ``lengths`` cumulated pieces of the
    other sentences."""

    index: Integers
    counts: Integers
    expected: Vectors
    lengths: Integers

    def log_ratios(self, first: Integers, size: Integers, other: Integers, other_size: Integers) -> Floats:
        """The log-ratio of all pieces of each bead's own side, float64 [candidates]."""
        pairs = Facing.of(first, size, other, other_size)
        found = np.zeros(len(pairs.sentences))
        for block in pairs.blocks(self.counts):
            found[block] = self._of_spans(pairs.sentences[block], pairs.begins[block], pairs.widths[block])
        return pairs.summed(found)

    def _of_spans(self, sentences: Integers, begins: Integers, widths: Integers) -> Vectors:
        pieces = self.index[sentences, : max(1, int(self.counts[sentences].max()))]
        flat, width = self.expected.reshape(-1), self.expected.shape[1]
        ratio = flat.take((begins * width)[:, None] + pieces)
        for step in range(1, int(widths.max())):
            longer = np.flatnonzero(widths > step)
            ratio[longer] += flat.take(((begins[longer] + step) * width)[:, None] + pieces[longer])
        length = np.maximum(self.lengths[begins + widths] - self.lengths[begins], 1).astype(np.float32)
        ratio *= np.float32(1 - ANYWAY) / length[:, None]
        ratio += np.float32(ANYWAY)
        logs: Vectors = np.log(ratio, out=ratio)
        logs[pieces == width - 1] = 0
        return np.asarray(logs.sum(1), np.float32)


@dataclass(frozen=True, slots=True)
class Translation:
    """Both directions of a pair of texts."""

    source: Direction
    target: Direction

    def evidence(self, candidates: Candidates) -> Floats:
        """float64 [candidates, 4]: the log-ratios of the source's and the target's pieces, summed and by the piece."""
        start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
        source = self.source.log_ratios(start, rows, at, columns)
        target = self.target.log_ratios(at, columns, start, rows)
        pieces, other_pieces = self.target.lengths, self.source.lengths
        source_pieces = np.maximum(pieces[start + rows] - pieces[start], 1)
        target_pieces = np.maximum(other_pieces[at + columns] - other_pieces[at], 1)
        return np.stack((source, target, source / source_pieces, target / target_pieces), axis=1)


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a pair of texts and the tables that translate them, from ``languages[0]`` to
    ``languages[1]``."""

    source: Words
    target: Words
    tables: WordTables
    languages: tuple[str, str]

    def part(self, source: tuple[int, int], target: tuple[int, int]) -> Worded:
        """Two half-open ranges of sentences as texts of their own."""
        return Worded(self.source.part(*source), self.target.part(*target), self.tables, self.languages)

    def take(self, sources: Integers, targets: Integers) -> Worded:
        """The given sentences as texts of their own."""
        return Worded(self.source.take(sources), self.target.take(targets), self.tables, self.languages)

    @property
    def cells(self) -> int:
        """How many numbers the larger direction of :meth:`translation` takes, or more where they are few."""
        source, target = self.source, self.target
        most = max(len(source) * len(target.ids), len(target) * len(source.ids))
        if most <= MOST_CELLS:  # as in any text of ordinary length
            return most
        return max(len(source) * len(set(target.ids.tolist())), len(target) * len(set(source.ids.tolist())))

    def translation(self) -> Translation:
        """The two texts set against each other."""
        here, there = self.languages
        space = int(max(self.source.ids.max(initial=0), self.target.ids.max(initial=0))) + 1
        source, target = (_Numbered(text, *distinct(text.ids, space)) for text in (self.source, self.target))
        return Translation(
            _direction(source, target, self.tables, there, here),
            _direction(target, source, self.tables, here, there),
        )


def worded(
    source: Sequence[str], target: Sequence[str], model: object, languages: tuple[str, str]
) -> Worded | None:
    """The words of two texts; None for a model without tables for these languages."""
    tables = model.word_tables() if isinstance(model, ShowsWords) else None
    if tables is None or not tables.translates(*languages):
        return None
    return Worded(Words(*tables.pieces(source)), Words(*tables.pieces(target)), tables, languages)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A text's distinct ``pieces``, and the place (``local``) of each running one among them."""

    text: Words
    pieces: Integers
    local: Integers


def _direction(
    numbered: _Numbered, others: _Numbered, tables: WordTables, other_language: str, own_language: str
) -> Direction:
    """One text's words by the other's."""
    own, other, pieces, local = numbered.text, others.text, numbered.pieces, numbered.local
    counts = np.minimum(np.diff(own.bounds), MOST_PIECES)
    index = padded(local[ranges(own.bounds[:-1], counts)], counts, len(pieces))

    bounds, found, ratios = tables.likelier(others.pieces.astype(np.int32), other_language, own_language)
    space = int(max(found.max(initial=0), pieces.max(initial=0))) + 1
    place_of = np.full(space, -1, np.int64)
    place_of[pieces] = np.arange(len(pieces))
    place = place_of[found]
    # Entries of the table by the pieces that these texts have; then those of each running piece.
    here = np.flatnonzero(place >= 0)
    kept = np.searchsorted(here, bounds)
    place, ratios = place[here], ratios[here]
    many = np.diff(kept)[others.local]
    entry = ranges(kept[others.local], many)
    sentence = np.repeat(np.repeat(np.arange(len(other)), np.diff(other.bounds)), many)
    width = len(pieces) + 1
    sums = np.bincount(sentence * width + place[entry], ratios[entry], len(other) * width)
    return Direction(index, counts, sums.astype(np.float32).reshape(len(other), width), other.bounds)
