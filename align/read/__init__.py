"""Bytes to articles: one reader a format, encoding, language, and what is not body text."""

from __future__ import annotations

from pathlib import Path

from align.document import Article


def read(source: str | Path | bytes) -> Article:
    """The article in a file or in bytes."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    return Article(id="", text=data.decode("utf-8"), language="other")
