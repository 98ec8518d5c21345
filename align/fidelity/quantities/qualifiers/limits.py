"""Whether a date is where something begins or ends: 10月以降, 3月末までに, 4月20日起, by the end of March."""

from __future__ import annotations

import re
from typing import Literal

from align.languages.traits import family

Limit = Literal["from", "until"]
_MONTH = r"(?:[A-Z][a-z]+\.?\s+)?"
_ENGLISH = re.compile(
    r"\b(?:(?P<until>by|until|till|before|prior to|up to|through|ahead of|(?:no|not) later than)"
    r"|(?P<start>from|since|after|starting|beginning|effective|following|onwards? from))\s+"
    r"(?:on\s+)?(?:the\s+)?(?:(?:end|close|beginning|start|middle|(?:first|second) half|spring|summer|autumn|fall)"
    rf"\s+(?:of\s+)?)?(?:early|late|mid-?|around|about)?\s*(?:fiscal\s+(?:year\s+)?)?{_MONTH}$",
    re.IGNORECASE,
)
_PART = r"(?:年度|[年月日号號]|[末初頃底份]|[上中下]旬|[春夏秋冬]|いっぱい|ごろ|\s)*"
_JAPANESE = re.compile(
    rf"{_PART}(?:の[^、。0-9]{{1,6}}分)?(?:(?P<start>以降|以後|から|を過ぎ)|(?P<until>まで|以前|より前))"
)
_CHINESE = re.compile(
    rf"{_PART}(?:(?P<start>起|以来|以來|以后|以後|之后|之後|后|後|开始|開始)"
    r"|(?P<until>之前|以前|前(?![\d一二三四五六七八九十])|为止|為止|止(?!损|損|跌|步)))"
)
_NEGATED = {
    "en": re.compile(
        r"\b(?:not|never|no|nor|without|cannot|unlikely|refus\w*|un\w+ed)\b|n['’]t\b", re.IGNORECASE
    ),
    "ja": re.compile(r"な[いかくけ]|ません|ず(?=[、に])|ぬ(?=[、。])"),
    "zh": re.compile(r"[不未没沒无無非]"),
}


def limit_of(text: str, start: int, end: int, language: str) -> Limit | None:
    """What the words at a date say; None where they say neither."""
    if language == "en":
        found = _ENGLISH.search(text[max(0, start - 60) : start])
    else:
        found = (_JAPANESE if language == "ja" else _CHINESE).match(text, end)
    if found is None:
        return None
    return "from" if found["start"] else "until"


def negated(sentence: str, language: str) -> bool:
    """Whether a sentence denies something, so that not until may render from."""
    signs = _NEGATED.get(family(language))
    return signs is not None and signs.search(sentence) is not None
