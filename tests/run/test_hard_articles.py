"""An article that cannot be worked on fails by itself, with its reason; a machine that fails ends the run, and nothing
of that is stored."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from align.errors import AlignError, InputError
from align.run import run
from align.run.attempts import MachineError, OutOfTimeError, limited
from tests.run.conftest import configure, tree

TEXT = "The ferry was late on Monday. Passengers waited at the pier."


def _record(**fields) -> str:
    return json.dumps({"id": "odd", "text": TEXT, "language": "en", **fields}) + "\n"


def _nested(levels: int) -> str:
    return _record()[:-2] + ', "x": ' + "[" * levels + "]" * levels + "}\n"


FILES = {
    "a lone surrogate in an extra field": (
        "odd.jsonl",
        _record(section="\ud83d"),
        ["half a character"],
    ),
    "a lone surrogate in the text": ("odd.jsonl", _record(text=TEXT + " \ud83d"), []),
    "nested 40 deep": ("odd.jsonl", _nested(40), ["nested more than 32 deep"]),
    "nested 960 deep": ("odd.jsonl", _nested(960), ["nested"]),
    "nested 100,000 deep": ("odd.jsonl", _nested(100_000), ["nested too deeply"]),
    "blank lines": ("odd.jsonl", "\n \n\n", ["holds no record"]),
    "one good, one of blanks": ("odd.jsonl", _record() + "\n\n", []),
    "no number": ("odd.jsonl", _record(extra=float("nan")), []),
    "a name that is not UTF-8": (b"od\xffd.txt", TEXT, ["name that is not UTF-8"]),
    "a line feed in its name": ("od\nd.txt", "", [r"is empty"]),
}


@pytest.mark.parametrize("case", FILES)
def test_one_article_never_ends_a_run(corpus, finished, tmp_path, case):
    name, text, reasons = FILES[case]
    root, out = tmp_path / "corpus", tmp_path / "run"
    shutil.copytree(corpus, root)
    path = os.fsencode(root / "reprints") + b"/" + (name if isinstance(name, bytes) else os.fsencode(name))
    Path(os.fsdecode(path)).write_bytes(text.encode("utf-8", "surrogatepass"))
    summary = run(configure(root, out))
    assert summary.pairs == finished[1].pairs
    assert len(summary.failures) == len(reasons)
    for failed, expected in zip(summary.failures, reasons, strict=True):
        assert expected in failed.reason
        assert failed.id.isprintable()
    assert summary.reprints["found"] == 5
    before = tree(out)
    assert run(configure(root, out)).done == 0
    assert tree(out) == before


def test_ids_that_look_like_pages_and_folders(corpus, tmp_path):
    root = tmp_path / "corpus"
    shutil.copytree(corpus, root)
    text = (corpus / "reprints" / "school-bus.txt").read_text("utf-8")
    ids = ["a", "a.html/b", "a.html", "a~1fbfb957"]
    (root / "reprints" / "more.jsonl").write_text("".join(_record(id=one, text=text) for one in ids))
    summary = run(configure(root, tmp_path / "run"))
    pages = [path for path in (tmp_path / "run" / "reports").rglob("*.html") if path.is_file()]
    assert len(pages) == summary.pairs["parallel"] + summary.pairs["comparable"]
    assert summary.failures == ()


def test_an_article_with_too_many_sentences_fails_by_itself(corpus, finished, tmp_path, monkeypatch):
    monkeypatch.setattr("align.split.MOST_SENTENCES", 200)
    root = tmp_path / "corpus"
    shutil.copytree(corpus, root)
    (root / "reprints" / "long.txt").write_text("It rained.\n" * 300)
    summary = run(configure(root, tmp_path / "run"))
    assert [failed.reason for failed in summary.failures] == ["has more than 200 sentences"]
    assert summary.pairs == finished[1].pairs


# -- time ---------------------------------------------------------------------------------------------


def test_an_article_that_uses_up_its_time_fails_and_is_tried_again(corpus, finished, tmp_path, monkeypatch):
    import align.pipeline.steps as room

    real = room.split_article

    def slow(article):
        while "Misato Seisakusho" in article.text:
            try:
                sum(range(1000))
            except Exception:  # code that catches everything does not stop it
                continue
        return real(article)

    monkeypatch.setattr(room, "split_article", slow)
    out = tmp_path / "run"
    summary = run(configure(corpus, out, article_seconds=0.2))
    assert {failed.reason for failed in summary.failures} == {"took more than 0.2 seconds of processor time"}
    assert all(failed.stage == "split" for failed in summary.failures)
    monkeypatch.undo()
    run(configure(corpus, out))
    assert tree(out) == finished[2]


def test_a_limit_is_of_this_article_alone():
    def for_ever() -> None:
        while True:
            pass

    with pytest.raises(OutOfTimeError), limited(0.05):
        for_ever()
    with limited(0.05):
        pass
    end = sum(i * i for i in range(2_000_000))  # longer than the limit, outside of it
    assert end > 0


# -- files that change ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.jsonl"])
def test_a_file_that_changes_between_hash_and_read(corpus, tmp_path, monkeypatch, name):
    root = tmp_path / "corpus"
    shutil.copytree(corpus, root)
    path = root / "reprints" / name
    old, new = (
        (_record(), _record(text="Another text. It is short.")) if "l" in path.suffix else (TEXT, TEXT * 2)
    )
    path.write_text(old)
    import align.run.stages as room

    real = room.articles

    def changing(unit, language):
        if unit.path == str(path):
            path.write_text(new)
        return real(unit, language)

    monkeypatch.setattr(room, "articles", changing)
    summary = run(configure(root, tmp_path / "run"))
    assert [failed.reason for failed in summary.failures] == ["changed while the run was reading it"]
    monkeypatch.undo()
    path.write_text(old)
    run(configure(root, tmp_path / "run"))
    run(configure(root, tmp_path / "fresh"))
    assert tree(tmp_path / "run") == tree(tmp_path / "fresh")


# -- machines that fail, and what is wrong from the beginning ---------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [(MemoryError(), "not enough memory"), (OSError(28, "No space left on device"), "No space left")],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_machine_that_fails_is_no_article_that_fails(
    corpus, finished, tmp_path, monkeypatch, error, words, workers
):
    import align.pipeline.steps as room

    real = room.align_many

    def failing(pairs, *given, **named):
        if "Misato Seisakusho" in "".join(one.text for pair in pairs for one in pair.target):
            raise error
        return real(pairs, *given, **named)

    monkeypatch.setattr(room, "align_many", failing)
    out = tmp_path / "run"
    with pytest.raises((MachineError, OSError, AlignError), match=words) as raised:
        run(configure(corpus, out, workers=workers))
    assert isinstance(error, OSError) or "wage-talks" in str(raised.value)
    monkeypatch.undo()
    run(configure(corpus, out))
    assert tree(out) == finished[2]


@pytest.mark.parametrize("option", ["glossary", "profile"])
def test_a_broken_glossary_or_profile_is_not_the_articles_fault(corpus, tmp_path, option):
    path = tmp_path / "broken.toml"
    path.write_bytes(b"\xff\xfe broken")
    with pytest.raises(InputError, match=r"broken\.toml"):
        run(configure(corpus, tmp_path / "run", checks=True, **{option: str(path)}))
    assert not list((tmp_path / "run" / "stages").rglob("*.parquet"))


def test_a_dictionary_that_cannot_be_loaded_is_not_the_articles_fault(corpus, tmp_path, monkeypatch):
    def without(*_):
        raise RuntimeError("Failed initializing MeCab")

    monkeypatch.setattr("align.names.follow.ledger.source_mentions", without)
    with pytest.raises(MachineError, match="Failed initializing MeCab"):
        run(configure(corpus, tmp_path / "run", checks=True))
    assert not list((tmp_path / "run" / "stages").rglob("*.parquet"))
