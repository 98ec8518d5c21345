"""What one party does to another, and the verbs that say so in three languages, from either side: beat and lost to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a deed: ``before`` are the particles (Japanese) or coverbs (Chinese) that mark whom it is done to,
    each a word; ``turned`` where the sentence's subject is the one it is done to."""

    deed: str
    verb: str
    before: tuple[str, ...] = ()
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A deed in a sentence: who does it and to whom, and its verb, as spans of the text."""

    deed: str
    agent: Span
    patient: Span
    verb: Span


_COLUMNS = {"en": (1, 2), "ja": (3, 4), "zh": (5, 6)}


@cache
def wordings(language: str) -> tuple[Wording, ...]:
    """Every wording of ``en``, ``ja`` or ``zh``, as the table has them."""
    found = []
    for row in lexicon.rows("multilingual", "deeds.tsv")[1:]:
        for turned, column in enumerate(_COLUMNS[language]):
            for entry in filter(None, row[column].split("|")):
                marks, _, verb = entry.rpartition(":")
                found.append(Wording(row[0], verb, _marks(marks, language), bool(turned)))
    return tuple(found)


def _marks(cell: str, language: str) -> tuple[str, ...]:
    """The particles or coverbs of a cell: one Japanese particle, or Chinese coverbs of one character each."""
    if not cell:
        return ()
    return (cell,) if language == "ja" else tuple(cell)


_DOUBLED = frozenset("stop snap rub ban bar tap rat ram drop transfer".split())


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of an English verb: those that a subject can stand before, and its participle."""

    finite: tuple[str, ...]
    participle: str
    gerund: str


@cache
def forms(verb: str) -> Forms:
    """The forms of an English verb in the infinitive."""
    if irregular := lexicon.table("en", "irregular_verbs.tsv").get(verb):
        third, past, participle, gerund = irregular
        return Forms((verb, third, past), participle, gerund)
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    stem = verb + verb[-1] if verb in _DOUBLED else verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
        return Forms((verb, third, past), past, verb + "ing")
    past = stem + "ed"
    return Forms((verb, third, past), past, stem + "ing")


def plainest(found: Iterator[Act]) -> list[Act]:
    """The acts, each once, in the order of their verbs; a verb inside a longer one says nothing (起诉 in 提起诉讼)."""
    every = list(dict.fromkeys(found))
    return sorted(
        (one for one in every if not any(_inside(one.verb, other.verb) for other in every)),
        key=lambda one: (one.verb, one.agent, one.patient),
    )


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] < other[1] and other[1] - other[0] > one[1] - one[0]
