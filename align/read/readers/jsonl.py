"""JSONL: one article a line with ``id``, ``text`` and optional ``title``, ``date``, ``language``,
``publisher``, ``url``; other fields are kept as metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from align.errors import InputError
from align.read.dates import parse_date
from align.read.readers.extract import Extract, clean
from align.read.readers.plain import read_plain

KNOWN = frozenset(("id", "text", "title", "date", "language", "publisher", "byline", "author", "url"))
MAXIMUM_LINE = 256 * 1024 * 1024
_PIECE = 1024 * 1024


def bounded_lines(stream: BinaryIO, end: int | None = None) -> Iterator[bytes]:
    """The lines of a file, to its end or to a place in it. Of one that is too long only its beginning is held, enough
    for :func:`records` to refuse it."""
    while (end is None or stream.tell() < end) and (line := stream.readline(MAXIMUM_LINE + 1)):
        rest = line if len(line) > MAXIMUM_LINE else b""
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_PIECE)
        yield line


def records(lines: Iterable[bytes], subject: object) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """(line number from 1, record) for every line that is not blank; a bad line is an error value."""
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not content.strip():
            continue
        where = f"{subject}:{number}"
        try:
            if len(content) > MAXIMUM_LINE:
                raise InputError(where, f"is longer than {MAXIMUM_LINE >> 20} MB", "split the article")
            yield number, _record(content, where)
        except InputError as error:
            yield number, error


def read_record(record: dict[str, Any]) -> Extract:
    """The article in one record; its ``text`` is laid out like plain text."""
    plain = read_plain(record["text"])
    day = parse_date(record.get("date"))
    unread = record.get("date") not in (None, "") and day is None
    warnings = (*plain.warnings, *(("the date was not understood",) if unread else ()))
    return Extract(
        plain.text,
        plain.paragraphs,
        title=_text(record.get("title")),
        date=day,
        publisher=_text(record.get("publisher")),
        byline=_text(record.get("byline")) or _text(record.get("author")),
        url=_text(record.get("url")),
        language=_text(record.get("language")),
        warnings=warnings,
        metadata={name: value for name, value in record.items() if name not in KNOWN},
    )


def _record(content: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(where, "is not UTF-8, as JSON has to be", "convert the file to UTF-8") from None
    except RecursionError:
        raise InputError(where, "is nested too deeply", "one flat JSON object a line is meant") from None
    except ValueError as error:
        raise InputError(where, f"is not JSON ({error})"[:200], "one JSON object a line is meant") from None
    if not isinstance(record, dict):
        raise InputError(where, "is not a JSON object", "one JSON object a line is meant")
    if not isinstance(record.get("text"), str):
        raise InputError(
            where, "has no field `text` with a string", "fields are id, text, title, date, language, …"
        )
    if not isinstance(record.get("id", ""), str | int):
        raise InputError(
            where, "has an `id` that is neither string nor number", "give each article a string id"
        )
    return record


def _text(value: object) -> str | None:
    return " ".join(clean(value)[0].split())[:2000] or None if isinstance(value, str) else None
