"""Whether an English spelling is a name's, could be, or cannot be — with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.document import NameVerdict
from align.languages import lexicon
from align.names.lists.glossary import Known
from align.names.mentions.english import ordinary
from align.names.mentions.entries import Name
from align.names.reading.chinese import may_be_surname, syllables
from align.names.reading.japanese import is_full_name, lone_part_readings
from align.names.reading.korean import korean_readings
from align.names.reading.own import by_sound
from align.names.reading.romanize import fold, hepburn, newspaper
from align.names.reading.sinitic import spelled_elsewhere
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.match import Fit, Form, Order, all_readings, letter_scores
from align.names.verdict.personal import is_chinese, read_otherwise

# A letter score above ACCEPT is this name; below REJECT it is not. Set on professional translations of news
# (WMT21) with names exchanged; docs/measurements/names.md has the figures.
ACCEPT, REJECT = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Judgement:
    """``spelling`` against one name. ``near`` grades spellings that are not accepted, 0 to 1."""

    spelling: str
    verdict: NameVerdict
    score: float
    reason: str
    form: Form | None = None
    order: Order | None = None
    near: float = 0.0
    route: str = ""


def judge(name: Name, fit: Fit, language: str) -> Judgement:
    """The judgement on one spelling: by the glossary, an original in brackets, readings, letters."""
    spelling = fit.candidate
    key = fold_letters(spelling)
    near = max(fit.score if fit.reading is None else 1.0, 0.0)
    for accepted, route in _accepted(name):
        words = _words(accepted)
        if key == fold_letters(accepted):
            return Judgement(
                spelling, "accept", 1.0, f"{name.text} is {accepted} ({route})", "full", None, 1.0, route
            )
        if name.kind == "person" and len(words) > 1:
            own = _words(spelling)
            if sorted(own) == sorted(words) and own != words:
                reason = f"{name.text} is {accepted} ({route}), here in the other order"
                return Judgement(spelling, "accept", 0.98, reason, "full", "surname first", 1.0, route)
            if key in (words[0], words[-1], "".join(words[1:]), "".join(words[:-1])):
                form: Form = "surname" if (key == words[0]) == is_chinese(accepted) else "given"
                reason = f"{name.text} is {accepted} ({route})"
                return Judgement(spelling, "accept", 0.97, reason, form, None, 1.0, route)
    if (given := _near_original(name, spelling)) is not None:
        reason = f"the source gives '{given}' itself; '{spelling}' is a near spelling"
        return Judgement(spelling, "variant", 0.9, reason, near=0.9, route="letters")
    if name.known and name.kind == "person" and _one_letter_off(name.known.accepted, key) and not fit.reading:
        reason = f"{name.text} is {name.known.english} ({name.known.origin}); '{spelling}' is a near spelling"
        return Judgement(spelling, "variant", 0.9, reason, "full", near=0.9, route="letters")
    if name.known and name.kind != "person":
        return Judgement(spelling, "unknown", 0.0, f"{name.text} is {name.known.english}", near=0.0)
    if (
        fit.reading is not None
        and name.known
        and (odd := read_otherwise(name.text, name.known, fit, language))
    ):
        verdict, reason = odd
        return Judgement(spelling, verdict, fit.score, reason, fit.form, near=0.9, route=fit.reading.route)
    if fit.reading is not None:
        reading = fit.reading
        said = f"{name.text} reads {reading.romanized}" + (f" ({reading.kana})" if reading.kana else "")
        return Judgement(
            spelling, "accept", fit.score, f"{said}, {reading.route}", fit.form, fit.order, 1.0, reading.route
        )
    foreign = name.known and name.kind == "person" and transliterated(name.text, language)
    if name.known and foreign and _relative(name.known, spelling):
        reason = f"{name.text} is {name.known.english} ({name.known.origin})"
        return Judgement(spelling, "unknown", 0.2, reason, near=0.2)
    if (
        name.known
        and name.kind == "person"
        and near >= ACCEPT
        and transliterated(name.text, language)
        and (
            near >= 0.8 or any(_same_sound(a.split()[-1], spelling.split()[-1]) for a in name.known.accepted)
        )
    ):
        reason = f"{name.text} is {name.known.english} ({name.known.origin}); '{spelling}' is a near spelling"
        return Judgement(spelling, "variant", near, reason, near=near, route="letters")
    if (
        name.known
        and name.kind == "person"
        and _misspelled(name, spelling)
        and not ordinary(spelling)
        and transliterated(name.text, language)
    ):
        reason = f"{name.text} is {name.known.english} ({name.known.origin}); '{spelling}' is a near spelling"
        return Judgement(spelling, "variant", max(near, ACCEPT), reason, near=near, route="letters")
    if (mixed := two_scripts(name.text)) and name.known is None:
        return _judge_mixed(name.text, mixed, spelling)
    if name.known is None and (abroad := _elsewhere(name, spelling, language)):
        return abroad
    if ACCEPT <= near < 0.8 and wrong_given(name.text, spelling):
        return Judgement(
            spelling, "unknown", near, f"only the last word of '{spelling}' fits {name.text}", near=near
        )
    by_letters = transliterated(name.text, language) or (bool(name.own) and by_sound(name.own))
    if near >= ACCEPT and by_letters and not in_pinyin(name.text, spelling, language):
        reason = f"the letters of '{spelling}' fit {name.text} ({near:.2f})"
        return Judgement(spelling, "accept", near, reason, near=near, route="letters")
    return Judgement(
        spelling, "unknown", near, f"'{spelling}' is no reading of {name.text} that is known", near=near
    )


@lru_cache(maxsize=16384)
def _words(spelling: str) -> list[str]:
    """The words of a spelling, folded."""
    return [fold_letters(word) for word in re.split(r"[\s-]+", spelling)]


@lru_cache(maxsize=16384)
def two_scripts(name: str) -> tuple[str, str] | None:
    """The katakana and the kanji of a name in both: マイケル富岡, ダルビッシュ有; None for any other."""
    match = re.fullmatch("([ァ-ヺー]{3,})([\u3400-\u9fff々]{1,3})", name)
    return (match[1], match[2]) if match else None


def _judge_mixed(name: str, parts: tuple[str, str], spelling: str) -> Judgement:
    """The judgement on a spelling of a name whose one part is written by sound and whose other is read."""
    foreign, kanji = parts
    words = spelling.split()
    said = [
        (float(letter_scores(foreign, [word])[0]) >= REJECT, fold(word) in _part_keys(kanji))
        for word in words
    ]
    whole = len(words) == 2 and ((said[0][0] and said[1][1]) or (said[0][1] and said[1][0]))
    if whole or (len(words) == 1 and any(said[0])):
        reason = f"the letters of '{spelling}' fit {foreign}, and {kanji} can be read so"
        return Judgement(spelling, "accept", 0.9, reason, near=0.9, route="letters")
    half = len(words) == 2 and any(map(any, said))
    return Judgement(
        spelling, "unknown", 0.0, f"'{spelling}' is no reading of {name} that is known", near=0.5 * half
    )


@lru_cache(maxsize=1024)
def _part_keys(kanji: str) -> frozenset[str]:
    read = {reading.romanized for reading in all_readings(kanji, "ja")}
    read |= {newspaper(kana) for kana, _, _ in lone_part_readings(kanji)}
    return frozenset(map(fold, read))


def _elsewhere(name: Name, spelling: str, language: str) -> Judgement | None:
    """The judgement on a spelling that a name in hanzi may have in another tongue (Chow Kon Yeow, Nguyen Chi Dung);
    of a Korean name only where a character is missing from the table, for what the table holds is known."""
    if language == "ja" or name.kind != "person" or " " not in spelling or is_kana(name.text):
        return None
    said = spelled_elsewhere(name.text, spelling)
    if said is None or not said.whole or (said.tongue == "korean" and korean_readings(name.text)):
        return None
    reason = f"'{spelling}' says {name.text} in {said.in_words}"
    return Judgement(spelling, "accept", 0.75, reason, "full", "surname first", 0.9, f"{said.tongue} sounds")


@lru_cache(maxsize=4096)
def wrong_given(name: str, spelling: str) -> bool:
    """Whether the first of two words cannot be the first part of a foreign name in parts, nor short for it."""
    parts, words = name_parts(name), spelling.split()
    if len(parts) < 2 or len(words) != 2 or len(fold_letters(words[0])) < 3 or ordinary(words[0]):
        return False
    first = [part for part in parts[:-1] if len(part) > 1]
    known = any(
        float(letter_scores(part, [words[0]])[0]) >= REJECT / 2 or _same_sound(hepburn(part), words[0])
        for part in first
    )
    return bool(first) and not known and short_for(name, spelling) is None


def _same_sound(one: str, other: str) -> bool:
    """Whether two names begin with the same letter: Rafinha may be a Rafael."""
    initials = {fold_letters(word)[:1].replace("l", "r").replace("v", "b") for word in (one, other)}
    return len(initials) == 1


def _relative(known: Known, spelling: str) -> bool:
    """Whether a spelling has a known foreign person's family name and a given name that is not his at all."""
    from rapidfuzz.fuzz import ratio

    words = [fold_letters(word) for word in spelling.split()]
    own = [[fold_letters(w) for w in a.split()] for a in known.accepted if " " in a]
    if len(words) != 2 or len(words[0]) < 3 or not any(words[1] == o[-1] for o in own):
        return False
    short = {s for o in own for s in lexicon.table("en", "nicknames.tsv").get(o[0], ())}
    return all(ratio(words[0], o[0]) < 60 and words[0][0] != o[0][0] for o in own) and words[0] not in short


def _near_original(name: Name, spelling: str) -> str | None:
    """The word that the source gives a person in Latin letters and that a spelling has with a letter or two changed:
    Harlowe for Harlow; None where there is none."""
    from rapidfuzz.distance import Levenshtein

    original = name.original or ""
    if name.kind != "person" or is_kana(original) or not re.search("[A-Za-z]{4}", original):
        return None
    own = {fold_letters(word): word for word in original.split()}
    for word in map(fold_letters, spelling.split()):
        for key, given in own.items():
            allowed = 1 if len(key) < 7 else 2
            near = len(key) >= 4 and key[0] == word[:1] and key != word
            if near and word not in own and Levenshtein.distance(key, word, score_cutoff=allowed) <= allowed:
                return given
    return None


def _one_letter_off(accepted: Sequence[str], key: str) -> bool:
    """Whether a folded spelling of a full name has a letter more or less than an accepted one; another letter in its
    place (Ishida for Ishiba) makes another name."""
    from rapidfuzz.distance import Levenshtein

    full = (fold_letters(one) for one in accepted if " " in one)
    near = (one for one in full if len(one) >= 8 and abs(len(one) - len(key)) == 1)
    return any(Levenshtein.distance(one, key, score_cutoff=1) == 1 for one in near)


def _misspelled(name: Name, spelling: str) -> bool:
    """Whether the last words of a spelling and of the known name are two letters apart at most."""
    from rapidfuzz.distance import Levenshtein

    last = fold_letters(spelling.split()[-1]) if spelling.split() else ""
    for accepted in name.known.accepted if name.known else ():
        family = fold_letters(accepted.split()[-1])
        near = Levenshtein.distance(last, family, score_cutoff=2) <= (
            2 if len(family) > 6 else 1 + (len(family) > 5)
        )
        if last[:1] == family[:1] and last[-1:] == family[-1:] and len(family) >= 5 and near:
            return True
    return False


def _accepted(name: Name) -> list[tuple[str, str]]:
    known = [(s, name.known.origin) for s in name.known.accepted] if name.known else []
    if not name.original:
        return known
    if name.own:
        return known
    given = newspaper(name.original) if is_kana(name.original) else name.original
    return [*known, (given, "given in the source")]


@lru_cache(maxsize=16384)
def transliterated(name: str, language: str) -> bool:
    """Whether a name is a rendering of foreign letters and not one with readings of its own."""
    if language == "ja" and re.search("[\u3400-\u9fff]", name):
        return False
    if is_kana(name) or re.search("[·•・･‧]", name):
        return not re.search("[ぁ-ゖ]", name)
    if language == "ja":
        return False
    married = len(name) == 4 and may_be_surname(name[0]) and may_be_surname(name[1])
    compound = len(name) in (3, 4) and may_be_surname(name[:2])  # 尉迟敬明
    chinese = (len(name) <= 3 or married) and may_be_surname(name[0]) and not _letters_like(name)
    return not (chinese or compound) and not is_full_name(name, least=3.0)


def in_pinyin(name: str, spelling: str, language: str) -> bool:
    """Whether a spelling has a Chinese name's surname in pinyin, or is nearly its given name, so that its syllables
    count and not its letters: 韦世豪 is not Wei Shihua, though all three hanzi render foreign names, too."""
    from rapidfuzz.fuzz import ratio

    words = [fold_letters(word) for word in re.split(r"[\s-]+", spelling)]
    if language == "ja" or not 2 <= len(name) <= 3 or not may_be_surname(name[0]):
        return False
    if len(words) == 1:
        given = "".join(syllables(hanzi)[0] for hanzi in simplified(name[1:]) if syllables(hanzi))
        return len(name) == 3 and ratio(words[0], given) >= 75
    surname = not {words[0], words[-1]}.isdisjoint(syllables(simplified(name[0])))
    return surname or (len(name) == 3 and is_chinese(spelling))


@lru_cache(maxsize=4096)
def _letters_like(name: str) -> bool:
    from align.names.reading.transliteration import transliterating

    return all(c in transliterating() for c in name)


def short_for(name: str, spelling: str) -> str | None:
    """The given name that fits the source name and has one of the words for a short form: Kate, Catherine."""
    words = {fold_letters(word) for word in spelling.split()}
    longer = [full for full, short in lexicon.table("en", "nicknames.tsv").items() if words & set(short)]
    if not longer:
        return None
    part = name_parts(name)[0]
    scores = letter_scores(part, longer)
    best = int(scores.argmax())
    return longer[best].capitalize() if scores[best] >= ACCEPT else None
