"""Which clause of a source a clause of its translation renders, by the model's word alignment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.passage.context import Context
from align.model.protocol import Attention, Offsets, attend_as_fitted

# Where a clause ends: at marks, and in English before words that begin another statement.
_ENGLISH_END = re.compile(r"[,;:.!?—–“”\"()]+\s*|\s+(?=(?:but|while|although|though|whereas|and that)\s)")
_CJK_END = re.compile(r"[、，。；：！？「」『』“”（）()]+")
_LEAST = 0.5  # the attention that a clause has to give before anything is said of where it belongs


Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Facing:
    """A clause of the target and the run of source clauses that it renders: spans of the bead's joined texts."""

    target: tuple[int, int]
    source: tuple[int, int]


def facing(context: Context, bead: Bead, without: tuple[Spans, Spans] = ((), ())) -> tuple[Facing, ...]:
    """The clauses of a bead's target, each with what it renders of the source; those that the alignment says nothing
    certain of are left out, and all where the model does not align words.

    ``without`` are spans of the bead's joined source and target that are not looked at: names, where it is asked
    whether names changed places.
    """
    if context.model is None or not context.aligns_words:
        return ()
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if not source or not target or max(len(source), len(target)) > 1200:
        return ()
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    weights = look.weights.copy()
    for span in without[0]:
        weights[:, _inside(look.source_offsets, span)] = 0
    for span in without[1]:
        weights[_inside(look.target_offsets, span)] = 0
    look = Attention(weights, look.target_offsets, look.source_offsets)
    here = clauses_of(source, context.source.cjk)
    found = []
    for there in clauses_of(target, context.target.cjk):
        run = _rendered(look, here, there)
        if run is not None:
            found.append(Facing(there, run))
    return tuple(found)


def _rendered(look: Attention, here: list[tuple[int, int]], there: tuple[int, int]) -> tuple[int, int] | None:
    """The source span that a target clause renders: the clause with most of its attention, and those up to the next
    that has a third as much."""
    rows = _inside(look.target_offsets, there)
    mass = np.array([look.weights[np.ix_(rows, _inside(look.source_offsets, one))].sum() for one in here])
    if not len(mass) or mass.max() < _LEAST:
        return None
    strong = np.flatnonzero(mass >= mass.max() / 3)
    return here[strong[0]][0], here[strong[-1]][1]


def _inside(offsets: Offsets, span: tuple[int, int]) -> list[int]:
    return [at for at, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]


def clauses_of(text: str, cjk: bool) -> list[tuple[int, int]]:
    """The spans between ends of clauses; one that is too short goes with the one behind it."""
    least = 5 if cjk else 12
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _ends(text, cjk):
        if stop - start >= least:
            spans.append((start, stop))
            start = stop
    if start < len(text):
        if spans and len(text) - start < least:
            spans[-1] = (spans[-1][0], len(text))
        else:
            spans.append((start, len(text)))
    return spans


def _ends(text: str, cjk: bool) -> list[int]:
    pattern = _CJK_END if cjk else _ENGLISH_END
    # a mark between digits ends nothing: 12,000 and 3.5
    return [
        match.end()
        for match in pattern.finditer(text)
        if not (
            text[match.start() - 1 : match.start()].isdigit()
            and text[match.end() : match.end() + 1].isdigit()
        )
    ]
