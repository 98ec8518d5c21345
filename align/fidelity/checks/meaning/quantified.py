"""Quantifiers that an English sentence has no word for, and those that another stands for: mainly for だけ, all five
for two of the five.

A class of ``quantifiers.tsv`` that the source says, and an English sentence that renders its clause without any word
that could say the class; words that render another clause do not count. What another number or exclusion says in
its place is told for certain; where nothing is in its place, only close reprints are told of, and less loudly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.document import Bead, Location
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import LINKED, Rendering, Span, rendering
from align.languages import lexicon
from align.languages.traits import family
from align.names.script.symbols import simplified

_LONGEST = 2  # sentences of a side
_ELSEWHERE = 0.5  # of a word's attention, from which it renders another clause; chosen by hand
_BESIDE = 6  # characters beside a quantifier that hold what it counts
_CLAUSE = re.compile(r"[、，。；！？「」『』“”（）()]")
_SENTENCE = re.compile(r"[.!?;][”\"’']?\s+")


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier of the source by its class, and the English words that say another, or that render what it counts
    where nothing does; ``replaced`` tells which."""

    name: str
    source: Location
    target: Location
    replaced: bool


@dataclass(frozen=True, slots=True)
class _Class:
    name: str
    source: re.Pattern[str]
    says: re.Pattern[str]
    contrary: re.Pattern[str]
    lost: bool


def quantified(context: Context) -> Iterator[Quantified]:
    """The quantifiers of a Japanese or Chinese source that its English translation replaces or leaves out."""
    if not context.source.cjk or context.target.cjk:
        return
    for _, bead in context.paired():
        if len(bead.source) <= _LONGEST and len(bead.target) <= _LONGEST:
            yield from _in_bead(context, bead)


def _in_bead(context: Context, bead: Bead) -> Iterator[Quantified]:
    text = context.source.text(bead.source)
    plain = simplified(text) if context.source.language.startswith("zh") else text
    if len(plain) != len(text):
        return
    found = [
        (one, match.span())
        for one in _classes(family(context.source.language))
        for match in [one.source.search(plain)]
        if match is not None
    ]
    look = rendering(context, bead) if found else None
    for one, said in found if look is not None else ():
        assert look is not None
        place = _wrong(context, bead, look, one, said)
        if place is not None:
            yield Quantified(
                one.name,
                context.source.place(bead.source, *said),
                context.target.place(bead.target, *place[0]),
                place[1],
            )


def _wrong(
    context: Context, bead: Bead, look: Rendering, one: _Class, said: Span
) -> tuple[Span, bool] | None:
    """The English words that stand for a quantifier, and whether they say another."""
    clause = _around(_CLAUSE, look.source, said)
    near = max(clause[0], said[0] - _BESIDE), min(clause[1], said[1] + _BESIDE)
    words = look.words_of_source(near)
    if not words:
        return None
    faced = [
        both.target
        for both in facing(context, bead)
        if both.source[0] < said[1] and both.source[1] > said[0] and _holds(both.target, words)
    ]
    if not faced:
        return None
    sentence = _around(_SENTENCE, look.target, (faced[0][0], faced[-1][1]))
    contrary = [match.span() for match in one.contrary.finditer(look.target, *sentence)]
    contrary = [place for place in contrary if not _elsewhere(look, place, clause)]
    if context.condensed:  # who writes anew sets other quantifiers beside other words
        contrary = [place for place in contrary if look.shares(place, said)[0] >= LINKED]
    for match in one.says.finditer(look.target, *sentence):
        inside_other = any(place[0] <= match.start() and match.end() <= place[1] for place in contrary)
        if not inside_other and not _elsewhere(look, match.span(), clause):
            return None
    if contrary:
        return contrary[0], True
    lost = one.lost and not context.condensed
    return ((words[0][0], words[-1][1]), False) if lost else None


def _elsewhere(look: Rendering, place: Span, clause: Span) -> bool:
    inside, outside = look.shares(place, (clause[0], clause[1] + 1))  # with the mark that ends the clause
    return outside > _ELSEWHERE and outside > 2 * inside


def _holds(span: Span, words: list[Span]) -> bool:
    return any(span[0] <= start < span[1] for start, _ in words)


def _around(ends: re.Pattern[str], text: str, place: Span) -> Span:
    begin = max((match.end() for match in ends.finditer(text[: place[0]])), default=0)
    end = ends.search(text, place[1])
    return begin, end.start() if end else len(text)


@cache
def _classes(language: str) -> tuple[_Class, ...]:
    column = 1 if language == "ja" else 2
    return tuple(
        _Class(row[0], re.compile(row[column]), _english(row[3]), _english(row[4]), row[5] == "yes")
        for row in lexicon.rows("multilingual", "quantifiers.tsv")[1:]
    )


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w’'-])(?:{words})(?![\w-])")
