"""Files of many articles: Parquet, also of Hugging Face datasets and of our own, CSV, and web archives (WARC).

Each gives records as a JSONL file does, or pages with their addresses; what cannot be read is an error value.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from align.errors import InputError, MissingExtraError

Side = Literal["reprints", "sources"]
Record = dict[str, Any]

# What other collections call the text of an article.
_TEXTS = ("text", "content", "article", "body", "document", "maintext", "article_text", "full_text")
_ROWS = 64  # of Parquet at a time
_MAXIMUM_FIELD = 16 * 1024 * 1024


def parquet_records(data: bytes, subject: object, side: Side | None) -> Iterator[Record | InputError]:
    """The rows of a Parquet file. Of a dataset that `align export` wrote, the articles of one ``side``, or of both."""
    import pyarrow
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                yield from _from_row(row, subject, side)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:160]
        raise InputError(subject, f"is not a readable Parquet file ({reason})", "write it again") from None


def csv_records(text: str, subject: object) -> Iterator[Record | InputError]:
    """The rows of a CSV file with a header."""
    csv.field_size_limit(_MAXIMUM_FIELD)
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        for row in reader:
            yield from _from_row(
                {name: value for name, value in row.items() if name is not None}, subject, None
            )
    except csv.Error as error:
        raise InputError(subject, f"is not readable CSV ({error})", "save it again, or as JSONL") from None


def warc_pages(data: bytes, subject: object) -> Iterator[tuple[str, bytes]]:
    """(address, page) of the HTML answers in a web archive, packed or not."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError("warcio", "reading web archives", "warc") from None
    packed = io.BytesIO(data)
    stream = gzip.GzipFile(fileobj=packed) if data.startswith(b"\x1f\x8b") else packed
    try:
        for record in ArchiveIterator(stream):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type == "response" and "html" in kind.lower():
                yield record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read()
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(subject, f"is not a readable web archive ({error})", "fetch it again") from None


def _from_row(row: Mapping[str, Any], subject: object, side: Side | None) -> Iterator[Record | InputError]:
    if isinstance(row.get("source_sentences"), list) and isinstance(row.get("target_sentences"), list):
        if side != "reprints":
            yield _exported(row, "source", row.get("source_id"))
        if side != "sources":
            yield _exported(row, "target", row.get("reprint_id"))
        return
    name = next((name for name in _TEXTS if isinstance(row.get(name), str)), None)
    if name is None:
        listed = ", ".join(sorted(map(str, row)))[:120]
        yield InputError(subject, f"has no column with a text (columns: {listed})", "name the column `text`")
        return
    rest = {key: _plain(value) for key, value in row.items() if key != name and value not in (None, "")}
    yield {**rest, "text": row[name]}


def _exported(row: Mapping[str, Any], side: str, identifier: object) -> Record:
    """One article of a row of our own table of articles, a sentence a line, headings on lines of their own."""
    pieces: list[str] = []
    paragraph: object = None
    for sentence in row[f"{side}_sentences"]:
        apart = bool(pieces) and sentence.get("paragraph") != paragraph
        pieces.append(("\n\n" if apart else "\n" if pieces else "") + (sentence.get("text") or ""))
        paragraph = sentence.get("paragraph")
    known = {
        name: _plain(row.get(f"{side}_{name}"))
        for name in ("title", "date", "publisher", "url", "language")
        if row.get(f"{side}_{name}") is not None
    }
    return {**known, "id": str(identifier or row.get("pair_id") or ""), "text": "".join(pieces)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def id_of_address(address: str) -> str:
    """An id for a page by its address, without the protocol."""
    return re.sub(r"[^\w./-]+", "-", re.sub(r"^https?://(?:www\.)?", "", address)).strip("/-")[:200]
