"""Chinese persons without a title beside them, found by what the reprint prints."""

from __future__ import annotations

import pytest

from tests.names.test_ledger import follow, verdicts

MATCH = [
    ("沙特队前锋多萨里禁区外远射破门。", "Saudi forward Dawsari scored from outside the box."),
    ("下半场用林良铭和谢文能换下了体力透支的张玉宁与韦世豪。",
     "After the break Lin Liangming and Xie Wenneng came on for the exhausted Zhang Yuning and Wei Shihao."),
    ("伤停补时替补登场的林良铭低射建功。", "In stoppage time substitute Lin fired home a low shot."),
    ("沙特队主帅勒纳尔则把失利归咎于裁判。", "Saudi coach Herve Renard blamed the referee for the defeat."),
]  # fmt: skip


def test_taiwanese_spellings_count_too() -> None:
    pairs = [("在野的立委徐巧芯則質疑預算。", "Opposition lawmaker Hsu Chiao-hsin questioned the budget.")]
    assert verdicts(follow(pairs)) == {"Hsu Chiao-hsin": "accept"}


def test_persons_without_titles_are_found() -> None:
    found = {entry.source: entry.expected for entry in follow(MATCH) if entry.kind == "person"}
    assert found == {
        "多萨里": "Dawsari",
        "林良铭": "Lin Liangming",
        "谢文能": "Xie Wenneng",
        "张玉宁": "Zhang Yuning",
        "韦世豪": "Wei Shihao",
        "勒纳尔": "Herve Renard",
    }


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Lin Liangming", "Lin Liangmin"), ("Wei Shihao", "Wei Shihua"), ("Zhang Yuning", "Zhang Yunin")],
)
def test_and_misread_ones_are_conflicts(right: str, wrong: str) -> None:
    pairs = [(source, target.replace(right, wrong)) for source, target in MATCH]
    found = verdicts(follow(pairs))
    assert found[wrong] == "conflict"
    assert [spelling for spelling, verdict in found.items() if verdict == "conflict"] == [wrong]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("德国马克肯定会大幅升值。", "The Deutsche Mark would certainly rise."),
        ("他们担心失去戴尔的供应链。", "They were concerned about Dell’s supply chain."),
        ("阿桑奇4月在大使馆被捕。", "Assange was arrested at the embassy in April."),
    ],
)
def test_nothing_else_is_accused(source: str, target: str) -> None:
    assert "conflict" not in verdicts(follow([(source, target)])).values()


def test_another_family_name_before_the_given_name_is_a_conflict() -> None:
    pairs = [
        (
            "鄭麗文是繼洪秀柱之後第二位女性黨主席。",
            "Cheng is the second woman to lead the party, after Wang Hsiu-chu.",
        ),
        (
            "政治大學教授王信賢分析，黨員對現狀不滿。",
            "Professor Wang Hsin-hsien said members were discontented.",
        ),
    ]
    assert verdicts(follow(pairs))["Wang Hsiu-chu"] == "conflict"
    right = [(source, target.replace("Wang Hsiu-chu", "Hung Hsiu-chu")) for source, target in pairs]
    assert "conflict" not in verdicts(follow(right)).values()
