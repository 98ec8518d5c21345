"""Beads as text: TSV, JSONL and Moses (two files, one line a bead), written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from align.export.rows import BeadRow, trainer_code, translation
from align.formats.cells import cell, one_line
from align.rows import to_row

COLUMNS = (
    "id", "pair_id", "source_language", "target_language", "source_text", "target_text", "kind", "score",
    "fidelity", "verdict", "findings", "source_date", "target_date", "source_publisher", "target_publisher", "licence",
)  # fmt: skip


def tsv_lines(rows: Iterable[BeadRow]) -> Iterator[str]:
    """A header and one line a bead; ``findings`` lists checks and severities."""
    yield "\t".join(COLUMNS) + "\n"
    for row in rows:
        values: dict[str, object] = {name: getattr(row, name) for name in COLUMNS}
        values["findings"] = ", ".join(f"{finding.check} ({finding.severity})" for finding in row.findings)
        yield "\t".join(cell(values[name]) for name in COLUMNS) + "\n"


def jsonl_lines(rows: Iterable[BeadRow]) -> Iterator[str]:
    """One JSON object a bead with every column of the dataset."""
    for row in rows:
        languages = sorted((trainer_code(row.source_language), trainer_code(row.target_language)))
        record = {**to_row(row), "translation": translation(row, languages)}
        yield json.dumps(record, ensure_ascii=False, default=str) + "\n"


def moses_line(text: str | None) -> str:
    """One side of a bead as a line of a Moses file."""
    return one_line(text or "") + "\n"
