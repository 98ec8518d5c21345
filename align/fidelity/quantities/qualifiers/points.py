"""Percentage points, which are no percent: 3ポイント, 3个百分点, 3 percentage points."""

from __future__ import annotations

import re

_ENGLISH = re.compile(r"(?:percentage[\s-]|basis[\s-])?points?\b|pp\b|ppts?\b|pts?\b", re.IGNORECASE)
_CJK = re.compile(r"ポイント|个?百分点|個?百分點|基点|基點|pt")


def in_points(text: str, start: int, end: int, language: str) -> bool:
    """Whether the amount at ``start`` to ``end`` of a text is counted in points."""
    pattern = _ENGLISH if language == "en" else _CJK
    if pattern.search(text, start, end):
        return True
    space = re.match(r"[\s-]*" if language == "en" else r"\s?", text[end : end + 4])
    return pattern.match(text, end + (space.end() if space else 0)) is not None
