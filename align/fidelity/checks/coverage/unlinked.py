"""Clauses that no word of the other side is linked with: what was left out, or added, inside a rendered sentence.

Coverage asks how well a word *could* be accounted for by some word of the other side; in a sentence of a single subject
most can. The word alignment gives each word to one other, so the words of a clause that nobody rendered stay without
link, whatever they mean. A logistic regression over both tells how likely a clause has no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.passage.clauses import clauses_of
from align.fidelity.passage.context import Context
from align.fidelity.regressions import regression
from align.model import Attention, Coverage
from align.model.protocol import Offsets, attend_as_fitted

LINKED = 0.2  # the weight from which on a word is linked
LOW = 0.3  # a word covered less is a gap
LONGEST = 1200  # characters of a passage
USUAL = 0.7  # the share of linked words in a passage of one clause
# Words that say something: those of Chinese and Japanese but for kana, English ones that are no particles.
_TELLING = {
    True: re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa0-9A-Za-z]"),
    False: re.compile(r"[0-9]|[A-Z]|[A-Za-z]{4}"),
}

FEATURES = (
    "linked", "covered", "log_words", "linked_outside", "other_side_covered", "part_of_the_passage", "gaps",
)  # fmt: skip
_REGRESSIONS = {True: "clause_without_counterpart_cjk", False: "clause_without_counterpart_en"}


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A clause: its span in the joined text, the probability that it has no counterpart, and its telling words."""

    start: int
    end: int
    probability: float
    words: int


def unlinked(context: Context, bead: Bead, *, turned: bool) -> Iterator[Unlinked]:
    """The clauses of a bead's source (``turned``: of its target) that have two telling words or more, each with the
    probability that the other side has nothing for it; none where the model does not align words."""
    model, covered = context.model, context.coverage(bead)
    if model is None or "attend" not in model.verbs or covered is None:
        return
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if max(len(source), len(target)) > LONGEST or not len(covered.source) or not len(covered.target):
        return
    look = attend_as_fitted(model, source, target, context.source.language, context.target.language)
    side, text = (context.target, target) if turned else (context.source, source)
    for span, values, words in looked_at(text, side.cjk, look, covered, turned=turned):
        yield Unlinked(*span, regression(_REGRESSIONS[side.cjk]).probability(values.tolist()), words)


def looked_at(
    text: str, cjk: bool, look: Attention, covered: Coverage, *, turned: bool
) -> Iterator[tuple[tuple[int, int], NDArray[np.float64], int]]:
    """Each clause with FEATURES and the number of its telling words."""
    offsets: Offsets = look.target_offsets if turned else look.source_offsets
    linked = look.weights.max(1 if turned else 0, initial=0.0) >= LINKED
    own, other = (covered.target, covered.source) if turned else (covered.source, covered.target)
    starts = np.array([start for start, _ in (covered.target_offsets if turned else covered.source_offsets)])
    telling = np.array(
        [_TELLING[cjk].search(text[start:end]) is not None for start, end in offsets], np.bool_
    )
    begins, ends = (np.array([span[which] for span in offsets], np.int64) for which in (0, 1))
    for start, end in clauses_of(text, cjk):
        inside = (begins < end) & (ends > start)
        words, outside = inside & telling, ~inside & telling
        here = (starts >= start) & (starts < end)
        if words.sum() < 2 or not here.any():
            continue
        values = (
            linked[words].mean(), own[here].mean(), np.log(words.sum()),
            linked[outside].mean() if outside.any() else USUAL, other.mean(), words.sum() / telling.sum(),
            (own[here] < LOW).mean(),
        )  # fmt: skip
        yield (start, end), np.array(values, np.float64), int(words.sum())
