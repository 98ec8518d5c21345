"""What editors of reprints do, which is no error, and what looks like it and is one."""

from __future__ import annotations

import pytest

from align.document import Finding
from tests.fidelity.pairs import checked

# check, language, source, target, what is found (severity and place in the target)
CASES = [
    # Taiwan's money, by whatever name; after the first mention plain 元.
    ("currency", "zh", ["净利润4523亿元新台币。"], ["Net profit was NT$452.3 billion."], []),
    (
        "currency",
        "zh",
        ["净利润45亿元新台币。", "股价收于1485元。"],
        ["Net profit was NT$4.5 billion.", "Shares closed at NT$1,485."],
        [],
    ),
    (
        "currency",
        "zh",
        ["净利润45亿元。"],
        ["Net profit was NT$4.5 billion."],
        [("critical", "NT$4.5 billion")],
    ),
    # A conversion in brackets may go; an amount of its own may not.
    ("numbers", "ja", ["総投資額は約200億ドル（約3兆円）。"], ["Investment totals about $20 billion."], []),
    (
        "numbers",
        "ja",
        ["投資額は200億ドルで、3兆円を超える。"],
        ["Investment is $20 billion."],
        [("info", "Investment is $20 billion.")],
    ),
    ("numbers", "zh", ["增幅接近35%。"], ["Growth is close to the mid-30s percent range."], []),
    (
        "numbers",
        "zh",
        ["增幅接近39%。"],
        ["Growth is in the low-30s percent range."],
        [("major", "low-30s percent range")],
    ),
    # Two digits are a year where a fiscal year, a month or に follows.
    ("numbers", "ja", ["完成は28年度の予定だ。"], ["Completion is expected in fiscal 2028."], []),
    ("dates", "ja", ["80年に死刑が確定した。"], ["The death sentence was finalized in 1980."], []),
    ("numbers", "ja", ["30年にわたり働いた。"], ["She worked for 30 years."], []),
    # The nearest of several amounts is not the one that lost a zero.
    (
        "numbers",
        "ja",
        ["総額は3兆円で、政府が1兆2000億円を補助する。"],
        ["The total is 3 trillion yen, of which the government pays 12 trillion yen."],
        [("critical", "12 trillion yen")],
    ),
    # "On Saturday" is the 18th; the date of the next sentence is not.
    (
        "dates",
        "zh",
        ["国民党18日举行选举。", "投票率为39%。", "他将于11月1日就任。"],
        ["The KMT held an election on Saturday.", "Turnout was 39%. He takes office on Nov. 1.", "It was hot."],
        [],
    ),
    (
        "offices",
        "zh",
        ["前立委郑丽文当选。"],
        ["Lawmaker Cheng Li-wun was elected chair."],
        [("major", "Lawmaker Cheng Li-wun was elected chair.")],
    ),
    ("offices", "zh", ["前立委郑丽文当选。"], ["Cheng Li-wun, who was a lawmaker, was elected chair."], []),
    (
        "offices",
        "ja",
        ["岡田彰布前監督は驚いた。"],
        ["Skipper Akinobu Okada marveled."],
        [("major", "Skipper Akinobu Okada marveled.")],
    ),
    ("dates", "ja", ["12日、佐藤が40号を放った。"], ["Sato hit his 40th home run on Friday."], []),
    (
        "quotations",
        "zh",
        ["“希望对方认清形势，停止侵权，回到正确轨道上来。”他说。"],
        ["We hope the other side will see the situation clearly and stop, he said."],
        [("major", "We hope the other side will see the situation clearly and stop, he said.")],
    ),
    (
        "quotations",
        "zh",
        ["“我的太太还在里面，”他说。"],
        ["My wife is still inside, he said."],
        [("major", "My wife is still inside, he said.")],
    ),
    ("dates", "zh", ["截至27日凌晨6时"], ["As of 6 p.m. on the 27th"], [("major", "6 p.m.")]),
    ("dates", "zh", ["晚上6时22分升级。"], ["It was upgraded at 6:22 p.m."], []),
    ("dates", "ja", ["午後3時に始まった。"], ["It began at 3 a.m."], [("major", "3 a.m.")]),
    ("dates", "ja", ["正午に始まり午前0時に終わった。"], ["It began at noon and ended at midnight."], []),
    ("negation", "ja", ["検察は証拠を開示しなかった。"], ["Prosecutors withheld the evidence."], []),
]  # fmt: skip


@pytest.mark.parametrize(("check", "language", "source", "target", "expected"), CASES)
def test_what_is_found(
    check: str, language: str, source: list[str], target: list[str], expected: list[tuple[str, str]]
) -> None:
    assert [_shown(one) for one in checked(source, target, language, [check]).findings] == expected


def _shown(finding: Finding) -> tuple[str, str]:
    return finding.severity, finding.target.text if finding.target else ""


def test_what_moved_to_another_sentence_is_no_addition() -> None:
    source = [
        "中共中央政治局委员、外交部长王毅4日应约同菲律宾外长通电话。",
        "王毅强调，中方愿同东盟国家一道，加快推进“南海行为准则”磋商，力争明年年底前达成一致。",
    ]
    target = [
        "Foreign Minister Wang Yi held phone talks with his Philippine counterpart on Thursday.",
        "China is ready to work with ASEAN members to speed up consultations on a code of conduct in the South "
        "China Sea and strive for agreement by the end of next year, said Wang, a member of the Political Bureau "
        "of the Communist Party of China Central Committee.",
    ]
    found = checked(source, target, "zh", ["clauses"]).findings
    assert "accuracy/addition" not in {one.category for one in found}
    strange = [
        target[0],
        target[1].replace("a member of the Political", "a keen player of tennis and an uncle of the"),
    ]
    found = checked(source, strange, "zh", ["clauses"]).findings
    assert [one.category for one in found if "addition" in one.category] == ["accuracy/addition"]
