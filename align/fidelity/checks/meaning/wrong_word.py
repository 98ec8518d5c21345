"""Words that say the opposite of the source, or something else of their kind, by minimal pairs: exchanged for the
other one, the model's forced decoding of the sentence improves, the predictor holds the other likelier in its place,
and the source says the other and not the word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.lexicon.opposites import WORD, Opposite, opposites
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import rendering
from align.fidelity.regressions import regression
from align.fidelity.scoring.weights import predictor
from align.model import Evidence, WordTables
from align.names.script.symbols import simplified

_LIKELY = Threshold("wrong_word", 0.98, "how likely a word is the wrong one before it is shown")

if TYPE_CHECKING:
    from align.model.embedded.predictor import Floats, Ids

_LIKELY_SAID = 0.85  # the threshold where the source says the opposite; chosen by hand
_CERTAIN = 0.99  # the probability from which on such a finding is certain; chosen by hand
_MOST = 15.0  # a gain beyond says no more
_REST = 3.0  # nats
_NEGATED = re.compile(
    r"(?i)(?:n't|\b(?:not|no|never|nor|without|hardly|neither|less|fail\w*|stop\w*|avoid\w*|prevent\w*))\W(?:\s*\w+\W+){0,3}$"
)
# Where up and down say which way something went: not in give up, make up, crack down.
_WENT = re.compile(
    r"(?i)(?:\b(?:is|are|was|were|be|been|go\w*|went|mov\w+)|['’](?:s|re)|[,;(])\s+(?:\w+ly\s+)?$"
)
_BY_HOW_MUCH = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:US|NT)?[\d$¥£€]")


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
        gains = self.of_target, self.of_source, self.of_word
        says = len(self.in_source) > 0, len(self.in_source) > 1
        return regression("wrong_word").probability((*gains, *says))


@dataclass(frozen=True, slots=True)
class Passage:
    """A bead with the look at its two sides and the exchanges that are to be weighed: where a word begins, the word,
    its opposite."""

    bead: Bead
    source: str
    target: str
    look: Evidence
    exchanges: tuple[tuple[int, str, Opposite], ...]


def _find(context: Context) -> Iterator[Finding]:
    passages = [one for _, bead in context.paired() if (one := _passage(context, bead)) is not None]
    for one, gains in zip(passages, _likelier(context, passages), strict=True):
        likely = [
            found
            for found in _contrasts(context, one, gains)
            if found.probability >= _least(context, found.in_source) and _in_its_clause(context, one, found)
            if not _rendered_otherwise(context, one, found)
        ]
        for best in _best(likely, _plain(one.source, context.source.language)):
            if context.condensed and not best.in_source:
                continue  # who writes anew chooses other words, and nothing of the source speaks against this one
            yield _finding(context, one.bead, best)


def _in_its_clause(context: Context, passage: Passage, found: Contrast) -> bool:
    """Whether what says the opposite stands in the clause of the source that the word's clause renders; true where
    nothing of the source says it."""
    if not found.in_source:
        return True
    plain = _plain(passage.source, context.source.language)
    for both in facing(context, passage.bead):
        if both.target[0] <= found.start < both.target[1]:
            return found.in_source in plain[both.source[0] : both.source[1]]
    return False


def _rendered_otherwise(context: Context, passage: Passage, found: Contrast) -> bool:
    """Whether what says the opposite is rendered by another word that has one: 減 by down, where more is said of
    something else."""
    at = _plain(passage.source, context.source.language).find(found.in_source) if found.in_source else -1
    look = rendering(context, passage.bead) if at >= 0 else None
    if look is None:
        return False
    words = {
        look.target[start:end].lower() for start, end in look.words_of_source((at, at + len(found.in_source)))
    }
    return found.word not in words and any(word in opposites() for word in words)


def _least(context: Context, in_source: str) -> float:
    """The probability from which a contrast is reported."""
    return (
        _LIKELY.of(context.profile)
        if "wrong_word" in context.profile.thresholds or not in_source
        else _LIKELY_SAID
    )


def _best(likely: list[Contrast], source: str) -> list[Contrast]:
    """Of the contrasts that the source shows the likeliest for every word, no more for a part of the source than it
    stands there; of the others the likeliest one."""
    order = sorted(likely, key=lambda one: -one.probability)
    shown = {one.start: one for one in reversed(order) if one.in_source}
    kept: list[Contrast] = []
    for one in sorted(shown.values(), key=lambda one: -one.probability):
        same = sum(other.in_source == one.in_source for other in kept)
        if same < max(1, source.count(one.in_source)):
            kept.append(one)
    others = [one for one in order if not one.in_source and one.start not in shown]
    return [*kept, *others[:1]]


def _finding(context: Context, bead: Bead, best: Contrast) -> Finding:
    certain = best.in_source and best.probability >= _CERTAIN
    where = _where(context, bead, best.in_source)
    said = where.text if best.in_source and where else ""
    wrong = (
        f"“{best.word}” stands where the source says “{said}”: “{best.opposite}” fits."
        if said
        else f"“{best.word}” seems to say the opposite: “{best.opposite}” fits the source better."
    )
    return CHECK.finding(
        "major" if certain and not context.condensed else "minor",
        wrong,
        source=where,
        target=context.target.place(bead.target, best.start, best.start + len(best.word)),
        expected=best.opposite,
        evidence={
            "gain in log-probability": round(best.of_target, 2),
            "gain of the source": round(best.of_source, 2),
            "gain of the word": round(best.of_word, 2),
            "in the source": said or None,
            "probability": round(best.probability, 3),
        },
    )


def _where(context: Context, bead: Bead, part: str) -> Location | None:
    """The place of a part of a word in the source, or the whole passage."""
    start = _plain(context.source.text(bead.source), context.source.language).find(part) if part else -1
    if start < 0:
        return context.source.whole(bead.source)
    return context.source.place(bead.source, start, start + len(part))


def _passage(context: Context, bead: Bead) -> Passage | None:
    """Every word of an English translation that has an opposite, beside each opposite that the translation does
    not hold as well; left out are negated words and words that the source says itself. None where there is no such
    word, and for passages that are long or of which the model says nothing."""
    words_of = context.words
    if context.target.language != "en" or words_of is None:
        return None
    if len(bead.source) > 2 or len(bead.target) > 2:
        return None
    if context.coverage(bead) is None:
        return None
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    plain = _plain(source, context.source.language)
    words = {found.start(): found.group() for found in WORD.finditer(target)}
    exchanges = tuple(
        (start, word, other)
        for start, word in words.items()
        if word in opposites() and not _NEGATED.search(target[max(0, start - 60) : start])
        if word not in ("up", "down") or _tells_direction(target, start, start + len(word))
        for other in opposites()[word]
        if other.word not in words.values() and not other.denied(plain)
    )
    if not exchanges:
        return None
    look = words_of.evidence(source, target, context.source.language, "en")
    return Passage(bead, source, target, look, exchanges)


def _contrasts(context: Context, passage: Passage, likelier: Sequence[float]) -> list[Contrast]:
    """The exchanges of a passage that could be reported, with all their gains."""
    plain = _plain(passage.source, context.source.language)
    found = [
        Contrast(word, start, other.word, _MOST, _MOST, _limited(gain), other.part(plain))
        for (start, word, other), gain in zip(passage.exchanges, likelier, strict=True)
    ]
    # The two gains that take long to work out are only asked for where they could still decide.
    return [
        _weighed(context, passage, one) for one in found if one.probability >= _least(context, one.in_source)
    ]


def _tells_direction(text: str, start: int, end: int) -> bool:
    """Whether an up or down says which way something went, by the words beside it."""
    return bool(_WENT.search(text[max(0, start - 30) : start]) or _BY_HOW_MUCH.match(text, end))


def _plain(source: str, language: str) -> str:
    """A Chinese text in simplified characters, as the list of opposites writes them."""
    return simplified(source) if language.startswith("zh") else source


def _likelier(context: Context, passages: Sequence[Passage]) -> list[list[float]]:
    """By how much the predictor holds each opposite of each passage likelier than the word in its place, in nats. All
    passages are shown to it together, which takes a third of the time."""
    if not passages or context.words is None:
        return []
    tables = context.words.word_tables()
    sources = _pieces(tables, [one.source for one in passages])
    targets = _pieces(tables, [one.target for one in passages])
    shown = [ids[: len(one.look.covered.target_offsets)] for ids, one in zip(targets, passages, strict=True)]
    states = predictor().states(shown, sources, context.source.language)
    return [_gains(tables, *each) for each in zip(passages, shown, states, strict=True)]


def _gains(tables: WordTables, passage: Passage, shown: Ids, states: Floats) -> list[float]:
    """The same for the exchanges of one passage, from its English pieces and their states."""
    network = predictor()
    own = network.logits(states, network.english_numbers[shown])
    opposite = _pieces(tables, [other.word for _, _, other in passage.exchanges])
    gains = []
    for (start, word, _), pieces in zip(passage.exchanges, opposite, strict=True):
        stop = start + len(word)
        at = [
            index
            for index, (low, high) in enumerate(passage.look.covered.target_offsets)
            if low < stop and high > start
        ]
        if not at or not len(pieces):
            gains.append(0.0)
            continue
        # what the rest of a word costs after its first piece is not known without another look
        there = float(network.logits(states[at[:1]], network.english_numbers[pieces[:1]])[0])
        gains.append(there - _REST * (len(pieces) > 1) - float(own[at].sum()))
    return gains


def _pieces(tables: WordTables, texts: Sequence[str]) -> list[Ids]:
    """The pieces of each text."""
    ids, bounds = tables.pieces(texts)
    return np.split(ids, bounds[1:-1])


def _weighed(context: Context, passage: Passage, one: Contrast) -> Contrast:
    """The contrast with what exchanging the word gains in log-probability both ways."""
    assert context.words is not None, "a passage was looked at"
    target, look = passage.target, passage.look
    changed = target[: one.start] + one.opposite + target[one.start + len(one.word) :]
    new = context.words.evidence(passage.source, changed, context.source.language, "en")
    return replace(
        one,
        of_target=_limited(new.forward.sum() - look.forward.sum()),
        of_source=_limited(new.backward.sum() - look.backward.sum()),
    )


def _limited(gain: float) -> float:
    return min(_MOST, max(-_MOST, float(gain)))


CHECK = Check(
    id="wrong_word",
    title="Wrong word",
    summary="words that say the opposite of the source, or something else of their kind",
    why=(
        "Rose for fell, buyer for seller: the sentence reads well and says the contrary. A word is reported "
        "when the source says another of its kind."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    planted=("word",),
    thresholds=(_LIKELY,),
    examples=(
        Example("株価は上昇した。", "Share prices rose."),
        Example("株価は上昇した。", "Share prices fell.", "fell"),
        Example("该公司去年出口大幅增长。", "The company's exports grew sharply last year."),
        Example("新幹線は運転を再開した。", "The bullet train resumed service."),
        Example("新幹線は運転を再開した。", "The bullet train suspended service.", "suspended"),
        Example("警方释放了三名记者。", "Police released three journalists."),
        Example("警方释放了三名记者。", "Police detained three journalists.", "detained"),
        Example("手術切除的腫瘤為良性。", "The tumor that was removed was benign."),
        Example("手術切除的腫瘤為良性。", "The tumor that was removed was malignant.", "malignant"),
        Example("次男が会社を継いだ。", "His second son took over the company."),
        Example("次男が会社を継いだ。", "His second daughter took over the company.", "daughter"),
    ),
    find=_find,
)
