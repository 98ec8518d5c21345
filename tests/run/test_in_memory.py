"""`align.run` on articles that are in memory, and the example that shows it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import align
from align.document import Article
from align.errors import InputError

CHECKOUT = Path(__file__).resolve().parents[2]
JA = "港の計画\n\n県は4月12日、総事業費320億円の港の再開発計画を公表した。\n\n古い倉庫を取り壊し、市場と公園を造る。"
EN = (
    "Harbor plan\n\nThe prefecture on April 12 unveiled a plan to rebuild its harbor at a cost of 32 billion yen.\n\n"
    "Old warehouses will make way for a market and a park."
)


def test_articles_and_records_are_run_and_run_again(tmp_path):
    reprints = [Article("r", EN, "en")]
    sources = (
        {"id": name, "text": text}
        for name, text in (("s", JA), ("other", "雨の予報\n\n明日は雨が降る見込みだ。"))
    )
    out = tmp_path / "run"
    results = align.run(reprints, sources, out=out, formats=(), workers=1)
    assert [(report.target.id, report.source.id) for report in results] == [("r", "s")]
    again = align.run(reprints, tmp_path / "run.sources.jsonl", out=out, formats=(), workers=1)
    assert len(list(again)) == 1


def test_a_wrong_option_is_named(tmp_path):
    with pytest.raises((InputError, TypeError), match="colour"):
        align.run([], [], out=tmp_path / "run", colour="red")


def test_the_package_is_still_a_package():
    from align.run import Results, RunConfig

    assert Results
    assert RunConfig


def test_the_example_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(CHECKOUT / "examples" / "run_on_articles.py"), run_name="__main__")
    said = capsys.readouterr().out
    assert "harbor renders minato" in said
    assert "2032" in said
    assert (tmp_path / "runs" / "example-dataset").is_dir()
