"""How well English spellings fit a source name: by its readings, by its letters, or by both.

Readings decide exactly (equal under the folding of the reading's own romanization, in either name
order); the letter model grades what has no fixed reading. A name may have several origins — 林芳正 in a
Chinese text is Hayashi Yoshimasa or Lin Fangzheng — and the best fit over all of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from align.document import Reading
from align.names.reading.chinese import chinese_readings, is_surname, surname_length
from align.names.reading.japanese import divide, is_full_name, japanese_readings, surname_fame
from align.names.reading.korean import fold_korean, korean_readings
from align.names.reading.own import by_sound, held_to, read_as, sounding_like
from align.names.reading.phrases import phrase_readings, without_generic
from align.names.reading.romanize import fold, hepburn
from align.names.reading.transliteration import Script, transliterator
from align.names.script.division import SEPARATOR, is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import katakana, simplified

Form = Literal["full", "surname", "given"]
Order = Literal["surname first", "given name first"]
_HIRAGANA = re.compile("[ぁ-ゖー]{4,}")
_KANJI = re.compile("[\u3400-\u9fff々〆ヶヵのノ之]+")
# Logistic calibration of the letter model's fit on held-out names against other real names.
_SLOPE, _MIDDLE = 2.4, 1.5
_SCRIPTS: tuple[Script, ...] = ("kana", "hanzi")
_SOUNDS_LIKE = 0.2  # the letters of a reading fit what the source says in katakana; chosen by hand
_JUNIOR = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III"))
_FAMILIES = {"hanja": "hanja", "pinyin": "pinyin", "wade-giles": "pinyin", "hong kong": "pinyin"}


@dataclass(frozen=True, slots=True)
class Fit:
    """How one candidate fits: ``score`` between 0 and 1; ``reading``, ``form`` and ``order`` are set when
    it equals a reading, ``letters`` is the letter model's own score when it was asked."""

    candidate: str
    score: float
    reading: Reading | None = None
    form: Form | None = None
    order: Order | None = None
    letters: float | None = None


@lru_cache(maxsize=8192)
def all_readings(name: str, language: str, kind: str = "person", own: str = "") -> tuple[Reading, ...]:
    """The readings of a name under every origin it can have, weights summing to at most 1; with the reading ``own``
    that the source gives it in kana, those that agree with that.

    ``language`` is that of the text it stands in: a kanji name is first of all Japanese in a Japanese
    text, and in a Chinese text Japanese only when it divides into a Japanese surname and given name. A
    ``kind`` of place, organisation or outlet is read as one word.
    """
    text = katakana(name.strip())
    if own and not by_sound(own):
        return held_to(own, name) if kind in ("person", "other") else read_as(own)
    if own:
        found = all_readings(name, language, kind)
        fitting = letter_scores(own, [r.romanized for r in found]).tolist() if found else []
        return sounding_like(found, fitting, _SOUNDS_LIKE)
    if is_kana(text):
        return _kana_readings(text)
    if kind in ("place", "organisation", "outlet"):
        return phrase_readings(text, language)
    if not _KANJI.fullmatch(text.replace(" ", "")):
        parts = [p for p in name_parts(text) if p]
        return japanese_readings(text) if any(_KANJI.search(p) for p in parts) and len(parts) <= 2 else ()
    readings = (
        japanese_readings(text, 64),
        chinese_readings(text) if len(text) <= 4 else (),
        korean_readings(text),
    )
    shares = [
        share if found else 0.0 for share, found in zip(_origins(text, language), readings, strict=True)
    ]
    whole = sum(shares) or 1.0
    weighed = [
        Reading(r.romanized, r.weight * share / whole, r.route, r.kana, r.surname, r.given)
        for share, found in zip(shares, readings, strict=True)
        for r in found
        if share
    ]
    return tuple(sorted(weighed, key=lambda reading: -reading.weight))


def _origins(name: str, language: str) -> tuple[float, float, float]:
    """How likely a kanji name is Japanese, Chinese and Korean, as weights that need not sum to 1."""
    division = divide(name)
    fame = surname_fame(division[0]) if division else surname_fame(name)
    cut = surname_length(name)
    chinese = is_surname(name[:cut]) and 1 <= len(name) - cut <= 2
    korean = 0.2 if korean_readings(name) and len(name) <= cut + 2 else 0.0
    if language != "ja" and cut == 2 and chinese:
        return 0.05, 0.8, korean  # 皇甫, 南宫: compound surnames of Chinese and Koreans
    if division and len(division[0]) >= 2 and is_full_name(name, least=3.0):
        return 1.0, 0.05 if chinese else 0.01, korean / 10
    if language == "ja":
        named = is_full_name(name, least=4.5) or (division is None and fame > 3)
        return 1.0 if named else 0.35, 0.15 if named and chinese else 0.6 if chinese else 0.05, korean
    if len(name) <= 2 and not chinese:
        return (0.8 if fame > 4 or not is_surname(name) else 0.3), 0.4, 0.0
    plausible = is_full_name(name, least=4.0)
    return 0.3 if plausible else 0.05, 0.8 if chinese else 0.3, korean


def _kana_readings(text: str) -> tuple[Reading, ...]:
    if re.search("[ぁ-ゖ]", text) and not SEPARATOR.search(text):
        return japanese_readings(text)
    parts = name_parts(text)
    return (Reading(" ".join(hepburn(p).replace("'", "").capitalize() for p in parts), 1.0, "kana", text),)


def family_of(route: str) -> str:
    """Which romanization a reading's route is of: ``japanese``, ``pinyin`` or ``hanja``."""
    return _FAMILIES.get(route, "japanese")


@lru_cache(maxsize=65536)
def folded(text: str, family: str) -> str:
    """The key under which the usual spellings of one name are equal in a family of romanizations, each word
    folded by itself: o and o of two words are no long o (Yuko Ono, Kazuo Ueda)."""
    return "".join(_key(word, family) for word in text.split())


@lru_cache(maxsize=16384)
def _key(text: str, route: str) -> str:
    if route == "hanja":
        return "".join(fold_korean(part) for part in re.split("[ -]", text) if part)
    if route in ("pinyin", "wade-giles", "hong kong"):
        return re.sub("yu(?=$|[^aeiou])|(?<=[nl])yu|(?<=[nl])v", "u", fold_letters(text))
    return fold(text)


@lru_cache(maxsize=8192)
def reading_keys(
    name: str, language: str, kind: str = "person", own: str = ""
) -> dict[str, dict[str, tuple[Reading, Form, Order | None]]]:
    """For each romanization family, folded key → the reading it stands for, its form and its order."""
    keys: dict[str, dict[str, tuple[Reading, Form, Order | None]]] = {}
    for reading in all_readings(name, language, kind, own):
        route = family_of(reading.route)
        family = keys.setdefault(route, {})
        if reading.surname and reading.given:
            last, first = _key(reading.surname, route), _key(reading.given, route)
            family.setdefault(last + first, (reading, "full", "surname first"))
            family.setdefault(first + last, (reading, "full", "given name first"))
            family.setdefault(last, (reading, "surname", None))
            family.setdefault(first, (reading, "given", None))
        else:
            family.setdefault(_key(reading.romanized, route), (reading, "full", None))
    return keys


def _divided_alike(spelling: str, found: tuple[Reading, Form, Order | None], route: str) -> bool:
    """Whether the words of a spelling divide where the reading's surname and given name do: Mori Yamayu is
    no Moriyama Yu."""
    words = spelling.split()
    reading, form, order = found
    if form != "full" or order is None or len(words) < 2:
        return True
    last, first = _key(reading.surname or "", route), _key(reading.given or "", route)
    parts = (last, first) if order == "surname first" else (first, last)
    return any(
        (_key(" ".join(words[:at]), route), _key(" ".join(words[at:]), route)) == parts
        for at in range(1, len(words))
    )


def letter_scripts(name: str) -> Script | None:
    """Which head of the letter model a name is for; None when it holds neither kana nor hanzi."""
    if re.search("[ァ-ヺ]", katakana(name)) and not re.search("[\u3400-\u9fff]", name):
        return "kana"
    return "hanzi" if re.search("[\u3400-\u9fff]", name) else None


def probability(fits: NDArray[np.float32], symbols: NDArray[np.int64]) -> NDArray[np.float64]:
    """The letter model's fits of parts with so many symbols, as scores between 0 and 1."""
    exponent = -_SLOPE * (fits.astype(np.float64) - _MIDDLE) * np.minimum(1.25, 0.55 + 0.15 * symbols)
    return np.asarray(1.0 / (1.0 + np.exp(np.clip(exponent, -50, 50))))


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of up to four words of some candidates. ``texts`` holds each once; ``numbers`` are those of the
    candidates ``rows``, one candidate after the other from its place in ``starts``, with whether a run begins and ends
    its candidate; ``single`` tells the candidates of one word."""

    texts: tuple[str, ...]
    numbers: NDArray[np.int64]
    begins: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    single: NDArray[np.bool_]

    @classmethod
    def of(cls, candidates: Sequence[str]) -> _Runs:
        texts: dict[str, int] = {}
        found: list[tuple[int, bool, bool]] = []
        rows: list[tuple[int, int, bool]] = []
        for row, candidate in enumerate(candidates):
            words = [w for w in re.split(r"[\s\-‐–]+", candidate) if fold_letters(w)]
            if " " in candidate:
                words = [w for w in words if w not in _JUNIOR]
            if words:
                rows.append((row, len(found), len(words) == 1))
            for a in range(len(words)):
                for b in range(a + 1, min(a + 4, len(words)) + 1):
                    number = texts.setdefault("".join(words[a:b]), len(texts))
                    found.append((number, a == 0, b == len(words)))
        numbers, begins, ends = np.array(found, np.int64).reshape(-1, 3).T
        kept, starts, single = np.array(rows, np.int64).reshape(-1, 3).T
        return cls(tuple(texts), numbers, begins > 0, ends > 0, kept, starts, single > 0)

    def best(self, scored: NDArray[np.float64]) -> NDArray[np.float64]:
        """The score of each of ``rows``, from those of the parts of one name, float64 [parts, texts]: of several
        parts the first and the last have to fit; a single word may be any of them, the last rather than others."""
        here = scored[:, self.numbers]
        weights = np.where(np.arange(len(here)) < len(here) - 1, 0.9, 1.0)
        whole = np.maximum.reduceat((here * weights[:, None]).max(0), self.starts)
        if len(here) == 1:
            return np.asarray(whole)
        first = np.maximum.reduceat(here[0] * self.begins, self.starts)
        last = np.maximum.reduceat(here[-1] * self.ends, self.starts)
        both = 0.4 * first + 0.6 * last
        if len(here) == 2:  # Hungarians put the family name first
            family = np.maximum.reduceat(here[0] * self.ends, self.starts)
            given = np.maximum.reduceat(here[1] * self.begins, self.starts)
            turned = np.where(np.minimum(family, given) > 0.3, 0.4 * given + 0.55 * family, 0.0)
            both = np.where(both < 0.1, np.maximum(both, turned), both)
        return np.asarray(np.where(self.single, whole, both))


@lru_cache(maxsize=4)
def _runs(candidates: tuple[str, ...]) -> _Runs:
    """The runs, kept for the next names that are set against the same candidates."""
    return _Runs.of(candidates)


def letter_table(names: Sequence[str], candidates: Sequence[str]) -> NDArray[np.float64]:
    """How well each candidate's letters explain each name's kana or hanzi, 0 to 1: float64 [names, n].

    A part of a name is set against every run of up to four words of the candidate; of a name in
    several parts both the first and the last have to fit, unless the candidate is a single word.
    """
    found = np.zeros((len(names), len(candidates)))
    runs = _runs(tuple(candidates))
    parts = [_lettered_parts(name) for name in names]
    scripts = [letter_scripts(name) for name in names]
    for script in _SCRIPTS if runs.texts else ():
        rows = [at for at, own in enumerate(parts) if own and scripts[at] == script]
        different = {form: None for at in rows for part in parts[at] for form in _spelled(part)}
        numbers = {part: number for number, part in enumerate(different)}
        if not rows:
            continue
        model = transliterator()
        fitted = model.fits(list(numbers), model.encoded(runs.texts, script), script)
        symbols = np.array([len(model.numbers(part, script)) for part in numbers])
        scored = probability(fitted, symbols[:, None])
        for at in rows:
            forms = [[numbers[form] for form in _spelled(part)] for part in parts[at]]
            found[at, runs.rows] = runs.best(np.array([scored[each].max(axis=0) for each in forms]))
    return found


@lru_cache(maxsize=8192)
def _spelled(part: str) -> tuple[str, ...]:
    """A part of a name, and with small kana where it has large ones in katakana: ウイリアム is ウィリアム."""
    small = re.sub(
        "(?<=[ウヴフテデトドツチシジク])[アイエオ]", lambda m: "ァィェォ"["アイエオ".index(m[0])], part
    )
    small = re.sub("(?<=[キシチニヒミリギジビピ])[ヤユヨ]", lambda m: "ャュョ"["ヤユヨ".index(m[0])], small)
    return (part,) if small == part else (part, small)


def letter_scores(name: str, candidates: Sequence[str]) -> NDArray[np.float64]:
    """The row of :func:`letter_table` for one name: float64 [n]."""
    return np.asarray(letter_table([name], candidates)[0])


def _lettered_parts(name: str) -> list[str]:
    """The parts of a name whose letters are compared: of several, initials and Jr. say nothing."""
    parts = name_parts(name)
    if len(parts) > 1:
        parts = [p for p in parts if not re.fullmatch("[A-Za-z.]+|ジュニア|シニア", p)] or parts
    return parts


@lru_cache(maxsize=8192)
def _is_rendering(name: str, language: str) -> bool:
    """Whether hanzi without a middle dot are rather a rendering of foreign letters: hanzi common in
    such, no Japanese name and no Chinese one of the usual length."""
    from align.names.reading.transliteration import transliterating

    text = simplified(name)
    if language == "ja" or is_full_name(text, least=3.0) or not all(c in transliterating() for c in text):
        return False
    return len(text) > 3 or not is_surname(text[0]) or text[0] in "马科温卢布巴"


def fits(name: str, candidates: Sequence[str], language: str, kind: str = "person") -> list[Fit]:
    """How well each candidate fits the name, in the order given."""
    return fits_of([(name, kind, "")], candidates, language)[0]


def fits_of(
    names: Sequence[tuple[str, str, str]], candidates: Sequence[str], language: str
) -> list[list[Fit]]:
    """How well each candidate fits each name with its kind and the reading that the source gives it, letters of all of
    them at once."""
    letters = np.zeros((len(names), len(candidates)))
    rows = [at for at, name in enumerate(names) if not _only_read(*name, language)]
    letters[rows] = letter_table([_sounding(names[at]) for at in rows], candidates)
    return [
        _fits(name, candidates, language, kind, own, row)
        for (name, kind, own), row in zip(names, letters, strict=True)
    ]


def _sounding(name: tuple[str, str, str]) -> str:
    """What of a name is set against letters: the katakana that the source gives it, or its own characters."""
    return name[2] if name[2] and by_sound(name[2]) else name[0]


def _only_read(name: str, kind: str, own: str, language: str) -> bool:
    """Whether a name has readings alone: nobody is written in kanji by sound in a Japanese text."""
    kana = re.search("[ぁ-ヺ]", katakana(name)) or (own and by_sound(own))
    return language == "ja" and not kana and bool(reading_keys(name, language, kind, own))


def _fits(
    name: str, candidates: Sequence[str], language: str, kind: str, own: str, letters: NDArray[np.float64]
) -> list[Fit]:
    keys = reading_keys(name, language, kind, own)
    said = bool(own) and by_sound(own)
    foreign = (
        said or is_kana(name) or not keys or bool(SEPARATOR.search(name)) or _is_rendering(name, language)
    )
    script = letter_scripts(own if said else name)
    person = kind in ("person", "other")
    compared = [candidate if person else without_generic(candidate) for candidate in candidates]
    hiragana = "japanese" in keys and _HIRAGANA.fullmatch(name) is not None
    found = []
    unread = []  # what equals no reading may yet be near to one
    for candidate, spelling, by_letters in zip(candidates, compared, letters.tolist(), strict=True):
        exact: tuple[float, Reading, Form, Order | None] | None = None
        for route, family in keys.items():
            key = _key_in(family, spelling, route)
            if key in family and _divided_alike(spelling, family[key], route):
                reading, form, order = family[key]
                score = (0.9 if form == "full" else 0.8 if form == "surname" else 0.7) + 0.1 * reading.weight
                if exact is None or score > exact[0]:
                    exact = (score, reading, form, order)
        if exact is None and hiragana and spelling.count(" ") == 1:  # やくみつる is Mitsuru Yaku
            whole = keys["japanese"].get(_key("".join(reversed(spelling.split())), "japanese"))
            exact = (0.9, whole[0], "full", "given name first") if whole else None
        graded = 0.98 * by_letters if foreign else 0.9 * by_letters
        if exact and is_kana(name) and script == "kana":
            # Kana of a foreign name are spelled as read only by chance: the letters rank, the reading accepts.
            score = 0.98 * by_letters + 0.01
            found.append(Fit(candidate, score, exact[1], exact[2], exact[3], by_letters))
        elif exact and not (foreign and graded > exact[0]):
            found.append(Fit(candidate, exact[0], exact[1], exact[2], exact[3], by_letters))
        else:
            unread.append(len(found))
            found.append(Fit(candidate, graded, letters=by_letters))
    if unread and not foreign:
        near = _nearness([compared[at] for at in unread], keys)
        for at, likeness in zip(unread, near.tolist(), strict=True):
            found[at] = replace(found[at], score=max(found[at].score, 0.75 * likeness))
    return found


def _key_in(family: Mapping[str, Any], spelling: str, route: str) -> str:
    """The key of a spelling, word by word where it is none of a family's as a whole."""
    key = _key(spelling, route)
    return key if key in family else folded(spelling, route)


def _nearness(spellings: Sequence[str], keys: Mapping[str, Mapping[str, Any]]) -> NDArray[np.float64]:
    """How like each spelling is to the likest reading of any family, 0 to 1; 0 below .6: float64 [n]."""
    from rapidfuzz import fuzz, process

    best = np.zeros(len(spellings))
    for route, family in keys.items():
        asked = [_key_in(family, spelling, route) for spelling in spellings]
        ratios = process.cdist(asked, list(family), scorer=fuzz.ratio, score_cutoff=60, dtype=np.float64)
        best = np.maximum(best, np.where([bool(key) for key in asked], ratios.max(axis=1) / 100, 0.0))
    return best
