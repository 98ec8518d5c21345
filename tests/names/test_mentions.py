"""Names found in text: where they stand, of what kind, with which title."""

from __future__ import annotations

import pytest

from align.names.lists.glossary import shipped
from align.names.mentions.chinese import chinese_mentions
from align.names.mentions.english import cuts, english_mentions
from align.names.mentions.japanese import japanese_mentions
from align.split import split_text


def found(text, language):
    sentences = split_text(text, language)
    if language == "en":
        mentions = english_mentions(text, sentences)
    elif language == "ja":
        mentions = japanese_mentions(sentences, shipped().kinds())
    else:
        mentions = chinese_mentions(sentences, shipped().heads())
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return mentions


@pytest.mark.parametrize(
    ("text", "person", "title"),
    [
        ("赤沢亮正経済再生相は会談した。", "赤沢亮正", "経済再生相"),
        ("ベッセント米財務長官が述べた。", "ベッセント", "米財務長官"),
        ("スコット・ベッセント財務長官が述べた。", "スコット・ベッセント", "財務長官"),
        ("羽生奈緒子さんは笑った。", "羽生奈緒子", "さん"),
        ("金氏は宣言した。", "金", "氏"),
        ("トランプ大統領が発表した。", "トランプ", "大統領"),
        ("習近平国家主席と会談した。", "習近平", "国家主席"),
    ],
)
def test_japanese_persons(text, person, title):
    mentions = {m.text: m for m in found(text, "ja") if m.kind == "person"}
    assert mentions[person].title == title


@pytest.mark.parametrize(
    ("text", "person", "original"),
    [
        ("スコット・ベッセント（Scott Bessent）財務長官は述べた。", "スコット・ベッセント", "Scott Bessent"),
        ("山並大学の御厨（みくりや）健吾准教授は話した。", "御厨（みくりや）健吾", "みくりや"),
    ],
)
def test_spellings_and_readings_in_brackets(text, person, original):
    assert {m.text: m.original for m in found(text, "ja")}[person] == original


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("美国财政部长斯科特·贝森特表示，会谈富有成果。", "斯科特·贝森特"),
        ("日本经济再生担当大臣赤泽亮正17日在华盛顿说。", "赤泽亮正"),
        ("日本首相石破茂18日上午听取了汇报。", "石破茂"),
        ("建築師許雅筑保留了原有的屋架。", "許雅筑"),
        ("论文第一作者、研究生方以宁说。", "方以宁"),
        ("团队负责人韩启明教授认为，这很重要。", "韩启明"),
    ],
)
def test_chinese_persons(text, person):
    assert person in {m.text for m in found(text, "zh") if m.kind == "person"}


def test_a_family_name_is_found_again():
    text = "日本首相石破茂在东京会见记者。石破对记者说，谈判会继续。"
    assert [m.text for m in found(text, "zh") if m.kind == "person"] == ["石破茂", "石破"]


@pytest.mark.parametrize("word", ["公司总经理", "文化局局长", "方面"])
def test_ordinary_chinese_words_are_no_persons(word):
    assert not [m for m in found(f"{word}表示，投资将会增加。", "zh") if m.kind == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "U.S. Treasury Secretary Scott Bessent left.",
            [("U.S.", None), ("Scott Bessent", "Treasury Secretary")],
        ),
        (
            "Ursula von der Leyen met Jean-Claude Juncker.",
            [("Ursula von der Leyen", None), ("Jean-Claude Juncker", None)],
        ),
        ("The talks of J. D. Vance failed.", [("J. D. Vance", None)]),
        ("He thanked Bessent’s aide.", [("Bessent", None)]),
        ("Workers said they were angry.", []),
        ("Crown Prince Mohammed bin Salman spoke.", [("Mohammed bin Salman", "Crown Prince")]),
        ("On Thursday, talks began in April.", []),
        ("The People's Bank of China cut rates.", [("People's Bank of China", None)]),
        ("He met Minister of Economic Revitalization Ryosei Akazawa.", [("Ryosei Akazawa", "Minister")]),
        ("He met Minister of Foreign Affairs Wang Yi.", [("Wang Yi", "Minister of Foreign")]),
        ("He met the Minister of Foreign Affairs.", []),
        ("He met Minister for Economic Security Takayuki Kobayashi.", [("Takayuki Kobayashi", "Minister")]),
        ("He met President of France Emmanuel Macron.", [("Emmanuel Macron", "President")]),
    ],
)
def test_english_names(text, expected):
    assert [(m.text, m.title) for m in found(text, "en")] == expected


def test_headlines_in_capitals_are_read_word_by_word():
    assert [m.text for m in found("AKAZAWA MEETS BESSENT IN WASHINGTON\n", "en")] == [
        "AKAZAWA",
        "BESSENT",
        "WASHINGTON",
    ]


def test_words_that_may_not_belong_to_a_name_can_be_cut_off():
    mention = found("Starter Michael Olsen pitched well.", "en")[0]
    assert "Michael Olsen" in {part.text for part in cuts(mention)}


@pytest.mark.parametrize("text", ["", "。", "🙂🙂", "ーーー。", "1,000", "'s 's", "Ａ　Ｂ"])
@pytest.mark.parametrize("language", ["en", "ja", "zh"])
def test_odd_text_breaks_nothing(text, language):
    found(text, language)


def test_a_middle_dot_between_names_in_kanji_parts_two_persons():
    names = {mention.text for mention in found("男子ダブルスは高嶺史弥・吉川洋一朗組が優勝した。", "ja")}
    assert not any("・" in name for name in names)
    assert any("吉川" in name for name in names)


CHINESE_PLACES = [
    ("在河北省张家口市，部分农村地区仍在烧煤。", ["河北", "张家口"]),
    ("伊朗表示将作出回应，上市公司股市下跌。", ["伊朗"]),
    ("这一市场在其他地区并不存在，英国上市企业也不例外。", ["英国"]),
    ("他毕业于北京大学，后来到香港工作。", ["香港"]),
    ("沿海地区的马赛克墙面。", []),
]


@pytest.mark.parametrize(("text", "places"), CHINESE_PLACES)
def test_places_in_chinese_text(text: str, places: list[str]) -> None:
    assert [m.text for m in found(text, "zh") if m.kind == "place"] == places


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("首席专家周兵分析称，今年入冬以来气温偏高。", ["周兵"]),
        ("两百余名消防员赶到现场，真正自由的国家不会这样做。", []),
        ("乔·拜登高调宣布参选。", ["乔·拜登"]),
        ("周六他高调宣称会赢，高调宣称会赢。", []),
    ],
)
def test_what_is_no_part_of_a_name_in_chinese(text: str, persons: list[str]) -> None:
    assert [m.text for m in found(text, "zh") if m.kind == "person"] == persons


def test_of_listed_names_that_overlap_the_first_stands():
    """No University of Hong Kong (港大) in 香港大埔."""
    assert "港大" not in {m.text for m in found("香港大埔宏福苑26日发生大火。", "zh")}
    assert "港大" in {m.text for m in found("港大表示，研究仍在进行。", "zh")}


def test_a_verb_of_two_hanzi_is_not_cut():
    mentions = {m.text for m in found("复旦大学教授沈丁立认为，双方都不希望冲突升级。", "zh")}
    assert "沈丁立" in mentions
    assert "沈丁立认" not in mentions
