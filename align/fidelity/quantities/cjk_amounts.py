"""Numbers of Japanese and Chinese with whatever gives them a type: a sign or a currency, a unit, a counter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from align.fidelity.quantities.numerals import KANJI, LARGE, numeral_value
from align.fidelity.quantities.quantity import Kind, Quantity, Weight
from align.fidelity.quantities.scanner import Rule, Seen, alternatives
from align.fidelity.quantities.units import (
    celsius,
    currencies,
    dimensions,
    durations,
    measures,
    remainders,
    script_of,
    sign_pattern,
    signs,
)
from align.languages import lexicon

SCALE = (
    r"(?:[百万萬億亿]|兆(?![瓦赫字])|千(?![伏瓦克米赫卡焦帕禧]))"  # 千伏 and 兆瓦 are kilovolts and megawatts
)
RUN = rf"""(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.・]\d+)?)
    (?:\s?{SCALE}+(?:[零〇]?\d[\d,]*(?:[.・]\d+)?{SCALE}*)*)?"""
# Counters that with one kanji numeral make other words: 四国 is an island, 三角 a shape; zh, ja.
_DOUBTFUL = (
    frozenset("分 点 角 手 面 子".split()),
    frozenset("分 点 段 道 家 代 国 角 手 方 面 度 子".split()),
)
_ABOUT = re.compile(
    r"(?:約|约|大約|大约|およそ|ほぼ|概ね|近く|近|将近|將近|超过|超過|超|逾|不到|不足|至少|最多|多达|達|达|上|"
    r"およそ、|推定|平均)\s*$"
)
_ABOUT_AFTER = re.compile(
    r"\s?(?:以上|以下|余り|あまり|程度|ほど|前後|前后|左右|弱|強|强|近く|未満|上下(?![する]))"
)
_MORE = re.compile(
    r"(?:增长|增長|增加|增|提高|上升|上涨|涨|高出?|多出?|扩大|擴大|超过?)了?(?:近|约|約|超过)?\s?$"
)
_WARMTH = re.compile(r"(?:気温|温度|体温|水温|摂氏|摄氏|攝氏|最[高低]|高温|低温|熱|热|熱|烧|燒)[^\d。]{0,8}$")
_TENTHS_OF_DEGREE = re.compile(r"\d分")
_FAHRENHEIT = re.compile(r"[华華]氏(?:温度)?(?:約|约|超过)?\s?$")
# 新台幣5500億元: the currency before the amount, 元 after it.
_NAMED_BEFORE = {"台": "TWD", "臺": "TWD", "港": "HKD", "民": "CNY", "日": "JPY"}
_CURRENCY_BEFORE = re.compile(
    r"(?:新?([台臺])|(港)|人(民)|(日))[币幣](?:约|約|近|逾|超过|超過|高达|高達|共)?$"
)
# What follows a decimal in upright setting, 三・五％; 二・二六 and 三・一一 are dates.
_METRIC = (
    "パーセント|ポイント|ドル|ユーロ|メートル|キロ|センチ|ミリ|トン|グラム|ヘクタール|リットル"
    "|歳|秒|時間|分間|[カか]月|ノット|平方|立方"
)
_MINUS_WORDS = ("マイナス", "零下", "氷点下", "冰点下")
MINUS = r"""(?P<minus>マイナス|零下|氷点下|冰点下|[负負](?=[\d〇一二三四五六七八九十])|[▲△](?=\d)
    |(?<![A-Za-z\d.%)])-(?=\d))\s?"""


@cache
def _counters() -> str:
    return alternatives(lexicon.words("multilingual", "counters.txt"))


@dataclass(frozen=True, slots=True)
class _Amount:
    """A numeral and what follows it, before it has a type."""

    seen: Seen
    value: float
    kanji: str
    unit: str
    stop: int
    weight: Weight

    @property
    def text(self) -> str:
        return self.seen.text

    @property
    def where(self) -> int:
        """Where the digits begin, after any sign."""
        return self.seen.match.start("number")


@dataclass(frozen=True, slots=True)
class _Typed:
    kind: Kind
    values: tuple[float, ...]
    unit: str = ""
    weight: Weight | None = None


@cache
def _after(language: str) -> re.Pattern[str]:
    """What may follow a number and give it its type."""
    script = script_of(language)
    return re.compile(
        rf"""
        (?P<vague>\s?[余餘多数]?)(?P<vaguebig>[万萬億亿]?)\s?(?:
        (?P<points>パーセントポイント|ポイント(?=[上下増減高低])|[个個]?百分[点點])
      | (?P<percent>%|パーセント)
      | (?P<age>[岁歲歳才](?!能)|代(?=の|前半|後半|男|女|と|、|～|-|$))
      | (?P<currency>{alternatives(currencies(script))})(?!素|气|件|旦|[A-Za-z])
      | (?P<times>倍)
      | (?P<century>世紀|世纪)
      | (?P<measure>{alternatives(measures(script))})(?![A-Za-z飯国軍側])
      | (?P<duration>{alternatives(durations(script))}|分(?=\d{{1,2}}(?:\.\d+)?秒))(?!の一|之|[々け野])
      | (?P<year>年(?!生|級|级|度))
      | (?P<day>日(?!本|元|圆|円))
      | (?P<degree>度)
      | (?P<counter>{_counters()})(?<!大(?=[学學小量型人家会會阪]))(?<!起(?=来|來))
      )?
        """,
        re.VERBOSE,
    )


def _money(amount: _Amount) -> _Typed:
    code = currencies(script_of(amount.seen.language))[amount.unit]
    if amount.unit == "元":
        if named := _CURRENCY_BEFORE.search(amount.text[max(0, amount.seen.start - 10) : amount.seen.start]):
            code = _NAMED_BEFORE[next(filter(None, named.groups()))]
        elif amount.seen.language == "zh-Hant":
            code = "元"  # of Taiwan, Hong Kong or China: which, the text need not say
    return _Typed("money", (amount.value,), code)


def _times(amount: _Amount) -> _Typed:
    value = amount.value
    weight: Weight = "weak" if value == 1 else "normal"
    if _MORE.search(amount.text[max(0, amount.seen.start - 8) : amount.seen.start]) or (
        amount.text[amount.stop : amount.stop + 1] in tuple("増多高大")
    ):
        return _Typed(
            "multiple", (value, value + 1), weight=weight
        )  # 增长两倍 is "trebled", often taken for "doubled"
    return _Typed("multiple", (value,), weight=weight)


def _years(amount: _Amount) -> _Typed:
    value = amount.value
    weight = amount.weight if amount.kanji or value >= 100 else "normal"
    return _Typed("duration", (value, 2000 + value if value < 100 else value), "year", weight)


def _degrees(amount: _Amount) -> _Typed:
    before = amount.text[max(0, amount.seen.start - 14) : amount.seen.start]
    if _FAHRENHEIT.search(before):
        return _Typed("measure", (celsius(amount.value),), "degree", "strong")
    if (
        amount.seen["minus"] in _MINUS_WORDS[1:]
        or _WARMTH.search(before)
        or _TENTHS_OF_DEGREE.match(amount.text, amount.stop)
    ):
        return _Typed("measure", (amount.value,), "degree", "strong")
    return _Typed("number", (amount.value,), weight="normal")


def _measure(amount: _Amount) -> _Typed:
    unit = measures(script_of(amount.seen.language))[amount.unit]
    if dimensions()[unit][0] == "temperature":
        warmth = celsius(amount.value) if unit == "fahrenheit" else amount.value
        return _Typed("measure", (warmth,), "degree", "strong")
    return _Typed("measure", (amount.value,), unit)


def _duration(amount: _Amount) -> _Typed:
    return _Typed(
        "duration", (amount.value,), durations(script_of(amount.seen.language)).get(amount.unit, "minute")
    )


_TYPES: Mapping[str, Callable[[_Amount], _Typed]] = {
    "points": lambda amount: _Typed("percent", (amount.value,), "point"),
    "percent": lambda amount: _Typed("percent", (amount.value,)),
    "age": lambda amount: _Typed("age", (amount.value,)),
    "currency": _money,
    "times": _times,
    "century": lambda amount: _Typed("ordinal", (amount.value,)),
    "measure": _measure,
    "duration": _duration,
    "year": _years,
    "day": lambda amount: _Typed("day", (amount.value,)),
    "degree": _degrees,
}


def _weight(value: float, digits: str, unit: str) -> Weight:
    if not digits:
        return "weak" if value <= 1 else "normal" if value <= 12 else "strong"
    if digits.startswith("0") and digits[1:2].isdigit():
        return "weak"  # a telephone number or a code
    return "normal" if value <= 1 or unit in ("年生", "年级", "番") else "strong"


def amounts(seen: Seen) -> Iterator[Quantity]:
    """A cardinal, typed by what stands around it; nothing where a kanji numeral is only part of a word."""
    number = seen["number"]
    kanji = "" if number[0].isdecimal() else number
    value = numeral_value(number, elided=seen.language != "ja")
    follows = _after(seen.language).match(seen.text, seen.end)
    assert follows is not None
    name = follows.lastgroup if follows.lastgroup not in ("vague", "vaguebig") else None
    unit, vague = (follows[name] if name else ""), bool(follows["vague"].strip())
    stop = follows.end() if name or vague else seen.end
    if follows["vaguebig"] and (name or vague):
        value *= LARGE[follows["vaguebig"]]
    sign = signs().get(seen["sign"])
    if kanji and not sign and not _is_number(kanji, value, unit, name is None, seen):
        return
    amount = _Amount(seen, value, kanji, unit, stop, _weight(value, "" if kanji else number, unit))
    typed = _TYPES[name](amount) if name and name in _TYPES else _Typed("number", (value,))
    if sign and typed.kind == "number":
        typed = _Typed("money", (value,), sign)
    rest, stop = _remainder(seen, typed, unit, stop)
    values = tuple(one + rest for one in typed.values)
    if vague and value in (10, 20, 30):
        values = (value, 1.2 * value)  # 10多名: "a dozen"
    yield seen.made(
        typed.kind,
        *values,
        end=stop,
        unit=typed.unit,
        approximate=vague or bool(_ABOUT.search(seen.before(4))) or bool(_ABOUT_AFTER.match(seen.text, stop)),
        weight=typed.weight or amount.weight,
        negative=_negative(seen["minus"], typed),
    )


def _negative(sign: str, typed: _Typed) -> bool:
    """Whether a sign is one: before a share or a degree always, else only where it is a word for it."""
    return bool(sign) and (sign in _MINUS_WORDS or typed.kind == "percent" or typed.unit == "degree")


def typed_range(seen: Seen, low: float, high: float, weight: Weight) -> Quantity:
    """A vague amount of money, time, age or share, where the unit follows it, else a number."""
    follows = _after(seen.language).match(seen.text, seen.end)
    assert follows is not None
    name = follows.lastgroup if not follows["vague"] and not follows["vaguebig"] else None
    if name not in ("currency", "duration", "year", "age", "percent", "points"):
        return seen.made("number", low, high=high, approximate=True, weight=weight)
    typed = _TYPES[name](_Amount(seen, low, "", follows[name], follows.end(), weight))
    return seen.made(
        typed.kind, low, end=follows.end(), unit=typed.unit, high=high, approximate=True, weight=weight
    )


def _is_number(kanji: str, value: float, unit: str, bare: bool, seen: Seen) -> bool:
    """Whether a kanji numeral is a number where it stands, and no part of a word."""
    if "." in kanji or "・" in kanji:
        return not bare or re.search("[万萬億亿兆]$", kanji) is not None or "点" in kanji
    if bare:
        large = len(kanji) > 1 and re.search("[万萬億亿]$", kanji) and value >= 1e6
        elided = seen.language != "ja" and re.search("[百千万萬億亿][一二三四五六七八九]$", kanji)
        said = len(kanji) > 2 and re.search("[十百千]", kanji)
        return bool(large or elided or said or "点" in kanji or seen["minus"])
    return not (len(kanji) == 1 and unit in _DOUBTFUL[seen.language == "ja"])


def _remainder(seen: Seen, typed: _Typed, unit: str, stop: int) -> tuple[float, int]:
    """What smaller units and decimals behind the unit add, and where they end: 2時間30分, 9秒98, 2元8角."""
    added, scale, code = 0.0, 1.0, typed.unit or typed.kind
    pattern = _remainders(code, unit, seen.language)
    while pattern is not None and (more := pattern.match(seen.text, stop)):
        stop = more.end()
        if more["bare"]:
            return added + scale * numeral_value(more["bare"]) / 10 ** len(more["bare"]), stop
        scale = _ratio(code, more["smaller"], seen.language)
        added += scale * numeral_value(more["rest"])
        pattern = _remainders(code, more["smaller"], seen.language)
    return added, stop


@cache
def _remainders(code: str, unit: str, language: str) -> re.Pattern[str] | None:
    """What may go on after an amount of a currency, measure or duration, given the word for its unit."""
    script = script_of(language)
    listed = remainders(script).get(code, ())
    words = [word for one in listed for word in one.words]
    digits = max((one.digits for one in listed), default=0)
    end = rf"(?![\d〇一二三四五六七八九十百千万億亿]|\s?(?:{_counters()}|[%％倍年月日時时分秒円元]))"
    ways = (
        [rf"(?P<rest>\d{{1,3}}(?:\.\d+)?|[{KANJI}]{{1,4}})\s?(?P<smaller>{alternatives(words)})"]
        if words
        else []
    )
    if unit in ("块", "塊"):  # 三块五; of 元 and 円 a digit behind is another number
        ways.append(rf"(?P<bare>\d|[一二三四五六七八九]){end}")
    elif digits and unit not in words:
        ways.append(rf"(?P<bare>\d{{{'2' if digits == 2 else '1,2'}}}){end}")
    elif "秒" in unit:
        ways.append(rf"(?P<bare>\d{{1,3}}){end}")
    if not ways:
        return None
    named = "|".join(ways)
    for group in ("rest", "smaller", "bare"):
        if f"?P<{group}>" not in named:
            named += rf"|(?!)(?P<{group}>)"
    return re.compile(rf"[零又と]?(?:{named})", re.VERBOSE)


def _ratio(code: str, word: str, language: str) -> float:
    listed = remainders(script_of(language)).get(code, ())
    return next(one.ratio for one in listed if word in one.words)


AMOUNT_RULE = Rule(
    rf"""(?:{MINUS})?(?:{sign_pattern()}\s?)?(?P<number>(?<!\d)(?<!\d[.,・]){RUN}
      |(?<![{KANJI}・])[〇一二三四五六七八九十]{{1,4}}・[〇一二三四五六七八九]{{1,3}}{SCALE}*(?=\s?(?:[%万億兆倍度円]|{_METRIC}))
      |[{KANJI}]+(?:[点點][〇零一二三四五六七八九]+{SCALE}*)?)""",
    amounts,
)
