"""A run with models that the user names: the same bytes however often it is interrupted, and nothing half written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from align.cli import main
from align.errors import AlignError
from align.run import run
from tests.fidelity.standin import errors, standing_in
from tests.run.conftest import configure, copy_corpus, tree

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """One reprint and two sources."""
    return copy_corpus(
        tmp_path_factory.mktemp("small"),
        ("rail-freight.txt",),
        ("zh/rail-freight.txt", "zh/flood-season.txt"),
    )


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("own_cache")
def test_a_run_with_folders_is_the_same_with_more_workers_and_taken_up(checkpoints, small, tmp_path):
    named = {"model": str(checkpoints("marian")), "encoder": str(checkpoints("minilm")), "checks": True}
    once = configure(small, tmp_path / "once", **named)
    run(once)
    signature = json.loads((once.out / "run.json").read_text())["models"]
    assert {"marian", "minilm", "embedded"} <= set(signature)
    twice = configure(small, tmp_path / "twice", workers=2, **named)
    run(replace(twice, checks=False))
    run(twice)
    assert tree(twice.out) == tree(once.out)


@pytest.mark.usefixtures("own_cache")
def test_another_encoder_is_another_run_from_pairing_on(checkpoints, small, tmp_path):
    config = configure(small, tmp_path / "run")
    run(config)
    other = replace(config, encoder=str(checkpoints("labse")))
    from align.run import plan

    waiting = {stage.stage: stage.shards - stage.done for stage in plan(other)}
    assert waiting["read"] == waiting["split"] == 0
    assert waiting["pair"] == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--model", "./nowhere"],
        ["--encoder", "embeded"],
        ["--scorer", "no/such/folder"],
        ["--device", "gpu"],
        ["--judge", "ftp://localhost", "--judge-model", "m"],
    ],
)
def test_a_wrong_name_is_one_line_and_no_run(small, tmp_path, capsys, options):
    command = ["run", str(small / "reprints"), str(small / "sources"), "--out", str(tmp_path / "run")]
    assert main([*command, *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_a_model_that_cannot_be_loaded_is_no_run(checkpoints, small, tmp_path):
    import shutil

    folder = shutil.copytree(checkpoints("marian"), tmp_path / "damaged")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(AlignError, match="cannot be loaded"):
        run(configure(small, tmp_path / "run", model=str(folder)))
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("own_cache")
def test_what_a_judge_answered_before_an_interruption_is_not_asked_again(small, tmp_path):
    with standing_in(lambda *_: errors()) as stand:
        config = configure(
            small, tmp_path / "run", checks=True, judge=stand.url, judge_model="m", judge_limit=3
        )
        run(config)
        assert len(stand.asked) == 3
        (page,) = (config.out / "reports").rglob("*.html")
        assert "sent to 127.0.0.1" in page.read_text(encoding="utf-8")
        run(config)
        run(replace(config, out=tmp_path / "again"))
        assert len(stand.asked) == 3
