"""Rise and fall of an amount: 7.3%減, 同比下降15%, up 127 yen, a 6 percent drop."""

from __future__ import annotations

import re
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of, words
from align.languages.traits import family

# What may stand between a verb of change and the amount.
_BY = (
    r"(?:(?:by|about|around|some|nearly|almost|roughly|approximately|just|only|over|under|another|an|a|the|as|much|many"
    r"|more|less|fewer|than|at|least|up|to(?=\s+\d+\s+more)|sharply|slightly|further|additional|modest|full|whole"
    r"|marginally|steeply|well|above|below|average|combined|total|net|of(?=\s)|slightly|a\s+little|close)\s+){0,4}"
)
_REACH = 4  # words between a verb and the "by" before the amount: trimmed profit by 3.7 billion yen


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = any_of(words("en", "changes.tsv", "verb"))
    adverbs = any_of(words("en", "changes.tsv", "adverb"))
    nouns = any_of(words("en", "changes.tsv", "noun"))
    return (
        re.compile(
            rf"\b(?:(?P<verb>{verbs})\s+(?:(?![a-z]+(?:ing|ed)\s)[\w'-]+\s+){{1,{_REACH}}}by\s+{_BY}"
            rf"|(?P<near>{verbs})\s+{_BY}"
            rf"|(?P<adverb>up|down|higher by|lower by)\s+(?:by\s+)?{_BY})$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:['’]?\s+|-)(?:(?:points?|percentage|year-on-year|annual|overall|sharp|daily|quarterly|monthly|yen|share"
            rf"|price|one-day)\s+){{0,2}}(?:(?P<noun>{nouns})\b(?!\s+limit)|(?P<adverb>{adverbs})\b(?!\s+to\b|-))",
            re.IGNORECASE,
        ),
    )


@cache
def _cjk(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    if language == "ja":
        before = any_of(words("ja", "changes.tsv", "before"))
        after = any_of(words("ja", "changes.tsv", "after"))
        return (
            re.compile(rf"(?P<word>{before})\s?$"),
            re.compile(
                rf"(?:ポイント)?(?:ほど|程度|余り?|超|近く|以上|弱|強|[)）の])*[もとずつを]*(?:(?:円|ドル|ユーロ|元|ポンド|ウォン)(?=[高安]))?(?:大きく|大幅に|小幅に|さらに)?(?P<word>{after})"
            ),
        )
    before = any_of(words("zh", "changes.tsv", "before"))
    compared = any_of(words("zh", "changes.tsv", "compared"))
    between = r"(?:幅度)?(?:了|近|约|約|超过|超過|逾|超|不到|不足|大约|大約|至少|将近|將近|接近|为|為|达|達|\s){0,3}$"
    return (
        re.compile(
            rf"(?:(?<![涨漲升跌降增][幅势勢])(?P<word>{before})|(?<=[比较較])[^，。；、]{{1,16}}?(?<!最)(?P<compared>{compared})){between}"
        ),
        None,
    )


@cache
def _says(language: str) -> dict[str, str]:
    """What every word of a language's list says, wherever it stands."""
    places = ("verb", "noun", "adverb", "before", "after", "compared")
    return {word: says for place in places for word, says in words(language, "changes.tsv", place).items()}


def change_of(text: str, start: int, end: int, language: str) -> Qualifier | None:
    """Whether an amount of a text is one of rise (up) or of fall (down); None where nothing beside it says so.

    A level, as in "rose to 6 percent" and 降至15%, is no change of that size.
    """
    folder = family(language)
    before, after = _english() if language == "en" else _cjk(folder)
    begin = max(0, start - 64)
    ahead = re.split(r"[.;:。；]\s" if language == "en" else r"[。；，、]", text[begin:start])[-1]
    begin = start - len(ahead)
    told = before.search(ahead) if before is not None else None
    follows = after.match(text[end : end + 40]) if after is not None else None
    said = {_says(folder)[_word(found)] for found in (told, follows) if found is not None}
    if len(said) != 1:  # none, or both: growing 0.7 point below trend
        return None
    if told is not None:
        return Qualifier(said.pop(), begin + told.start(), end)
    assert follows is not None
    return Qualifier(said.pop(), start, end + follows.end())


def _word(found: re.Match[str]) -> str:
    """The word of a list that a pattern found."""
    return next(part for part in found.groupdict().values() if part).lower().removesuffix(" by")
