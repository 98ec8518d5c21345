"""Text for XML, and XML read without ever looking outside the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.languages.traits import traits
from align.read.article import load
from align.read.encoding import decode

_DECLARATION = re.compile(
    rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["'](?P<encoding>[\w.:-]{2,40})["'][^>]{0,100}\?>"""
)

# What XML 1.0 cannot carry in any form; it becomes the replacement character, visibly.
FORBIDDEN = dict.fromkeys(
    [code for code in range(0x20) if code not in (9, 10, 13)] + [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\ufffd",
)


def text(value: object) -> str:
    """A value as XML character data."""
    from xml.sax.saxutils import escape  # which imports a client of HTTP

    return escape(str(value).translate(FORBIDDEN))


def attribute(value: object) -> str:
    """A value as a quoted XML attribute."""
    from xml.sax.saxutils import quoteattr

    return quoteattr(str(value).translate(FORBIDDEN))


def language_tag(language: str) -> str:
    """The BCP 47 tag of one of our languages: simplified Chinese is named as such."""
    return "und" if language == "other" else traits(language).tag or language


def parse(path: Path) -> Any:
    """The root element of an XML file in any encoding that it declares. Entities, external or not, and DTD subsets
    with declarations are refused, never resolved (TMX names its DTD; the name alone is let pass, not fetched).

    Raises InputError naming file, reason and remedy."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    data = _in_unicode(load(path), path)
    try:
        return ElementTree.fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        reason = f"declares entities or external parts ({type(error).__name__})"
        raise InputError(path, reason, "only self-contained XML is read") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(path, f"is not well-formed XML ({error})", "mend the file") from None


def _in_unicode(data: bytes, path: Path) -> bytes:
    """A file in UTF-8: the parser knows no encoding of several bytes but Unicode's."""
    declared = _DECLARATION.match(data[:400])
    if declared is None or re.fullmatch(rb"(?i)utf-?8|us-ascii|utf-?16(?:[bl]e)?", declared["encoding"]):
        return data
    text = decode(data, subject=path, markup=True).text
    return _DECLARATION.sub(b"", text.encode("utf-8", "replace"), count=1)


def local(tag: object) -> str:
    """An element's name without its namespace; empty for a comment."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def words(element: Any, codes: frozenset[str]) -> str:
    """The text of a segment without what its inline ``codes`` hold, which is markup of another format."""
    pieces = [element.text or ""]
    for child in element:
        if local(child.tag) not in codes:
            pieces.append(words(child, codes))
        pieces.append(child.tail or "")
    return "".join(pieces)
