"""Hugging Face models of every family, tiny and made here, behind the four verbs."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from align.errors import AlignWarning, ModelError
from align.model import attend_all
from align.model.hub.checkpoint import open_folder
from align.model.hub.convert import convert
from align.model.hub.ctranslate_model import CTranslateModel
from align.model.hub.heads import single_heads
from align.model.hub.transformers_model import Settings, TransformersModel
from tests.model.conftest import MAKERS

SOURCES = ["政府周一宣布了一项新计划。", "部长在机场会见了记者。", "银行"]
TARGETS = ["The government announced a new plan on Monday.", "The minister met reporters.", "A bank 🎉"]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(params=MAKERS)
def model(request, checkpoints) -> TransformersModel:
    return TransformersModel.load(open_folder(checkpoints(request.param)))


def test_scores_of_a_batch_are_those_of_single_pairs(model):
    batch = model.score(SOURCES, TARGETS, "zh", "en")
    for source, target, scores in zip(SOURCES, TARGETS, batch, strict=True):
        alone = model.score([source], [target], "zh", "en")[0]
        np.testing.assert_allclose(scores.log_probabilities, alone.log_probabilities, atol=1e-3)
        assert len(scores.offsets) == len(scores.log_probabilities)


def test_scores_are_the_models_own_loss(model):
    import torch

    family = model.family
    for source, target in zip(SOURCES, TARGETS, strict=True):
        pieces = model._tokenizer.encode([source], "source")[0].tokens
        wanted = model._tokenizer.encode([target], "target")[0].tokens
        prefix = family.decoder_prefix("en")
        ids = torch.tensor([model._convert(family.encoder_tokens(pieces, "zh", "en"), "source")])
        labels = torch.tensor([model._convert([*prefix, *wanted, "</s>"], "target")])
        unprefixed = labels.clone()
        unprefixed[:, : len(prefix)] = -100  # the loss leaves the language token out, as the score does
        decoder = torch.tensor([[model._model.config.decoder_start_token_id, *labels[0, :-1].tolist()]])
        with torch.inference_mode():
            loss = float(model._model(input_ids=ids, decoder_input_ids=decoder, labels=unprefixed).loss)
        assert model.score([source], [target], "zh", "en")[0].mean == pytest.approx(-loss, abs=1e-4)


def test_embeddings_are_unit_rows_that_do_not_depend_on_the_batch(model):
    vectors = model.embed([*SOURCES, ""], "zh")
    np.testing.assert_allclose(np.linalg.norm(vectors[:3], axis=1), 1.0, atol=1e-5)
    assert not vectors[3].any()
    np.testing.assert_allclose(vectors[1], model.embed([SOURCES[1]], "zh")[0], atol=1e-4)


def test_attention_rows_and_offsets(model):
    attention = model.attend(SOURCES[0], TARGETS[0], "zh", "en")
    assert attention.weights.shape == (len(attention.target_offsets), len(attention.source_offsets))
    assert (attention.weights >= 0).all()
    assert (attention.weights.sum(axis=1) <= 1 + 1e-5).all()
    covered = "".join(SOURCES[0][start:end] for start, end in attention.source_offsets)
    assert covered == SOURCES[0]


def test_translate_keeps_order_and_empty_text(model):
    translations = model.translate(["", SOURCES[1], " "], "zh", "en")
    assert translations[0] == ""
    assert translations[2] == ""
    assert model.translate([SOURCES[1]], "zh", "en") == [translations[1]]


def test_a_sentence_over_the_limit_is_cut_with_a_warning(checkpoints):
    model = TransformersModel.load(open_folder(checkpoints("marian")))
    with pytest.warns(AlignWarning, match="was cut to"):
        scores = model.score(["政府" * 200], ["a bank"], "zh", "en")
    assert np.isfinite(scores[0].log_probabilities).all()


@pytest.mark.parametrize("family", MAKERS)
def test_ctranslate2_gives_the_same_scores_and_attention(family, checkpoints, tmp_path):
    pytest.importorskip("ctranslate2")
    checkpoint = open_folder(checkpoints(family))
    original = TransformersModel.load(checkpoint)
    converted = CTranslateModel.load(convert(checkpoint, tmp_path / "ct2", "float32"))
    assert converted.revision == original.revision
    pairs = zip(
        original.score(SOURCES, TARGETS, "zh", "en"),
        converted.score(SOURCES, TARGETS, "zh", "en"),
        strict=True,
    )
    for ours, theirs in pairs:
        np.testing.assert_allclose(ours.log_probabilities, theirs.log_probabilities, rtol=1e-3, atol=2e-3)
        assert ours.offsets == theirs.offsets
    np.testing.assert_allclose(
        original.attend(SOURCES[0], TARGETS[0], "zh", "en").weights,
        converted.attend(SOURCES[0], TARGETS[0], "zh", "en").weights,
        atol=1e-4,
    )
    compare_batch(converted)


def compare_batch(model) -> None:
    """Attention of pairs of different lengths at once, one of them empty, is that of the single pairs."""
    sources, targets = [*SOURCES, ""], [*TARGETS, "nothing"]
    together = attend_all(model, sources, targets, "zh", "en")
    for source, target, attention in zip(sources, targets, together, strict=True):
        alone = model.attend(source, target, "zh", "en")
        np.testing.assert_allclose(attention.weights, alone.weights, atol=1e-4)
        assert attention.source_offsets == alone.source_offsets
        assert attention.target_offsets == alone.target_offsets


def test_attention_does_not_depend_on_the_batch(model):
    compare_batch(model)


def test_the_named_layer_and_heads_are_read(checkpoints):
    checkpoint = open_folder(checkpoints("m2m100"))
    plain = TransformersModel.load(checkpoint)
    every, _, _ = plain.cross_attention(SOURCES[0], TARGETS[0], "zh", "en")
    named = TransformersModel.load(checkpoint, Settings(attention_layer=1, attention_heads=(0, 2)))
    attention = named.attend(SOURCES[0], TARGETS[0], "zh", "en")
    np.testing.assert_allclose(attention.weights, every[1, [0, 2]].mean(axis=0), atol=1e-5)
    for layer, head, view in single_heads(plain):
        weights = view.attend(SOURCES[0], TARGETS[0], "zh", "en").weights
        np.testing.assert_allclose(weights, every[layer, head], atol=1e-5)


def test_pickled_weights_are_not_loaded(checkpoints, tmp_path):
    folder = tmp_path / "pickled"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "marian"}')
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04N.")
    with pytest.raises(ModelError, match="no weights as safetensors"):
        open_folder(folder)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "is no model folder"), ("{", "cannot be read as JSON"), ("[]", "not a JSON object")],
)
def test_broken_folders_say_what_is_wrong(content, reason, tmp_path):
    if content is not None:
        (tmp_path / "config.json").write_text(content)
    with pytest.raises(ModelError, match=reason):
        open_folder(tmp_path)


def test_loading_warns_of_nothing(checkpoints):
    with warnings.catch_warnings():
        warnings.simplefilter("error", AlignWarning)
        TransformersModel.load(open_folder(checkpoints("m2m100")))
