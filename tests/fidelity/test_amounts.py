"""Amounts as newspapers write them: renderings that are right, and one that is not, by check."""

# ruff: noqa: E501 - one amount a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

# language, source, right renderings, wrong ones
AMOUNTS = [
    ("ja", "数千人が抗議した。", ["Thousands of people protested."], ["Dozens of people protested.", "Millions protested."]),
    ("ja", "数十人がけがをした。", ["Dozens were injured.", "Several dozen people were injured.", "Scores of people were hurt."], ["Thousands were injured."]),
    ("ja", "十数人が逮捕された。", ["More than a dozen people were arrested.", "About a dozen people were arrested."], ["Dozens were arrested.", "Hundreds were arrested."]),
    ("ja", "数万人が避難した。", ["Tens of thousands of people fled."], ["Thousands fled.", "Hundreds of thousands fled."]),
    ("ja", "数百万円の損失だった。", ["The loss was several million yen."], ["The loss was several billion yen."]),
    ("zh", "数千名工人罢工。", ["Thousands of workers struck."], ["Hundreds of thousands of workers struck."]),
    ("zh", "几十万人上街。", ["Hundreds of thousands took to the streets."], ["Tens of thousands took to the streets."]),
    ("zh", "上百人受伤。", ["More than a hundred people were injured.", "Over 100 were injured."], ["Thousands were injured."]),
    ("ja", "女性（75）が死亡した。", ["A 75-year-old woman died.", "A woman, 75, died."], ["A 57-year-old woman died."]),
    ("ja", "40代の男性が訴えた。", ["A man in his 40s sued."], ["A man in his 50s sued."]),
    ("zh", "一名18岁学生获救。", ["An 18-year-old student was rescued."], ["An 81-year-old student was rescued."]),
    ("ja", "投票率は5割を下回った。", ["Turnout was below 50 percent.", "Turnout fell below half."], ["Turnout was below 5 percent."]),
    ("ja", "3割4分の打率だった。", ["He batted .340."], ["He batted .430."]),
    ("zh", "三成受访者反对。", ["Thirty percent of respondents objected.", "Three in ten respondents objected."], ["Three percent of respondents objected."]),
    ("ja", "有権者の3分の1が支持した。", ["A third of voters were in favor."], ["A quarter of voters were in favor."]),
    ("ja", "5人に1人が貧困だ。", ["One in five is poor.", "20 percent are poor."], ["One in four is poor."]),
    ("ja", "売上高は前年の2倍になった。", ["Sales doubled from the year before."], ["Sales tripled from the year before."]),
    ("ja", "売上高は前年比2.5倍だった。", ["Sales were 2.5 times those of a year earlier."], ["Sales were 3.5 times those of a year earlier."]),
    ("ja", "停止は90日間続く。", ["The pause lasts 90 days.", "The pause lasts three months."], ["The pause lasts 60 days.", "The pause lasts 90 weeks."]),
    ("ja", "会談は1時間半に及んだ。", ["The talks lasted an hour and a half.", "The talks lasted 90 minutes."], ["The talks lasted half an hour."]),
    ("zh", "会谈持续了两个半小时。", ["The talks lasted two and a half hours."], ["The talks lasted three and a half hours."]),
    ("ja", "昭和60年に開業した。", ["It opened in 1985."], ["It opened in 1960."]),
    ("ja", "明治維新から150年がたった。", ["It is 150 years since the Meiji Restoration."], ["It is 115 years since the Meiji Restoration."]),
    ("zh", "民国八十年出生。", ["He was born in 1991."], ["He was born in 1980."]),
    ("ja", "第2位だった。", ["It came second."], ["It came third."]),
    ("ja", "１兆２０００億円を投じる。", ["It will spend 1.2 trillion yen.", "It will spend ¥1.2 trillion."], ["It will spend 1.2 billion yen.", "It will spend 12 trillion yen."]),
    ("zh", "投资一点五亿元。", ["It invested 150 million yuan."], ["It invested 15 million yuan."]),
    ("zh", "价格上涨两成。", ["Prices rose 20 percent."], ["Prices rose 2 percent."]),
    ("zh", "每十人中有三人失业。", ["Three in ten are out of work."], ["Two in ten are out of work."]),
    ("ja", "午後3時半に始まる。", ["It starts at 3:30 p.m."], ["It starts at 2:30 p.m."]),
    ("ja", "気温は35度に達した。", ["It was 35 degrees Celsius.", "It reached 95 degrees Fahrenheit."], ["It reached 53 degrees."]),
    ("ja", "9対4で可決した。", ["It passed by nine votes to four.", "It passed 9-4."], ["It passed 9-5."]),
    ("ja", "男女比は2対1だ。", ["Men outnumber women two to one.", "The ratio of men to women is 2:1."], ["Men outnumber women three to one."]),
    ("zh", "男女比例为三比一。", ["The ratio of men to women is 3 to 1."], ["The ratio of men to women is 4 to 1."]),
    ("ja", "一昨年の5月に閉店した。", ["It closed in May of the year before last."], ["It closed in June of the year before last."]),
    ("ja", "二十歳の女性が優勝した。", ["A 20-year-old woman won."], ["A 30-year-old woman won."]),
    ("ja", "二百人余りが参加した。", ["Some 200 people took part.", "More than 200 took part."], ["More than 300 took part."]),
    ("zh", "近半数选民弃权。", ["Nearly half of the voters abstained.", "Almost 50% of voters abstained."], ["Nearly a third of the voters abstained."]),
    ("zh", "全长一百二十公里。", ["It is 120 kilometers long.", "It is 75 miles long."], ["It is 210 kilometers long."]),
    ("ja", "100万円を超えた。", ["It topped 1 million yen."], ["It topped 10 million yen."]),
    ("ja", "半世紀ぶりの豊作だ。", ["It is the best harvest in half a century.", "It is the best harvest in 50 years."], ["It is the best harvest in 60 years."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "right", "wrong"), AMOUNTS)
def test_amounts(language: str, source: str, right: list[str], wrong: list[str]) -> None:
    for target in right:
        assert not checked([source], [target], language, ["numbers", "dates", "currency"]).findings, target
    for target in wrong:
        assert checked([source], [target], language, ["numbers", "dates", "currency"]).findings, target
