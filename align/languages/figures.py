"""Figures by value, read quickly: enough to say that 4862万 and 48.62 million are one, not what they count.

:mod:`align.fidelity.quantities` reads quantities with units and tolerances and takes a hundred times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCALES = {
    "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12, "千": 1e3, "百": 1e2,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SCALE = "|".join(_SCALES)
SCALES = rf"(?:\s?(?:{_SCALE})(?:\d[\d,]*(?:\.\d+)?)?)*"
_STEP = re.compile(rf"\s?({_SCALE})(\d[\d,]*(?:\.\d+)?)?")
_LONGEST = 18  # digits that are read as a number

_HAN = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    "零": 0, "两": 2, "兩": 2,
}  # fmt: skip
_HAN_STEPS = {"十": 10, "百": 100, "千": 1000}
_WORDS = {
    word: float(value)
    for value, words in enumerate(
        "zero|one first|two second twice double doubled|three third triple tripled|four fourth|five fifth|six sixth|"
        "seven seventh|eight eighth|nine ninth|ten tenth|eleven eleventh|twelve twelfth dozen|thirteen|fourteen|"
        "fifteen|sixteen|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in words.split()
} | {
    word: float(10 * tens)
    for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
_MONTHS = {
    name: month for month, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_WEEKDAYS = {
    **{name: day for day, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split(), 1)},
    **{name: day for day, name in enumerate("月火水木金土日", 1)},
    **{name: day for day, name in enumerate("一二三四五六日", 1)}, "天": 7,
}  # fmt: skip
_MONTH = (
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|"
    r"oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
_FIGURE = re.compile(
    # What a figure may begin with comes first: looking there is quicker than trying each kind in turn.
    r"(?<![a-z])(?=[\da-z〇零一二三四五六七八九十百千两兩星礼周月火水木金土日])(?:"
    r"(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])|(?P<day_of_week>[月火水木金土日])曜"
    rf"|(?P<english_weekday>{'|'.join(list(_WEEKDAYS)[:7])})"
    r"|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    rf"|(?P<english_month>{_MONTH})(?![a-z])(?:\s(?P<english_day>\d{{1,2}})(?!\d))?"
    rf"|(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scales>{SCALES})(?P<tenths>[割成](?!立|为|本))?"
    r"|(?P<han>[〇零一二三四五六七八九十百千两兩]+)(?P<han_scale>[万萬億亿兆])?(?P<han_tenths>[割成](?!立|为|本))?"
    rf"|(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?:-(?P<ones>[a-z]+))?"
    r"(?:\s(?P<word_scale>hundred|thousand|million|billion|trillion))?(?![a-z]))"
)
_SHORT_YEAR = re.compile(r"年(?!間|间|来|ぶり|連続|连续|以上|余)")  # behind 17: it may be 2017
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in place: ``key`` is the same for the same value in every language; ``telling`` ones seldom
    stand in two texts by chance."""

    start: int
    key: str
    telling: bool


def value_of(digits: str, scales: str) -> float:
    """The value of digits and the scales after them: ``3`` and ``億6千万``, ``2`` and `` billion``."""
    total, part = 0.0, float(digits.replace(",", "") or 0)
    for step in _STEP.finditer(scales):
        part *= _SCALES[step[1]]
        if step[2]:  # 3億6千万: what is scaled already is kept apart
            total, part = total + part, float(step[2].replace(",", "")[:_LONGEST])
    return total + part


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text in English, Japanese or Chinese, in order: numbers in digits, characters and words,
    months with their days, weekdays; of two digits before 年 the year, too."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ has two small letters
        lowered = text
    for match in _FIGURE.finditer(lowered if lowered.isascii() else lowered.translate(_WIDE)):
        kind = match.lastgroup or ""
        start = match.start()
        if weekday := match["weekday"] or match["day_of_week"] or match["english_weekday"]:
            yield Figure(start, f"weekday {_WEEKDAYS[weekday]}", False)
        elif month := match["month"] or match["english_month"]:
            number = _MONTHS.get(month[:3]) or int(month)
            yield Figure(start, f"month {number}", False)
            if day := match["day"] or match["english_day"]:
                yield Figure(start, f"day {number}-{int(day)}", True)
                yield _number(start, float(day), scaled=False)
        elif kind:
            value, scaled = _value(match)
            if value is not None and value > 1:
                yield _number(start, value, scaled)
            if (
                (digits := match["digits"])
                and _SHORT_YEAR.match(lowered, match.end("digits"))
                and len(digits) == 2
            ):
                yield _number(start, float(digits) + (2000 if digits < "50" else 1900), scaled=False)


def _value(match: re.Match[str]) -> tuple[float | None, bool]:
    if digits := match["digits"]:
        if len(digits) > _LONGEST:
            return None, False
        value = value_of(digits, match["scales"])
        return value * (10 if match["tenths"] else 1), bool(match["scales"])
    if han := match["han"]:
        value = _han_value(han)
        scale = match["han_scale"]
        return value * (_SCALES[scale] if scale else 1) * (10 if match["han_tenths"] else 1), bool(scale)
    value = _WORDS[match["word"]] + (
        _WORDS.get(match["ones"] or "", 0.0) if 20 <= _WORDS[match["word"]] < 100 else 0.0
    )
    scale = match["word_scale"]
    return value * (100.0 if scale == "hundred" else _SCALES[scale] if scale else 1.0), bool(scale)


def _han_value(characters: str) -> float:
    """十五, 三百二十, 二〇二五."""
    if not any(step in characters for step in _HAN_STEPS):
        return float("".join(str(_HAN[digit]) for digit in characters)[:_LONGEST])
    total = part = 0
    for character in characters:
        if character in _HAN_STEPS:
            total, part = total + max(part, 1) * _HAN_STEPS[character], 0
        else:
            part = _HAN[character]
    return float(total + part)


def _number(start: int, value: float, scaled: bool) -> Figure:
    written = f"{value:.6g}"
    significant = len(written.partition("e")[0].replace(".", "").strip("0"))
    year = not scaled and 1900 <= value <= 2100 and value == int(value)
    telling = not year and (significant >= 3 or value >= 1e4 or value != int(value))
    return Figure(start, written, telling)
