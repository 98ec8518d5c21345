"""What translation leaves recognisable: numbers by value, Latin words, and names by their sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from align.languages.figures import SCALES, value_of
from align.languages.sounds import foreign_names, sounds, syllables

LONGEST = 100_000  # characters looked at

_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({SCALES})")
_LONGEST_NUMBER = 18  # digits
_LATIN = re.compile(r"[a-z][a-z-]{2,}")


def keys(text: str, *, wanted: Set[str] | None = None) -> frozenset[str]:
    """The keys of an article; of a source only those ``wanted``, which are the reprints' keys.

    Numbers of two digits or more by value (``20億`` and ``2 billion`` are one), Latin words, consonants
    of katakana words, of foreign names in Chinese and of capitalised English words (``ハートマン``,
    ``哈特曼`` and ``Hartman``), alone and two by two (``カニエ・ウェスト``, ``坎耶·维斯特``), and pairs of
    Chinese syllables in pinyin (``明远`` and ``Mingyuan``).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    lowered = plain.lower()
    found = {key for match in _NUMBER.finditer(lowered) if (key := _value(match[1], match[2]))}
    found.update(_LATIN.findall(lowered))
    found.update(sounds(plain))
    if wanted is None:
        return frozenset(found)
    found.update(syllables(plain, wanted))
    found.update(foreign_names(plain, wanted))
    return frozenset(found & wanted)


def _value(digits: str, scales: str) -> str | None:
    if len(digits) > _LONGEST_NUMBER:
        return digits
    total = value_of(digits, scales)
    return f"{total:.6g}" if total >= 10 or total != int(total) else None
