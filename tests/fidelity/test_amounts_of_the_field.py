"""Amounts as people report them misread: remainders, approximations, multiples, money before the figure, clock times.

Each table holds renderings that agree and renderings that do not, by kind of amount.
"""

from __future__ import annotations

import pytest

from align.fidelity.quantities import match, quantities

AGREE = {
    "letters that end a word are no currency sign": [
        ("zh", "向每名司机发放3000元", "The city paid drivers 3,000 yuan each"),
        ("zh", "向读者赠送500册", "It gave readers 500 copies"),
        ("ja", "労働者5000人が参加した", "The strike drew workers 5,000 strong"),
        ("ja", "利用者に200円を返す", "It will return users 200 yen"),
        ("zh", "罚款2万卢比", "fined Rs 20,000"),
        ("zh", "售价899卢比", "sells for Rs. 899"),
    ],
    "what goes on after a unit": [
        ("ja", "148円20銭で取引された", "148.20 yen to the dollar"),
        ("ja", "160円5銭まで下げた", "fell to 160.05 yen"),
        ("ja", "10秒01で2位", "second in 10.01 seconds"),
        ("ja", "1分47秒35の日本記録", "a national record of 1:47.35"),
        ("ja", "1分58秒2", "1 minute 58.2 seconds"),
        ("ja", "2時間3分59秒で優勝", "won in 2:03:59"),
        ("ja", "2時間30分の会談", "talks that lasted two and a half hours"),
        ("ja", "1時間45分", "one hour and 45 minutes"),
        ("ja", "身長1メートル82", "1.82 meters tall"),
        ("ja", "1年6カ月", "18 months"),
        ("ja", "36度8分の熱", "a fever of 36.8 degrees"),
        ("ja", "3ドル50セント", "$3.50"),
        ("zh", "每斤3元5角", "3.5 yuan a jin"),
        ("zh", "三块五", "3.50 yuan"),
        ("zh", "5元2角8分", "5.28 yuan"),
        ("zh", "12块8毛", "12.8 yuan"),
        ("zh", "以9秒83获胜", "won in 9.83 seconds"),
        ("zh", "身高1米86", "1.86 meters tall"),
        ("zh", "两小时三十分", "150 minutes"),
        ("zh", "三年零六个月", "three and a half years"),
        ("zh", "2美元50美分", "$2.50"),
        ("zh", "体温38度5", "a temperature of 38.5 degrees"),
        ("ja", "6フィート2インチ", "6 feet 2 inches"),
    ],
    "approximations": [
        ("zh", "二十五六岁", "25 or 26 years old"),
        ("zh", "一百二三十人", "120 to 130 people"),
        ("zh", "十五六万", "150,000 to 160,000"),
        ("zh", "三四十名", "30 to 40"),
        ("zh", "三千多人", "more than 3,000 people"),
        ("zh", "二十几个", "more than 20"),
        ("zh", "十来个人", "about a dozen people"),
        ("zh", "十几万人", "more than 100,000 people"),
        ("zh", "大多十四五岁", "mostly 14 or 15 years old"),
        ("ja", "二、三十人が並んだ", "twenty to thirty people lined up"),
        ("ja", "七、八人", "seven or eight people"),
        ("ja", "十七、八歳", "17 or 18 years old"),
        ("ja", "四、五十台", "forty to fifty"),
        ("ja", "千数百人", "about 1,500 people"),
        ("ja", "三万数千人", "more than 30,000"),
        ("ja", "20数人", "about 25 people"),
        ("ja", "百数十人", "some 150 people"),
        ("ja", "十数カ国", "more than 10 countries"),
        ("ja", "数百億円", "tens of billions of yen"),
        ("ja", "二十人余り", "twenty-odd people"),
    ],
    "large scales": [
        ("zh", "两万三千亿元", "2.3 trillion yuan"),
        ("zh", "1万5000亿元", "1.5 trillion yuan"),
        ("zh", "三万亿美元", "$3 trillion"),
        ("zh-Hant", "一萬二千億元", "NT$1.2 trillion"),
        ("ja", "一兆二千億円", "1.2 trillion yen"),
        ("ja", "一億二千万人", "120 million people"),
        ("zh", "十二万五千吨", "125,000 tons"),
    ],
    "decimals in kanji": [
        ("ja", "二・五倍", "2.5 times"),
        ("ja", "〇・二五％", "0.25 percent"),
        ("ja", "一二・三％", "12.3 percent"),
        ("ja", "一・二億円", "120 million yen"),
        ("ja", "四・八メートル", "4.8 meters"),
        ("zh", "三点五万辆", "35,000 vehicles"),
        ("zh", "百分之六点八", "6.8 percent"),
        ("zh", "两点四万亿元", "2.4 trillion yuan"),
        ("zh", "一点五倍", "1.5 times"),
        ("ja", "1・5倍", "1.5 times"),
        ("zh", "零点五个百分点", "0.5 percentage point"),
        ("zh", "零点二五个百分点", "0.25 percentage point"),
        ("zh", "零点五公里", "0.5 kilometers"),
    ],
    "the last unit left out": [
        ("zh", "售价三万八", "It costs 38,000 yuan"),
        ("zh", "两亿三的票房", "a box office of 230 million"),
        ("zh", "一千二", "1,200"),
        ("zh", "一百五", "150"),
        ("zh", "25万8", "258,000 yuan"),
        ("zh", "六成五的受访者", "65 percent of respondents"),
        ("zh-Hant", "四成二", "42 percent"),
        ("zh", "一百零五", "105"),
        ("ja", "千二百五人", "1,205 people"),
        ("ja", "三万五百人", "30,500 people"),
    ],
    "codes and signs before the amount": [
        ("zh", "1.2万亿元", "CNY 1.2 trillion"),
        ("ja", "500億円", "JPY50 billion"),
        ("ja", "3億ユーロ", "EUR 300 million"),
        ("zh", "20亿港元", "HKD 2 billion"),
        ("zh", "售价$899", "It costs $899"),
        ("zh", "USD1.5亿", "$150 million"),
        ("ja", "￥3,000", "3,000 yen"),
        ("zh", "8000万欧元", "80 million EUR"),
        ("zh", "12亿元", "RMB 1,200 million"),
        ("zh-Hant", "新台幣300億元", "TWD 30bn"),
        ("zh", "8亿英镑", "GBP 800m"),
        ("zh", "50亿港元", "HK$5 billion"),
        ("ja", "20億ウォン", "KRW 2 billion"),
        ("ja", "3億ドル", "US$300m"),
    ],
    "amounts of several words": [
        ("ja", "250万円", "two and a half million yen"),
        ("ja", "150億円", "fifteen billion yen"),
        ("zh", "75万人", "three quarters of a million people"),
        ("zh", "150万人", "a million and a half"),
        ("ja", "50万台", "half a million vehicles"),
        ("zh", "2500万美元", "$25 mln"),
        ("zh", "30亿元", "3 bn yuan"),
        ("ja", "1200兆円", "1.2 quadrillion yen"),
        ("zh", "千分之一", "one in a thousand"),
        ("zh", "十万分之一", "1 in 100,000"),
        ("ja", "1万分の1", "one in 10,000"),
        ("ja", "5人に2人", "two in five"),
        ("ja", "3.5％", "three point five percent"),
        ("ja", "2.5%", "2½ percent"),
        ("zh", "2500人", "twenty-five hundred people"),
        ("ja", "2.5倍", "two and a half times"),
        ("ja", "1年半", "a year and a half"),
    ],
    "signs": [
        ("ja", "マイナス5度", "minus 5 degrees Celsius"),
        ("ja", "氷点下20度", "20 degrees below zero"),
        ("zh", "零下12摄氏度", "minus 12 degrees Celsius"),
        ("ja", "△2.1％", "-2.1%"),
        ("zh", "-3.5%", "negative 3.5 percent"),
        ("ja", "▲3.2％", "-3.2%"),
        ("ja", "マイナス10度", "10 degrees below zero"),
        ("zh", "负增长1.2%", "-1.2 percent"),
        ("zh-Hant", "零下8度", "-8 degrees"),
        ("ja", "氷点下5.2度", "5.2 degrees below freezing"),
    ],
    "years of the Republic": [
        ("zh-Hant", "民國113年", "2024"),
        ("zh-Hant", "民國一百一十四年", "2025"),
        ("zh-Hant", "民國58年", "1969"),
        ("zh-Hant", "自114年1月1日起", "from Jan. 1, 2025"),
        ("zh-Hant", "中華民國110年", "2021"),
        ("ja", "民国100年", "2011"),
        ("zh-Hant", "自114年起", "from 2025"),
        ("zh-Hant", "民國元年", "1912"),
        ("zh-Hant", "民國九十九年", "2010"),
        ("zh-Hant", "民國100年12月", "December 2011"),
        ("zh-Hant", "民國112年度", "fiscal 2023"),
    ],
    "half and quarter hours": [
        ("zh", "下午两点半", "2:30 p.m."),
        ("zh", "三点一刻", "a quarter past three"),
        ("zh", "三点三刻", "3:45"),
        ("zh", "早上八点一刻", "8:15 a.m."),
        ("zh", "差一刻五点", "a quarter to five"),
        ("zh", "晚上七点半", "half past seven"),
        ("zh", "上午九点二十分", "9:20 a.m."),
        ("ja", "午後2時半", "half past two"),
        ("ja", "午前6時15分", "a quarter past six"),
        ("ja", "2時半ごろ", "around 2:30"),
        ("zh-Hant", "下午三點半", "3:30 p.m."),
        ("zh", "凌晨零点五十分", "12:50 a.m."),
        ("zh", "零点，列车出发", "The train left at midnight"),
        ("zh", "差五分十点", "9:55"),
        ("ja", "午後7時半", "7:30 p.m."),
        ("zh", "1分43秒", "in 1:43"),
        ("ja", "58分12秒", "58:12"),
        ("ja", "午前1時43分", "1:43 a.m."),
    ],
    "multiples, shares and units": [
        ("zh", "翻了一番", "doubled"),
        ("zh", "翻两番", "quadrupled"),
        ("zh", "翻了三番", "an eightfold rise"),
        ("ja", "3倍増", "tripled"),
        ("ja", "2倍半", "two and a half times"),
        ("zh", "打八折", "20 percent off"),
        ("zh", "七五折", "a 25 percent discount"),
        ("ja", "華氏95度", "35 degrees Celsius"),
        ("zh", "华氏104度", "40 degrees Celsius"),
        ("ja", "約15ノット", "about 15 knots"),
        ("ja", "12海里の領海", "12 nautical miles"),
        ("zh", "24海里", "24 nautical miles"),
        ("ja", "沖合200カイリ", "200 nautical miles"),
        ("zh", "装机容量120万千瓦", "a capacity of 1.2 gigawatts"),
        ("ja", "出力50万キロワット", "500 megawatts"),
        ("zh", "叁万伍仟元整", "35,000 yuan"),
        ("zh", "人民币壹仟贰佰元", "1,200 yuan"),
        ("ja", "金壱百弐拾万円也", "1.2 million yen"),
        ("zh", "2万零500人", "20,500 people"),
        ("zh", "3千零50人", "3,050 people"),
        ("ja", "半ダース", "half a dozen"),
        ("zh", "上升0.3个百分点", "rose 0.3 percentage point"),
        ("ja", "2.1ポイント上昇", "up 2.1 percentage points"),
    ],
}  # fmt: skip

DISAGREE = {
    "currency and unit": [
        ("ja", "全長80キロ", "covers 80 miles"),
        ("zh", "全长300公里", "The line covers 300 miles"),
        ("ja", "50ヘクタール", "50 acres"),
    ],
    "remainders": [
        ("ja", "150円50銭", "150.05 yen"),
        ("ja", "9秒98", "9.89 seconds"),
        ("zh", "2元8角", "8.2 yuan"),
        ("zh", "1米86", "1.68 meters"),
        ("ja", "2時間30分", "two hours and 50 minutes"),
    ],
    "approximations": [
        ("zh", "十七八岁", "27 years old"),
        ("ja", "二千数百人", "some 25,000 people"),
        ("ja", "四、五十台", "about 400"),
        ("zh", "三千五六百", "6,500"),
        ("zh", "二十几个", "about 40"),
    ],
    "scales and decimals": [
        ("zh", "一万五千亿元", "150 billion yuan"),
        ("zh", "一点二万亿元", "120 billion yuan"),
        ("ja", "三・五％", "35 percent"),
        ("zh", "三万八", "30,800 yuan"),
        ("zh", "七成三", "77 percent"),
        ("zh", "一百零五", "150"),
    ],
    "words": [
        ("ja", "150万円", "two and a half million yen"),
        ("zh", "25万人", "three quarters of a million"),
        ("zh", "万分之一", "one in 1,000"),
        ("zh", "1.2万亿元", "1.2bn yuan"),
    ],
    "times": [
        ("zh", "两点半", "2:45"),
        ("zh", "三点一刻", "3:45"),
        ("ja", "午後2時半", "2:15 p.m."),
        ("zh", "差一刻五点", "a quarter past five"),
        ("zh-Hant", "民國114年", "2024"),
    ],
    "multiples": [
        ("zh", "翻了两番", "doubled"),
        ("zh", "翻了一番", "quadrupled"),
        ("ja", "華氏100度", "100 degrees Celsius"),
        ("ja", "12海里", "12 miles"),
        ("zh", "叁万伍仟元整", "53,000 yuan"),
    ],
}  # fmt: skip


def _rows(table: dict[str, list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    return [row for rows in table.values() for row in rows]


def _left_over(language: str, source: str, target: str) -> tuple[list[str], list[str]]:
    here, there = quantities(source, language), quantities(target, "en")
    matched = match(here, there)
    return (
        [here[at].text for at in matched.left if here[at].weight != "weak"],
        [there[at].text for at in matched.right if there[at].weight != "weak"],
    )


@pytest.mark.parametrize(("language", "source", "target"), _rows(AGREE))
def test_the_same_amount(language: str, source: str, target: str) -> None:
    assert quantities(source, language)
    assert quantities(target, "en")
    assert _left_over(language, source, target) == ([], [])


@pytest.mark.parametrize(("language", "source", "target"), _rows(DISAGREE))
def test_another_amount(language: str, source: str, target: str) -> None:
    left, right = _left_over(language, source, target)
    assert left
    assert right
