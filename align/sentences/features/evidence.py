"""What speaks for a candidate bead: one row of numbers each, the features of the bead's log-odds.

``FIRST`` are the features of the first pass, which finds out what kind of text this is; ``SECOND`` those of the
second, which knows the document's own length ratio, closeness of translation and habit of merging.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.model import Scale
from align.sentences.features import marks
from align.sentences.features.characters import Flags
from align.sentences.features.coverage import Wording, coverage
from align.sentences.features.keys import FEATURES as FEATURES_OF_KEYS
from align.sentences.features.keys import Keys, shared
from align.sentences.features.similarity import cosines, products
from align.sentences.features.spans import Side
from align.sentences.features.translation import Worded
from align.sentences.search.chunks import Chunk
from align.sentences.search.posterior import Candidates, Floats, Integers

FIRST = (
    "bead", "three sentences", "four sentences", "two-two", "beyond four", "crossed beyond four",
    "cosine", "cosine squared", "density", "cosine by length", "length ratio", "length ratio squared", "length",
    "source nearest inside", "target nearest inside", "nearest of each other",
    "telling figures shared", "small figures shared", "names shared",
    "telling figures of the source astray", "small figures of the source astray", "names of the source astray",
    "telling figures of the target astray", "small figures of the target astray", "names of the target astray",
    "telling figures of the source nowhere", "telling figures of the target nowhere",
)  # fmt: skip
SURFACE = ("length surprise", "sentence ends", "quotations", "clauses", "numbers", "speech")
DOCUMENT = ("target merging", "source merging", "closeness")
COVERAGE = (
    "source covered", "target covered", "less covered", "target wording", "source wording",
    "source astray", "source far astray", "source clauses astray", "source clauses far astray",
    "target astray", "target far astray", "target clauses astray", "target clauses far astray",
)  # fmt: skip
TRANSLATION = (
    "source translated", "target translated", "source translated by the piece", "target translated by the piece",
)  # fmt: skip
PLAIN = (*FIRST, *SURFACE, *DOCUMENT)
COVERED = (*PLAIN, *COVERAGE)
SECOND = (*COVERED, *TRANSLATION)
COSINE = FIRST.index("cosine")
BY_THE_PIECE = [SECOND.index(f"{side} translated by the piece") for side in ("source", "target")]
TYPICAL_LETTERS = 5.0  # natural logarithm of the letters in an ordinary bead


@dataclass(frozen=True, slots=True)
class Profile:
    """What the first pass learned about this pair of texts: English letters a source letter, how often a bead
    has further target (source) sentences, and the mean cosine of beads."""

    ratio: float = 1.0
    target_merging: float = 0.15
    source_merging: float = 0.15
    closeness: float = 0.5


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two texts to be aligned, or parts of them: sides, densities, and what the model has of piece by piece
    wording and translated words; ``scale`` brings another encoder's cosines to those that the weights were learned
    with.
    A part also has the products of its sentences (see :mod:`align.sentences.features.similarity`)."""

    source: Side
    target: Side
    source_density: Floats
    target_density: Floats
    source_wording: Wording | None = None
    target_wording: Wording | None = None
    products: Floats | None = None
    worded: Worded | None = None
    scale: Scale | None = None
    source_keys: Keys | None = None
    target_keys: Keys | None = None
    nearest_target: Integers | None = None  # of each source sentence
    nearest_source: Integers | None = None  # of each target sentence

    @property
    def size(self) -> tuple[int, int]:
        """Source and target sentences."""
        return len(self.source), len(self.target)

    def part(self, chunk: Chunk) -> Pairing:
        """One chunk as texts of their own, with the products of its sentences; shares memory with this one."""
        source, target = chunk.source, chunk.target
        left, right = self.source.part(*source), self.target.part(*target)
        return Pairing(
            left,
            right,
            self.source_density[slice(*source)],
            self.target_density[slice(*target)],
            self.source_wording.part(*source) if self.source_wording is not None else None,
            self.target_wording.part(*target) if self.target_wording is not None else None,
            products(left, right),
            self.worded.part(source, target) if self.worded is not None else None,
            self.scale,
            self.source_keys.part(*source) if self.source_keys is not None else None,
            self.target_keys.part(*target) if self.target_keys is not None else None,
            self.nearest_target[slice(*source)] - target[0] if self.nearest_target is not None else None,
            self.nearest_source[slice(*target)] - source[0] if self.nearest_source is not None else None,
        )


def first_features(candidates: Candidates, pairing: Pairing, ratio: float = 1.0) -> NDArray[np.float64]:
    """float64 [candidates, FIRST]: shape, similarity, length."""
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    cosine = cosines(candidates, pairing.source, pairing.target, pairing.products)
    density = _means(pairing.source_density, start, rows) + _means(pairing.target_density, at, columns)
    if pairing.scale is not None:
        cosine, density = pairing.scale(cosine), 2 * pairing.scale(density / 2)
    source_letters, target_letters = _letters(candidates, pairing)
    log_ratio = np.log((target_letters + 8) / (ratio * source_letters + 8))
    length = np.log(target_letters + ratio * source_letters + 1) - TYPICAL_LETTERS
    count, least = rows + columns, np.minimum(rows, columns)
    features = (
        np.ones(len(start)), count == 3, (count == 4) & (least == 1), (count == 4) & (least == 2),
        np.maximum(count - 4, 0), (least > 1) & (count > 4),
        cosine, cosine**2, density / 2, cosine * length, np.abs(log_ratio), log_ratio**2, length,
        *_nearest(candidates, pairing), *_keys(candidates, pairing).T,
    )  # fmt: skip
    return np.stack(features, dtype=np.float64).T  # columns are written whole


def _nearest(candidates: Candidates, pairing: Pairing) -> tuple[Floats, Floats, Floats]:
    """How many sentences of each side have their nearest in the bead, and how many source sentences a nearest that has
    them as its nearest."""
    if pairing.nearest_target is None or pairing.nearest_source is None:
        return (np.zeros(len(candidates)),) * 3
    start, rows, at, columns = candidates.columns_of
    of_source, of_target = pairing.nearest_target, pairing.nearest_source
    own = np.arange(len(of_source))
    known = np.clip(of_source, 0, len(of_target) - 1)
    mutual = (of_target[known] == own) & (known == of_source)
    inside, mutually = _inside(of_source, start, rows, at, columns, mutual)
    return inside, _inside(of_target, at, columns, start, rows, None)[0], mutually


def _inside(
    nearest: Integers, first: Integers, size: Integers, other: Integers, width: Integers, mutual: Flags | None
) -> tuple[Floats, Floats]:
    found, mutually = np.zeros(len(first)), np.zeros(len(first))
    for step in range(int(size.max(initial=0))):
        chosen = np.flatnonzero(size > step) if step else slice(None)
        sentence = first[chosen] + step
        place = nearest[sentence] - other[chosen]
        there = (place >= 0) & (place < width[chosen])
        found[chosen] += there
        if mutual is not None:
            mutually[chosen] += there & mutual[sentence]
    return found, mutually


def _keys(candidates: Candidates, pairing: Pairing) -> Floats:
    if pairing.source_keys is None or pairing.target_keys is None:
        return np.zeros((len(candidates), FEATURES_OF_KEYS))
    return shared(candidates, pairing.source_keys, pairing.target_keys)


def second_features(
    candidates: Candidates, pairing: Pairing, profile: Profile, translated: Floats | None = None
) -> NDArray[np.float64]:
    """float64 [candidates, SECOND]; without the columns of TRANSLATION when the pairing has no words, nor those
    of COVERAGE when the model does not show its pieces. ``translated`` is the evidence of words
    where it is known already."""
    start, rows, at, columns = candidates.start, candidates.rows, candidates.at, candidates.columns
    source_letters, target_letters = _letters(candidates, pairing)
    source_letters = profile.ratio * source_letters
    total = source_letters + target_letters + 20
    surprise = np.minimum((target_letters - source_letters) ** 2 / total / 20, 6.0)
    source_counts, target_counts = pairing.source.marks.counts, pairing.target.marks.counts
    source_marks = source_counts[start + rows] - source_counts[start]
    target_marks = target_counts[at + columns] - target_counts[at]
    apart = np.abs(source_marks - target_marks)
    source_clauses = source_marks[:, [marks.ENDS, marks.COMMAS]].sum(1) + 1
    target_clauses = target_marks[:, [marks.ENDS, marks.COMMAS]].sum(1) + 1
    surface = (
        surprise, np.minimum(apart[:, marks.ENDS], 4), np.minimum(apart[:, marks.QUOTATIONS], 4),
        np.abs(np.log(source_clauses / target_clauses)), np.minimum(apart[:, marks.NUMBERS :].sum(1), 5),
        _speech(candidates, pairing),
    )  # fmt: skip
    document = (
        np.log(profile.target_merging) * (columns - 1), np.log(profile.source_merging) * (rows - 1),
        np.full(len(start), profile.closeness),
    )  # fmt: skip
    parts = [first_features(candidates, pairing, profile.ratio), np.stack((*surface, *document)).T]
    if pairing.source_wording is not None and pairing.target_wording is not None:
        covered = coverage(candidates, pairing.source_wording, pairing.target_wording)
        less = np.minimum(covered.source, covered.target)
        columns_of_coverage = (
            covered.source,
            covered.target,
            less,
            covered.target_sum / 10,
            covered.source_sum / 10,
        )
        parts += [np.stack(columns_of_coverage, axis=1), covered.astray / 10]
        if translated is None and pairing.worded is not None:
            translated = pairing.worded.translation().evidence(candidates)
        if translated is not None:
            parts.append(translated * np.array([0.1, 0.1, 1.0, 1.0]))
    return np.concatenate(parts, axis=1, dtype=np.float64)


def _speech(candidates: Candidates, pairing: Pairing) -> Floats:
    """At how many of a bead's two ends, its beginning and its end, a quotation is open on one side only."""
    source, target = pairing.source.marks, pairing.target.marks
    if not (source.shows_speech and target.shows_speech):
        return np.zeros(len(candidates))
    start, at = candidates.start, candidates.at
    before = source.speaking[start] != target.speaking[at]
    after = source.speaking[start + candidates.rows] != target.speaking[at + candidates.columns]
    return np.asarray(before.astype(np.float64) + after, np.float64)


def _letters(candidates: Candidates, pairing: Pairing) -> tuple[Floats, Floats]:
    source, target = pairing.source.letters, pairing.target.letters
    start, at = candidates.start, candidates.at
    return source[start + candidates.rows] - source[start], target[at + candidates.columns] - target[at]


def _means(values: Floats, first: Integers, size: Integers) -> Floats:
    total = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray((total[first + size] - total[first]) / size, np.float64)
