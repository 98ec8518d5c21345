"""Which phrase of a translation renders which of the source: by the word alignment, the ledger's names, and the places
and offices that both sides name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.actors.parties import members_of
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, rendering
from align.model import WordModel

Span = tuple[int, int]
_HEAD_ENDS = re.compile(r"\s(?:of|in|at|for|from|under|near|and|who|that|\d)\b")
_AMOUNT = re.compile(r"[\d０-９]|[一二三四五六七八九十两几数](?:成|割|倍|个|名|人|位|家|宗|起|次|年|月|日)")
_TOUCHES = 0.3  # the attention from which a token renders a part of a phrase
_PAID = 0.5  # the attention that a phrase must pay to anything; chosen by hand


@dataclass(frozen=True, slots=True)
class Bound:
    """A bead's texts, and how much of its attention each token of the translation pays to each of the source, float32
    [target, source], where names, places and offices pay all to their own."""

    look: Rendering
    weights: NDArray[np.float32]
    words: WordModel | None
    language: str

    def of(self, target: Span, source: Span, alone: bool = True) -> float:
        """The share of what a phrase of the translation, up to what belongs to its head, pays that goes to a phrase of
        the source, wherever that stands; where it pays nothing, what the word model says of the two ``alone``."""
        offsets = self.look.look.source_offsets
        columns = tokens_of(self.look.source, (self.look.source[slice(*source)],), offsets)
        phrase, head = self._head(target)
        total, own = float(self.weights[phrase].sum()), float(self.weights[head].sum())
        if total < _PAID or own < _PAID:
            return self._alone(target, source) if total < _PAID and alone else 0.0
        last = columns if len(columns) < 2 else self._last(source)
        if (
            self.weights[np.ix_(head, columns)].sum() < _PAID * own
            or not self.weights[np.ix_(phrase, last)].sum()
        ):
            return 0.0
        return float(self.weights[np.ix_(phrase, columns)].sum()) / total

    def _head(self, target: Span) -> tuple[list[int], list[int]]:
        """The tokens of a phrase before what belongs to its head, and those of the head: the employee of an employee of
        the factory."""
        end = _HEAD_ENDS.search(self.look.target, target[0] + 1, target[1])
        stop = end.start() if end else target[1]
        start = max(self.look.target.rfind(" ", target[0], stop) + 1, target[0])
        return self._rows((target[0], stop)), self._rows((start, stop)) or self._rows((target[0], stop))[-2:]

    def _rows(self, target: Span) -> list[int]:
        """The tokens of a span that have a meaning of their own; side has none."""
        offsets = self.look.look.target_offsets
        return [
            row
            for row in inside(offsets, target)
            if not self.look.silent(row) and self.look.target[slice(*offsets[row])] not in ("side", "sides")
        ]

    def touches(self, target: Span, source: Span) -> bool:
        """Whether any word of a phrase of the translation renders a part of a phrase of the source."""
        offsets = self.look.look
        rows = self._rows(target)
        columns = tokens_of(self.look.source, (self.look.source[slice(*source)],), offsets.source_offsets)
        return bool((self.weights[np.ix_(rows, columns)].sum(axis=1) >= _TOUCHES).any())

    def renders(self, target: Span) -> bool:
        """Whether a phrase of the translation pays any attention with its head."""
        return float(self.weights[self._head(target)[1]].sum()) >= _PAID

    def amount(self, source: Span) -> bool:
        """Whether a phrase of the source holds a number, and so is no party."""
        return _AMOUNT.search(self.look.source[slice(*source)]) is not None

    def _last(self, source: Span) -> list[int]:
        """The tokens of the last word of a phrase of the source, wherever that stands; what counts or what calls it a
        side is none."""
        text = re.sub("(?:側|方面|方|ら|等)+$", "", self.look.source[slice(*source)])
        return tokens_of(self.look.source, (text[-2:],), self.look.look.source_offsets)

    def _alone(self, target: Span, source: Span) -> float:
        if self.words is None:
            return 0.0
        here, there = self.look.source[slice(*source)], self.look.target[slice(*target)]
        covered = self.words.evidence(here, there, self.language, "en").covered.target
        return float(covered.mean()) if len(covered) else 0.0


def bound(context: Context, bead: Bead) -> Bound | None:
    """The phrases of a bead; None where the model does not align words or the texts are too long."""
    look = rendering(context, bead)
    if look is None:
        return None
    weights = look.look.weights.copy()
    for here, there in (*_names(context, look), *_members(context, look)):
        if here and there:
            weights[there] = 0
            weights[np.ix_(there, here)] = 1 / len(here)
    return Bound(look, weights, context.words, context.source.language)


def _names(context: Context, look: Rendering) -> list[tuple[list[int], list[int]]]:
    """The tokens of each of the ledger's names, source and target."""
    found = []
    for entry in context.names:
        spelled = {one.mention.text for one in entry.targets if one.verdict in ("accept", "variant")}
        here = tokens_of(look.source, {one.text for one in entry.mentions}, look.look.source_offsets)
        found.append((here, tokens_of(look.target, spelled, look.look.target_offsets)))
    return found


def _members(context: Context, look: Rendering) -> list[tuple[list[int], list[int]]]:
    """The tokens of each place and office that both sides name."""
    here, there = list(members_of(look.source, context.source)), list(members_of(look.target, context.target))
    keys = {key for _, keys, _, _ in here for key in keys} & {key for _, keys, _, _ in there for key in keys}
    offsets = look.look.source_offsets, look.look.target_offsets
    found = []
    for key in sorted(keys):
        mine, theirs = (
            sorted({at for _, own, *span in side for at in inside(each, (span[0], span[1])) if key in own})
            for side, each in zip((here, there), offsets, strict=True)
        )
        found.append((mine, theirs))
    return found


def places_of(text: str, part: str) -> list[int]:
    """Where a part stands in a text."""
    found, at = [], text.find(part)
    while part and at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def tokens_of(text: str, words: Collection[str], offsets: Sequence[Span]) -> list[int]:
    """The numbers of the tokens that any of some words holds, wherever it stands."""
    return sorted(
        {
            at
            for word in words
            for begin in places_of(text, word)
            for at in inside(offsets, (begin, begin + len(word)))
        }
    )


def inside(offsets: Sequence[Span], span: Span) -> list[int]:
    """The numbers of the tokens that a span touches."""
    return [at for at, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
