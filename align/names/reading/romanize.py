"""Kana to Latin letters, and the folding under which every usual romanization of one kana is equal.

Hepburn as revised (ALA-LC, with and without macrons), the passport form (long vowels unmarked), Kunrei
(ISO 3602) and wāpuro spellings (``ou``, ``oh``) differ only in ways that :func:`fold` removes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from align.names.script.letters import fold_letters
from align.names.script.symbols import katakana

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_IRREGULAR = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya",
    "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu",
    "ファ": "fa", "フィ": "fi", "フェ": "fe", "フォ": "fo", "ティ": "ti", "ディ": "di", "トゥ": "tu",
    "ドゥ": "du", "ウィ": "wi", "ウェ": "we", "ウォ": "wo", "ヴァ": "va", "ヴィ": "vi", "ヴェ": "ve",
    "ヴォ": "vo", "シェ": "she", "ジェ": "je", "チェ": "che", "ツァ": "tsa", "ツェ": "tse", "ツォ": "tso",
    "デュ": "dyu", "テュ": "tyu", "イェ": "ye", "クァ": "kwa", "クォ": "kwo", "ァ": "a", "ィ": "i",
    "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヶ": "ga", "ヵ": "ka", "ヮ": "wa",
}  # fmt: skip


def _table() -> dict[str, str]:
    table = {
        kana: onset + vowel for onset, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)
    }
    table.update(_IRREGULAR)
    for kana in "キシチニヒミリギジヂビピ":
        onset = table[kana][:-1]
        glide = "" if onset in ("sh", "ch", "j") else "y"
        table.update(
            {kana + small: onset + glide + vowel for small, vowel in zip("ャュョ", "auo", strict=True)}
        )
    return table


_KANA = _table()


@lru_cache(maxsize=65536)
def hepburn(kana: str) -> str:
    """Kana in Hepburn letters with every kana kept (``satou``, ``junichirou``, ``ryousei``); ``ー`` repeats
    the vowel; n before a vowel or y gets an apostrophe. Characters that are no kana are left out."""
    text, out, double = katakana(kana), "", False
    at = 0
    while at < len(text):
        sound = _KANA.get(text[at : at + 2])
        width = 2
        if sound is None:
            sound, width = _KANA.get(text[at], ""), 1
        if text[at] == "ッ":
            double = True
        elif text[at] == "ー":
            out += out[-1] if out and out[-1] in "aiueo" else ""
        elif sound:
            if double and sound[0] not in "aiueon":
                out += "t" if sound.startswith("ch") else sound[0]
            if out.endswith("n") and text[at - 1] == "ン" and sound[0] in "aiueoy":
                out += "'"
            out, double = out + sound, False
        at += width
    return out


@lru_cache(maxsize=65536)
def newspaper(kana: str) -> str:
    """The form English newspapers and passports use: long o and u unmarked, capitalised (``Sato``)."""
    return re.sub("ou|oo", "o", re.sub("uu", "u", hepburn(kana))).replace("'", "").capitalize()


_FOLDS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("ty([auo])", r"ch\1"), ("tch", "cch"), ("sy([auo])", r"sh\1"), ("[zj]y([auo])", r"j\1"),
        ("si", "shi"), ("zi", "ji"), ("di", "ji"), ("ti", "chi"), ("tu", "tsu"), ("du", "zu"),
        ("dzu", "zu"), ("hu", "fu"), ("wo", "o"), ("l", "r"), ("m(?=[bpm])", "n"),
        ("oh(?=[^aeiouy]|$)", "o"), ("uh(?=[^aeiouy]|$)", "u"), ("o[uo]", "o"), ("uu", "u"),
    )
]  # fmt: skip


@lru_cache(maxsize=65536)
def fold(romanized: str) -> str:
    """The key under which Hepburn with and without macrons, ``ou``/``oh``/``o``, n/m, Kunrei, passport
    and apostrophe variants of one Japanese reading are equal: ``Ohno``, ``Ōno``, ``Oono`` → ``ono``."""
    return fold_all([romanized])[0]


def fold_all(romanized: Sequence[str]) -> list[str]:
    """:func:`fold` of each, in one pass over all of them."""
    keys = " ".join(map(fold_letters, romanized))  # no rule reaches over a space
    for pattern, replacement in _FOLDS:
        keys = pattern.sub(replacement, keys)
    return keys.split(" ") if romanized else []


_ROMAJI = re.compile(
    "(?:(?:[kgsztdnhbpmrfwj]|sh|ch|ts|[kgnhbpmr]y|y|kk|ss|tt|pp|ssh|tch|tts)?[aiueo](?:n(?![aiueo])|m(?=[bpm])|h(?![aiueo]))?)+"
)


def is_romaji(word: str) -> bool:
    """Whether a word of four letters or more can be romanized Japanese: Kamikado, not Kingston."""
    return len(word) >= 4 and _ROMAJI.fullmatch(fold_letters(word)) is not None


def same_person(one: str, other: str) -> bool:
    """Whether two romanized full names are equal under the folding, in either order."""
    return sorted(fold(word) for word in one.split()) == sorted(fold(word) for word in other.split())
