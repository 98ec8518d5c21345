"""The one loader of word lists and tables: ``align/languages/<language>/<name>``.

Every file is UTF-8 text whose first lines, marked with ``#``, say what it holds, where it is from and under which
licence. ``.txt`` files hold words between white space, ``.tsv`` files rows of cells. A list that says the same
twice is refused, so that a duplicate is found by the first test that reads it and not by a reader years later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from align.errors import LexiconError


def text(language: str, name: str) -> str:
    """A file as it stands, comments and all. Raises LexiconError for one that is not there."""
    file = files("align.languages").joinpath(language, name)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{language}/{name}", str(error), "install the package again") from error


@cache
def holds(language: str, name: str) -> bool:
    """Whether there is such a file: a language need not have every list."""
    return bool(language) and files("align.languages").joinpath(language, name).is_file()


@cache
def lines(language: str, name: str) -> tuple[str, ...]:
    """The lines of a file that hold something, comments left out. Raises LexiconError where it cannot be read."""
    return tuple(line for line in text(language, name).splitlines() if line and not line.startswith("#"))


@cache
def words(language: str, name: str) -> tuple[str, ...]:
    """The words of a list in its order. Raises LexiconError where one stands twice."""
    found = tuple(word for line in lines(language, name) for word in line.split())
    _refuse_duplicates(f"{language}/{name}", found)
    return found


@cache
def table(language: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """The first cell of each row to the words of its second. Raises LexiconError where a first cell stands twice."""
    found = [line.partition("\t") for line in lines(language, name)]
    _refuse_duplicates(f"{language}/{name}", [key for key, _, _ in found])
    return {key: tuple(values.split()) for key, _, values in found}


def rows(language: str, name: str) -> list[tuple[str, ...]]:
    """The rows of a table, cells as they stand. Raises LexiconError where a whole row stands twice."""
    found = lines(language, name)
    _refuse_duplicates(f"{language}/{name}", found)
    return [tuple(line.split("\t")) for line in found]


def _refuse_duplicates(file: str, entries: tuple[str, ...] | list[str]) -> None:
    if len(set(entries)) != len(entries):
        seen: set[str] = set()
        twice = [entry for entry in entries if entry in seen or seen.add(entry)]  # type: ignore[func-returns-value]
        raise LexiconError(file, f"holds twice: {', '.join(twice[:5])}", "take the second one out")
