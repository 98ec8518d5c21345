"""Bytes to articles: one reader a format, encoding, language, and what is not body text."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.read.article import read as read
    from align.read.batch import Failure as Failure
    from align.read.batch import read_all as read_all
    from align.read.language import detect_language as detect_language
    from align.read.layout import paragraphs as paragraphs

_HOMES = {
    "Failure": "batch",
    "detect_language": "language",
    "paragraphs": "layout",
    "read": "article",
    "read_all": "batch",
}

__all__ = ["Failure", "detect_language", "paragraphs", "read", "read_all"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"align.read.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'align.read' has no attribute {name!r}")
