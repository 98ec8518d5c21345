"""Folders that are no model, or a damaged one: one line and exit code 2."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from align.cli import main
from align.errors import ModelError
from align.model.hub import checkpoint as hub

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def cut_weights(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04N.")


def no_tokenizer(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name not in ("config.json", "model.safetensors", "generation_config.json"):
            path.unlink()


def broken_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")


def other_vocabulary(folder: Path) -> None:
    path = folder / "vocab.json"
    vocabulary = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**vocabulary, "one more": len(vocabulary) + 2}), encoding="utf-8")


def no_configuration(folder: Path) -> None:
    (folder / "config.json").unlink()


def no_known_architecture(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(
        json.dumps(json.loads(path.read_text()) | {"model_type": "nothing", "architectures": ["X"]})
    )


@pytest.mark.parametrize(
    ("family", "damage", "reason"),
    [
        ("marian", cut_weights, "cannot be loaded"),
        ("labse", cut_weights, "cannot be loaded"),
        ("llama", cut_weights, "cannot be loaded"),
        ("marian", pickled, "no weights as safetensors"),
        ("marian", no_tokenizer, "holds no tokenizer"),
        ("nllb", broken_tokenizer, "tokenizer"),
        ("marian", other_vocabulary, "counts to piece"),
        ("marian", no_configuration, "has no config.json"),
        ("llama", no_known_architecture, "cannot be loaded"),
    ],
)
def test_one_line_and_exit_code_2(
    checkpoints, tmp_path, capsys, family: str, damage: Callable[[Path], None], reason
):
    folder = shutil.copytree(checkpoints(family), tmp_path / "damaged")
    damage(folder)
    (tmp_path / "zh.txt").write_text("银行\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("A bank\n")
    flag = "--encoder" if family == "labse" else "--model"
    capsys.readouterr()  # of the making of the model
    assert (
        main(["score", str(tmp_path / "zh.txt"), str(tmp_path / "en.txt"), flag, str(folder), "--no-cache"])
        == 2
    )
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1
    assert " — " in said  # the remedy


def test_a_repository_with_pickles_only_is_looked_for_a_request_with_safetensors(
    checkpoints, tmp_path, monkeypatch
):
    huggingface_hub = pytest.importorskip("huggingface_hub")
    main_branch = tmp_path / "main"
    main_branch.mkdir()
    (main_branch / "config.json").write_text("{}")
    asked: list[str | None] = []

    def snapshot(name: str, revision: str | None) -> Path:
        asked.append(revision)
        return checkpoints("marian") if revision == "refs/pr/2" else main_branch

    class Request:
        def __init__(self, ref: str) -> None:
            self.ref = ref

    class Refs:
        pull_requests = (Request("refs/pr/1"), Request("refs/pr/2"), Request("refs/pr/3"))

    class Api:
        def list_repo_refs(self, name: str, include_pull_requests: bool) -> Refs:
            return Refs()

        def list_repo_files(self, name: str, revision: str) -> list[str]:
            return (
                ["model.safetensors"] if revision == "refs/pr/2" else ["pytorch_model.bin", "x/y.safetensors"]
            )

    monkeypatch.setattr(hub, "_snapshot", snapshot)
    monkeypatch.setattr(huggingface_hub, "HfApi", Api)
    assert hub.fetch("some/model").folder == checkpoints("marian")
    assert asked == [None, "refs/pr/2"]
    monkeypatch.setattr(Api, "list_repo_files", lambda *_, **__: ["pytorch_model.bin"])
    with pytest.raises(ModelError, match=r"pickles only.*refs/pr"):
        hub.fetch("some/model")
