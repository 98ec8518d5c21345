"""The frames of a Japanese sentence, by particles and the endings of verbs; no list of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.fidelity.actors.japanese_acts import CAUSED, ENDED, PHRASE, QUOTED
from align.fidelity.actors.slots.frame import Frame, Span, converses

_STEM = re.compile(
    r"[一-龠々]{1,6}(?:[いきしちりみびけげえせてねべめれ](?=[一-龠々]{1,2}[ぁ-ん]))?[一-龠々]*|[ァ-ヶー]{2,}(?=し|す|さ)|(?:もら|あげ|くれ)"
)
_PASSIVE = re.compile(
    r"^(?:[さらわかたまがばな]|[らかたわま]さ|さ?せら)?れ(?=[たてるまなず、。])|^[ぁ-ん]{0,2}られ(?=[たてるまなず、。])"
    r"|^を(?:受け|浴び|食ら)|^に(?:遭|あっ)"
)
_DONE = re.compile(
    r"^(?:を(?:[一-龠々]{1,2}[ぁ-ん])|[をに]?(?:し|す|せ|い[たてっ]|って|った|っ|んで|んだ|[いきぎりみびちえけげせてねべめれうくぐつぬぶむる])|。|、|$)"
)
_CAUSED = re.compile("^(?:し?を)?[ぁ-ん]?さ?せ[たてるまな]")
_INTRANSITIVE = re.compile(r"^(?:が(?:あ|寄|出|相次|来|届))")
_AGENTS = frozenset({"が", "は", "も"})
_DOERS = frozenset({"に", "から", "によって", "により", "からは"})
_QUOTED_NAME = re.compile(r"(?<=[一-龠々ァ-ヶー])「[^「」、。]{1,14}」(?=[はがをにへのも])")
_TO = frozenset({"に", "へ", "に対し", "に対して"})
_MOST_SUBJECTS = 4
_OTHERS = frozenset({"を", "に", "へ", "に対し", "に対して", "には", "にも"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    span: Span
    particle: str
    end: int


def japanese_frames(text: str, inside: Span) -> Iterator[Frame]:
    """The frames of the verbs that a span of a text is a part of, in every reading where the subject is not plain."""
    begin = text.rfind("。", 0, inside[0]) + 1
    end = text.find("。", inside[0])
    sentence = _masked(text[begin : end + 1 if end >= 0 else len(text)])
    for stem in _STEM.finditer(sentence):
        if stem.end() <= inside[0] - begin or stem.start() >= inside[1] - begin:
            continue
        for one in _readings(sentence, stem.span()):
            yield _moved(one, begin)


def subjects(text: str) -> Iterator[Span]:
    """Every phrase of a text that は, が or も marks."""
    for match in PHRASE.finditer(_masked(text)):
        if match["particle"] in _AGENTS:
            yield match.span("np")


def _masked(text: str) -> str:
    """A text without what it quotes; a quoted name (画廊「眉月堂」に) is part of its phrase."""
    text = _QUOTED_NAME.sub(lambda match: "□" * len(match[0]), text)
    return QUOTED.sub(lambda match: "「" + "□" * (len(match[0]) - 2) + "」", text)


def _moved(one: Frame, by: int) -> Frame:
    def every(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((begin + by, end + by) for begin, end in spans)

    (verb,) = every((one.verb,))
    agent = every((one.agent,))[0] if one.agent else None
    return Frame(verb, agent, every(one.others), one.passive, every(one.recipients), every(one.things))


def _readings(sentence: str, stem: Span) -> Iterator[Frame]:
    behind = sentence[stem[1] :]
    if CAUSED.match(behind) or _CAUSED.match(behind) or not (_DONE.match(behind) or _PASSIVE.match(behind)):
        return
    phrases = [
        _Phrase(match.span("np"), match["particle"], match.end())
        for match in PHRASE.finditer(sentence)
        if match.end() <= stem[0]
    ]
    near = [one for one in phrases if not ENDED.search(sentence[one.end : stem[0]])]
    topics = [one for one in phrases if one.particle == "は"][-1:]
    own = [one for one in phrases if one.particle == "が"][-_MOST_SUBJECTS:]
    agents = [*topics, *own, *[one for one in phrases if one.particle == "も"][-1:]]
    sources = [one for one in near if one.particle in ("から", "からは")]
    passive = _PASSIVE.match(behind) is not None
    if any(sentence.startswith(verb, stem[0]) for verb in converses("ja").either):
        return
    converse = any(sentence.startswith(verb, stem[0]) for verb in converses("ja").verbs)
    if passive or (converse and sources):
        doers = [one for one in near if one.particle in _DOERS] if not converse or passive else sources
        if not doers:
            return
        for one in agents:
            if one.span != doers[-1].span:
                yield Frame(stem, doers[-1].span, (one.span,), passive)
        return
    if _INTRANSITIVE.match(behind):
        if sources:
            yield Frame(stem, sources[-1].span, tuple(one.span for one in near if one.particle in _OTHERS))
        return
    others = tuple(one.span for one in near if one.particle in _OTHERS)
    if converse:
        return
    to = tuple(each.span for each in near if each.particle in _TO)
    things = tuple(each.span for each in near if each.particle == "を") or tuple(
        each.span for each in topics if own
    )
    for one in agents:
        every = (*others, *(topic.span for topic in topics if one.particle == "が"))
        yield Frame(stem, one.span, tuple(each for each in every if each != one.span), False, to, things)
    if not agents and others:
        yield Frame(stem, None, others, False, to, things)
