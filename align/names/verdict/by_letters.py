"""Names that render foreign letters, and what their letters say of a spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from align.languages import lexicon
from align.names.mentions.english import ordinary
from align.names.reading.chinese import may_be_surname, surname_length, syllables
from align.names.reading.japanese import is_full_name
from align.names.reading.romanize import hepburn
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.match import letter_scores
from align.names.verdict.personal import is_chinese
from align.names.verdict.thresholds import thresholds


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


@lru_cache(maxsize=4096)
def _letters_like(name: str) -> bool:
    from align.names.reading.transliteration import transliterating

    return all(c in transliterating() for c in name)


@lru_cache(maxsize=16384)
def two_scripts(name: str) -> tuple[str, str] | None:
    """The katakana and the kanji of a name in both: マイケル富岡, ダルビッシュ有; None for any other."""
    match = re.fullmatch("([ァ-ヺー]{3,})([\u3400-\u9fff々]{1,3})", name)
    return (match[1], match[2]) if match else None


def in_pinyin(name: str, spelling: str, language: str) -> bool:
    """Whether a spelling has a Chinese name's surname in pinyin, or is nearly its given name, so that its syllables
    count and not its letters: 韦世豪 is not Wei Shihua, though all three hanzi render foreign names, too."""
    from rapidfuzz.fuzz import ratio

    words = [fold_letters(word) for word in re.split(r"[\s-]+", spelling)]
    if language != "ja" and surname_length(name) == 2 and len(name) <= 4:  # Ling Hubingyi for 令狐秉义
        return len(words) > 1 and ratio("".join(words), _said(name)) >= 80
    if language == "ja" or not 2 <= len(name) <= 3 or not may_be_surname(name[0]):
        return False
    if len(words) == 1:
        return len(name) == 3 and ratio(words[0], _said(name[1:])) >= 75
    surname = not {words[0], words[-1]}.isdisjoint(syllables(simplified(name[0])))
    return surname or (len(name) == 3 and is_chinese(spelling))


def _said(hanzi: str) -> str:
    """Hanzi in pinyin, each by its commonest reading."""
    return "".join(syllables(one)[0] for one in simplified(hanzi) if syllables(one))


@lru_cache(maxsize=4096)
def wrong_given(name: str, spelling: str) -> bool:
    """Whether the first of two words cannot be the first part of a foreign name in parts, nor short for it."""
    parts, words = name_parts(name), spelling.split()
    if len(parts) < 2 or len(words) != 2 or len(fold_letters(words[0])) < 3 or ordinary(words[0]):
        return False
    first = [part for part in parts[:-1] if len(part) > 1]
    least = thresholds().part_of_letters
    known = any(
        float(letter_scores(part, [words[0]])[0]) >= least or same_initial(hepburn(part), words[0])
        for part in first
    )
    return bool(first) and not known and short_for(name, spelling) is None


def same_initial(one: str, other: str) -> bool:
    """Whether two names begin with the same letter, l and r, v and b taken for one: Rafinha may be a Rafael."""
    initials = {fold_letters(word)[:1].replace("l", "r").replace("v", "b") for word in (one, other)}
    return len(initials) == 1


def short_for(name: str, spelling: str) -> str | None:
    """The given name that fits the source name and has one of the words for a short form: Kate, Catherine."""
    words = {fold_letters(word) for word in spelling.split()}
    longer = [full for full, short in lexicon.table("en", "nicknames.tsv").items() if words & set(short)]
    if not longer:
        return None
    part = name_parts(name)[0]
    scores = letter_scores(part, longer)
    best = int(scores.argmax())
    return longer[best].capitalize() if scores[best] >= thresholds().accept else None


def first_part_wrong(name: str, spelling: str) -> bool:
    """Whether the first part of a foreign full name cannot be the first of two words or more."""
    parts, words = name_parts(name), spelling.split()
    several = len(parts) > 1 and len(words) > 1
    return several and float(letter_scores(parts[0], [words[0]])[0]) < thresholds().part_of_letters


def last_part_wrong(name: str, spelling: str) -> bool:
    """Whether the family names of two full names cannot be the same, whatever the given names are."""
    parts, words = name_parts(name), spelling.split()
    several = len(parts) > 1 and len(words) > 1
    return several and float(letter_scores(parts[-1], [words[-1]])[0]) < thresholds().family_by_letters


def fits_by_letters(name: str, spelling: str) -> bool:
    """Whether hanzi that have readings of their own may yet render a foreign name: 利娜汗 is Lina Khan."""
    if in_pinyin(name, spelling, "zh") or is_chinese(spelling):
        return False
    bounds = thresholds()
    least = bounds.plainly_by_letters if is_full_name(name, least=3.0) else bounds.accept
    return float(letter_scores(name, [spelling])[0]) >= least
