"""What a negation negates, and whether and where the other side of a bead says that.

Not every sign has a sign for it on the other side: what is intact is without a scratch, and what was kept to oneself
was not told. Where the words that are denied are said, the denial is lost or came in; where they are not, it may stand
in other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.lexicon.polarity import Sign, signs
from align.fidelity.passage.clauses import clauses_of
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.model.protocol import attend_as_fitted

_REACH = 14  # characters before a Japanese sign that may hold what it negates
# The last word before a Japanese sign, okurigana between its kanji and all: 届け出 of 届け出はしていなかった.
_JA_WORD = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9０-９]+(?:[いりけげしえめびきちみ][一-龠々]+)*")
_ZH_WORD = re.compile(
    r"[再曾能会會要想愿願意可以应應该該被有是用必需得到了将將对對与與向任何进進一步]*(?P<word>[一-龠A-Za-z]{1,4})"
)
_ENDS = re.compile("[。、「」]")
_SAID = 0.8  # how far that is accounted for; chosen by hand on right free reprints
_NEGATED = 8  # characters beside a sign that hold what it negates
_CONTENT = re.compile("[\u3400-\u9fff々ァ-ヺ]")  # what is more than grammar, but for _GRAMMAR
_GRAMMAR = frozenset(
    "的 了 在 是 与 與 和 为 為 为了 為了 对 對 把 被 有 就 都 也 会 會 地 得 着 過 过".split()
)
_BECAUSE, _FOR = re.compile("(?:不是|并非|並非)(?:因|由于|由於|出于)"), re.compile("(?:ため|せい|から)では?$")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
# Letters of a word that says something; so many words beside a negation are what it denies; within so many characters.
_LONG, _DENIED, _BEHIND = 4, 2, 40
_BREAK = re.compile(r"[;:.!?—“”\"]\s|,\s")


@dataclass(frozen=True, slots=True)
class Negated:
    """What a sign negates: its span in the bead's joined source and the clause of the joined translation that renders
    most of it; ``mass`` is the attention that it gets there, ``covered`` how far it is accounted for, ``sign`` how far
    the sign itself is."""

    word: tuple[int, int]
    clause: tuple[int, int]
    mass: float
    covered: float
    sign: float


def negated(context: Context, bead: Bead, start: int, end: int) -> Negated | None:
    """What the sign at a span of a bead's joined source negates, in the translation; None where that is not plain or
    no model can say."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    covered = context.coverage(bead)
    if context.model is None or "attend" not in context.model.verbs or covered is None or context.target.cjk:
        return None
    word = word_negated(source, context.source.language, start, end)
    if word is None or max(len(source), len(target)) > 1200:
        return None
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    columns = [at for at, one in enumerate(look.source_offsets) if one[0] < word[1] and one[1] > word[0]]
    mass = look.weights[:, columns].sum(axis=1)
    clauses = clauses_of(target, False)
    if not columns or not clauses:
        return None
    by_clause = [
        float(
            sum(
                mass[at]
                for at, one in enumerate(look.target_offsets)
                if one[0] < clause[1] and one[1] > clause[0]
            )
        )
        for clause in clauses
    ]
    best = int(np.argmax(by_clause))

    def accounted(span: tuple[int, int]) -> float:
        values = zip(covered.source, covered.source_offsets, strict=True)
        return max(
            (float(value) for value, one in values if one[0] < span[1] and one[1] > span[0]), default=0.0
        )

    return Negated(word, clauses[best], by_clause[best], accounted(word), accounted((start, end)))


def word_negated(text: str, language: str, start: int, end: int) -> tuple[int, int] | None:
    """The word that a sign negates: the one before it in Japanese, the one behind it in Chinese."""
    if language == "ja":
        begin = max(0, start - _REACH)
        every = list(_JA_WORD.finditer(text, begin, start))
        if not every or _ENDS.search(text, every[-1].end(), start):
            return None
        return every[-1].span()
    found = _ZH_WORD.match(text, end)
    return found.span("word") if found else None


def joined(side: Side, indexes: Sequence[int], sign: Sign) -> int:
    """Where a sign stands in the joined text of its side of a bead."""
    begin = 0
    for at in indexes:
        sentence = side.sentences[at]
        if sign.start < sentence.end:
            return sign.start - sentence.start + begin
        begin += len(sentence.text) + (0 if side.cjk else 1)
    return begin


def said_without(context: Context, bead: Bead, sign: Sign) -> bool:
    """Whether what the source negates is said in the translation: the word before a Japanese sign, behind a Chinese
    one. Intact renders without a scratch, and has no word for scratch."""
    covered = context.coverage(bead)
    if covered is None or context.target.cjk:
        return True
    begin = joined(context.source, bead.source, sign)
    stop = begin + len(sign.text)
    japanese = context.source.language == "ja"
    span = (begin - _NEGATED, begin) if japanese else (stop, stop + _NEGATED)
    text = context.source.text(bead.source)
    values = [
        float(value)
        for value, (start, end) in zip(covered.source, covered.source_offsets, strict=True)
        if start < span[1]
        and end > span[0]
        and not (start < stop and end > begin)
        and _CONTENT.search(text[start:end])
        and text[start:end] not in _GRAMMAR
    ]
    return max(values[-_DENIED:] if japanese else values[: _DENIED + 1], default=0.0) >= _SAID


def denies_what_is_said(context: Context, bead: Bead, sign: Sign) -> bool:
    """Whether the source says what an English negation denies: one of the words behind it, which reached is of "had not
    reached their first birthday" where the source speaks of babies."""
    covered = context.coverage(bead)
    if covered is None or context.target.cjk:
        return True
    begin = joined(context.target, bead.target, sign) + len(sign.text)
    behind = context.target.text(bead.target)[begin:]
    words = [one for one in _WORD.finditer(behind[:_BEHIND]) if len(one[0]) >= _LONG][:_DENIED]
    values = [
        float(value)
        for value, (start, end) in zip(covered.target, covered.target_offsets, strict=True)
        if any(start < begin + one.end() and end > begin + one.start() for one in words)
    ]
    return max(values, default=0.0) >= _SAID


def denied_elsewhere(context: Context, bead: Bead, sign: Sign) -> bool:
    """Whether a sentence of the source outside a passage renders the clause of a negation better than the passage does,
    and holds a negation: what was said there was moved here."""
    words = context.words
    if words is None or context.target.cjk:
        return False
    begin = joined(context.target, bead.target, sign)
    text = context.target.text(bead.target)
    first = max((one.end() for one in _BREAK.finditer(text[:begin])), default=0)
    after = _BREAK.search(text, begin)
    clause = text[first : after.start() if after else len(text)]
    texts = [one.text for one in context.source.sentences]
    near = words.embed(texts, context.source.language) @ words.embed([clause], context.target.language)[0]
    own = max(float(near[at]) for at in bead.source)
    return any(
        float(near[at]) > own and any(one.firm for one in signs(text, context.source.language))
        for at, text in enumerate(texts)
        if at not in bead.source
    )


def of_a_cause(context: Context, bead: Bead, sign: Sign) -> bool:
    """Whether a source denies that something was the cause: 不是因为, せいではない."""
    text, begin = context.source.text(bead.source), joined(context.source, bead.source, sign)
    return bool(_BECAUSE.match(text, begin) or _FOR.search(text[:begin]))
