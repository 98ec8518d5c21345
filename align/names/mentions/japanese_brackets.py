"""Japanese names whose reading stands in brackets behind them: 小野寺薫（おのでら・かおる）元村長."""

from __future__ import annotations

import re
from functools import cache

from align.languages import lexicon
from align.names.mentions.japanese_titles import is_title, title_after
from align.names.reading.japanese import is_full_name

FURIGANA = re.compile(r"[（(]\s*([ぁ-ゖァ-ヺー・＝゠ \u3000]{2,24})\s*(?:[、,，]\s*\d{1,3}歳?\s*)?[）)]")


def given_behind_reading(name: str, reading: re.Match[str], after: str) -> int:
    """How far a name goes on behind the reading of its surname and before a title, as 御厨（みくりや）健吾 市長 does;
    0 where the reading is of the whole name, as in 小野寺薫（おのでら・かおる）元村長."""
    rest = after[reading.end() :]
    titled = is_title(rest) or any(
        rest.startswith(word) and is_title(rest[len(word) :]) for word in _before_titles()
    )
    if titled or re.search(r"[・\s]", reading[1].strip()) or is_full_name(name, least=2.0):
        return 0
    kanji = re.match("[\u3400-\u9fff々]{1,3}", rest)
    for length in range(len(kanji[0]) if kanji else 0, 0, -1):
        if title_after(rest[length:]):
            return reading.end() + length
    return 0


@cache
def _before_titles() -> frozenset[str]:
    return frozenset(lexicon.words("ja", "before_titles.txt"))
