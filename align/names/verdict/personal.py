"""Spellings that dictionaries of readings cannot tell: those that a known person chose, names borne in English
that no hanzi give (Paul Chan, Hou Yu-ih), and the Chinese names of foreigners (谷立言 is Raymond Greene)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from align.document import Reading
from align.languages import lexicon
from align.names.lists.glossary import Known
from align.names.mentions.bearers import Tongue
from align.names.mentions.entries import Name
from align.names.reading.chinese import (
    chinese_surnames_in_english,
    may_be_surname,
    surname_length,
    syllables,
    wade_giles,
)
from align.names.reading.japanese import divide, is_full_name, part_readings
from align.names.reading.korean import korean_readings
from align.names.reading.romanize import fold, newspaper
from align.names.reading.sinitic import KOREAN, spelled_elsewhere, surname_spellings
from align.names.reading.transliteration import transliterator
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.match import Fit, family_of, folded, reading_keys
from align.names.verdict.reasons import Ground, Reason, Ruling, Said

SELDOM = "seldom read"  # the route of such a spelling
# Of the likeliest reading's share. Of 295 parts of names in professional and in our own right translations two are
# read less often, one of them a slip of the translator (Morioka for 諸岡).
_SELDOM = 0.04


def read_otherwise(name: str, known: Known, fit: Fit, language: str) -> Ruling | None:
    """The verdict on a reading of a known person's name that is none of the spellings he is known by: a
    conflict in another language or by another reading, a variant as another romanization of the same; None
    for the known reading, however it is romanized."""
    if fit.reading is None or known.kind != "person":
        return None
    family = family_of(fit.reading.route)
    keys = reading_keys(name, language).get(family, {})
    own = [s for s in known.accepted if folded(s, family) in keys]
    parts = {folded(part, family) for s in own for part in (s, *s.split())}
    words = fit.candidate.split()
    if own and all(folded(word, family) in parts for word in (fit.candidate, *words)[len(words) > 1 :]):
        return None
    elsewhere = {
        other
        for other, found in reading_keys(name, language).items()
        if any(folded(s, other) in found for s in known.accepted)
    }
    surnames = {folded(found[0].surname or "", family) for found in keys.values()}
    akin = any(folded(word, family) in surnames for s in known.accepted for word in s.split())
    tongue = _TONGUES[family]
    said = Said(listed=known.english, origin=known.origin, tongue=tongue)
    if family != "japanese" and (own or (akin and not elsewhere - {family})):
        return Ruling("variant", Reason(Ground.OTHER_ROMANIZATION, name, fit.candidate, said))
    ground = Ground.OTHER_READING if own else Ground.OTHER_TONGUE
    return Ruling("conflict", Reason(ground, name, fit.candidate, said))


def seldom_read(name: Name, fit: Fit) -> Reason | None:
    """Why a full Japanese name is hardly read as it is spelled, where the source does not say how it is read: Narukai
    for 鳴海, which is Narumi; None where both its parts are read so by more than a few."""
    words = [fold(word) for word in fit.candidate.split()]
    division = divide(name.text)
    japanese = fit.reading is not None and fit.reading.kana and fit.form == "full"
    if not japanese or name.own or division is None or len(words) != 2 or name.kind != "person":
        return None
    for part, kind in zip(division, ("surname", "given"), strict=True):
        readings = part_readings(part, kind)
        if not readings or len(part) < 2:
            continue
        best, most, _ = max(readings, key=lambda one: one[1])
        said = [(kana, share) for kana, share, _ in readings if fold(newspaper(kana)) in words]
        if said and max(share for _, share in said) < _SELDOM * most:
            told = Said(part=part, reading=newspaper(best), rest=newspaper(said[0][0]))
            return Reason(Ground.SELDOM_READ, name.text, fit.candidate, told)
    return None


_TONGUES = {"japanese": "Japanese", "pinyin": "Chinese", "hanja": "Korean"}
_FAMILIES: dict[Tongue, str] = {"japanese": "japanese", "chinese": "pinyin", "korean": "hanja"}


def in_another_tongue(name: Name, fit: Fit, language: str) -> Ruling | None:
    """The conflict of a full name that is read in one tongue where the source says that its bearer speaks another, in
    which it can be read, too: Lin Fangzheng for 日本外相林芳正."""
    if name.tongue is None or name.own or fit.reading is None or fit.form == "given":
        return None
    wanted, given = _FAMILIES[name.tongue], family_of(fit.reading.route)
    keys = reading_keys(name.text, language)
    if given == wanted or folded(fit.candidate, wanted) in keys.get(wanted, {}) or not _borne(name):
        return None
    said = Said(tongue=_TONGUES[given], part=_TONGUES[wanted])
    return Ruling("conflict", Reason(Ground.BEARERS_TONGUE, name.text, fit.candidate, said))


def _borne(name: Name) -> bool:
    """Whether a full name is one that is borne in its bearer's tongue."""
    cut = surname_length(name.text)
    if name.tongue == "japanese":
        return is_full_name(name.text, least=3.0)
    if name.tongue == "korean":
        return cut < len(name.text) <= cut + 2 and bool(korean_readings(name.text))
    return may_be_surname(name.text[:cut]) and 1 <= len(name.text) - cut <= 2


def own_spelling(name: str, spelling: str, readings: Sequence[Reading]) -> Reason | None:
    """Why a spelling with the right family name may be what a Chinese or Korean person goes by, a Western
    name or a romanization of his own; None when it may not."""
    words = spelling.split()
    if len(words) < 2 or not readings or family_of(readings[0].route) == "japanese":
        return None
    surnames = {(r.surname or r.romanized, family_of(r.route)) for r in readings}
    abroad = surname_spellings(simplified(name[: surname_length(name)]))
    surnames |= {(s, "pinyin") for s, tongues in abroad.items() if tongues != ("vietnamese",)}
    for family, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        right = any(folded(family, route) == folded(s, route) for s, route in surnames if route != "japanese")
        if right and not any(_native(word) and not _english(word) for word in rest):
            return Reason(Ground.OWN_SPELLING, name, spelling, Said(part=family, rest=" ".join(rest)))
    return None


def _begins_alike(hanzi: str, word: str) -> bool:
    """Whether a surname's sound is one with which a foreign name may begin: its initial, and a vowel that is not far
    off where one follows at once."""
    pinyin = (syllables(hanzi) or ("",))[0]
    match = re.match("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)", pinyin)
    if not match or not pinyin:
        return False
    for part in (word, re.sub("^(?:de|mac|mc|van|von)(?=...)", "", word)):
        begun = next(
            (s for s in _SOUNDS.get(match[1] or pinyin[0], match[1]).split() if part.startswith(s)), None
        )
        if begun is None or (begun == "g" and match[1] in ("j", "q", "zh") and part[1:2] not in "eiy"):
            continue
        vowels = re.match("[aeiouyw]*", part[len(begun) :])
        if not vowels or not vowels[0] or not match[1] or match[1] in "yw":
            return True
        if any(set(vowels[0]) & alike and set(match[2]) & alike for alike in _VOWELS):
            return True
    return False


# Vowels that one Chinese final may render.
_VOWELS = tuple(map(frozenset, ("ae", "ao", "ou", "iey", "au", "uvw")))


def spelled_abroad(name: str, spelling: str, readings: Sequence[Reading]) -> Reason | None:
    """Why a spelling may be that of a Chinese abroad, Vietnamese or Korean name: the family name alone, or one whose
    given name fits the laws of sound, of an overseas one at least a half; None when it may not."""
    if not readings or family_of(readings[0].route) == "japanese":
        return None
    surname = simplified(name[: surname_length(name)])
    if fold_letters(spelling) in surname_spellings(surname) and len(name) > len(surname):
        return Reason(Ground.FAMILY_ABROAD, name, spelling, Said(part=surname))
    said = spelled_elsewhere(name, spelling)
    if said is None or not (said.whole or (said.overseas(surname) and said.fitting)):
        return None
    parts = Said(part=surname, rest=" ".join(said.given), reading=said.surname.capitalize())
    return Reason(Ground.SPELLED_ABROAD, name, spelling, parts)


def adopted(name: str, spelling: str) -> Reason | None:
    """Why a Chinese name may be one that a foreigner of this English name took, in words; None when it may not.

    Such a name says nothing but, as a rule, the sound with which a part of the English one begins.
    """
    plain = simplified(name)
    words = [word for word in spelling.split() if len(fold_letters(word)) > 1]
    if not re.fullmatch("[\u3400-\u9fff]{2,4}", plain) or not may_be_surname(plain[0]) or not words:
        return None
    division = divide(plain)
    if division and len(division[0]) >= 2 and is_full_name(plain, least=3.0):
        return None  # a Japanese
    plain_words = [fold_letters(word) for word in words]
    if not set(plain_words).isdisjoint(surname_spellings(plain[:1])) or all(map(_native, words)):
        return None
    if any(re.search("[-‐–]", word) and _native(word) for word in words):
        return None  # Chey Tae-won is no foreigner of whom hanzi say the sound alone
    if any(word in chinese_surnames_in_english() and word not in _given_in_english() for word in plain_words):
        return None
    if any(_begins_alike(plain[0], word) for word in plain_words):
        return Reason(Ground.ADOPTED, name, spelling)
    return None


def _native(word: str) -> bool:
    """Whether a word is made of one or two syllables that Chinese or Korean given names are spelled with."""
    parts = [fold_letters(part) for part in re.split("[-‐–]", word)]
    if len(parts) > 1:
        return all(part in _syllables() or KOREAN.fullmatch(part) for part in parts)
    return any(
        not rest or rest in _syllables()
        for at in range(1, len(parts[0]) + 1)
        if parts[0][:at] in _syllables()
        for rest in (parts[0][at:],)
    )


@lru_cache(maxsize=16384)
def is_chinese(spelling: str) -> bool:
    """Whether a spelling looks like a Chinese or Korean full name: a family name, then syllables (Ho Pei-shan)."""
    words = spelling.split()
    family = fold_letters(words[0]) if 2 <= len(words) <= 3 else ""
    return family in chinese_surnames_in_english() and all(
        _native(word) and (not _english(word) or len(words) == 3) for word in words[1:]
    )


def _english(word: str) -> bool:
    return fold_letters(word) in _given_in_english()


@cache
def _given_in_english() -> frozenset[str]:
    """English given names that could be taken for Chinese syllables."""
    return frozenset(lexicon.words("en", "given_like_syllables.txt"))


# How a foreign name may begin whose sound a pinyin initial renders; others render their own letter.
_SOUNDS = {
    "b": "b p v", "p": "p b f", "f": "f v ph wh", "d": "d t th", "t": "t d th", "l": "l r", "g": "g c k q",
    "k": "k c q g", "h": "h wh kh j x", "j": "j g k c z", "q": "ch j g k c ts", "x": "s sh h ch x c z",
    "zh": "j g z d ch", "ch": "ch j tr", "sh": "sh s sch ch", "r": "r j l y", "z": "z j ts s", "c": "ts z c",
    "s": "s z th", "y": "y i e j a u", "w": "w v u o", "a": "a e", "o": "o u a", "e": "e a",
}  # fmt: skip


@cache
def _syllables() -> frozenset[str]:
    """The syllables of given names in pinyin, Wade–Giles, Hong Kong and Korean spelling."""
    pinyin = {s[1:] for s in transliterator().symbols["hanzi"] if s.startswith("~")}
    lists = lexicon.table("zh", "hongkong.tsv"), lexicon.table("ko", "hanja.tsv")
    tables = {s for table in lists for row in table.values() for s in row}
    return frozenset(fold_letters(s) for s in pinyin | {wade_giles(s) for s in pinyin} | tables)
