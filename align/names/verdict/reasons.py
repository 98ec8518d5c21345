"""Why a spelling that was assigned to a name is not the name's, in words, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from align.document import NameVerdict, Reading
from align.names.mentions.entries import Name
from align.names.reading.chinese import may_be_surname
from align.names.reading.japanese import divide, is_full_name
from align.names.reading.kanji import reading_model
from align.names.reading.own import by_sound
from align.names.reading.romanize import fold, hepburn
from align.names.reading.variants import japanese_forms
from align.names.script.division import name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import katakana
from align.names.verdict.judge import REJECT, in_pinyin, short_for, transliterated, two_scripts
from align.names.verdict.match import all_readings, family_of, letter_scores
from align.names.verdict.personal import is_chinese, own_spelling, spelled_abroad


def why_not(name: Name, spelling: str, language: str) -> tuple[NameVerdict, str]:
    """Whether a spelling that was assigned to a name is a conflict or unknown, and the reason.

    A reading outside the dictionaries is a conflict only when no composition of its kanji gives it
    either: given names are read freely, so what could be composed is said to be unknown.
    """
    text = name.text
    if transliterated(text, language) and not in_pinyin(text, spelling, language):
        if re.search("[·•・･‧][\u3400-\u9fff]$", text) and not _first_wrong(text, spelling):
            return "unknown", f"{text} may go on where it was cut"
        if longer := short_for(text, spelling):
            return "unknown", f"'{spelling}' may be short for {longer}"
        return "conflict", f"the letters of '{spelling}' do not fit {text}"
    if language == "ja" and re.search("[・･]", text):
        return "unknown", f"{text} is no name of one script"
    if mixed := two_scripts(text):
        read = all_readings(mixed[1], language)
        if len(spelling.split()) != 2 or not read:
            return "unknown", f"no reading of {text} is known"
        ways = " or ".join(dict.fromkeys(r.romanized for r in read[:3]))
        return "conflict", f"{mixed[1]} reads {ways}; '{spelling}' is none of them with {mixed[0]}"
    if re.fullmatch("[\u3400-\u9fff]{1,2}[ァ-ヺー]{2,}", katakana(text)):
        return "unknown", f"{text} is no name of one script"
    own = name.own
    if own and by_sound(own):
        return "conflict", f"the letters of '{spelling}' do not fit {own}, as the source reads {text}"
    readings = all_readings(text, language, own=own)
    if not readings:
        return "unknown", f"no reading of {text} is known"
    surname, given = _divided(text)
    if not name.known and (abroad := spelled_abroad(text, spelling, readings)):
        return "unknown", abroad
    if other := own_spelling(text, spelling, readings):
        return "unknown", other
    words = [w for w in re.split(r"\s+", spelling) if len(fold_letters(w)) > 1]
    if not spelling.isupper():
        words = [w for w in words if not re.fullmatch("[A-Z]{2,3}", w)]  # Wada TA: what he is, not his name
    sets = _part_sets(readings)
    wrong = []
    fitting = [word for word in words if any(key in keys for _, keys in sets for key in _keys(word))]
    for word in words:
        if word in fitting:
            continue
        if own:
            wrong.append(word)
            continue
        if fitting and len(given) == 1 and _japanese(text, language) and _begins(given, fold(word), language):
            return "unknown", f"{given} could be short for a name that is said '{word}'"
        if (
            given
            and not name.known
            and _japanese(text, language)
            and _could_compose(given, fold(word), "given")
        ):
            return "unknown", f"'{word}' could be a rare reading of {given}, which no dictionary has"
        wrong.append(word)
    if wrong and not own and not given and re.fullmatch("[\u3400-\u9fff々]{3,}", text) and not _held(text):
        return "unknown", f"{text} is in no dictionary of names"
    if wrong and not given and len(wrong) < len(words):
        return "unknown", f"'{spelling}' says more than {text}, which is one of its words"
    if not wrong and words:
        if name.known and len(words) > 1:
            return "conflict", f"{text} is {name.known.english} ({name.known.origin})"
        if len(words) > 1 and len(surname) >= 2 and is_full_name(text, least=3.0):
            return (
                "conflict",
                f"{text} reads {readings[0].romanized}; '{spelling}' mixes readings of two languages",
            )
        if is_chinese(spelling):
            return "variant", f"'{spelling}' mixes two romanizations; {text} reads {readings[0].romanized}"
        return "unknown", f"each part of '{spelling}' is a reading of {text}, but not together"
    likely = [
        r
        for r in readings
        if r.weight >= 0.02 * readings[0].weight and family_of(r.route) == family_of(readings[0].route)
    ]
    listed = []
    for part, said in ((surname, [r.surname for r in likely]), (given, [r.given for r in likely])):
        known = list(dict.fromkeys(reading for reading in said if reading))[:3]
        if part and known:
            listed.append(f"{part} reads {' or '.join(known)}")
    if not listed or (not given and language == "ja"):
        listed = [f"{text} reads {' or '.join(dict.fromkeys(r.romanized for r in readings[:3]))}"]
    quoted = " and ".join(f"'{word}'" for word in wrong)
    return "conflict", f"{'; '.join(listed)}; {quoted} {'is' if len(wrong) == 1 else 'are'} none of them"


def _first_wrong(name: str, spelling: str) -> bool:
    """Whether the first part of a foreign full name cannot be the first of two words or more."""
    parts, words = name_parts(name), spelling.split()
    return len(parts) > 1 and len(words) > 1 and float(letter_scores(parts[0], [words[0]])[0]) < REJECT / 2


def _japanese(text: str, language: str) -> bool:
    """Whether a name in kanji or hanzi may be a Japanese one; in a Chinese text no ordinary Chinese name is."""
    return language == "ja" or not may_be_surname(text[0]) or is_full_name(text, least=4.0)


def _divided(text: str) -> tuple[str, str]:
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
    return (
        (text[:cut], text[cut:])
        if len(text) <= 4 and may_be_surname(text[:cut]) and len(text) > cut
        else (text, "")
    )


def _keys(word: str) -> set[str]:
    return {fold(word), fold_letters(word), *(fold_letters(w) for w in word.split("-"))}


def _part_sets(readings: Sequence[Reading]) -> list[tuple[str, set[str]]]:
    surnames: set[str] = set()
    givens: set[str] = set()
    for reading in readings:
        for part, keys in ((reading.surname or reading.romanized, surnames), (reading.given or "", givens)):
            if part:
                keys |= {fold(part), fold_letters(part)}
    return [("surname", surnames), ("given", givens)]


def _begins(given: str, key: str, language: str) -> bool:
    """Whether a longer given name may begin with this one: 大野雄 for Ono Yudai in sports pages."""
    found = {
        fold(r) for reading in all_readings(given, language) for r in (reading.romanized,) if reading.kana
    }
    found |= {fold(hepburn(kana)) for kana, p in reading_model().compose(given, "given", 20) if p > 1e-3}
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
        if p > 2e-4
    }
    return key in found
