"""Dates as newspapers print them in English, Japanese and Chinese."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?(?P<number>\d\d?)\s?月\s?(?P<day>\d\d?)\s?[日号號]",
        r"(?P<era>明治|大正|昭和|平成|令和|民国|民國)\s?(?P<regnal>元|\d\d?\d?)\s?年\s?(?P<number>\d\d?)\s?月\s?(?P<day>\d\d?)\s?日",
        r"(?P<kanji>[一二][〇零一二三四五六七八九]{3})年(?P<kanji_month>[一二三四五六七八九十]{1,2})月(?P<kanji_day>[一二三四五六七八九十]{1,3})日",
        r"(?<![\d/-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b",
    )
)


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first full date (day, month and year) in ``text`` with its character span, or None.

    Understood: 2025年4月21日, 令和7年4月21日, 二〇二五年四月二十一日, 2025-04-21, 2025/4/21,
    April 21, 2025, 21 April 2025; full-width digits too. A date that does not exist is no date.
    """
    plain = _same_length_nfkc(text)
    found: list[tuple[int, int, date]] = []
    for form in _FORMS:
        for match in form.finditer(plain):
            if (value := _value(match.groupdict())) is not None:
                found.append((match.start(), match.end(), value))
                break
    if not found:
        return None
    start, end, value = min(found, key=lambda one: one[:2])
    return value, start, end


def parse_date(value: object) -> date | None:
    """The date in a metadata field: a date, an ISO 8601 string, or any form :func:`find_date` knows."""
    if isinstance(value, date):
        return value if type(value) is date else date(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = value.strip()[:200]
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    found = find_date(text)
    return found[0] if found else None


def _value(parts: dict[str, str | None]) -> date | None:
    if parts.get("kanji"):
        year = int(str(parts["kanji"]).translate(_KANJI_DIGITS))
        return _date(year, _small_number(str(parts["kanji_month"])), _small_number(str(parts["kanji_day"])))
    if parts.get("era"):
        regnal = 1 if parts["regnal"] == "元" else int(str(parts["regnal"]))
        year = _ERAS[str(parts["era"])] + regnal
    else:
        year = int(str(parts["year"]))
    month = int(str(parts["number"])) if parts.get("number") else _MONTHS[str(parts["month"]).lower()]
    return _date(year, month, int(str(parts["day"])))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small_number(text: str) -> int:
    """Chinese numerals up to 99: 二十一 is 21."""
    tens, ten, ones = text.rpartition("十")
    digits = ones.translate(_KANJI_DIGITS)
    return (int(tens.translate(_KANJI_DIGITS) or 1) * 10 if ten else 0) + int(digits or 0)


def _same_length_nfkc(text: str) -> str:
    """Full-width forms made plain without moving any character."""
    return "".join(
        folded
        if character > "\x7f" and len(folded := unicodedata.normalize("NFKC", character)) == 1
        else character
        for character in text
    )
