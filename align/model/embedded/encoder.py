"""The static bilingual sentence encoder: a sentence is the sum of its pieces' vectors.

Because sums add up, the vector of a span is the sum of its sentences' sums. One vocabulary serves English,
Japanese and Chinese. How it was trained and what it reaches: docs/encoder.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model.embedded.vocabulary import THREADS, Vocabulary
from align.model.protocol import Offsets, Vectors

# Rows gathered at a time: 2,048 rows of 256 floats are 2 MB and stay in the second-level cache.
BLOCK_PIECES = 2048


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


class StaticEncoder:
    """Vectors for sentences and their pieces. Deterministic; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary, table: Vectors) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self._norms = np.linalg.norm(table, axis=1).astype(np.float32)

    @classmethod
    def load(cls, pieces: Path, vectors: Path) -> StaticEncoder:
        """The encoder from its vocabulary and its quantised vectors.

        Raises ModelError when a file cannot be read or the two do not belong together.
        """
        vocabulary = Vocabulary.load(pieces)
        table = read_vectors(vectors)
        if len(table) != len(vocabulary):
            reason = f"has {len(table)} rows for {len(vocabulary)} pieces"
            raise ModelError(vectors, reason, "vocabulary and vectors must come from one training")
        return cls(vocabulary, table)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

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
        result = np.zeros((len(bounds) - 1, self.dimension), np.float32)
        filled = np.flatnonzero(np.diff(bounds))

        def add(rows: NDArray[np.int64]) -> None:
            first, last = bounds[rows[0]], bounds[rows[-1] + 1]
            gathered = self._table[ids[first:last]]
            result[rows] = np.add.reduceat(gathered, bounds[rows] - first, axis=0)

        blocks = list(_blocks(filled, bounds))
        if len(blocks) < 8:
            for block in blocks:
                add(block)
        else:
            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(add, blocks))
        return result

    def embed(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for text without a known piece."""
        return unit_rows(self.sums(sentences, language))

    def piece_vectors(self, sentence: str) -> PieceVectors:
        """The pieces of one sentence with weights, unit vectors and character spans."""
        ids, offsets = self.vocabulary.located(sentence)
        return PieceVectors(ids, self._norms[ids], unit_rows(self._table[ids]), offsets)


def unit_rows(rows: Vectors) -> Vectors:
    """The rows at length 1, zero rows left as they are."""
    norms = np.sqrt(np.einsum("...i,...i->...", rows, rows))[..., None]
    norms[norms == 0] = 1
    unit: Vectors = rows / norms
    return unit


def _blocks(rows: NDArray[np.int64], bounds: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The rows cut into runs of about BLOCK_PIECES pieces each."""
    if len(rows):
        marks = np.flatnonzero(np.diff(bounds[rows + 1] // BLOCK_PIECES)) + 1
        yield from np.split(rows, marks)


def quantise(table: Vectors) -> dict[str, NDArray[np.generic]]:
    """A table as it is stored: int8 rows with one float16 scale each."""
    peak = np.abs(table).max(axis=1)
    scales = (peak / 127).astype(np.float16)
    steps = np.where(scales > 0, scales.astype(np.float32), 1.0)[:, None]
    return {"vectors": np.clip(np.rint(table / steps), -127, 127).astype(np.int8), "scales": scales}


def read_vectors(path: Path) -> Vectors:
    """The table that :func:`quantise` stored, float32 [pieces, d]. Raises ModelError when it is not one."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            vectors, scales = stored["vectors"], stored["scales"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(path, f"holds no piece vectors ({error})", "fetch the model again") from None
    return np.asarray(vectors, np.float32) * np.asarray(scales, np.float32)[:, None]
