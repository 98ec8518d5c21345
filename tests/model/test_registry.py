"""The registry: what is found, what is verified, and what a mistyped name gets told."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from align.cli import main
from align.errors import MissingExtraError, ModelError
from align.model import load_model, load_part
from align.model.fetching import licence, register
from align.model.hub.checkpoint import fetch, open_folder
from align.model.hub.transformers_model import TransformersModel
from align.model.registry import entries, find


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


def test_figures_are_shown(capsys):
    assert main(["models", "show", "embedded"]) == 0
    assert "word_alignment_error_rate zh 0.1" in capsys.readouterr().out
    assert main(["models", "show", "embedded", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["word_alignment_error_rate"]["ja"] < 0.475


def test_near_names_are_suggested(own):
    with pytest.raises(ModelError, match="did you mean mine"):
        load_model("mien")


@pytest.mark.parametrize("name", ["opus-mt-ja-en", "Opus-MT-ja-en", "opus-mt-ja_en"])
def test_a_hub_model_without_its_owner_is_suggested_with_it(name):
    with pytest.raises(ModelError, match="did you mean Helsinki-NLP/opus-mt-ja-en"):
        load_model(name)


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
    assert find("some/model").languages == ("en", "zh")
    model = load_model("some/model")
    assert model.revision == checkpoint.revision
    assert model.score(["银行"], ["A bank"], "zh", "en")[0].mean < 0
    weights = tmp_path / "some--model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match="differs from its sha256"):
        load_model("some/model")


def test_a_registered_model_is_converted_with_its_own_layer(checkpoints, tmp_path, monkeypatch):
    pytest.importorskip("ctranslate2")
    monkeypatch.setenv("ALIGN_MODELS", str(tmp_path))
    register(open_folder(checkpoints("m2m100")), "some/model", tmp_path)
    entry = tmp_path / "some--model" / "model.toml"
    entry.write_text(entry.read_text().replace("[files]", "[attention]\nlayer = 1\n\n[files]"))
    assert main(["models", "convert", "some/model", "--precision", "float32", "--into", str(tmp_path)]) == 0
    converted, original = load_part("some/model:ct2", cache=False), load_part("some/model", cache=False)
    assert converted.revision == original.revision
    pair = ("银行", "A bank", "zh", "en")
    np.testing.assert_allclose(converted.attend(*pair).weights, original.attend(*pair).weights, atol=1e-4)


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (None, ""),
        ("---\nlanguage:\n- ja\nlicense: cc-by-4.0\n---\n# Model", "cc-by-4.0"),
        ('---\nlicense: "apache-2.0"\n---\n', "apache-2.0"),
        ("---\nlanguage: ja\n---\nlicense: mit", ""),
        ("license: mit", ""),
    ],
)
def test_the_licence_is_read_from_the_card(tmp_path, card, expected):
    if card is not None:
        (tmp_path / "README.md").write_text(card)
    assert licence(tmp_path) == expected


def test_a_half_fetched_checkpoint_says_so(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "marian"}')
    with pytest.raises(ModelError, match="if its download was interrupted, fetch it again"):
        open_folder(tmp_path)
    (tmp_path / "model-00001-of-00002.safetensors").write_bytes(b"x")
    shards = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    with pytest.raises(ModelError, match="lacks 1 of 2 files of its weights"):
        open_folder(tmp_path)


def test_a_connection_that_breaks_is_no_traceback(monkeypatch):
    hub = pytest.importorskip("huggingface_hub")

    def broken(*given: object, **named: object) -> str:
        raise hub.utils.httpx.ReadError("peer closed the connection")

    monkeypatch.setattr(hub, "snapshot_download", broken)
    with pytest.raises(ModelError, match=r"could not be downloaded \(peer closed.*goes on where it stopped"):
        fetch("some/model")


@pytest.mark.parametrize("missing", ["torch", "transformers"])
def test_a_missing_package_names_the_extra(checkpoints, monkeypatch, missing):
    checkpoint = open_folder(checkpoints("marian"))
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"needs the package `.*` — .*align-reprints\[hub\]"):
        TransformersModel.load(checkpoint)
