"""Readings of Japanese names: dictionaries, the table of name parts, and the model where both are silent.

A full name is divided into surname and given name by how widely its parts are borne, each part read
by Sudachi's dictionary and the ENAMDICT table, and the readings multiplied.
Only a part that neither of the two holds is read kanji by kanji: composing everything would accept any
name made of possible readings.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.document import Reading
from align.model import find
from align.model.prepared import kept
from align.names.reading.kanji import FILES, FOLDER, reading_model
from align.names.reading.romanize import newspaper
from align.names.reading.variants import japanese_forms, simplest
from align.names.script.symbols import katakana

_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")
_SHARES = {"sudachi": 0.4, "table": 0.25, "model": 0.2}
_ADDED = 0.12  # what readings that no dictionary of names holds weigh beside those that one does
_FULL = 6.0  # how plainly the two parts of a full name have to be known
_POS = {"surname": "姓", "given": "名"}
_VERY_WIDELY_BORNE = 5.0  # the fame of a surname of one kanji that a full name is told by


@cache
def sudachi() -> Any:
    """Sudachi's dictionary, loaded once (about 0.3 s)."""
    import sudachipy

    return sudachipy.Dictionary()


def hiragana(text: str) -> str:
    """Katakana and half-width katakana as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in katakana(text))


def _normalised(weights: dict[str, float]) -> dict[str, float]:
    whole = sum(weights.values())
    return {kana: weight / whole for kana, weight in weights.items()} if whole else {}


def _from_sudachi(forms: list[str], kind: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for rank, form in enumerate(forms):
        place = 0
        for morpheme in sudachi().lookup(form):
            if morpheme.part_of_speech()[2] == "人名" and morpheme.part_of_speech()[3] in (
                _POS[kind],
                "一般",
            ):
                kana = hiragana(morpheme.reading_form())
                found[kana] = max(found.get(kana, 0.0), 0.6**place / (1 + rank))
                place += 1
    return _normalised(found)


def _from_table(forms: list[str], kind: str) -> dict[str, float]:
    model = reading_model()
    found: dict[str, float] = defaultdict(float)
    for rank, form in enumerate(forms):
        for kana, thousands in model.known.table[kind].get(form, []):
            spellings = model.known.spellings(kind, kana)
            found[kana] += (thousands + 0.1 * math.log1p(spellings) + 0.02) / (1 + rank)
    return _normalised(found)


@lru_cache(maxsize=8192)
def part_readings(part: str, kind: str, limit: int = 8) -> tuple[tuple[str, float, str], ...]:
    """The kana of one name part with weights that sum to 1 and the route of each, likeliest first."""
    if _KANA.fullmatch(part):
        return ((hiragana(part), 1.0, "kana"),)
    forms = japanese_forms(part)
    composed: dict[str, float] = {}
    model = reading_model()
    sources = {
        "sudachi": _from_sudachi(forms, kind),
        "table": _from_table(forms, kind),
    }
    held = {kana for found in sources.values() for kana in found}
    known = [form for form in forms if form in model.known.table[kind]] or forms[:1]
    for rank, form in enumerate(known[:3]):
        # Where dictionaries say what can be, one network is enough to say which is likelier.
        for kana, probability in model.compose(form, kind, 10) if held else model.read_part(form, kind, 10):
            composed[kana] = composed.get(kana, 0.0) + probability / (1 + rank)
    weights: dict[str, float] = defaultdict(float)
    routes: dict[str, list[str]] = defaultdict(list)
    for route, found in {**sources, "model": _normalised(composed)}.items():
        for kana, weight in found.items():
            if route == "model" and held and kana not in held:
                continue
            weights[kana] += _SHARES[route] * weight
            if route != "model" or not held:
                routes[kana].append(route)
    ordered = sorted(_normalised(weights).items(), key=lambda item: (-item[1], item[0]))[:limit]
    prefix = "dictionary" if held else "composed"
    return tuple((kana, weight, f"{prefix}:{'+'.join(routes[kana])}") for kana, weight in ordered)


@lru_cache(maxsize=8192)
def every_reading(part: str, kind: str, limit: int = 8) -> tuple[tuple[str, float, str], ...]:
    """As part_readings, and after what dictionaries say what the networks add."""
    said = part_readings(part, kind)
    if not said or said[0][2].startswith("composed"):
        return said
    known = {kana for kana, _, _ in said}
    composed = reading_model().read_part(part, kind, limit)
    added = [(kana, _ADDED * p, "composed:model") for kana, p in composed if kana not in known]
    return (*said, *added)[:limit]


@lru_cache(maxsize=8192)
def lone_part_readings(part: str, limit: int = 8) -> tuple[tuple[str, float, str], ...]:
    """The kana of a name part of which nobody says whether it is a surname or a given name: under both
    kinds, each by how likely it is, and readings kanji by kanji after those of the dictionaries."""
    found: dict[str, tuple[float, str]] = {}
    for kind, share in _kind_shares(part).items():
        for kana, weight, route in every_reading(part, kind):
            before, first = found.get(kana, (0.0, route))
            found[kana] = (before + share * weight, first if not first.startswith("composed") else route)
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    total = sum(weight for _, (weight, _) in ordered) or 1.0
    return tuple((kana, weight / total, route) for kana, (weight, route) in ordered)


def _kind_shares(part: str) -> dict[str, float]:
    """How likely a part is a surname and a given name: by the dictionaries that hold it, else by how many
    parts of each kind begin and end with its kanji."""
    fame = {kind: _fame(part, kind) for kind in _POS}
    odds = 1.0
    for at in (0, -1):
        counts = [_edges()[kind, at].get(part[at], 0) + 1.0 for kind in _POS]
        odds *= counts[0] / counts[1]
    share = min(max(odds / (1 + odds), 0.03), 0.97)
    known = {"surname": share, "given": 1 - share}
    if any(fame.values()):
        known = {kind: known[kind] * (0.15 + fame[kind] ** 2) for kind in _POS}
    total = sum(known.values())
    return {kind: value / total for kind, value in known.items()}


@cache
def _edges() -> dict[tuple[str, int], dict[str, float]]:
    """How many known parts of each kind begin (0) and end (-1) with each kanji, per thousand parts."""
    table = reading_model().known.table
    return {
        (kind, at): {kanji: 1000 * n / len(table[kind]) for kanji, n in counts.items()}
        for kind in _POS
        for at, counts in zip((0, -1), table[kind].edges(), strict=True)
    }


def is_lone_part(name: str) -> bool:
    """Whether kanji without a space are rather one part of a name than a surname with a given name."""
    return lone_share(name) > 0.5


def lone_share(name: str) -> float:
    """How likely kanji without a space are one part of a name: 1 where nothing divides them."""
    division = divide(name)
    if division is None:
        return 1.0
    if " " in name or "\u3000" in name or len(name) > 4:
        return 0.0
    first, last = _fame(division[0], "surname"), _fame(division[1], "given")
    whole = max(_fame(name, "surname"), _fame(name, "given"))
    if not last or whole > first + last - 4:
        return 1.0
    plain = first + last - 2.0 * (len(division[0]) == 1) - 1.5 * (len(division[1]) == 1)
    return 1 / (1 + math.exp(plain - _FULL))


@lru_cache(maxsize=8192)
def _fame(part: str, kind: str) -> float:
    """How plainly a string is a surname or given name: 0 unknown, about 8 for the commonest."""
    model = reading_model()
    best = 0.0
    for form in japanese_forms(part):
        entries = model.known.table[kind].get(form)
        if entries:
            thousands = sum(t for _, t in entries)
            best = max(best, 2.0 + math.log1p(thousands) + 0.3 * math.log1p(len(entries)))
    if _from_sudachi(japanese_forms(part), kind):
        # The table does not hold every common part; 一般 in the dictionary are full names, too.
        certain = any(m.part_of_speech()[3] == _POS[kind] for m in sudachi().lookup(part))
        best = best + 1.5 if best or not certain else 3.8
    return best


@lru_cache(maxsize=8192)
def divide(name: str) -> tuple[str, str] | None:
    """Surname and given name of a full name in kanji (and kana); None when no division is plausible."""
    spaced = re.split("[ \u3000]+", name.strip())
    if len(spaced) == 2:
        return spaced[0], spaced[1]
    if len(name) < 3 and (len(name) < 2 or max(_fame(name, "surname") - 1, _fame(name, "given")) > 1.4):
        return None
    if _fame(name, "surname") > 4:  # 長谷川 is no 長 谷川
        return None
    best, division = -math.inf, None
    for at in range(1, len(name)):
        surname, given = name[:at], name[at:]
        if _KANA.fullmatch(surname):
            continue
        first, last = _fame(surname, "surname"), _fame(given, "given")
        if _KANA.fullmatch(given) and len(given) > 1:
            last = max(last, 3.0)
        shape = -3.0 * (len(surname) == 1) - 0.5 * max(len(surname) - 2, 0) - 0.3 * abs(len(given) - 2)
        score = first + last + shape if first else shape + last - 3
        known = score if last else score - 3.0  # 中野渡 稔 is no 中野 渡稔
        if score > 2.5 and known > best:
            best, division = known, (surname, given)
    return division


def surname_fame(surname: str) -> float:
    """How plainly hanzi or kanji are a Japanese surname: 0 for none, 3 for a rare one, up to about 10."""
    return _fame(surname, "surname")


def _begins_surname(plain: str) -> bool:
    """Whether the first two characters of a text in its simplest form are those of a listed surname."""
    if len(plain) < 2:
        return False
    known, key = _surname_beginnings(), _two(plain)
    at = bisect_left(known, key)
    return at < len(known) and known[at] == key


@cache
def _surname_beginnings() -> memoryview:
    """The first two kanji of the listed surnames, in their simplest form, as :func:`_two` has them, in order."""
    known, entry = reading_model().known, find(FOLDER)
    # They hang on what is simplified, too; the characters by themselves stand for that.
    forms = zlib.crc32(simplest("".join(sorted(known.characters()))).encode())

    def build() -> dict[str, NDArray[np.uint64]]:
        plain = simplest(known.table["surname"].spelled.parts())
        numbers = sorted({_two(part) for part in plain.split() if len(part) > 1})
        return {"": np.array(numbers, np.uint64)}

    return kept(f"{entry.files[FILES[3]][:32]}-{forms:08x}-beginnings-1", build)[""].data


def _two(text: str) -> int:
    """The first two characters of a text as one number."""
    return ord(text[0]) << 32 | ord(text[1])


def may_begin_surname(plain: str, text: str) -> bool:
    """Whether a text may begin with a Japanese surname of two kanji or more, or one that is very widely borne: all that
    could be is, and much that is none. ``plain`` is the text in the simplest form of its characters."""
    if _begins_surname(plain) or surname_fame(text[:1]) > _VERY_WIDELY_BORNE:
        return True
    # The list does not hold every surname that the dictionary has.
    words = (m for length in (2, 3, 4) for m in sudachi().lookup(text[:length]))
    return any(m.part_of_speech()[3] == _POS["surname"] for m in words)


@lru_cache(maxsize=16384)
def in_given_names(hanzi: str) -> bool:
    """Whether Japanese given names begin or end with a character, in one of its forms."""
    edges = _edges()
    return any(edges["given", at].get(form, 0.0) > 0.02 for form in japanese_forms(hanzi) for at in (0, -1))


def given_fame(given: str) -> float:
    """How plainly kanji are a Japanese given name: 0 for none, up to about 10."""
    return _fame(given, "given")


def is_full_name(name: str, least: float = 0.0) -> bool:
    """Whether a string divides into a surname borne more widely than ``least`` and a known given name."""
    division = divide(name)
    return division is not None and _fame(division[0], "surname") > least and _known_given(division[1])


def _known_given(given: str) -> bool:
    return bool(_KANA.fullmatch(given)) or _fame(given, "given") > 0


@lru_cache(maxsize=4096)
def japanese_readings(name: str, limit: int = 24) -> tuple[Reading, ...]:
    """Readings of a Japanese person's full name, surname or given name, weights summing to at most 1."""
    division = divide(name)
    if division is None:
        whole: dict[str, tuple[float, str]] = {}
        known = {kind: _fame(name, kind) for kind in ("surname", "given")}
        for kind, fame in sorted(known.items(), key=lambda item: -item[1]):
            share = (fame + 0.5) / (sum(known.values()) + 1.0)
            for kana, weight, route in part_readings(name, kind):
                before = whole.get(kana, (0.0, route))
                whole[kana] = (before[0] + share * weight, before[1])
        ordered = sorted(whole.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return tuple(Reading(newspaper(kana), weight, route, kana=kana) for kana, (weight, route) in ordered)
    surname, given = division
    found: dict[str, Reading] = {}
    lone = min(lone_share(name), 0.8) if is_lone_part(name) else 0.0  # 乃木坂 is Nogizaka, though it divides
    for kana, p, route in lone_part_readings(name) if lone else ():
        found[newspaper(kana)] = Reading(newspaper(kana), p * lone, route, kana=kana)
    for last, p, route in part_readings(surname, "surname"):
        p *= 1 - lone
        for first, q, second in part_readings(given, "given"):
            both = route if route == second else f"{route}, {second}"
            said = f"{newspaper(first)} {newspaper(last)}"
            if said in found:  # おう and おお are one in letters
                found[said] = replace(found[said], weight=found[said].weight + p * q)
            else:
                found[said] = Reading(
                    said, p * q, both, kana=f"{last} {first}", surname=newspaper(last), given=newspaper(first)
                )
    return tuple(sorted(found.values(), key=lambda reading: (-reading.weight, reading.romanized))[:limit])
