"""What a dataset holds, counted while it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from align.document import Report
from align.export.dataset.splits import SPLITS, Division
from align.export.rows import BeadRow, language_pair


@dataclass(slots=True)
class Statistics:
    """Counts by split and over everything; ``left_out`` says what was not exported, and why."""

    division: Division
    pairs: Counter[str] = field(default_factory=Counter)
    beads: Counter[str] = field(default_factory=Counter)
    by_pair: Counter[tuple[str, str]] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    fidelities: Counter[int] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    signatures: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def count(self, split: str, report: Report, rows: Sequence[BeadRow]) -> None:
        """Add one exported pair with its exported beads."""
        self.pairs[split] += 1
        self.beads[split] += len(rows)
        self.languages[f"{report.source.language} → {report.target.language}"] += len(rows)
        self.verdicts[report.pair.verdict if report.pair else "not judged"] += 1
        if report.signature:
            self.signatures[report.signature] += 1
        for article in (report.source, report.target):
            self.publishers[article.publisher or "not named"] += 1
        self._widen(
            split, [article.date.isoformat() for article in (report.source, report.target) if article.date]
        )
        for row in rows:
            self.kinds[row.kind] += 1
            self.by_pair[split, language_pair(row)] += 1
            self.characters[row.source_language] += sum(span.end - span.start for span in row.source_spans)
            self.characters[row.target_language] += sum(span.end - span.start for span in row.target_spans)
            self.scores[min(19, int(row.score * 20))] += 1
            if row.fidelity is not None:
                self.fidelities[min(19, int(row.fidelity / 5))] += 1
            self.findings.update(f"{finding.check} ({finding.severity})" for finding in row.findings)
            self.names.update(name.verdict for name in row.names if name.side == "target")

    def _widen(self, split: str, dates: list[str]) -> None:
        if dates:
            first, last = self.dates.get(split, (dates[0], dates[0]))
            self.dates[split] = (min(first, *dates), max(last, *dates))

    @property
    def splits(self) -> list[str]:
        """The splits that hold something, in their usual order."""
        return [split for split in SPLITS if self.pairs[split]]
