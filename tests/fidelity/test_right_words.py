"""Words that are right and look like others: measured on right paragraphs, each kept with its neighbours."""

from __future__ import annotations

import pytest

import align
from align.fidelity.quantities import quantities

RIGHT = [
    ("scope", "死者の半数以上は65歳以上だった。", "Most of the dead were 65 or older."),
    ("scope", "死者的半数以上在65岁以上。", "Most of the dead were 65 or older."),
    ("wrong_word", "利润下滑主要由于折旧增加。", "Profit fell mainly because of higher depreciation."),
    ("wrong_word", "弁護団の弁護士が会見した。", "A lawyer for the plaintiffs held a news conference."),
    (
        "quotations",
        "市長は「計画は変えるつもりがない」と述べた。",
        "The mayor said that he had no mind to change the plan.",
    ),
    ("numbers", "公司未能达到此前10万辆的目标。", "The company missed its earlier goal of 100,000 vehicles."),
]
WRONG = [
    ("scope", "死者の半数は65歳以上だった。", "Most of the dead were 65 or older."),
    ("numbers", "公司未能达到此前10万辆的目标。", "The company missed its earlier goal of 10,000 vehicles."),
    (
        "quotations",
        "市長は「私たちは計画を変えない」と述べた。",
        "We will not change the plan, the mayor said.",
    ),
]


@pytest.mark.parametrize(("check", "source", "target"), RIGHT)
def test_a_right_word_is_right(check, source, target):
    found = align.check(source, target, checks=[check], scored=False).findings
    assert not [one for one in found if one.severity != "info"]


@pytest.mark.parametrize(("check", "source", "target"), WRONG)
def test_its_neighbour_is_wrong(check, source, target):
    found = align.check(source, target, checks=[check], scored=False).findings
    assert [one for one in found if one.severity != "info"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("此前10万辆", 100000),
        ("前10万名顾客", 100000),
        ("前10名", 10),
        ("排名前十的企业", 10),
        ("前5大客户", 5),
    ],
)
def test_the_first_ten_and_the_earlier_hundred_thousand(text, value):
    assert [one.value for one in quantities(text, "zh")] == [value]
