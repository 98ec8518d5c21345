"""What numerals are worth: Japanese and Chinese ones, and number words of English."""

from __future__ import annotations

import re
from functools import cache

DIGITS = {character: at for at, character in enumerate("〇一二三四五六七八九")} | {
    **{"零": 0, "两": 2, "兩": 2, "双": 2},
    # Fraud-proof forms of deeds and cheques.
    **{"壹": 1, "壱": 1, "贰": 2, "貳": 2, "弐": 2, "叁": 3, "參": 3, "参": 3, "肆": 4, "伍": 5},
    **{"陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9},
}
SMALL = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
KANJI = "〇零一二三四五六七八九十百千万萬億亿兆两兩廿"  # of a plain kanji numeral
_DIGITS = "".join(DIGITS)
_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{_DIGITS}]+(?:\.[{_DIGITS}]+)?|.")
_ELIDED = re.compile(r"(?<=[百千佰仟万萬億亿])([1-9一二三四五六七八九])$")


def numeral_value(text: str, *, elided: bool = False) -> float:
    """The value of a Japanese or Chinese numeral, digits and kanji mixed: 1億2345万, 百二十三, 二〇二五, 一点二万亿.

    With ``elided``, a last digit counts the next unit down, as in spoken Chinese: 三万五 is 35,000.
    """
    text = re.sub(r"[点點・]", ".", re.sub(r"[,\s]", "", text))
    total = section = 0.0
    current: float | None = None
    unit = 1.0
    last = _ELIDED.search(text) if elided else None
    for token in _TOKEN.findall(text[: last.start()] if last else text):
        if token[0] in DIGITS or token[0].isdecimal():
            current = _digits(token)
        elif token in SMALL:
            unit = SMALL[token]
            section += (1.0 if current is None else current) * unit
            current = None
        elif token in LARGE:  # takes all that is below it: 一万五千亿 is 15,000 times a hundred million
            below = total % LARGE[token]
            unit = LARGE[token]
            total += ((below + section + (current or 0.0)) or 1.0) * unit - below
            section, current = 0.0, None
    value = total + section + (current or 0.0)
    return value + _digits(last[0]) * unit / 10 if last else value


def _digits(token: str) -> float:
    """Digits of either script by place: 12.5, 二〇二五, 一二.五."""
    return float("".join(str(DIGITS[one]) if one in DIGITS else one for one in token))


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
CARDINALS = {word: at for at, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
ORDINALS = (
    {word: at for at, word in enumerate(_ORDINAL_ONES) if at}
    | {f"{word[:-1]}ieth": CARDINALS[word] for word in _TENS}
    | {
        f"{ten}-{one}": 10 * at + unit
        for at, ten in enumerate(_TENS, 2)
        for unit, one in enumerate(_ORDINAL_ONES[:10])
        if unit
    }
)
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "dozen": 12.0, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
SHORT_SCALES = {
    "bn": 1e9, "bln": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "trn": 1e12, "m": 1e6, "k": 1e3, "b": 1e9,
}  # fmt: skip


def spelled_value(words: str) -> float:
    """The value of number words: "two hundred and thirty-five thousand" is 235000, "three point five" 3.5."""
    whole, _, decimals = words.lower().partition(" point ")
    total = current = 0.0
    for word in re.findall(r"[a-z]+", whole):
        if word in ("a", "an"):
            current = current or 1.0
        elif word in CARDINALS:
            current += CARDINALS[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            total += (current or 1.0) * SCALES[word]
            current = 0.0
    shown = "".join(str(CARDINALS[word]) for word in re.findall(r"[a-z]+", decimals) if word in CARDINALS)
    return total + current + (float(f"0.{shown}") if shown else 0.0)


def english_value(text: str) -> float:
    """The value of an English cardinal or ordinal, in digits or words."""
    if text[:1].isdigit():
        return float(re.sub(r"[^\d.]", "", text))
    return float(ORDINALS.get(text.lower(), 0)) or spelled_value(text)


@cache
def scale_value(word: str) -> float:
    """What a word or letter behind a number multiplies it by; 1 for none."""
    return {**SCALES, **SHORT_SCALES}.get(word.lower(), 1.0)
