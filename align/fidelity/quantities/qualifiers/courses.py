"""Which of two amounts a change starts from: 120円から150円に, 由8000元上调至9500元, to 60 percent, up from 35."""

from __future__ import annotations

import re
from functools import cache

from align.languages.traits import family

_FARTHEST = 70  # characters of English between the ends of a change, a third of that in Japanese and Chinese
# Words in small letters only: from Mexico and 158,000 starts no change.
_ENGLISH_FROM = re.compile(
    r"\b(?i:from|instead of|rather than|against|compared (?:with|to)|previously)\s+(?:(?!and\b)[a-z][\w'’-]*\s+){0,3}$"
)
_ENGLISH_TO = re.compile(
    r"\b(?:to|into|until|till|through|reach(?:ed|ing)?)\s+(?:[a-z][\w'’-]*\s+){0,3}$", re.IGNORECASE
)
_ENGLISH_END = re.compile(r"[.!?;]\s|\bor\b")
_JAPANESE_FROM = re.compile(r"(?:[前超弱強余程]度?|以[上下]|前後|\s)*(?:から|だったのを|だったのが|→)")
_JAPANESE_TO = re.compile(r"(?:[超弱強余程]度?|以[上下]|前後|\s)*(?:に|へ|まで|とな|とする)")
_CHINESE_FROM = re.compile(r"(?:由|从|從|自)[^，。；、\d至到]{0,14}$")
_CHINESE_TO = re.compile(r"(?:至|到|为|為|成)[^，。；、\d]{0,6}$")


@cache
def _cjk_end() -> re.Pattern[str]:
    return re.compile(r"[。！？；]")


def starts_from(text: str, one: tuple[int, int], other: tuple[int, int], language: str) -> bool | None:
    """Whether a change starts from the amount at ``one`` and ends at ``other`` (False: the reverse); None where the
    text tells of no change from the one to the other."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    english = language == "en"
    if len(between) > (_FARTHEST if english else _FARTHEST // 3):
        return None
    if (_ENGLISH_END if english else _cjk_end()).search(between):
        return None
    ahead = (
        _in_english(text, first, second, between)
        if english
        else _in_cjk(text, first, second, family(language))
    )
    return None if ahead is None else ahead == (one == first)


def _in_english(text: str, first: tuple[int, int], second: tuple[int, int], between: str) -> bool | None:
    """Whether the amount that stands first is where the change starts."""
    before = text[max(0, first[0] - 40) : first[0]]
    if _ENGLISH_FROM.search(before):
        return True if _ENGLISH_TO.search(between) else None
    return False if _ENGLISH_FROM.search(between) else None


def _in_cjk(text: str, first: tuple[int, int], second: tuple[int, int], language: str) -> bool | None:
    if language == "ja":
        starts = _JAPANESE_FROM.match(text, first[1])
        return True if starts and _JAPANESE_TO.match(text, second[1]) else None
    starts = _CHINESE_FROM.search(text[max(0, first[0] - 20) : first[0]])
    return True if starts and _CHINESE_TO.search(text[first[1] : second[0]]) else None
