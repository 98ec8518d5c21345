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
from align.model import Attention, Coverage, Model, WordModel, word_model
from align.model.embedded.predictor import Ids, Predictor

WORD_FEATURES = ("linked", "covered", "gain", "own", "function", "capital", "sentence_linked")
PHRASE_FEATURES = (
    "mean", "words", "outside", "source_covered", "source_gaps", "source_unlinked", "share", "last", "opened",
)  # fmt: skip
SHIFT = 2.6  # added to each word's log-odds, so that doubtful words add up; chosen by hand
LONGEST = 900  # characters of a side
MOST_WORDS = 16  # of a phrase; what is longer is a sentence, or a clause that its own check looks at
LEAST_TELLING = 2  # words of a phrase that are no particles
_CLIP = 8.0  # nats
_SLACK = 2.0  # nats by which a piece may seem likelier than certain, as the network's sums are not quite 1; seen: 1.95
GAIN, OWN = WORD_FEATURES.index("gain"), WORD_FEATURES.index("own")
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


def words_of(model: Model, source: str, target: str, language: str, *, least: float = 0.0) -> Words | None:
    """The words of an English translation with what speaks for each; None where the model does not look at words.

    With ``least``, None too where no run of words can be added with that probability, whatever the predictor says: it
    is asked for few sentences then.
    """
    look_at = word_model(model)
    found = spans_of(target)
    if look_at is None or "attend" not in model.verbs or max(len(source), len(target)) > LONGEST or not found:
        return None
    look = model.attend(source, target, language, "en")
    covered = look_at.evidence(source, target, language, "en").covered
    if not len(covered.source) or not len(covered.target):
        return None
    values, pieces = _looked(target, found, look, covered)
    telling = [
        at for at, (start, end) in enumerate(look.source_offsets) if _TELLING.search(source[start:end])
    ]
    unlinked = float((look.weights.max(axis=0, initial=0.0)[telling] < _LINKED).mean()) if telling else 0.0
    of_source = float(covered.source.mean()), float((covered.source < _GAP).mean()), unlinked
    words = Words(tuple(found), values, *places(target, found), of_source)
    asked = _Asked.of(look_at, source, target, language, len(covered.target))
    own = asked.likelihoods(alone=False)
    _fill(values, OWN, own, pieces, -2 * _CLIP, 0.0)
    # No piece is likelier without the source than certain, but for what the network's sums are off by.
    _fill(values, GAIN, own - _SLACK, pieces, -_CLIP, _CLIP)
    if least and not _may_hold(words, least):
        return None
    _fill(values, GAIN, own - asked.likelihoods(alone=True), pieces, -_CLIP, _CLIP)
    return words


def _fill(
    values: NDArray[np.float64],
    column: int,
    of_pieces: NDArray[np.float32],
    pieces: Sequence[Sequence[int]],
    low: float,
    high: float,
) -> None:
    """One feature of every word, the sum over its pieces within bounds; nought for a word without one."""
    for row, at in enumerate(pieces):
        here = [which for which in at if which < len(of_pieces)]
        values[row, column] = float(np.clip(of_pieces[here].sum(), low, high)) if here else 0.0


def _looked(
    target: str, found: Sequence[tuple[int, int]], look: Attention, covered: Coverage
) -> tuple[NDArray[np.float64], list[list[int]]]:
    """WORD_FEATURES of the words but for what the predictor says, which is nought; and the pieces of each word."""
    values, pieces = np.zeros((len(found), len(WORD_FEATURES))), []
    linked = look.weights.max(axis=1, initial=0.0)
    for row, (start, end) in enumerate(found):
        at = [
            which
            for which, (begin, stop) in enumerate(covered.target_offsets)
            if begin < end and stop > start
        ]
        word = target[start:end]
        values[row, 0] = linked[at].max(initial=0.0)
        values[row, 1] = covered.target[at].mean() if at else 1.0
        values[row, 4] = word.lower() in FUNCTION
        values[row, 5] = word[:1].isupper() or word[:1].isdigit()
        pieces.append(at)
    values[:, 6] = values[:, 0].mean()
    return values, pieces


def _may_hold(words: Words, least: float) -> bool:
    """Whether some run of words may be an added phrase of at least a probability, where their gains are the least that
    they can be. Of its first word the better is taken."""
    odds = word_odds(words)
    runs = [(first, last) for total, first, last in _runs(words, odds) if total > 0]
    whole = regression("phrase_added")
    return any(
        whole.probability((*_values(words, odds, first, last), opened)) >= least
        for first, last in runs
        for opened in (0.0, 1.0)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the predictor is asked: the English pieces of a pair, and the source's."""

    network: Predictor
    pieces: Ids
    theirs: Ids
    language: str

    @classmethod
    def of(cls, look_at: WordModel, source: str, target: str, language: str, count: int) -> _Asked:
        """Of the first ``count`` pieces of the translation."""
        ids, bounds = look_at.word_tables().pieces([source, target])
        return cls(predictor(), ids[bounds[1] :][:count], ids[: bounds[1]], language)

    def likelihoods(self, *, alone: bool) -> NDArray[np.float32]:
        """How likely each English piece is beside its neighbours, with the source or ``alone``: natural logarithms."""
        (states,) = self.network.states([self.pieces], [self.theirs], self.language, alone=alone)
        return self.network.logits(states, self.network.english_numbers[self.pieces])


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
    start, end = words.spans[first][0], words.spans[last][1]
    opened = text[start:end].split()[0].lower() in _BEGINS or text[:start].rstrip().endswith(",")
    values = (*_values(words, odds, first, last), float(opened))
    telling = int((words.values[first : last + 1, 4] == 0).sum())
    return Phrase(start, end, values, telling)


def _values(words: Words, odds: NDArray[np.float64], first: int, last: int) -> tuple[float, ...]:
    """PHRASE_FEATURES of the run of words from ``first`` to ``last``, but for how it opens."""
    inside = np.zeros(len(odds), np.bool_)
    inside[first : last + 1] = True
    outside = words.values[~inside, 0].mean() if (~inside).any() else 1.0
    return (
        float(odds[inside].mean()),
        float(np.log(inside.sum())),
        float(outside),
        *words.source,
        float(inside.mean()),
        float(last == len(odds) - 1),
    )


def _runs(words: Words, odds: NDArray[np.float64]) -> Iterator[tuple[float, int, int]]:
    """The runs that may be a phrase, each with the sum of its log-odds and its first and last word."""
    sums = np.concatenate(([0.0], np.cumsum(odds)))
    telling = np.concatenate(([0], np.cumsum(words.values[:, 4] == 0)))
    for first in np.flatnonzero(words.begins).tolist():
        for last in range(first + 1, min(len(odds), first + MOST_WORDS)):
            if words.ends[last] and telling[last + 1] - telling[first] >= LEAST_TELLING:
                yield float(sums[last + 1] - sums[first]), first, last
