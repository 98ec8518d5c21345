"""What a run reads, cut into units whose content is known by its hash before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align.document import Article
from align.errors import InputError
from align.read.article import load, record_article
from align.read.batch import Failure, read_data, read_file
from align.read.batch import files as files_of
from align.read.formats import SUFFIXES, suffix_of
from align.read.readers.jsonl import bounded_lines, records
from align.read.readers.records import Side

RECORDS_A_UNIT = 256
_UNREADABLE = "unreadable"
_PIECE = 1024 * 1024
_CHANGED = ("changed while the run was reading it", "run again when nobody writes it any more")


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
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Changed(Failure):
    """A file that was another when it was read than when the run looked at it."""


def units(argument: str, side: Side | None = None) -> list[Unit]:
    """The units behind a folder, a glob, a file or JSONL, in the order of their paths. ``side`` is kept where a file
    may hold the articles of both.

    Raises InputError when there is nothing to read.
    """
    found: list[Unit] = []
    for path, identifier in files_of(argument):
        kind = SUFFIXES.get(suffix_of(path.name))
        if kind == "jsonl":
            found += _chunks(path, identifier)
        else:
            found.append(Unit(str(path), identifier, _digest(path), side=side if kind == "parquet" else None))
    return found


def articles(unit: Unit, language: str | None) -> Iterator[Article | Failure]:
    """The articles of a unit; what cannot be read is a failure that says why, and so is a file that is no longer what
    it was when its hash was taken: its articles would be known under the wrong hash."""
    path = Path(unit.path)
    if unit.line:
        yield from _records(path, unit, language)
        return
    if unit.sha256 == _UNREADABLE:
        yield from read_file(path, unit.id, language=language, side=unit.side)
        return
    try:
        data = load(path)
    except InputError as error:
        yield Failure(str(path), error.reason, error.remedy)
        return
    if hashlib.sha256(data).hexdigest() != unit.sha256:
        yield Changed(str(path), *_CHANGED)
    else:
        yield from read_data(data, path, unit.id, language, side=unit.side)


def _records(path: Path, unit: Unit, language: str | None) -> Iterator[Article | Failure]:
    """The articles of a run of lines, which are hashed once more before the first of them is given out."""
    try:
        with path.open("rb") as stream:
            stream.seek(unit.start)
            hasher = hashlib.sha256()
            for at in range(unit.start, unit.end, _PIECE):
                hasher.update(stream.read(min(_PIECE, unit.end - at)))
            if hasher.hexdigest() != unit.sha256:
                yield Changed(str(path), *_CHANGED)
                return
            stream.seek(unit.start)
            empty = (
                unit.start == 0 and unit.end == path.stat().st_size
            )  # a whole file of blank lines says nothing
            for number, record in records(bounded_lines(stream, unit.end), path):
                where, empty = f"{path}:{unit.line + number - 1}", False
                try:
                    if isinstance(record, InputError):
                        raise record
                    yield record_article(
                        record,
                        subject=where,
                        fallback_id=f"{unit.id}:{unit.line + number - 1}",
                        language=language,
                    )
                except InputError as error:
                    yield Failure(where, error.reason, error.remedy)
            if empty:
                yield Failure(str(path), "holds no record", "leave it out, or fetch it again")
    except OSError as error:
        yield Changed(str(path), f"cannot be read any more ({error.strerror or error})", "check the file")


def _chunks(path: Path, identifier: str) -> Iterator[Unit]:
    start, end, line, first, hasher = 0, 0, 0, 1, hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while content := stream.readline(_PIECE):  # long lines in pieces
                end += len(content)
                hasher.update(content)
                line += content.endswith(b"\n")
                if content.endswith(b"\n") and line - first + 1 == RECORDS_A_UNIT:
                    yield Unit(str(path), identifier, hasher.hexdigest(), start, end, first)
                    start, first, hasher = end, line + 1, hashlib.sha256()
    except OSError:
        end = start
    if end > start or first == 1:
        yield Unit(
            str(path),
            identifier,
            hasher.hexdigest() if end else _digest(path),
            start,
            end,
            first if end else 0,
        )


def _digest(path: Path) -> str:
    """The sha256 of a file; of one that cannot be read, a mark that reading it will explain."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return _UNREADABLE
