"""Characters of a Chinese or Japanese source that its translation has nothing for, and the run that they make up.

The word alignment and the coverage tell of each token how likely its counterpart was left out, its neighbours' links
help, for a phrase goes as a whole; the run of tokens whose log-odds add up to most is the phrase, and a second
regression tells whether it was lost or only said in other words: then words of the translation are without link, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.fidelity.regressions import regression
from align.model import Model, word_model
from align.model.protocol import Offsets

TOKEN_FEATURES = ("linked", "covered", "telling", "linked_near", "covered_near", "sentence_linked")
RUN_FEATURES = (
    "mean", "tokens", "outside", "target_covered", "target_gaps", "target_unlinked", "share", "opened", "closed",
    "figures",
)  # fmt: skip
SHIFT = 2.2  # added to each token's log-odds, so that doubtful tokens add up; chosen by hand
LONGEST = 900  # characters of a side
MOST_TOKENS, LEAST_TELLING = 30, 2  # of a run
_LINKED, _GAP = (
    0.2,
    0.3,
)  # the weight from which on a word is linked, and the coverage under which it is a gap
_TELLING = re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa0-9A-Za-z]")
_BESIDE = 2
_MARKS = "、，。；：！？「」『』“”（）()・　 "


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a source with TOKEN_FEATURES, and of its translation how far it is covered, the share of its tokens
    that hardly are, and that of the words that no token of the source is linked with."""

    offsets: Offsets
    values: NDArray[np.float64]
    target: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens: its span in the text, RUN_FEATURES, and how many of its tokens tell something."""

    start: int
    end: int
    values: tuple[float, ...]
    telling: int


def tokens_of(model: Model, source: str, target: str, language: str) -> Tokens | None:
    """The tokens of a source with what speaks for each; None where the model does not look at words."""
    look_at = word_model(model)
    if look_at is None or "attend" not in model.verbs or max(len(source), len(target)) > LONGEST:
        return None
    look = model.attend(source, target, language, "en")
    covered = look_at.evidence(source, target, language, "en").covered
    count = min(len(look.source_offsets), len(covered.source))
    if count < 2 * LEAST_TELLING or not len(covered.target):
        return None
    offsets = look.source_offsets[:count]
    linked = look.weights.max(axis=0, initial=0.0)[:count].astype(np.float64)
    own = covered.source[:count].astype(np.float64)
    telling = np.array([bool(_TELLING.search(source[start:end])) for start, end in offsets])
    whole = np.full(count, linked[telling].mean() if telling.any() else 0.5)
    values = np.column_stack((linked, own, telling, _near(linked), _near(own), whole))
    words = [len(target[start:end].strip()) > 3 for start, end in look.target_offsets]
    theirs = look.weights.max(axis=1, initial=0.0)[words]
    return Tokens(
        offsets,
        values,
        (
            float(covered.target.mean()),
            float((covered.target < _GAP).mean()),
            float((theirs < _LINKED).mean()) if len(theirs) else 0.0,
        ),
    )


def _near(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the two neighbours on each side; beyond the text stands the mean of all."""
    padded = np.pad(values, 2, constant_values=values.mean())
    found: NDArray[np.float64] = (padded[:-4] + padded[1:-3] + padded[3:-1] + padded[4:]) / 4
    return found


def token_odds(tokens: Tokens) -> NDArray[np.float64]:
    """The log-odds that the counterpart of each token was left out."""
    told = regression("token_lost")
    odds: NDArray[np.float64] = SHIFT + told.bias + tokens.values @ np.array(told.weights)
    return odds


def run(tokens: Tokens, odds: NDArray[np.float64], text: str) -> Run | None:
    """The run of tokens whose log-odds add up to most; None where no run does to more than nothing."""
    telling = tokens.values[:, 2] > 0
    best = max(_runs(telling, odds), default=None)
    if best is None or best[0] <= 0:
        return None
    _, first, last = best
    inside = np.zeros(len(odds), np.bool_)
    inside[first : last + 1] = True
    here, there = inside & telling, ~inside & telling
    start, end = tokens.offsets[first][0], tokens.offsets[last][1]
    opened = start == 0 or text[start - 1] in _MARKS or text[start] in _MARKS
    closed = end >= len(text) or text[end] in _MARKS or text[end - 1] in _MARKS
    values = (
        float(odds[here].mean()),
        float(np.log1p(here.sum())),
        float(tokens.values[there, 0].mean()) if there.any() else 0.5,
        *tokens.target,
        float(here.sum() / max(1, telling.sum())),
        float(opened),
        float(closed),
        float(any(letter.isdigit() for letter in text[start:end])),
    )
    return Run(*_snapped(text, start, end), values, int(here.sum()))


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span moved to the marks that stand up to _BESIDE characters from its ends."""
    before = [at for at in range(max(0, start - _BESIDE), min(end, start + _BESIDE)) if text[at] in _MARKS]
    after = [
        at for at in range(max(start + 1, end - _BESIDE), min(len(text), end + _BESIDE)) if text[at] in _MARKS
    ]
    start = before[-1] + 1 if before else 0 if start <= _BESIDE else start
    end = after[0] if after else len(text) if end + _BESIDE >= len(text) else end
    return start, max(end, start + 1)


def _runs(telling: NDArray[np.bool_], odds: NDArray[np.float64]) -> Iterator[tuple[float, int, int]]:
    """The runs with the sum of their log-odds and their first and last token."""
    sums, count = np.concatenate(([0.0], np.cumsum(odds))), np.concatenate(([0], np.cumsum(telling)))
    for first in range(len(odds)):
        for last in range(first + 1, min(len(odds), first + MOST_TOKENS)):
            if count[last + 1] - count[first] >= LEAST_TELLING:
                yield float(sums[last + 1] - sums[first]), first, last
