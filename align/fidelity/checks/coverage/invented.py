"""Words of a translation that nothing in the source accounts for, and the phrase that they make up.

Three things tell a word that was added: nothing links it, nothing covers it, and the predictor finds it no likelier
when it sees the source than when it does not. A logistic regression weighs them word by word; the phrase is the run
between two places where a phrase may begin or end whose log-odds add up to most (Kadane's scan, held to those places).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.fidelity.regressions import regression
from align.fidelity.scoring.weights import predictor
from align.fidelity.scoring.wordwise import FUNCTION
from align.model import Model, WordModel, word_model

WORD_FEATURES = ("linked", "covered", "gain", "own", "function", "capital", "sentence_linked")
PHRASE_FEATURES = (
    "mean", "words", "outside", "source_covered", "source_gaps", "source_unlinked", "share", "last", "opened",
)  # fmt: skip
SHIFT = 2.6  # added to each word's log-odds, so that doubtful words add up; chosen by hand
LONGEST = 900  # characters of a side
MOST_WORDS = 16  # of a phrase; what is longer is a sentence, or a clause that its own check looks at
LEAST_TELLING = 2  # words of a phrase that are no particles
_CLIP = 8.0  # nats
_LINKED, _GAP = (
    0.2,
    0.3,
)  # the weight from which on a word is linked, and the coverage under which it is a gap
_TELLING = re.compile(r"[\u4e00-\u9fff\u30a1-\u30fa0-9A-Za-z]")
_WORD = re.compile(r"[\w$€£¥%'’.,-]*\w[\w%]*")
_BEGINS = frozenset(
    """with without at in on by from for after before during until since while as because when where which who that
    and but or although though if unless despite amid among against over through under following including citing
    according to of into toward towards between via about near along within across except""".split()
)
_END = re.compile(r"[,;:.!?—–()”\"]+['’]?$")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a joined translation: their spans, WORD_FEATURES of each, where a phrase may begin and end; of the
    source how far it is covered, the share of its tokens that hardly are, and that of those that no word is linked
    with."""

    spans: tuple[tuple[int, int], ...]
    values: NDArray[np.float64]
    begins: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    source: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words: its span in the text, PHRASE_FEATURES, and how many of its words tell something."""

    start: int
    end: int
    values: tuple[float, ...]
    telling: int


def spans_of(text: str) -> list[tuple[int, int]]:
    """The words of an English text."""
    return [match.span() for match in _WORD.finditer(text)]


def words_of(model: Model, source: str, target: str, language: str) -> Words | None:
    """The words of an English translation with what speaks for each; None where the model does not look at words."""
    look_at = word_model(model)
    found = spans_of(target)
    if look_at is None or "attend" not in model.verbs or max(len(source), len(target)) > LONGEST or not found:
        return None
    look = model.attend(source, target, language, "en")
    covered = look_at.evidence(source, target, language, "en").covered
    if not len(covered.source) or not len(covered.target):
        return None
    gain, own = _gains(look_at, source, target, language, len(covered.target))
    offsets = covered.target_offsets
    values = np.zeros((len(found), len(WORD_FEATURES)))
    linked = look.weights.max(axis=1, initial=0.0)
    for row, (start, end) in enumerate(found):
        at = [which for which, (begin, stop) in enumerate(offsets) if begin < end and stop > start]
        word = target[start:end]
        here = [which for which in at if which < len(gain)]
        values[row, :6] = (
            linked[at].max(initial=0.0),
            covered.target[at].mean() if at else 1.0,
            float(np.clip(gain[here].sum(), -_CLIP, _CLIP)) if here else 0.0,
            float(np.clip(own[here].sum(), -2 * _CLIP, 0)) if here else 0.0,
            word.lower() in FUNCTION,
            word[:1].isupper() or word[:1].isdigit(),
        )
    values[:, 6] = values[:, 0].mean()
    begins, ends = places(target, found)
    telling = [
        at for at, (start, end) in enumerate(look.source_offsets) if _TELLING.search(source[start:end])
    ]
    unlinked = float((look.weights.max(axis=0, initial=0.0)[telling] < _LINKED).mean()) if telling else 0.0
    of_source = float(covered.source.mean()), float((covered.source < _GAP).mean()), unlinked
    return Words(tuple(found), values, begins, ends, of_source)


def _gains(
    look_at: WordModel, source: str, target: str, language: str, count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """By how many nats the source makes each English piece likelier, and how likely the piece is with it."""
    ids, bounds = look_at.word_tables().pieces([source, target])
    theirs, pieces = ids[: bounds[1]], ids[bounds[1] :][:count]
    network = predictor()
    numbers = network.english_numbers[pieces]
    (told,) = network.states([pieces], [theirs], language)
    (untold,) = network.states([pieces], [theirs], language, alone=True)
    own = network.logits(told, numbers)
    return own - network.logits(untold, numbers), own


def places(target: str, found: Sequence[tuple[int, int]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Before which words a phrase may begin, and behind which one may end."""
    count = len(found)
    begins, ends = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for row, (start, end) in enumerate(found):
        after = target[end : found[row + 1][0]] if row + 1 < count else target[end:]
        marked = bool(re.search(r"[,;:.!?—–()”\"]", after)) or row + 1 == count
        ends[row] |= marked
        if row + 1 < count:
            begins[row + 1] |= marked
        if row and target[start:end].lower() in _BEGINS:
            begins[row] = True
            ends[row - 1] = True
    return begins, ends


def word_odds(words: Words) -> NDArray[np.float64]:
    """The log-odds that each word was added."""
    told = regression("word_added")
    odds: NDArray[np.float64] = SHIFT + told.bias + words.values @ np.array(told.weights)
    return odds


def phrase(words: Words, odds: NDArray[np.float64], text: str) -> Phrase | None:
    """The run of words whose log-odds add up to most; None where no run does to more than nothing."""
    best = max(_runs(words, odds), default=None)
    if best is None or best[0] <= 0:
        return None
    _, first, last = best
    inside = np.zeros(len(odds), np.bool_)
    inside[first : last + 1] = True
    telling = int((inside & (words.values[:, 4] == 0)).sum())
    outside = words.values[~inside, 0].mean() if (~inside).any() else 1.0
    start, end = words.spans[first][0], words.spans[last][1]
    values = (
        float(odds[inside].mean()),
        float(np.log(inside.sum())),
        float(outside),
        *words.source,
        float(inside.mean()),
        float(last == len(odds) - 1),
        float(text[start:end].split()[0].lower() in _BEGINS or text[:start].rstrip().endswith(",")),
    )
    return Phrase(start, end, values, telling)


def _runs(words: Words, odds: NDArray[np.float64]) -> Iterator[tuple[float, int, int]]:
    """The runs that may be a phrase, each with the sum of its log-odds and its first and last word."""
    sums = np.concatenate(([0.0], np.cumsum(odds)))
    telling = np.concatenate(([0], np.cumsum(words.values[:, 4] == 0)))
    for first in np.flatnonzero(words.begins).tolist():
        for last in range(first + 1, min(len(odds), first + MOST_WORDS)):
            if words.ends[last] and telling[last + 1] - telling[first] >= LEAST_TELLING:
                yield float(sums[last + 1] - sums[first]), first, last
