"""What editors decided about findings, kept so that it outlives the run, the page and the next edit.

A finding is known by its content: its check, the words of its two passages and the articles it is about. So a
decision still holds when a word elsewhere in the article was corrected, when a new version words its message
otherwise, or when the finding comes back from a spreadsheet. Decisions live in ``decisions.jsonl``, one object a
line, where a later line about the same finding replaces an earlier one; an XLSX report with its State and Note
columns, and what the report's page saves, are read as well.
"""

from __future__ import annotations

from align.report.decisions.files import holds_decisions, read_decisions, write_decisions
from align.report.decisions.keys import finding_keys
from align.report.decisions.matching import (
    Decided,
    article_names,
    decided_of,
    open_findings,
    with_decisions,
    without_dismissed,
)

__all__ = [
    "Decided",
    "article_names",
    "decided_of",
    "finding_keys",
    "holds_decisions",
    "open_findings",
    "read_decisions",
    "with_decisions",
    "without_dismissed",
    "write_decisions",
]
