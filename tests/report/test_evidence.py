from __future__ import annotations

from collections.abc import Mapping

import pytest

from align.report.evidence import evidence_lines


@pytest.mark.parametrize(
    ("evidence", "lines"),
    [
        ({"similarity": 0.5234}, ["Similarity: 0.52"]),
        ({"type": "money", "found": 45_230_000_000.0}, ["Type: money", "Found: 45,230,000,000"]),
        (
            {"type": "year", "expected": 2024.0, "found": 2023.0},
            ["Type: year", "Expected: 2024", "Found: 2023"],
        ),
        ({"in the source": None, "probability": 1}, ["Probability: 1"]),
    ],
)
def test_a_fact_a_line(evidence: Mapping[str, object], lines: list[str]) -> None:
    assert evidence_lines(evidence) == lines
