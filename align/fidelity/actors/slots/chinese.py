"""The frames of a Chinese clause, by word order and coverbs; no list of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from align.fidelity.actors.chinese_acts import (
    MOVED,
    NOT_A_PARTY,
    PASSIVE,
    QUOTED,
    Clause,
    a_party,
    clauses,
    object_of,
    phrase_of,
    subject_of,
)
from align.fidelity.actors.slots.frame import Frame, Span, converses
from align.names.script.symbols import simplified

_COVERB = re.compile("[向对给与跟同为]")
_FROM = re.compile("[从向自]")
_TO = re.compile("[了过]?(?:给|到|至|向|往)了?")
_PLACE = re.compile("(?:处|那里|手中|方面)$")
_MOST_WORDS = 3
_JOINS = re.compile("但是?|而|不过|同时|然而|可是?")
_IS = re.compile("[是系]")


def chinese_frames(text: str, inside: Span) -> Iterator[Frame]:
    """The frames of the words that a span of a text is a part of; the text in either script."""
    plain = QUOTED.sub(lambda match: "□" * len(match[0]), simplified(text))
    if len(plain) != len(text):
        return
    for clause, carried in clauses(plain):
        if clause.begin <= inside[0] < clause.stop:
            borders = sorted({*clause.borders, clause.stop})
            for start, end in pairwise(borders):
                if start < inside[1] and end > inside[0]:
                    yield from _frame(clause, (start, end), carried)


def subjects(text: str) -> Iterator[Span]:
    """What can be the subject of a clause of a text: its first words, one to three of them."""
    plain = QUOTED.sub(lambda match: "□" * len(match[0]), simplified(text))
    if len(plain) == len(text):
        for clause, _ in clauses(plain):
            leading = _JOINS.match(plain, clause.begin, clause.stop)
            begin = leading.end() if leading else clause.begin
            for stop in sorted(at for at in clause.borders if at > begin)[:_MOST_WORDS]:
                if found := _party(plain, (begin, stop)):
                    yield found


def _frame(clause: Clause, verb: Span, carried: Span | None) -> Iterator[Frame]:
    text, begin, at = clause.text, clause.begin, verb[0]
    word = text[slice(*verb)]
    if word == "的" or word in NOT_A_PARTY or _either(text, at):
        return
    if passive := clause.last(PASSIVE, begin, at):
        yield from _passive(clause, verb, passive, carried)
        return
    converse = any(text.startswith(one, at) for one in converses("zh").verbs)
    coverb = clause.last(_FROM if converse else _COVERB, begin, at)
    moved = clause.last(MOVED, begin, at)
    first = min((one[0] for one in (coverb, moved) if one), default=at)
    subject = _party(text, _own(clause, subject_of(clause, begin, first)) or carried)
    if converse:
        source = _party(text, phrase_of(clause, coverb[1], at)) if coverb else None
        if source:
            things = tuple(filter(None, _behind(clause, verb[1])))
            yield Frame(verb, source, (*((subject,) if subject else ()), *things), things=things)
        return
    if not subject:
        return
    others = [*_behind(clause, verb[1])]
    for mark in (coverb, moved):
        if mark:
            stop = min((one[0] for one in (coverb, moved) if one and one[0] > mark[0]), default=at)
            others.append(_party(text, phrase_of(clause, mark[1], stop)))
    to = (
        others[1]
        if coverb
        else others[0]
        if _TO.match(text, verb[1]) or text[verb[1] - 1] in "给入到成为"
        else None
    )
    kept = tuple(filter(None, others))
    yield Frame(verb, subject, kept, False, (to,) if to else (), tuple(one for one in kept if one != to))


def _either(text: str, at: int) -> bool:
    """Whether a verb that can mean either side begins at an offset, or a character before: 不敌."""
    return any(
        text.startswith(one, at) or (len(one) > 1 and text.startswith(one, at - 1))
        for one in converses("zh").either
    )


def _passive(clause: Clause, verb: Span, passive: Span, carried: Span | None) -> Iterator[Frame]:
    text, begin, at = clause.text, clause.begin, verb[0]
    coverb = clause.last(_COVERB, passive[1] + 1, at)
    agent = _party(text, phrase_of(clause, passive[1], coverb[0] if coverb else at))
    other = _party(text, phrase_of(clause, coverb[1], at)) if coverb else None
    patient = _party(text, subject_of(clause, begin, passive[0]) or carried)
    if text.startswith("的", verb[1]):
        patient = _party(text, object_of(clause, verb[1] + 1)) or patient
    others = tuple(filter(None, (patient, other, *_behind(clause, verb[1]))))
    if agent and others:
        yield Frame(verb, agent, others, passive=True)


def _behind(clause: Clause, at: int) -> list[Span | None]:
    """The objects behind a verb, also behind a word such as 给."""
    to = _TO.match(clause.text, at, clause.stop)
    return [_party(clause.text, object_of(clause, to.end() if to else at))]


def _own(clause: Clause, subject: Span | None) -> Span | None:
    """A subject behind 是, where one stands before it as well: 种子是农民购买的."""
    if subject is None:
        return None
    found = clause.last(_IS, *subject)
    return (found[1], subject[1]) if found and found[1] < subject[1] else subject


def _party(text: str, span: Span | None) -> Span | None:
    if span is None or span[0] >= span[1]:
        return None
    if text[span[1] - 1] == "的" or text.count("（", *span) != text.count("）", *span):
        return None
    place = _PLACE.search(text[slice(*span)])
    stop = span[0] + place.start() if place and place.start() > 1 else span[1]
    return (span[0], stop) if a_party(text, (span[0], stop)) else None
