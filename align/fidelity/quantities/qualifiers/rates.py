"""Changes of exchange rates, which are told from either money's side: 64銭の円高・ユーロ安, the yen gained 0.64 yen."""

from __future__ import annotations

import re

# Words of a money, as Japanese and English name it in rates.
_MONEYS = {
    "JPY": ("円", "yen"),
    "USD": ("ドル", "dollar|greenback"),
    "EUR": ("ユーロ", "euro"),
    "GBP": ("ポンド", "pound|sterling"),
    "CNY": ("人民元|元", "yuan|renminbi"),
    "KRW": ("ウォン", "won"),
}
_ENGLISH = re.compile(
    "|".join(rf"(?P<{code}>\b(?:{english}))\b(?!s)" for code, (_, english) in _MONEYS.items()), re.IGNORECASE
)
_AFTER = re.compile(
    r"の?(?:" + "|".join(rf"(?P<{code}>{ja})" for code, (ja, _) in _MONEYS.items()) + r")(?P<way>高|安)"
)
_SPEAKS = re.compile(
    r"(?<![\d０-９])円高|(?<![\d０-９])円安|(?:ドル|ユーロ|ポンド|元|ウォン)[高安]|円相場|外国為替|外為|対ドル|対ユーロ"
    r"|汇率|匯率|外汇|外匯|升值|贬值|貶值|兑美元|兌美元|对美元|對美元|兑人民币|中间价|中間價"
)


def speaks_of_rates(text: str) -> bool:
    """Whether a Japanese or Chinese passage is about the price of one money in another."""
    return _SPEAKS.search(text) is not None


def rate_change(text: str, end: int) -> tuple[str, str] | None:
    """The money that the words after an amount of Japanese say has risen or fallen, and which: ("JPY", "up")."""
    found = _AFTER.match(text, end)
    if found is None:
        bare = re.match("[高安]", text[end : end + 1])
        if bare is None or "円相場" not in text[max(0, end - 40) : end]:
            return None
        return "JPY", "up" if bare[0] == "高" else "down"
    money = next(code for code in _MONEYS if found[code])
    return money, "up" if found["way"] == "高" else "down"


def money_spoken_of(sentence: str) -> str | None:
    """The money whose rise or fall an English clause tells: the last one that stands as a subject; the yen where the
    clause only says against what. None where the words leave it open."""
    against: str | None = None
    subject: str | None = None
    for found in _ENGLISH.finditer(sentence):
        before = sentence[: found.start()]
        if re.search(r"\d\s*$|\d\s(?:million|billion|trillion)\s$", before):
            continue  # 148.10 yen is an amount
        if re.search(
            r"\b(?:against|to|versus|per|on)\s+(?:the\s+|a\s+)?(?:U\.S\.\s+)?$", before, re.IGNORECASE
        ):
            against = found.lastgroup
        else:
            subject = found.lastgroup
    if subject is not None:
        return subject
    return "JPY" if against is not None and against != "JPY" else None
