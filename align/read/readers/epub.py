"""EPUB 2 and 3: the documents of the spine, one after another, as one article with its chapters apart."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from align.document import BlockKind
from align.errors import InputError
from align.read.encoding import decode
from align.read.readers.extract import Extract, assemble

MAXIMUM_PART = 64 * 1024 * 1024  # bytes of one document, unpacked
MAXIMUM_PARTS = 2_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
_REMEDY = "open it in an e-book program and save it again, or save it as text"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read_epub(data: bytes, subject: object) -> Extract:
    """The text of a book in the order in which it is read. Raises InputError for a file that is none, is encrypted
    or holds no text."""
    from align.read.readers.html import read_html

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package, base = _package(archive, subject)
            pages = [_part(archive, name, subject) for name in _spine(package, base)]
    except _DAMAGE as error:
        raise InputError(subject, f"is not a readable EPUB file ({error})", _REMEDY) from None
    passages: list[tuple[str, BlockKind | None]] = []
    for page in pages:
        try:
            chapter = read_html(decode(page, subject=subject, markup=True).text, subject)
        except InputError:
            continue  # a cover, a page of pictures
        if passages:
            passages.append(("---", "delimiter"))
        passages += [
            (chapter.text[one.start : one.end], "heading" if one.hint == "headline" else one.hint)
            for one in chapter.paragraphs
        ]
    text, paragraphs = assemble(passages)
    about = {
        name: package.findtext(f".//{_DC}{name}") for name in ("title", "creator", "language", "publisher")
    }
    return Extract(
        text,
        paragraphs,
        title=about["title"],
        byline=about["creator"],
        publisher=about["publisher"],
        language=about["language"],
    )


def _package(archive: zipfile.ZipFile, subject: object) -> tuple[Any, str]:
    container = _parse(_part(archive, "META-INF/container.xml", subject), subject)
    rootfile = container.find(f".//{_CONTAINER}rootfile")
    name = rootfile.get("full-path") if rootfile is not None else None
    if not name:
        raise InputError(subject, "names no package document", _REMEDY)
    return _parse(_part(archive, name, subject), subject), posixpath.dirname(name)


def _spine(package: Any, base: str) -> list[str]:
    """The names of the documents in reading order; the table of contents is none of the text."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    listed = [items.get(one.get("idref")) for one in package.iter(f"{_OPF}itemref")]
    return [
        posixpath.normpath(posixpath.join(base, unquote(item.get("href") or "")))
        for item in listed[:MAXIMUM_PARTS]
        if item is not None and "html" in (item.get("media-type") or "") and item.get("properties") != "nav"
    ]


def _part(archive: zipfile.ZipFile, name: str, subject: object) -> bytes:
    if archive.getinfo(name).file_size > MAXIMUM_PART:
        raise InputError(subject, f"its part {name} unpacks to more than {MAXIMUM_PART >> 20} MB", _REMEDY)
    with archive.open(name) as stream:
        return stream.read(MAXIMUM_PART)


def _parse(data: bytes, subject: object) -> Any:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise InputError(subject, f"is not a readable EPUB file ({error})", _REMEDY) from None
