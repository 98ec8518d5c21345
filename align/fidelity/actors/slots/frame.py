"""A verb with the phrases around it: who acts, and what else takes part, whatever the verb is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from align.languages import lexicon

Span = tuple[int, int]
Voice = Literal["active", "passive"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb of a text, who acts by it, and the other phrases that belong to it: spans of the text.

    ``agent`` is None where the sentence does not say; ``passive`` where its subject is one of the others;
    ``recipients`` are those of the others that something is given, sent or said to, ``things`` the direct objects.
    """

    verb: Span
    agent: Span | None
    others: tuple[Span, ...]
    passive: bool = False
    recipients: tuple[Span, ...] = ()
    things: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Converses:
    """The verbs of a language whose subject something comes to, the marks of whom it comes from, and the verbs that can
    mean either side."""

    verbs: tuple[str, ...]
    marks: tuple[str, ...]
    either: tuple[str, ...]


@cache
def converses(language: str) -> Converses:
    """The table of ``en``, ``ja`` or ``zh``."""
    row = next(row for row in lexicon.rows("multilingual", "converses.tsv") if row[0] == language)
    marks = tuple(row[2]) if language == "zh" else tuple(row[2].split())
    return Converses(tuple(row[1].split()), marks, tuple(row[3].split()))
