"""Text for XML, and XML read without ever looking outside the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from align.errors import InputError

# What XML 1.0 cannot carry in any form; it becomes the replacement character, visibly.
FORBIDDEN = dict.fromkeys(
    [code for code in range(0x20) if code not in (9, 10, 13)] + [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\ufffd",
)
BCP47 = {"zh": "zh-Hans", "other": "und"}


def text(value: object) -> str:
    """A value as XML character data."""
    return escape(str(value).translate(FORBIDDEN))


def attribute(value: object) -> str:
    """A value as a quoted XML attribute."""
    return quoteattr(str(value).translate(FORBIDDEN))


def language_tag(language: str) -> str:
    """The BCP 47 tag of one of our languages: simplified Chinese is named as such."""
    return BCP47.get(language, language)


def parse(path: Path) -> Any:
    """The root element of an XML file. Entities, external or not, and DTD subsets with declarations
    are refused, never resolved (TMX names its DTD; the name alone is let pass, not fetched)."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        return ElementTree.parse(path, forbid_dtd=False, forbid_entities=True, forbid_external=True).getroot()
    except DefusedXmlException as error:
        reason = f"declares entities or external parts ({type(error).__name__})"
        raise InputError(path, reason, "only self-contained XML is read") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(path, f"is not well-formed XML ({error})", "mend the file") from None
