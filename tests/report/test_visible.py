from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from align.report.visible import label, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 文字 \t tab", "plain 文字 \t tab"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("nul\x00", "nul‹U+0000›"),
        ("txt\u202egnp.exe", "txt‹U+202E›gnp.exe"),
        ("half \ud800", "half ‹U+D800›"),
        ("\ufeffmark", "‹U+FEFF›mark"),
        ("שלום and 🗞️", "שלום and 🗞️"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(blacklist_categories=())))
def test_visible_text_is_legal_everywhere(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    etree.Element("a").text = shown
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [("two\n lines ", None, "two lines"), ("shortened", 6, "short…"), ("fits", 4, "fits"), ("", 3, "")],
)
def test_one_line(text: str, limit: int | None, line: str) -> None:
    assert one_line(text, limit) == line


@pytest.mark.parametrize(
    ("name", "shown"),
    [("bead_scores", "Bead scores"), ("name-order", "Name order"), ("mqm_pass", "MQM pass"), ("", "")],
)
def test_label(name: str, shown: str) -> None:
    assert label(name) == shown
