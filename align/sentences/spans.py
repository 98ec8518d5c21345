"""One text as the aligner sees it: vectors of all its spans, lengths and marks that add up over a span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.model import Additive, Model, Vectors
from align.sentences.lengths import lengths
from align.sentences.marks import marks

LONGEST_SPAN = 8
LANGUAGES_WITHOUT_SPACES = ("ja", "zh", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Side:
    """One text of ``n`` sentences. ``vectors[k - 1]`` are the unit vectors of all spans of ``k`` sentences,
    float32 [n - k + 1, d]; ``letters`` (float64 [n + 1]) and ``marks`` (float64 [n + 1, kinds]) are cumulated
    from 0, so that a span's share is one subtraction."""

    vectors: tuple[Vectors, ...]
    letters: NDArray[np.float64]
    marks: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.letters) - 1

    def part(self, first: int, last: int) -> Side:
        """The sentences ``first .. last - 1`` as a text of their own; shares memory with this one."""
        vectors = [rows[first : last - size] for size, rows in enumerate(self.vectors) if last - first > size]
        return Side(tuple(vectors), self.letters[first : last + 1], self.marks[first : last + 1])

    def stacked(self) -> tuple[Vectors, NDArray[np.int64]]:
        """All spans in one table, and the row at which the spans of ``k`` sentences begin (index ``k``)."""
        counts = [0, 0, *(len(rows) for rows in self.vectors[:-1])]
        return np.concatenate(self.vectors), np.cumsum(counts)


SpanSums = Callable[[int], Vectors]  # the un-normalised vectors of all spans of so many sentences


def side(sentences: Sequence[str], span_sums: SpanSums, longest: int = LONGEST_SPAN) -> Side:
    """The vectors, lengths and marks of a text's spans of up to ``longest`` sentences."""
    vectors = []
    for size in range(1, min(longest, len(sentences)) + 1):
        total = span_sums(size)
        norm = np.sqrt(np.einsum("ij,ij->i", total, total))[:, None]
        vectors.append(np.divide(total, norm, out=np.zeros_like(total), where=norm > 0))
    letters = np.concatenate(([0.0], np.cumsum(lengths(sentences))))
    return Side(tuple(vectors), letters, marks(sentences))


def asked(sentences: Sequence[str], model: Model, language: str) -> SpanSums:
    """Span vectors from a model: one whose sums add up is asked once, any other for each span as text."""
    if isinstance(model, Additive):
        return added(model.sums(sentences, language))
    gap = "" if language in LANGUAGES_WITHOUT_SPACES else " "

    def spans(size: int) -> Vectors:
        texts = [gap.join(sentences[at : at + size]) for at in range(len(sentences) - size + 1)]
        return model.embed(texts, language)

    return spans


def added(sums: Vectors) -> SpanSums:
    """Span vectors by adding up those of sentences; to be asked for sizes in rising order."""
    running = [sums]

    def spans(size: int) -> Vectors:
        for reached in range(len(sums) - len(running[0]) + 1, size):
            running[0] = running[0][:-1] + sums[reached:]
        return running[0]

    return spans
