"""What a negation of the source negates, and where the translation says that."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.passage.clauses import clauses_of
from align.fidelity.passage.context import Context

_REACH = 14  # characters before a Japanese sign that may hold what it negates
# The last word before a Japanese sign, okurigana between its kanji and all: 届け出 of 届け出はしていなかった.
_JA_WORD = re.compile(r"[一-龠々ァ-ヶーA-Za-z0-9０-９]+(?:[いりけげしえめびきちみ][一-龠々]+)*")
_ZH_WORD = re.compile(
    r"[再曾能会會要想愿願意可以应應该該被有是用必需得到了将將对對与與向任何进進一步]*(?P<word>[一-龠A-Za-z]{1,4})"
)
_ENDS = re.compile("[。、「」]")


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
    word = _word(source, context.source.language, start, end)
    if word is None or max(len(source), len(target)) > 1200:
        return None
    look = context.model.attend(source, target, context.source.language, context.target.language)
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


def _word(text: str, language: str, start: int, end: int) -> tuple[int, int] | None:
    """The word that a sign negates: the one before it in Japanese, the one behind it in Chinese."""
    if language == "ja":
        begin = max(0, start - _REACH)
        every = list(_JA_WORD.finditer(text, begin, start))
        if not every or _ENDS.search(text, every[-1].end(), start):
            return None
        return every[-1].span()
    found = _ZH_WORD.match(text, end)
    return found.span("word") if found else None
