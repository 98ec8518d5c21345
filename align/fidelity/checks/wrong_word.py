"""Words that say the opposite of the source, by minimal pairs: exchanged for their opposite, the model's
forced decoding of the sentence improves, and the predictor holds the opposite likelier in its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check
from align.fidelity.context import Context
from align.fidelity.opposites import WORD, Opposite, opposites
from align.fidelity.weights import predictor
from align.names.symbols import simplified

if TYPE_CHECKING:
    from align.model.embedded.words import Evidence

# Logistic regression over the three gains and whether the source says the opposite and not the word, on opposites
# planted in the development half of WMT21 news and its untouched sentences.
_TARGET, _SOURCE, _WORD, _SAID, _BIAS = 0.179, 0.155, 0.418, 1.774, -0.401
_LIKELY = 0.98
_LIKELY_SAID = 0.9
_CERTAIN = 0.99
_MOST = 15.0  # a gain beyond says no more
_REST = 3.0  # nats
_NEGATED = re.compile(
    r"(?i)(?:n't|\b(?:not|no|never|nor|without|hardly|neither|less|fail\w*|stop\w*|avoid\w*|prevent\w*))\W(?:\s*\w+\W+){0,3}$"
)
# What the source says in a compound that no word table takes apart: 円安 is a weaker yen.
_COMPOUNDS = (
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
    its neighbours and the source. ``in_source`` is what of the source says the opposite, where nothing of it says the
    word."""

    word: str
    start: int
    opposite: str
    of_target: float
    of_source: float
    of_word: float
    in_source: str = ""

    @property
    def probability(self) -> float:
        """How likely it is that the opposite is meant."""
        sum_of_gains = _TARGET * self.of_target + _SOURCE * self.of_source + _WORD * self.of_word
        return 1 / (1 + math.exp(-_BIAS - sum_of_gains - _SAID * bool(self.in_source)))


def _find(context: Context) -> Iterator[Finding]:
    thresholds = context.profile.thresholds
    for _, bead in context.paired():
        likely = [
            one
            for one in contrasts(context, bead)
            if one.probability >= thresholds.get("wrong_word", _LIKELY_SAID if one.in_source else _LIKELY)
        ]
        best = max(likely, key=lambda one: one.probability, default=None)
        if best is None:
            continue
        certain = best.in_source and best.probability >= _CERTAIN
        yield Finding(
            "wrong_word",
            "accuracy/mistranslation",
            "major" if certain else "minor",
            f"“{best.word}” seems to say the opposite: “{best.opposite}” fits the source better.",
            source=_where(context, bead, best.in_source),
            target=context.target.place(bead.target, best.start, best.start + len(best.word)),
            expected=best.opposite,
            evidence={
                "gain in log-probability": round(best.of_target, 2),
                "gain of the source": round(best.of_source, 2),
                "gain of the word": round(best.of_word, 2),
                "in the source": best.in_source or None,
                "probability": round(best.probability, 3),
            },
        )


def _where(context: Context, bead: Bead, part: str) -> Location | None:
    """The place of a part of a word in the source, or the whole passage."""
    start = _plain(context.source.text(bead.source), context.source.language).find(part) if part else -1
    if start < 0:
        return context.source.whole(bead.source)
    return context.source.place(bead.source, start, start + len(part))


def contrasts(context: Context, bead: Bead) -> list[Contrast]:
    """Every word of an English translation that has an opposite, against each opposite that the translation does
    not hold as well; left out are negated words, words that the source says itself, and passages that are long or of
    which the model says nothing."""
    model: Any = context.model
    if context.target.language != "en" or not hasattr(model, "evidence"):
        return []
    if len(bead.source) > 2 or len(bead.target) > 2:
        return []
    if context.coverage(bead) is None:
        return []
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    plain = _plain(source, context.source.language)
    words = {found.start(): found.group() for found in WORD.finditer(target)}
    pairs = [
        (start, word, other)
        for start, word in words.items()
        if word in opposites()
        and not _NEGATED.search(target[max(0, start - 60) : start])
        and not any(english.match(word) and said.search(source) for english, said in _COMPOUNDS)
        for other in opposites()[word]
        if other.word not in words.values() and not other.denied(plain)
    ]
    if not pairs:
        return []
    look = model.evidence(source, target, context.source.language, "en")
    likelier = _likelier(model, source, target, context.source.language, look, pairs)
    return [
        _contrast(context, source, target, look, *pair, gain, plain)
        for pair, gain in zip(pairs, likelier, strict=True)
    ]


def _plain(source: str, language: str) -> str:
    """A Chinese text in simplified characters, as the list of opposites writes them."""
    return simplified(source) if language.startswith("zh") else source


def _likelier(
    model: Any,
    source: str,
    target: str,
    language: str,
    look: Evidence,
    pairs: list[tuple[int, str, Opposite]],
) -> list[float]:
    """By how much the predictor holds each opposite likelier than the word in its place, in nats."""
    ids, bounds = model.words.pieces([source, target, *(other.word for _, _, other in pairs)])
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


def _contrast(
    context: Context,
    source: str,
    target: str,
    look: Evidence,
    start: int,
    word: str,
    opposite: Opposite,
    of_word: float,
    plain: str,
) -> Contrast:
    model: Any = context.model
    changed = target[:start] + opposite.word + target[start + len(word) :]
    new: Evidence = model.evidence(source, changed, context.source.language, "en")
    return Contrast(
        word,
        start,
        opposite.word,
        _limited(new.forward.sum() - look.forward.sum()),
        _limited(new.backward.sum() - look.backward.sum()),
        _limited(of_word),
        opposite.part(plain),
    )


def _limited(gain: float) -> float:
    return min(_MOST, max(-_MOST, float(gain)))


CHECK = Check("wrong_word", "words that say the opposite of the source", _find)
