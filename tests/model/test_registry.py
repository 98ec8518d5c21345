"""The registry: what is found, what is verified, and what a mistyped name gets told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from align.cli import main
from align.errors import ModelError
from align.model.fetching import register
from align.model.hub.checkpoint import open_folder
from align.model.registry import entries, find, load_model


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folder with one registered model of one file."""
    monkeypatch.setenv("ALIGN_MODELS", str(tmp_path))
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "weights.npz").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (folder / "model.toml").write_text(
        f'name = "mine"\nprovider = "embedded"\n[files]\n"weights.npz" = "{digest}"\n'
    )
    return folder


def test_own_models_are_found_beside_the_shipped_ones(own):
    assert {"mine"} <= {entry.name for entry in entries()}
    assert find("mine").verified("weights.npz").read_bytes() == b"weights"


def test_a_changed_file_is_refused(own):
    (own / "weights.npz").write_bytes(b"other")
    with pytest.raises(ModelError, match="differs from its sha256"):
        find("mine").verified("weights.npz")
    assert main(["models", "show", "mine"]) == 2


@pytest.mark.parametrize(
    ("toml", "reason"), [("name = ", "cannot be read as TOML"), ('provider = "x"', "has no `name`")]
)
def test_a_broken_entry_is_named(own, toml, reason):
    (own / "model.toml").write_text(toml)
    with pytest.raises(ModelError, match=reason):
        list(entries())


def test_near_names_are_suggested(own):
    with pytest.raises(ModelError, match="did you mean mine"):
        load_model("mien")


def test_a_hub_id_offline_says_how_to_fetch(monkeypatch, tmp_path):
    pytest.importorskip("torch")
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match="align models fetch some/model"):
        load_model("some/model")


def test_a_registered_checkpoint_loads_by_name(checkpoints, tmp_path, monkeypatch):
    monkeypatch.setenv("ALIGN_MODELS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    checkpoint = open_folder(checkpoints("marian"))
    register(checkpoint, "some/model", tmp_path)
    model = load_model("some/model")
    assert model.revision == checkpoint.revision
    assert model.score(["银行"], ["A bank"], "zh", "en")[0].mean < 0
    weights = tmp_path / "some--model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match="differs from its sha256"):
        load_model("some/model")
