"""Deeds that a translation says have come further than the source says: will appeal for 控訴するかどうか, was fired for
解任されかけた.

A mark of the source is bound to its predicate by grammar, the predicate to a verb of the translation by the word
alignment, and the verb to the words before it by grammar again. A word of the same sentence that leaves the matter as
open as the source does excuses, unless it renders something else; so does any word that renders the mark itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.document import Bead, Location
from align.fidelity.lexicon.statuses import Governed, Mark, excuses, governed, marks, past
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, Span, rendering

_LONGEST = 2  # sentences of a side: in longer passages what is meant can stand anywhere
_REACH = 16  # characters between a mark and the predicate it is said of
_RARE = frozenset({"nearly"})  # so rarely said that a clause has one deed for it
_ELSEWHERE = 0.2  # of a word's attention, from which it renders something; chosen by hand
_CLAUSE_END = re.compile(r"[、，。；：！？「」『』“”（）()]")
_ABLE = re.compile("(?i)can|able")
_AUXILIARY = re.compile(r"(?i)(?:was|were|had|has|have|did|is|are|being)\b")
_BEHIND = re.compile(r"(?:\s+[\w’'-]+){1,2}")  # an auxiliary, whose verb says what it renders
# Words that say how open a matter is by what they mean, as risk and plan do, and not by grammar: they excuse nothing
# where they render a word of the source that is no mark.
_GRAMMAR = re.compile(
    r"(?i)(?:may|might|could|can|will|would|should|shall|if|whether|['’]ll|yet|or not|to be|(?:is|are|was|were) to"
    r"|perhaps|maybe|possib\w*|probabl\w*|likely|unlikely|apparent\w*|seem\w*|appear\w*|expect\w*|believ\w*)"
)
# Words of those who tell that something is open, not of what is open: he warned.
_TOLD = re.compile(
    r"(?i)(?:warn|suggest|indicat|signal|hint|announc|unveil|approv|order|report|call|ask|urg|demand|request)\w*"
)
_ALSO = re.compile("(?i)also|still|now|currently|already|too")  # for 也在考虑, whose verb is rendered or not
_AHEAD = re.compile(
    r"(?i)\b(?:will|shall|is to|are to|(?:plan|intend|expect|aim|hope)s? to"
    r"|(?:is|are) (?:expected|planned|scheduled|due|set|slated) to)\b"
)
_WORD = re.compile(r"[A-Za-z’']+")
_MEANT = 0.6  # of a word's attention, from which it renders one word; chosen by hand
_CONTENT = re.compile("[一-龯々ァ-ヶ]")
_CONDITION = re.compile("れば|たら|なら|場合|もし|仮に|如果|若|倘|一旦|假如|除非")
_ADJOINING = 4  # characters
_PAST = re.compile(r"(?i)\b(?:was|were|had|has|have|did|\w{2,}ed)\b")
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
        ("undecided", "future decided done", "open if"),
        ("considered", "future decided done", "open if"),
        ("possible", "future done", "open"),
        ("perhaps", "future done", "open"),
        ("seeming", "done", "open"),
        ("believed", "done", "open"),
        ("likely", "done", "open ahead if"),
        ("planned", "done", "open ahead if"),
        ("hoped", "future done", "open"),
        ("unfinished", "done", "open ahead if"),
        ("required", "possible", "must"),
        ("allowed", "required", "free"),
        ("future", "done", "open ahead if"),
        ("decided", "possible considered", "settled"),
        ("done", "future planned", "past"),
        ("ongoing", "done", "going-on"),
        ("negotiating", "decided", "talks"),
    )
}
# What is left so open that a sentence without any word for it says more, whatever its verb; and what is still to come,
# where it says only what has been.
_LEFT_OPEN = frozenset({"undecided", "considered", "possible", "perhaps", "seeming", "negotiating", "hoped"})
_TO_COME = frozenset({"nearly", "planned", "likely"})
_CLOSED = frozenset({"done", "decided", "ongoing", "required", "allowed", "unfinished", "ruled-out"})
_PREDICATE = 4  # tokens beside a mark that hold its predicate


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
        every = marks(context.source.text(bead.source), context.source.language)
        found = [one for one in every if one.status in _LIMITS]
        look = rendering(context, bead) if found else None
        if look is not None:
            for one in found:
                if given := _contrary(context, bead, look, one, every) or _unhedged(
                    context, bead, look, one, every
                ):
                    yield _placed(context, bead, look, one, given)


def _contrary(
    context: Context, bead: Bead, look: Rendering, mark: Mark, every: Sequence[Mark]
) -> Governed | None:
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
    sentence = _sentence(look.target, given)
    own = (given.start, given.end) if mark.status == "done" else found[0]
    return given if all(_within(one, own) for one in _open(look, mark, every, clause, sentence)) else None


def _open(look: Rendering, mark: Mark, every: Sequence[Mark], clause: Span, sentence: Span) -> Iterator[Span]:
    """The words of an English sentence that leave the matter as open as a mark does, and render nothing else."""
    for kind in _LIMITS[mark.status].excuses:
        for start, end in excuses(look.target[slice(*sentence)], kind):
            place = start + sentence[0], end + sentence[0]
            word = look.target[slice(*place)]
            if _AUXILIARY.fullmatch(word) and (verb := _BEHIND.match(look.target, place[1])):
                place = place[0], verb.end()
            if _ABLE.fullmatch(word):  # can for できる, of other people
                near = (mark.start - _ADJOINING, mark.end + _ADJOINING)
                said = mark.status != "undecided" and not _elsewhere(look, place, near)
            else:
                said = not _elsewhere(look, place, clause)
            if mark.status == "undecided" and word.lower() == "whether":
                said = True  # 是否, かどうか: nothing else renders it
            plain = mark.status == "done" or " " in word or _GRAMMAR.fullmatch(word) is not None
            if mark.status == "done":
                inside, outside = look.shares(place, clause)
                said = inside > outside
            if said and (plain or not _renders_a_word(look, place, every)):
                yield start + sentence[0], end + sentence[0]


def _renders_a_word(look: Rendering, place: Span, every: Sequence[Mark]) -> bool:
    """Whether a word renders a noun or a verb of the source apart from its marks, as risk does 風險 beside 可能."""
    return any(
        look.shares(place, token)[0] >= _MEANT
        for token in look.source_tokens(0, len(look.source))
        if _CONTENT.search(look.source[slice(*token)])
        and not any(_overlap(token, (one.start - 1, one.end + 1)) for one in every)
    )


def _unhedged(
    context: Context, bead: Bead, look: Rendering, mark: Mark, every: Sequence[Mark]
) -> Governed | None:
    """The clause that renders a mark's predicate, in a sentence that has no word for what the mark leaves open. In a
    free reprint the whole passage must have none."""
    if mark.status == "done" and not context.condensed:
        return _unlinked_future(context, bead, look, mark)
    if mark.status not in (_LEFT_OPEN if context.condensed else _LEFT_OPEN | _TO_COME):
        return None
    clause = _clause(look.source, mark)
    words = [word for token in _near(look, mark, clause)[:_PREDICATE] for word in look.words_of_source(token)]
    faced = [
        both.target
        for both in facing(context, bead)
        if _overlap(both.source, (mark.start, mark.end)) and any(_overlap(both.target, one) for one in words)
    ]
    if not faced:
        return None
    said = faced[-1]
    whole = Governed("certain", said[0], len(look.target[: said[1]].rstrip(" ,;")))
    if mark.status in _TO_COME:
        if not _PAST.search(look.target[slice(*said)]):
            return None
        whole = Governed("done", whole.start, whole.end)
    if _rendered(look, mark, whole):
        return None
    sentence = (0, len(look.target)) if context.condensed else _sentence(look.target, whole)
    others = _other_marks(look, clause, every)
    for place in _open(look, mark, every, (0, len(look.source)), sentence):
        answered = any(look.shares(place, other)[0] > _ELSEWHERE for other in others)
        told = _TOLD.fullmatch(look.target[slice(*place)]) is not None
        if not (answered or told) or not _elsewhere(look, place, clause):
            return None
    return whole


def _unlinked_future(context: Context, bead: Bead, look: Rendering, mark: Mark) -> Governed | None:
    """The only clause that renders what is done, where it says what will be and nothing that was. A deed that is told
    of a clause, as と発表した is, may be left to the clause before."""
    if mark.head is None or look.source[: mark.head[0]].endswith(("と", "で")):
        return None
    faced = [both.target for both in facing(context, bead) if _overlap(both.source, (mark.start, mark.end))]
    if len(faced) != 1:
        return None
    ahead = _AHEAD.search(look.target, *faced[0])
    words = _WORD.findall(look.target[slice(*faced[0])])
    if ahead is None or any(past(word) or _PAST.fullmatch(word) for word in words):
        return None
    return Governed("future", *ahead.span())


def _other_marks(look: Rendering, clause: Span, every: Sequence[Mark]) -> list[Span]:
    """The other clauses of the source that leave something open, too."""
    return [
        _clause(look.source, one)
        for one in every
        if one.status not in _CLOSED
        and not _overlap(clause, (one.start, one.end))
        and not _CONDITION.match(look.source, one.start)
    ]


def _near(look: Rendering, mark: Mark, clause: Span) -> list[Span]:
    """The tokens that may be a mark's predicate, the nearest first."""
    if mark.head is not None:
        return [mark.head]
    if mark.side == "before":
        return list(look.source_tokens(max(clause[0], mark.start - _REACH), mark.start))[::-1]
    return list(look.source_tokens(mark.end, min(clause[1], mark.end + _REACH)))


def _rendered(look: Rendering, mark: Mark, given: Governed) -> bool:
    """Whether some other word renders a mark: one that no list has, it may be. Adverbs of time and what is done are
    rendered by words that say nothing of this; a word that renders more of something else counts for that."""
    if mark.head is not None or mark.status == "done":
        return False
    return any(
        not _within(one, (given.start, given.end))
        and not _ALSO.fullmatch(look.target[slice(*one)])
        and not _elsewhere(look, one, (mark.start, mark.end))
        for one in look.words_of_source((mark.start, mark.end))
    )


def _verb(look: Rendering, mark: Mark, clause: Span) -> tuple[Span, Governed] | None:
    """The word of the translation that renders the predicate of a mark, and what is said of it there."""
    for token in _near(look, mark, clause):
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
    end = _CLAUSE_END.search(text, mark.end + (mark.side == "after"))  # 据信，嫌疑人已逃
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
