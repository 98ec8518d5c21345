"""Which format a file is in: by its suffix, else by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from align.errors import InputError
from align.installed import entry_points

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Format = Literal["text", "html", "markdown", "docx", "epub", "jsonl", "csv", "parquet", "warc"]
FORMATS: tuple[Format, ...] = get_args(Format)
COLLECTIONS: frozenset[Format] = frozenset(("jsonl", "csv", "parquet", "warc"))
"""Formats whose files hold many articles."""

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "markdown", ".markdown": "markdown",
    ".docx": "docx", ".epub": "epub",
    ".csv": "csv", ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip

_MAGIC = (
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save it as .docx"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
    (b"\x89PNG", "a picture", "leave pictures out"),
    (b"\xff\xd8\xff", "a picture", "leave pictures out"),
    (b"GIF8", "a picture", "leave pictures out"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first"),
    (b"BZh", "bzip2-compressed", "unpack it first"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it first"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"SQLite format 3", "a database", "export the articles as JSONL"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta)\b", re.IGNORECASE)


def suffix_of(name: str) -> str:
    """The suffix that says a file's format, lower case: of a packed web archive both."""
    lowered = name.lower()
    return ".warc.gz" if lowered.endswith(".warc.gz") else PurePath(lowered).suffix


@cache
def installed_readers() -> Mapping[str, EntryPoint]:
    """Readers of installed packages by suffix: an entry point of the group ``align.readers`` is named after a suffix
    (``odt``) and names a function of a file's bytes and of what to call it in errors, which gives an
    :class:`align.read.readers.extract.Extract`."""
    return {f".{point.name.lower()}": point for point in entry_points(group="align.readers")}


def is_readable(name: str) -> bool:
    """Whether a file's name says that it can be read; one without a suffix may be."""
    suffix = suffix_of(name)
    return not suffix or suffix in SUFFIXES or suffix in installed_readers()


def sniff(data: bytes, suffix: str, subject: object) -> Format:
    """The format of ``data``; raises :class:`InputError` for files that hold no text."""
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"WARC/") or suffix.lower() == ".warc.gz":
        return "warc"
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise InputError(subject, f"is {what}, not text", remedy)
    if data.startswith(b"PK\x03\x04"):
        return "epub" if b"application/epub+zip" in data[:200] else "docx"
    known = SUFFIXES.get(suffix.lower())
    if known == "docx":
        raise InputError(subject, "is not a DOCX file", "open it in a word processor and save it again")
    if known is not None:
        return known
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.match(head) or (head.startswith(b"<") and _HTML.search(head)):
        return "html"
    if head.startswith(b"{") and b'"text"' in data[:65536]:
        return "jsonl"
    return "text"
