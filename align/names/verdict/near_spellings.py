"""Spellings a letter or two from one that is known: of a listed person, or of what the source prints itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.languages import lexicon
from align.names.lists.glossary import Known
from align.names.mentions.entries import Name
from align.names.script.division import is_kana
from align.names.script.letters import fold_letters


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
