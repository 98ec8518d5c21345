"""What only the whole article tells of a name: its order, its spelling elsewhere, and who stands in whose place."""

from __future__ import annotations

import pytest

from align.document import Bead
from align.pipeline import check
from tests.names.test_ledger import article, follow, verdicts

ORDER = [
    # two persons surname first, the third the other way round
    (
        "ko",
        [
            ("韩国产业部长官金正洙出席会议。", "Industry Minister Kim Jung-soo attended."),
            ("教授郑宇彬表示反对。", "Professor Jeong Woo-bin objected."),
            ("通商交涉本部长吕翰九启程。", "Trade Minister Han-koo Yeo departed."),
        ],
        "Han-koo Yeo",
    ),
    (
        "zh",
        [
            ("副省长乐秉文接受调查。", "Vice Governor Yue Bingwen is under investigation."),
            ("查文桂曾任厅长。", "Zha Wengui was the department's head."),
            ("主任阮兆霖获任命。", "Zhaolin Ruan, a director, was appointed."),
        ],
        "Zhaolin Ruan",
    ),
]


@pytest.mark.parametrize(("_", "pairs", "odd"), ORDER)
def test_one_name_in_another_order_than_the_rest(_, pairs, odd):
    found = verdicts(follow(pairs))
    assert found[odd] == "variant"
    assert set(found.values()) - {"unknown"} == {"accept", "variant"}


def test_a_name_alone_may_be_in_any_order():
    assert verdicts(follow([ORDER[1][1][2]]))["Zhaolin Ruan"] == "accept"


SPELLINGS = [
    ("zh", [("首席执行官罗启航表示乐观。", "CEO Luo Qihang was upbeat."), ("罗启航否认。", "Lo denied it.")], "Lo"),
    (
        "ja",
        [("大庭（おおば）志津香氏は追及した。", "Shizuka Oba pressed on."), ("大庭氏は頷いた。", "Ohba nodded.")],
        "Ohba",
    ),
    (
        "zh",
        [
            ("学者菲利帕·哈洛（Philippa Harlow）指出。", "Philippa Harlow, a scholar, said so."),
            ("哈洛认为。", "Harlowe thinks so."),
        ],
        "Harlowe",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "pairs", "odd"), SPELLINGS)
def test_a_person_spelled_in_two_ways(language, pairs, odd):
    assert verdicts(follow(pairs, language))[odd] == "variant"


MISREAD = [
    ("中国网球协会副主席佘国梁在现场表示。", "Yu Guoliang, vice president, said so.", "Yu Guoliang"),
    (
        "SK社长郭鲁平20日说，产能售罄。",
        "Chey Tae-won, president, said capacity was sold out.",
        "Chey Tae-won",
    ),
]


@pytest.mark.parametrize(("source", "english", "wrong"), MISREAD)
def test_a_wrong_family_name_before_the_right_given_name(source, english, wrong):
    assert verdicts(follow([(source, english)]))[wrong] == "conflict"


def test_two_romanizations_in_one_name():
    assert verdicts(follow([("厅长查文桂被捕。", "Cha Wengui was arrested.")]))["Cha Wengui"] == "variant"


def findings(pairs, language):
    source, here = article([one for one, _ in pairs], language)
    target, there = article([other for _, other in pairs], "en")
    beads = [Bead((i,), (i,), 1.0) for i in range(len(pairs))]
    report = check(
        source,
        target,
        beads=beads,
        source_sentences=here,
        target_sentences=there,
        checks=["names", "exchanged_persons"],
        scored=False,
    )
    return [one for one in report.findings if one.evidence.get("status") == "wrong person"]


EXCHANGED = [
    ("博士生萨娜·卡里姆（Sana Karim）接触了样品。", "Sana Karim, a doctoral student, handled the samples."),
    ("下一批样品将于四月发放。", "The next batch will be released in April."),
    ("法国的科琳娜·勒加尔（Corinne Le Gall）负责测定。", "Corinne Le Gall of France takes the measurements."),
    ("结果将在年底前公布。", "Results will be published by the end of the year."),
    ("后续任务拟于两年后发射。", "The next mission is to be launched in two years."),
    (
        "第一作者单荻文将与勒加尔一起测定其余样品。",
        "Shan Diwen, the first author, will measure the rest with {}.",
    ),
]


def test_a_person_of_the_article_in_the_place_of_another():
    def told(name):
        return findings([(here, there.format(name)) for here, there in EXCHANGED], "zh")

    assert [(one.severity, one.target.text) for one in told("Karim")] == [("major", "Karim")]
    assert told("Le Gall") == []


PRONOUNS = [
    # the passage says 她, or its translation him: nobody is exchanged
    ("她将与勒加尔一起工作。", "Karim will work together with the French."),
    ("单荻文将与勒加尔一起工作。", "Karim will work together with her."),
]


@pytest.mark.parametrize("last", PRONOUNS)
def test_a_pronoun_may_stand_for_either(last):
    assert findings([*((here, there) for here, there in EXCHANGED[:-1]), last], "zh") == []
