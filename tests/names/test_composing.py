"""Readings of name parts that no dictionary holds, and of parts that stand alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align import names
from align.names.reading.context import quantised
from align.names.reading.japanese import divide, every_reading, is_lone_part, lone_share, part_readings
from align.names.reading.kanji import reading_model


@pytest.mark.parametrize(
    ("part", "kind", "kana"),
    [("美咲花", "given", "みさか"), ("北小路谷", "surname", "きたこうじたに"), ("悠稀奈", "given", "ゆきな")],
)
def test_both_networks_read_an_unseen_part(part, kind, kana):
    found = reading_model().read_part(part, kind, 5)
    assert kana in [reading for reading, _ in found]
    assert all(p > q for (_, p), (_, q) in pairwise(found))


def test_a_kanji_that_nobody_is_called_by_has_no_reading():
    assert reading_model().read_part("鱻龘", "given") == []


@pytest.mark.parametrize(
    ("name", "lone"),
    [("真梨江", True), ("美永", True), ("石破茂", False), ("岸田文雄", False), ("森喜朗", False)],
)
def test_a_part_is_told_from_a_full_name(name, lone):
    assert is_lone_part(name) == lone


def test_a_lone_part_is_read_as_one():
    assert "まりえ" in [reading.kana for reading in names.readings("真梨江")[:5]]


def test_what_may_be_a_part_or_a_full_name_is_read_as_both():
    assert 0.05 < lone_share("深雪樹") < 0.5
    found = names.readings("深雪樹")
    assert {True, False} == {" " in (reading.kana or "") for reading in found if reading.kana}
    assert sum(reading.weight for reading in found) <= 1.0001
    assert all(one.weight >= other.weight for one, other in pairwise(found))


@pytest.mark.parametrize("name", ["林芳正", "岸田文雄", "小泉進次郎"])
def test_a_plain_full_name_is_read_as_nothing_else(name):
    assert lone_share(name) < 0.05
    assert all(" " in reading.kana for reading in names.readings(name)[:2])


def test_a_part_with_small_katakana_is_read_as_one():
    assert "せきがはら" in [reading.kana for reading in names.readings("関ケ原")[:2]]


@pytest.mark.parametrize(("part", "kind"), [("大河内", "surname"), ("毅", "given"), ("林", "surname")])
def test_what_the_networks_add_comes_after_the_dictionaries(part, kind):
    known, every = part_readings(part, kind), every_reading(part, kind)
    assert every[: len(known)] == known
    assert len({kana for kana, _, _ in every}) == len(every) == 8


def test_a_given_name_that_no_dictionary_holds_still_divides():
    assert divide("中野渡稔") == ("中野渡", "稔")
    assert divide("村上建治郎") == ("村上", "建治郎")


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_quantised_rows_come_back_near(rows):
    matrix = np.array(rows, dtype=np.float32)
    whole, scale = quantised(matrix)
    back = whole.astype(np.float32) * scale.astype(np.float32)[:, None]
    assert np.abs(back - matrix).max() <= np.abs(matrix).max() / 100 + 1e-3
