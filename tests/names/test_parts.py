"""The table of name parts, looked up in its packed text."""

from __future__ import annotations

import pytest

from align.names.mentions.word_shares import Words
from align.names.reading.japanese import _begins_surname
from align.names.reading.kanji import pack_table
from align.names.reading.parts import PartTable
from align.names.reading.variants import simplest

ROWS = [
    ("佐藤", "さとう", "surname", 1_848_000),
    ("佐東", "さとう", "surname", 0),
    ("東", "ひがし", "surname", 36_000),
    ("東", "あずま", "surname", 0),
    ("藤", "ふじ", "surname", 0),
    ("𠮷田", "よしだ", "surname", 0),
    ("東", "あずま", "given", 0),
]


def tables():
    return [PartTable.of(block) for block in pack_table(ROWS).decode("utf-16-le").split("\n\n")]


def test_a_part_has_its_readings_in_the_order_of_the_text():
    surnames, given = tables()
    assert surnames["東"] == [("あずま", 0.0), ("ひがし", 36.0)]
    assert surnames["佐藤"] == [("さとう", 1848.0)]
    assert surnames["𠮷田"] == [("よしだ", 0.0)]  # a character beyond the first 65,536
    assert given["東"] == [("あずま", 0.0)]


def test_what_is_no_part_is_not_found():
    surnames, given = tables()
    for text in ("佐", "藤:", "さとう", "東 東", "", "1848", "佐藤:1848"):
        assert text not in surnames
        assert surnames.get(text) is None
    assert "佐藤" not in given


def test_parts_and_spellings_are_counted():
    surnames, given = tables()
    assert set(surnames) == {kanji for kanji, _, kind, _ in ROWS if kind == "surname"}
    assert (len(surnames), len(given)) == (5, 1)
    assert surnames.spelled["さとう"] == " 佐東 佐藤:1848 "
    assert "ふじ" in surnames.spelled
    assert "ふじ" not in given.spelled


def test_characters_that_begin_and_end_parts_are_counted_once_a_part():
    surnames, _ = tables()
    first, last = surnames.edges()
    assert first == {"佐": 2, "東": 1, "藤": 1, "𠮷": 1}
    assert last == {"藤": 2, "東": 2, "田": 1}


def test_all_parts_without_kana_and_figures():
    surnames, given = tables()
    assert surnames.spelled.parts().split() == ["東", "佐東", "佐藤", "東", "藤", "𠮷田"]
    assert given.spelled.parts().split() == ["東"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [("佐藤", True), ("佐藤春夫", True), ("渡边直美", True), ("的的", False), ("佐", False), ("", False)],
)
def test_what_a_surname_begins_with_is_known_by_its_first_two_characters(text, begins):
    assert _begins_surname(simplest(text)) is begins


def test_the_words_of_a_segmentation_are_the_same_from_arrays():
    words = Words.unpacked("北京 20\n长安 3\n北 1".encode("utf-16-le"))
    assert list(Words.from_arrays(words.arrays()).shares.items()) == list(words.shares.items())
