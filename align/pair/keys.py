"""What translation leaves recognisable: numbers by value, Latin words, and names by their sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import cache
from itertools import pairwise

LONGEST = 100_000  # characters looked at

_SCALES = {
    "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12, "千": 1e3, "百": 1e2,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?)((?:\s?(?:{_SCALE})(?:\d[\d,]*(?:\.\d+)?)?)*)")
_STEP = re.compile(rf"\s?({_SCALE})(\d[\d,]*(?:\.\d+)?)?")
_LATIN = re.compile(r"[a-z][a-z-]{2,}")
_CAPITAL = re.compile(r"[A-Z][a-zA-Z’']{3,}")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_PINYIN = 5  # letters; shorter syllable pairs are too common

# The consonant a kana and an English letter share; what English writes and kana does not say is dropped.
_KANA = {
    **dict.fromkeys("カキクケコ", "k"), **dict.fromkeys("ガギグゲゴ", "g"),
    **dict.fromkeys("サシスセソザズゼゾ", "s"),
    **dict.fromkeys("ジヂ", "j"), **dict.fromkeys("タツテト", "t"), "チ": "c", **dict.fromkeys("ダヅデド", "d"),
    **dict.fromkeys("ナニヌネノン", "n"),
    **dict.fromkeys("ハヒヘホ", "h"), "フ": "f", **dict.fromkeys("バビブベボヴ", "b"),
    **dict.fromkeys("パピプペポ", "p"), **dict.fromkeys("マミムメモ", "m"), **dict.fromkeys("ラリルレロ", "r"),
}  # fmt: skip
_ENGLISH = (
    (re.compile(r"tch|ch"), "c"), (re.compile(r"sch|sh|th|z|c(?=[eiy])|x"), "s"), (re.compile(r"ph"), "f"),
    (re.compile(r"dge|dg|g(?=[eiy])"), "j"), (re.compile(r"ck|q|c(?!$)|c$"), "k"), (re.compile(r"v"), "b"),
    (re.compile(r"r(?![aeiouy])"), ""), (re.compile(r"l"), "r"), (re.compile(r"h(?![aeiouy])"), ""),
    (re.compile(r"m(?=[pb])"), "n"), (re.compile(r"[aeiouyw’']"), ""),
)  # fmt: skip


def keys(text: str, *, wanted: Set[str] | None = None) -> frozenset[str]:
    """The keys of an article; of a source only those ``wanted``, which are the reprints' keys.

    Numbers of two digits or more by value (``20億`` and ``2 billion`` are one), Latin words, consonants
    of katakana words and of capitalised English words (``ハートマン`` and ``Hartman``), and pairs of
    Chinese syllables in pinyin (``明远`` and ``Mingyuan``).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    lowered = plain.lower()
    found = {key for match in _NUMBER.finditer(lowered) if (key := _value(match[1], match[2]))}
    found.update(_LATIN.findall(lowered))
    found.update(_sounds(plain))
    if wanted is None:
        return frozenset(found)
    found.update(_syllables(plain, wanted))
    return frozenset(found & wanted)


def _value(digits: str, scales: str) -> str | None:
    if len(digits) > 18:
        return digits
    total, part = 0.0, float(digits.replace(",", "") or 0)
    for step in _STEP.finditer(scales):
        part *= _SCALES[step[1]]
        if step[2]:  # 3億6千万: what is scaled already is kept apart
            total, part = total + part, float(step[2].replace(",", "")[:18])
    total += part
    return f"{total:.6g}" if total >= 10 or total != int(total) else None


def _sounds(text: str) -> Iterator[str]:
    for word in set(_KATAKANA.findall(text)):
        yield from _sound("".join(_KANA.get(kana, "") for kana in word))
    for word in set(_CAPITAL.findall(text)):
        sound = word.lower()
        for pattern, consonant in _ENGLISH:
            sound = pattern.sub(consonant, sound)
        yield from _sound(sound)


def _sound(consonants: str) -> Iterator[str]:
    """Three consonants or more make a key; doubled ones are one."""
    single = re.sub(r"(.)\1+", r"\1", consonants)
    if len(single) >= 3:
        yield f"~{single}"


def _syllables(text: str, wanted: Set[str]) -> Iterator[str]:
    table = _pinyin()
    for run in _HAN.findall(text):
        syllables = [table.get(character, "") for character in run]
        for first, second in pairwise(syllables):
            joined = first + second
            if len(joined) >= _PINYIN and joined in wanted:
                yield joined


@cache
def _pinyin() -> dict[str, str]:
    """The usual reading of each character, without tone."""
    from pypinyin.constants import PINYIN_DICT

    first = {
        chr(code): readings.split(",")[0] for code, readings in PINYIN_DICT.items() if 0x4E00 <= code < 0xA000
    }
    bare = unicodedata.normalize("NFD", "\n".join(first.values()))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return dict(zip(first, plain.split("\n"), strict=True))
