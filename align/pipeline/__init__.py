"""The way of two articles: split, align, follow the names, check."""

from __future__ import annotations

from align.pipeline.checker import check

__all__ = ["check"]
