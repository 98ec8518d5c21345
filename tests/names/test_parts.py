"""The table of name parts, looked up in its packed text."""

from __future__ import annotations

from align.names.reading.kanji import pack_table
from align.names.reading.parts import PartTable

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
