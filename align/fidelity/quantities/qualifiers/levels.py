"""Whether an amount is what something rose to, fell to or stayed at, or for how long it rose or fell: 3%に引き上げる,
提高到一半, 据え置いた, lowered to 3 percent, falling for the second year in a row."""

from __future__ import annotations

import re
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of, words
from align.languages.traits import family

_FEW = r"(?:[\w'’-]+\s+){0,4}?"


@cache
def _english() -> re.Pattern[str]:
    verbs = any_of(words("en", "changes.tsv", "verb"))
    nouns = any_of(words("en", "changes.tsv", "noun"))
    same = any_of(words("en", "changes.tsv", "same"))
    return re.compile(
        rf"\b(?:(?P<verb>{verbs})\s+{_FEW}(?:to|for(?:\s+(?:the|a))?)\s+{_FEW}"
        rf"|(?P<noun>{nouns})\s+to\s+{_FEW}"
        rf"|(?P<same>{same})\s+{_FEW}at\s+{_FEW})$",
        re.IGNORECASE,
    )


@cache
def _cjk(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before an amount, and behind it."""
    after = any_of((*words(language, "changes.tsv", "after"), *words(language, "changes.tsv", "before")))
    same = any_of(words(language, "changes.tsv", "same"))
    if language == "ja":
        between = r"(?:分|ほど|程度|超|弱|強|以[上下]|近く|前後|[)）])*"
        return (
            re.compile(r"(?!)"),
            re.compile(
                rf"{between}(?:(?:に|へ|まで)(?:大きく|大幅に|小幅に|さらに|段階的に)?(?P<word>{after})"
                rf"|[^、。]{{0,4}}?連続[ので]*(?:前[年月期][^、。]{{0,4}})?(?P<row>{after})"
                rf"|(?:に|で|を)?(?P<same>{same}))"
            ),
        )
    return (
        re.compile(
            rf"(?<![涨漲升跌降增][幅势勢])(?P<word>{after})(?:至|到|为|為)[^，。；、]{{0,6}}$|(?P<same>{same})(?:在|于|於)?[^，。；、]{{0,4}}$"
        ),
        re.compile(rf"(?:个|個)?(?:月|年|季度?|周|週|天|日)?[^，。；、\d]{{0,4}}?(?P<row>{after})"),
    )


@cache
def _says(language: str) -> dict[str, str]:
    places = ("verb", "noun", "before", "after", "same")
    return {word: says for place in places for word, says in words(language, "changes.tsv", place).items()}


def level_of(text: str, start: int, end: int, language: str) -> Qualifier | None:
    """Whether what an amount measures rose (up), fell (down) or stayed (same) there; None where nothing says so."""
    folder = family(language)
    begin = max(0, start - 80)
    ahead = re.split(r"[.;:,—]\s" if language == "en" else r"[。；，、]", text[begin:start])[-1]
    begin = start - len(ahead)
    if language == "en":
        found = _english().search(ahead)
        follows = None
    else:
        before, after = _cjk(folder)
        found = before.search(ahead)
        follows = after.match(text[end : end + 32])
        if follows and follows.groupdict().get("row") and not _in_a_row(text, start, end, language):
            follows = None
    told = found or follows
    if told is None:
        return None
    word = next(part for part in told.groupdict().values() if part).lower().removesuffix(" by")
    place = (begin + told.start(), end) if found else (start, end + told.end())
    return Qualifier(_says(folder)[word], *place)


def _in_a_row(text: str, start: int, end: int, language: str) -> bool:
    """Whether an amount counts times in a row: 连续第五个月, 2年連続."""
    around = text[max(0, start - 4) : end + 4]
    return re.search("连续|連續|連続", around) is not None
