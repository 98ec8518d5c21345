"""A run under review: its list, its articles one after another, its own record of how it was checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from align.cli import main
from align.errors import InputError
from align.model import Model
from align.review.server import Office
from align.review.works import Checking, RunOfArticles, told_of
from align.run import run
from tests.review.conftest import client_of
from tests.run.conftest import configure, copy_corpus


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_corpus(
        tmp_path_factory.mktemp("corpus"),
        ("rail-freight.txt", "school-bus.txt"),
        ("zh/rail-freight.txt", "ja/school-bus.txt"),
    )
    run(configure(root, root / "run", checks=True))
    return root / "run"


def office_of(folder: Path, model: Model) -> Office:
    return Office(RunOfArticles(folder, Checking(lambda: model)), "ms")


def test_the_list_and_the_articles(made: Path, model: Model) -> None:
    client = client_of(office_of(made, model))
    home = client.get("/").text
    assert re.findall(r'href="(article/\d+)"', home) == ["article/0", "article/1"]
    first, last = client.get("/article/0").text, client.get("/article/1").text
    assert 'data-after="1"' in first
    assert "data-before" not in first
    assert 'data-before="0"' in last
    assert client.get("/article/2").status_code == 404

    keys = re.findall(r'data-key="([0-9a-f]+)"', client.get("/article/0/state").json()["cards"])
    assert keys
    done = client.post(
        "/article/0/act", json={"do": "decide", "findings": keys, "state": "dismissed", "reason": "agreed"}
    )
    assert done.status_code == 200
    assert "of 2</b> articles finished" in client.get("/").text
    assert 'data-only="?only=open"' in client.get("/").text
    assert "data-before" not in client.get("/article/1?only=open").text  # the first one is finished
    assert 'data-before="0"' in client.get("/article/1").text
    lines = (made / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(keys)
    assert len(json.loads(lines[0])["articles"]) == 2
    assert client.post("/article/0/save", json={}).status_code == 200
    assert list((made / "review" / "gold").glob("*/gold.txt"))
    assert (made / "review" / "journal.sqlite").is_file()


def test_findings_are_those_of_the_run_and_come_out_the_same_when_checked_again(
    made: Path, model: Model
) -> None:
    office = office_of(made, model)
    for number in range(2):
        desk = office.desk(number)
        outcome = desk.again()
        assert (outcome.came, outcome.went) == ((), ())


def test_a_run_that_was_made_again_is_told(made: Path, model: Model) -> None:
    client = client_of(office_of(made, model))
    assert client.get("/article/0/state?version=0").json()["stale"] == ""
    record = (made / "run.json").read_bytes()
    (made / "run.json").write_bytes(record + b"\n")
    assert "made again" in client.get("/article/0/state?version=0").json()["stale"]
    (made / "run.json").write_bytes(record)


def test_what_was_put_right_goes_into_the_dataset(made: Path, model: Model, tmp_path: Path) -> None:
    office = office_of(made, model)
    client = client_of(office)
    shown = client.get("/article/1/state").json()
    first = next(at for at, (source, target) in enumerate(shown["links"]) if source and target)
    done = client.post(
        "/article/1/act", json={"do": "beads", "kind": "merge", "bead": first, "was": shown["beadsKey"]}
    )
    assert done.status_code == 200
    arguments = ["export", str(made), "--format", "jsonl", "--out"]
    assert main([*arguments, str(tmp_path / "plain.jsonl")]) == 0
    assert main([*arguments, str(tmp_path / "right.jsonl"), "--corrected"]) == 0
    plain, right = (
        [json.loads(line) for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()]
        for name in ("plain.jsonl", "right.jsonl")
    )
    assert not any(row["corrected"] for row in plain)
    assert sum(row["corrected"] for row in right) == 1
    assert len(right) == len(plain) - 1
    folder = tmp_path / "dataset"
    assert main(["export", str(made), "--corrected", "--out", str(folder)]) == 0
    from datasets import load_dataset

    rows = [
        row
        for split in load_dataset(str(folder), cache_dir=str(tmp_path / "cache")).values()
        for row in split
    ]
    assert sum(row["corrected"] for row in rows) == 1


def test_a_run_that_was_not_reviewed_has_nothing_corrected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "--corrected", "--out", str(tmp_path / "x")]) == 2
    assert "was not reviewed" in capsys.readouterr().err


def test_how_the_run_was_told(made: Path, tmp_path: Path) -> None:
    assert told_of(made)["model"] == "embedded"
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is not what the run wrote"):
        told_of(tmp_path)
    with pytest.raises(InputError, match="is not a run"):
        RunOfArticles(tmp_path / "..", Checking(lambda: None))  # type: ignore[arg-type, return-value]
