"""Word translation without a network: how well each piece of one sentence accounts for each of the other.

Tables of p(target piece | source piece), counted from parallel text by expectation maximisation, are read as
ratios to the target piece's own frequency: how many times likelier a piece is beside the other than anywhere.
Where a table is silent, the similarity of the two pieces' vectors and sameness of spelling speak. From the
ratios come the soft alignment (`attend`), forced-decoding probabilities (`score`) and coverage. The figures
and how the constants were chosen: docs/encoder.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model.embedded.encoder import StaticEncoder, unit_rows
from align.model.embedded.tables import Floats, Ids, Tables
from align.model.embedded.vocabulary import Vocabulary
from align.model.protocol import Attention, Offsets, TokenScores

LONGEST = 1024  # pieces of a sentence that are set against the other side

# Chosen on the even lines of the two hand-aligned sets; the figures in docs/encoder.md are of the odd lines.
SIMILARITY_WEIGHT, SIMILARITY_SLOPE, SIMILARITY_ORIGIN = 4.0, 12.0, 0.2
SAME_SPELLING = 20.0
NOTHING = 0.25  # the ratio at which a token comes from nowhere, for each token of the other side
DIAGONAL = 3.0
ALONE, TOGETHER, ROUNDS = 0.15, 2.0, 2  # a link by itself, and beside a certain neighbour
CERTAIN, MUTUAL, GROWN = 0.5, 0.2, 0.5
FAINT = 0.1  # what is left of the weight of cells that are no links
UNIGRAM = 0.02  # the part of a token's probability that does not look at the source
LIKELIEST = 0.9

# How much a link supports a neighbour (target step, source step): translations run together, mostly forward.
SUPPORT = {(1, 1): 1.0, (1, -1): 0.6, (0, 1): 0.5, (1, 0): 0.5, (2, 2): 0.4, (2, 1): 0.4, (1, 2): 0.4}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far each token of a pair is accounted for by the other side: float32 between 0 and 1, with the
    tokens' character spans."""

    source: Floats
    target: Floats
    source_offsets: Offsets
    target_offsets: Offsets


@dataclass(frozen=True, slots=True)
class Ratios:
    """How many times likelier a token is beside one of the other side than anywhere, float32 [target tokens,
    source tokens]: ``forward`` of target tokens given source tokens, ``backward`` the other way round."""

    forward: Floats
    backward: Floats
    target_frequency: Floats
    source_offsets: Offsets
    target_offsets: Offsets


class WordTranslation:
    """Soft alignment, scores and coverage of sentence pairs between English and Japanese or Chinese."""

    def __init__(self, vocabulary: Vocabulary, tables: Tables, encoder: StaticEncoder) -> None:
        self._vocabulary = vocabulary
        self._tables = tables
        self._encoder = encoder
        numbers: dict[str, int] = {}
        bare = (piece.strip("▁") for piece in vocabulary.surfaces())
        self._spelling = np.array([numbers.setdefault(piece, len(numbers)) for piece in bare], np.int32)
        self._blank = numbers.get("", -1)

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """The soft alignment [target tokens, source tokens]; every row sums to at most 1. Links have at least
        0.2 of a row's weight unless a token has more than four."""
        ratios = self.ratios(source, target, source_language, target_language)
        forward, backward = _posteriors(ratios)
        together = np.sqrt(forward * backward)
        links = _links(together, np.maximum(forward, backward))
        weights = np.where(links, np.maximum(together, CERTAIN), FAINT * together)
        weights /= np.maximum(1, weights.sum(axis=1, keepdims=True))
        return Attention(weights.astype(np.float32), ratios.target_offsets, ratios.source_offsets)

    def score(self, source: str, target: str, source_language: str, target_language: str) -> TokenScores:
        """The log-probability of each target token given the source, each at the source tokens it aligns to.
        Tokens beyond the first LONGEST are scored by their frequency alone."""
        ratios = self.ratios(source, target, source_language, target_language)
        forward, backward = _posteriors(ratios)
        weights = forward * np.sqrt(backward / np.maximum(1e-9, backward.max(axis=1, initial=0)[:, None]))
        frequency, offsets = self._frequencies(target, target_language, source_language)
        gain = np.zeros(len(frequency), np.float32)
        gain[: len(weights)] = (weights * ratios.forward).sum(axis=1)
        probability = np.minimum(frequency * (UNIGRAM + (1 - UNIGRAM) * gain), LIKELIEST)
        return TokenScores(np.log(probability).astype(np.float32), offsets)

    def coverage(self, source: str, target: str, source_language: str, target_language: str) -> Coverage:
        """The probability that each token is accounted for on the other side, one look at both directions."""
        ratios = self.ratios(source, target, source_language, target_language)
        forward, backward = _posteriors(ratios)
        return Coverage(
            backward.sum(axis=0), forward.sum(axis=1), ratios.source_offsets, ratios.target_offsets
        )

    def ratios(self, source: str, target: str, source_language: str, target_language: str) -> Ratios:
        """The evidence for each pair of tokens, at most LONGEST on a side. Raises ModelError unless one language
        is English and the other Japanese or Chinese."""
        there, back = self._directions(source_language, target_language)
        source_ids, source_offsets = self._vocabulary.located(source)
        target_ids, target_offsets = self._vocabulary.located(target)
        source_ids, target_ids = source_ids[:LONGEST], target_ids[:LONGEST]
        source_frequency = self._tables.frequencies[there][source_ids]
        target_frequency = self._tables.frequencies[back][target_ids]
        forward = self._tables.translations[there].lookup(source_ids, target_ids) / target_frequency[:, None]
        backward = self._tables.translations[back].lookup(target_ids, source_ids).T / source_frequency
        similar = self._similar(source_ids, target_ids)
        return Ratios(
            forward + similar,
            backward + similar,
            target_frequency,
            source_offsets[:LONGEST],
            target_offsets[:LONGEST],
        )

    def _similar(self, source: Ids, target: Ids) -> Floats:
        """The evidence of vectors and spelling, [target tokens, source tokens]."""
        vectors = [unit_rows(self._encoder.rows(ids)) for ids in (target, source)]
        cosines = vectors[0] @ vectors[1].T
        similar = SIMILARITY_WEIGHT * np.exp(SIMILARITY_SLOPE * np.maximum(cosines - SIMILARITY_ORIGIN, -0.2))
        spelled = self._spelling[target]
        named = np.where(spelled == self._blank, -1, spelled)
        same = np.equal.outer(named, self._spelling[source])
        evidence: Floats = (similar + SAME_SPELLING * same).astype(np.float32)
        return evidence

    def _frequencies(self, text: str, language: str, other: str) -> tuple[Floats, Offsets]:
        ids, offsets = self._vocabulary.located(text)
        return self._tables.frequencies[self._directions(language, other)[0]][ids], offsets

    def _directions(self, source_language: str, target_language: str) -> tuple[str, str]:
        source, target = (name.removesuffix("-Hant") for name in (source_language, target_language))
        there = f"{source}-{target}"
        if there not in self._tables.translations:
            known = ", ".join(sorted(self._tables.translations))
            raise ModelError(there, "the embedded model has no words for this direction", f"it knows {known}")
        return there, f"{target}-{source}"


def _posteriors(ratios: Ratios) -> tuple[Floats, Floats]:
    """The probability of each link seen from the target token and from the source token, both float32
    [target tokens, source tokens]; what a token lacks to 1 is its probability of coming from nowhere."""
    m, n = ratios.forward.shape
    if not m or not n:
        return ratios.forward, ratios.backward
    places = np.abs((np.arange(m)[:, None] + 0.5) / m - (np.arange(n) + 0.5) / n)
    near = np.exp(-DIAGONAL * places).astype(np.float32)
    from_target, from_source = ratios.forward * near, ratios.backward * near
    forward, backward = _shares(from_target, from_source)
    for _ in range(ROUNDS):
        support = ALONE + TOGETHER * _neighbours(np.sqrt(forward * backward))
        forward, backward = _shares(from_target * support, from_source * support)
    return forward, backward


def _shares(from_target: Floats, from_source: Floats) -> tuple[Floats, Floats]:
    m, n = from_target.shape
    return (
        from_target / (NOTHING * n + from_target.sum(axis=1, keepdims=True)),
        from_source / (NOTHING * m + from_source.sum(axis=0, keepdims=True)),
    )


def _neighbours(links: Floats) -> Floats:
    """The support each cell gets from the links around it."""
    m, n = links.shape
    padded = np.pad(links, 2)
    total = np.zeros_like(links)
    for (down, right), weight in SUPPORT.items():
        for sign in (1, -1):
            top, left = 2 + sign * down, 2 + sign * right
            total += np.float32(weight) * padded[top : top + m, left : left + n]
    return total


def _links(together: Floats, either: Floats) -> NDArray[np.bool_]:
    """Which cells are links: certain ones, those that are best both ways, and neighbours of links whose token is
    still free (grow-diag, Koehn et al. 2005, on probabilities)."""
    if not together.size:
        return np.zeros(together.shape, np.bool_)
    best = (together == together.max(axis=1, keepdims=True)) & (together == together.max(axis=0))
    links: NDArray[np.bool_] = (together >= CERTAIN) | (best & (together >= MUTUAL))
    m, n = links.shape
    for _ in range(2):
        free = ~np.any(links, axis=1, keepdims=True) | ~np.any(links, axis=0)
        padded = np.pad(links, 1)
        beside = np.zeros_like(links)
        for down in range(3):
            for right in range(3):
                beside |= padded[down : down + m, right : right + n]
        links |= beside & free & (either >= GROWN)
    return links
