"""Words that join or limit a statement and were turned round: because of for にもかかわらず, all for に限って.

A class of ``joints.tsv`` that the source says, an English word for its contrary in a sentence that renders the
clause, and no English word that could say the class itself. What renders another clause of the source does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.document import Bead, Location
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, Span, rendering
from align.languages import lexicon
from align.names.script.symbols import simplified

_LONGEST = 2  # sentences of a side
_ELSEWHERE = 0.5  # of a word's attention, from which it renders another clause; chosen by hand
_CLAUSE = re.compile(r"[。；！？「」『』“”]")
_ALL = re.compile(r"(?i)(?:to )?(?:all|every)\b")
_SENTENCE = re.compile(r"[.!?;][”\"’']?\s+")


@dataclass(frozen=True, slots=True)
class Turned:
    """What the source says, its class, and the words of the translation that say the contrary."""

    name: str
    source: Location
    target: Location


@dataclass(frozen=True, slots=True)
class _Joint:
    name: str
    source: re.Pattern[str]
    excuses: re.Pattern[str]
    contrary: re.Pattern[str]


def turned(context: Context, group: str) -> Iterator[Turned]:
    """The joints of one group, cause or scope, that an English translation turns round."""
    if not context.source.cjk or context.target.cjk:
        return
    joints = _joints(group, "ja" if context.source.language == "ja" else "zh")
    for _, bead in context.paired():
        if len(bead.source) <= _LONGEST and len(bead.target) <= _LONGEST:
            yield from _in_bead(context, bead, joints)


def _in_bead(context: Context, bead: Bead, joints: tuple[_Joint, ...]) -> Iterator[Turned]:
    text = context.source.text(bead.source)
    plain = simplified(text) if context.source.language.startswith("zh") else text
    english = context.target.text(bead.target)
    if len(plain) != len(text):
        return
    for joint in joints:
        said = joint.source.search(plain)
        if said is None or not joint.contrary.search(english):
            continue
        look = rendering(context, bead)
        if look is None:
            return
        if wrong := _contrary(look, joint, said.span()):
            source, target = (
                context.source.place(bead.source, *said.span()),
                context.target.place(bead.target, *wrong),
            )
            yield Turned(joint.name, source, target)
            return


def _contrary(look: Rendering, joint: _Joint, said: Span) -> Span | None:
    """The words that say the contrary of a joint, in a sentence where nothing says the joint itself."""
    clause = _around(_CLAUSE, look.source, said)
    for match in joint.contrary.finditer(look.target):
        quantifier = _ALL.match(look.target, match.start())  # all of them for 全員 beside うち3人
        if (
            _elsewhere(look, quantifier.span(), said)
            if quantifier
            else _elsewhere(look, match.span(), clause)
        ):
            continue
        sentence = _around(_SENTENCE, look.target, match.span())
        excused = (
            other.span()
            for other in joint.excuses.finditer(look.target, *sentence)
            if other.end() <= match.start() or other.start() >= match.end()
        )
        if not any(not _elsewhere(look, place, clause) for place in excused):
            return match.span()
    return None


def _elsewhere(look: Rendering, place: Span, clause: Span) -> bool:
    inside, outside = look.shares(place, clause)
    return outside > _ELSEWHERE and outside > 2 * inside


def _around(ends: re.Pattern[str], text: str, place: Span) -> Span:
    begin = max((match.end() for match in ends.finditer(text[: place[0]])), default=0)
    end = ends.search(text, place[1])
    return begin, end.start() if end else len(text)


@cache
def _joints(group: str, language: str) -> tuple[_Joint, ...]:
    column = 2 if language == "ja" else 3
    return tuple(
        _Joint(row[1], re.compile(row[column]), _english(row[4]), _english(row[5]))
        for row in lexicon.rows("multilingual", "joints.tsv")[1:]
        if row[0] == group
    )


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w’'-])(?:{words})(?![\w-])")
