"""The slots that verbs give to the phrases around them, in three languages: who acts, and what else takes part."""

from __future__ import annotations

import pytest

from align.fidelity.actors.slots.chinese import chinese_frames
from align.fidelity.actors.slots.denied import denied
from align.fidelity.actors.slots.english import english_frames
from align.fidelity.actors.slots.japanese import japanese_frames

# sentence, verb, who acts, who or what else takes part
ENGLISH = [
    (
        "The ministry had pointed out to the company that it was late.",
        "pointed",
        "The ministry",
        "the company",
    ),
    ("The parts had been supplied by a factory in Taiwan.", "supplied", "a factory", "The parts"),
    ("The team received a grant from the foundation.", "received", "the foundation", "The team"),
    ("The family is asking the hospital to disclose its records.", "asking", "The family", "the hospital"),
    ("The bank lent the company 1 billion yen.", "lent", "The bank", "the company"),
    ("The court ordered the publisher to pay the author.", "pay", "the publisher", "the author"),
    ("His family hoped to sell the house to a neighbor.", "sell", "His family", "a neighbor"),
]
JAPANESE = [
    ("同社は昨年、官庁から不備を指摘されていた。", "指摘", "官庁", "同社"),
    ("会長が元秘書に現金を渡していた。", "渡", "会長", "元秘書"),
    ("市教委は保護者から相談を受けていた。", "相談", "保護者", "市教委"),
    ("男性は警備員に取り押さえられた。", "取り押", "警備員", "男性"),
    ("老舗旅館を地元の信用金庫が引き取った。", "引き取", "地元の信用金庫", "老舗旅館"),
]
CHINESE = [
    ("承包商曾提醒业主。", "提醒", "承包商", "业主"),
    ("该公司去年曾被监管部门要求整改。", "要求", "监管部门", "该公司"),
    ("基金会把一千万元捐给了医院。", "捐给", "基金会", "医院"),
    ("这批种子是农民从供应商处购买的。", "购买", "供应商", "农民"),
    ("經紀人向球團轉達了球員的想法。", "轉達", "經紀人", "球團"),
]


@pytest.mark.parametrize(("text", "verb", "agent", "other"), ENGLISH)
def test_english(text, verb, agent, other):
    frames = [one for one in english_frames(text) if text[slice(*one.verb)] == verb]
    assert any(_said(text, one) >= {agent, other} and text[slice(*one.agent)] == agent for one in frames)


@pytest.mark.parametrize(("text", "verb", "agent", "other"), JAPANESE)
def test_japanese(text, verb, agent, other):
    at = text.index(verb)
    frames = list(japanese_frames(text, (at, at + 1)))
    assert any(one.agent and text[slice(*one.agent)] == agent and other in _said(text, one) for one in frames)


@pytest.mark.parametrize(("text", "verb", "agent", "other"), CHINESE)
def test_chinese(text, verb, agent, other):
    at = text.index(verb)
    frames = list(chinese_frames(text, (at, at + len(verb))))
    assert any(one.agent and text[slice(*one.agent)] == agent and other in _said(text, one) for one in frames)


def _said(text, frame):
    return {text[slice(*span)] for span in (frame.agent, *frame.others) if span}


DENIED = [
    ("ja", "原因は設計ではなく、溶接の不良だ。", "設計"),
    ("ja", "値下げは規制の変更とは無関係だ。", "規制の変更"),
    ("ja", "これは病気の結果であって、原因ではない。", "原因"),
    ("zh", "提出休会的是校方，而不是家长。", "家长"),
    ("zh", "火灾与附近的施工没有直接关系。", "附近的施工"),
    ("zh-Hant", "漲價並非匯率因素。", "匯率因素"),
    ("en", "It was the school, not the parents, that proposed it.", "the parents"),
    ("en", "It had nothing to do with the storm.", "the storm"),
    ("en", "a result of the disease rather than its cause", "its cause"),
]


@pytest.mark.parametrize(("language", "text", "part"), DENIED)
def test_what_is_denied(language, text, part):
    assert part in [text[slice(*span)] for span in denied(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "国内だけでなく海外でも売る。"),
        ("zh", "不仅是校方。"),
        ("en", "not only the school but also the parents"),
    ],
)
def test_what_is_not_denied(language, text):
    assert denied(text, language) == []
