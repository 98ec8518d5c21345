"""The forms one kanji takes: Japanese, traditional and simplified.

Converting a simplified name to Japanese has no single answer (斋 is 斎 and not 斉, 岩屋 must not become
巌屋), so this returns every kanji that is used in Japanese names and has the same simplified form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from align.names.reading.kanji import reading_model
from align.names.script.symbols import simplified

_MOST = 64


@cache
def _japanese_to_traditional() -> Any:
    import opencc

    return opencc.OpenCC("jp2t")


# Forms in personal names that the converter does not join; a reading never depends on which is used.
_ALIKE = (
    "辺邊邉",
    "高髙",
    "崎﨑嵜碕",
    "吉𠮷",
    "浜濱濵",
    "島嶋嶌",
    "槙槇",
    "恵惠",
    "徳德",
    "隆隆",
    "斎齋",
    "斉齊",
)


def simplest(text: str) -> str:
    """The simplified Chinese form of Japanese or traditional characters, one for one."""
    plain = simplified(str(_japanese_to_traditional().convert(text)))
    return plain if len(plain) == len(text) else text


@cache
def _japanese_forms() -> Mapping[str, str]:
    """Simplified character → the kanji of Japanese names that simplify to it, as a string."""
    characters = sorted(reading_model().known.characters())
    forms: dict[str, str] = defaultdict(str)
    for kanji, plain in zip(characters, simplest("".join(characters)), strict=True):
        forms[plain] += kanji
    return dict(forms)


def japanese_forms(text: str) -> list[str]:
    """The ways a name could be written in Japan, as written first; at most 64."""
    return ["".join(choice) for choice in islice(product(*map(_written, text)), _MOST)]


@lru_cache(maxsize=8192)
def _written(character: str) -> list[str]:
    """The ways one character of a name could be written in Japan, as written first; at most 6."""
    forms = _japanese_forms().get(simplest(character), "")
    others = [c for group in _ALIKE if character in group for c in group]
    return list(dict.fromkeys([character, *forms, *others]))[:6]


@lru_cache(maxsize=8192)
def _usual(character: str) -> str:
    """The form that dictionaries list for a kanji outside JIS X 0208, as 黑 for 黒 and 𠮷 for 吉; else the same."""
    if character < "\u3400" or _in_standard(character):
        return character
    return next((form for form in _written(character)[1:] if _in_standard(form)), character)


def _in_standard(character: str) -> bool:
    try:
        character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(character.encode("euc_jp")) == 2  # three bytes are of the supplement, JIS X 0212


def usual_forms(text: str) -> str:
    """A Japanese text with old and rare forms of kanji as dictionaries have them, one for one."""
    return "".join(map(_usual, text))
