"""Readings of Japanese and Chinese places and organisations, with and without what kind of place it is."""

from __future__ import annotations

import re
from functools import lru_cache

from align.document import Reading
from align.names.reading.japanese import hiragana, part_readings, sudachi
from align.names.reading.romanize import newspaper
from align.names.script.pinyin import spoken
from align.names.script.symbols import simplified

_SUFFIX_JA = re.compile(
    "(?<=.)(?:都|道|府|県|市|区|町|村|郡|島|川|山|湖|湾|港|駅|線|橋|大学|高校|中学校?|小学校|新聞|銀行|病院|空港|"
    "社|株式会社|製作所|製鉄所|研究所|病院|郡|半島|海峡|温泉)$"
)
_SUFFIX_ZH = re.compile(
    "(?<=..)(?:自治区|省|市|县|区|镇|乡|村|州|河|江|湖|山|岛|港|站|大学|中学|小学|医院|机场|集团"
    "|公司|银行|研究所|学院|日报|晚报|新闻|通讯社)$"
)
# The English words for the suffixes above, and what companies are called by.
GENERIC = re.compile(
    r"(?i)\b(?:prefecture|prefectural|metropolitan|city|ward|town|village|county|province|district|islands?|"
    r"river|mount|mt\.?|lake|bay|port|station|line|bridge|university|"
    r"high school|junior|elementary|school|bank|hospital|airport|"
    r"co\.?|ltd\.?|"
    r"corp\.?|inc\.?|company|group|institute|newspaper|college|daily|news agency|peninsula|strait|the)(?=\W|$)"
)


@lru_cache(maxsize=4096)
def phrase_readings(name: str, language: str) -> tuple[Reading, ...]:
    """The readings of a place or organisation as one word, without its suffix first, weights summing to
    at most 1. An English name is compared without the words of GENERIC."""
    return _japanese(name) if language == "ja" else _chinese(simplified(name))


def _japanese(name: str) -> tuple[Reading, ...]:
    import sudachipy

    if not re.search("[\u3400-\u9fff]", name):
        return ()
    base = _SUFFIX_JA.sub("", name)
    found: dict[str, Reading] = {}
    for text, share in ((base, 0.6), (name, 0.3)):
        for mode in (sudachipy.SplitMode.C, sudachipy.SplitMode.A):
            kana = hiragana("".join(m.reading_form() for m in sudachi().tokenizer(mode=mode).tokenize(text)))
            if re.fullmatch("[ぁ-ゖー]+", kana):
                romanized = newspaper(kana)
                found.setdefault(romanized, Reading(romanized, share / 2, "dictionary:sudachi", kana))
    for kana, weight, route in part_readings(base, "surname", 5) if len(base) <= 4 else ():
        romanized = newspaper(kana)
        found.setdefault(romanized, Reading(romanized, 0.1 * weight, route, kana))
    return tuple(sorted(found.values(), key=lambda reading: -reading.weight))


def _chinese(name: str) -> tuple[Reading, ...]:
    found: dict[str, Reading] = {}
    for text, weight in ((_SUFFIX_ZH.sub("", name), 0.6), (name, 0.3)):
        romanized = "".join(spoken(text)).capitalize()
        if romanized:
            found.setdefault(romanized, Reading(romanized, weight, "pinyin"))
    return tuple(found.values())


def without_generic(english: str) -> str:
    """An English name of a place or organisation without the words that say what it is."""
    rest = GENERIC.sub(" ", english).strip(" .,")
    return rest or english
