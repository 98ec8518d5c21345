"""The folder opens with the real `datasets` library, and holds what it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from align.errors import InputError
from align.export.dataset.folder import DatasetOptions, fields_of, write_dataset
from align.export.dataset.splits import Shares
from align.export.rows import bead_rows
from align.export.selection import Selection

OPTIONS = DatasetOptions("test-corpus", shares=Shares(0.1, 0.1))


@pytest.fixture(autouse=True)
def offline(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")


def load(folder: Path, *names: str, **more):
    import datasets

    return datasets.load_dataset(str(folder), *names, cache_dir=str(folder.parent / "cache"), **more)


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_library_loads_every_configuration(tmp_path, reports):
    statistics = write_dataset(reports, tmp_path / "out", None, OPTIONS)
    loaded = load(tmp_path / "out")
    assert {split: rows.num_rows for split, rows in loaded.items()} == {
        split: statistics.beads[split] for split in ("train", "validation", "test")
    }
    assert "translation" not in loaded["train"].features
    for pair in ("en-ja", "en-zh"):
        feature = load(tmp_path / "out", pair)["train"].features["translation"]
        assert (type(feature).__name__, feature.languages) == ("Translation", pair.split("-"))
    japanese = load(tmp_path / "out", "en-ja")["train"]
    assert all(row["translation"]["en"] and row["translation"]["ja"] for row in japanese)
    whole = load(tmp_path / "out", "articles")["test"][0]
    assert [bead["source"] for bead in whole["beads"]] == [[0], [1], [2], [], [1, 2]]


def test_croissant_names_every_file_and_column(tmp_path, reports):
    write_dataset(reports, tmp_path / "out", None, OPTIONS)
    record = json.loads((tmp_path / "out" / "croissant.json").read_text("utf-8"))
    for file in record["distribution"]:
        data = (tmp_path / "out" / file["contentUrl"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    assert [one["name"] for one in record["recordSet"]] == ["en-ja", "en-zh", "articles"]
    columns = [field["name"] for field in record["recordSet"][0]["field"]]
    assert {"source_text", "target_text", "score", "source_date"} <= set(columns)
    assert set(columns) <= set(load(tmp_path / "out", "en-ja")["train"].features)


def test_the_card_passes_the_hub_s_own_validation(tmp_path, reports):
    from huggingface_hub import DatasetCard, DatasetCardData

    write_dataset(reports, tmp_path / "out", None, OPTIONS)
    data = DatasetCard.load(tmp_path / "out" / "README.md").data
    known = DatasetCardData(**data.to_dict())
    assert known.to_dict() == data.to_dict()
    assert known.multilinguality == ["translation"]


def test_an_iterator_is_written_like_a_list(tmp_path, reports):
    from align.export import write

    assert write(iter(reports), "hf", tmp_path / "one") == write(reports, "hf", tmp_path / "two")
    assert tree(tmp_path / "one").keys() == tree(tmp_path / "two").keys()


def test_it_streams(tmp_path, reports):
    write_dataset(reports, tmp_path / "out", None, OPTIONS)
    row = next(iter(load(tmp_path / "out", split="test", streaming=True)))
    assert row["findings"] == [] or row["findings"][0]["check"] == "numbers"
    assert row["names"][0]["text"] == "石破茂"


def test_no_text_of_the_held_out_splits_is_in_train(tmp_path, reports):
    statistics = write_dataset(reports, tmp_path / "out", None, OPTIONS)
    loaded = load(tmp_path / "out")
    train, test = (
        {row["target_text"] for row in loaded[split] if len(row["target_text"]) >= 48}
        for split in ("train", "test")
    )
    assert train
    assert test
    assert not train & test
    assert statistics.left_out["beads of train whose text is also in validation or test"] > 0


def test_the_front_matter_is_yaml_that_the_hub_reads(tmp_path, reports):
    from huggingface_hub import DatasetCard

    write_dataset(reports, tmp_path / "out", None, replace(OPTIONS, licence="cc0-1.0"))
    fields = fields_of(tmp_path / "out")
    assert fields["language"] == ["en", "ja", "zh"]
    assert [config["config_name"] for config in fields["configs"]] == [
        "default",
        "en-ja",
        "en-zh",
        "articles",
    ]
    card = DatasetCard.load(tmp_path / "out" / "README.md")
    assert card.data.license == "cc0-1.0"
    for plot in ("scores", "bead-types", "fidelity", "findings"):
        assert f"plots/{plot}.svg" in card.text
        assert (tmp_path / "out" / "plots" / f"{plot}.svg").read_text().startswith("<svg")


def test_articles_that_forbid_redistribution_are_left_out_or_without_text(tmp_path, reports):
    write_dataset(reports, tmp_path / "full", None, OPTIONS)
    assert "r11" not in {row["reprint_id"] for rows in load(tmp_path / "full").values() for row in rows}
    write_dataset(reports, tmp_path / "none", Selection(text="none"), OPTIONS)
    rows = [row for rows in load(tmp_path / "none").values() for row in rows]
    assert "r11" in {row["reprint_id"] for row in rows}
    assert {row["source_text"] for row in rows} == {None}
    for path in (tmp_path / "none").rglob("*"):
        if path.is_file():
            assert "石破茂".encode() not in path.read_bytes()


def test_offsets_and_hashes_restore_the_text(tmp_path, reports):
    from align.export.rows import digest, joined

    write_dataset(reports, tmp_path / "none", Selection(text="none"), OPTIONS)
    articles = {report.source.id: report.source for report in reports}
    for row in load(tmp_path / "none", "en-ja")["train"]:
        article = articles[row["source_id"]]
        text = joined([article.text[span["start"] : span["end"]] for span in row["source_spans"]], "ja")
        assert digest(text) == row["source_sha256"]


def test_equal_input_gives_equal_bytes(tmp_path, reports):
    for name in ("one", "two"):
        write_dataset(reports, tmp_path / name, None, OPTIONS)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_many_rows_become_many_files(tmp_path, reports):
    write_dataset(reports, tmp_path / "out", None, replace(OPTIONS, rows_a_file=5))
    files = sorted(path.name for path in (tmp_path / "out" / "data" / "en-ja").glob("train-*"))
    assert [name[:11] for name in files[:2]] == ["train-00000", "train-00001"]
    assert load(tmp_path / "out", "en-ja")["train"].num_rows > 5


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), 3),
        (Selection(min_score=0.92), 1),
        (Selection(min_fidelity=50), 2),
        (Selection(no_major_findings=True), 1),
        (Selection(min_score=0.99), 0),
    ],
)
def test_filters(reports, selection, kept):
    assert len(list(selection.beads(reports[0]))) == kept
    assert len(list(bead_rows(reports[0]))) == 3


def test_comparable_pairs_can_be_left_out(tmp_path, reports):
    write_dataset(reports, tmp_path / "out", Selection(parallel_only=True), OPTIONS)
    assert fields_of(tmp_path / "out")["language"] == ["en", "ja"]


def test_an_existing_folder_is_not_touched_unless_asked(tmp_path, reports):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_dataset(reports, tmp_path / "out", None, OPTIONS)
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_nothing_to_write_is_said_and_leaves_nothing(tmp_path, reports):
    with pytest.raises(InputError, match="nothing to write"):
        write_dataset([reports[11]], tmp_path / "out", None, OPTIONS)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_the_middle_leaves_nothing(tmp_path, reports, monkeypatch):
    import align.export.dataset.folder as module

    monkeypatch.setattr(
        module, "write_card", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(OSError, match="No space"):
        write_dataset(reports, tmp_path / "out", None, OPTIONS)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_written_anew_is_not_answered_from_the_cache(tmp_path, reports):
    def rows(folder: Path) -> int:
        return sum(split.num_rows for split in load(folder).values())

    first = write_dataset(reports, tmp_path / "out", None, OPTIONS)
    assert rows(tmp_path / "out") == sum(first.beads.values())
    second = write_dataset(reports, tmp_path / "out", Selection(min_score=0.92), OPTIONS, overwrite=True)
    assert sum(second.beads.values()) < sum(first.beads.values())
    assert rows(tmp_path / "out") == sum(second.beads.values())


@pytest.mark.parametrize("file", ["notes.txt", "data/mine.csv", "README.md.bak", ".git/config"])
def test_a_folder_with_anything_else_in_it_is_not_replaced(tmp_path, reports, file):
    write_dataset(reports, tmp_path / "out", options=OPTIONS)
    (tmp_path / "out" / file).parent.mkdir(exist_ok=True)
    (tmp_path / "out" / file).write_text("mine")
    before = tree(tmp_path / "out")
    with pytest.raises(InputError, match="would be lost"):
        write_dataset(reports, tmp_path / "out", options=OPTIONS, overwrite=True)
    assert tree(tmp_path / "out") == before


def test_a_link_is_not_replaced(tmp_path, reports):
    write_dataset(reports, tmp_path / "out", options=OPTIONS)
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with pytest.raises(InputError, match="no folder of its own"):
        write_dataset(reports, tmp_path / "link", options=OPTIONS, overwrite=True)


def test_names_on_the_card_do_nothing(tmp_path, reports):
    name = "![x](https://example.org/x.png) <script> | *b*"
    write_dataset(reports, tmp_path / "out", options=replace(OPTIONS, name=name))
    body = (tmp_path / "out" / "README.md").read_text("utf-8").split("---\n", 2)[2]
    assert "![x](" not in body
    assert "<script>" not in body
    assert body.startswith("\n# \\!\\[x\\]\\(https://example.org/x.png\\) \\<script\\> \\| \\*b\\*\n")
