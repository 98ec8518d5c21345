"""Causal language models as scorers: the probability of the answer, in the model's chat template."""

from __future__ import annotations

import numpy as np
import pytest

from align.errors import ModelError
from align.model import Runtime, load_part
from align.model.hub.causal_model import CausalModel
from align.model.hub.checkpoint import open_folder
from tests.model import tiny
from tests.model.conftest import CAUSAL

SOURCES = ["政府周一宣布了一项新计划。", "部长在机场会见了记者。", "银行"]
TARGETS = ["The government announced a new plan on Monday.", "The minister met reporters.", ""]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(params=CAUSAL)
def model(request, checkpoints) -> CausalModel:
    return CausalModel.load(open_folder(checkpoints(request.param)), Runtime())


def test_scores_of_a_batch_are_those_of_single_pairs(model):
    batch = model.score(SOURCES, TARGETS, "zh", "en")
    for source, target, scores in zip(SOURCES, TARGETS, batch, strict=True):
        alone = model.score([source], [target], "zh", "en")[0]
        np.testing.assert_allclose(scores.log_probabilities, alone.log_probabilities, atol=2e-3)
        assert scores.offsets == alone.offsets
        assert scores.offsets[-1] == (len(target), len(target))


def test_scores_are_the_models_own_loss(model):
    import torch

    request = "Translate this Chinese text into English. Answer with the translation and nothing else."
    messages = [{"role": "user", "content": f"{request}\n\n{SOURCES[0]}"}]
    written = model._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    prompt = model._tokenizer(written, add_special_tokens=False)["input_ids"]
    answer = [
        *model._tokenizer(TARGETS[0], add_special_tokens=False)["input_ids"],
        model._tokenizer.eos_token_id,
    ]
    ids = torch.tensor([[*prompt, *answer]])
    labels = torch.tensor([[-100] * len(prompt) + answer])
    with torch.inference_mode():
        loss = float(model._model(input_ids=ids, labels=labels).loss)
    assert model.score(SOURCES[:1], TARGETS[:1], "zh", "en")[0].mean == pytest.approx(-loss, abs=1e-3)


def test_offsets_are_the_answers_characters(model):
    scores = model.score(SOURCES[:1], TARGETS[:1], "zh", "en")[0]
    assert "".join(TARGETS[0][a:b] for a, b in scores.offsets) == TARGETS[0]


def test_a_model_without_a_template_is_shown_both_languages_by_name(tmp_path):
    pytest.importorskip("torch")
    (tmp_path / "work").mkdir()
    model = load_part(str(tiny.causal(tmp_path / "base", tmp_path / "work", template=None)), cache=False)
    assert model.score(SOURCES[:1], TARGETS[:1], "zh", "en")[0].mean < 0


def test_a_prompt_longer_than_the_model_keeps_the_answer(model):
    scores = model.score(["政府" * 600], TARGETS[:1], "zh", "en")[0]
    assert np.isfinite(scores.log_probabilities).all()
    assert len(scores.offsets) == len(scores.log_probabilities)


def test_other_languages_are_refused(model):
    with pytest.raises(ModelError, match="cannot be asked for de"):
        model.score(["a"], ["b"], "de", "en")


def test_an_answer_is_always_the_same(model):
    messages = [{"role": "user", "content": "Who met reporters?"}]
    assert model.answer(messages, 8) == model.answer(messages, 8)
