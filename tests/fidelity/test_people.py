"""Names that changed places, words in another's mouth, offices that changed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from align.document import Mention, NameEntry, NameTarget
from align.evaluate.planting_names import printed_names, roles_swapped, speaker_swapped
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import checked


def ledger(source: Sequence[str], target: Sequence[str], names: dict[str, str]) -> list[NameEntry]:
    """Accepted entries for persons, wherever their names stand in the lines."""
    found = []
    for name, english in names.items():
        sides = []
        for lines, text, language in ((source, name, "ja"), (target, english, "en")):
            sentences = article_of_lines(lines, language, "x")[1]
            sides.append(
                [
                    Mention(text, "person", at, start, start + len(text))
                    for at, one in enumerate(sentences)
                    if text in one.text
                    for start in (one.start + one.text.index(text),)
                ]
            )
        targets = tuple(NameTarget(one, "accept", 1.0) for one in sides[1])
        found.append(NameEntry(name, "person", tuple(sides[0]), (), english, targets, "accept"))
    return found


PEOPLE = {
    "山本": "Yamamoto",
    "ケリー": "Kelly",
    "オルセン": "Olsen",
    "王芳": "Wang Fang",
    "刘洋": "Liu Yang",
    "特纳": "Turner",
}

SWAPPED = [
    ("ja", "山本監督はケリーを厳しく批判した。", "Kelly sharply criticized Yamamoto.", True),
    ("ja", "山本監督はケリーを厳しく批判した。", "Yamamoto sharply criticized Kelly.", False),
    ("ja", "山本監督はケリーを厳しく批判した。", "Kelly was sharply criticized by Yamamoto.", False),
    ("ja", "ケリーは山本に敗れた。", "Yamamoto beat Kelly.", False),
    ("ja", "ケリー氏が山本氏に訴えられた。", "Yamamoto sued Kelly.", False),
    ("ja", "山本氏はケリー氏と会談した。", "Kelly met Yamamoto.", False),
    ("zh", "王芳超越了刘洋。", "Liu Yang overtook Wang Fang.", True),
    ("zh", "王芳超越了刘洋。", "Wang Fang overtook Liu Yang.", False),
    ("zh", "王芳输给了刘洋。", "Liu Yang beat Wang Fang.", False),
    ("zh", "王芳被刘洋批评。", "Liu Yang criticized Wang Fang.", False),
    ("zh", "王芳告诉企业代表，明年将给予补贴。", "Company representatives told Wang Fang of subsidies.", True),
    ("zh", "企业代表告诉王芳，明年将给予补贴。", "Company representatives told Wang Fang of subsidies.", False),
    ("zh", "记者向王芳提问。", "Wang Fang was asked by reporters.", False),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "found"), SWAPPED)
def test_roles(language: str, source: str, target: str, found: bool) -> None:
    names = ledger([source], [target], PEOPLE)
    report = checked([source], [target], language, ["roles"], names=names)
    assert [one.severity for one in report.findings] == (["major"] if found else [])


SPEAKERS = [
    ("ja", "オルセン氏は「大丈夫だ」と話した。", "“It is all right,” Kelly said.", True),
    ("ja", "オルセン氏は「大丈夫だ」と話した。", "“It is all right,” Olsen said.", False),
    ("ja", "オルセン氏は「大丈夫だ」と話した。", "“It is all right,” he said.", False),
    ("ja", "「大丈夫だ」とオルセン教授。", "“It is all right,” said Kelly.", True),
    ("zh", "特纳表示，计划不变。", "Wang Fang said that the plan stands.", True),
    ("zh", "特纳表示，计划不变。", "The plan stands, according to Turner.", False),
    ("zh", "特纳表示，王芳没有错。", "Turner said that Wang Fang was right.", False),
    ("zh", "据悉，计划不变。", "Wang Fang said that the plan stands.", False),
]


@pytest.mark.parametrize(("language", "source", "target", "found"), SPEAKERS)
def test_speakers(language: str, source: str, target: str, found: bool) -> None:
    here = [source, "ケリーは黙っていた。" if language == "ja" else "王芳没有说话。"]
    there = [target, "Kelly was silent." if language == "ja" else "Wang Fang was silent."]
    report = checked(here, there, language, ["speakers"], names=ledger(here, there, PEOPLE))
    assert [one.severity for one in report.findings] == (["major"] if found else [])


ELSEWHERE = ["雨が降った。"] * 7
FAR = ["ケリーが来た。", *ELSEWHERE, "オルセン氏が来た。"]
UNNAMED = [
    # 同氏 is the one named last; Kelly was named long before
    ([*FAR, "同氏は「計画は順調に進んでいる」と語った。"], "Kelly", ["major"]),
    ([*FAR, "同氏は「計画は順調に進んでいる」と語った。"], "Olsen", []),
    (["ケリーが来た。", "オルセン氏が来た。", "同氏は「計画は順調に進んでいる」と語った。"], "Kelly", ["major"]),
    # which of two that one sentence names is meant by he is not told
    (["雨が降った。", "ケリーとオルセン氏が来た。", "同氏は「計画は順調に進んでいる」と語った。"], "Kelly", []),
    # the speaker is gone, and one who is only spoken of speaks
    (["ケリーが来た。", "オルセン氏は「ケリーの計画は順調だ」と語った。"], "Kelly", ["major"]),
    (["ケリーが来た。", "オルセン氏は「ケリーの計画は順調だ」と語った。"], "Olsen", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "speaker", "severities"), UNNAMED)
def test_a_speaker_who_is_named_before(source: list[str], speaker: str, severities: list[str]) -> None:
    target = ["Kelly came.", *["It rained."] * (len(source) - 2), f"“The plan goes well,” {speaker} said."]
    if "オルセン氏が来た。" in source:
        target[-2] = "Olsen came."
    names = ledger(source, target, {"オルセン": "Olsen", "ケリー": "Kelly"})
    report = checked(source, target, "ja", ["speakers"], names=names)
    assert [one.severity for one in report.findings] == severities


@pytest.mark.parametrize(("speaker", "found"), [("Kelly", True), ("Olsen", False), ("The mayor", False)])
def test_an_office_that_speaks_is_its_holder(speaker: str, found: bool) -> None:
    source = ["オルセン市長が来た。", "ケリー監督も来た。", "雨が降った。", "市長は「大丈夫だ」と述べた。"]
    target = [
        "Mayor Olsen came.",
        "Coach Kelly came, too.",
        "It rained.",
        f"“It is all right,” {speaker} said.",
    ]
    names = [
        replace(one, mentions=tuple(replace(each, title=title) for each in one.mentions))
        for one, title in zip(
            ledger(source, target, {"オルセン": "Olsen", "ケリー": "Kelly"}), ("市長", "監督"), strict=True
        )
    ]
    report = checked(source, target, "ja", ["speakers"], names=names)
    assert [one.severity for one in report.findings] == (["major"] if found else [])


def test_a_name_cut_short_by_the_ledger_is_the_longer_name() -> None:
    source = ["特罗菲莫夫来了。", "特罗菲莫夫说，计划不变。"]
    target = ["Trofimov came.", "Trofimov said that the plan stands."]
    names = ledger(source[:1], target, {"特罗菲莫夫": "Trofimov"}) + ledger(source, [], {"菲莫夫": "Fimov"})
    names = [
        replace(names[0], mentions=names[0].mentions[:1]),
        replace(names[1], mentions=names[1].mentions[1:]),
    ]
    assert not checked(source, target, "zh", ["speakers"], names=names).findings


def test_a_speaker_who_is_lost() -> None:
    source = ["オルセン氏は「鉄道は命綱なので心配していた」と話した。"]
    for target, severities in (
        ("The railway is a lifeline and there was worry about it.", ["minor"]),
        ("“The railway is a lifeline and I was worried,” he said.", []),
    ):
        report = checked(source, [target], "ja", ["speakers"], names=ledger(source, [target], PEOPLE))
        assert [one.severity for one in report.findings] == severities


OFFICES = [
    ("zh", "国务秘书科瓦奇出席了仪式。", "Kovacs, a former state secretary, attended.", True),
    ("zh", "前国务秘书科瓦奇出席了仪式。", "Kovacs, a former state secretary, attended.", False),
    ("zh", "已卸任的国务秘书科瓦奇出席了仪式。", "Former State Secretary Kovacs attended.", False),
    ("ja", "元首相の岸井氏が出席した。", "Prime Minister Kishii attended.", True),
    ("ja", "元首相の岸井氏が出席した。", "Former Prime Minister Kishii attended.", False),
    ("ja", "岸井進前経済産業相は出席した。", "Industry Minister Susumu Kishii attended.", True),
    (
        "ja",
        "岸井進前経済産業相は出席した。",
        "Susumu Kishii, who once was industry minister, attended.",
        False,
    ),
    ("ja", "記者の目の前で真相を話した。", "The minister told the truth before the reporters.", False),
    ("ja", "前知事が3日前に会長と会った。", "The governor met the chairman three days ago.", True),
    ("ja", "知事が会議前に会長と会った。", "The governor met the chairman before the meeting.", False),
    ("zh", "她曾在银行担任主管。", "A former head of the bank, she left.", False),
    ("zh", "目前市长正在访问。", "The mayor is now on a visit.", False),
    ("ja", "川辺平太前知事は認めてこなかった。", "Gov. Heita Kawabe had refused to approve it.", True),
]
DEPUTIES = [
    ("zh", "市城市管理委员会副主任梁振国表示同意。", "Liang Zhenguo, director of the city commission, agreed.", True),
    ("zh", "市城市管理委员会副主任梁振国表示同意。", "Liang Zhenguo, a deputy director there, agreed.", False),
    ("zh", "联合国副秘书长发言。", "The U.N. under-secretary-general and head of relief spoke.", False),
    ("zh", "教授发言。", "The associate professor spoke.", False),
    ("ja", "岸井外務副大臣が出席した。", "Foreign Minister Kishii attended.", True),
    ("ja", "岸井外務副大臣が出席した。", "State Minister for Foreign Affairs Kishii attended.", False),
    ("ja", "岸井知事が出席した。", "Vice Governor Kishii attended.", True),
    ("ja", "岸井専務が出席した。", "Vice President Kishii attended.", False),
    ("ja", "副作用について会長が話した。", "The chairman spoke of side effects.", False),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "found"), [*OFFICES, *DEPUTIES])
def test_former_and_deputy_offices(language: str, source: str, target: str, found: bool) -> None:
    report = checked([source], [target], language, ["offices"])
    assert [one.severity for one in report.findings] == (["major"] if found else [])


PLACES = [
    ("zh", "在河北省张家口市，部分农村仍在烧煤。", "In Zhangjiakou, Hunan, some villages still burn coal.", "Hebei"),
    ("zh", "在河北省张家口市，部分农村仍在烧煤。", "In Zhangjiakou, Hebei, some villages still burn coal.", None),
    ("zh", "中方对此表示反对，美国财政部没有回应。", "Beijing objected; the U.S. Treasury did not reply.", None),
    ("zh", "中美两国恢复谈判。", "China and the United States resumed their talks.", None),
    ("zh", "该国央行维持利率不变。", "Brazil's central bank left rates unchanged.", None),
    ("zh", "日本央行与巴西央行签署协议。", "The central banks of Japan and Argentina signed an accord.", "Brazil"),
    ("zh-Hant", "法國總統抵達柏林。", "The French president arrived in Vienna.", "Berlin"),
    ("zh", "沿海地区停电，海南未受影响。", "Coastal areas lost power; Hainan was not affected.", None),
    ("zh-Hant", "總統在新竹視導演習。", "The president inspected the drills in Hualien.", "Hsinchu"),
    ("zh", "四国外长在日内瓦会谈。", "The four foreign ministers met in Geneva, in Sichuan's pavilion.", None),
    ("ja", "静岡地裁に提訴した。", "They filed a suit with the Tokyo High Court.", "Shizuoka"),
    ("ja", "静岡地裁に提訴した。", "They filed a suit with the Shizuoka District Court.", None),
    ("ja", "東京都は25日、調査を始めた。", "Tokyo began to investigate on the 25th.", None),
    ("ja", "訪日した米大統領は名古屋市で講演した。", "The U.S. president, visiting Japan, spoke in Nagoya.", None),
    ("ja", "石川さんは札幌で話した。", "She spoke in Sapporo, Hokkaido.", None),
    ("ja", "トルコ代表はタイトルを守った。", "The Turkish team kept its title.", None),
    ("ja", "トルコ代表はタイトルを守った。", "The Greek team kept its title.", "Turkey"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "wanted"), PLACES)
def test_places_exchanged(language: str, source: str, target: str, wanted: str | None) -> None:
    report = checked([source], [target], language, ["places"])
    assert [one.expected for one in report.findings] == ([wanted] if wanted else [])


def test_a_person_called_like_a_place_is_no_place() -> None:
    source, target = ["選手の唐山が大阪で得点した。"], ["Karayama, who plays for Kyoto, scored in Osaka."]
    assert not checked(source, target, "ja", ["places"]).findings


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("Transport Minister Kelly spoke.", True),
        ("President Kelly spoke.", False),
        ("Kelly, a president, spoke.", False),
    ],
)
def test_an_office_of_another_kind(target: str, found: bool) -> None:
    source = "ケリー社長が話した。"
    report = checked([source], [target], "ja", ["offices"], names=ledger([source], [target], PEOPLE))
    assert [one.severity for one in report.findings] == (["major"] if found else [])


def test_planted_roles_and_speakers_are_errors_of_that_kind() -> None:
    source = ["山本はケリーを批判した。", "オルセンは「大丈夫だ」と話した。"]
    target = ["Yamamoto criticized Kelly.", "“It is all right,” Olsen said."]
    names, rng = ledger(source, target, PEOPLE), random.Random(1)
    assert roles_swapped(target[0], 0, rng, names) == "Kelly criticized Yamamoto."
    assert roles_swapped("Yamamoto criticized Kelly's plan.", 1, rng, names) is None
    swapped = speaker_swapped(target[1], 1, rng, names)
    assert swapped in ("“It is all right,” Yamamoto said.", "“It is all right,” Kelly said.")
    assert speaker_swapped("It is all right, he said.", 1, rng, names) is None


def test_names_printed_in_the_source_serve_the_planter_too() -> None:
    found = printed_names(["Ann Turner 表示同意。"], ["Yesterday Ann Turner said yes."])
    assert [(one.source, one.mentions[0].sentence) for one in found] == [("Ann Turner", 0)]
