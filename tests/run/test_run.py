"""What a run writes, what it does again, and what it does about bad input."""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from align.cli import main
from align.document import Article, Decision
from align.errors import AlignError, InputError
from align.export import write
from align.report.decisions import decided_of, write_decisions
from align.run import Results, plan, run
from align.run.folder.lock import locked
from tests.run.conftest import configure, copy_corpus, tree


def test_every_input_is_accounted_for(finished):
    _, summary, _ = finished
    reprints, sources = summary.reprints, summary.sources
    assert reprints["found"] == reprints["read"] + reprints["failed"] == 4
    assert reprints["read"] == reprints["parallel"] + reprints["comparable"] + reprints["unpaired"]
    assert sources["found"] == 5
    assert sources["read"] == sources["paired"] + sources["unpaired"]
    assert summary.unpaired == ("glacier-lake",)
    assert summary.pairs["parallel"] == 3


def test_pages_dataset_and_exports_are_there(finished):
    out, _, _ = finished
    index = (out / "index.html").read_text("utf-8")
    for name in ("rail-freight", "wage-talks", "school-bus"):
        assert (out / "reports" / f"{name}.html").is_file()
        assert f"reports/{name}.html" in index
    assert (out / "dataset" / "README.md").is_file()
    assert (out / "export" / "corpus.tmx").is_file()
    assert json.loads((out / "run.json").read_text("utf-8"))["summary"]["reprints"]["read"] == 4


def test_the_results_are_a_collection_of_reports(finished, tmp_path):
    out, _, _ = finished
    results = Results(out)
    assert len(results) == len(list(results)) == len(list(results)) == 3
    for report in results:
        for sentence in report.target_sentences:
            assert report.target.text[sentence.start : sentence.end] == sentence.text
    assert "rail-freight" in results._repr_html_()
    assert write(results, "tsv", tmp_path / "out.tsv")["beads"] > 10


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_change_no_byte(corpus, finished, tmp_path, workers):
    run(configure(corpus, tmp_path / "run", workers=workers))
    assert tree(tmp_path / "run") == finished[2]


def test_a_second_time_nothing_is_to_do(corpus, finished, tmp_path):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    stamps = {path: path.stat().st_mtime_ns for path in (out / "stages").rglob("*") if path.is_file()}
    assert run(configure(corpus, out)).done == 0
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert {planned.words for planned in plan(configure(corpus, out))} <= {
        f"nothing to do ({count} there)" for count in range(10)
    }


def test_a_changed_article_changes_only_what_is_made_from_it(corpus, finished, tmp_path):
    shutil.copytree(corpus, tmp_path / "corpus")
    shutil.copytree(finished[0], tmp_path / "run")
    article = tmp_path / "corpus" / "reprints" / "wage-talks.txt"
    article.write_text(article.read_text("utf-8-sig").replace("19,500", "19,600"), "utf-8")
    before = tree(tmp_path / "run" / "stages" / "sentences")
    run(configure(tmp_path / "corpus", tmp_path / "run"))
    after = tree(tmp_path / "run" / "stages" / "sentences")
    assert before.keys() == after.keys()
    assert "19,600" in (tmp_path / "run" / "reports" / "wage-talks.html").read_text("utf-8")
    fresh = tmp_path / "fresh"
    run(configure(tmp_path / "corpus", fresh))
    assert tree(tmp_path / "run") == tree(fresh)


def test_an_article_that_is_gone_leaves_nothing_behind(corpus, finished, tmp_path):
    shutil.copytree(corpus, tmp_path / "corpus")
    shutil.copytree(finished[0], tmp_path / "run")
    (tmp_path / "corpus" / "reprints" / "wage-talks.txt").unlink()
    summary = run(configure(tmp_path / "corpus", tmp_path / "run"))
    assert summary.reprints["found"] == 3
    run(configure(tmp_path / "corpus", tmp_path / "fresh"))
    assert tree(tmp_path / "run") == tree(tmp_path / "fresh")
    assert not (tmp_path / "run" / "reports" / "wage-talks.html").exists()


def test_what_was_tampered_with_is_made_again(corpus, finished, tmp_path):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    next((out / "stages" / "sentences").glob("*.parquet")).write_bytes(b"PAR1")
    next((out / "stages" / "split").rglob("*.json")).write_text("{")
    (out / "reports" / "wage-talks.html").unlink()
    (out / "export" / "corpus.tsv").write_text("")
    assert run(configure(corpus, out)).done >= 4
    assert tree(out) == finished[2]


def test_a_plan_writes_nothing(corpus, tmp_path):
    planned = plan(configure(corpus, tmp_path / "run"))
    assert (planned[0].stage, planned[0].done) == ("read", 0)
    assert planned[-1].words == "depends on what comes before"
    assert not (tmp_path / "run").exists()


def test_every_format_is_an_export_of_a_run_and_goes_when_it_is_not_wanted(corpus, finished, tmp_path):
    out = tmp_path / "run"
    shutil.copytree(finished[0], out)
    formats = ("hf", "parquet", "tmx", "xliff", "tsv", "moses", "jsonl")
    summary = run(configure(corpus, out, formats=formats))
    assert all(counts["beads"] for counts in summary.exports.values())
    assert {path.name for path in (out / "export").iterdir()} >= {"corpus.tmx", "corpus.jsonl", "parquet"}
    assert any(path.name.endswith("-en.ids") for path in (out / "export").iterdir())
    assert run(configure(corpus, out, formats=formats)).done == 0
    run(configure(corpus, out))
    assert tree(out) == finished[2]


def test_checks_are_part_of_a_run(tmp_path):
    copy_corpus(
        tmp_path, ("rail-freight.txt", "school-bus.txt"), ("zh/rail-freight.txt", "ja/school-bus.txt")
    )
    summary = run(configure(tmp_path, tmp_path / "run", checks=True, workers=2))
    names = (tmp_path / "run" / "names.jsonl").read_text(encoding="utf-8").splitlines()
    assert any(json.loads(line)["spellings"] for line in names)
    assert (tmp_path / "run" / "names.tsv").read_text(encoding="utf-8").startswith("source\tenglish\tkind\n")
    assert sum(summary.findings.values()) > 0
    reports = list(Results(tmp_path / "run"))
    assert all(report.signature for report in reports)
    assert {"numbers", "currency"} & {finding.check for report in reports for finding in report.findings}


# -- articles that fail -------------------------------------------------------------------------


@pytest.fixture
def bad_corpus(corpus, tmp_path) -> Path:
    root = tmp_path / "bad"
    shutil.copytree(corpus, root)
    (root / "reprints" / "empty.txt").write_bytes(b"")
    (root / "reprints" / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (root / "sources" / "broken.jsonl").write_text('{"id": "x"}\n{"id": "no text"\n')
    return root


def test_decisions_beside_a_run_are_on_its_pages(tmp_path):
    root = copy_corpus(tmp_path / "corpus", ("rail-freight.txt",), ("zh/rail-freight.txt",))
    out = tmp_path / "run"
    run(configure(root, out, checks=True))
    before = tree(out)
    (report,) = Results(out)
    assert report.findings
    dismissed = replace(report, decisions=(Decision("dismissed", "agreed"),) * len(report.findings))
    write_decisions(out / "decisions.jsonl", decided_of(dismissed))
    (page,) = (out / "reports").rglob("*.html")
    assert run(configure(root, out, checks=True)).done >= 1  # the page, and what is made from it
    assert 'data-state="dismissed"' in page.read_text(encoding="utf-8")
    assert "<b>1 of 1</b> article finished" in (out / "index.html").read_text(encoding="utf-8")
    (out / "decisions.jsonl").unlink()
    run(configure(root, out, checks=True))
    assert tree(out) == before


def test_articles_that_fail_are_recorded_and_the_others_done(bad_corpus, finished, tmp_path):
    summary = run(configure(bad_corpus, tmp_path / "run"))
    assert summary.reprints["failed"] == 2
    assert summary.sources["failed"] == 2
    assert summary.pairs == finished[1].pairs
    lines = [
        json.loads(line) for line in (tmp_path / "run" / "failures.jsonl").read_text("utf-8").splitlines()
    ]
    reasons = {Path(line["id"]).name: line["reason"] for line in lines}
    assert set(reasons) == {"empty.txt", "binary.txt", "broken.jsonl:1", "broken.jsonl:2"}
    assert "empty" in reasons["empty.txt"]
    assert "failed (read)" in summary.table()


def test_with_strict_the_first_failure_ends_the_run(bad_corpus, tmp_path):
    with pytest.raises(AlignError, match=r"empty\.txt|binary\.txt|broken\.jsonl"):
        run(configure(bad_corpus, tmp_path / "run", strict=True))


@pytest.mark.parametrize(("name", "stage"), [("split_article", "split"), ("align_many", "sentences")])
def test_a_step_that_raises_fails_one_article(corpus, tmp_path, monkeypatch, name, stage):
    import align.pipeline.steps as room

    real = getattr(room, name)

    def broken(*given, **named):
        whole = isinstance(given[0], Article)
        texts = given[0].text if whole else "".join(one.text for pair in given[0] for one in pair.target)
        if "Misato Seisakusho" in texts:
            raise RuntimeError("no <object at 0x7f00aa> here")
        return real(*given, **named)

    monkeypatch.setattr(room, name, broken)
    summary = run(configure(corpus, tmp_path / "run"))
    assert [(failed.stage, failed.reason) for failed in summary.failures] == [
        (stage, "RuntimeError: no <object at 0x…> here")
    ]
    assert summary.pairs["parallel"] == (2 if stage == "split" else 3)


def test_two_articles_with_one_id_are_told_apart(corpus, tmp_path):
    shutil.copytree(corpus, tmp_path / "corpus")
    record = {
        "id": "twice",
        "text": "The harbour was closed on Monday. Ships waited outside.",
        "language": "en",
    }
    lines = json.dumps(record) + "\n" + json.dumps({**record, "text": "Another text. It is short."}) + "\n"
    (tmp_path / "corpus" / "reprints" / "more.jsonl").write_text(lines)
    summary = run(configure(tmp_path / "corpus", tmp_path / "run"))
    assert (summary.reprints["found"], summary.reprints["read"], summary.reprints["failed"]) == (6, 5, 1)
    assert "is already that of" in summary.failures[0].reason


def test_ids_do_not_lead_out_of_the_folder(corpus, tmp_path):
    shutil.copytree(corpus, tmp_path / "corpus")
    for side, name in (("reprints", "wage-talks.txt"), ("sources", "ja/wage-talks.txt")):
        path = tmp_path / "corpus" / side / name
        text = path.read_bytes().decode("utf-8-sig" if side == "reprints" else "cp932")
        path.with_suffix(".jsonl").write_text(json.dumps({"id": "../../../evil", "text": text}), "utf-8")
        path.unlink()
    run(configure(tmp_path / "corpus", tmp_path / "here" / "run"))
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["run"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "here"]
    assert len(list((tmp_path / "here" / "run" / "reports").rglob("*evil.html"))) == 1


# -- workers that die ---------------------------------------------------------------------------


def test_a_worker_that_dies_costs_nothing(corpus, finished, tmp_path, monkeypatch):
    import align.pipeline.steps as room

    real, mark, here = room.align_many, tmp_path / "died", os.getpid()

    def deadly(*given, **named):
        if os.getpid() != here and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)

    monkeypatch.setattr(room, "align_many", deadly)
    run(configure(corpus, tmp_path / "run", workers=2))
    assert mark.exists()
    assert tree(tmp_path / "run") == finished[2]


def test_a_shard_that_kills_every_worker_is_named_and_the_run_can_be_taken_up(
    corpus, finished, tmp_path, monkeypatch
):
    import align.pipeline.steps as room

    real, here = room.align_many, os.getpid()

    def deadly(*given, **named):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)

    monkeypatch.setattr(room, "align_many", deadly)
    with pytest.raises(AlignError, match=r"sentences \d+: 3 workers died"):
        run(configure(corpus, tmp_path / "run", workers=2))
    monkeypatch.undo()
    run(configure(corpus, tmp_path / "run"))
    assert tree(tmp_path / "run") == finished[2]


# -- wrong use ----------------------------------------------------------------------------------


def test_the_second_of_two_runs_is_told_so(tmp_path):
    with (
        locked(tmp_path / "run"),
        pytest.raises(InputError, match=r"another run is working in it \(process \d+"),
        locked(tmp_path / "run", patience=0),
    ):
        pass
    with locked(tmp_path / "run", patience=0):
        pass
    assert not (tmp_path / "run" / ".lock").exists()


def test_a_lock_whose_holder_is_gone_does_not_hold(tmp_path):
    (tmp_path / ".lock").write_text("process 999999 on nowhere\n")
    with locked(tmp_path, patience=0):
        assert f"process {os.getpid()}" in (tmp_path / ".lock").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-folder", "SOURCES", "--out", "OUT"], "no-such-folder: does not exist"),
        (["REPRINTS", "SOURCES"], "`out`: is not named"),
        (
            ["REPRINTS", "SOURCES", "--out", "OUT", "--model", "nothing-like-it"],
            "nothing-like-it: no registered model",
        ),
        (["REPRINTS", "SOURCES", "--out", "OUT", "--format", "csv"], "csv: no such export format"),
        (["REPRINTS", "SOURCES", "--out", "REPRINTS"], "holds other things"),
        (["-", "SOURCES", "--out", "OUT"], "reads its input more than once"),
        (["missing.toml", "--out", "OUT"], "missing.toml: No such file"),
        (
            ["REPRINTS", "SOURCES", "--out", "OUT", "--glossary", "none.tsv", "--no-checks"],
            "none.tsv: is no file",
        ),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(corpus, tmp_path, capsys, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    names = {"REPRINTS": str(corpus / "reprints"), "SOURCES": str(corpus / "sources"), "OUT": "out"}
    assert main(["run", *(names.get(argument, argument) for argument in arguments)]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_run_cannot_be_exported(tmp_path, capsys):
    assert main(["export", str(tmp_path), "--format", "tmx", "--out", str(tmp_path / "x.tmx")]) == 2
    assert "is not a run's folder" in capsys.readouterr().err
