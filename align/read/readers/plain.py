"""Plain text."""

from __future__ import annotations

from align.read.layout import paragraphs
from align.read.readers.extract import Extract, clean
from align.read.wide import line_end


def read_plain(text: str) -> Extract:
    """The text itself, line ends made uniform, with the paragraphs its layout shows. Lines of Chinese and Japanese
    that were wrapped are one line again, so that no word and no number is cut in two."""
    cleaned, replaced = clean(text)
    cleaned = _unwrapped(cleaned)
    warnings = (f"{replaced} control characters were replaced by spaces",) if replaced else ()
    return Extract(cleaned, tuple(paragraphs(cleaned)), warnings=warnings)


def _unwrapped(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for paragraph in paragraphs(text):
        content = text[paragraph.start : paragraph.end]
        if "\n" in content and (joined := line_end().sub("", content)) != content:
            pieces += [text[done : paragraph.start], joined]
            done = paragraph.end
    return "".join([*pieces, text[done:]])
