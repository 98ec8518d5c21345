"""Pinyin of words without the package that it is taken from: the same syllables."""

from __future__ import annotations

import random

import pytest
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from align.names.script import pinyin
from align.names.script.pinyin import Phrases, packed, spoken

TEXTS = [
    "长安", "长大", "重庆", "重要", "银行行长", "乐山", "音乐", "朝阳区", "单于", "一丁点", "一丁点儿",
    "李长乐在重庆银行", "中A国，人", "ー々〇", "", " ", "东京都知事", "朝鮮", "𠮷野家", "薄熙来", "\n长\n安",
]  # fmt: skip


def said(text: str) -> list[str]:
    return [one for one in lazy_pinyin(text, errors="ignore") if one.isascii()]


@pytest.mark.parametrize("text", TEXTS)
def test_as_pypinyin_reads_it(text):
    assert spoken(text) == said(text)


def test_phrases_their_parts_and_what_is_made_of_them():
    draw = random.Random(1)
    phrases = draw.sample(sorted(PHRASES_DICT), 400)
    texts = [text for phrase in phrases for text in (phrase, phrase[:-1], phrase[1:])]
    texts += ["".join(draw.choices(texts, k=3)) for _ in range(800)]
    assert [spoken(text) for text in texts] == [said(text) for text in texts]


def test_the_longest_phrase_is_taken_and_no_beginning_of_one():
    phrases = Phrases.of(
        packed({"长安": [["cháng"], ["ān"]], "长安大道中": [["x"]] * 5, "大道": [["dà"], ["dào"]]})
    )
    assert list(phrases.cut("长安大道")) == ["长安", "大道"]
    assert list(phrases.cut("长安大道中")) == ["长安大道中"]
    assert list(phrases.cut("大长")) == ["大", "长"]


def test_a_package_that_keeps_its_phrases_otherwise_is_asked_itself(monkeypatch):
    monkeypatch.setattr(pinyin, "_phrases", lambda: None)
    assert spoken("银行") == ["yin", "hang"]
