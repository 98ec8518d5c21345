"""The score and its parts: direction, bounds, and what bad input gives."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from align.cli import main
from align.errors import InputError
from align.fidelity.evaluation import examine, read_documents, table
from align.fidelity.fluency import tokens
from align.fidelity.planting import KINDS, known_kinds, plant
from align.fidelity.scoring import FEATURES, interval, mqm_score, score_lines
from align.fidelity.scoring.evaluation import Judged, system_pearson, within_segment_kendall
from align.fidelity.weights import fluency
from tests.fidelity.pairs import embedded

SOURCES = [
    "政府は木曜日に新しい経済対策を発表した。",
    "公司计划明年裁员3000人。",
    "首相は東京で記者会見を開いた。",
]
RIGHT = [
    "The government announced new economic measures on Thursday.",
    "The company plans to cut 3,000 jobs next year.",
    "The prime minister held a press conference in Tokyo.",
]
WRONG = [
    ".",
    "government The on announced measures economic Thursday new.",
    "Penguins live on the coasts of the southern oceans.",
]


@pytest.mark.parametrize("language", ["ja", "zh"])
@pytest.mark.parametrize("wrong", WRONG)
def test_the_right_translation_scores_above_the_wrong_one(wrong: str, language: str) -> None:
    at = 0 if language == "ja" else 1
    good, bad = score_lines([SOURCES[at]] * 2, [RIGHT[at], wrong], embedded(), source_language=language)
    assert 100 >= good > bad >= 0


def test_the_other_direction_works_too() -> None:
    good, bad = score_lines(RIGHT[:1] * 2, [SOURCES[0], SOURCES[2]], embedded())
    assert good > bad


def test_empty_sides_score_nothing() -> None:
    assert score_lines(["首相", ""], ["", "The prime minister"], embedded(), source_language="ja") == [
        0.0,
        0.0,
    ]
    assert score_lines([], [], embedded()) == []


def test_every_feature_is_documented() -> None:
    assert all((text and text[0].islower()) or text[0].isdigit() for text in FEATURES.values())


def test_fluency_prefers_the_usual_order() -> None:
    model = fluency()
    assert (
        model.costs("The government will not change.").mean()
        < model.costs("The will government change not.").mean()
    )
    assert tokens("U.S. don’t 3,000.") == ["U", ".", "S", ".", "don't", "3,000", "."]


def test_mqm_score_and_interval() -> None:
    penalties = {"critical": 25.0, "major": 5.0, "minor": 1.0, "info": 0.0}
    assert mqm_score(["major"], 1000, penalties) == 99.5
    assert mqm_score(["critical"] * 9, 10, penalties) == 0.0
    low, high = interval([0.0, 1.0] * 50)
    assert low < 0.5 < high
    assert interval([3.0]) == (3.0, 3.0)


def test_correlations_by_hand() -> None:
    judged = [
        Judged(system, "d", f"d/{segment}", False, judgement, "s", "t", "r")
        for system, segment, judgement in [
            ("a", 1, 3),
            ("b", 1, 2),
            ("c", 1, 1),
            ("a", 2, 3),
            ("b", 2, 1),
            ("c", 2, 2),
        ]
    ]
    assert within_segment_kendall(np.array([3.0, 2, 1, 3, 1, 2]), judged) == 1.0
    assert within_segment_kendall(np.zeros(6), judged) == -1.0  # ties count against
    assert system_pearson(np.array([6.0, 3, 3, 6, 3, 3]), judged) == pytest.approx(1.0)


def test_planting_is_seeded_and_changes_one_line() -> None:
    import random

    lines = [
        *RIGHT,
        'He said, "We will not give up the plan for a new bridge."',
        "About 20 million yen was spent in May.",
    ]
    donors = ["The river froze in January, which the old fishermen had never seen before, they said."]
    for kind in KINDS:
        first, again = (plant(kind, lines, random.Random(7), donors) for _ in range(2))
        assert first == again
        if first is not None and kind not in ("omission", "addition"):
            assert sum(one != two for one, two in zip(first.lines, lines, strict=True)) == 1
    with pytest.raises(InputError, match="number"):
        known_kinds("nunber")


def test_checks_are_evaluated_on_planted_errors(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    rows = [
        f"d{at}\t{english}\t{other}" for at in (1, 2) for english, other in zip(RIGHT, SOURCES, strict=True)
    ]
    path.write_text("doc\tenglish\tother\n" + "\n".join(rows) + "\n", encoding="utf-8")
    outcomes, alarms = examine(
        read_documents(path), embedded(), kinds=("number", "date"), each=1, aligned=True
    )
    assert outcomes
    assert all(one.found for one in outcomes)
    assert "any severity" in "\n".join(table(outcomes, alarms))


def test_the_commands(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    source, target = tmp_path / "s.txt", tmp_path / "t.txt"
    source.write_text("売り上げは3割減った。\n首相は会見した。\n", encoding="utf-8")
    target.write_text("Sales fell by 3%.\nThe prime minister met the press.\n", encoding="utf-8")
    base = ["check", str(source), str(target), "--lines", "--parallel", "--checks", "numbers"]
    accepted = str(tmp_path / "accepted.jsonl")
    assert main([*base, "--fail-on", "critical", "--write-baseline", accepted]) == 1
    report = json.loads(capfdbinary.readouterr().out)
    assert [one["severity"] for one in report["findings"]] == ["critical"]
    assert 0 <= report["scores"]["fidelity"] <= 100
    assert main([*base, "--fail-on", "info", "--baseline", accepted]) == 0
    capfdbinary.readouterr()
    assert main(["score", str(source), str(target)]) == 0
    assert len(capfdbinary.readouterr().out.split()) == 2
    target.write_text("one line\n", encoding="utf-8")
    assert main(["score", str(source), str(target)]) == 2
    assert b"has 1 lines" in capfdbinary.readouterr().err
