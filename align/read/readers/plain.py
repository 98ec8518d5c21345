"""Plain text."""

from __future__ import annotations

from align.read.layout import paragraphs
from align.read.readers.extract import Extract, clean


def read_plain(text: str) -> Extract:
    """The text itself, line ends made uniform, with the paragraphs its layout shows."""
    cleaned, replaced = clean(text)
    warnings = (f"{replaced} control characters were replaced by spaces",) if replaced else ()
    return Extract(cleaned, tuple(paragraphs(cleaned)), warnings=warnings)
