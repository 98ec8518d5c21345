"""`align sentences` and `align evaluate sentences` as a script calls them."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from align.cli import main

SOURCE = "中国央行周三宣布下调存款准备金率。\n天气很好，孩子们在公园里玩耍。\n日本首相将于下个月访问北京。\n"
TARGET = (
    "China's central bank said on Wednesday it would cut the reserve requirement ratio.\n"
    "Japan's prime minister will visit Beijing next month.\n"
)
GOLD = "[0]:[0]\n[2]:[1]\n[1]:[]\n"


@pytest.fixture
def texts(tmp_path):
    (tmp_path / "src.txt").write_text(SOURCE)
    (tmp_path / "tgt.txt").write_text(TARGET)
    return tmp_path


@pytest.fixture
def gold(tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / "gold" / name
        folder.mkdir(parents=True)
        (folder / "src.txt").write_text(SOURCE)
        (folder / "tgt.txt").write_text(TARGET)
        (folder / "gold.txt").write_text(GOLD)
    return tmp_path / "gold"


def sides(line: str) -> str:
    return line.rsplit(":", 1)[0]


def test_lines_in_vecalign_out(texts, capsys):
    assert main(["sentences", str(texts / "src.txt"), str(texts / "tgt.txt"), "--lines"]) == 0
    assert [sides(line) for line in capsys.readouterr().out.splitlines()] == ["[0]:[0]", "[1]:[]", "[2]:[1]"]


def test_standard_input_and_a_file_that_appears_whole(texts, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(SOURCE.encode())))
    out = texts / "beads.jsonl"
    arguments = ["sentences", "-", str(texts / "tgt.txt"), "--lines", "--format", "jsonl", "--out", str(out)]
    assert main(arguments) == 0
    assert capsys.readouterr().out == ""
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [record["source"] for record in records] == [[0], [1], [2]]
    assert all(0 <= record["score"] <= 1 for record in records)


def test_whole_articles_are_read_and_split(texts, capsys):
    (texts / "a.txt").write_text(SOURCE.replace("\n", ""))
    (texts / "b.txt").write_text(TARGET.replace("\n", " "))
    assert main(["sentences", str(texts / "a.txt"), str(texts / "b.txt"), "--format", "tsv"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    assert ["2", "1"] in [row[:2] for row in rows]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-", "-"], "only one text"),
        (["missing.txt", "missing.txt"], "does not exist"),
        (["src.txt", "tgt.txt", "--model", "no-such-model"], "no registered model"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(arguments, reason, texts, monkeypatch, capsys):
    monkeypatch.chdir(texts)
    assert main(["sentences", *arguments, "--lines"]) == 2
    message = capsys.readouterr().err
    assert reason in message
    assert message.count("\n") == 1


def test_evaluation_writes_measures_and_compares(gold, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["evaluate", "sentences", str(gold), "--write", str(out), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["figures"]["links F1"] == 1.0
    assert result["figures"]["null F1"] == 1.0
    assert "model:embedded@" in result["signature"]
    assert set(result["documents"]) == {"one", "two"}
    worse = tmp_path / "worse"
    for name in ("one", "two"):
        (worse / name).mkdir(parents=True)
        (worse / name / "beads.txt").write_text("[0]:[0]\n[1]:[1]\n")
    arguments = ["evaluate", "sentences", str(gold), "--beads", str(out), "--compare", str(worse)]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert "against the other beads: +0.5000" in text
    assert "p = 0.0000" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gold.ladder", "0\t0\t1\n1\t1\t1\n2\t1\t1\n3\t2\t0\n"),
        ("gold.tsv", SOURCE.split("\n")[0] + "\t" + TARGET.split("\n")[0]),
    ],
)
def test_gold_in_other_forms(name, content, gold, capsys):
    (gold / "one" / "gold.txt").unlink()
    (gold / "one" / name).write_text(content)
    assert main(["evaluate", "sentences", str(gold), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"]["one"]["lax F1"] >= 0.5


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda gold: (gold / "one" / "gold.txt").write_text("[9]:[0]\n"), "there are 3"),
        (lambda gold: (gold / "one" / "src.txt").unlink(), "does not exist"),
    ],
)
def test_spoilt_gold_says_what_is_wrong(spoil, reason, gold, capsys):
    spoil(gold)
    assert main(["evaluate", "sentences", str(gold)]) == 2
    assert reason in capsys.readouterr().err


def test_no_gold_at_all(tmp_path, capsys):
    assert main(["evaluate", "sentences", str(tmp_path)]) == 2
    assert "no gold" in capsys.readouterr().err
