"""Glossaries: the terms a house wants, from TSV or TBX."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import get_args

from align.document import MentionKind
from align.errors import InputError
from align.formats import tbx
from align.formats.cells import uncell

_HEAD = 3  # letters of a term by which it is looked up
_KINDS = get_args(MentionKind)


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and the renderings that are accepted, the preferred one first."""

    source: str
    targets: tuple[str, ...]
    line: int = 0
    forbidden: tuple[str, ...] = ()


class Terms(tuple[Term, ...]):
    """The terms of a glossary with an index of how they begin, so that a text is not searched for each of them."""

    @cached_property
    def _heads(self) -> dict[str, list[int]]:
        heads: dict[str, list[int]] = defaultdict(list)
        for at, term in enumerate(self):
            heads[term.source.lower()[:_HEAD]].append(at)
        return heads

    @cached_property
    def turned(self) -> dict[bool, Terms]:
        """What :func:`both_ways` made of them."""
        return {}

    @cached_property
    def sources(self) -> frozenset[str]:
        """The terms themselves."""
        return frozenset(term.source for term in self)

    def within(self, text: str) -> list[Term]:
        """The terms whose letters stand in a text, in whatever capitals, in the order of the glossary."""
        lower = text.lower()
        grams = {lower[at : at + length] for length in range(1, _HEAD + 1) for at in range(len(lower))}
        found = sorted(at for gram in grams & self._heads.keys() for at in self._heads[gram])
        return [self[at] for at in found if self[at].source.lower() in lower]


def read_glossary(path: Path) -> Terms:
    """The terms of a glossary file.

    TSV: ``source<TAB>target`` a line, several accepted renderings separated by ``|``, a third column
    for renderings that are forbidden, or for the kind of a name (person, place …); a first line that begins
    with ``source`` is a header; blank lines and lines that start with ``#`` are passed over.
    TBX: every entry (``termEntry`` or ``conceptEntry``) with a Japanese or Chinese and an English
    term, in both directions. Raises InputError naming the line and the reason.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "name a TSV or TBX glossary") from None
    return _terms_of(path, data)


@lru_cache(maxsize=2)
def _terms_of(path: Path, data: bytes) -> Terms:
    """The terms in a file's bytes: read once for many articles, and anew when they are others."""
    if path.suffix.lower() in (".tbx", ".xml") or data.lstrip().startswith(b"<?xml"):
        return Terms(_from_tbx(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(path, f"line {line} is not UTF-8", "save the glossary as UTF-8") from None
    return Terms(read_terms(text, path))


def read_terms(text: str, path: Path) -> tuple[Term, ...]:
    """The terms of a TSV glossary's text; ``path`` is named in errors."""
    terms: list[Term] = []
    lines = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(([uncell(cell) for cell in line] for line in lines), 1):
        if not row or not "".join(row).strip() or row[0].startswith("#"):
            continue
        if not terms and row[0].strip().lower() == "source":
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            reason = f"line {number} has no term in both columns: {chr(9).join(row)[:60]!r}"
            raise InputError(path, reason, "write source<TAB>target on every line")
        targets = tuple(part.strip() for part in row[1].split("|") if part.strip())
        third = row[2].strip() if len(row) > 2 else ""
        forbidden = tuple(part.strip() for part in third.split("|") if part.strip() and third not in _KINDS)
        terms.append(Term(row[0].strip(), targets, number, forbidden))
    return tuple(terms)


def both_ways(terms: Terms, of_english: bool) -> Terms:
    """The terms, and behind them those whose first column is of the other language turned round; the same value for
    the same terms."""
    if of_english not in terms.turned:
        others = [one for one in terms if one.source.isascii() != of_english]
        terms.turned[of_english] = Terms((*terms, *turned(others)))
    return terms.turned[of_english]


def turned(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms for the other direction: every accepted rendering with its source term."""
    by_rendering: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for rendering in term.targets:
            by_rendering[rendering].append(term)
    return tuple(
        Term(rendering, tuple(dict.fromkeys(one.source for one in those)), those[0].line)
        for rendering, those in by_rendering.items()
    )


def _from_tbx(path: Path) -> tuple[Term, ...]:
    terms = []
    for entry in tbx.entries(path):
        english = entry.terms.get("en", ())
        for language, others in entry.terms.items():
            if language != "en" and english:
                terms += [Term(other, english) for other in others]
                terms += [Term(word, others) for word in english]
    if not terms:
        raise InputError(path, "holds no entry with an English and another term", "check its xml:lang values")
    return tuple(terms)
