"""Which pairs and beads are exported, and an account of those that are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from align.document import SEVERITIES, Report
from align.export.rows import BeadRow, bead_rows, worst

Text = Literal["full", "none"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is let through.

    ``min_score`` is a bead's confidence (0–1), ``min_fidelity`` its fidelity score (0–100; beads that
    were never scored do not pass one). With ``text="full"`` articles that forbid redistribution are
    left out; with ``text="none"`` no text is exported at all, only offsets and hashes, of every pair.
    """

    min_score: float = 0.0
    min_fidelity: float | None = None
    no_major_findings: bool = False
    parallel_only: bool = False
    text: Text = "full"

    @property
    def with_text(self) -> bool:
        return self.text == "full"

    def refuses_pair(self, report: Report) -> str | None:
        """Why a pair is left out; None when it is not."""
        if self.with_text and not (report.source.redistribution and report.target.redistribution):
            return "pairs that forbid redistribution"
        if self.parallel_only and report.pair is not None and report.pair.verdict != "parallel":
            return f"pairs that are only {report.pair.verdict}"
        return None

    def refuses_bead(self, row: BeadRow) -> str | None:
        """Why a bead is left out; None when it is not."""
        if row.score < self.min_score:
            return f"beads with a score below {self.min_score:g}"
        if self.min_fidelity is not None and (row.fidelity is None or row.fidelity < self.min_fidelity):
            return f"beads with a fidelity below {self.min_fidelity:g}"
        if self.no_major_findings and worst(row.findings) >= SEVERITIES.index("major"):
            return "beads with a finding of severity major or critical"
        return None

    def beads(self, report: Report, left_out: Counter[str] | None = None) -> Iterator[BeadRow]:
        """The beads of a report that pass; what does not is counted by reason."""
        tally = Counter[str]() if left_out is None else left_out
        refusal = self.refuses_pair(report)
        if refusal:
            tally[refusal] += 1
            return
        for row in bead_rows(report, self.with_text):
            refusal = self.refuses_bead(row)
            if refusal:
                tally[refusal] += 1
            else:
                yield row
