"""Ranges, whose first number is written in short: 2-4公顷, 149円38〜40銭, 2018-20, 3 to 5 million, ４～５割."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from align.fidelity.quantities.numerals import spelled_value
from align.fidelity.quantities.quantity import CALENDAR, Quantity
from align.fidelity.quantities.scanner import Rule, Seen

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


CJK_RANGES = (
    Rule(rf"(?<!\d)(?P<first>\d{{4}})年?{_TO}(?P<second>\d{{4}})年[间間]", _years),
    Rule(rf"(?<!\d)(?P<whole>\d{{1,4}})円(?P<first>\d\d){_TO}(?P<second>\d\d)銭", _sen),
)
ENGLISH_RANGES = (
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
