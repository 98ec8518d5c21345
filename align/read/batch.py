"""Many articles: a folder, a glob, a file, JSONL; what cannot be read is a value, not the end."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from align.document import Article
from align.errors import AlignError, InputError
from align.read.article import MAXIMUM_BYTES, load, read_bytes, record_article
from align.read.encoding import decode
from align.read.formats import COLLECTIONS, SUFFIXES, Format, installed_readers, is_readable, sniff, suffix_of
from align.read.readers.jsonl import bounded_lines, records
from align.read.readers.records import Side


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: where it is (``file`` or ``file:line``), why, what to do."""

    path: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f" — {self.remedy}" if self.remedy else "")


def read_all(
    argument: str | Path,
    *,
    language: str | None = None,
    format: Format | None = None,
    side: Side | None = None,
) -> Iterator[Article | Failure]:
    """The articles that ``argument`` names, in a fixed order, with a :class:`Failure` for each bad one.

    ``argument`` is a folder (read recursively; files with suffixes of other formats and hidden ones
    are passed over), a glob, one file, a JSONL file, or ``-`` for standard input. Ids are relative
    paths without suffix (with it where two files differ only there) or the records' ``id``; of a dataset
    that `align export` wrote, ``side`` chooses the reprints or the sources. A
    second article with an id already taken is a failure. Raises :class:`InputError` when there is
    nothing to read at all.
    """
    taken: dict[str, str] = {}
    for item in _everything(argument, language, format, side):
        if isinstance(item, Article):
            where = item.path or str(argument)
            if item.id in taken:
                yield Failure(
                    where, f"the id {item.id!r} is already that of {taken[item.id]}", "make ids unique"
                )
                continue
            taken[item.id] = where
        yield item


def _everything(
    argument: str | Path, language: str | None, format: Format | None, side: Side | None
) -> Iterator[Article | Failure]:
    if str(argument) == "-":
        data = sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        if len(data) > MAXIMUM_BYTES:
            raise InputError(
                "standard input", f"is larger than {MAXIMUM_BYTES >> 20} MB", "name a file instead"
            )
        yield from read_data(data, "standard input", "stdin", language, format, side)
        return
    for path, identifier in files(argument):
        yield from read_file(path, identifier, language=language, format=format, side=side)


def read_file(
    path: Path,
    identifier: str,
    *,
    language: str | None = None,
    format: Format | None = None,
    side: Side | None = None,
) -> Iterator[Article | Failure]:
    """The article of a file, or the articles of a file of many, under an id; a bad one is a failure."""
    if (format or SUFFIXES.get(suffix_of(path.name))) == "jsonl":
        yield from _jsonl_file(path, identifier, language)
        return
    try:
        data = load(path)
    except InputError as error:
        yield Failure(str(path), error.reason, error.remedy)
        return
    yield from read_data(data, path, identifier, language, format, side)


def files(argument: str | Path) -> list[tuple[Path, str]]:
    """(path, id) of the files that a folder, a glob or a path means, sorted by path.

    Raises :class:`InputError` when there is none.
    """
    path, pattern = Path(argument), str(argument)
    if path.is_dir():
        root = path / "articles" if _is_export(path) else path
        paths = _walk(root)
        if not paths:
            raise InputError(
                path, "holds no file that can be read", f"suffixes read: {' '.join(sorted(SUFFIXES))}"
            )
    elif path.exists():
        return [(path, path.stem)]
    elif glob.has_magic(pattern):
        matched = map(Path, glob.iglob(pattern, recursive=True))  # noqa: PTH207 - it takes absolute patterns
        paths = sorted(path for path in matched if path.is_file())
        if not paths:
            raise InputError(pattern, "matches no file", "check the pattern, and quote it against the shell")
        root = Path(os.path.commonpath([found.parent for found in paths]))
    else:
        raise InputError(path, "does not exist", "name a folder, a file, a glob or JSONL")
    bare = [found.relative_to(root).with_suffix("").as_posix() for found in paths]
    often = Counter(bare)
    return [
        (found, identifier if often[identifier] == 1 else found.relative_to(root).as_posix())
        for found, identifier in zip(paths, bare, strict=True)
    ]


def _is_export(folder: Path) -> bool:
    """Whether a folder is a dataset that `align export` wrote: beads in one folder, whole articles in another."""
    return (folder / "README.md").is_file() and all((folder / name).is_dir() for name in ("data", "articles"))


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in names if not name.startswith(".") and is_readable(name)]
    return sorted(path for path in found if path.is_file())


def _jsonl_file(path: Path, identifier: str, language: str | None) -> Iterator[Article | Failure]:
    try:
        with path.open("rb") as stream:
            first = stream.read(2)
            if first in (b"\xff\xfe", b"\xfe\xff"):
                yield Failure(str(path), "is UTF-16, but JSON has to be UTF-8", "convert the file to UTF-8")
                return
            stream.seek(0)
            yield from _jsonl(bounded_lines(stream), path, identifier, language)
    except OSError as error:
        yield Failure(str(path), f"cannot be read ({error.strerror or error})", "check its permissions")


def _jsonl(
    lines: Iterable[bytes], subject: object, identifier: str, language: str | None
) -> Iterator[Article | Failure]:
    empty = True
    for number, record in records(lines, subject):
        empty = False
        where = f"{subject}:{number}"
        try:
            if isinstance(record, InputError):
                raise record
            yield record_article(
                record, subject=where, fallback_id=f"{identifier}:{number}", language=language
            )
        except InputError as error:
            yield Failure(where, error.reason, error.remedy)
    if empty:
        yield Failure(str(subject), "is empty", "leave it out, or fetch it again")


def read_data(
    data: bytes,
    subject: object,
    identifier: str,
    language: str | None,
    format: Format | None = None,
    side: Side | None = None,
) -> Iterator[Article | Failure]:
    """The article in the bytes of a file, or the articles of one of many; a bad one is a failure."""
    suffix = suffix_of(subject.name) if isinstance(subject, Path) else ""
    try:
        foreign = suffix not in SUFFIXES and suffix in installed_readers()
        kind = (format or sniff(data, suffix, subject)) if data.strip() and not foreign else None
        if kind == "jsonl":
            yield from _jsonl(data.splitlines(), subject, identifier, language)
        elif kind in COLLECTIONS:
            yield from _collected(data, kind, subject, identifier, language, side)
        else:
            yield read_bytes(data, subject, suffix, id=identifier, language=language, format=format)
    except AlignError as error:
        yield _failure(subject, error)


def _collected(
    data: bytes, kind: Format, subject: object, identifier: str, language: str | None, side: Side | None
) -> Iterator[Article | Failure]:
    """The articles of a Parquet, CSV or WARC file."""
    from align.read.readers.records import csv_records, id_of_address, parquet_records, warc_pages

    number = 0
    if kind == "warc":
        for number, (address, page) in enumerate(warc_pages(data, subject), start=1):
            try:
                yield read_bytes(
                    page, address or subject, ".html", id=id_of_address(address) or f"{identifier}:{number}",
                    language=language, format="html",
                )  # fmt: skip
            except InputError as error:
                yield _failure(address or subject, error)
    else:
        found = (
            parquet_records(data, subject, side)
            if kind == "parquet"
            else csv_records(decode(data, subject=subject).text, subject)
        )
        for number, record in enumerate(found, start=1):
            where = f"{subject}:{number}"
            try:
                if isinstance(record, InputError):
                    raise record
                yield record_article(
                    record, subject=where, fallback_id=f"{identifier}:{number}", language=language
                )
            except InputError as error:
                yield _failure(where, error)
    if not number:
        yield Failure(str(subject), "holds no article", "leave it out")


def _failure(subject: object, error: AlignError) -> Failure:
    if isinstance(error, InputError):
        return Failure(str(subject), error.reason, error.remedy)
    return Failure(str(subject), str(error))
