"""Bounds of amounts: more than, at least, 未満, 不到, nearly, 弱."""

from __future__ import annotations

import re
from functools import cache

from align.fidelity.quantities.qualifiers.qualifier import Qualifier, any_of, words
from align.fidelity.quantities.quantity import CALENDAR, Quantity
from align.languages.traits import family

UPPER = frozenset({"above", "least", "over"})  # the amount or more
LOWER = frozenset({"below", "most", "nearly"})  # the amount or less
NEAR = frozenset({"over", "nearly"})  # and not much more or less
# "over three years" and 近三年 say how long it takes or took as often as a bound.
_SPANS = frozenset({"over", "近", "within", "longer than"})
_NO_GAP = "，、。；0-9０-９〇一二三四五六七八九十百千万億亿两兩"  # what no adverb reaches over
# No applicant gets more than it, but: no one under 20, whose bound is his own.
_DENIED = re.compile(
    r"(?:\b(?:no|none|nobody|nothing|not|never|cannot)\b|n['’]t\b)(?:\s+[\w'’-]+){2,}\s*$", re.IGNORECASE
)
_OF_TIME = frozenset({"within", "beyond"})  # of durations only
_TURNED = {"above": "most", "least": "below", "below": "least", "most": "above"}
_FIRM = UPPER | LOWER | {"any"}
_NEVER = frozenset({*CALENDAR, "ordinal"})


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = any_of(map(re.escape, words("en", "bounds.tsv", "before"))).replace(r"\ ", r"\s+")
    after = any_of(map(re.escape, words("en", "bounds.tsv", "after"))).replace(r"\ ", r"\s+")
    between = r"(?:(?:an?|about|around|some|by|its|the|that|of|to|roughly|approximately)\s+){0,2}"
    return (
        re.compile(
            rf"(?P<not>(?:\bnot|\bnever|n['’]t)\s+)?\b(?P<word>{before})\s+{between}$|(?P<adverb>(?!))",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:(?:\s[a-z]+){{0,2}}(?=\s(?:or|and)\b))?[\s-]+(?P<word>{after})\b", re.IGNORECASE),
    )


@cache
def _cjk(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = any_of(words(language, "bounds.tsv", "before"))
    after = any_of(words(language, "bounds.tsv", "after"))
    if language == "ja":
        return (
            re.compile(
                rf"(?:(?<!過去)(?<!史上)(?P<word>{before})(?:で|でも|、|約|およそ|\s)*"
                rf"|(?P<adverb>少なくとも|多くとも|多くても|最低でも)[^{_NO_GAP}]{{1,8}})$"
            ),
            re.compile(rf"\s?(?P<word>{after})"),
        )
    return (
        re.compile(
            rf"(?:(?<![最附英中意德法])(?P<not>不得|不能|不可|不会|不會|并未|並未|从未|從未)?(?P<word>{before})(?:了|有|约|約|大约|大約|人民币|新台币|新臺幣|达|達|为|為|每\w{{1,2}}|\s){{0,2}}"
            rf"|(?P<adverb>至少|至多|最多|最少|起码|起碼|顶多|頂多|不超过|不超過)[^{_NO_GAP}]{{1,6}})$"
        ),
        re.compile(rf"\s?(?P<word>{after})"),
    )


def bound_of(text: str, quantity: Quantity, language: str) -> Qualifier | None:
    """The bound that a text sets to one of its amounts; None for dates and ordinals, and where it sets none.

    It says above, least, below, most, nearly, over or about; any, where the words can mean another thing.
    """
    if quantity.kind in _NEVER:
        return None
    start, end = quantity.start, quantity.end
    inner = text[start:end]
    if language != "en":
        if "過半数" in inner or "过半" in inner or "過半" in inner:
            return Qualifier("above", start, end)
        if re.search(r"[余餘]|(?<=.)多", inner):
            return Qualifier("over", start, end)
        if text[max(0, start - 4) : start].rstrip().endswith("震度"):
            return None
    known = family(language)
    before, after = _english() if language == "en" else _cjk(known)
    begin = max(0, start - 48)
    if found := before.search(text[begin:start]):
        word = re.sub(r"\s+", " ", (found["word"] or found["adverb"]).lower())
        says = _says(known, "before")[word]
        if found.groupdict().get("not"):
            says = _TURNED.get(says, says)
        elif language == "en" and _DENIED.search(text[begin : begin + found.start()]):
            says = "any"
        elif says in _OF_TIME and quantity.kind != "duration":
            return None
        elif word in _SPANS and (quantity.kind == "duration" or re.search(r"\sthe\s", found[0])):
            says = "any"
        if says != "about" or after.match(text[end : end + 40]) is None:
            return Qualifier(says, begin + found.start(), end)
    if found := after.match(text[end : end + 40]):
        word = re.sub(r"\s+", " ", found["word"].lower())
        says = _says(known, "after")[word]
        if says not in _OF_TIME or quantity.kind == "duration":
            return Qualifier(says, start, end + found.end())
    return None


@cache
def _says(language: str, place: str) -> dict[str, str]:
    return words(language, "bounds.tsv", place)


def names_a_bound(text: str, language: str) -> bool:
    """Whether a text has words for a bound anywhere, as where a verb stands far from its amount."""
    folder = family(language)
    listed = [
        word for place in ("before", "after") for word, says in _says(folder, place).items() if says in _FIRM
    ]
    pattern = any_of(map(re.escape, listed) if language == "en" else listed)
    return re.search(rf"\b(?:{pattern})\b" if language == "en" else pattern, text, re.IGNORECASE) is not None


def contradicts(wanted: Quantity, given: Quantity) -> bool:
    """Whether what one amount allows and what the other allows have nothing in common: more than 10 and fewer
    than 10, 9 and more than 10, but not 1,234 and more than 1,200. Amounts are compared as numbers."""
    if wanted.high is not None or given.high is not None or wanted.kind in CALENDAR or given.kind in CALENDAR:
        return False
    here, there = wanted.value, given.value
    if {wanted.bound, given.bound} in ({"within", "beyond"}, {"most", "beyond"}):
        return wanted.kind == given.kind == "duration"
    if wanted.bound in UPPER and given.bound in LOWER:
        return here >= there
    if wanted.bound in LOWER and given.bound in UPPER:
        return here <= there
    if not wanted.bound and given.bound in UPPER:
        return here < there * (1 - 1e-9)
    if not wanted.bound and given.bound in LOWER:
        return here > there * (1 + 1e-9)
    return False
