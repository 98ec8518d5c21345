"""Which format a file is in: by its suffix, else by its first bytes."""

from __future__ import annotations

import re
from typing import Literal, get_args

from align.errors import InputError

Format = Literal["text", "html", "markdown", "docx", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "markdown", ".markdown": "markdown",
    ".docx": "docx",
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
    (b"PAR1", "a Parquet file", "export the articles as JSONL"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta)\b", re.IGNORECASE)


def sniff(data: bytes, suffix: str, subject: object) -> Format:
    """The format of ``data``; raises :class:`InputError` for files that hold no text."""
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise InputError(subject, f"is {what}, not text", remedy)
    if data.startswith(b"PK\x03\x04"):
        return "docx"
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
