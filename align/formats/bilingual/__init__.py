"""Bilingual files: their segments are the beads already, so that a translation can be checked as it lies in its tool.

XLIFF 1.2 (also SDLXLIFF and MQXLIFF) and 2.x, TMX, PO, TSV and CSV. Inline codes are kept and not read as text.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from types import ModuleType

from align.errors import InputError
from align.formats.bilingual.units import Bilingual, Remark, Remarks, Unit

__all__ = ["Bilingual", "Remark", "Unit", "kind_of", "read_bilingual", "refuse_as_article", "remarked"]

_SUFFIXES = {
    ".xlf": "xliff", ".xliff": "xliff", ".sdlxliff": "xliff", ".mqxliff": "xliff", ".mxliff": "xliff",
    ".tmx": "tmx", ".po": "po", ".pot": "po", ".tsv": "table", ".csv": "table",
}  # fmt: skip
_ROOT = re.compile(rb"<(?:\w+:)?(xliff|tmx)[\s>]")
_NAMES = {"xliff": "an XLIFF file", "tmx": "a TMX file", "po": "a PO file", "table": "a table"}
# What else is no article, though it can be read as one: by its first bytes.
_FEED = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_SUBTITLES = "put its text into lines and use --lines"
_OTHERS = (
    (_FEED, "a news feed (RSS or Atom)", "save each of its articles as a file"),
    (re.compile(rb"WARC/\d"), "a web archive (WARC)", "take its pages out first, for example with warcio"),
    (re.compile(rb"1\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> "), "a file of subtitles (SRT)", _SUBTITLES),
    (re.compile(rb"WEBVTT\b"), "a file of subtitles (WebVTT)", _SUBTITLES),
)


def kind_of(name: str, data: bytes) -> str | None:
    """``xliff``, ``tmx``, ``po`` or ``table`` for a bilingual file; None for any other."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _ROOT.search(head) if head.startswith(b"<") else None
    if found:
        return found.group(1).decode("ascii")
    if head.startswith(b"<"):
        return None
    return _SUFFIXES.get(PurePath(name).suffix.casefold())


def read_bilingual(name: str, data: bytes) -> Bilingual:
    """The units of a bilingual file. Raises InputError when it is none, or broken."""
    return _format(name, data).read(data, name)  # type: ignore[no-any-return]


def remarked(name: str, data: bytes, remarks: Remarks) -> bytes:
    """The same file with remarks by unit id: notes in XLIFF and TMX, comments in PO, a column in a table."""
    return _format(name, data).remarked(data, name, remarks)  # type: ignore[no-any-return]


def refuse_as_article(name: str, data: bytes) -> None:
    """Raise InputError for a file that would be read as prose and is none."""
    kind = kind_of(name, data)
    if kind is not None:
        remedy = f"it holds both languages: `align check {name}` checks it by itself"
        raise InputError(name, f"is {_NAMES[kind]}, not an article", remedy)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, what, remedy in _OTHERS:
        if pattern.match(head):
            raise InputError(name, f"is {what}, not an article", remedy)


def _format(name: str, data: bytes) -> ModuleType:
    from importlib import import_module

    kind = kind_of(name, data)
    if kind is None:
        reason = "is no bilingual file (XLIFF, TMX, PO, TSV, CSV)"
        raise InputError(name, reason, "name the translation as well: `align check SOURCE TARGET`")
    return import_module(f"align.formats.bilingual.{kind}")
