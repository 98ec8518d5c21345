"""Whether an English spelling is a name's, could be, or cannot be: rules in the order of their authority.

What a glossary or the source itself says goes first, then readings, then letters. Every rule says which names it is
about, so that of the many pairs of an article each meets only the rules that concern it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.document import NameVerdict
from align.names.mentions.english import ordinary
from align.names.mentions.entries import Name
from align.names.reading.japanese import lone_part_readings
from align.names.reading.korean import fold_korean, korean_readings
from align.names.reading.own import by_sound
from align.names.reading.romanize import fold, newspaper
from align.names.reading.sinitic import spelled_elsewhere
from align.names.script.division import is_kana
from align.names.script.letters import fold_letters
from align.names.verdict.by_letters import (
    in_pinyin,
    same_initial,
    transliterated,
    two_scripts,
    wrong_given,
)
from align.names.verdict.match import Fit, Form, Order, all_readings, letter_scores
from align.names.verdict.near_spellings import (
    misspelled,
    near_original,
    one_letter_off,
    relative,
    slip_of_letters,
)
from align.names.verdict.personal import SELDOM, in_another_tongue, is_chinese, read_otherwise, seldom_read
from align.names.verdict.reasons import Ground, Reason, Said
from align.names.verdict.thresholds import thresholds


@dataclass(frozen=True, slots=True)
class Judgement:
    """``spelling`` against one name. ``near`` grades spellings that are not accepted, 0 to 1."""

    spelling: str
    verdict: NameVerdict
    score: float
    reason: Reason
    form: Form | None = None
    order: Order | None = None
    near: float = 0.0
    route: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A name and a spelling with how well they fit, in an article of a language."""

    name: Name
    fit: Fit
    language: str

    @property
    def spelling(self) -> str:
        return self.fit.candidate

    @property
    def near(self) -> float:
        return max(self.fit.score if self.fit.reading is None else 1.0, 0.0)

    @property
    def listed(self) -> Said:
        """What the list or glossary has the name for."""
        known = self.name.known
        return Said(listed=known.english, origin=known.origin) if known else Said()

    def why(self, ground: Ground, said: Said | None = None) -> Reason:
        return Reason(ground, self.name.text, self.spelling, said or Said())


Rule = Callable[[_Pair], Judgement | None]


def judge(name: Name, fit: Fit, language: str, rules: Sequence[Rule] | None = None) -> Judgement:
    """The judgement on one spelling, by the first of the rules that has one. ``rules`` are those of the name
    (:func:`rules_of`), where many spellings are judged."""
    pair = _Pair(name, fit, language)
    for rule in rules_of(name, language) if rules is None else rules:
        if (judgement := rule(pair)) is not None:
            return judgement
    reason = pair.why(Ground.NO_KNOWN_READING)
    return Judgement(fit.candidate, "unknown", pair.near, reason, near=pair.near)


def rules_of(name: Name, language: str) -> tuple[Rule, ...]:
    """The rules that concern a name in an article of a language, in order."""
    return tuple(rule for concerns, rule in _RULES if concerns(name, language))


def _as_listed(pair: _Pair) -> Judgement | None:
    """What a list, a glossary or the source accepts: in full, turned round, or a half of it."""
    key = fold_letters(pair.spelling)
    for accepted, origin in _accepted(pair.name):
        words, said = _words(accepted), Said(listed=accepted, origin=origin)
        if key == fold_letters(accepted):
            reason = pair.why(Ground.LISTED, said)
            return Judgement(pair.spelling, "accept", 1.0, reason, "full", None, 1.0, origin)
        if pair.name.kind != "person" or len(words) < 2:
            continue
        own = _words(pair.spelling)
        if sorted(own) == sorted(words) and own != words:
            reason = pair.why(Ground.LISTED_TURNED, said)
            return Judgement(pair.spelling, "accept", 0.98, reason, "full", "surname first", 1.0, origin)
        if key in (words[0], words[-1], "".join(words[1:]), "".join(words[:-1])):
            form: Form = "surname" if (key == words[0]) == is_chinese(accepted) else "given"
            reason = pair.why(Ground.LISTED, said)
            return Judgement(pair.spelling, "accept", 0.97, reason, form, None, 1.0, origin)
    return None


def _near_original(pair: _Pair) -> Judgement | None:
    given = near_original(pair.name, pair.spelling)
    if given is None:
        return None
    reason = pair.why(Ground.NEAR_ORIGINAL, Said(part=given))
    return Judgement(pair.spelling, "variant", 0.9, reason, near=0.9, route="letters")


def _near_listed(pair: _Pair) -> Judgement | None:
    known = pair.name.known
    if known is None or pair.fit.reading or not one_letter_off(known.accepted, fold_letters(pair.spelling)):
        return None
    reason = pair.why(Ground.NEAR_LISTED, pair.listed)
    return Judgement(pair.spelling, "variant", 0.9, reason, "full", near=0.9, route="letters")


def _translated(pair: _Pair) -> Judgement:
    """What a list has for no person is rendered as the list says, and by nothing that sounds like it."""
    return Judgement(pair.spelling, "unknown", 0.0, pair.why(Ground.LISTED, pair.listed))


def _as_read(pair: _Pair) -> Judgement | None:
    """A spelling that equals a reading; of a listed person one that he does not go by is held against it."""
    fit, reading = pair.fit, pair.fit.reading
    if reading is None:
        return None
    known = pair.name.known
    if known and (odd := read_otherwise(pair.name.text, known, fit, pair.language)):
        return Judgement(
            pair.spelling, odd.verdict, fit.score, odd.reason, fit.form, near=0.9, route=reading.route
        )
    if not known and (odd := in_another_tongue(pair.name, fit, pair.language)):
        return Judgement(
            pair.spelling, odd.verdict, fit.score, odd.reason, fit.form, near=0.9, route=reading.route
        )
    if not known and (seldom := seldom_read(pair.name, fit)) is not None:
        return Judgement(pair.spelling, "variant", fit.score, seldom, fit.form, fit.order, 1.0, SELDOM)
    kana = f" ({reading.kana})" if reading.kana else ""
    reason = pair.why(Ground.READ, Said(reading=reading.romanized + kana, origin=reading.route))
    return Judgement(pair.spelling, "accept", fit.score, reason, fit.form, fit.order, 1.0, reading.route)


def _like_listed(pair: _Pair) -> Judgement | None:
    """A listed foreigner's relative, or the same foreigner misspelled."""
    known, bounds = pair.name.known, thresholds()
    if known is None:
        return None
    if relative(known, pair.spelling):
        return Judgement(pair.spelling, "unknown", 0.2, pair.why(Ground.LISTED, pair.listed), near=0.2)
    last = pair.spelling.split()[-1]
    sounds = pair.near >= bounds.accept and (
        pair.near >= bounds.plainly_by_letters
        or any(same_initial(a.split()[-1], last) for a in known.accepted)
    )
    if not sounds and not (misspelled(known, pair.spelling) and not ordinary(pair.spelling)):
        return None
    reason = pair.why(Ground.NEAR_LISTED, pair.listed)
    score = pair.near if sounds else max(pair.near, bounds.accept)
    return Judgement(pair.spelling, "variant", score, reason, near=pair.near, route="letters")


def _in_two_scripts(pair: _Pair) -> Judgement | None:
    """A name whose one part is written by sound and whose other is read: ダルビッシュ有."""
    parts = two_scripts(pair.name.text)
    if parts is None:
        return None
    foreign, kanji = parts
    words = pair.spelling.split()
    least = thresholds().reject
    said = [
        (float(letter_scores(foreign, [word])[0]) >= least, fold(word) in _part_keys(kanji)) for word in words
    ]
    whole = len(words) == 2 and ((said[0][0] and said[1][1]) or (said[0][1] and said[1][0]))
    if whole or (len(words) == 1 and any(said[0])):
        reason = pair.why(Ground.SOUND_AND_READING, Said(part=foreign, rest=kanji))
        return Judgement(pair.spelling, "accept", 0.9, reason, near=0.9, route="letters")
    half = len(words) == 2 and any(map(any, said))
    return Judgement(pair.spelling, "unknown", 0.0, pair.why(Ground.NO_KNOWN_READING), near=0.5 * half)


def _said_elsewhere(pair: _Pair) -> Judgement | None:
    """A spelling that hanzi may have in another tongue (Chow Kon Yeow, Nguyen Chi Dung); of a Korean name only where
    a character is missing from the table, for what the table holds is known."""
    if " " not in pair.spelling:
        return None
    said = spelled_elsewhere(pair.name.text, pair.spelling)
    if said is None or not said.whole or (said.tongue == "korean" and korean_readings(pair.name.text)):
        return None
    reason = pair.why(Ground.SAID_ELSEWHERE, Said(tongue=said.in_words))
    route = f"{said.tongue} sounds"
    return Judgement(pair.spelling, "accept", 0.75, reason, "full", "surname first", 0.9, route)


def _by_letters(pair: _Pair) -> Judgement | None:
    """A rendering of foreign letters that fit, unless only those of the last word do."""
    name, near, bounds = pair.name, pair.near, thresholds()
    if near < bounds.accept:
        return None
    if near < bounds.plainly_by_letters and wrong_given(name.text, pair.spelling):
        return Judgement(pair.spelling, "unknown", near, pair.why(Ground.LAST_WORD_ONLY), near=near)
    if name.own and by_sound(name.own) and _other_korean_family(name.text, pair.spelling):
        return None
    by_letters = transliterated(name.text, pair.language) or (bool(name.own) and by_sound(name.own))
    if not by_letters or in_pinyin(name.text, pair.spelling, pair.language):
        return None
    if name.own and near < bounds.plainly_by_letters and korean_readings(name.text):
        return None  # 徐民浩（ソ・ミンホ）: what the source says of its sound is spelled in few ways
    if (slip := slip_of_letters(name, pair.spelling)) is not None:
        return Judgement(pair.spelling, "conflict", near, slip, near=near, route="letters")
    reason = pair.why(Ground.LETTERS_FIT, Said(fit=near))
    return Judgement(pair.spelling, "accept", near, reason, near=near, route="letters")


def _other_korean_family(name: str, spelling: str) -> bool:
    """Whether a Korean full name is spelled with the family name of other hanja: Jo Min-ho for 徐民浩."""
    readings = korean_readings(name)
    family, _, given = spelling.partition(" ")
    same = {fold_korean(one.given.replace("-", "")) for one in readings if one.given}
    if "-" not in given or fold_korean(given.replace("-", "")) not in same:
        return False
    return all(fold_korean(family) != fold_korean(one.surname or "") for one in readings)


@lru_cache(maxsize=16384)
def _words(spelling: str) -> list[str]:
    """The words of a spelling, folded."""
    return [fold_letters(word) for word in re.split(r"[\s-]+", spelling)]


@lru_cache(maxsize=1024)
def _part_keys(kanji: str) -> frozenset[str]:
    read = {reading.romanized for reading in all_readings(kanji, "ja")}
    read |= {newspaper(kana) for kana, _, _ in lone_part_readings(kanji)}
    return frozenset(map(fold, read))


def _accepted(name: Name) -> list[tuple[str, str]]:
    known = [(s, name.known.origin) for s in name.known.accepted] if name.known else []
    if not name.original:
        return known
    if name.own:
        return known
    given = newspaper(name.original) if is_kana(name.original) else name.original
    return [*known, (given, "given in the source")]


def _anything(name: Name, language: str) -> bool:
    return True


def _listed_person(name: Name, language: str) -> bool:
    return name.known is not None and name.kind == "person"


def _person_in_hanzi(name: Name, language: str) -> bool:
    """Whether a name that no list has may be said in another tongue than Mandarin."""
    return (
        language != "ja" and name.known is None and name.kind == "person" and not is_kana(name.text)
    )  # fmt: skip


_RULES: tuple[tuple[Callable[[Name, str], bool], Rule], ...] = (
    (lambda name, _: bool(name.known or name.original), _as_listed),
    (lambda name, _: name.kind == "person" and bool(name.original), _near_original),
    (_listed_person, _near_listed),
    (lambda name, _: name.known is not None and name.kind != "person", _translated),
    (_anything, _as_read),
    (lambda name, language: _listed_person(name, language) and transliterated(name.text, language), _like_listed),
    (lambda name, _: name.known is None, _in_two_scripts),
    (_person_in_hanzi, _said_elsewhere),
    (_anything, _by_letters),
)  # fmt: skip
