"""What speaks for a bead of any sentences, neighbours or not: one row of numbers each, the features of its score.

The search weighs beads of neighbours (:mod:`.evidence`); what an editor wrote anew has half a sentence here and the
other half there. Here a bead is a set of sentences on either side, and a sentence left alone is one with an empty
side. Its words count by the word tables (:mod:`.translation`) and as traces (:mod:`.traces`), its figures as keys, and
what the search found of each pair of sentences counts as one number among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from align.model import Scale, Vectors
from align.sentences.features import marks
from align.sentences.features.evidence import Pairing
from align.sentences.features.keys import SMALL, TELLING, Keys
from align.sentences.features.spans import Side as Text
from align.sentences.features.traces import Flags, Side, Traces
from align.sentences.features.translation import ANYWAY, Direction
from align.sentences.search.posterior import Candidates, Floats

# The source and the target sentences of a bead, each rising; one of them may be empty.
Cell = tuple[tuple[int, ...], tuple[int, ...]]

FEATURES = (
    "bead", "sentences beyond four", "source gaps", "target gaps", "gaps of a lead", "further sources of a lead",
    "cosine", "length ratio", "sentence ends", "source words", "target words",
    "least said", "hardly said", "target said",
    "telling figures shared", "small figures astray", "single telling figures astray", "source figures nowhere",
    "search", "source alone", "source alone by its place", "source alone by what is said anywhere", "target alone",
    "short target alone",
)  # fmt: skip
LEAD = 2  # target sentences
SHORT = 45  # letters of a sentence that mostly leads on, "Not everyone is convinced."
HARDLY = 0.25  # of a sentence's traces: less of it is hardly said
MOST_KEYS, MOST_NOWHERE, MOST_ENDS, MOST_SAID, MOST_WORDS = 8.0, 4.0, 4.0, 2.0, 1.0  # more say no more
POSSIBLE = 1e-4  # the probability from which on a bead counts for what is linked
DOUBT = 0.01  # of any pair that the search found certain, or impossible
LETTERS = 8.0  # so that the lengths of short sentences are not compared to the letter


@dataclass(frozen=True, slots=True)
class Half:
    """One text as the other says it. ``words`` float32 [sentences, pieces] how often each holds a piece; ``expected``
    float32 [other sentences, pieces], how much likelier each makes a piece, ``lengths`` [other sentences] their pieces;
    ``unsaid`` [other sentences, pieces], the logarithm of what each leaves unsaid of a piece's trace; ``anywhere``
    [sentences], how much of each is said anywhere; ``ends`` and ``nowhere`` [sentences], sentence ends in each and its
    telling figures that the other text lacks."""

    traces: Side
    words: Vectors
    expected: Vectors
    lengths: Vectors
    unsaid: Vectors
    holds: Vectors
    share: Vectors
    keys: Vectors
    anywhere: Vectors
    ends: Floats
    nowhere: Floats

    @classmethod
    def of(cls, traces: Side, direction: Direction, keys: Keys, text: Text) -> Half:
        """From one side of the traces, its direction of the word tables, its keys and its text."""
        words = np.zeros((len(direction.counts), direction.expected.shape[1]), np.float32)
        np.add.at(words, (np.arange(len(words))[:, None], direction.index), 1)
        holds = traces.holds.astype(np.float32)
        return cls(
            traces, words[:, :-1], direction.expected[:, :-1], np.diff(direction.lengths).astype(np.float32),
            np.log1p(-0.999 * traces.found).astype(np.float32), holds, traces.share.astype(np.float32),
            traces.keys.astype(np.float32), holds @ np.minimum(traces.total, 1.0).astype(np.float32),
            np.diff(text.marks.counts[:, marks.ENDS]), np.diff(keys.nowhere),
        )  # fmt: skip

    def by_words(self, own: Vectors, other: Vectors) -> Floats:
        """[beads]: the log-ratios by the piece of each own sentence's words, given the other side, summed over the
        sentences; ``own`` [beads, sentences], ``other`` [beads, other sentences]."""
        lengths = np.maximum(other @ self.lengths, 1.0)[:, None]
        logs = np.log(other @ self.expected * ((1 - ANYWAY) / lengths) + np.float32(ANYWAY))
        by_sentence = logs @ self.words.T / np.maximum(self.words.sum(1), 1.0)
        return np.asarray((own * np.minimum(by_sentence, MOST_WORDS)).sum(1), np.float64)

    def said(self, other: Vectors) -> Vectors:
        """[beads, sentences]: how much of each own sentence the other side says, each piece counted by the part of its
        trace that stands there."""
        part = np.minimum(other @ self.share, 1.0) * -np.expm1(other @ self.unsaid)
        return np.asarray(part @ self.holds.T, np.float32)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two texts set against each other: their halves, the products of the vectors of sentences of both and of each, the
    weight of each key and whether it is telling, small, and in one sentence of each text only; ``linked`` [source,
    target], the probability by the search that two sentences are in one bead; ``ratio``, English letters a source
    letter; ``scale`` brings another encoder's cosines to those that the weights were learned with."""

    source: Half
    target: Half
    products: Floats
    own_products: tuple[Floats, Floats]
    weight: Floats
    telling: Flags
    small: Flags
    single: Flags
    linked: Floats
    ratio: float
    traces: Traces
    scale: Scale | None

    @classmethod
    def of(cls, pairing: Pairing, traces: Traces, linked: Floats, ratio: float) -> Bitext:
        """From what the aligner knows of a pair of texts, which has keys."""
        if pairing.source_keys is None or pairing.target_keys is None:
            raise ValueError("the texts' keys were not looked for")
        translation = traces.translation
        source = Half.of(traces.source, translation.source, pairing.source_keys, pairing.source)
        target = Half.of(traces.target, translation.target, pairing.target_keys, pairing.target)
        left, right = _rows(pairing.source), _rows(pairing.target)
        return cls(
            source, target, left @ right.T, (left @ left.T, right @ right.T),
            traces.weight, traces.kind == TELLING, traces.kind == SMALL,
            (traces.source.keys.sum(0) == 1) & (traces.target.keys.sum(0) == 1),
            np.clip(linked, 0.0, 1.0), ratio, traces, pairing.scale,
        )  # fmt: skip

    @property
    def size(self) -> tuple[int, int]:
        """Source and target sentences."""
        return len(self.source.ends), len(self.target.ends)


def _rows(text: Text) -> Floats:
    """Vectors of sentences that add up to those of beads."""
    rows = text.vectors * np.sqrt(np.diff(text.letters))[:, None] if text.sums is None else text.sums
    return np.asarray(rows, np.float64)


def scattered_features(bitext: Bitext, cells: Sequence[Cell]) -> Floats:
    """float64 [cells, FEATURES]; of cells with an empty side, which hold one sentence, what speaks for leaving it
    alone."""
    sides = ([cell[side] for cell in cells] for side in (0, 1))
    own, other = (_chosen(each, size) for each, size in zip(sides, bitext.size, strict=True))
    found = np.zeros((len(cells), len(FEATURES)))
    paired = np.flatnonzero(own.any(1) & other.any(1))
    if len(paired):
        found[paired, : FEATURES.index("source alone")] = _of_pairs(bitext, own[paired], other[paired])
    _alone(found, bitext, own, other)
    return found


def _chosen(sets: Sequence[tuple[int, ...]], size: int) -> Vectors:
    """[sets, size]: 1 for the sentences in each set."""
    chosen = np.zeros((len(sets), size), np.float32)
    counts = [len(each) for each in sets]
    chosen[np.repeat(np.arange(len(sets)), counts), list(chain.from_iterable(sets))] = 1
    return chosen


def _of_pairs(bitext: Bitext, own: Vectors, other: Vectors) -> Floats:
    source, target = bitext.source, bitext.target
    sizes = own.sum(1), other.sum(1)
    gaps = _gaps(own), _gaps(other)
    lead = other[:, :LEAD].any(1)
    lengths = own @ source.traces.letters, other @ target.traces.letters
    ratio = np.log((lengths[1] + LETTERS) / (bitext.ratio * lengths[0] + LETTERS))
    said, said_of_target = source.said(other), target.said(own)
    least = np.minimum(
        np.where(own > 0, said, np.inf).min(1), np.where(other > 0, said_of_target, np.inf).min(1)
    )
    hardly = (own * (said < HARDLY)).sum(1) + (other * (said_of_target < HARDLY)).sum(1)
    return np.stack((
        np.ones(len(own)), np.maximum(sizes[0] + sizes[1] - 4, 0), *gaps, lead * gaps[0], lead * (sizes[0] - 1),
        _cosines(bitext, own, other), np.abs(ratio),
        np.minimum(np.abs(own @ source.ends - other @ target.ends), MOST_ENDS),
        source.by_words(own, other), target.by_words(other, own),
        np.minimum(least, MOST_SAID), hardly, (other * said_of_target).sum(1),
        *_of_keys(bitext, own, other), _of_search(bitext, own, other),
    ), axis=1)  # fmt: skip


def _gaps(chosen: Vectors) -> Floats:
    """How many gaps each set of sentences has."""
    runs = (np.diff(chosen, axis=1, prepend=0) > 0).sum(1)
    return np.asarray(np.maximum(runs - 1.0, 0.0), np.float64)


def _cosines(bitext: Bitext, own: Vectors, other: Vectors) -> Floats:
    squares = (
        np.einsum("bi,bi->b", rows @ products, rows)
        for rows, products in zip((own, other), bitext.own_products, strict=True)
    )
    product = np.einsum("bj,bj->b", own @ bitext.products, other)
    cosine = np.asarray(product / np.sqrt(np.maximum(np.prod(list(squares), axis=0), 1e-12)), np.float64)
    return cosine if bitext.scale is None else bitext.scale(cosine)


def _of_keys(bitext: Bitext, own: Vectors, other: Vectors) -> tuple[Floats, Floats, Floats, Floats]:
    here, there = (own @ bitext.source.keys) > 0, (other @ bitext.target.keys) > 0
    small = bitext.weight * bitext.small
    single = (bitext.single & bitext.telling).astype(float)
    return (
        np.minimum((here & there) @ (bitext.weight * bitext.telling), MOST_KEYS),
        np.minimum((here & ~there) @ small, MOST_KEYS) + np.minimum((there & ~here) @ small, MOST_KEYS),
        (here ^ there) @ single,
        np.minimum(own @ bitext.source.nowhere, MOST_NOWHERE),
    )


def _of_search(bitext: Bitext, own: Vectors, other: Vectors) -> Floats:
    """The log-odds by the search that each sentence is in one bead with any of the other side, summed."""
    odds = np.log((bitext.linked + DOUBT) / (1 - bitext.linked + DOUBT))
    found = np.zeros(len(own))
    for mine, theirs, table in ((own, other, odds), (other, own, odds.T)):
        row, sentence = np.nonzero(mine)
        found += np.bincount(row, np.where(theirs[row] > 0, table[sentence], -np.inf).max(1), len(own))
    return found


def _alone(found: Floats, bitext: Bitext, own: Vectors, other: Vectors) -> None:
    """Set the features of sentences left alone."""
    row, sentence = np.nonzero(own * (other.sum(1) == 0)[:, None])
    found[row, FEATURES.index("source alone")] = 1.0
    found[row, FEATURES.index("source alone by its place")] = sentence / max(1, own.shape[1])
    anywhere = bitext.source.anywhere[sentence]
    found[row, FEATURES.index("source alone by what is said anywhere")] = anywhere
    row, sentence = np.nonzero(other * (own.sum(1) == 0)[:, None])
    found[row, FEATURES.index("target alone")] = 1.0
    found[row, FEATURES.index("short target alone")] = bitext.target.traces.letters[sentence] <= SHORT


def linked_by(candidates: Candidates, probability: Floats, size: tuple[int, int]) -> Floats:
    """[source, target]: the probability that two sentences are in one bead, from those of candidate beads."""
    linked = np.zeros(size)
    for k in np.flatnonzero(probability > POSSIBLE).tolist():
        start, at = int(candidates.start[k]), int(candidates.at[k])
        end, until = start + int(candidates.rows[k]), at + int(candidates.columns[k])
        linked[start:end, at:until] += probability[k]
    return linked
