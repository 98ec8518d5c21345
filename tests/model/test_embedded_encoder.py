"""The shipped static encoder: sums that add up, offsets that point into the text, and what it must understand."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import ModelError
from align.model import Additive, load_model
from align.model.embedded.encoder import StaticEncoder, quantise, read_vectors, unit_rows
from align.model.embedded.vocabulary import Vocabulary, encodable

TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("経済經济学ガｶﾞ。、「」 \tabcU.S.２５％…é\u3099\u200b")
    ),
    max_size=60,
)


@functools.cache
def shipped() -> StaticEncoder:
    return load_model("embedded").encoder


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return shipped()


def cosine(encoder: StaticEncoder, left: str, right: str) -> float:
    one, other = encoder.embed([left, right])
    return float(one @ other)


def test_the_embedded_model_is_additive() -> None:
    assert isinstance(load_model("embedded"), Additive)


def test_rows_are_unit_or_zero(encoder: StaticEncoder) -> None:
    rows = encoder.embed(["The talks failed.", "", "   ", "会談は決裂した。"])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0, 1], atol=1e-5)


def test_no_sentences_give_no_rows(encoder: StaticEncoder) -> None:
    assert encoder.embed([]).shape == (0, encoder.dimension)


def test_blocks_and_threads_do_not_change_a_sum(encoder: StaticEncoder) -> None:
    sentences = [
        f"The {number}th committee met in Tokyo. {'東京で会合。' * (number % 7)}" for number in range(999)
    ]
    sentences[17] = sentences[500] = ""
    together = encoder.sums(sentences)
    apart = np.concatenate([encoder.sums([sentence]) for sentence in sentences])
    assert np.array_equal(together, apart)
    assert np.array_equal(together, encoder.sums(sentences))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("经济", "經濟"),
        ("経済産業省", "经济产业省"),
        ("Ｕ.Ｓ. tariffs", "u.s. TARIFFS"),
        ("ガソリン２５％", "ｶﾞｿﾘﾝ25%"),
        ("don’t “stop”", 'don\'t "stop"'),
        ("café  résumé", "cafe resume"),
        ("か\u3099ある", "がある"),
    ],
)
def test_spellings_that_must_be_the_same_text(encoder: StaticEncoder, one: str, other: str) -> None:
    assert np.array_equal(encoder.sums([one]), encoder.sums([other]))


RENDERINGS = [
    ("The prime minister met the president in Beijing on Tuesday.", "首相は火曜日に北京で大統領と会談した。"),
    ("Students will learn English at elementary schools.", "小学校で児童が英語を学ぶ。"),
    ("The company said sales rose by 25% last year.", "同社は、昨年の売り上げが25％増えたと発表した。"),
    ("Two people were killed in the fire.", "火事で2人が死亡した。"),
    ("Scientists found water on the moon.", "科学家在月球上发现了水。"),
    ("The bank will raise interest rates in July.", "银行将在七月提高利率。"),
    ("He opened the door and saw his mother.", "他打开门，看见了他的母亲。"),
    ("The typhoon stopped all trains.", "颱風使所有火車停駛。"),
]


def test_each_sentence_is_nearest_to_its_rendering(encoder: StaticEncoder) -> None:
    english, other = (encoder.embed(side) for side in zip(*RENDERINGS, strict=True))
    similarities = english @ other.T
    assert similarities.argmax(axis=1).tolist() == list(range(len(RENDERINGS)))
    assert similarities.argmax(axis=0).tolist() == list(range(len(RENDERINGS)))


def test_pieces_and_weights_make_the_sum(encoder: StaticEncoder) -> None:
    sentence = "経済ｶﾞｿﾘﾝ  U.S. tariffs… ２５％"
    pieces = encoder.piece_vectors(sentence)
    assert np.allclose(pieces.weights @ pieces.vectors, encoder.sums([sentence])[0], atol=1e-3)
    assert [sentence[start:end] for start, end in pieces.offsets if end > start][:2] == ["経済", "ｶﾞｿﾘﾝ"]


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_offsets_run_forward_inside_the_text(text: str) -> None:
    pieces = shipped().piece_vectors(text)
    assert len(pieces.offsets) == len(pieces.ids) == len(pieces.weights)
    last = 0
    for start, end in pieces.offsets:
        assert last <= start <= end <= len(text)
        last = start


def test_a_lone_surrogate_is_no_reason_to_fail(encoder: StaticEncoder) -> None:
    assert encodable(["ok", "a\ud800b"]) == ["ok", "a?b"]
    assert encoder.piece_vectors("a \ud800 b").offsets[-1] == (4, 5)


def test_a_very_long_line_is_one_row(encoder: StaticEncoder) -> None:
    assert encoder.embed(["首相は会見した。" * 20_000]).shape == (1, encoder.dimension)


def test_quantised_rows_come_back(tmp_path: Path) -> None:
    table = np.random.default_rng(1).normal(size=(50, 64)).astype(np.float32)
    table[3] = 0
    np.savez(tmp_path / "vectors.npz", **quantise(table))
    back = read_vectors(tmp_path / "vectors.npz")
    assert not back[3].any()
    assert (unit_rows(back) * unit_rows(table)).sum(axis=1)[4:].min() > 0.97


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04broken"])
def test_damaged_weights_are_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vectors.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"vectors\.npz"):
        read_vectors(path)
    with pytest.raises(ModelError, match=r"vectors\.npz"):
        Vocabulary.load(path)
