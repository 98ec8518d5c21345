"""Persons in Chinese text by the likeliest segmentation into words and names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.names.mentions.chinese import chinese_mentions
from align.names.mentions.chinese_segments import persons
from align.split import split_text


def people(text):
    return {m.text for m in chinese_mentions(split_text(text, "zh")) if m.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("财政部长官朴正洙上周四在纽约与对方会谈。", "朴正洙"),
        ("被告人秦景澄当庭表示不上诉。", "秦景澄"),
        ("大阪一家投资公司的社长长谷川贵之也被列为证人。", "长谷川贵之"),
        ("通过其妻弟康思齐在香港开立的账户收款。", "康思齐"),
        ("向房地产商鲁承坤实际控制的公司放贷。", "鲁承坤"),
        ("商务部新闻发言人何咏前上周四表示，希望停止打压。", "何咏前"),
        ("副总裁阮氏秋霞将代理其职务。", "阮氏秋霞"),
        ("副县长鲜于仲书介绍，被困人员仍在井下。", "鲜于仲书"),
        ("应急管理局局长禤志明证实，水位上升。", "禤志明"),
        ("矿长仝学义已被警方控制。", "仝学义"),
        ("35岁的矿工逯大军在医院告诉记者。", "逯大军"),
        ("研究员都若兰介绍，团队挑选了样品。", "都若兰"),
        ("东京大学教授四月朔日谦一对此持保留态度。", "四月朔日谦一"),
        ("她们击败中国组合戚沛文和单思雨。", "单思雨"),
        ("经纪人詹亦青对此未予证实。", "詹亦青"),
        ("通商交涉本部长吕翰九已启程赴美。", "吕翰九"),
    ],
)
def test_persons_are_cut_where_words_begin(text, name):
    assert name in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "石峪县副县长介绍了情况。", "每吨价格约为三万元左右。", "现任赣阳市委书记或将调任省委。",
        "苏澜集团出资入股。", "华澄银行回应称正在核实。",
        "反垄断执法一司前副司长表示不知情。", "韩方则主张以贷款为主。", "毛利率降至一成半。",
        "收回本金后由美方分得利润。", "韩国SK海力士社长没有出席。",
    ],
)  # fmt: skip
def test_words_companies_and_places_are_no_persons(text):
    assert people(text) == set()


def test_a_person_who_is_plain_once_is_found_everywhere():
    text = "21岁的中国选手庹宛青夺冠。协会考虑为庹宛青增配一名教练。"
    mentions = [m for m in chinese_mentions(split_text(text, "zh")) if m.text == "庹宛青"]
    assert len(mentions) == 2


def test_what_one_hanzi_always_precedes_is_a_part_of_something_longer():
    text = "途遇网首席法务官表示不服。途遇网认为判决有误。途遇网称将上诉。"
    assert people(text) == set()


@settings(deadline=None)
@given(st.lists(st.text("王李记者金正官部长表示，在的万家上周韩途A1", max_size=40), max_size=4))
def test_spans_are_in_their_texts_in_order(texts):
    for text, spans in zip(texts, persons(texts), strict=True):
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
