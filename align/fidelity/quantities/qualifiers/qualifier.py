"""One thing said of an amount, with the words that say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from align.languages import lexicon
from align.languages.traits import family

FAR = 60  # characters of English in which a word can still belong to an amount


@dataclass(frozen=True, slots=True)
class Qualifier:
    """``says`` what the words at ``start`` to ``end`` of the text say of the amount beside them."""

    says: str
    start: int
    end: int


def words(language: str, name: str, place: str) -> dict[str, str]:
    """The words of a list ``what<TAB>place<TAB>word|word`` that stand in one place, each with what it says.

    Raises LexiconError for a list that is not there or holds a row twice.
    """
    return {
        word: says
        for says, where, listed in lexicon.rows(family(language), name)
        if where == place
        for word in listed.split("|")
    }


def any_of(patterns: Iterable[str]) -> str:
    """A pattern that fits any of some patterns, the longest first."""
    return "|".join(sorted(patterns, key=len, reverse=True))
