"""Negations of a source that no word of the English sentence answers.

Close translations have some negative word for almost every negation that denies a clause. A word
of the sentence answers a negation where it renders it or what it negates, or where nothing tells what it renders; what
renders another clause, or another word than the one that is negated, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Bead
from align.fidelity.lexicon.denials import in_other_words
from align.fidelity.lexicon.polarity import Sign, denies
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.negated import joined, word_negated
from align.fidelity.passage.rendering import LINKED, Rendering, Span, rendering

_CLAUSE_END = re.compile(r"[、，。；：！？「」『』“”（）()]")
_SENTENCE_END = re.compile(r"[.!?]['”’\"]?\s+(?=[A-Z“\"])")
_ELSEWHERE = 0.2  # of a word's attention, from which it renders something; chosen by hand
_LEXICAL = re.compile(
    "[防妨阻拒绝絶避欠缺否禁停止免失除退断]"
)  # prevent, refuse, lack: words that deny by themselves
_VERB = re.compile(
    r"(?i)prevent|den(?:y|ie)|refus|declin|reject|avoid|ban|forbid|prohibit|lack|absen|fail|stop|ceas|halt|suspend|cancel"
    r"|dismiss|exempt|refrain|barred|miss|withh|idle|out of (?:operation|service|order|action|use)"
)
_MEANT = 0.6  # of a word's attention, from which it renders a negative word of the source's; chosen by hand
_COVERED = 0.7  # how far a sign is accounted for that some word may render; chosen by hand
_PHRASE = re.compile(r"(?i)(?!more|at|all)\w+\s")  # sat out, held back: what else could they say
_TOO = re.compile(r"(?i)too \w+ (?:\w+ )?to\b|yet to\b")


def unanswered(
    context: Context, bead: Bead, wanted: Sequence[Sign], given: Sequence[Sign]
) -> tuple[Sign, Span] | None:
    """The first plain negation of a bead's source that no word of the English sentence answers, with the span of the
    clauses that render it; None where all are answered or the model does not align words."""
    look = rendering(context, bead)
    firm = [one for one in wanted if one.firm]
    if look is None or context.target.language != "en" or not firm:
        return None
    places = {id(one): joined(context.source, bead.source, one) for one in firm}
    for sign in firm:
        begin = places[id(sign)]
        place = begin, begin + len(sign.text)
        clause = _around(_CLAUSE_END, look.source, place)
        word = word_negated(look.source, context.source.language, *place)
        faced = [
            both.target
            for both in facing(context, bead)
            if both.source[0] <= begin < both.source[1] and look.shares(both.target, clause)[0] >= LINKED
        ]
        sure = (
            sign.plain or context.source.language == "ja"
        )  # a Japanese sign stands at the end of its predicate
        if not sure or word is None or not faced:
            continue
        said = faced[0][0], faced[-1][1]
        sentence = _around(_SENTENCE_END, look.target, said)
        others = [
            span
            for one in firm
            if one is not sign
            for span in _negation(look, context, places[id(one)], len(one.text))
        ]
        meant = [
            (joined(context.source, bead.source, one), len(one.text))
            for one in wanted
            if not one.firm and _LEXICAL.search(one.text)
        ]
        signs = [
            (one, denial)
            for one, denial in _signs(context, bead, look, given, sentence)
            if not _VERB.match(look.target, one[0])
            or not any(look.shares(one, (at, at + length))[0] >= _MEANT for at, length in meant)
        ]
        if not look.of_source(word) and (signs or not _uncovered(context, bead, place)):
            continue
        rendered = _rendered(context, bead, sentence)
        if sum(denial for _, denial in signs) >= sum(
            any(start <= at < end for start, end in rendered) for at in places.values()
        ):
            continue  # it denies as often as what it renders does
        if not any(_answers(look, one, denial, [place, word], others, clause) for one, denial in signs):
            return sign, said
    return None


def said_in_other_words(context: Context, bead: Bead, sign: Sign) -> bool:
    """Whether a word such as kept or silent renders a negation or what it negates, or stands in the clauses that do and
    nothing tells what it renders."""
    look = rendering(context, bead)
    if look is None:
        return in_other_words().search(context.target.text(bead.target)) is not None
    begin = joined(context.source, bead.source, sign)
    place = begin, begin + len(sign.text)
    word = word_negated(look.source, context.source.language, *place)
    own = [place, word] if word else [place]
    clauses = [both.target for both in facing(context, bead) if both.source[0] <= begin < both.source[1]]
    for match in in_other_words().finditer(look.target):
        if sum(look.shares(match.span(), span)[0] for span in own) >= _ELSEWHERE:
            return True
        untold = sum(look.shares(match.span(), (0, len(look.source)))) < LINKED
        if (untold or _PHRASE.match(match[0])) and any(
            start <= match.start() < end for start, end in clauses
        ):
            return True
    return False


def _uncovered(context: Context, bead: Bead, place: Span) -> bool:
    """Whether a sign of the source is not accounted for."""
    covered = context.coverage(bead)
    return covered is not None and all(
        value < _COVERED
        for value, (start, end) in zip(covered.source, covered.source_offsets, strict=True)
        if start < place[1] and end > place[0]
    )


def _rendered(context: Context, bead: Bead, sentence: Span) -> list[Span]:
    """The spans of the source that the clauses of an English sentence render."""
    return [both.source for both in facing(context, bead) if sentence[0] <= both.target[0] < sentence[1]]


def _negation(look: Rendering, context: Context, begin: int, length: int) -> Iterator[Span]:
    yield begin, begin + length
    word = word_negated(look.source, context.source.language, begin, begin + length)
    if word is not None:
        yield word


def _signs(
    context: Context, bead: Bead, look: Rendering, given: Sequence[Sign], sentence: Span
) -> Iterator[tuple[Span, bool]]:
    """The spans of the negative words of a sentence, and whether each denies by itself."""
    for one in given:
        start = joined(context.target, bead.target, one)
        if sentence[0] <= start < sentence[1]:
            denial = one.firm or denies(one) or _TOO.match(look.target, start) is not None
            yield (start, start + len(one.text)), denial
    for match in in_other_words().finditer(look.target, *sentence):
        yield match.span(), _PHRASE.match(match[0]) is not None


def _answers(
    look: Rendering, place: Span, denial: bool, own: Sequence[Span], others: Sequence[Span], clause: Span
) -> bool:
    """Whether a negative word may render a negation: ``own`` are the spans of the sign and of what it negates."""
    mine = sum(look.shares(place, span)[0] for span in own)
    theirs = max((look.shares(place, span)[0] for span in others), default=0.0)
    if theirs > LINKED and theirs > mine:
        return False
    inside, outside = look.shares(place, clause)
    if denial:
        return not (outside > _ELSEWHERE and outside > 2 * inside)
    return mine >= _ELSEWHERE or inside + outside < LINKED


def _around(ends: re.Pattern[str], text: str, place: Span) -> Span:
    begin = max((match.end() for match in ends.finditer(text[: place[0]])), default=0)
    end = ends.search(text, place[1])
    return begin, end.start() if end else len(text)
