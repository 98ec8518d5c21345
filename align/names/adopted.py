"""Names of two languages: Chinese people with English given names, and foreigners with Chinese names.

顧立雄 signs as Wellington Koo, and 谷立言 is Raymond Greene: no reading gives one from the other, and yet nobody made a
mistake. Such a pair is neither accepted nor accused.
"""

from __future__ import annotations

import re
from functools import cache

from align.names.chinese import chinese_surnames_in_english, is_surname, read_table, syllables, wade_giles
from align.names.letters import fold_letters
from align.names.symbols import simplified

# Sounds that Chinese does not tell apart when it renders a foreign one.
_SOUNDS = ("bpfvw", "dtz", "gkcqhjx", "lr", "mn", "szcxj", "ywiue", "ao")


def english_name(name: str, spelling: str) -> str | None:
    """Why a spelling may be the English name of somebody with this Chinese name, in words; None where it may not."""
    plain = simplified(name)
    words = [fold_letters(word) for word in re.split(r"[\s-]+", spelling) if len(fold_letters(word)) > 1]
    if not 2 <= len(plain) <= 4 or not is_surname(plain[0]) or len(words) < 2:
        return None
    foreign = [word for word in words if not _is_romanized(word)]
    if words[-1] in _surnames(plain) and len(foreign) == len(words) - (words[-1] not in foreign):
        return f"'{spelling}' has the surname of {name} and may be an English name"
    if len(foreign) < len(words) or any(word in chinese_surnames_in_english() for word in words):
        return None
    first = "".join(syllables(plain[0])[:1])
    if any(_alike(first[:1], word[0]) for word in words):
        return f"{name} may be the Chinese name of a foreigner, '{spelling}'"
    return None


def _surnames(name: str) -> set[str]:
    """The spellings of a surname in pinyin, Wade–Giles and Hong Kong's."""
    own = syllables(name[0])
    return {*own, *map(wade_giles, own), *read_table("hongkong.tsv").get(name[0], ())}


def _alike(one: str, other: str) -> bool:
    return any(one in sounds and other in sounds for sounds in _SOUNDS)


def _is_romanized(word: str) -> bool:
    """Whether a word can be Chinese syllables in pinyin or Wade–Giles."""
    return re.fullmatch(f"(?:{_syllable()})+", word) is not None


@cache
def _syllable() -> str:
    from pypinyin.constants import PINYIN_DICT

    plain = {one for marks in list(PINYIN_DICT.values())[:9000] for one in _without_tones(marks)}
    return "|".join(sorted({*plain, *map(wade_giles, plain)}, key=len, reverse=True))


def _without_tones(marks: str) -> set[str]:
    return {folded for one in marks.split(",") if (folded := fold_letters(one))}
