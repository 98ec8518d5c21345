"""The figures of `align evaluate pairs`, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.cli import main
from align.document import Pair
from align.errors import InputError
from align.evaluate.pairs import evaluate, read_pairs

GOLD = [
    Pair("one", "a", 1.0, "parallel"),
    Pair("two", "b", 1.0, "parallel"),
    Pair("two", "c", 1.0, "parallel"),
    Pair("none", None, 1.0, "unrelated"),
    Pair("lone", None, 1.0, "unrelated"),
    Pair("like", "d", 1.0, "comparable"),
]


def test_figures() -> None:
    predicted = [
        Pair("one", "a", 0.9, "parallel"),
        Pair("two", "b", 0.8, "parallel"),
        Pair("two", "x", 0.9, "parallel"),
        Pair("none", None, 0.9, "unrelated"),
        Pair("lone", "y", 0.1, "comparable"),
        Pair("like", "d", 0.2, "comparable"),
    ]
    result = evaluate(GOLD, predicted, samples=50)
    assert result.figures == {
        "right source": 0.5,  # the best of `two` is x
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
        "false pairs": 0.5,
        "comparable found": 1.0,
        "comparable as parallel": 0.0,
    }
    assert result.errors == (
        "two: c is parallel, found unrelated",
        "two: x is unrelated, found parallel",
        "lone: y is unrelated, found comparable",
    )
    assert evaluate(GOLD, predicted, samples=50) == result


def test_figures_without_cases_are_none() -> None:
    result = evaluate(GOLD[:1], [], samples=10)
    assert result.figures["false pairs"] is None
    assert result.figures["recall"] == 0.0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}\n",
        "x\n",
        "[]\n",
        '{"reprint": "a", "source": "b", "verdict": "same"}\n',
        '{"reprint": 1, "source": 2, "verdict": "parallel"}\n',
    ],
)
def test_gold_that_cannot_be_used(tmp_path: Path, content: str) -> None:
    (tmp_path / "pairs.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_pairs(tmp_path / "pairs.jsonl")


CORPORA = Path(__file__).parents[2] / "corpora"


def test_the_sample_corpus(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert (
        main(
            ["pair", str(CORPORA / "reprints"), str(CORPORA / "sources"), "--out", str(tmp_path / "p.jsonl")]
        )
        == 0
    )
    lines = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(list(line) == ["reprint", "source", "score", "verdict"] for line in lines)
    assert main(["evaluate", "pairs", str(CORPORA), "--pairs", str(tmp_path / "p.jsonl"), "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    figures = measured["figures"]
    assert (figures["right source"], figures["f1"], figures["false pairs"]) == (1.0, 1.0, 0.0)
    assert figures["comparable as parallel"] == 0.0


def test_bad_articles_are_named_and_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/bad.txt").write_bytes(b"")
    (tmp_path / "r/good.txt").write_text("The talks go on next week, both sides said.\n", encoding="utf-8")
    assert main(["pair", str(tmp_path / "r"), str(CORPORA / "sources")]) == 0
    captured = capsys.readouterr()
    assert "bad.txt: is empty" in captured.err
    assert json.loads(captured.out)["source"] is None
    assert main(["pair", str(tmp_path / "r"), str(CORPORA / "sources"), "--strict"]) == 2
    assert main(["pair", str(tmp_path / "nowhere"), str(CORPORA / "sources")]) == 2
