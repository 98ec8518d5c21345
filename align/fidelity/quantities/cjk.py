"""Quantities in Japanese and Chinese text: calendar words, shares, vague amounts, then plain numbers."""

# ruff: noqa: E501 - patterns read best one alternative a line
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.fidelity.quantities.cjk_amounts import AMOUNT_RULE, RUN, typed_range
from align.fidelity.quantities.cjk_calendar import CALENDAR_RULES
from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.idioms import CJK_IDIOMS
from align.fidelity.quantities.numerals import KANJI, numeral_value
from align.fidelity.quantities.quantity import Quantity, Weight
from align.fidelity.quantities.ranges import CJK_RANGES
from align.fidelity.quantities.scanner import Rule, Scanner, Seen, alternatives, in_place, passed_over
from align.fidelity.quantities.units import signs
from align.languages import lexicon

_ADJACENT = "一、?[二两兩]|[二两兩]、?三|三、?[四五]|四、?五|五、?六|六、?七|七、?八|八、?九"
_RANKED = re.compile(r"大(?!会|會|学|學|阪|臣)|高|多|长|長|[个個]?(?:月|季|年|度|次|届|屆|名|位)")
_BANK = "壹壱贰貳弐叁參参肆伍陆陸柒捌玖零〇一二三四五六七八九"
_BANK_DIGIT = f"[{_BANK}]"
_BANK_ONLY = "[壹壱贰貳弐叁參参肆伍陆陸柒捌玖]"


def _shikoku(seen: Seen) -> Iterator[Quantity]:
    if seen.language != "ja":
        yield seen.made("number", 4.0, weight="normal")


def _model(seen: Seen) -> Iterator[Quantity]:
    number = re.search(r"\d+", seen.match[0])
    assert number is not None
    yield seen.made("number", float(number[0]), weight="weak")


def _generation(seen: Seen) -> Iterator[Quantity]:
    value = float(seen["number"])
    yield seen.made("number", value, 1000 * value, weight="weak")


def _percent(seen: Seen) -> Iterator[Quantity]:
    value = 100.0 if seen["number"] == "百" else numeral_value(seen["number"])
    yield seen.made("percent", value, negative=bool(seen["minus"]))


def _fraction(seen: Seen) -> Iterator[Quantity]:
    below, above = numeral_value(seen["below"]), numeral_value(seen["above"])
    yield seen.made("fraction", above / below if below else 0.0, below, weight="normal")


def _of_each(seen: Seen) -> Iterator[Quantity]:
    whole, some = numeral_value(seen["whole"]), numeral_value(seen["some"])
    yield seen.made("fraction", some / whole if whole else 0.0, weight="normal")
    yield seen.made("number", whole, group="whole", weight="weak")
    yield seen.made("number", some, group="some", weight="weak")


def _tenths(seen: Seen) -> Iterator[Quantity]:
    """3割5分2厘, 七成三, 三成半."""
    value = 10 * numeral_value(seen["tenths"]) + numeral_value(seen["hundredths"] or "0")
    value += 0.1 * numeral_value(seen["thousandths"] or "0") + (5 if seen["half"] else 0)
    yield seen.made("percent", value, weight="normal")


def _discount(seen: Seen) -> Iterator[Quantity]:
    """八折 is a fifth off, 七五折 a quarter."""
    digits = "".join(f"{numeral_value(one):.0f}" for one in seen["number"] if one != ".")
    rest = float(digits) * 10 ** (2 - len(digits))
    yield seen.made("percent", 100 - rest, rest, weight="normal")


def _half(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("fraction", 0.5, weight="normal" if seen["word"] == "半数" else "weak")


def _several(seen: Seen) -> Iterator[Quantity]:
    """数千, 几百万, 数十万."""
    scale = numeral_value(seen["scale"]) * (numeral_value(seen["unit"]) or 1.0)
    many = seen["word"] == "多"
    weight: Weight = "weak" if scale < 10 or many else "normal"
    yield typed_range(seen, scale if many else 2 * scale, 10 * scale, weight)


def _more_than(seen: Seen) -> Iterator[Quantity]:
    """十几, 二十余, 三百多万, 二千数百, 20数: from the number to the next one of its last place."""
    unit = numeral_value(seen["unit"]) or 1.0
    low = numeral_value(seen["number"])
    step = 10.0 * numeral_value(seen["scale"]) if seen["scale"] else _last_place(low)
    yield typed_range(seen, low * unit, (low + step) * unit, "normal")


def _last_place(value: float) -> float:
    """The place of the last figure that is not zero: 100 for 2,300."""
    place = 1.0
    while place * 10 <= value and value % (place * 10) == 0:
        place *= 10
    return place


def _neighbours(seen: Seen) -> Iterator[Quantity]:
    """七八百, 二、三十, 十七八, 三千五六百: one of two numbers that follow each other."""
    scale = numeral_value(seen["scale"]) if seen["scale"] else 1.0
    big = numeral_value(seen["unit"]) if seen["unit"] else 1.0
    base = numeral_value(seen["base"]) if seen["base"] else 0.0
    low, high = (numeral_value(seen[end]) for end in ("low", "high"))
    weight: Weight = "normal" if seen["base"] or seen["scale"] or seen["unit"] else "weak"
    yield typed_range(seen, (base + low * scale) * big, (base + high * scale) * big, weight)


def _ordinal(seen: Seen) -> Iterator[Quantity]:
    value = numeral_value(seen["number"])
    ranked = value > 1 and _RANKED.match(seen.text, seen.end) is not None
    weight: Weight = "weak" if value <= 3 and not seen["number"].isdigit() and not ranked else "normal"
    yield seen.made("ordinal", value, weight=weight)


def _bank(seen: Seen) -> Iterator[Quantity]:
    """The fraud-proof figures of deeds and cheques: 壹拾万零叁仟元整."""
    value = numeral_value(seen["number"]) + 0.1 * numeral_value(seen["jiao"] or "0")
    value += 0.01 * numeral_value(seen["fen"] or "0")
    if not seen["money"]:
        yield seen.made("number", value)
        return
    unit = (
        "JPY"
        if seen["money"] == "円" or seen.language == "ja"
        else "元"
        if seen.language == "zh-Hant"
        else "CNY"
    )
    yield seen.made("money", value, unit=unit)


def _thousands(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("number", 1e2, high=1e5, approximate=True, weight="weak")


def _hiragana(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("number", 2.0 if seen.match[0].startswith("ふ") else 1.0, weight="weak")


_RULES = (
    Rule(alternatives(lexicon.words("multilingual", "no_numbers.txt")), passed_over),
    Rule(r"四国", _shikoku),
    Rule(rf"(?!(?-i:{alternatives(sign for sign in signs() if sign.isalpha())})[\d-])(?<![A-Za-z])[A-Za-z]+-?\d+[A-Za-z]*(?:-\d+)*", _model),
    Rule(r"(?P<number>\d+)[GKDgkd](?![A-Za-z])", _generation),
    *CJK_RANGES,
    *CALENDAR_RULES,
    Rule(rf"百分之(?P<minus>[负負])?(?P<number>百|\d+(?:\.\d+)?|[{KANJI}]+(?:[点點][〇零一二三四五六七八九]+)?)", _percent),
    Rule(rf"(?P<below>{RUN}|[{KANJI}]+)\s?分\s?[の之]\s?(?P<above>\d+(?:\.\d+)?|[{KANJI}]+)", _fraction),
    Rule(
        r"""(?P<whole>(?<!\d)\d{1,6}|[二三四五六七八九十百]{1,4})人[にの中](?:うち|有)?(?P<some>\d{1,6}|[一二三四五六七八九])人(?![前目組])""",
        _of_each,
    ),
    Rule(
        r"""(?P<tenths>\d+(?:\.\d+)?|[一二三四五六七八九两])割
        (?:(?P<hundredths>[\d一二三四五六七八九])分)?(?:(?P<thousandths>[\d一二三四五六七八九])厘)?(?P<half>半)?""",
        _tenths,
    ),
    Rule(
        r"""(?P<tenths>\d(?:\.\d+)?|[一二三四五六七八九两兩])成(?!为|了|功|立|长|员|果|本|年|都|就|人|分|熟|份|名|績|绩|品|群|型)
        (?:(?P<half>半)|(?P<hundredths>[1-9一二三四五六七八九])(?![\d.个個成人名年月日家位十百千万]))?""",
        _tenths,
    ),
    Rule(r"(?P<number>[一二三四五六七八九]{1,2}|\d(?:\.\d)?|\d\d)折(?![叠射磨腾线りっ])", _discount),
    Rule(r"(?P<word>半数|過半数|过半|一半|半分)", _half),
    Rule(r"(?P<word>数|數|几|幾|好几|何|(?<!大)多)(?P<scale>[十百千]?[万萬億亿]|[十百千])(?P<unit>[万萬億亿])?(?![一二三四五六七八九])", _several),
    Rule(
        rf"""(?P<number>(?<![\d.])\d{{1,3}}[百千]|(?<![\d.,])[1-9]0+(?=数[十百千人名件年社個头台本機隻匹枚])|[{KANJI}]*(?:[十百千]|[万億亿](?=数[十百千])))
        (?:[几幾余餘多]|[数數几幾](?P<scale>[十百千])?|来(?=[个個名人岁歲天年位次种只家])|数(?=人|名|件|年|社|個|头|台|本|機|隻|匹|枚|[万萬億亿]))
        (?P<unit>[万萬億亿])?""",
        _more_than,
    ),
    Rule(r"成千上万|成千上萬|成百上千|千千万万", _thousands),
    Rule(
        rf"""(?P<base>(?<![{KANJI}\d])(?:[{KANJI}]{{0,12}}[十百千万億亿]|\d{{1,3}}[百千万億亿]))?(?<![〇零一二三四五六七八九])
        (?={_ADJACENT})(?P<low>.)、?(?P<high>.)(?P<scale>[十百千]?)(?P<unit>[万億亿]*)(?=[^{KANJI}.、·・]|$)""",
        _neighbours,
    ),
    Rule(rf"第\s?(?P<number>{RUN}|[{KANJI}]+)", _ordinal),
    Rule(
        rf"""(?P<number>(?:{_BANK_DIGIT}{{1,2}}[万萬億亿][零〇]?)?(?:{_BANK_DIGIT}?[拾佰仟]|{_BANK_ONLY}[百千])[{_BANK}十百千拾佰仟万萬億亿]{{0,20}})
        (?:(?P<money>[元圆圓円])(?:(?P<jiao>{_BANK_DIGIT})角)?(?:零?(?P<fen>{_BANK_DIGIT})分)?[整正也]?|(?<=[{_BANK}拾佰仟万]{{3}}))""",
        _bank,
    ),
    AMOUNT_RULE,
    Rule(r"ひとつ|ふたつ|ふたり|ひとり", _hiragana),
)  # fmt: skip


@cache
def _scanners() -> tuple[Scanner, Scanner]:
    """Set expressions, which hide their words from the second, general scanner."""
    return Scanner(CJK_IDIOMS), Scanner(_RULES)


def quantities(text: str, language: str = "ja") -> tuple[Quantity, ...]:
    """Every quantity of a Japanese or Chinese text, in order, with offsets into it.

    ``language`` decides what 点, 分 and 米 mean.
    """
    folded = fold(text)
    expressions, general = _scanners()
    found, rest = expressions.scan(folded.text, language)
    return in_place([*found, *general.scan(rest, language)[0]], folded, text)
