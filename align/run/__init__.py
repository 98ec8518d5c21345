"""Runs: two folders of articles in, a folder of pairs, beads, findings, pages and a dataset out.

    summary = run(RunConfig("reprints", "sources", Path("RUN")))
    for report in Results("RUN"): ...

A run may be killed at any moment and taken up again; it ends with the bytes of an undisturbed one.
"""

from __future__ import annotations

from align.run.calls import plan, run
from align.run.config import RunConfig, make_config, read_config
from align.run.results import Results
from align.run.summary import Summary

__all__ = ["Results", "RunConfig", "Summary", "make_config", "plan", "read_config", "run"]
