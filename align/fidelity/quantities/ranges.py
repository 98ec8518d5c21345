"""Amounts of two numbers: ranges whose first is written in short (2-4公顷, 149円38〜40銭, 2018-20, 3 to 5 million,
４～５割), years and months of a sentence (懲役3年6月)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from align.fidelity.quantities.numerals import english_value, numeral_value, spelled_value
from align.fidelity.quantities.quantity import CALENDAR, Quantity
from align.fidelity.quantities.scanner import Rule, Seen

_SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
_TO = r"\s?(?:[-~〜～]|から|至|到)\s?"
_RANGE = re.compile(r"\s*(?:[-‐‑–—−~～〜－から至到]|to|and|or|から)\s*")


def _years(seen: Seen) -> Iterator[Quantity]:
    first, short = float(seen["first"]), float(seen["second"])
    second = short if short >= 1000 else first - first % 100 + short
    yield seen.made("year", first, group="first")
    yield seen.made("year", second, short, group="second")


def _sen(seen: Seen) -> Iterator[Quantity]:
    """The rate of a currency market, bid and asked."""
    whole = float(seen["whole"])
    stop = seen.match.end("first")
    yield seen.made("money", whole + float(seen["first"]) / 100, end=stop, unit="JPY")
    yield seen.made("money", whole + float(seen["second"]) / 100, group="second", unit="JPY")


def _decimals(seen: Seen) -> Iterator[Quantity]:
    whole, digits = seen["first"].split(".")
    yield seen.made("number", float(seen["first"]), group="first")
    yield seen.made("number", float(f"{whole}.{seen['second']}") if digits else 0.0, group="second")


def _sentence(seen: Seen) -> Iterator[Quantity]:
    """The years and months of a prison sentence."""
    value = english_value if seen.language == "en" else numeral_value
    yield seen.made("duration", value(seen["years"]) + value(seen["months"]) / 12, unit="year")


CJK_RANGES = (
    Rule(
        r"(?<=懲役|禁錮|禁刑|徒刑|判刑|判处|判處)(?P<years>\d{1,2}|[一二三四五六七八九十]{1,3})年零?"
        r"(?P<months>\d{1,2}|[一二三四五六七八九十]{1,2})(?:[かカヵケ个個]?月)",
        _sentence,
    ),
    Rule(rf"(?<!\d)(?P<first>\d{{4}})年?{_TO}(?P<second>\d{{4}})年[间間]", _years),
    Rule(rf"(?<!\d)(?P<whole>\d{{1,4}})円(?P<first>\d\d){_TO}(?P<second>\d\d)銭", _sen),
)
ENGLISH_RANGES = (
    Rule(
        rf"\b(?P<years>\d{{1,2}}|{_SMALL})\s+years?(?:,|\s+and)?\s+(?P<months>\d{{1,2}}|{_SMALL})\s+months?\b(?!\s+ago)",
        _sentence,
    ),
    Rule(r"(?<![\d.,$-])(?P<first>(?:19|20)\d\d)-(?P<second>\d\d)(?![\d-]|,\d|\.\d)", _years),
    Rule(r"(?<![\d.,])(?P<first>\d+\.\d\d)-(?P<second>\d\d)(?![\d-]|[.,]\d|%)", _decimals),
)


def ranged(one: Quantity, after: Quantity | None, text: str) -> Quantity:
    """A number with the unit and the scale of the next one, where the two are a range."""
    if after is None or one.kind not in ("number", "money") or one.high is not None or after.kind in CALENDAR:
        return one
    if one.kind == "money" and (one.value >= 1000 or after.kind not in ("number", "money")):
        return one
    if not _RANGE.fullmatch(text[one.end : after.start]):
        return one
    number = re.search(r"\d[\d,]*(?:\.\d+)?", unicodedata.normalize("NFKC", after.text))
    shown = float(number[0].replace(",", "")) if number else spelled_value(after.text.split()[0])
    scale = after.value / shown if shown and one.value < 1000 else 1.0
    values = (one.value * scale, one.value) if scale >= 100 else one.values
    if scale == 10 and after.kind == "percent":  # ４～５割
        values = (one.value * scale,)
    if one.kind == "money":  # $30-40 billion
        return replace(one, values=values)
    return replace(one, kind=after.kind, unit=after.unit, values=values)
