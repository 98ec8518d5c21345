"""The source side of the letter model: kana and hanzi as symbols, and how common each symbol is."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.languages.sounds import toneless

PINYIN = "~"  # marks a symbol that stands for every hanzi of one pinyin syllable
_SMALL = set("ァィゥェォャュョヮヵヶ")


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_simplifier().convert(text))


@cache
def _traditionalizer() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    """The text in traditional characters."""
    return str(_traditionalizer().convert(text))


@lru_cache(maxsize=16384)
def syllable(hanzi: str) -> str:
    """The commonest pinyin syllable of one hanzi, without tone; empty when it has none."""
    found = toneless(hanzi)
    return found[0] if found else ""


@lru_cache(maxsize=65536)
def katakana(text: str) -> str:
    """Hiragana and half-width katakana as full-width katakana; other characters as NFKC leaves them."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in wide)


def kana_symbols(name: str) -> list[str]:
    """Katakana one by one, ``ー`` included; a small vowel or y-kana joins the kana before it."""
    symbols: list[str] = []
    for character in katakana(name):
        if character in _SMALL and symbols and symbols[-1] not in "ーッン":
            symbols[-1] += character
        elif "ァ" <= character <= "ヴ" or character == "ー":
            symbols.append(character)
    return symbols


def hanzi_symbols(name: str) -> list[str]:
    """Hanzi one by one, in simplified form; everything else is left out."""
    return [c for c in simplified(unicodedata.normalize("NFKC", name)) if "\u3400" <= c <= "\u9fff"]


def unigram(symbols: Sequence[str], sources: Iterable[Sequence[str]]) -> NDArray[np.float32]:
    """Log share of each symbol in the sources, float32 [symbols]; pinyin symbols get their hanzi's sum."""
    counts: Counter[str] = Counter(s for source in sources for s in source)
    for symbol, number in list(counts.items()):
        if (sound := syllable(symbol)) and "\u3400" <= symbol <= "\u9fff":
            counts[f"{PINYIN}{sound}"] += number
    total = sum(number for symbol, number in counts.items() if not symbol.startswith(PINYIN))
    return np.array([np.log((counts[s] + 0.5) / (total + 1)) for s in symbols], dtype=np.float32)
