"""Figures on names: what counts as right, and gold that cannot be used."""

from __future__ import annotations

import pytest

from align.cli import main
from align.errors import InputError
from align.evaluate.name_figures import measure
from align.evaluate.names import evaluate_ranks, evaluate_readings, figure, rows_of


def test_an_interval_holds_its_share():
    found = figure("x", [True] * 90 + [False] * 10)
    assert (found.right, found.of) == (90, 100)
    assert found.low < 0.9 < found.high
    assert figure("none", []).of == 0


def test_a_tie_is_no_success():
    rows = [("ア", "a"), ("イ", "b")]
    assert evaluate_ranks(rows, lambda name, pool, language: [(c, 0.5) for c in pool])[0].right == 0
    right = {"ア": "a", "イ": "b"}
    perfect = evaluate_ranks(
        rows,
        lambda name, pool, language: sorted(
            ((c, float(c == right[name])) for c in pool), key=lambda x: -x[1]
        ),
    )
    assert perfect[0].value == 1.0


def test_readings_count_rows_and_names():
    rows = [("毅", "たけし", "", "given", ""), ("毅", "き", "", "given", "")]
    header = ["kanji", "kana", "romaji", "part", "people"]
    figures = evaluate_readings(rows, header, lambda kanji, kind: ["たけし", "つよし"])
    assert [f.right for f in figures] == [1, 1, 1, 1]
    assert [f.of for f in figures] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("a\tb\nc\td\n", "has the columns a, b"),
        ("name\tenglish\nx\n", "line 2: has no tab"),
    ],
)
def test_gold_that_cannot_be_used(text, reason, tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        measure(path)


def test_a_missing_file_and_a_folder_without_gold(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        measure(tmp_path / "none.tsv")
    with pytest.raises(InputError, match=r"no names\.jsonl"):
        measure(tmp_path)


def test_planted_errors_from_the_command_line(tmp_path, capsys):
    path = tmp_path / "news.tsv"
    lines = [
        "doc\tenglish\tother",
        "a\tTreasury Secretary Scott Bessent said so.\tスコット・ベッセント財務長官は述べた。",
        "b\tManager Kevin Hartman said so.\tケビン・ハートマン監督は述べた。",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["evaluate", "names", str(path)]) == 0
    out = capsys.readouterr().out
    assert "false positives among correct names: 0.0000" in out
    assert "exchanged persons found: 1.0000" in out
    assert rows_of(path)[0] == ["doc", "english", "other"]
