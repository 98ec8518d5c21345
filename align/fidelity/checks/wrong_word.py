"""Words that say the opposite of the source, by minimal pairs: exchanged for their opposite, the model's
forced decoding of the sentence improves, and the predictor holds the opposite likelier in its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from align.document import Bead, Finding
from align.fidelity.checks.check import Check
from align.fidelity.context import Context
from align.fidelity.opposites import WORD, opposites
from align.fidelity.weights import predictor

if TYPE_CHECKING:
    from align.model.embedded.words import Coverage, Evidence

# Logistic regression over the three gains, on opposites planted in the development half of WMT21 news and its
# untouched sentences.
_TARGET, _SOURCE, _WORD, _BIAS = 0.278, 0.142, 0.434, -1.009
_LIKELY = 0.95
_ACCOUNTED = 0.9  # a word of more coverage is right: no planted one that was found had more
_MOST = 15.0  # a gain beyond says no more
_REST = 3.0  # nats
_NEGATED = re.compile(
    r"(?i)(?:n't|\b(?:not|no|never|nor|without|hardly|neither|less|fail\w*|stop\w*|avoid\w*|prevent\w*))\W(?:\s*\w+\W+){0,3}$"
)
# What the source says in a compound that no word table takes apart: 円安 is a weaker yen.
_SAID = (
    (
        re.compile(r"(?i)weak"),
        re.compile(r"(?:円|元|ドル|ユーロ|ウォン|ポンド)安|贬值|貶值|走[弱软軟]|疲[软軟]"),
    ),
    (
        re.compile(r"(?i)strong|strength"),
        re.compile(r"(?:円|元|ドル|ユーロ|ウォン|ポンド)高|升值|走[强強]|坚挺|堅挺"),
    ),
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of a bead's joined translation, the opposite that was set in its place, and what that gains: in the
    log-probability of the translation given the source, of the source given the translation, and of the word given
    its neighbours and the source."""

    word: str
    start: int
    opposite: str
    of_target: float
    of_source: float
    of_word: float

    @property
    def probability(self) -> float:
        """How likely it is that the opposite is meant."""
        sum_of_gains = _TARGET * self.of_target + _SOURCE * self.of_source + _WORD * self.of_word
        return 1 / (1 + math.exp(-_BIAS - sum_of_gains))


def _find(context: Context) -> Iterator[Finding]:
    threshold = context.profile.thresholds.get("wrong_word", _LIKELY)
    for _, bead in context.paired():
        best = max(contrasts(context, bead), key=lambda one: one.probability, default=None)
        if best is None or best.probability < threshold:
            continue
        yield Finding(
            "wrong_word",
            "accuracy/mistranslation",
            "minor",
            f"“{best.word}” seems to say the opposite: “{best.opposite}” fits the source better.",
            source=context.source.whole(bead.source),
            target=context.target.place(bead.target, best.start, best.start + len(best.word)),
            expected=best.opposite,
            evidence={
                "gain in log-probability": round(best.of_target, 2),
                "gain of the source": round(best.of_source, 2),
                "gain of the word": round(best.of_word, 2),
                "probability": round(best.probability, 3),
            },
        )


def contrasts(context: Context, bead: Bead) -> list[Contrast]:
    """Every word of an English translation that has an opposite, against each opposite that the translation does
    not hold as well; negated words are left out, and passages that are long or of which the model says nothing."""
    model: Any = context.model
    if context.target.language != "en" or not hasattr(model, "evidence"):
        return []
    if len(bead.source) > 2 or len(bead.target) > 2:
        return []
    covered = context.coverage(bead)
    if covered is None:
        return []
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    words = {found.start(): found.group() for found in WORD.finditer(target)}
    pairs = [
        (start, word, other)
        for start, word in words.items()
        if word in opposites()
        and _accounted(covered, start, start + len(word)) < _ACCOUNTED
        and not _NEGATED.search(target[max(0, start - 60) : start])
        and not any(english.match(word) and said.search(source) for english, said in _SAID)
        for other in opposites()[word]
        if other not in words.values()
    ]
    if not pairs:
        return []
    look = model.evidence(source, target, context.source.language, "en")
    likelier = _likelier(model, source, target, context.source.language, look, pairs)
    return [
        _contrast(context, source, target, look, *pair, gain)
        for pair, gain in zip(pairs, likelier, strict=True)
    ]


def _likelier(
    model: Any, source: str, target: str, language: str, look: Evidence, pairs: list[tuple[int, str, str]]
) -> list[float]:
    """By how much the predictor holds each opposite likelier than the word in its place, in nats."""
    ids, bounds = model.words.pieces([source, target, *(other for _, _, other in pairs)])
    cut = np.split(ids, bounds[1:-1])
    shown = cut[1][: len(look.covered.target_offsets)]
    network = predictor()
    (states,) = network.states([shown], [cut[0]], language)
    own = network.logits(states, network.english_numbers[shown])
    gains = []
    for (start, word, _), pieces in zip(pairs, cut[2:], strict=True):
        stop = start + len(word)
        at = [
            index
            for index, (low, high) in enumerate(look.covered.target_offsets)
            if low < stop and high > start
        ]
        if not at or not len(pieces):
            gains.append(0.0)
            continue
        # what the rest of a word costs after its first piece is not known without another look
        there = float(network.logits(states[at[:1]], network.english_numbers[pieces[:1]])[0])
        gains.append(there - _REST * (len(pieces) > 1) - float(own[at].sum()))
    return gains


def _accounted(covered: Coverage, begin: int, stop: int) -> float:
    """How far the best piece of a word of the translation is accounted for."""
    spans = zip(covered.target, covered.target_offsets, strict=True)
    return max((float(value) for value, (start, end) in spans if start < stop and end > begin), default=1.0)


def _contrast(
    context: Context,
    source: str,
    target: str,
    look: Evidence,
    start: int,
    word: str,
    opposite: str,
    of_word: float,
) -> Contrast:
    model: Any = context.model
    changed = target[:start] + opposite + target[start + len(word) :]
    new: Evidence = model.evidence(source, changed, context.source.language, "en")
    gains = (new.forward.sum() - look.forward.sum(), new.backward.sum() - look.backward.sum())
    return Contrast(
        word, start, opposite, *(min(_MOST, max(-_MOST, float(gain))) for gain in (*gains, of_word))
    )


CHECK = Check("wrong_word", "words that say the opposite of the source", _find)
