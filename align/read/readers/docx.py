"""DOCX (ECMA-376 WordprocessingML): the paragraphs of the main document part.

Only three small XML parts are read, each to a limit and with DTDs and entities refused, so neither
ZIP bombs nor entity tricks nor links to other files get anywhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from align.document import BlockKind
from align.errors import InputError
from align.read.dates import parse_date
from align.read.readers.extract import Extract, assemble

MAXIMUM_PART = 64 * 1024 * 1024  # bytes of one XML part, unpacked
MAXIMUM_RATIO = 200  # a document compresses about ten to one; a bomb a thousand to one
MAXIMUM_DEPTH = 400

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
_REMEDY = "open it in a word processor and save it again, or save it as text"


def read_docx(data: bytes, subject: object) -> Extract:
    """Paragraphs, headings and table cells in order; deleted text, notes and pictures left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _parse(_part(archive, "word/document.xml", subject), subject)
            styles = _styles(archive, subject)
            core = _optional(archive, "docProps/core.xml", subject)
    except _DAMAGE as error:
        raise InputError(subject, f"is not a readable DOCX file ({error})", _REMEDY) from None
    text, paragraphs = assemble(
        (line, hint) for passage, hint in _passages(document, styles, subject) for line in passage.split("\n")
    )
    title, author, created = (
        (core.findtext(name) if core is not None else None)
        for name in (f"{_DC}title", f"{_DC}creator", f"{_TERMS}created")
    )
    found = {"author": author, "created": str(parse_date(created) or "")}  # of the file, not of the article
    metadata = {name: value for name, value in found.items() if value}
    return Extract(text, paragraphs, title=title or None, metadata=metadata)


def parts_of(data: bytes, names: Iterable[str], subject: object) -> dict[str, Any]:
    """The XML parts of a DOCX by name, with the same caution; those that it does not have are left out.

    Raises InputError for what is no DOCX.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = {name: _optional(archive, name, subject) for name in names}
    except _DAMAGE as error:
        raise InputError(subject, f"is not a readable DOCX file ({error})", _REMEDY) from None
    return {name: root for name, root in found.items() if root is not None}


def _part(archive: zipfile.ZipFile, name: str, subject: object) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise InputError(subject, f"is a ZIP file without {name}, not a DOCX", _REMEDY) from None
    if info.flag_bits & 1:
        raise InputError(subject, "is encrypted", "remove the password first")
    limit = min(MAXIMUM_PART, max(1 << 20, info.compress_size * MAXIMUM_RATIO))
    with archive.open(info) as stream:
        content = stream.read(limit + 1)  # the size in the header is not to be believed
    if len(content) > limit:
        raise InputError(
            subject, f"unpacks to more than {limit >> 20} MB in {name}", "a ZIP bomb? it was not read"
        )
    return content


def _parse(content: bytes, subject: object) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError(subject, "carries a DTD or entities, which no DOCX needs", _REMEDY) from None
    except (ParseError, LookupError, ValueError) as error:
        raise InputError(subject, f"its XML is damaged ({error})", _REMEDY) from None


def _optional(archive: zipfile.ZipFile, name: str, subject: object) -> Any | None:
    return _parse(_part(archive, name, subject), subject) if name in archive.namelist() else None


def _styles(archive: zipfile.ZipFile, subject: object) -> dict[str, BlockKind]:
    """Style ids that mean a headline, a heading or a caption, whatever language Word was in."""
    root = _optional(archive, "word/styles.xml", subject)
    kinds: dict[str, BlockKind] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        named = style.find(f"{_W}name")
        name = (named.get(f"{_W}val") or "").lower() if named is not None else ""
        if name == "title":
            kinds[style.get(f"{_W}styleId") or ""] = "headline"
        elif name.startswith(("heading", "subtitle")):
            kinds[style.get(f"{_W}styleId") or ""] = "heading"
        elif name == "caption":
            kinds[style.get(f"{_W}styleId") or ""] = "caption"
    return kinds


def _passages(
    document: Any, styles: dict[str, BlockKind], subject: object
) -> list[tuple[str, BlockKind | None]]:
    """Every paragraph in document order, without recursion: hostile files nest deeper than Python."""
    passages: list[tuple[str, BlockKind | None]] = []
    open_paragraphs: list[list[str]] = []
    stack: list[tuple[Any, bool]] = [(document, False)]
    depth = 0
    while stack:
        element, leaving = stack.pop()
        if leaving:
            depth -= 1
            if element.tag == f"{_W}p":
                passages.append(("".join(open_paragraphs.pop()), _hint(element, styles)))
            continue
        tag = element.tag
        if tag in (
            _FALLBACK,
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}rt",
            f"{_W}pPr",
            f"{_W}rPr",
            f"{_W}instrText",
        ):
            continue  # text shown twice, deleted, moved away, or a reading beside its characters
        depth += 1
        if depth > MAXIMUM_DEPTH:
            raise InputError(subject, f"is nested deeper than {MAXIMUM_DEPTH} elements", _REMEDY)
        if tag == f"{_W}p":
            open_paragraphs.append([])
        elif open_paragraphs and tag == f"{_W}t":
            open_paragraphs[-1].append(element.text or "")
        elif open_paragraphs and tag == f"{_W}tab":
            open_paragraphs[-1].append("\t")
        elif open_paragraphs and tag in (f"{_W}br", f"{_W}cr"):
            open_paragraphs[-1].append("\n")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return passages


def _hint(paragraph: Any, styles: dict[str, BlockKind]) -> BlockKind | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(style.get(f"{_W}val") or "") if style is not None else None
