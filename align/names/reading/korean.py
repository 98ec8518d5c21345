"""Readings of Korean names written in hanja, from a table of surnames and given-name syllables.

Koreans spell their own names as they like, so the table holds the usual spellings of each syllable and
:func:`fold_korean` removes the commonest differences (Revised, McCune–Reischauer, personal).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from align.document import Reading
from align.languages import lexicon
from align.names.reading.variants import simplest
from align.names.script.letters import fold_letters

_SURNAMES = frozenset(
    "金李朴崔郑姜赵尹张林韩吴徐申权黄安宋柳全洪高文孙梁裴白曹许南沈刘卢河丁成车郭具禹朱罗任田闵辛池严元蔡千方孔玄咸卞廉杨吕秋都苏石宣薛马吉延魏表明奇潘王琴玉陆印孟诸牟俞范庾昔胥邵段魏奉史景丘甘夏葛皮庾龙卓阴芮房邢桂秦毛睦化贾太卜唐左弓独凤承简晋边片邕"
)


@lru_cache(maxsize=8192)
def korean_readings(name: str, limit: int = 24) -> tuple[Reading, ...]:
    """Readings of a Korean person's name of two or three hanja, surname first; empty when the table
    does not hold one of them. A surname alone is read, too."""
    plain = simplest(name)
    table = lexicon.table("ko", "hanja.tsv")
    if plain in _SURNAMES:
        return tuple(
            Reading(spelling.capitalize(), 1 / len(table[plain]), "hanja") for spelling in table[plain]
        )
    cut = 2 if len(plain) > 2 and plain[:2] in table else 1  # 皇甫, 南宫
    family, rest = plain[:cut], plain[cut:]
    if not 1 <= len(rest) <= 3 or (cut == 1 and family not in _SURNAMES) or any(c not in table for c in rest):
        return ()
    found = []
    for at, (surname, *given) in enumerate(product(table[family], *(table[c][:3] for c in rest))):
        written = "-".join(given).capitalize()
        found.append((f"{surname.capitalize()} {written}", surname.capitalize(), written, 1.0 / (1 + at)))
    whole = sum(weight for *_, weight in found)
    return tuple(
        Reading(romanized, weight / whole, "hanja", None, surname, given)
        for romanized, surname, given, weight in found[:limit]
    )


@lru_cache(maxsize=16384)
def fold_korean(romanized: str) -> str:
    """The key under which the usual spellings of one hangul syllable are equal."""
    key = fold_letters(romanized)
    for pattern, replacement in (
        ("^yi$|^rhee$", "lee"),
        ("eo|u(?=ng|n|k|m|h|l)", "o"),
        ("oo|eu", "u"),
        ("ae|ai", "e"),
        ("^k|g", "k"),
        ("^ch|j", "j"),
        ("^p|b", "p"),
        ("^t|d", "t"),
        ("r", "l"),
        ("h$|(?<=[aou])h(?=[^aeiouy])", ""),
    ):
        key = re.sub(pattern, replacement, key)
    return key
