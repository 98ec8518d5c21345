"""Clauses left out of a sentence, or added to it, whose words nothing on the other side is linked with."""

from __future__ import annotations

import pytest

from align import check

LEAD = {
    "ja": ("市は来年度の予算案を発表した。", "The city announced its budget for the next fiscal year. "),
    "zh": ("市政府公布了明年的预算草案。", "The city announced its draft budget for next year. "),
}

LOST = [
    (
        "zh",
        "公司与该银行签署了一份五年期贷款意向书，但尚未签订正式合同。",
        "The company signed a five-year letter of intent on a loan with the bank.",
    ),
    (
        "zh",
        "该行三年内向这家房地产开发商发放了26亿元贷款，其中约七成至今未能收回。",
        "Over three years the bank granted the property developer 2.6 billion yuan in loans.",
    ),
    (
        "zh",
        "裁员主要涉及海外销售部门，研发人员不在此列。",
        "The layoffs will mainly affect overseas sales departments.",
    ),
    (
        "ja",
        "与党は26日に採決する方針だが、野党は審議が足りないとして公聴会の開催を求めている。",
        "The ruling parties plan to hold the vote on the 26th.",
    ),
    (
        "ja",
        "同社は工場の再建に120億円を投じるが、再開の時期は明らかにしていない。",
        "The company will invest 12 billion yen in rebuilding the factory.",
    ),
]
GAINED = [
    (
        "ja",
        "改正案は、建設費の一部を電気料金に上乗せできるようにする内容だ。",
        "The bill would allow part of the construction costs to be added to electricity "
        "rates, and has already cleared the upper house by a wide margin.",
    ),
    (
        "zh",
        "两支专业救援队共80人于3日抵达。",
        "Two professional rescue teams totaling 80 people arrived on the 3rd, bringing "
        "underwater robots and helicopters with them.",
    ),
    (
        "zh",
        "该研究由科学基金会资助。",
        "The study was funded by the science foundation, and further money has been promised "
        "by a Norwegian shipping magnate.",
    ),
]
RIGHT = [
    (
        "zh",
        "公司与该银行签署了一份五年期贷款意向书，但尚未签订正式合同。",
        "The company signed a five-year letter of intent on a loan with the bank but has yet "
        "to sign a formal contract.",
    ),
    (
        "zh",
        "该行三年内向这家房地产开发商发放了26亿元贷款，其中约七成至今未能收回。",
        "Over three years the bank granted the property developer 2.6 billion yuan in loans, "
        "about 70% of which has not been recovered.",
    ),
    (
        "ja",
        "与党は26日に採決する方針だが、野党は審議が足りないとして公聴会の開催を求めている。",
        "The ruling parties plan to hold the vote on the 26th, but the opposition says "
        "deliberations are insufficient and is calling for a public hearing.",
    ),
    (
        "ja",
        "市長は「苦しい決断だ」と述べ、住民に理解を求めた。",
        "The mayor called it a painful decision and asked residents for their understanding.",
    ),
    (
        "zh",
        "12月3日上午，法院对该案作出一审宣判。",
        "The court handed down its first-instance ruling in the case on Wednesday morning, Dec. 3.",
    ),
    (
        "zh",
        "据路透社报道，两国将于下月恢复谈判。",
        "The two countries will resume talks next month, Reuters reported.",
    ),
]


def found(language: str, source: str, target: str) -> list[tuple[str, str]]:
    here, there = LEAD[language]
    report = check(here + source, there + target, checks=["clauses"], scored=False)
    return [
        (finding.category, (finding.source if finding.category.endswith("omission") else finding.target).text)
        for finding in report.findings
    ]


@pytest.mark.parametrize(("language", "source", "target"), LOST)
def test_a_clause_left_out_is_shown(language, source, target):
    (finding,) = [
        text for category, text in found(language, source, target) if category == "accuracy/omission"
    ]
    assert finding.strip("，、。") in source
    assert source.index(finding[:4]) > len(source) / 4


@pytest.mark.parametrize(("language", "source", "target"), GAINED)
def test_a_clause_added_is_shown(language, source, target):
    assert [category for category, text in found(language, source, target) if text.strip() in target] == [
        "accuracy/addition"
    ]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_right_renderings_are_not_accused(language, source, target):
    assert found(language, source, target) == []
