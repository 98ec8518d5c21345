"""Quantities by value and type, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.fidelity.quantities import match, quantities
from align.fidelity.quantities.units import same_currency

CASES = [
    ("ja", "20億ドル", "money", 2e9, "*"),
    ("ja", "約2,000万円", "money", 2e7, "JPY"),
    ("ja", "１兆５０００億円", "money", 1.5e12, "JPY"),
    ("ja", "3割", "percent", 30, ""),
    ("ja", "3割5分", "percent", 35, ""),
    ("ja", "２５％", "percent", 25, ""),
    ("ja", "90日間", "duration", 90, "day"),
    ("ja", "5カ月ぶり", "duration", 5, "month"),
    ("ja", "百二十三人", "number", 123, ""),
    ("ja", "34歳", "age", 34, ""),
    ("ja", "令和7年", "year", 2025, ""),
    ("ja", "令和元年", "year", 2019, ""),
    ("ja", "木曜日", "weekday", 4, ""),
    ("ja", "第3次", "ordinal", 3, ""),
    ("ja", "午後3時", "time", 15, "pm"),
    ("ja", "１・５５メートル", "measure", 1.55, "m"),
    ("ja", "昭和40年代", "year", 1965, ""),
    ("ja", "2日連続", "duration", 2, "day"),
    ("ja", "千年以上前", "duration", 1000, "year"),
    ("zh", "两国", "number", 2, ""),
    ("zh", "六家企业", "number", 6, ""),
    ("zh", "十亿穷人", "number", 1e9, ""),
    ("zh", "近千家公司", "number", 1000, ""),
    ("zh", "十二县市", "number", 12, ""),
    ("zh", "1000千伏", "measure", 1000, "kV"),
    ("zh", "四十到五十个", "number", 40, ""),
    ("zh-Hant", "6億4000萬元", "money", 6.4e8, "元"),
    ("zh", "20亿美元", "money", 2e9, "USD"),
    ("zh", "3 万亿美元", "money", 3e12, "USD"),
    ("zh", "1.6万亿日元", "money", 1.6e12, "JPY"),
    ("zh", "1.5万人", "number", 15000, ""),
    ("zh", "三分之一", "fraction", 1 / 3, ""),
    ("zh", "百分之二十五", "percent", 25, ""),
    ("zh", "三成", "percent", 30, ""),
    ("zh", "周四", "weekday", 4, ""),
    ("zh", "72 小时", "duration", 72, "hour"),
    ("zh", "三个月", "duration", 3, "month"),
    ("zh", "三十分钟", "duration", 30, "minute"),
    ("zh", "十分钟", "duration", 10, "minute"),
    ("zh", "3000多人", "number", 3000, ""),
    ("en", "two billion U.S. dollars", "money", 2e9, "USD"),
    ("en", "¥1.5 trillion", "money", 1.5e12, "¥"),
    ("en", "HK$5", "money", 5, "HKD"),
    ("en", "a 90-day pause", "duration", 90, "day"),
    ("en", "a third of voters", "fraction", 1 / 3, ""),
    ("en", "25 per cent", "percent", 25, ""),
    ("en", "a 34-year-old man", "age", 34, ""),
    ("en", "two hundred and thirty-five thousand", "number", 235000, ""),
    ("en", "half a million", "number", 500000, ""),
    ("en", "on Thursday", "weekday", 4, ""),
    ("en", "in 2020", "year", 2020, ""),
    ("en", "3:30 p.m.", "time", 15, "pm"),
    ("en", "the 21st", "ordinal", 21, ""),
    ("en", "a one-in-four chance", "fraction", 0.25, ""),
    ("en", "three-and-a-half years", "duration", 3.5, "year"),
    ("en", "at three a.m.", "time", 3, ""),
    ("en", "$30-40 billion", "money", 3e10, "*"),
]


@pytest.mark.parametrize(("language", "text", "kind", "value", "unit"), CASES)
def test_value_and_type(language: str, text: str, kind: str, value: float, unit: str) -> None:
    first = quantities(text, language)[0]
    assert (first.kind, first.unit) == (kind, unit)
    assert first.value == pytest.approx(value)
    assert text[first.start : first.end] == first.text


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("ja", "数千人", 2000, 10000),
        ("zh", "十几个", 10, 20),
        ("zh", "五六种", 5, 6),
        ("en", "dozens of people", 20, 130),
        ("en", "tens of thousands of", 2e4, 1e5),
    ],
)
def test_vague_amounts(language: str, text: str, low: float, high: float) -> None:
    first = quantities(text, language)[0]
    assert (first.value, first.high) == (low, high)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "十分な準備"),
        ("ja", "四国と九州"),
        ("ja", "六本木で"),
        ("ja", "三重県千葉市"),
        ("zh", "四川三亚"),
        ("zh", "两岸"),
        ("zh", "一定"),
        ("zh", "百万富翁"),
        ("zh", "据au123.com报道"),
        ("en", "they may march"),
        ("en", "Econ 101 at the123.com"),
        ("en", "Sun and Sat"),
    ],
)
def test_words_that_only_look_like_numbers(language: str, text: str) -> None:
    assert [one for one in quantities(text, language) if one.weight != "weak"] == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("zh", "约20亿美元", "about $2 billion"),
        ("ja", "２５％", "25%"),
        ("ja", "4月21日", "April 21"),
        ("ja", "第3次", "the third"),
        ("ja", "25日（木）", "Thursday the 25th"),
        ("ja", "１９００～８５年", "1900-1985"),
        ("ja", "令和7年", "2025"),
        ("ja", "3割", "30 percent"),
        ("zh", "三分之一", "one-third"),
        ("ja", "22億8千万円", "2.3 billion yen"),
        ("zh", "2-4 公顷", "5-10 acres"),
        ("zh", "20 公里", "12 miles"),
        ("ja", "新型コロナ", "COVID-19"),
        ("zh", "二十多年前", "over two decades ago"),
        ("ja", "50代の男性", "a man in his fifties"),
        ("ja", "数千人", "thousands of people"),
        ("zh", "午后", "afternoon"),
        ("zh", "10多名官员", "a dozen officials"),
        ("zh", "三五年后", "in 3 to 5 years"),
        ("ja", "20万6,737人", "206,737 people"),
        ("ja", "１万０３６３・１８", "10,363.18"),
    ],
)
def test_renderings_that_agree(language: str, source: str, target: str) -> None:
    here, there = quantities(source, language), quantities(target, "en")
    matched = match(here, there)
    assert [here[at].text for at in matched.left if here[at].weight != "weak"] == []
    assert [there[at].text for at in matched.right if there[at].weight != "weak"] == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ja", "20億ドル", "$200 million"),
        ("ja", "3割", "3%"),
        ("zh", "1.5万人", "1,500 people"),
        ("ja", "約12万軒", "120,008 restaurants"),
        ("zh", "多达 85%", "as much as 82 percent"),
        ("ja", "4月21日", "April 22"),
        ("zh", "周四", "Friday"),
        ("zh", "三分之二", "one-third"),
        ("zh", "1.6倍", "1.3 times"),
        ("zh", "数十场集会，23名候选人", "dozens of rallies, 21 candidates"),
        ("zh", "222.7公顷", "a 570-acre park"),
    ],
)
def test_renderings_that_do_not(language: str, source: str, target: str) -> None:
    matched = match(quantities(source, language), quantities(target, "en"))
    assert matched.right


@given(
    st.text(alphabet="0123456789,.％万億亿年月日円元$ 約第三百十千abM第時-～", max_size=40),
    st.sampled_from(["ja", "zh", "en"]),
)
def test_offsets_are_true_whatever_the_text(text: str, language: str) -> None:
    for one in quantities(text, language):
        assert text[one.start : one.end] == one.text
        assert one.values


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("元", "TWD", True), ("元", "HKD", True), ("元", "USD", False), ("*", "TWD", True), ("¥", "CNY", True),
     ("JPY", "CNY", False)],
)  # fmt: skip
def test_currencies_that_can_be_the_same_money(one, other, same):
    assert same_currency(one, other) is same
    assert same_currency(other, one) is same
