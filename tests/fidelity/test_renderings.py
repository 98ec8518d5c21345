"""One value through several renderings: what is the same agrees, what is another does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from align.fidelity.quantities import match, quantities
from align.fidelity.quantities.wording import amount

AGREE = [
    ("zh", "病状会持续四到七天", "The illness lasts four to seven days"),
    ("ja", "4日から7日間続く", "It lasts four to seven days"),
    ("zh", "三五天", "three to five days"),
    ("zh", "两三百人", "two or three hundred people"),
    ("ja", "二、三日", "two or three days"),
    ("ja", "半年", "six months"),
    ("zh", "半年", "half a year"),
    ("ja", "1年半", "a year and a half"),
    ("ja", "1年半", "18 months"),
    ("zh", "三个半小时", "three and a half hours"),
    ("ja", "1時間半", "90 minutes"),
    ("zh", "一刻钟", "15 minutes"),
    ("ja", "四半世紀", "a quarter century"),
    ("ja", "4〜9月期の決算", "earnings for the six months through September"),
    ("ja", "4〜9月期の決算", "earnings for the April-September period"),
    ("ja", "10～12月期の決算", "earnings for the three months through December"),
    ("zh", "1至9月", "in the first nine months to September"),
    ("zh", "半个世纪", "half a century"),
    ("zh", "一季度", "the first quarter"),
    ("ja", "第3四半期", "the third quarter"),
    ("ja", "3対1で勝った", "They won 3-1"),
    ("zh", "2:0 击败", "beat them 2-0"),
    ("zh", "排名前四，", "in the top four"),
    ("ja", "打率.252", "a .252 batting average"),
    ("ja", "打率2割5分2厘", "He bats .252"),
    ("zh", "32.2 摄氏度", "90 degrees"),
    ("ja", "気温は30度", "86 degrees Fahrenheit"),
    ("zh", "25个基点", "a quarter of a percentage point"),
    ("ja", "0.5ポイント上昇", "rose half a percentage point"),
    ("zh", "翻了两番", "quadrupled"),
    ("ja", "倍増した", "doubled"),
    ("zh", "增长两倍", "trebled"),
    ("ja", "5人に1人", "one in five"),
    ("zh", "十分之一", "a tenth"),
    ("ja", "何万人も", "tens of thousands of people"),
    ("zh", "几十万人", "hundreds of thousands"),
    ("ja", "百数十人", "more than a hundred people"),
    ("ja", "1ダース", "a dozen"),
    ("zh", "二百周年", "the bicentennial"),
    ("ja", "2週間", "a fortnight"),
    ("zh", "每小时120公里", "75 mph"),
    ("zh", "8,498 公顷", "21,000 acres"),
    ("ja", "M7.2の地震", "a magnitude-7.2 quake"),
    ("ja", "午後3時半", "3:30 p.m."),
    ("zh", "凌晨两点", "2 a.m."),
    ("ja", "正午", "noon"),
    ("zh", "据报周日报道", "reported on Sunday"),
    ("ja", "２３（大正１２）年の震災", "the earthquake of 1923"),
    ("ja", "正代ら４人", "Shodai and 3 others"),
    ("zh", "七国集团", "the G7"),
    ("ja", "ダウ30種平均", "the Dow average"),
    ("ja", "セブン―イレブン", "Seven-Eleven"),
    ("ja", "10年以上", "more than ten years"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), AGREE)
def test_renderings_that_say_the_same(language: str, source: str, target: str) -> None:
    here, there = quantities(source, language), quantities(target, "en")
    matched = match(here, there)
    assert [here[at].text for at in matched.left if here[at].weight == "strong"] == []
    assert [there[at].text for at in matched.right if there[at].weight != "weak"] == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("zh", "8,498 公顷", "21,800 acres"),
        ("zh", "五月1日", "The first of all, on May 7"),
        ("zh", "周日报道", "reported on Monday"),
        ("ja", "1時間半", "two and a half hours"),
        ("ja", "気温は30度", "90 degrees Fahrenheit"),
        ("zh", "25个基点", "50 basis points"),
        ("ja", "5人に1人", "one in six"),
        ("ja", "午後3時半", "4:30 p.m."),
    ],
)
def test_renderings_that_say_another(language: str, source: str, target: str) -> None:
    assert match(quantities(source, language), quantities(target, "en")).right


_KANJI = "〇一二三四五六七八九"


def myriads(value: int, large: tuple[str, str]) -> str:
    """123456789 as 1億2345万6789."""
    parts = []
    for scale, name in ((10**8, large[1]), (10**4, large[0]), (1, "")):
        part, value = divmod(value, scale)
        if part:
            parts.append(f"{part}{name}")
    return "".join(parts) or "0"


def kanji(value: int) -> str:
    """123 as 百二十三, below ten thousand."""
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            text += ("" if digit == 1 and name else _KANJI[digit]) + name
    return text


def with_nought(number: str) -> str:
    """10万1 as Chinese writes it, 10万零1: without it, 10万1 is 101,000."""
    return re.sub(r"(?<=[万萬亿億])(?=\d{1,3}(?![\d万萬]))", "零", number)


@given(st.integers(11, 10**10))
@example(100_001)
def test_a_count_is_the_same_in_every_writing(value: int) -> None:
    english = quantities(f"In all {value:,} people came", "en")[0]
    writings = [
        ("ja", myriads(value, ("万", "億")) + "人"),
        ("zh", with_nought(myriads(value, ("万", "亿"))) + "人"),
        ("zh-Hant", with_nought(myriads(value, ("萬", "億"))) + "人"),
        ("ja", f"{value:,}人"),
        (
            "ja",
            myriads(value, ("万", "億")).translate({ord("0") + at: ord("０") + at for at in range(10)})
            + "人",
        ),
    ]
    if value < 10**4:
        writings.append(("ja", kanji(value) + "人"))
    for language, text in writings:
        (found,) = quantities(text, language)
        assert found.value == english.value == value
        assert match([found], [english]).pairs == ((0, 0),)


@given(st.integers(1, 999), st.sampled_from(["万", "億", "兆"]), st.integers(0, 9))
def test_money_is_the_same_in_short(whole: int, scale: str, tenth: int) -> None:
    value = (whole + tenth / 10) * {"万": 1e4, "億": 1e8, "兆": 1e12}[scale]
    (found,) = quantities(f"{whole}.{tenth}{scale}円", "ja")
    (english,) = quantities(f"{amount(round(value))} yen", "en")
    assert (found.unit, english.unit) == ("JPY", "JPY")
    assert found.value == pytest.approx(value)
    assert match([found], [english]).pairs == ((0, 0),)


@given(st.integers(1, 64), st.sampled_from([("平成", 1988), ("昭和", 1925), ("令和", 2018)]))
def test_an_era_is_its_year(year: int, era: tuple[str, int]) -> None:
    (found,) = quantities(f"{era[0]}{year}年", "ja")
    assert found.value == era[1] + year
    assert match([found], quantities(f"in {era[1] + year}", "en")).pairs == ((0, 0),)


@given(st.integers(1, 23), st.integers(1, 59))
def test_a_time_is_the_same_by_either_clock(hour: int, minute: int) -> None:
    half, shown = ("p.m." if hour >= 12 else "a.m."), hour % 12 or 12
    here = quantities(f"{hour}時{minute}分に", "ja")
    there = quantities(f"at {shown}:{minute:02} {half}", "en")
    assert match(here, there).right == ()


@given(
    st.floats(1, 5000),
    st.sampled_from([("公里", "miles", 0.621371), ("公顷", "acres", 2.47105), ("公斤", "lb", 2.20462)]),
)
def test_a_converted_measure_is_not_accused(value: float, units: tuple[str, str, float]) -> None:
    shown = float(f"{value:.3g}")
    here = quantities(f"{shown:g}{units[0]}", "zh")
    there = quantities(f"{float(f'{shown * units[2]:.2g}'):g} {units[1]}", "en")
    assert match(here, there).right == ()


@pytest.mark.parametrize(
    "text", ["3" * 3000, "十" * 3000, "社" * 3000, "President " * 1000, "‘a " * 1000, "Aa" * 3000]
)
def test_a_monotonous_text_is_read_to_its_end(text: str) -> None:
    for language in ("ja", "en"):
        assert all(text[one.start : one.end] == one.text for one in quantities(text, language))
