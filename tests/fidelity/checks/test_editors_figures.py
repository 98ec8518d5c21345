"""What editors do with figures, which is right, beside slips that look like it, which are not."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

CHECKS = ["numbers", "currency", "dates"]
# language, source, target, the severities that are found
CASES = [
    # sums, differences and the rest of a whole
    ("ja", ["再生エネの割合は26.1％と前年度より1.9ポイント高まった。"], ["Renewables rose to 26.1% from 24.2%."], []),
    ("ja", ["男性が312人、女性が204人だった。"], ["There were 516 people, 312 of them men."], []),
    ("zh", ["其中约三分之二来自地表。"], ["About a third was drilled from below the surface."], []),
    ("zh", ["收入由38亿元增至45.5亿元。"], ["Revenue rose by 7.5 billion yuan to 4.55 billion yuan."], ["major"]),
    ("zh", ["收入由380亿元增至455亿元。"], ["Revenue rose by 7.5 billion yuan to 45.5 billion yuan."], []),
    ("zh-Hant", ["贊成者占62%。"], ["Those against or undecided were 38%."], []),
    ("ja", ["賛成は62%だった。"], ["Those in favor were 26%."], ["critical"]),
    # what is told elsewhere may move
    ("ja", ["社長は23日に会見した。", "投資額は480億円だ。", "天気は晴れだった。", "工場は北部にある。"], ["The president met the press over the 48 billion yen investment.", "It was large.", "It was sunny.", "The plant is in the north."], []),
    ("zh", ["公司周四公布财报。", "天气晴朗。", "工厂位于北部。", "净利润为12.6亿元。"], ["The company, which earned 1.26 billion yuan, reported results.", "It was sunny.", "The plant is in the north.", "It was a profit."], []),
    ("zh", ["公司周四公布财报。", "天气晴朗。", "工厂位于北部。", "净利润为12.6亿元。"], ["The company reported results.", "It was sunny.", "The plant is in the north.", "Net profit was 1.62 billion yuan."], ["critical"]),
    # ranges in short
    ("ja", ["1ドル=149円38~40銭だった。"], ["It was at 149.38-40 to the dollar."], []),
    ("ja", ["目標とする４～５割には遠い。"], ["It is far from the goal of 40% to 50%."], []),
    ("ja", ["目標とする４～５割には遠い。"], ["It is far from the goal of 30% to 50%."], ["major"]),
    ("zh", ["2018年至2020年间的招标。"], ["The tenders of 2018-20."], []),
    ("zh", ["2018年至2020年间的招标。"], ["The tenders of 2018-22."], ["major"]),
    # bounds that an editor rounds to
    ("zh", ["营收为98.7亿元。"], ["Revenue was nearly 10 billion yuan."], []),
    ("ja", ["参加者は9625人だった。"], ["More than 9,600 people took part."], []),
    ("ja", ["参加者は9625人だった。"], ["More than 6,900 people took part."], ["major"]),
    # years and months of a sentence
    ("ja", ["求刑は懲役3年6月だった。"], ["Prosecutors sought three and a half years in prison."], []),
    ("ja", ["求刑は懲役3年6月だった。"], ["Prosecutors sought three years and six months in prison."], []),
    ("zh", ["他被判处有期徒刑二年八个月。"], ["He was sentenced to two years and eight months in prison."], []),
    ("zh", ["他被判处有期徒刑二年八个月。"], ["He was sentenced to eight years and two months in prison."], ["major"]),
    # shares before 为
    ("zh", ["其中约六成为长者。"], ["About 60 percent of them are elderly."], []),
    # another clock
    ("ja", ["会見は現地時間19日午後8時に始まる。"], ["The news conference starts at 9 a.m. on the 20th."], []),
    ("ja", ["会見は19日午後8時に始まる。"], ["The news conference starts at 9 p.m. on the 19th."], ["major"]),
    # halves of years
    ("zh", ["上半年利润下降。"], ["Profit fell in the first half."], []),
    ("zh", ["上半年利润下降。"], ["Profit fell in the second half."], ["major"]),
    ("ja", ["下期に特別損失を計上する。"], ["It will book a loss in the second half of the fiscal year."], []),
    ("ja", ["2026年3月期の利益は増えた。"], ["Profit rose in fiscal 2025."], []),
    ("ja", ["2026年3月期の利益は増えた。"], ["Profit rose in the year that ended in March 2026."], []),
    # names that hold a number
    ("ja", ["日経平均株価は反落した。"], ["The Nikkei 225 fell."], []),
    ("zh", ["沪深300指数下跌2%。"], ["The CSI 300 lost 2%."], []),
    # parts per million
    ("zh", ["含水量为百万分之1.9，平均为百万分之7.5。"], ["It held 1.9 parts per million of water, against an average of 7.5."], []),
    ("zh", ["含水量为百万分之1.9。"], ["It held 9.1 parts per million of water."], ["critical"]),
    # other figures of another kind are no slip for what was left out
    ("ja", ["TOPIXは11.26ポイント安だった。"], ["The index fell for a second day."], []),
    # lengths, areas and volumes with the difference named
    ("zh", ["每小时排水约850立方米。"], ["It pumps out about 850 cubic feet an hour."], ["critical"]),
    ("ja", ["敷地は36ヘクタールだ。"], ["The site covers 36 acres."], ["critical"]),
    ("ja", ["敷地は36ヘクタールだ。"], ["The site covers 89 acres."], []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "expected"), CASES)
def test_what_editors_do(language: str, source: list[str], target: list[str], expected: list[str]) -> None:
    found = [one for one in checked(source, target, language, CHECKS).findings if one.severity != "info"]
    assert [one.severity for one in found] == expected, [one.message for one in found]
