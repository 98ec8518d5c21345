"""Sentences that serve two beads: found, marked, written, read, shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import align
from align import align_sentences, load_model
from align.cli import main
from align.document import Bead, main_beads
from align.evaluate.beads import count, evaluate
from align.export.rows import article_row, bead_rows
from align.formats import beads as formats
from align.report import render
from align.sentences import Settings

BENCH = Path(__file__).parents[2] / "corpora" / "bench"
MUSEUM = BENCH / "zh-hant-museum"

MAIN = [Bead((0, 2), (0,), 0.9), Bead((1,), (1,), 0.8), Bead((3,), (), 0.7)]
FURTHER = [Bead((1,), (0,), 0.6, also=True)]
TEXTS = (["甲。", "乙。", "丙。", "丁。"], ["A and B and C.", "B."])


@pytest.fixture(scope="module")
def report():
    return align.check(align.read(MUSEUM / "source.txt"), align.read(MUSEUM / "free.txt"))


def test_a_lead_that_draws_on_a_sentence_told_below_has_a_further_bead(report):
    # "Two paintings by Yan Qiubai" names the painter, whom a later sentence of the source names.
    assert ((4,), (0,)) in {(bead.source, bead.target) for bead in report.also}
    assert all(bead.also and 0.5 <= bead.score <= 1 for bead in report.also)


def test_main_beads_hold_every_sentence_once_whatever_else_is_found(report):
    for side, sentences in (("source", report.source_sentences), ("target", report.target_sentences)):
        held = sorted(at for bead in report.beads for at in getattr(bead, side))
        assert held == list(range(len(sentences)))
    assert not any(bead.also for bead in report.beads)


@pytest.mark.parametrize("article", sorted(path.name for path in BENCH.iterdir() if path.is_dir()))
def test_further_beads_are_asked_for_and_leave_the_main_ones_as_they_are(article):
    texts = [align.read(BENCH / article / name).text.split("\n") for name in ("source.txt", "free.txt")]
    texts = [[line for line in text if line.strip()] for text in texts]
    model = load_model("embedded")
    plain = align_sentences(*texts, model)
    also = align_sentences(*texts, model, settings=Settings(also=True))
    assert list(main_beads(also)) == plain
    homes = {i: bead for bead in plain for i in bead.source}
    for bead in also[len(plain) :]:
        assert bead.also
        assert not set(bead.target) & set(homes[bead.source[0]].target)


def test_texts_the_other_way_round_have_the_same_further_beads():
    source, target = ((MUSEUM / name).read_text("utf-8").split("\n\n") for name in ("source.txt", "free.txt"))
    model, settings = load_model("embedded"), Settings(also=True)
    codes = {"source_language": "zh-Hant", "target_language": "en"}
    there = align_sentences(source, target, model, settings=settings, **codes)
    back = align_sentences(
        target, source, model, settings=settings, source_language="en", target_language="zh-Hant"
    )
    turned = {(bead.target, bead.source) for bead in back if bead.also}
    assert {(bead.source, bead.target) for bead in there if bead.also} == turned


@pytest.mark.parametrize("form", ["vecalign", "tsv", "jsonl"])
def test_formats_with_indices_keep_the_mark(form, tmp_path):
    alignment = formats.Alignment(*TEXTS, [*MAIN, *FURTHER])
    path = tmp_path / "beads"
    path.write_text(str(formats.write(alignment, form)), encoding="utf-8")
    assert formats.read(path, *TEXTS) == [*MAIN, *FURTHER]


def test_vecalign_lines_say_also_behind_the_score():
    lines = str(formats.write(formats.Alignment(*TEXTS, [*MAIN, *FURTHER]), "vecalign")).splitlines()
    assert lines[0] == "[0, 2]:[0]:0.9000"
    assert lines[-1] == "[1]:[0]:0.6000:also"


@pytest.mark.parametrize(
    ("line", "bead"),
    [
        ("[3]:[0]:0.5:also", Bead((3,), (0,), 0.5, also=True)),
        ("[3]:[0]:also", Bead((3,), (0,), 0.0, also=True)),
        ("[3, 9]:[0]", Bead((3, 9), (0,))),
        ("[3]:[0]:0.5", Bead((3,), (0,), 0.5)),
    ],
)
def test_gold_lines_are_read(line, bead, tmp_path):
    path = tmp_path / "gold.txt"
    path.write_text(line + "\n", encoding="utf-8")
    assert formats.read(path) == [bead]


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_a_bead_with_a_gap_is_one_unit_and_further_beads_are_none(form):
    written = formats.write(formats.Alignment(*TEXTS, [*MAIN, *FURTHER]), form)
    assert isinstance(written, bytes)
    text = written.decode()
    assert text.count("甲。丙。") == 1
    assert text.count(">乙。<") == 1


def test_strict_figures_count_main_beads_only():
    found = evaluate([count("a", MAIN, [*MAIN, *FURTHER])]).figures
    assert found["links F1"] == 1.0
    assert evaluate([count("a", [*MAIN, *FURTHER], MAIN)]).figures["links F1"] == 1.0


def test_report_json_page_and_rows_show_them(report):
    values = json.loads(render(report, "json"))
    assert {"source": [4], "target": [0]}.items() <= {
        key: value for one in values["also"] if one["source"] == [4] for key, value in one.items()
    }.items()
    assert len(values["beads"]) == len(report.beads)
    page = render(report, "html")
    assert '<a class="tag also" href="#t0">also: reprint 1</a>' in page
    assert '<a class="tag also" href="#s4">also: source 5</a>' in page
    twice = {row.id for row in bead_rows(report) if row.also}
    assert twice
    assert twice < {row.id for row in bead_rows(report)}
    assert sum(bead.also for bead in article_row(report).beads) == len(report.also)


def test_the_command_lists_them_when_asked(tmp_path, capsys):
    for name in ("source.txt", "free.txt"):
        (tmp_path / name).write_text((MUSEUM / name).read_text("utf-8"), encoding="utf-8")
    names = [str(tmp_path / "source.txt"), str(tmp_path / "free.txt")]
    assert main(["sentences", *names]) == 0
    plain = capsys.readouterr().out
    assert ":also" not in plain
    assert main(["sentences", *names, "--also"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(plain)
    assert "[4]:[0]:" in listed.removeprefix(plain)
