"""The checks, one a file. Others join through the entry-point group ``align.checks``."""

from __future__ import annotations

import importlib
from importlib.metadata import entry_points

from align.fidelity.checks.check import Check

_MODULES = (
    "numbers",
    "currency",
    "dates",
    "quotations",
    "negation",
    "names",
    "places",
    "roles",
    "speakers",
    "offices",
    "wrong_word",
    "clauses",
    "omission",
    "addition",
    "untranslated",
    "attribution",
    "terminology",
    "consistency",
    "repetition",
    "punctuation",
    "style",
)


def all_checks() -> tuple[Check, ...]:
    """Every check there is: the ones that ship, then those of installed packages (an entry point of
    the group ``align.checks`` names a :class:`Check`)."""
    shipped = [importlib.import_module(f"align.fidelity.checks.{module}").CHECK for module in _MODULES]
    installed = [point.load() for point in entry_points(group="align.checks")]
    return (*shipped, *(check for check in installed if isinstance(check, Check)))


__all__ = ["Check", "all_checks"]
