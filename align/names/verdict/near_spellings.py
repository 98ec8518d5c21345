"""Spellings a letter or two from one that is known: of a listed person, or of what the source prints itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from align.languages import lexicon
from align.names.lists.glossary import Known
from align.names.mentions.entries import Name
from align.names.reading.chinese import syllables
from align.names.reading.romanize import hepburn
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.reasons import Ground, Reason, Said


def near_original(name: Name, spelling: str) -> str | None:
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


def slip_of_letters(name: Name, spelling: str) -> Reason | None:
    """What is wrong with a spelling that the letters of a foreign name fit: the source prints another itself, a part is
    in pinyin, or it ends in another vowel than the kana do; None where nothing is."""
    if name.known or name.kind not in ("person", "other"):
        return None
    original = name.original or ""
    if re.fullmatch(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+", original):
        words = {fold_letters(word) for word in original.split()}
        if words.isdisjoint({fold_letters(spelling.split()[-1])}):
            return Reason(Ground.NOT_AS_PRINTED, name.text, spelling, Said(part=original))
    parts, words_given = name_parts(name.text), spelling.split()
    if len(parts) > 1:
        for part, word in product(parts, words_given):
            if _plainly_pinyin(part, word):
                return Reason(Ground.IN_PINYIN, name.text, spelling, Said(part=word, rest=part))
    wanted, given = _last_vowel(parts[-1]), fold_letters(words_given[-1])[-1:]
    if len(parts) > 1 and wanted and given in ("a", "o") and given != wanted:
        return Reason(Ground.ENDS_OTHERWISE, name.text, spelling, Said(part=wanted))
    return None


# Syllables of pinyin that no spelling of a Western name has.
_PINYIN_ONLY = re.compile(
    "(?:zh|x|q(?!u)|[bpmfdtnlgkhrzcs]h?(?:ao|ei|uo|uai|iao|iang|eng|ong|ui|iu)|[jy](?:ao|iu|ue|uan))"
)


def _plainly_pinyin(part: str, word: str) -> bool:
    """Whether a word is the pinyin of a foreign name's hanzi, and shows it: Shaobo for 绍博."""
    hanzi = simplified(part)
    if not re.fullmatch("[\u3400-\u9fff]{2,}", hanzi):
        return False
    said = "".join((syllables(one) or ("?",))[0] for one in hanzi)
    return fold_letters(word) == said and _PINYIN_ONLY.search(said) is not None


def _last_vowel(part: str) -> str:
    """The vowel in which katakana end, a or o; empty where they end in another, a long one, or what may have been put
    behind a consonant (ト)."""
    kana = hepburn(part) if re.fullmatch("[ァ-ヺー]+", part) else ""
    return kana[-1:] if kana[-1:] in ("a", "o") and part[-1] not in "ーアオトドァォ" else ""


def one_letter_off(accepted: Sequence[str], key: str) -> bool:
    """Whether a folded spelling of a full name has a letter more or less than an accepted one; another letter in its
    place (Ishida for Ishiba) makes another name."""
    from rapidfuzz.distance import Levenshtein

    full = (fold_letters(one) for one in accepted if " " in one)
    near = (one for one in full if len(one) >= 8 and abs(len(one) - len(key)) == 1)
    return any(Levenshtein.distance(one, key, score_cutoff=1) == 1 for one in near)


def misspelled(known: Known, spelling: str) -> bool:
    """Whether the last words of a spelling and of the known name are two letters apart at most, and begin and end
    alike."""
    from rapidfuzz.distance import Levenshtein

    last = fold_letters(spelling.split()[-1]) if spelling.split() else ""
    for accepted in known.accepted:
        family = fold_letters(accepted.split()[-1])
        near = Levenshtein.distance(last, family, score_cutoff=2) <= (
            2 if len(family) > 6 else 1 + (len(family) > 5)
        )
        if last[:1] == family[:1] and last[-1:] == family[-1:] and len(family) >= 5 and near:
            return True
    return False


def relative(known: Known, spelling: str) -> bool:
    """Whether a spelling has a known foreign person's family name and a given name that is not his at all."""
    from rapidfuzz.fuzz import ratio

    words = [fold_letters(word) for word in spelling.split()]
    own = [[fold_letters(w) for w in a.split()] for a in known.accepted if " " in a]
    if len(words) != 2 or len(words[0]) < 3 or not any(words[1] == o[-1] for o in own):
        return False
    short = {s for o in own for s in lexicon.table("en", "nicknames.tsv").get(o[0], ())}
    return all(ratio(words[0], o[0]) < 60 and words[0][0] != o[0][0] for o in own) and words[0] not in short
