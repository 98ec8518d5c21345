"""Cells of tables that others open: one line, nothing that a spreadsheet calculates or a terminal obeys."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Tabs, line ends of any kind, control characters, and marks that turn the direction of writing.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def one_line(value: str) -> str:
    """Text without tabs, line breaks of any kind, control and direction characters."""
    return _BREAKS.sub(" ", value).strip()


def cell(value: object) -> str:
    """A value as a TSV cell that no spreadsheet takes for a formula: what begins like one gets an
    apostrophe before it, which :func:`uncell` takes away (OWASP, "CSV injection")."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    words = one_line(str(value))
    return f"'{words}" if words.startswith((*FORMULA, "'")) else words


def uncell(value: str) -> str:
    """What :func:`cell` was given."""
    return value[1:] if value.startswith("'") and value[1:].startswith((*FORMULA, "'")) else value
