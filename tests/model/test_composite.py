"""Several models as one: who does what, what a model cannot do, and the same in every process."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from align.cli import main
from align.errors import InputError, MissingVerbError, ModelError
from align.model import (
    Choice,
    Runtime,
    described,
    identities,
    knows,
    load_model,
    load_part,
    scorer_of,
    word_model,
)
from align.model.levels import Levels, Scale

ZH, EN = ["政府周一宣布了一项新计划。"], ["The government announced a new plan on Monday."]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def test_what_ships_is_no_composite():
    assert described(load_model()) == f"embedded@{load_part('embedded').revision}"
    assert scorer_of(load_model()) is None


def test_verbs_come_from_the_models_named_for_them(checkpoints):
    model, encoder, scorer = (str(checkpoints(name)) for name in ("m2m100", "labse", "llama"))
    together = load_model(model, encoder=encoder, scorer=scorer, cache=False)
    alone = [load_part(name, cache=False) for name in (model, encoder, scorer)]
    assert together.translate(ZH, "zh", "en") == alone[0].translate(ZH, "zh", "en")
    attention = together.attend(ZH[0], EN[0], "zh", "en")
    np.testing.assert_allclose(
        attention.weights, alone[0].attend(ZH[0], EN[0], "zh", "en").weights, atol=1e-6
    )
    np.testing.assert_allclose(together.embed(EN, "en"), alone[1].embed(EN, "en"), atol=1e-6)
    assert together.score(ZH, EN, "zh", "en")[0].mean == alone[2].score(ZH, EN, "zh", "en")[0].mean
    assert together.name == "m2m100+encoder:labse+scorer:llama"
    assert together.revision == "+".join(part.revision for part in alone)


@pytest.mark.parametrize("family", ["marian", "m2m100"])
def test_embedding_comes_from_what_ships_unless_an_encoder_is_named(checkpoints, family):
    np.testing.assert_array_equal(
        load_model(str(checkpoints(family)), cache=False).embed(EN, "en"), load_model().embed(EN, "en")
    )


def test_what_a_model_cannot_do_comes_from_what_ships(checkpoints):
    causal = load_model(str(checkpoints("llama")), cache=False)
    shipped = load_model()
    np.testing.assert_array_equal(
        causal.attend(ZH[0], EN[0], "zh", "en").weights, shipped.attend(ZH[0], EN[0], "zh", "en").weights
    )
    with pytest.raises(MissingVerbError, match="cannot `translate`"):
        causal.translate(ZH, "zh", "en")
    looked = word_model(causal)
    assert looked is not None
    assert looked.coverage(ZH[0], EN[0], "zh", "en").source.any()


def test_a_bilingual_models_missing_direction_is_left_out_and_said(checkpoints):
    bilingual = load_model(str(checkpoints("marian")), cache=False)
    assert [knows(bilingual, *pair) for pair in (("zh", "en"), ("en", "zh"), ("ja", "en"))] == [
        True,
        False,
        False,
    ]
    assert described(bilingual).endswith("|directions:zh-en")
    turned = bilingual.attend(EN[0], ZH[0], "en", "zh").weights
    np.testing.assert_array_equal(turned, load_model().attend(EN[0], ZH[0], "en", "zh").weights)
    with pytest.raises(ModelError, match="translates zh → en"):
        bilingual.translate(EN, "en", "zh")


def test_a_composite_goes_through_pickle(checkpoints):
    model = load_model(str(checkpoints("marian")), encoder=str(checkpoints("minilm")), cache=False)
    again = pickle.loads(pickle.dumps(model))
    assert (again.name, again.revision) == (model.name, model.revision)
    np.testing.assert_array_equal(again.embed(EN, "en"), model.embed(EN, "en"))


@pytest.mark.parametrize(
    ("flag", "name", "reason"),
    [
        ("encoder", "llama", "cannot `embed`"),
        ("scorer", "labse", "cannot `score`"),
        ("scorer", "e5", "cannot `score`"),
    ],
)
def test_a_model_named_for_what_it_cannot_do_is_refused(checkpoints, flag, name, reason):
    with pytest.raises(ModelError, match=reason):
        load_model("embedded", **{flag: str(checkpoints(name))}, cache=False)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("./no/such/folder", "there is no such folder"),
        ("no/such/folder", "there is no such folder"),
        ("fidelity", "those of another part of align"),
        ("embeded", "did you mean embedded"),
    ],
)
def test_a_name_that_is_none_says_why(name, reason):
    with pytest.raises(ModelError, match=reason):
        load_part(name)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"device": "gpu"}, "there is no such device"),
        ({"dtype": "half"}, "there is no such precision"),
        ({"batch_size": 0}, "below 1"),
    ],
)
def test_how_models_are_run_is_checked_before_anything_is_loaded(given, reason):
    with pytest.raises(InputError, match=reason):
        Runtime(**given)


def test_a_device_that_is_not_here_is_said(checkpoints):
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("there is one")
    with pytest.raises(ModelError, match="no such device here"):
        load_model(str(checkpoints("m2m100")), device="cuda", cache=False)
    with pytest.raises(ModelError, match="only CTranslate2"):
        load_model(str(checkpoints("m2m100")), dtype="int8", cache=False)


@pytest.mark.parametrize("family", ["m2m100", "labse", "llama"])
def test_batch_size_and_precision_change_no_result_much(checkpoints, family):
    one, other = (
        load_part(str(checkpoints(family)), Runtime("cpu", dtype, size), cache=False)
        for dtype, size in (("float32", None), ("bfloat16", 1))
    )
    if "embed" in one.verbs:
        cosines = np.sum(one.embed([*ZH, *EN], "en") * other.embed([*ZH, *EN], "en"), axis=1)
        assert cosines.min() > 0.99
    else:
        assert one.score(ZH, EN, "zh", "en")[0].mean == pytest.approx(
            other.score(ZH, EN, "zh", "en")[0].mean, rel=0.1
        )


def test_identities_name_every_model_before_it_is_loaded(checkpoints):
    choice = Choice(str(checkpoints("marian")), str(checkpoints("labse")))
    found = identities(choice)
    assert found["marian"] == load_part(choice.model, cache=False).revision
    assert {"marian", "labse", "torch", "precision"} <= set(found)
    assert set(identities(Choice())) == {"embedded"}
    with pytest.raises(ModelError, match="no such folder"):
        identities(Choice("embedded", encoder="./nowhere"))


def test_cosines_of_another_encoder_are_brought_to_the_scale_of_the_fitted_ones(checkpoints):
    model = load_model(encoder=str(checkpoints("labse")), cache=False)
    own, base = model.cosine_levels("ja")
    scale = Scale.between(own, base)
    assert scale(np.array([own.stranger]))[0] == pytest.approx(base.stranger)
    assert base.right > base.stranger + 3 * base.spread  # what ships does tell renderings from strangers
    assert Scale.between(Levels(0.1, 0.1, 0.1), base).slope > 0  # a model that cannot stays finite


def test_the_docs_recipe_works(checkpoints, tmp_path, monkeypatch, capsys):
    pytest.importorskip("ctranslate2")
    monkeypatch.setenv("ALIGN_MODELS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert main(["models", "convert", str(checkpoints("marian")), "--into", str(tmp_path)]) == 0
    (tmp_path / "zh.txt").write_text("政府周一宣布了一项新计划。\n部长会见了记者。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("The government announced a plan.\nThe minister met reporters.\n")
    files = [str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")]
    capsys.readouterr()
    assert main(["check", *files, "--model", "marian:ct2", "--format", "json"]) == 0
    assert "marian:ct2-int8@" in capsys.readouterr().out
