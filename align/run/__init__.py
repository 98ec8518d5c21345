"""Runs: two folders of articles in, a folder of pairs, beads, findings, pages and a dataset out.

    summary = run(RunConfig("reprints", "sources", Path("RUN")))
    for report in Results("RUN"): ...

``align.run(reprints, sources, out="RUN")`` does both in one call, on folders or on articles in memory.

A run may be killed at any moment and taken up again; it ends with the bytes of an undisturbed one.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from align.run.calls import plan, run, run_articles
from align.run.config import RunConfig, make_config, read_config
from align.run.results import Results
from align.run.summary import Summary

__all__ = ["Results", "RunConfig", "Summary", "make_config", "plan", "read_config", "run", "run_articles"]


class _Room(ModuleType):
    """This room as a call: ``align.run`` names both the package and what it does."""

    def __call__(self, *arguments: Any, **options: Any) -> Results:
        return run_articles(*arguments, **options)


sys.modules[__name__].__class__ = _Room
