"""What is said of amounts besides their value: right renderings and wrong ones, by check."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

# language, source, right renderings, wrong ones
THRESHOLDS = [
    ("ja", "応募者は300人を超えた。", ["Applicants exceeded 300.", "More than 300 people applied.", "Applicants topped 300."], ["Fewer than 300 people applied.", "Applicants fell short of 300."]),
    ("ja", "対象は18歳未満だ。", ["It covers those under 18.", "It covers people younger than 18."], ["It covers those 18 or older.", "It covers those over 18."]),
    ("ja", "対象は65歳以上だ。", ["It covers those 65 or older.", "It covers those over 65.", "It covers people aged 65 and over."], ["It covers those under 65."]),
    ("ja", "費用は5億円近くに上る。", ["The cost is nearly 500 million yen.", "The cost is close to 500 million yen.", "The cost is about 500 million yen."], ["The cost is slightly more than 500 million yen."]),
    ("ja", "利用は7割強に達した。", ["Use came to a little over 70 percent.", "Use came to more than 70 percent."], ["Use came to just under 70 percent.", "Use came to less than 70 percent."]),
    ("ja", "罰金は最大50万円だ。", ["The fine is up to 500,000 yen.", "The fine is a maximum of 500,000 yen."], ["The fine is at least 500,000 yen."]),
    ("ja", "最低でも20人が必要だ。", ["At least 20 people are needed.", "No fewer than 20 people are needed."], ["No more than 20 people are needed."]),
    ("ja", "負担は3万円を超えない。", ["The burden is no more than 30,000 yen.", "The burden does not exceed 30,000 yen."], ["The burden exceeds 30,000 yen."]),
    ("ja", "震度5弱を観測した。", ["It registered lower 5 on the scale."], []),
    ("zh", "距今不到10年以前。", ["Less than 10 years ago."], []),
    ("zh", "计划开设十几家门店。", ["It plans to open more than a dozen shops."], []),
    ("ja", "前回の48%を超える可能性は低い。", ["It is unlikely to surpass the previous vote's reputed 48 percent."], []),
    ("ja", "過半数を1票超えている。", ["It is one past the majority mark."], []),
    ("ja", "3年近く続いた。", ["It lasted nearly three years.", "It went on over three years."], []),
    ("zh", "参加人数不足500人。", ["Fewer than 500 people took part.", "Under 500 people took part."], ["More than 500 people took part."]),
    ("zh", "年龄不得低于18岁。", ["They must be at least 18 years old.", "They must be 18 years old or older."], ["They must be under 18 years old."]),
    ("zh", "损失近3亿元。", ["Losses are nearly 300 million yuan.", "Losses are almost 300 million yuan."], ["Losses are over 300 million yuan."]),
    ("zh", "罚款最高200万元。", ["The fine is up to 2 million yuan."], ["The fine is at least 2 million yuan."]),
    ("zh", "逾8成受访者支持。", ["More than 80 percent are in favor."], ["Less than 80 percent are in favor.", "Nearly 80 percent are in favor."]),
    ("zh", "近5年来已有120家。", ["There have been 120 over the past 5 years.", "There were 120 in the last 5 years."], []),
    ("zh-Hant", "門票收入超過9億元。", ["Ticket sales exceeded NT$900 million."], ["Ticket sales were below NT$900 million."]),
    ("zh-Hant", "未滿20歲者不得參加。", ["Those under 20 years old may not join."], ["Those over 20 years old may not join."]),
    ("zh-Hant", "至少有15人受傷。", ["At least 15 people were hurt."], ["Fewer than 15 people were hurt."]),
    # a bound of the translation's own is right where the exact amount keeps it
    ("ja", "参加者は1万2345人だった。", ["More than 12,000 people took part.", "Nearly 12,500 people took part."], []),
    ("zh", "营收98.7亿元。", ["Revenue was nearly 10 billion yuan.", "Revenue was more than 9.8 billion yuan."], []),
]  # fmt: skip
DIRECTION = [
    ("ja", "売上高は5.3%増だった。", ["Sales rose 5.3%.", "Sales saw a 5.3% increase.", "Sales were up 5.3%."], ["Sales fell 5.3%.", "Sales saw a 5.3% drop."]),
    ("ja", "株価は240円高で取引を終えた。", ["Shares closed 240 yen higher."], ["Shares closed 240 yen lower.", "Shares closed down 240 yen."]),
    ("ja", "人員を400人減らした。", ["It reduced its workforce by 400.", "It cut 400 jobs."], ["It raised its workforce by 400."]),
    ("ja", "料金は8%値上げされる。", ["Fees will be raised by 8%."], ["Fees will be lowered by 8%."]),
    ("ja", "水位が基準を30センチ下回った。", ["The level was 30 centimeters below the mark."], ["The level was 30 centimeters above the mark."]),
    ("ja", "成長率はマイナス1.2%だった。", ["The economy shrank 1.2%."], []),
    ("ja", "税率は8%に下がった。", ["The rate fell to 8%."], ["The rate rose to 8%."]),
    ("ja", "30円の円安が進んだ。", ["The dollar rose 30 yen.", "The yen fell 30 yen."], []),
    ("zh", "进口增长了12%。", ["Imports grew 12%.", "Imports were 12% higher."], ["Imports dropped 12%."]),
    ("zh", "股价收跌4.5%。", ["Shares lost 4.5%."], ["Shares gained 4.5%."]),
    ("zh", "利润比去年少3%。", ["Profit was 3% less than last year."], ["Profit was 3% more than last year."]),
    ("zh", "产量减少约200万吨。", ["Output fell by about 2 million tons."], ["Output rose by about 2 million tons."]),
    ("zh", "增速比趋势水平低0.7个百分点。", ["It has been growing 0.7 percentage points below trend."], []),
    ("zh", "关税降至15%。", ["Tariffs fell to 15%."], []),
    ("zh-Hant", "出口年增11.4%。", ["Exports rose 11.4% on the year."], ["Exports fell 11.4% on the year."]),
    ("zh-Hant", "房價下跌6%。", ["Home prices slid 6%."], ["Home prices climbed 6%."]),
]  # fmt: skip
BASES = [
    ("ja", "輸出は前月比3%増えた。", ["Exports rose 3% from the previous month.", "Exports rose 3% month on month."], ["Exports rose 3% from a year earlier."]),
    ("ja", "純利益は前年同期比2割減だった。", ["Net profit fell 20% from the same period last year.", "Net profit fell 20% on the year."], ["Net profit fell 20% from the previous quarter."]),
    ("ja", "前日比200円高だった。", ["It was up 200 yen from the previous day."], ["It was up 200 yen from the previous week."]),
    ("ja", "前期比で4%伸びた。", ["It grew 4% from the previous quarter.", "It grew 4% from the previous year."], []),
    ("ja", "前年度より6%多い。", ["It is 6% more than in the previous fiscal year."], ["It is 6% more than the previous month."]),
    ("zh", "销量同比增长9%。", ["Sales rose 9% year on year.", "Sales rose 9% from a year earlier."], ["Sales rose 9% from the previous quarter."]),
    ("zh", "价格环比下跌1%。", ["Prices fell 1% month on month.", "Prices fell 1% from the previous quarter."], ["Prices fell 1% from a year earlier."]),
    ("zh", "营收同比增长5%，环比下降2%。", ["Revenue rose 5% on the year and fell 2% on the quarter."], ["Revenue rose 5% on the year and fell 2% from a year earlier."]),
    ("zh", "比上月多3万人。", ["That is 30,000 more than the previous month."], ["That is 30,000 more than a year earlier."]),
    ("zh-Hant", "較去年同期成長7%。", ["It grew 7% from a year ago."], ["It grew 7% from the previous month."]),
    ("zh-Hant", "營收月減4%。", ["Revenue fell 4% on the month."], ["Revenue fell 4% year on year."]),
]  # fmt: skip
POINTS = [
    ("ja", "支持率は4ポイント下落した。", ["Support fell 4 percentage points.", "Support fell 4 points."], ["Support fell 4 percent."]),
    ("ja", "失業率は0.2ポイント改善した。", ["The jobless rate improved by 0.2 percentage point."], ["The jobless rate improved by 0.2%."]),
    ("ja", "日経平均は300ポイント上げた。", ["The Nikkei gained 300 points."], []),
    ("ja", "物価は2%上昇した。", ["Prices rose 2%."], ["Prices rose 2 percentage points."]),
    ("zh", "占比提高6个百分点。", ["The share rose 6 percentage points."], ["The share rose 6 percent."]),
    ("zh", "利率下调0.1个百分点。", ["The rate was cut by 0.1 percentage point.", "The rate was cut by 10 basis points."], ["The rate was cut by 0.1%."]),
    ("zh-Hant", "得票率增加12個百分點。", ["Its vote share rose 12 points."], ["Its vote share rose 12%."]),
]  # fmt: skip
DENOMINATORS = [
    ("ja", "1リットルあたり175円だ。", ["It costs 175 yen per liter.", "It costs 175 yen a liter."], ["It costs 175 yen per gallon."]),
    ("ja", "1株当たり40円を配当する。", ["It will pay 40 yen per share."], []),
    ("zh", "房价每平方米6万元。", ["Homes cost 60,000 yuan per square meter."], ["Homes cost 60,000 yuan per square foot."]),
    ("zh", "每小时产量为300件。", ["Output is 300 an hour."], ["Output is 300 a day."]),
    ("zh", "每桶80美元。", ["It was $80 a barrel."], ["It was $80 a ton."]),
    ("zh-Hant", "每公噸450美元。", ["It costs $450 per ton."], ["It costs $450 per kilogram."]),
]  # fmt: skip
CASES = [
    (check, *case)
    for check, cases in {
        "thresholds": THRESHOLDS,
        "direction": DIRECTION,
        "comparison_basis": BASES,
        "percentage_points": POINTS,
        "denominators": DENOMINATORS,
    }.items()
    for case in cases
]


@pytest.mark.parametrize(("check", "language", "source", "right", "wrong"), CASES)
def test_figures(check: str, language: str, source: str, right: list[str], wrong: list[str]) -> None:
    for target in right:
        assert not checked([source], [target], language, [check, "numbers", "dates"]).findings, target
    for target in wrong:
        assert checked([source], [target], language, [check]).findings, target
