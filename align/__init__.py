"""`align`: reprints and the reporting behind them, aligned, checked and exported.

The calls below do what the commands do, and are imported when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from align.document import Report

__version__ = "0.1.0"

if TYPE_CHECKING:
    from align import names as names
    from align import run as run
    from align.model import load_model as load_model
    from align.pipeline import check as check
    from align.read import read as read
    from align.sentences import align_sentences as align_sentences

_HOMES = {
    "load_model": "align.model",
    "align_sentences": "align.sentences",
    "check": "align.pipeline",
    "read": "align.read",
}
# Importing the package `align.read` binds its name here, once. It is freed for the function of the same name.
importlib.import_module("align.read")
del globals()["read"]

__all__ = ["__version__", "align_sentences", "check", "load_model", "names", "read", "run"]


def _notebook(report: Report) -> str:
    from align.report import notebook

    return notebook(report)


Report._repr_html_ = _notebook


def __getattr__(name: str) -> Any:
    if name in ("names", "run"):
        return importlib.import_module(f"align.{name}")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'align' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
