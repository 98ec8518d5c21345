"""What a run reads, cut into units whose content is known by its hash before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align.document import Article
from align.errors import InputError
from align.read.article import record_article
from align.read.batch import Failure, read_file
from align.read.batch import files as files_of
from align.read.formats import SUFFIXES
from align.read.readers.jsonl import records

RECORDS_A_UNIT = 256


@dataclass(frozen=True, slots=True)
class Unit:
    """A file with one article, or a run of lines of a JSONL file (bytes ``start`` to ``end``, the
    first being line ``line`` counted from 1)."""

    path: str
    id: str
    sha256: str
    start: int = 0
    end: int = 0
    line: int = 0


def units(argument: str) -> list[Unit]:
    """The units behind a folder, a glob, a file or JSONL, in the order of their paths.

    Raises InputError when there is nothing to read.
    """
    found: list[Unit] = []
    for path, identifier in files_of(argument):
        if SUFFIXES.get(path.suffix.lower()) == "jsonl":
            found += _chunks(path, identifier)
        else:
            found.append(Unit(str(path), identifier, _digest(path)))
    return found


def articles(unit: Unit, language: str | None) -> Iterator[Article | Failure]:
    """The articles of a unit; what cannot be read is a failure that says why."""
    path = Path(unit.path)
    if not unit.line:
        yield from read_file(path, unit.id, language=language)
        return
    with path.open("rb") as stream:
        stream.seek(unit.start)
        lines = stream.read(unit.end - unit.start).split(b"\n")
    for number, record in records(lines, path):
        where = f"{path}:{unit.line + number - 1}"
        try:
            if isinstance(record, InputError):
                raise record
            yield record_article(
                record, subject=where, fallback_id=f"{unit.id}:{unit.line + number - 1}", language=language
            )
        except InputError as error:
            yield Failure(where, error.reason, error.remedy)


def _chunks(path: Path, identifier: str) -> Iterator[Unit]:
    start, line, first, hasher = 0, 0, 1, hashlib.sha256()
    end = 0
    try:
        with path.open("rb") as stream:
            for content in stream:
                line, end = line + 1, end + len(content)
                hasher.update(content)
                if line - first + 1 == RECORDS_A_UNIT:
                    yield Unit(str(path), identifier, hasher.hexdigest(), start, end, first)
                    start, first, hasher = end, line + 1, hashlib.sha256()
    except OSError:
        end = start
    if end > start or first == 1:
        yield Unit(str(path), identifier, hasher.hexdigest(), start, end, first if end else 0)


def _digest(path: Path) -> str:
    """The sha256 of a file; of one that cannot be read, a mark that reading it will explain."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "unreadable"
