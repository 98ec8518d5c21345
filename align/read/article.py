"""One article from a file, bytes, or a JSONL record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from align.document import Article, Language
from align.errors import InputError
from align.read.blocks import classify
from align.read.encoding import Decoded, decode
from align.read.formats import COLLECTIONS, FORMATS, SUFFIXES, Format, installed_readers, sniff, suffix_of
from align.read.identity import safe_id
from align.read.language import detect_language, normalize_language
from align.read.readers.extract import Extract

MAXIMUM_BYTES = 256 * 1024 * 1024


def read(
    source: str | Path | bytes,
    *,
    id: str | None = None,
    language: str | None = None,
    format: Format | None = None,
) -> Article:
    """The article in a file or in bytes.

    ``id`` defaults to the file's name without suffix. ``language`` (``en``, ``ja``, ``zh``,
    ``zh-Hant`` or a BCP 47 tag) overrides what the text itself shows; ``format`` (``text``,
    ``html``, ``markdown``, ``docx``, ``epub``, ``jsonl``) overrides suffix and content; of JSONL, the file must
    hold exactly one record. Raises :class:`InputError` naming file, reason and remedy.
    """
    if format is not None and format not in FORMATS:
        raise InputError(format, "is no format that can be read", f"one of {', '.join(FORMATS)}")
    if isinstance(source, bytes):
        return read_bytes(source, "bytes", "", id=id or "bytes", language=language, format=format)
    path = Path(source)
    data = load(path)
    return read_bytes(data, path, suffix_of(path.name), id=id or path.stem, language=language, format=format)


def load(path: Path) -> bytes:
    """The bytes of a regular file of at most 256 MB."""
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "name one file here")
        if path.exists() and not path.is_file():
            raise InputError(path, "is not a regular file", "leave devices, pipes and sockets out")
        if path.stat().st_size > MAXIMUM_BYTES:
            raise InputError(path, f"is larger than {MAXIMUM_BYTES >> 20} MB", "split it, or use JSONL")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "does not exist", "check the path") from None
    except (OSError, ValueError) as error:
        raise InputError(
            path,
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            "check the path and its permissions",
        ) from None


def read_bytes(
    data: bytes,
    subject: object,
    suffix: str,
    *,
    id: str,
    language: str | None = None,
    format: Format | None = None,
) -> Article:
    """The article in ``data``; ``subject`` names it in errors, ``suffix`` hints at its format."""
    if not data.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0"):
        raise InputError(subject, "is empty", "leave it out, or fetch it again")
    if format is None and suffix not in SUFFIXES and suffix in installed_readers():
        reader = installed_readers()[suffix].load()
        return article(reader(data, subject), id=id, subject=subject, language=language)
    kind = format or sniff(data, suffix, subject)
    if kind == "docx":
        from align.read.readers.docx import read_docx

        return article(read_docx(data, subject), id=id, subject=subject, language=language)
    if kind == "epub":
        from align.read.readers.epub import read_epub

        return article(read_epub(data, subject), id=id, subject=subject, language=language)
    if kind == "jsonl":
        return _only_record(data, subject, id=id, language=language)
    if kind in COLLECTIONS:
        raise InputError(subject, "may hold many articles", "name a file of one article, or use read_all")
    decoded = decode(data, subject=subject, markup=kind == "html")
    return article(
        _extract(decoded, kind, subject), id=id, subject=subject, language=language, decoded=decoded
    )


def _extract(decoded: Decoded, kind: Format, subject: object) -> Extract:
    if kind == "html":
        from align.read.readers.html import read_html

        return read_html(decoded.text, subject)
    if kind == "markdown":
        from align.read.readers.markdown import read_markdown

        return read_markdown(decoded.text, subject)
    from align.read.readers.plain import read_plain

    return read_plain(decoded.text)


def _only_record(data: bytes, subject: object, *, id: str, language: str | None) -> Article:
    from align.read.readers.jsonl import records

    found = [record for _, record in records(data.splitlines(), subject)]
    if len(found) != 1:
        raise InputError(
            subject, f"holds {len(found)} articles, not one", "name a file of one article, or use read_all"
        )
    if isinstance(found[0], InputError):
        raise found[0]
    return record_article(found[0], subject=subject, fallback_id=id, language=language)


def record_article(
    record: dict[str, Any], *, subject: object, fallback_id: str, language: str | None = None
) -> Article:
    """The article in one JSONL record."""
    from align.read.readers.jsonl import read_record

    identifier = str(record.get("id", "") or fallback_id)
    decoded = Decoded("", "utf-8")
    return article(read_record(record), id=identifier, subject=subject, language=language, decoded=decoded)


def article(
    extract: Extract, *, id: str, subject: object, language: str | None = None, decoded: Decoded | None = None
) -> Article:
    """An extract with its language told, its blocks found and its metadata gathered."""
    if not extract.paragraphs:
        raise InputError(subject, "holds no text", "leave it out, or fetch it again")
    warnings = list(extract.warnings)
    told, warning = _language(extract, language)
    found = classify(extract, told)
    identifier, metadata = safe_id(id), dict(extract.metadata)
    if identifier != id:
        metadata["original_id"] = id.encode("utf-8", "replace").decode("utf-8")
        warnings.append("the id was changed to one that is safe as a file name")
    if decoded and decoded.replaced:
        warnings.append(f"{decoded.replaced} characters were not valid {decoded.encoding}")
    return Article(
        id=identifier,
        text=extract.text,
        language=told,
        blocks=found.blocks,
        title=extract.title or found.title,
        date=extract.date or found.date,
        publisher=extract.publisher or found.publisher,
        byline=extract.byline or found.byline,
        url=extract.url,
        path=None if subject == "bytes" else str(subject),
        encoding=decoded.encoding if decoded else None,
        redistribution=extract.redistribution and found.redistribution,
        warnings=(*warnings, *((warning,) if warning else ())),
        metadata=metadata,
    )


def _language(extract: Extract, asked: str | None) -> tuple[Language, str | None]:
    """The caller's word goes first; a declared language only settles what the text leaves open."""
    if (wanted := normalize_language(asked)) is not None:
        return wanted, None
    seen = detect_language(extract.text)
    declared = normalize_language(extract.language)
    if declared is None or declared == seen or declared == "other":
        return seen, None
    if seen == "other" or ({declared, seen} <= {"zh", "zh-Hant", "ja"} and len(extract.text) < 60):
        return declared, None
    if {declared, seen} == {"zh", "zh-Hant"}:
        return seen, None  # "zh-CN" pages in traditional characters are common and harmless
    return seen, f"declared as {declared}, but the text is {seen}"
