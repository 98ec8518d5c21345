"""Deeds that a translation says have come further than the source says: will appeal for 控訴するかどうか, was fired for
解任されかけた.

A mark of the source is bound to its predicate by grammar, the predicate to a verb of the translation by the word
alignment, and the verb to the words before it by grammar again. A word of the same sentence that leaves the matter as
open as the source does excuses, unless it renders something else; so does any word that renders the mark itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.document import Bead, Location
from align.fidelity.lexicon.statuses import Governed, Mark, excuses, governed, marks
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, Span, rendering

_LONGEST = 2  # sentences of a side: in longer passages what is meant can stand anywhere
_REACH = 16  # characters between a mark and the predicate it is said of
_RARE = frozenset({"nearly"})  # so rarely said that a clause has one deed for it
_ELSEWHERE = 0.2  # of a word's attention, from which it renders something; chosen by hand
_CLAUSE_END = re.compile(r"[、，。；：！？「」『』“”（）()]")
_SENTENCE_END = re.compile(r"[.!?]['”’\"]?\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a translation may not say of what has a status in the source, and which kinds of words excuse it."""

    contrary: frozenset[str]
    excuses: tuple[str, ...]


_LIMITS = {
    status: _Limit(frozenset(contrary.split()), tuple(kinds.split()))
    for status, contrary, kinds in (
        ("nearly", "done", "nearly"),
        ("undecided", "future decided done", "open"),
        ("considered", "future decided done", "open"),
        ("possible", "future done", "open"),
        ("perhaps", "future", "open"),
        ("believed", "done", "open"),
        ("likely", "done", "open ahead"),
        ("planned", "done", "open ahead"),
        ("future", "done", "open ahead"),
        ("decided", "possible considered", "settled"),
        ("done", "future", "past"),
        ("ongoing", "done", "going-on"),
        ("negotiating", "decided", "talks"),
    )
}


@dataclass(frozen=True, slots=True)
class Overstated:
    """What the source says of a deed and what the translation does, and where."""

    wanted: str
    given: str
    source: Location
    target: Location


def overstated(context: Context) -> Iterator[Overstated]:
    """Every deed of a Japanese or Chinese source of which its English translation says another status."""
    if not context.source.cjk or context.target.cjk:
        return
    for _, bead in context.paired():
        if len(bead.source) > _LONGEST or len(bead.target) > _LONGEST:
            continue
        found = [
            one
            for one in marks(context.source.text(bead.source), context.source.language)
            if one.status in _LIMITS
        ]
        look = rendering(context, bead) if found else None
        if look is not None:
            for one in found:
                if given := _contrary(context, bead, look, one):
                    yield _placed(context, bead, look, one, given)


def _contrary(context: Context, bead: Bead, look: Rendering, mark: Mark) -> Governed | None:
    """What the translation says of a mark's predicate where the source's status rules it out."""
    limit = _LIMITS[mark.status]
    clause = _clause(look.source, mark)
    found = _verb(look, mark, clause)
    if found is None and mark.status in _RARE:
        found = _unlinked(context, bead, look, mark, clause)
    if found is None or found[1].status not in limit.contrary:
        return None
    given = found[1]
    if _rendered(look, mark, given):
        return None
    start, end = _sentence(look.target, given)
    for kind in limit.excuses:
        for one in excuses(look.target[start:end], kind):
            place = one[0] + start, one[1] + start
            if not _within(place, found[0]) and not _elsewhere(look, place, clause):
                return None
    return given


def _rendered(look: Rendering, mark: Mark, given: Governed) -> bool:
    """Whether some other word renders a mark: one that no list has, it may be. Adverbs of time and what is done are
    rendered by words that say nothing of this."""
    if mark.head is not None or mark.status == "done":
        return False
    words = look.words_of_source((mark.start, mark.end))
    return any(not _within(one, (given.start, given.end)) for one in words)


def _verb(look: Rendering, mark: Mark, clause: Span) -> tuple[Span, Governed] | None:
    """The word of the translation that renders the predicate of a mark, and what is said of it there."""
    if mark.head is not None:
        near = [mark.head]
    elif mark.side == "before":
        tokens = look.source_tokens(max(clause[0], mark.start - _REACH), mark.start)
        near = list(tokens)[::-1]
    else:
        near = list(look.source_tokens(mark.end, min(clause[1], mark.end + _REACH)))
    for token in near:
        words = look.words_of_source(token)
        for word in words:
            if given := governed(look.target, *word, objects=mark.side == "before"):
                return word, given
        if words and mark.side == "next":
            break
    return None


def _unlinked(
    context: Context, bead: Bead, look: Rendering, mark: Mark, clause: Span
) -> tuple[Span, Governed] | None:
    """The only word with a status among those that nothing is found for in the clauses that render a mark's clause."""
    found = [
        (word, given)
        for both in facing(context, bead)
        if _overlap(both.source, (mark.start, mark.end))
        and both.source[1] - both.source[0] <= 2 * (clause[1] - clause[0])
        for word in look.unlinked(*both.target)
        if (given := governed(look.target, *word, objects=False))
    ]
    return found[0] if len(found) == 1 else None


def _elsewhere(look: Rendering, place: Span, clause: Span) -> bool:
    """Whether words of the translation render something of another clause of the source."""
    inside, outside = look.shares(place, clause)
    return outside > _ELSEWHERE and outside > 2 * inside


def _clause(text: str, mark: Mark) -> Span:
    begin = max((match.end() for match in _CLAUSE_END.finditer(text[: mark.start])), default=0)
    end = _CLAUSE_END.search(text, mark.end)
    return begin, end.start() if end else len(text)


def _sentence(text: str, given: Governed) -> Span:
    begin = max((match.end() for match in _SENTENCE_END.finditer(text[: given.start])), default=0)
    end = _SENTENCE_END.search(text, given.end)
    return begin, end.end() if end else len(text)


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _placed(context: Context, bead: Bead, look: Rendering, mark: Mark, given: Governed) -> Overstated:
    return Overstated(
        mark.status,
        given.status,
        context.source.place(bead.source, mark.start, mark.end),
        context.target.place(bead.target, given.start, given.end),
    )
