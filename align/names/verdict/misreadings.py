"""Why a spelling that was assigned to a name and fits it nowhere is not the name's, and whether that is sure.

How a name is written decides what may be held against a spelling: letters that do not fit, or words that are none of
its readings. For each way there are excuses, after which nothing can be said, and last the fault itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from align.document import Reading
from align.names.mentions.entries import Name
from align.names.reading.chinese import may_be_surname
from align.names.reading.japanese import divide, is_full_name
from align.names.reading.kanji import reading_model
from align.names.reading.own import SURNAME_ONLY, by_sound
from align.names.reading.romanize import fold, hepburn
from align.names.reading.variants import japanese_forms
from align.names.script.letters import fold_letters
from align.names.script.symbols import katakana
from align.names.verdict.by_letters import (
    first_part_wrong,
    in_pinyin,
    short_for,
    transliterated,
    two_scripts,
)
from align.names.verdict.match import all_readings, family_of
from align.names.verdict.personal import is_chinese, own_spelling, spelled_abroad
from align.names.verdict.reasons import Ground, Reason, Ruling, Said

# A kanji by kanji reading less likely than this is none; chosen by hand, as a reading of one in five thousand.
_COMPOSED, _BEGUN = 2e-4, 1e-3
_SELDOM = 0.02  # of the likeliest reading's weight: what is less likely is not listed as a reading

Way = Literal["letters", "two scripts", "in parts", "own letters", "readings"]


@dataclass(frozen=True, slots=True)
class _Words:
    """A spelling word by word beside the readings of a name: which of them are read so, and which are not.

    ``own`` is the reading that the source gives; ``surname`` and ``given`` are the parts of the name, the second empty
    where it has one; ``japanese`` whether it may be a Japanese one."""

    name: Name
    spelling: str
    language: str
    own: str
    readings: tuple[Reading, ...]
    surname: str
    given: str
    words: tuple[str, ...]
    wrong: tuple[str, ...]
    japanese: bool

    @classmethod
    def of(cls, name: Name, spelling: str, language: str) -> _Words:
        readings = all_readings(name.text, language, own=name.own)
        words = [w for w in re.split(r"\s+", spelling) if len(fold_letters(w)) > 1]
        if not spelling.isupper():
            words = [
                w for w in words if not re.fullmatch("[A-Z]{2,3}", w)
            ]  # Wada TA: what he is, not his name
        keys = _keys_of(readings)
        wrong = tuple(word for word in words if keys.isdisjoint(_keys(word)))
        japanese = _japanese(name.text, language)
        return cls(
            name, spelling, language, name.own, readings, *_divided(name.text), tuple(words), wrong, japanese
        )

    def why(self, ground: Ground, said: Said | None = None) -> Reason:
        return Reason(ground, self.name.text, self.spelling, said or Said())

    def unknown(self, ground: Ground, said: Said | None = None) -> Ruling:
        return Ruling("unknown", self.why(ground, said))


def why_not(name: Name, spelling: str, language: str) -> Ruling:
    """Whether a spelling that was assigned to a name is a conflict or unknown, and the reason.

    A reading outside the dictionaries is a conflict only when no composition of its kanji gives it
    either: given names are read freely, so what could be composed is said to be unknown.
    """
    way = _way(name, spelling, language)
    if way == "letters":
        return _by_letters(name, spelling)
    if way == "two scripts":
        return Ruling("unknown", Reason(Ground.SCRIPTS, name.text, spelling))
    if way == "in parts":
        return _in_parts(name, spelling, language)
    if way == "own letters":
        return Ruling("conflict", Reason(Ground.OWN_LETTERS, name.text, spelling, Said(part=name.own)))
    words = _Words.of(name, spelling, language)
    if not words.readings:
        return words.unknown(Ground.UNREAD)
    return next(found for rule in _BY_READINGS if (found := rule(words)) is not None)


def _way(name: Name, spelling: str, language: str) -> Way:
    """By what a spelling is held against a name."""
    text = name.text
    if transliterated(text, language) and not in_pinyin(text, spelling, language):
        return "letters"
    if language == "ja" and re.search("[・･]", text):
        return "two scripts"
    if two_scripts(text):
        return "in parts"
    if re.fullmatch("[\u3400-\u9fff]{1,2}[ァ-ヺー]{2,}", katakana(text)):
        return "two scripts"
    return "own letters" if name.own and by_sound(name.own) else "readings"


def _by_letters(name: Name, spelling: str) -> Ruling:
    if re.search("[·•・･‧][\u3400-\u9fff]$", name.text) and not first_part_wrong(name.text, spelling):
        return Ruling("unknown", Reason(Ground.CUT_SHORT, name.text, spelling))
    if longer := short_for(name.text, spelling):
        return Ruling("unknown", Reason(Ground.SHORT_FORM, name.text, spelling, Said(part=longer)))
    return Ruling("conflict", Reason(Ground.LETTERS, name.text, spelling))


def _in_parts(name: Name, spelling: str, language: str) -> Ruling:
    foreign, kanji = two_scripts(name.text) or ("", name.text)
    read = all_readings(kanji, language)
    if len(spelling.split()) != 2 or not read:
        return Ruling("unknown", Reason(Ground.UNREAD, name.text, spelling))
    ways = " or ".join(dict.fromkeys(r.romanized for r in read[:3]))
    said = Said(part=kanji, rest=foreign, reading=ways)
    return Ruling("conflict", Reason(Ground.HALF_READ, name.text, spelling, said))


def _abroad(one: _Words) -> Ruling | None:
    if one.name.known:
        return None
    reason = spelled_abroad(one.name.text, one.spelling, one.readings)
    return Ruling("unknown", reason) if reason else None


def _of_his_own(one: _Words) -> Ruling | None:
    reason = own_spelling(one.name.text, one.spelling, one.readings)
    return Ruling("unknown", reason) if reason else None


def _read_freely(one: _Words) -> Ruling | None:
    """A given name may be short for a longer one, or read as no dictionary has it, unless the source reads it."""
    read = bool(one.own) and (len(one.wrong) > 1 or not one.own.endswith(SURNAME_ONLY))
    if read or not one.japanese or not one.given:
        return None
    for word in one.wrong:
        said = Said(part=one.given, rest=word)
        fitting = len(one.wrong) < len(one.words)
        if fitting and len(one.given) == 1 and _begins(one.given, fold(word), one.language):
            return one.unknown(Ground.SHORT_GIVEN, said)
        if not one.name.known and _could_compose(one.given, fold(word), "given"):
            return one.unknown(Ground.RARE_READING, said)
    return None


def _in_no_dictionary(one: _Words) -> Ruling | None:
    free = one.wrong and not one.own and not one.given
    if not free or not re.fullmatch("[\u3400-\u9fff々]{3,}", one.name.text) or _held(one.name.text):
        return None
    return one.unknown(Ground.NO_DICTIONARY)


def _says_more(one: _Words) -> Ruling | None:
    more = one.wrong and not one.given and len(one.wrong) < len(one.words)
    return one.unknown(Ground.SAYS_MORE) if more else None


def _not_together(one: _Words) -> Ruling | None:
    """Words each of which is a reading, though the whole is none."""
    if one.wrong or not one.words:
        return None
    known, several = one.name.known, len(one.words) > 1
    if known and several:
        said = Said(listed=known.english, origin=known.origin)
        return Ruling("conflict", one.why(Ground.LISTED, said))
    said = Said(reading=one.readings[0].romanized)
    if several and len(one.surname) >= 2 and is_full_name(one.name.text, least=3.0):
        return Ruling("conflict", one.why(Ground.TWO_TONGUES, said))
    if is_chinese(one.spelling):
        return Ruling("variant", one.why(Ground.TWO_ROMANIZATIONS, said))
    return one.unknown(Ground.NOT_TOGETHER)


def _misread(one: _Words) -> Ruling:
    """Words that are no reading, beside what the parts of the name do read."""
    best = one.readings[0]
    likely = [
        r
        for r in one.readings
        if r.weight >= _SELDOM * best.weight
        and family_of(r.route) == family_of(best.route)
        and (r.route != "hong kong" or best.route == "hong kong")
    ]
    listed = []
    for part, found in ((one.surname, [r.surname for r in likely]), (one.given, [r.given for r in likely])):
        known = list(dict.fromkeys(reading for reading in found if reading))[:3]
        if part and known:
            listed.append(f"{part} reads {' or '.join(known)}")
    if not listed or (not one.given and one.language == "ja"):
        listed = [
            f"{one.name.text} reads {' or '.join(dict.fromkeys(r.romanized for r in one.readings[:3]))}"
        ]
    quoted = " and ".join(f"'{word}'" for word in one.wrong) + (" is" if len(one.wrong) == 1 else " are")
    return Ruling("conflict", one.why(Ground.MISREAD, Said(part=quoted, reading="; ".join(listed))))


_BY_READINGS: tuple[Callable[[_Words], Ruling | None], ...] = (
    _abroad,
    _of_his_own,
    _read_freely,
    _in_no_dictionary,
    _says_more,
    _not_together,
    _misread,
)


def _japanese(text: str, language: str) -> bool:
    """Whether a name in kanji or hanzi may be a Japanese one; in a Chinese text no ordinary Chinese name is."""
    return language == "ja" or not may_be_surname(text[0]) or is_full_name(text, least=4.0)


def _divided(text: str) -> tuple[str, str]:
    """Surname and given name, the second empty where the name does not divide."""
    division = divide(text) if is_full_name(text) else None
    if division:
        return division
    married = (
        len(text) == 4
        and may_be_surname(text[0])
        and may_be_surname(text[1])
        and not may_be_surname(text[:2])
    )
    if married:  # 林郑月娥
        return text[:2], text[2:]
    cut = 2 if len(text) == 4 else 1
    divides = len(text) <= 4 and may_be_surname(text[:cut]) and len(text) > cut
    return (text[:cut], text[cut:]) if divides else (text, "")


def _keys(word: str) -> set[str]:
    return {fold(word), fold_letters(word), *(fold_letters(w) for w in word.split("-"))}


def _keys_of(readings: Sequence[Reading]) -> frozenset[str]:
    """The folded parts of some readings."""
    parts = {part for r in readings for part in (r.surname or r.romanized, r.given) if part}
    return frozenset(key for part in parts for key in (fold(part), fold_letters(part)))


def _begins(given: str, key: str, language: str) -> bool:
    """Whether a longer given name may begin with this one: 大野雄 for Ono Yudai in sports pages."""
    found = {fold(reading.romanized) for reading in all_readings(given, language) if reading.kana}
    found |= {fold(hepburn(kana)) for kana, p in reading_model().compose(given, "given", 20) if p > _BEGUN}
    return any(len(one) >= 2 and key.startswith(one) and key != one for one in found)


def _held(text: str) -> bool:
    """Whether a dictionary of names or the table holds a string in Japanese form or Chinese."""
    return any(not r.route.startswith("composed") and r.kana for r in all_readings(text, "ja"))


@lru_cache(maxsize=4096)
def _could_compose(part: str, key: str, kind: str) -> bool:
    """Whether kanji can be read so one by one, with a probability that is not negligible."""
    if not re.fullmatch("[\u3400-\u9fff々]{1,4}", katakana(part)):
        return False
    found = {
        fold(hepburn(kana))
        for form in japanese_forms(part)[:4]
        for kana, p in reading_model().compose(form, kind, 40)
        if p > _COMPOSED
    }
    return key in found
