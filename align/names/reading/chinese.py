"""Readings of Chinese names: pinyin with surname readings, Wade–Giles, and Hong Kong spellings.

Pinyin after pypinyin's dictionary (MIT); surnames that are read in a way of their own come first from
zh/surname_readings.tsv. Wade–Giles as Taiwan's passports use it, without apostrophes and umlauts.
Cantonese in the spelling of the Hong Kong government: common names from zh/hongkong.tsv, other hanzi by the usual
spellings (zh/cantonese_spellings.tsv) of their syllables in Unihan (zh/cantonese.tsv).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from align.document import Reading
from align.languages import lexicon
from align.languages.sounds import toneless
from align.names.script.pinyin import spoken
from align.names.script.symbols import simplified

_WADE_INITIALS = {
    "b": "p", "d": "t", "g": "k", "zh": "ch", "z": "ts", "c": "ts", "j": "ch", "q": "ch", "x": "hs",
    "r": "j", "p": "p", "t": "t", "k": "k", "ch": "ch", "sh": "sh",
}  # fmt: skip
_WADE_WHOLE = {
    "zi": "tzu", "ci": "tzu", "si": "szu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih",
    "er": "erh", "you": "yu", "yan": "yen", "yi": "i", "e": "o", "ye": "yeh", "xue": "hsueh", "he": "ho",
    "ge": "ko", "ke": "ko", "duo": "to", "luo": "lo", "nuo": "no", "suo": "so", "tuo": "to", "zuo": "tso",
    "cuo": "tso", "ruo": "jo", "zhuo": "cho", "chuo": "cho", "guo": "kuo", "huo": "huo", "kuo": "kuo", "shuo": "shuo",
}  # fmt: skip

_SYLLABLE = re.compile("[bpmfdtnlgkhjqxzcsryw]?h?[aeiouv]+(?:ng?(?![aeiouv])|r(?![aeiouv]))?")


@lru_cache(maxsize=16384)
def syllables(hanzi: str) -> tuple[str, ...]:
    """The pinyin syllables of one hanzi without tones, commonest first; ``v`` for ü."""
    return tuple(dict.fromkeys(s for s in toneless(hanzi) if s.isascii() and s.isalpha()))


def wade_giles(pinyin: str) -> str:
    """A pinyin syllable in Wade–Giles without apostrophes and umlauts: ``zhang`` → ``chang``."""
    if pinyin in _WADE_WHOLE:
        return _WADE_WHOLE[pinyin]
    match = re.match("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)", pinyin)
    initial, final = (match.group(1), match.group(2)) if match else ("", pinyin)
    if final == "ong":
        final = "ung"
    elif final == "ian":
        final = "ien"
    elif final in ("ie", "ue", "ve"):
        final += "h"
    elif final == "iong":
        final = "iung"
    elif final == "ui" and initial in ("g", "k"):
        final = "uei"
    if initial == "y" and final == "ong":
        return "yung"
    return _WADE_INITIALS.get(initial, initial) + final.replace("v", "u")


def surname_length(name: str) -> int:
    """How many of the first hanzi are the surname: 2 for compound surnames (欧阳, 司马), otherwise 1."""
    return 2 if len(name) >= 3 and may_be_surname(name[:2]) else 1


@lru_cache(maxsize=16384)
def is_surname(text: str) -> bool:
    """Whether simplified hanzi are a Chinese surname in use."""
    return simplified(text) in lexicon.table("zh", "surnames.tsv")


@lru_cache(maxsize=16384)
def may_be_surname(text: str) -> bool:
    """Whether simplified hanzi are a Chinese surname, a rare one, too, of what is known to be a name; hanzi that
    render foreign names are rare ones no more (贝)."""
    from align.names.reading.transliteration import transliterating

    plain = simplified(text)
    rare = plain in lexicon.table("zh", "surnames_rare.tsv") and plain not in transliterating()
    return is_surname(text) or rare


@cache
def chinese_surnames_in_english() -> frozenset[str]:
    """The Chinese and Korean surnames as they are spelled in English, folded."""
    found: set[str] = set()
    for surname in lexicon.table("zh", "surnames.tsv"):
        own = lexicon.table("zh", "surname_readings.tsv").get(surname, ())
        found.update((*own, "".join(_first(c) for c in surname), wade_giles(_first(surname[0]))))
    for table in (lexicon.table("zh", "hongkong.tsv"), lexicon.table("ko", "hanja.tsv")):
        for hanzi, spellings in table.items():
            if hanzi in lexicon.table("zh", "surnames.tsv"):
                found.update(spellings)
    return frozenset(found)


@lru_cache(maxsize=8192)
def chinese_readings(name: str, limit: int = 24) -> tuple[Reading, ...]:
    """Readings of a Chinese person's name, ``Xi Jinping`` first, weights summing to at most 1.

    Wade–Giles and Hong Kong spellings come with a hyphen (``Tsai Ing-wen`` is neither: such personal
    spellings belong into the alias list).
    """
    plain = simplified(name)
    cut = surname_length(plain)
    surname, given = plain[:cut], plain[cut:]
    rare = lexicon.table("zh", "surnames_rare.tsv")
    own = lexicon.table("zh", "surname_readings.tsv").get(surname) or rare.get(surname)
    last = [(s, 1.0 if i == 0 else 0.3) for i, s in enumerate(own or _joined(surname))]
    first = [(g, 1.0 if i == 0 else 0.06) for i, g in enumerate(_joined(given))]
    found: dict[str, Reading] = {}

    def add(s: str, g: str, weight: float, route: str) -> None:
        romanized = f"{s.capitalize()} {g.capitalize()}".strip()
        if romanized not in found:
            found[romanized] = Reading(romanized, weight, route, surname=s.capitalize(), given=g.capitalize())

    for (s, p), (g, q) in product(last[:3], first[:6]):
        add(s, g, p * q, "pinyin")
    hyphenated = "-".join(wade_giles(_first(c)) for c in given)
    said = _SYLLABLE.findall(own[0]) if own else [_first(c) for c in surname]
    wade = "".join(wade_giles(syllable) for syllable in said)
    if own and len(surname) == 1:
        wade = wade_giles(own[0])
    add(wade, hyphenated, 0.08, "wade-giles")
    cantonese = [cantonese_spellings(hanzi) for hanzi in plain]
    if all(cantonese) and given:
        listed = lexicon.table("zh", "hongkong.tsv")
        usual = [said[: min(3, len(listed.get(c, "?")))] for c, said in zip(plain, cantonese, strict=True)]
        for s in usual[0] if cut == 1 else ("".join(said[0] for said in usual[:cut]),):
            for combination in list(product(*(said[:2] for said in usual[cut:])))[:4]:
                add(s, "-".join(combination), 0.05, "hong kong")
    total = sum(reading.weight for reading in found.values()) or 1.0
    ordered = sorted(found.values(), key=lambda r: -r.weight)[:limit]
    return tuple(
        Reading(r.romanized, r.weight / total, r.route, None, r.surname, r.given or None) for r in ordered
    )


@lru_cache(maxsize=8192)
def cantonese_spellings(hanzi: str) -> tuple[str, ...]:
    """How one simplified hanzi is spelled in the names of Hong Kong and Macau, commonest first; empty for one whose
    Cantonese reading no table holds."""
    listed = lexicon.table("zh", "hongkong.tsv").get(hanzi, ())
    made = (spelling for syllable in _cantonese().get(hanzi, ()) for spelling in _spellings_of(syllable))
    return tuple(dict.fromkeys((*listed, *made)))


@cache
def _cantonese() -> dict[str, tuple[str, ...]]:
    """The Jyutping syllables of each hanzi, without tones."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, characters in lexicon.rows("zh", "cantonese.tsv"):
        for hanzi in characters:
            found[hanzi] = (*found.get(hanzi, ()), syllable)
    return found


@cache
def _spellings_of(syllable: str) -> tuple[str, ...]:
    """The usual spellings of a syllable in Jyutping, commonest first."""
    parts = _cantonese_letters()
    if whole := parts["whole"].get(syllable):
        return whole
    match = re.fullmatch("(gw|kw|ng(?=.)|[bpmfdtnlgkhwzcsj](?=.))?(.+)", syllable)
    initial, final = (match[1] or "-", match[2]) if match else ("-", syllable)
    begun, ended = parts["initial"].get(initial, ()), parts["final"].get(final, ())
    return tuple(f"{one.strip('-')}{other}" for one in begun for other in ended)


@cache
def _cantonese_letters() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {"initial": {}, "final": {}, "whole": {}}
    for part, jyutping, spellings in lexicon.rows("zh", "cantonese_spellings.tsv")[1:]:
        found[part][jyutping] = tuple(spellings.split())
    return found


def _first(hanzi: str) -> str:
    found = syllables(hanzi)
    return found[0] if found else ""


# Hanzi whose second reading is alive in names; of others the dictionaries keep readings that nobody bears (彬 ban).
_POLYPHONES = frozenset(
    "长行乐重朝调曾茜晟翟单解仇盖区查缪少中为正相兴种强还传朴藉尉说参应和奇都省率藏角觉车石万系洗夏珲荨露熙娜那伽迦贾纪令柏泊泌秘澄"
    "乘盛弹丁斗度分冠观好号合会给夹间将教节尽劲卷隽卡看可俩量绿论模宁铺其奇切亲曲圈任若散色沙杉上舍数谁宿拓通王鲜纤肖血要叶殷饮与员载仔"
    "炸占涨着只著转综作俞余琢蔚缙沈覃尹呙佴蕃繁莘尧郇圩埔堡番蒙牟亓逄炅昇禅蔓颉桧粟朱洪暇遗镐郝葛蚌阿欧仑"
)


def _joined(hanzi: str) -> list[str]:
    """The readings of some hanzi as one word, likeliest first: one hanzi at a time read otherwise."""
    sounds = [syllables(c)[: 3 if c in _POLYPHONES else 1] or ("",) for c in hanzi]
    whole = ["".join(spoken(hanzi)), "".join(s[0] for s in sounds)]
    for at, options in enumerate(sounds):
        for other in options[1:]:
            whole.append("".join(other if i == at else s[0] for i, s in enumerate(sounds)))
    return list(dict.fromkeys(whole)) if hanzi else [""]
