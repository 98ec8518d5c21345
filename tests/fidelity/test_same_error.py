"""What several checks say of the same words is one finding."""

from __future__ import annotations

import pytest

from align.document import Finding, Location, Severity
from align.fidelity.same_error import one_each


def found(
    check: str, severity: Severity, target: tuple[int, int] | None, source: tuple[int, int] | None = None
) -> Finding:
    places = [None if span is None else Location("x", 0, *span) for span in (source, target)]
    return Finding(check, "accuracy/mistranslation", severity, check, *places)


@pytest.mark.parametrize(
    ("findings", "left"),
    [
        ([found("wrong_word", "major", (4, 7)), found("kind", "major", (4, 13))], [("wrong_word", ["kind"])]),
        ([found("wrong_word", "minor", (4, 7)), found("kind", "major", (4, 13))], [("kind", ["wrong_word"])]),
        (
            [
                found("modality", "minor", (4, 8)),
                found("tense", "major", (4, 8)),
                found("kind", "minor", (5, 9)),
            ],
            [("tense", ["modality", "kind"])],
        ),
        (
            [found("wrong_word", "major", (4, 7)), found("kind", "major", (7, 13))],
            [("wrong_word", None), ("kind", None)],
        ),
        (
            [found("wrong_word", "major", (4, 7), (0, 2)), found("kind", "major", (4, 13), (5, 8))],
            [("wrong_word", None), ("kind", None)],
        ),
        (
            [found("numbers", "critical", (4, 9)), found("currency", "critical", (4, 9))],
            [("numbers", None), ("currency", None)],
        ),
        ([found("kind", "major", (4, 9)), found("kind", "major", (4, 9))], [("kind", None), ("kind", None)]),
        (
            [found("kind", "major", None), found("wrong_word", "major", (4, 9))],
            [("kind", None), ("wrong_word", None)],
        ),
    ],
)
def test_one_error_is_one_finding(findings: list[Finding], left: list[tuple[str, list[str] | None]]) -> None:
    assert [(one.check, one.evidence.get("also")) for one in one_each(findings)] == left
