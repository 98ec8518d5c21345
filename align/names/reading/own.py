"""Readings that the source itself gives in brackets: they go before every dictionary.

阿南結衣(あなん・ゆい) is Yui Anan, though 阿南 is read Anami, too; 鵜飼(うかい)俊介 says how the surname is read
and leaves the given name to the dictionaries; 陳雅婷(タン・ヤーティン) says by sound that the bearer is no Chen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from align.document import Reading
from align.names.reading.japanese import divide, hiragana, japanese_readings, part_readings
from align.names.reading.romanize import newspaper

ROUTE = "given in the source"
SURNAME_ROUTE = f"surname {ROUTE}"
SURNAME_ONLY = "・"  # at the end of a reading: what stood in brackets is the surname's
_MARKS = re.compile("[・＝゠\u3000 ]+")


def by_sound(own: str) -> bool:
    """Whether a reading in brackets is one of a foreign name, in katakana."""
    return bool(re.search("[ァ-ヺ]", own)) and not re.search("[ぁ-ゖ]", own)


def held_to(own: str, name: str) -> tuple[Reading, ...]:
    """The readings of a Japanese name that agree with what the source says of it in hiragana."""
    parts = [hiragana(part) for part in _MARKS.split(own.strip()) if part]
    division = divide(name)
    if len(parts) == 2:
        return (_both(parts[0], parts[1], 1.0),)
    if own.endswith(SURNAME_ONLY) and division:
        given = part_readings(division[1], "given")
        return tuple(
            replace(_both(parts[0], kana, weight), route=SURNAME_ROUTE) for kana, weight, _ in given
        ) or (_one(parts[0]),)
    families = part_readings(division[0], "surname") if division else ()
    if (
        len(parts) == 1
        and division
        and parts[0] in [said for said, _, _ in part_readings(division[1], "given")]
    ):
        return tuple(_both(kana, parts[0], weight) for kana, weight, _ in families)  # 鷲尾冬子（ふゆこ）
    if len(parts) == 1 and division and (cut := _surname_in(parts[0], name, division)) is not None:
        return (_both(parts[0][:cut], parts[0][cut:], 1.0),)
    if len(parts) == 1 and division and families:
        return tuple(_both(kana, parts[0], weight) for kana, weight, _ in families)  # 石郷喜廣（のぶひろ）
    return (_one("".join(parts)),)


def read_as(own: str) -> tuple[Reading, ...]:
    """The reading of a place or company as the source has it, which does not divide."""
    return (_one(hiragana(_MARKS.sub("", own))),)


def _surname_in(kana: str, name: str, division: tuple[str, str]) -> int | None:
    """Where the surname ends in a reading without a mark (おのでらかおる): by the readings of whole name, surname or
    given name; None where they say nothing."""
    for reading in japanese_readings(name, 64):
        surname = (reading.kana or "").partition(" ")[0]
        if (reading.kana or "").replace(" ", "") == kana and surname != kana:
            return len(surname)
    for surname, _, _ in part_readings(division[0], "surname"):
        if kana.startswith(surname) and len(surname) < len(kana):
            return len(surname)
    for given, _, _ in part_readings(division[1], "given"):
        if kana.endswith(given) and len(given) < len(kana):
            return len(kana) - len(given)
    return None


def _both(surname: str, given: str, weight: float) -> Reading:
    last, first = newspaper(surname), newspaper(given)
    return Reading(f"{first} {last}", weight, ROUTE, kana=f"{surname} {given}", surname=last, given=first)


def _one(kana: str) -> Reading:
    return Reading(newspaper(kana), 1.0, ROUTE, kana=kana)


def sounding_like(readings: Sequence[Reading], scores: Sequence[float], least: float) -> tuple[Reading, ...]:
    """The readings whose letters fit what the source says in katakana at least so well."""
    return tuple(r for r, score in zip(readings, scores, strict=True) if score >= least)
