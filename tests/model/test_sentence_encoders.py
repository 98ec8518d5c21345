"""Encoder-only models: pooled as their files say, whatever the batch, with their prompts."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from align.errors import MissingVerbError, ModelError
from align.model import Runtime, load_model, load_part
from align.model.hub.checkpoint import open_folder
from align.model.hub.sentence_encoder import SentenceEncoder, read_recipe
from tests.model.conftest import ENCODERS

TEXTS = [
    "政府は月曜日に新しい計画を発表した。",
    "Prices rose by three percent in April.",
    "",
    "部长在机场会见了记者。",
]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(params=ENCODERS)
def encoder(request, checkpoints) -> SentenceEncoder:
    return SentenceEncoder.load(open_folder(checkpoints(request.param)), Runtime())


def test_rows_have_length_one_and_do_not_depend_on_the_batch(encoder):
    rows = encoder.embed(TEXTS, "ja")
    np.testing.assert_allclose(np.linalg.norm(rows[[0, 1, 3]], axis=1), 1, atol=1e-5)
    assert not rows[2].any()
    for at in (0, 1, 3):
        np.testing.assert_allclose(rows[at], encoder.embed([TEXTS[at]], "ja")[0], atol=1e-5)
    assert encoder.embed([], "ja").shape == (0, rows.shape[1])


@pytest.mark.parametrize(
    ("layout", "pooling", "prompt", "dimension"),
    [
        ("labse", "cls", "", 24),
        ("e5", "mean", "query: ", 32),
        ("bge-m3", "cls", "", 32),
        ("minilm", "mean", "", 32),
        ("plain", "mean", "", 32),
    ],
)
def test_the_recipe_is_the_folders(checkpoints, layout, pooling, prompt, dimension):
    encoder = SentenceEncoder.load(open_folder(checkpoints(layout), f"owner/{layout}-base"), Runtime())
    assert (encoder.recipe.pooling, encoder.recipe.prompt) == (pooling, prompt)
    assert encoder.recipe.longest == (64 if layout == "plain" else 48) or layout == "plain"
    assert encoder.embed(["a"], "en").shape == (1, dimension)


def test_vectors_are_those_of_the_model_pooled_by_hand(checkpoints):
    import torch
    from safetensors.torch import load_file
    from transformers import AutoModel, AutoTokenizer

    folder = checkpoints("labse")
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    dense = load_file(folder / "2_Dense" / "model.safetensors")
    with torch.inference_mode():
        states = model(**tokenizer(TEXTS[1], return_tensors="pt")).last_hidden_state
    row = torch.tanh(dense["linear.weight"] @ states[0, 0] + dense["linear.bias"]).numpy()
    found = SentenceEncoder.load(open_folder(folder), Runtime()).embed([TEXTS[1]], "en")[0]
    np.testing.assert_allclose(found, row / np.linalg.norm(row), atol=1e-5)


def test_a_prompt_changes_the_vectors_and_the_registry_may_name_it(checkpoints):
    checkpoint = open_folder(checkpoints("e5"), "intfloat/multilingual-e5-small")
    asked, plain = (SentenceEncoder.load(checkpoint, Runtime(), prompt) for prompt in (None, ""))
    assert asked.recipe.prompt == "query: "
    assert not np.allclose(asked.embed(TEXTS[:1], "ja"), plain.embed(TEXTS[:1], "ja"))


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [
        ({"prompts": {"query": "q: ", "passage": "p: "}}, "q: "),
        ({"prompts": {"query": "q: ", "STS": "same: "}}, "same: "),
        ({"prompts": {"query": "q: ", "own": "own: "}, "default_prompt_name": "own"}, "own: "),
        ({"prompts": {}}, ""),
    ],
)
def test_prompts_come_from_the_folder(checkpoints, tmp_path, prompts, expected):
    folder = shutil.copytree(checkpoints("minilm"), tmp_path / "minilm")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    assert read_recipe(open_folder(folder)).prompt == expected


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("1_Pooling/config.json", '{"pooling_mode": ["mean", "max"]}', "pools by mean and max"),
        ("1_Pooling/config.json", "{}", "pools by nothing"),
        ("modules.json", '[{"path": "", "type": "x.Transformer"}, {"path": "1", "type": "x.CNN"}]', "a module `CNN`"),
        ("modules.json", "{}", "does not have the form"),
        ("modules.json", "[", "cannot be read as JSON"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(checkpoints, tmp_path, file, content, reason):
    folder = shutil.copytree(checkpoints("minilm"), tmp_path / "minilm")
    (folder / file).write_text(content)
    with pytest.raises(ModelError, match=reason):
        load_part(str(folder), cache=False)


def test_an_encoder_is_named_as_one(checkpoints):
    with pytest.raises(ModelError, match="name it with --encoder"):
        load_model(str(checkpoints("labse")), cache=False)
    with pytest.raises(MissingVerbError):
        load_part(str(checkpoints("labse")), cache=False).score(["a"], ["b"], "ja", "en")
