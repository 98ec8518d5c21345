"""What is particular to each language, from traits.toml: one table that every room asks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Traits:
    """One language; traits.toml says what its entries are. The defaults are those of a language that is not known."""

    name: str = "other language"
    spoken: str = "another language"
    tag: str = ""
    folder: str = ""
    spaced: bool = True
    letters: float = 1.0
    codes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@cache
def languages() -> Mapping[str, Traits]:
    """The languages that are read, by code: English first, then those that it is reprinted from."""
    table = tomllib.loads(files("align.languages").joinpath("traits.toml").read_text(encoding="utf-8"))
    return {
        code: Traits(**{name: _frozen(value) for name, value in entry.items()})
        for code, entry in table.items()
    }


@cache
def traits(language: str) -> Traits:
    """The traits of a language; of one that is not known, those of any that puts spaces between words."""
    return languages().get(language, Traits())


@cache
def unspaced(language: str) -> bool:
    """Whether a language is written without spaces between words and sentences."""
    return not traits(language).spaced


def between(language: str) -> str:
    """What stands between two sentences of running text."""
    return " " if traits(language).spaced else ""


@cache
def sources() -> frozenset[str]:
    """The languages that English is translated from and into."""
    return frozenset(languages()) - {ENGLISH}


def by_tag(tag: str) -> str | None:
    """The language of a BCP 47 tag in small letters, or of what files write for one; None for one that is not known."""
    primary = tag.split("-")[0]
    for code, known in languages().items():
        if known.tags and tag.startswith(known.tags):
            return code
    return next((code for code, known in languages().items() if primary in known.codes), None)


@cache
def by_header() -> Mapping[str, str]:
    """What the first lines of tables call a language, with its code."""
    return {header: code for code, known in languages().items() for header in known.headers}


def partners(language: str | None) -> frozenset[str]:
    """The languages that one is translated from and into: English, of English all others."""
    return sources() if language == ENGLISH else frozenset((ENGLISH,))


def translated(language: str, other: str) -> bool:
    """Whether two languages are English and one that it is translated from and into, in either order."""
    return ENGLISH in (language, other) and bool({language, other} & sources())


def family(language: str) -> str:
    """One name for all ways of writing a language; of one that is not known, its own."""
    return traits(language).folder or language


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
