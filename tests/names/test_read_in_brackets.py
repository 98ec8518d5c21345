"""Japanese names whose reading stands in brackets between the name and a title."""

from __future__ import annotations

import pytest

from align.document import Sentence
from align.names.mentions.japanese import japanese_mentions
from align.names.verdict.match import all_readings
from tests.names.test_ledger import follow, verdicts

CASES = [
    ("李在明（イ・ジェミョン）大統領と会談した。", "李在明", "大統領"),
    ("尹錫悦（ユン・ソンニョル）前大統領は出廷した。", "尹錫悦", "前大統領"),
    ("習近平（シー・ジンピン）国家主席が訪れた。", "習近平", "国家主席"),
    ("文在寅（ムン・ジェイン）前大統領は語った。", "文在寅", "前大統領"),
    ("頼清徳（ライ・チンドー）総統は演説した。", "頼清徳", "総統"),
    ("高橋健二（たかはし・けんじ、52歳）前副知事が出馬する。", "高橋健二", "前副知事"),
    ("鈴木花子（すずき・はなこ）名誉教授は驚いた。", "鈴木花子", "名誉教授"),
    ("佐々木蒼（ささき あおい）新社長が就任した。", "佐々木蒼", "新社長"),
    ("中村翔（なかむらしょう）参院議員は述べた。", "中村翔", "参院議員"),
    ("渡辺真由美（わたなべ・まゆみ）最高執行責任者は述べた。", "渡辺真由美", "最高執行責任者"),
    ("御厨（みくりや）健吾市長は語った。", "御厨（みくりや）健吾", "市長"),
]


@pytest.mark.parametrize(("text", "name", "title"), CASES)
def test_the_name_ends_where_its_reading_begins(text: str, name: str, title: str) -> None:
    found = japanese_mentions([Sentence(text, 0, len(text))])[0]
    assert (found.text, found.title) == (name, title)
    assert text[found.start : found.end] == name


OWN = [
    # what the source says, the spelling that it makes right, and ones that a dictionary would have let pass
    ("町によると、阿南奈緒(あなん・なお)さんが見つけた。", "Nao Anan", "Nao Anami"),
    ("月見里(やまなし)卓三病院長は頭を下げた。", "Takuzo Yamanashi", "Takuzo Tsukimisato"),
    ("神代正文(くましろ・まさふみ)副大臣は述べた。", "Masafumi Kumashiro", "Masafumi Kamishiro"),
    ("小野寺薫（おのでらかおる）元村長は述べた。", "Kaoru Onodera", "Kaoru Konodera"),
    ("東海林達夫(とうかいりん・たつお)委員は反対した。", "Tatsuo Tokairin", "Tatsuo Shoji"),
    ("陳雅婷(タン・ヤーティン)氏は語った。", "Tan Ya Ting", "Wong Siu Ming"),
    ("朴成勲(パク・ソンフン)会長は語った。", "Park Sung-hoon", "Lee Dong-wook"),
]


@pytest.mark.parametrize(("source", "right", "wrong"), OWN)
def test_what_the_source_reads_goes_before_the_dictionaries(source: str, right: str, wrong: str) -> None:
    assert verdicts(follow([(source, f"{right} spoke to reporters.")], "ja"))[right] == "accept"
    assert verdicts(follow([(source, f"{wrong} spoke to reporters.")], "ja"))[wrong] == "conflict"


def test_a_family_name_read_in_brackets_is_held_to_it_later_on() -> None:
    pairs = [
        ("葵工業の薬袋(みない)幸三社長が会見した。", "Aoi President Kozo Minai met the press."),
        ("薬袋氏は退任を否定した。", "Yakutai denied that he would step down."),
    ]
    found = verdicts(follow(pairs, "ja"))
    assert (found["Kozo Minai"], found["Yakutai"]) == ("accept", "conflict")


@pytest.mark.parametrize(
    ("own", "name", "first"),
    [
        ("あなん・ゆい", "阿南結衣", "Yui Anan"),
        ("うかい・", "鵜飼俊介", "Shunsuke Ukai"),
        ("おのでらかおる", "小野寺薫", "Kaoru Onodera"),
        ("そうろう", "蒼狼", "Soro"),
        ("のぶひろ", "石田喜廣", "Nobuhiro Ishida"),
    ],
)
def test_readings_held_to_the_source(own: str, name: str, first: str) -> None:
    assert all_readings(name, "ja", own=own)[0].romanized == first


NOT_ACCUSED = [
    ("世界2位のR・ナダル（スペイン）が勝った。", "World No. 2 Rafael Nadal won.", "ja"),
    # a double family name in two scripts, an index, a newspaper that the source itself prints in Latin letters
    ("代理人の有働・ベイカー恵美弁護士は話した。", "Emi Udo Baker, a lawyer, spoke.", "ja"),
    ("早乙女(さおとめ)駿", "Nikkei Stock Average falls for the first time in three days", "ja"),
    (
        "据西班牙《底线报》（La Linea）报道，一家品牌正与庹宛青洽谈代言。",
        "A brand is in talks, La Linea reported.",
        "zh",
    ),
    (
        "鸿泰煤业法定代表人侯占魁和矿长仝学义已被控制。",
        "Hongtai Coal's legal representative was detained.",
        "zh",
    ),
]


@pytest.mark.parametrize(("source", "english", "language"), NOT_ACCUSED)
def test_what_is_no_person_is_not_accused(source: str, english: str, language: str) -> None:
    assert "conflict" not in verdicts(follow([(source, english)], language)).values()
