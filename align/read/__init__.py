"""Bytes to articles: one reader a format, encoding, language, and what is not body text."""

from __future__ import annotations

from align.read.article import read
from align.read.batch import Failure, read_all
from align.read.language import detect_language
from align.read.layout import paragraphs

__all__ = ["Failure", "detect_language", "paragraphs", "read", "read_all"]
