"""The letter model: which English spelling a foreign name in kana or hanzi stands for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import names
from align.names.reading.transliteration import transliterator
from align.names.script.letters import fold_letters, spell
from align.names.script.symbols import hanzi_symbols, kana_symbols
from align.names.verdict.assignment import best_assignment

PEOPLE = [
    "Bessent",
    "Mnuchin",
    "Rubio",
    "Lutnick",
    "Powell",
    "Guterres",
    "Kovacs",
    "Macron",
    "Stoltenberg",
    "Besson",
]


@pytest.mark.parametrize(
    ("name", "language", "english"),
    [
        ("ベッセント", "ja", "Bessent"),
        ("ムニューシン", "ja", "Mnuchin"),
        ("ﾙﾋﾞｵ", "ja", "Rubio"),
        ("ストルテンベルグ", "ja", "Stoltenberg"),
        ("贝森特", "zh", "Bessent"),
        ("姆努钦", "zh", "Mnuchin"),
        ("卢特尼克", "zh", "Lutnick"),
        ("鲍威尔", "zh", "Powell"),
        ("馬克宏", "zh-Hant", "Macron"),
        ("科瓦奇", "zh", "Kovacs"),
    ],
)
def test_the_right_one_comes_first(name, language, english):
    assert names.rank(name, PEOPLE, language)[0][0] == english


@pytest.mark.parametrize(
    ("name", "language", "english"),
    [
        ("斯科特·贝森特", "zh", "Scott Bessent"),
        ("スコット・ベッセント", "ja", "Scott Bessent"),
        ("冯德莱恩", "zh", "Ursula von der Leyen"),
    ],
)
def test_names_of_several_words(name, language, english):
    others = ["Scott Morrison", "Steven Mnuchin", "Ursula Burns", "Angela Merkel"]
    assert names.rank(name, [*others, english], language)[0][0] == english


def test_short_candidates_are_not_preferred():
    ranked = dict(names.rank("ストルテンベルグ", ["Stoltenberg", "Sto", "Berg", "To"], "ja"))
    assert max(ranked, key=ranked.__getitem__) == "Stoltenberg"


def test_scores_do_not_depend_on_the_company():
    model = transliterator()
    alone = model.fits(["ベッセント"], model.encode(["Bessent"], "kana"), "kana")
    among = model.fits(["ベッセント"], model.encode(["Bessent", "Stoltenberg-Vandenbergh"], "kana"), "kana")
    assert np.allclose(alone[0, 0], among[0, 0], atol=1e-3)


@settings(max_examples=25, deadline=None)
@given(
    drawn=st.lists(st.lists(st.sampled_from([*PEOPLE, "Xi", "O", "Ng", "Ito", "-"])), min_size=2, max_size=4)
)
def test_an_encoding_depends_on_its_candidate_alone(drawn):
    """To the last bit, whatever is encoded beside it or was before: encoded candidates are remembered."""
    model = transliterator()
    model.kept["hanzi"].clear()
    for candidates in filter(None, drawn):
        together = model.encoded(candidates, "hanzi")
        alone = [model.encode([candidate], "hanzi") for candidate in candidates]
        assert together.frames.tobytes() == b"".join(one.frames.tobytes() for one in alone)
        assert together.norms.tobytes() == b"".join(one.norms.tobytes() for one in alone)


def test_letters_and_symbols():
    assert fold_letters("Šefčovič-Łuński’s") == "sefcoviclunskis"
    assert spell("é") != spell("e")
    assert kana_symbols("フィリップ") == ["フィ", "リ", "ッ", "プ"]
    assert hanzi_symbols("特羅塔") == ["特", "罗", "塔"]
    assert transliterator().numbers("🙂", "kana") == []


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([[1.0, 2.0], [3.0, 5.0]], [(0, 0), (1, 1)]),
        ([[0.9, 0.8], [0.8, 0.1]], [(0, 1), (1, 0)]),
        ([[0.2], [0.9], [0.4]], [(1, 0)]),
        ([[0.1, 0.9, 0.3]], [(0, 1)]),
        ([], []),
    ],
)
def test_assignment_is_one_to_one_and_best_together(weights, pairs):
    assert best_assignment(weights) == pairs
