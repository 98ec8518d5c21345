"""What of a translation renders a few characters of its source, by the model's word alignment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.passage.context import Context
from align.model.protocol import Attention, Offsets, attend_as_fitted

Span = tuple[int, int]

_LONGEST = 1200  # characters of a side that are looked at
LINKED = (
    0.4  # of a token's attention: what the alignment is sure of; chosen by hand, links are near 0 or near 1
)
_SILENT = re.compile(
    r"(?i)[\W_]*|an?|the|of|to|in|on|at|for|with|by|as|that|and|or|is|are|was|were|be|s|it|its|has|had|have"
)
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The two texts of a bead and how their tokens render each other; spans are of the joined texts."""

    source: str
    target: str
    look: Attention

    def of_source(self, span: Span) -> list[Span]:
        """The target's tokens that render a span of the source, in order."""
        columns = _inside(self.look.source_offsets, span)
        mass = self.look.weights[:, columns].sum(axis=1)
        return [self.look.target_offsets[row] for row in np.flatnonzero(mass >= LINKED)]

    def words_of_source(self, span: Span) -> list[Span]:
        """The same as whole words, without those that have a meaning only in a sentence, such as articles and to."""
        whole = dict.fromkeys(_word(self.target, one) for one in self.of_source(span))
        return [one for one in whole if not _SILENT.fullmatch(self.target[one[0] : one[1]])]

    def shares(self, span: Span, clause: Span) -> tuple[float, float]:
        """How much of the attention of a span of the target, such words left out, goes into a span of the source, and
        how much into what is around it."""
        rows = [row for row in _inside(self.look.target_offsets, span) if not self.silent(row)]
        columns = _inside(self.look.source_offsets, clause)
        total = float(self.look.weights[rows].sum())
        inside = float(self.look.weights[np.ix_(rows, columns)].sum())
        return inside, total - inside

    def silent(self, row: int) -> bool:
        """Whether a token of the target has a meaning only in a sentence, such as articles and to."""
        return _SILENT.fullmatch(self.target[slice(*self.look.target_offsets[row])]) is not None

    def unlinked(self, start: int, end: int) -> Iterator[Span]:
        """The words of a span of the target that the alignment finds nothing for."""
        for match in _WORD.finditer(self.target, start, end):
            rows = _inside(self.look.target_offsets, match.span())
            if self.look.weights[rows].sum() < LINKED and not _SILENT.fullmatch(match[0]):
                yield match.span()

    def source_tokens(self, start: int, end: int) -> Iterator[Span]:
        """The source's tokens from one place to another, in order."""
        return (
            one for one in self.look.source_offsets if one[0] >= start and one[1] <= end and one[0] < one[1]
        )


def rendering(context: Context, bead: Bead) -> Rendering | None:
    """How a bead's texts render each other; None where the model does not align words or the texts are too long."""
    if context.model is None or not context.aligns_words:
        return None
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if not source or not target or max(len(source), len(target)) > _LONGEST:
        return None
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    return Rendering(source, target, look)


def _word(text: str, token: Span) -> Span:
    """The word that a token is a part of."""
    start, end = token
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _inside(offsets: Offsets, span: Span) -> list[int]:
    return [at for at, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
