"""Names in kanji that dictionaries have in another form are found, and shown as they are written."""

from __future__ import annotations

import pytest

from align.document import Sentence
from align.names.mentions.japanese import japanese_mentions

CASES = ["黑田健", "𠮷田麻衣", "髙橋一郎", "山﨑恵子", "德川家広", "橫山大輔"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("text", ["{}市長は8日、辞任を表明した。", "後任は{}副市長が務める。"])
def test_a_name_in_an_old_form(name, text):
    text = text.format(name)
    found = [one for one in japanese_mentions([Sentence(text, 0, len(text))]) if one.kind == "person"]
    assert [one.text for one in found] == [name]
    assert text[found[0].start : found[0].end] == name
