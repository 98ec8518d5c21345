"""The word-translation tables: what renders what, what is missing, and that offsets and sums hold."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import AlignWarning, MissingVerbError, ModelError
from align.model import find, load_model
from align.model.embedded import EmbeddedModel
from align.model.embedded.posteriors import inherit
from align.model.embedded.predictor import Predictor
from align.model.embedded.tables import STRIDE, Tables, pack, read_tables
from align.model.protocol import Attention, attend_as_fitted

RATES = "The bank will raise interest rates in July."
MOON = "Scientists found water on the moon."
FIRE = "Two people were killed in the fire."


@functools.cache
def model() -> EmbeddedModel:
    loaded = load_model("embedded")
    assert isinstance(loaded, EmbeddedModel)
    return loaded


def links(attention: Attention, source: str, target: str) -> set[tuple[str, str]]:
    """The token pairs with at least 0.2 of weight, in lower case."""
    return {
        (
            source[slice(*attention.source_offsets[s])].lower(),
            target[slice(*attention.target_offsets[t])].lower(),
        )
        for t, s in np.argwhere(attention.weights >= 0.2)
    }


@pytest.mark.parametrize(
    ("language", "source", "target", "expected"),
    [
        ("zh", "银行将在七月提高利率。", RATES, {("银行", "bank"), ("提高", "raise")}),
        ("zh-Hant", "銀行將在七月提高利率。", RATES, {("銀行", "bank"), ("提高", "raise")}),
        ("ja", "首相は北京で会談した。", "The prime minister held talks in Beijing.", {("北京", "beijing")}),
        ("ja", "火事で2人が死亡した。", FIRE, {("火事", "fire")}),
    ],
)
def test_words_find_their_renderings(
    language: str, source: str, target: str, expected: set[tuple[str, str]]
) -> None:
    assert expected <= links(model().attend(source, target, language, "en"), source, target)


def test_without_the_network_words_are_aligned_by_the_tables_and_a_warning_says_so() -> None:
    def missing() -> Predictor:
        raise ModelError("predictor.npz", "is missing", "fetch the model again")

    source, target = "银行将在七月提高利率。", RATES
    entry = find("embedded")
    tables, blind = EmbeddedModel.load(entry), EmbeddedModel.load(entry, missing)
    with pytest.warns(AlignWarning, match="fetch the model again.*aligned without it"):
        found = blind.attend(source, target, "zh", "en")
    wanted = tables.attend(source, target, "zh", "en")
    fitted = attend_as_fitted(model(), source, target, "zh", "en")
    assert fitted.weights.tobytes() == wanted.weights.tobytes()
    assert found.weights.tobytes() == wanted.weights.tobytes()
    assert found.weights.tobytes() != model().attend(source, target, "zh", "en").weights.tobytes()


def test_a_source_longer_than_the_network_reads_is_aligned_to_its_end() -> None:
    source = "今天天气很好。" * 40 + "火山爆发了。"
    target = "The weather is fine today. " * 40 + "The volcano erupted."
    found = model().attend(source, target, "zh", "en")
    assert found.weights.shape == (len(found.target_offsets), len(found.source_offsets))
    assert ("火山", "volcano") in links(found, source, target)


def test_an_article_is_linked_to_nothing() -> None:
    source, target = "政府的计划公布了。", "The plan of the government was announced."
    for there, back, languages in ((source, target, ("zh", "en")), (target, source, ("en", "zh"))):
        assert not any("the" in pair for pair in links(model().attend(there, back, *languages), there, back))


def test_an_inflection_goes_with_its_verb() -> None:
    source, target = "会社は先月、新しい工場を建設した。", "The company built a new plant last month."
    for there, back, languages in ((source, target, ("ja", "en")), (target, source, ("en", "ja"))):
        found = links(model().attend(there, back, *languages), there, back)
        assert {tuple(sorted(pair)) for pair in found} >= {("built", "した"), ("built", "建設")}


def test_only_unlinked_tails_inherit() -> None:
    linked = np.array([[1, 0], [0, 0], [0, 1], [0, 0], [0, 0]], np.bool_)
    tails = np.array([True, True, True, False, True])
    expected = [[1, 0], [1, 0], [0, 1], [0, 0], [0, 0]]
    np.testing.assert_array_equal(inherit(linked, tails), np.array(expected, np.bool_))


def test_directions_mirror_each_other() -> None:
    source, target = "科学家在月球上发现了水。", "Scientists found water on the moon."
    there = links(model().attend(source, target, "zh", "en"), source, target)
    back = links(model().attend(target, source, "en", "zh"), target, source)
    assert there == {(left, right) for right, left in back}


@pytest.mark.parametrize(
    ("language", "source", "right", "wrong"),
    [
        ("zh", "科学家在月球上发现了水。", MOON, RATES),
        (
            "zh",
            "他打开门，看见了他的母亲。",
            "He opened the door and saw his mother.",
            "She closed the window.",
        ),
        ("ja", "火事で2人が死亡した。", FIRE, MOON),
        ("ja", "小学校で児童が英語を学ぶ。", "Students learn English at elementary schools.", FIRE),
    ],
)
def test_the_right_translation_is_likelier(language: str, source: str, right: str, wrong: str) -> None:
    scores = model().score([source, source], [right, wrong], language, "en")
    assert scores[0].mean > scores[1].mean + 0.5
    back = model().score([right, wrong], [source, source], "en", language)
    assert back[0].mean > back[1].mean + 0.5


def test_what_is_left_out_is_not_covered() -> None:
    source, target = "银行将在七月提高利率，股票下跌。", "The bank will raise interest rates in July."
    coverage = model().coverage(source, target, "zh", "en")
    words = [source[start:end] for start, end in coverage.source_offsets]
    by_word = dict(zip(words, coverage.source, strict=True))
    assert by_word["银行"] > 0.5 > by_word["股票"]


TEXT = st.text(alphabet=st.sampled_from("経済银行の水はwater bank, U.S. 25％…ガｶﾞ\u200b\n「」"), max_size=40)


@given(TEXT, TEXT)
@settings(max_examples=100, deadline=None)
def test_whatever_the_text_rows_sum_to_at_most_one(source: str, target: str) -> None:
    attention = model().attend(source, target, "ja", "en")
    assert attention.weights.shape == (len(attention.target_offsets), len(attention.source_offsets))
    assert np.isfinite(attention.weights).all()
    assert (attention.weights >= 0).all()
    assert (attention.weights.sum(axis=1) <= 1 + 1e-5).all()
    (score,) = model().score([source], [target], "ja", "en")
    assert len(score.log_probabilities) == len(score.offsets)
    assert (score.log_probabilities < 0).all()
    coverage = model().coverage(source, target, "ja", "en")
    for share in (coverage.source, coverage.target):
        assert ((share >= 0) & (share <= 1 + 1e-5)).all()
    assert all(start <= end <= len(source) for start, end in coverage.source_offsets)


def test_a_very_long_sentence_is_scored_to_its_end() -> None:
    source, target = "首相は会見した。" * 2_000, "The prime minister spoke. " * 2_000
    (score,) = model().score([source], [target], "ja", "en")
    assert score.offsets[-1][1] == len(target.rstrip())
    assert model().attend(source, target, "ja", "en").weights.shape == (1024, 1024)


def test_unknown_direction_says_what_there_is() -> None:
    with pytest.raises(ModelError, match="ja-zh"):
        model().attend("会談", "会谈", "ja", "zh")


def test_translating_needs_another_model() -> None:
    with pytest.raises(MissingVerbError, match="sequence-to-sequence"):
        model().translate(["会談"], "ja", "en")


def test_tables_come_back_as_they_were_stored(tmp_path: Path) -> None:
    keys = np.array([0 * STRIDE + 3, 2 * STRIDE + 0, 2 * STRIDE + 4], np.int64)
    values = np.array([1.0, 0.25, 0.01], np.float32)
    arrays = {f"ja-en/{name}": part for name, part in pack(keys, values, 5).items()}
    arrays["ja-en/frequency"] = np.log(np.full(5, 0.2)).astype(np.float16)
    np.savez_compressed(tmp_path / "words.npz", **arrays)
    table = Tables.of(read_tables(tmp_path / "words.npz")).translations["ja-en"]
    found = table.lookup(np.array([0, 1, 2], np.int32), np.array([3, 0, 4], np.int32))
    assert np.allclose(found, [[1, 0, 0], [0, 0, 0.25], [0, 0, 0.01]], rtol=0.02)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_damaged_tables_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"words\.npz"):
        read_tables(tmp_path / "words.npz")


@pytest.mark.parametrize(
    ("source", "target"),
    [("公司计划明年裁员3000人。", "The company plans to cut 3,000 jobs next year."), ("公司", ""), ("", "x")],
)
def test_one_look_says_what_three_verbs_say(source: str, target: str) -> None:
    look = model().evidence(source, target, "zh", "en")
    (forward,) = model().score([source], [target], "zh", "en")
    (backward,) = model().score([target], [source], "en", "zh")
    coverage = model().coverage(source, target, "zh", "en")
    np.testing.assert_allclose(look.forward, forward.log_probabilities, rtol=1e-5)
    np.testing.assert_allclose(look.backward, backward.log_probabilities, rtol=1e-5)
    np.testing.assert_allclose(look.covered.source, coverage.source, rtol=1e-5)
    np.testing.assert_allclose(look.covered.target, coverage.target, rtol=1e-5)
    assert len(look.place) == len(look.certain) == len(look.forward)
