"""The sentences of one side and their spans: vectors, lengths, and how near a span is to text at large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from align.model import Additive, Model, Vectors
from align.sentences.lengths import lengths

LONGEST_SPAN = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One text: ``vectors[k - 1]`` are the unit vectors of all spans of ``k`` sentences, float32
    [n - k + 1, d], ``norms[k - 1]`` the lengths of the sums they come from, ``letters`` the cumulated lengths,
    float64 [n + 1]."""

    vectors: tuple[Vectors, ...]
    norms: tuple[NDArray[np.float32], ...]
    letters: NDArray[np.float64]
    empty: NDArray[np.bool_] = field(repr=False)

    def __len__(self) -> int:
        return len(self.letters) - 1

    def stacked(self) -> tuple[Vectors, NDArray[np.float32], NDArray[np.int64]]:
        """All spans in one table, and where the spans of ``k`` sentences begin in it (index ``k``)."""
        counts = [0, 0, *(len(rows) for rows in self.vectors[:-1])]
        return np.concatenate(self.vectors), np.concatenate(self.norms), np.cumsum(counts)


def side(sentences: Sequence[str], model: Model, language: str, longest: int = LONGEST_SPAN) -> Side:
    """The vectors and lengths of a text's spans of up to ``longest`` sentences.

    A model whose sums add up is asked once; any other is asked for each span as text.
    """
    longest = max(1, min(longest, len(sentences)))
    letters = np.concatenate(([0.0], np.cumsum(lengths(sentences)))) if sentences else np.zeros(1)
    span_sums = (
        _additive(sentences, model, language)
        if isinstance(model, Additive)
        else _joined(sentences, model, language)
    )
    vectors, norms = [], []
    for size in range(1, longest + 1):
        total = span_sums(size)
        norm = np.linalg.norm(total, axis=1)
        vectors.append(np.divide(total, norm[:, None], out=np.zeros_like(total), where=norm[:, None] > 0))
        norms.append(norm)
    return Side(tuple(vectors), tuple(norms), letters, norms[0] == 0)


def _additive(sentences: Sequence[str], model: Additive, language: str) -> Callable[[int], Vectors]:
    sums = model.sums(sentences, language)
    running = [sums]

    def spans(size: int) -> Vectors:
        while len(running) < size:
            last = running[-1]
            running.append(last[:-1] + sums[len(running) :])
        return running[size - 1]

    return spans


def _joined(sentences: Sequence[str], model: Model, language: str) -> Callable[[int], Vectors]:
    gap = "" if language in ("ja", "zh", "zh-Hant") else " "

    def spans(size: int) -> Vectors:
        texts = [gap.join(sentences[at : at + size]) for at in range(len(sentences) - size + 1)]
        return model.embed(texts, language)

    return spans
