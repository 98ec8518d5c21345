"""One source, two right translations and a wrong one: how many of the wrong ones are told, how many right ones accused.

The pairs were written before the checks that they measure; the floors are what was measured, so that a change that
finds less, or accuses more, is seen.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fidelity.pairs import checked

PAIRS = Path(__file__).parent / "minimal_pairs"
CHOICE = re.compile(r"\{([^|}]*)\|([^}]*)\}")
# The kind, the checks that may find it, how many wrong ones are found at least and right ones accused at most.
LIGHT = ("attribution", "quotations", "kind", "clauses")  # checks whose findings are minor as a rule
KINDS = (
    ("certainty", ("modality", "tense"), 45, 0),
    ("time", ("tense", "modality"), 32, 0),
    ("negation", ("negation",), 50, 3),
    ("scope", ("scope",), 42, 1),
    ("cause", ("cause", "roles"), 33, 0),
    ("roles", ("roles", "cause"), 26, 0),
    ("office", ("offices",), 31, 1),
    ("attribution", ("attribution",), 29, 0),
    ("place", ("places",), 11, 0),
    ("quotation", ("quotations",), 4, 0),
    ("figures", ("numbers", "dates", "thresholds", "comparison_basis", "exchanged_amounts"), 28, 0),
    ("exchanged", ("exchanged_amounts",), 24, 0),
    ("bounds", ("thresholds",), 17, 0),
    ("levels", ("direction", "numbers", "exchanged_amounts"), 24, 0),
    ("dates", ("dates", "exchanged_amounts"), 14, 0),
    ("bases", ("comparison_basis", "direction"), 21, 0),
    ("term", ("kind",), 28, 0),
    ("addition", ("clauses",), 14, 1),
    ("omission", ("clauses",), 9, 0),
)


def accused(source: str, target: str, language: str, checks: tuple[str, ...]) -> bool:
    found = checked([source], [target], language, checks).findings
    grave = ("critical", "major", "minor")
    return any(one.severity in grave[: 3 if one.check in LIGHT else 2] for one in found)


@pytest.mark.parametrize(("kind", "checks", "least", "most"), KINDS)
def test_wrong_ones_are_found_and_right_ones_left_alone(
    kind: str, checks: tuple[str, ...], least: int, most: int
) -> None:
    lines = (PAIRS / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    hits = false = 0
    for language, source, close, free in (line.split("\t") for line in lines if not line.startswith("#")):
        right, wrong = CHOICE.sub(r"\1", close), CHOICE.sub(r"\2", close)
        was = accused(source, right, language, checks)
        false += was + accused(source, free, language, checks)
        hits += not was and accused(source, wrong, language, checks)
    assert hits >= least, f"{hits} found"
    assert false <= most, f"{false} accused"
