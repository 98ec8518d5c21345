"""What a kanji may be read as, and what is known of a whole reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.names.reading.kanji import pack_table, reading_model, unpack_table
from align.names.reading.segments import CELLS, WIDEST, cell, listed, shares, variants
from align.names.reading.whole import FEATURES, GROUPS, KnownParts, group, read_weights, write_weights


@pytest.mark.parametrize(
    ("segment", "becomes"),
    [
        ("かわ", "がわ"),
        ("はし", "ばし"),
        ("ひら", "ぴら"),
        ("ち", "じ"),
        ("いつ", "いっ"),
        ("がく", "がっ"),
        ("こ", "こう"),
        ("きょう", "きょ"),
        ("いち", "い"),
    ],
)
def test_sound_changes_of_a_segment(segment, becomes):
    assert becomes in variants(segment)
    assert segment not in variants(segment)


def test_variants_come_after_what_was_seen_and_know_their_parent():
    segments = ["かわ", "がわ", "せん", "せ"]
    numbers = {s: i for i, s in enumerate(segments)}
    every, parents = listed([0, 2], [3.0, 1.0], segments, numbers)
    assert every == [0, 2, 1, 3]
    assert parents == [0.0, 0.0, 0.75, 0.25]
    assert listed([], [], segments, numbers) == ([], [])


def test_no_kanji_has_more_segments_than_are_followed():
    segments = [chr(0x3041 + i) + chr(0x3041 + j) for i in range(80) for j in range(3)]
    numbers = {s: i for i, s in enumerate(segments)}
    every, parents = listed(list(range(100)), [1.0] * 100, segments, numbers)
    assert len(every) == len(parents) == WIDEST


@pytest.mark.parametrize(
    ("kind", "first", "last", "at"),
    [(0, True, True, 0), (0, True, False, 1), (1, False, True, 6), (1, False, False, 7), (2, True, False, 8)],
)
def test_counts_are_kept_by_kind_and_place(kind, first, last, at):
    assert cell(kind, first, last) == at


def test_shares_of_what_was_never_seen_come_from_its_parent():
    counts = np.zeros((3, CELLS), dtype=np.float32)
    counts[0, 1], counts[1, 6] = 9, 1
    known = shares(counts, 1, np.array([0, 0, 0.9], dtype=np.float32))
    assert known.shape == (3, 5)
    assert known[0, 0] > known[1, 0]  # read so in surnames
    assert known[:, 3].tolist() == [0, 0, 1]
    assert known[2, 4] == pytest.approx(np.log(0.92), abs=1e-5)
    assert known[:2, 4].tolist() == [0, 0]


ROWS = [
    ("直美", "なおみ", "given", 90000),
    ("尚美", "なおみ", "given", 0),
    ("奈緒実", "なおみ", "given", 0),
    ("直海", "なおみ", "surname", 0),
    ("直", "なお", "given", 1200),
]


def features(part: str, kana: str) -> dict[str, float]:
    known = unpack_table(pack_table(ROWS))
    row = known.features(part, "given", [kana], [{kana: 0.5}, {}])[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_a_reading_is_known_by_who_else_bears_it():
    found = features("直実", "なおみ")
    assert found["forward"] == pytest.approx(np.log(0.5), abs=1e-5)
    assert (found["not forward"], found["not backward"]) == (0, 1)
    assert found["spellings"] == pytest.approx(np.log(4))
    assert found["of the other kind"] == pytest.approx(np.log(2))
    assert found["first kanji"] == found["last kanji"] == pytest.approx(np.log(2))  # 直美; 奈緒実
    assert found["as many kanji"] == pytest.approx(np.log(3))
    assert found["begins known"] == 1
    assert features("直実", "ただみ")["no spelling"] == 1


def test_a_part_does_not_vouch_for_itself():
    found = features("直美", "なおみ")
    assert found["spellings"] == pytest.approx(np.log(3))
    assert found["first kanji"] == 0
    assert found["as many kanji"] == pytest.approx(np.log(2))
    assert features("直", "なお")["no spelling"] == 1


def test_the_features_of_no_reading_at_all():
    known = KnownParts({"surname": {}, "given": {}}, {"surname": {}, "given": {}})
    assert known.features("直美", "given", [], [{}, {}]).shape == (0, len(FEATURES))


kana = st.text("あいうえおかきくけこ", min_size=1, max_size=4)
kanji = st.text("直美海太郎々", min_size=1, max_size=3)


@given(st.sets(st.tuples(kanji, kana, st.sampled_from(["surname", "given"])), min_size=1, max_size=20))
def test_a_packed_table_comes_back(rows):
    rows = rows | {("直", "なお", "surname"), ("直", "なお", "given")}
    known = unpack_table(pack_table([(*row, 0) for row in rows]))
    back = {
        (part, said, kind)
        for kind, of in known.table.items()
        for part, found in of.items()
        for said, _ in found
    }
    assert back - {("", "", "surname"), ("", "", "given")} == rows
    for part, said, kind in rows:
        assert f" {part} " in known.spelled[kind][said]
        assert known.spellings(kind, said) == sum(row[1:] == (said, kind) for row in rows)


def test_weights_come_back_as_they_were_written(tmp_path):
    weights = np.arange(len(GROUPS) * len(FEATURES), dtype=np.float32).reshape(len(GROUPS), -1) / 8
    write_weights(tmp_path / "ranking.tsv", weights)
    assert np.array_equal(read_weights(tmp_path / "ranking.tsv"), weights)


@pytest.mark.parametrize(
    ("part", "kind", "name"),
    [("林", "surname", "surname 1"), ("進次郎", "given", "given 3"), ("勅使河原", "surname", "surname 3")],
)
def test_a_part_belongs_to_a_group_by_kind_and_length(part, kind, name):
    assert GROUPS[group(part, kind)] == name


@pytest.mark.parametrize(
    ("part", "kind", "kana"),
    [("真奈海", "given", "まなみ"), ("川内谷", "surname", "かわうちたに"), ("電話機", "word", "でんわき")],
)
def test_both_networks_give_probabilities(part, kind, kana):
    for network in (reading_model().forward, reading_model().backward):
        found = network.compose(part, kind)
        assert 0.5 < sum(found.values()) <= 1.0001
        assert kana in sorted(found, key=found.__getitem__)[-3:]
        assert network.compose("", kind) == network.compose("真鱻", kind) == {}
