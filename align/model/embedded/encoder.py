"""The static bilingual sentence encoder: a sentence is the sum of its pieces' vectors.

Because sums add up, the vector of a span is the sum of its sentences' sums. One vocabulary serves English,
Japanese and Chinese. How it was trained and what it reaches: docs/measurements/encoder.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model.embedded.vocabulary import Vocabulary
from align.model.protocol import Offsets, Vectors

Table = TypeVar("Table")
_TOGETHER = 512  # pieces whose vectors are looked up at once
LEVELS = 7  # a stored number runs from -LEVELS to LEVELS


@dataclass(frozen=True, slots=True)
class PieceVectors:
    """The pieces of one sentence.

    ``ids`` is int32 [pieces], ``weights`` float32 [pieces] (how much a piece counts in the sentence's sum),
    ``vectors`` float32 [pieces, d] unit rows, ``offsets`` the pieces' character spans in the sentence. The
    sentence's sum is ``weights @ vectors``.
    """

    ids: NDArray[np.int32]
    weights: NDArray[np.float32]
    vectors: Vectors
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Coded:
    """The vectors of pieces as small numbers: ``codes`` int8 [pieces, d] times ``scales`` float32 [pieces, 1]. They
    take a quarter of the memory, and rows are asked for by the dozen."""

    codes: NDArray[np.int8]
    scales: NDArray[np.float32]

    def rows(self, ids: NDArray[np.int32]) -> Vectors:
        """The vectors of some pieces, float32 [len(ids), d]."""
        found: Vectors = self.codes.take(ids, axis=0) * self.scales.take(ids, axis=0)
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The same by name, as arrays."""
        return {"codes": self.codes, "scales": self.scales}


class StaticEncoder:
    """Vectors for sentences and their pieces. Deterministic; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary, table: Coded) -> None:
        self.vocabulary = vocabulary
        self._table = table

    @classmethod
    def load(cls, pieces: Path, vectors: Path) -> StaticEncoder:
        """The encoder from its vocabulary and its quantised vectors.

        Raises ModelError when a file cannot be read or the two do not belong together.
        """
        return cls.of(Vocabulary.load(pieces), read_codes(vectors), vectors)

    @classmethod
    def of(cls, vocabulary: Vocabulary, table: Coded, path: Path) -> StaticEncoder:
        """The encoder from both. Raises ModelError, naming the path of the vectors, when they do not belong
        together."""
        if len(table.codes) != len(vocabulary):
            reason = f"has {len(table.codes)} rows for {len(vocabulary)} pieces"
            raise ModelError(path, reason, "vocabulary and vectors must come from one training")
        return cls(vocabulary, table)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.codes.shape[1])

    def pieces(self, sentences: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Piece ids of all sentences in one flat int32 array, and int64 [n + 1] bounds: sentence ``i`` is
        ``ids[bounds[i]:bounds[i + 1]]``."""
        return self.vocabulary.pieces(sentences)

    def sums(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Un-normalised vectors, float32 [n, d]; sums of neighbouring rows are the vectors of spans.

        ``language`` is accepted for the sake of the protocol: one vocabulary serves all languages.
        """
        ids, bounds = self.pieces(sentences)
        return self.sums_of_pieces(ids, bounds)

    def sums_of_pieces(self, ids: NDArray[np.int32], bounds: NDArray[np.int64]) -> Vectors:
        """The sums of sentences given as :meth:`pieces` returns them, float32 [n, d]."""
        counts = np.diff(bounds)
        if (counts == 1).all():
            return self.rows(ids[bounds[0] : bounds[-1]])  # single pieces: nothing to add up
        result = np.zeros((len(bounds) - 1, self.dimension), np.float32)
        rows, begin, end = self.rows(ids[:0]), 0, 0
        # One by one: np.add.reduceat over rows takes three times as long.
        for row, (first, last) in zip(result, pairwise(bounds.tolist()), strict=True):
            if last > end:  # as many as stay in cache, or one sentence
                begin, end = first, min(max(last, first + _TOGETHER), int(bounds[-1]))
                rows = self.rows(ids[begin:end])
            np.add.reduce(rows[first - begin : last - begin], axis=0, out=row)
        return result

    def embed(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for text without a known piece."""
        return unit_rows(self.sums(sentences, language))

    def rows(self, ids: NDArray[np.int32]) -> Vectors:
        """The vectors of pieces, weights included, float32 [len(ids), d]."""
        return self._table.rows(ids)

    def piece_vectors(self, sentence: str) -> PieceVectors:
        """The pieces of one sentence with weights, unit vectors and character spans."""
        ids, offsets = self.vocabulary.located(sentence)
        rows = self.rows(ids)
        norms = np.linalg.norm(rows, axis=1).astype(np.float32)
        return PieceVectors(ids, norms, unit_rows(rows), offsets)


def unit_rows(rows: Vectors) -> Vectors:
    """The rows at length 1, zero rows left as they are."""
    norms = np.sqrt(np.einsum("...i,...i->...", rows, rows))[..., None]
    norms[norms == 0] = 1
    unit: Vectors = rows / norms
    return unit


def quantise(table: Vectors) -> dict[str, NDArray[np.generic]]:
    """A table [pieces, d] as it is stored: four bits a number, two numbers a byte, and a float16 scale a row.

    Each row's scale is the one of six that loses least. ``d`` must be even.
    """
    peak = np.abs(table).max(axis=1, keepdims=True)
    codes = np.zeros(table.shape, np.int8)
    scales = np.zeros(len(table), np.float16)
    least = np.full(len(table), np.inf)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        scale = (peak * share / LEVELS).astype(np.float16)
        steps = np.where(scale > 0, scale, 1).astype(np.float32)
        tried = np.clip(np.rint(table / steps), -LEVELS, LEVELS)
        lost = np.square(tried * steps - table).sum(axis=1)
        better = lost < least
        codes[better], scales[better], least[better] = tried[better], scale[better, 0], lost[better]
    nibbles = (codes + LEVELS + 1).astype(np.uint8)
    return {"vectors": nibbles[:, 0::2] | nibbles[:, 1::2] << 4, "scales": scales}


def read_vectors(path: Path) -> Vectors:
    """The table that :func:`quantise` stored, float32 [pieces, d]. Raises ModelError when it is not one."""
    return _read(path, unpacked)


def read_codes(path: Path) -> Coded:
    """The same table as it was quantised. Raises ModelError when it is not one."""
    return _read(path, _codes)


def _read(path: Path, made: Callable[[NDArray[np.uint8], NDArray[np.float16]], Table]) -> Table:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return made(stored["vectors"], stored["scales"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(path, f"holds no piece vectors ({error})", "fetch the model again") from None


def _codes(packed: NDArray[np.uint8], scales: NDArray[np.float16]) -> Coded:
    codes = np.empty((len(packed), 2 * packed.shape[1]), np.int8)
    codes[:, 0::2], codes[:, 1::2] = packed & 15, packed >> 4
    codes -= LEVELS + 1
    return Coded(codes, scales.astype(np.float32)[:, None])


def unpacked(packed: NDArray[np.uint8], scales: NDArray[np.float16]) -> Vectors:
    """Rows as :func:`quantise` packs them, float32 [rows, d]."""
    every = np.arange(256)
    pairs = np.stack((every & 15, every >> 4), axis=1).astype(np.float32) - (LEVELS + 1)
    # Two numbers are looked up at once, as one of eight bytes.
    table: Vectors = pairs.view(np.float64).ravel()[packed].view(np.float32)
    table *= scales.astype(np.float32)[:, None]
    return table
