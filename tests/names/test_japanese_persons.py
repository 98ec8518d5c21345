"""Full names in Japanese text that a title or a reading in brackets gives away: cut where name and title meet."""

from __future__ import annotations

from itertools import pairwise

import pytest

from align.names.mentions.japanese import japanese_mentions
from align.names.mentions.japanese_persons import full_names, title_length
from align.names.mentions.japanese_tokens import tokenize
from align.split import split_text


def persons(text):
    return {m.text: m for m in japanese_mentions(split_text(text, "ja")) if m.kind == "person"}


CUTS = [
    # text, the name, its title
    ("取材に応じた蓼沼恭一(たでぬま・きょういち)代表取締役社長は語った。", "蓼沼恭一", "代表取締役社長"),
    ("環境省の栂野正芳(とがの・まさよし)副大臣が視察した。", "栂野正芳", "副大臣"),
    ("中国の邵敬文外務次官と会談した。", "邵敬文", "外務次官"),
    ("韓国の曺賢俊(チョ・ヒョンジュン)第1外務次官が訪れた。", "曺賢俊", "第1外務次官"),
    ("中国事業を率いる汪立民総経理が着手した。", "汪立民", "総経理"),
    ("商務省の何麗華報道官は批判した。", "何麗華", "報道官"),
    ("鵜殿紗季最高財務責任者は説明した。", "鵜殿紗季", "最高財務責任者"),
    ("財務省の長曽我部元継事務次官は述べた。", "長曽我部元継", "事務次官"),
    ("青葉大名誉教授の二ノ宮博氏が答えた。", "二ノ宮博", "氏"),
    ("小此木久市長を訪ねた。", "小此木久", "市長"),
    ("モテア司法長官は会見した。", "モテア", "司法長官"),
    ("代理人の有働・ベイカー奈緒弁護士は話す。", "有働・ベイカー奈緒", "弁護士"),
]


@pytest.mark.parametrize(("text", "name", "title"), CUTS)
def test_a_name_ends_where_its_title_begins(text, name, title):
    found = persons(text)
    assert name in found, sorted(found)
    assert found[name].title == title


BRACKETS = [
    ("安心院圭吾(あじむ・けいご)町長は述べた。", "安心院圭吾", "あじむ・けいご"),
    ("葵工業の薬袋(みない)幸三社長は話した。", "薬袋(みない)幸三", "みない"),
    ("政治部・小鳥遊(たかなし)彩、佐野洋平", "小鳥遊(たかなし)彩", "たかなし"),
    ("喜屋武(きゃん)マリア氏は質問した。", "喜屋武(きゃん)マリア", "きゃん"),
    ("代表主将の桑水流（くわずる）裕一（福岡）が戻った。", "桑水流（くわずる）裕一", "くわずる"),
    ("陳雅婷(タン・ヤーティン)氏は語った。", "陳雅婷", "タン・ヤーティン"),
    ("新入幕の神々廻(ししば)が勝った。", "神々廻", "ししば"),
]


@pytest.mark.parametrize(("text", "name", "reading"), BRACKETS)
def test_readings_in_brackets_tell_a_name_and_are_kept(text, name, reading):
    found = persons(text)
    assert name in found, sorted(found)
    assert found[name].original == reading
    assert all(one == name or one not in reading for one in found)


@pytest.mark.parametrize(
    ("text", "name", "rank"),
    [
        ("一人横綱の暁乃海は敗れた。", "暁乃海", "横綱"),
        ("前頭３枚目の翠鶴は休場した。", "翠鶴", "前頭"),
        ("元関脇・嶺手岳が指導した。", "嶺手岳", "関脇"),
    ],
)
def test_ring_names_follow_a_rank(text, name, rank):
    assert persons(text)[name].title == rank


@pytest.mark.parametrize(
    "text",
    [
        "司法長官は日曜に述べた。", "経済安全保障担当相が会見した。", "直前３場所の大関昇進は見送られた。",
        "王立病院長に就任した。",
        "会場は慶州(キョンジュ)市だ。", "病名は膵臓癌(すいぞうがん)だった。", "アジア株は高安まちまちだった。",
        "韓陽電子と提携する。韓陽の株は上がった。", "米運用会社グレイ・パートナーズがコメントした。",
        "青葉大名誉教授会が開かれた。",
    ],
)  # fmt: skip
def test_what_is_no_person(text):
    found = persons(text)
    assert not found, found


@pytest.mark.parametrize(
    ("after", "length"),
    [
        ("代表取締役社長は", 7), ("外務次官と", 4), ("財務副大臣", 5), ("シニアファンドマネージャーは", 13),
        ("氏は", 1),
        ("第1外務次官が", 6), ("会見した", 0), ("", 0), ("前", 0),
    ],
)  # fmt: skip
def test_titles_are_modifiers_and_a_core(after, length):
    assert title_length(after) == length


def test_spans_lie_in_their_text_and_do_not_overlap():
    text = "、".join(text for text, *_ in (*CUTS, *BRACKETS))
    spans = full_names(text, tokenize(text))
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
