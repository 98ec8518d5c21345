"""Whether a role is past, acting, a deputy's or still to be taken up, and where a translation lost that.

A role is told by what its word ends in (員, 官, 师), so that offices that no list has count, too: a former software
engineer is no software engineer of the firm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from align.document import Bead, Location
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, Span, rendering
from align.languages import lexicon
from align.names.script.symbols import simplified

_BETWEEN = r"[一-龯々ァ-ヶーA-Za-zＡ-Ｚ・]{0,14}?"  # between the mark and what the role ends in
_NEAR = 12  # characters between a word that renders the mark and the role
# What English words for a role end in, so that a place that a role was aligned with is none.
_ROLE = re.compile(
    r"(?i)(?:\w+(?:er|or|ar|ist|ant|ent|ee|ian|ive|ary|al|ate|et|ete|an|man|men|woman|women|ess|on|ier|eer|cop)s?"
    r"|heads?|chiefs?|judges?|justices?|chairs?|coach|aides?|wife|husband|envoys?|spouse|nurses?|police|guards?|pilots?"
    r"|captains?|stars?|ace|boss|bosses|mps?|pms?|ceos?|deputy|vice|principals?|king|queen|yokozuna|ozeki|sekiwake"
    r"|komusubi|secretaries|dignitaries|premiers?|models?|cadres?|colleagues?|dean|host|hosts)"
)
_SENTENCE = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Tenure:
    """How a role is held, in the source: the kind, the span of the whole phrase and that of the role in it."""

    kind: str
    start: int
    end: int
    role: Span
    expected: str


@dataclass(frozen=True, slots=True)
class LostTenure:
    """A role of the source whose tenure the translation does not say, and the words that render the role there."""

    kind: str
    source: Location
    target: Location
    expected: str


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    english: re.Pattern[str]
    expected: str


def tenures(text: str, language: str) -> Iterator[Tenure]:
    """The roles of a Japanese or Chinese text that it says are not simply held, kind by kind."""
    plain = simplified(text) if language.startswith("zh") else text
    if len(plain) == len(text):
        for kind in _kinds("ja" if language == "ja" else "zh"):
            for match in kind.pattern.finditer(plain):
                if kind.name == "former" and "当時" in match[0]:
                    continue  # 当時課長だった is of another kind
                yield Tenure(kind.name, *match.span(), match.span("role"), kind.expected)


def lost_tenures(context: Context, bead: Bead) -> Iterator[LostTenure]:
    """The tenures of a bead's source that its translation has no word for in the sentence that renders the role."""
    if not context.source.cjk or context.target.cjk:
        return
    found = list(tenures(context.source.text(bead.source), context.source.language))
    look = rendering(context, bead) if found else None
    if look is None:
        return
    for one in found:
        words = [word for word in look.words_of_source(one.role) if _ROLE.fullmatch(look.target, *word)]
        if not words or _rendered(look, one, words):
            continue
        if any(_said(look, one, word) for word in words):
            continue
        yield LostTenure(
            one.kind,
            context.source.place(bead.source, one.start, one.end),
            context.target.place(bead.target, *words[-1]),
            one.expected,
        )


def _rendered(look: Rendering, one: Tenure, words: Sequence[Span]) -> bool:
    """Whether some word right before the role renders the mark: one that no list has, it may be."""
    return any(
        0 <= word[0] - other[1] < _NEAR and not _ROLE.fullmatch(look.target, *other)
        for other in look.words_of_source((one.start, one.role[0]))
        for word in words
    )


def _said(look: Rendering, one: Tenure, word: Span) -> bool:
    """Whether the sentence of a word says the tenure; words that render another part of the source do not say it."""
    begin = max((match.end() for match in _SENTENCE.finditer(look.target[: word[0]])), default=0)
    after = _SENTENCE.search(look.target, word[1])
    end = after.end() if after else len(look.target)
    pattern = _english(one.kind)
    around = max(0, one.start - 12), min(len(look.source), one.end + 12)
    for match in pattern.finditer(look.target, begin, end):
        inside, outside = look.shares(match.span(), around)
        if not (outside > 0.5 and outside > 2 * inside):
            return True
    return False


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(lexicon.rows("multilingual", "tenures.tsv")[1:])


@cache
def _english(kind: str) -> re.Pattern[str]:
    words = next(row[4] for row in _rows() if row[0] == kind)
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def _kinds(language: str) -> tuple[_Kind, ...]:
    roles = next(words for name, words in lexicon.rows("multilingual", "roles.tsv") if name == language)
    column = 1 if language == "ja" else 2
    found = []
    for row in _rows():
        name, before, behind, expected = row[0], row[column], row[3] if language == "ja" else "", row[5]
        role = rf"(?P<role>{_BETWEEN}(?:{roles}))"
        found.append(_Kind(name, re.compile(rf"(?:{before}){role}"), _english(name), expected))
        if behind:
            found.append(_Kind(name, re.compile(rf"{role}(?:{behind})"), _english(name), expected))
    return tuple(found)
