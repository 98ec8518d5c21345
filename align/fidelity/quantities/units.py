"""Currencies, measures and durations as each language writes them, read from the tables of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from align.languages import lexicon

Script = Literal["english", "japanese", "chinese"]


def _rows(table: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table of ``align/languages/multilingual`` by column."""
    names, *listed = lexicon.rows("multilingual", table)
    for row in listed:
        yield dict(zip(names, row, strict=True))


def script_of(language: str) -> Script:
    """Which column of the tables a language reads; any language but Japanese and Chinese reads English."""
    return "japanese" if language == "ja" else "chinese" if language.startswith("zh") else "english"


def _words(table: str, name: str, script: str) -> dict[str, str]:
    """Each word of a column with what its row calls the unit."""
    return {word: row[name] for row in _rows(table) for word in row[script].split("|") if word}


@cache
def currencies(script: Script) -> Mapping[str, str]:
    """Words for money that stand after an amount, with the currency's code, and the codes themselves."""
    codes = {row["code"]: row["code"] for row in _rows("currencies.tsv") if len(row["code"]) == 3}
    return {**codes, **_words("currencies.tsv", "code", script)}


@cache
def signs() -> Mapping[str, str]:
    """Currency signs and codes that stand before an amount, with the currency's code."""
    codes = {row["code"]: row["code"] for row in _rows("currencies.tsv") if len(row["code"]) == 3}
    return {**codes, **_words("currencies.tsv", "code", "signs")}


@cache
def sign_pattern() -> str:
    """A pattern for a sign or code before an amount. Letters count in their case and as a word of their own:
    the end of "workers 5,000" is no rupee sign."""
    lettered, others = (
        "|".join(
            re.escape(sign) for sign in sorted(signs(), key=len, reverse=True) if sign[0].isalpha() is kind
        )
        for kind in (True, False)
    )
    return rf"(?P<sign>(?-i:(?<![A-Za-z])(?:{lettered}))|{others})"


@cache
def durations(script: Script) -> Mapping[str, str]:
    """Words for lengths of time, with the unit's name."""
    return _words("durations.tsv", "unit", script)


@cache
def measures(script: Script) -> Mapping[str, str]:
    """Words for measures, with the unit's name."""
    return _words("measures.tsv", "unit", script)


@cache
def days() -> Mapping[str, float]:
    """How many days each unit of time lasts; months and years are averages: comparisons allow for that."""
    return {row["unit"]: float(Fraction(row["days"])) for row in _rows("durations.tsv")}


@cache
def dimensions() -> Mapping[str, tuple[str, float]]:
    """The dimension of each measure and the factor to its base unit."""
    return {row["unit"]: (row["dimension"], float(row["factor"])) for row in _rows("measures.tsv")}


def celsius(fahrenheit: float) -> float:
    """A temperature in degrees Celsius."""
    return (fahrenheit - 32) / 1.8


@cache
def eras() -> Mapping[str, int]:
    """The year before the first of each era."""
    return {row["era"]: int(row["before"]) for row in _rows("eras.tsv")}


@dataclass(frozen=True, slots=True)
class Remainder:
    """What may go on after a unit. ``ratio`` is what one of the smaller unit is of the larger; without a
    smaller unit bare ``digits`` follow (1: any number, 2: two), which are decimals."""

    words: tuple[str, ...]
    ratio: float
    digits: int = 0


@cache
def remainders(script: Script) -> Mapping[str, tuple[Remainder, ...]]:
    """The smaller units and decimals that go on after a unit, by its code or name."""
    found: dict[str, tuple[Remainder, ...]] = {}
    for row in _rows("remainders.tsv"):
        words = tuple(word for word in row[script].split("|") if word)
        if words:
            bare = len(words[0]) if words[0].startswith("#") else 0
            made = Remainder(() if bare else words, float(Fraction(row["ratio"])), bare)
            found[row["unit"]] = (*found.get(row["unit"], ()), made)
    return found


@cache
def currency_names() -> Mapping[str, str]:
    """What English calls each currency."""
    return {row["code"]: row["name"] for row in _rows("currencies.tsv") if row["name"]} | {"元": "yuan"}


_DOLLARS = frozenset({"*", "USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD"})
_YUAN = frozenset({"元", "CNY", "TWD", "HKD"})
_YEN_SIGN = frozenset({"¥", "JPY", "CNY"})


def same_currency(one: str, other: str) -> bool:
    """Whether two currency codes can mean the same money: a bare "$" fits every dollar, "¥" fits yen
    and yuan, 元 in traditional characters the money of Taiwan, Hong Kong and China."""
    if not one or not other or one == other:
        return True
    if "*" in (one, other):
        return one in _DOLLARS and other in _DOLLARS
    if "元" in (one, other):
        return one in _YUAN and other in _YUAN
    if {one, other} in ({"PESO", "PHP"}, {"FRANC", "CHF"}):
        return True
    return "¥" in (one, other) and one in _YEN_SIGN and other in _YEN_SIGN
