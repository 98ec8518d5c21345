"""Latin letters of names: folded for comparison, or numbered with their marks for the letter model."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Combining marks that change how a letter sounds; all others count as none.
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0326\u0327\u0328"
_SPECIAL = str.maketrans(
    {
        "ß": "ss", "ø": "o\u0308", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i",
        "ə": "a", "ħ": "h", "ŋ": "ng", "ʻ": "", "ʼ": "", "’": "", "'": "",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold_letters(text: str) -> str:
    """The letters a–z of a Latin text, lower case, without marks, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return re.sub("[^a-z]", "", decomposed)


def spell(text: str) -> list[tuple[int, int]]:
    """Each letter as (number in LETTERS, number in MARKS), both from 1, 0 for no mark."""
    spelling: list[tuple[int, int]] = []
    for character in unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL)):
        if character in LETTERS:
            spelling.append((LETTERS.index(character) + 1, 0))
        elif spelling and character in MARKS:
            spelling[-1] = (spelling[-1][0], MARKS.index(character) + 1)
    return spelling
