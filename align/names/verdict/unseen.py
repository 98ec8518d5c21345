"""Whether an English name comes from a part of the source sentence in which no name was found.

The guard against false accusation: a name that the mention finder missed must not be taken for a
misspelling of one that it found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from align.names.mentions.english import ordinary
from align.names.reading.chinese import is_surname, syllables
from align.names.reading.romanize import fold, fold_all, hepburn
from align.names.reading.variants import usual_forms
from align.names.script.letters import fold_letters
from align.names.script.pinyin import spoken
from align.names.script.symbols import katakana, simplified
from align.names.verdict.match import letter_table

# How well the letters of a word fit a run, alone and where another word of the spelling is said, too (瑞光フロロ, Zuiko
# Fluoro); chosen by hand.
_ENOUGH, _ENOUGH_BESIDE = 0.5, 0.3


def explained(spellings: Sequence[str], rest: str, language: str) -> list[bool]:
    """For each spelling, whether ``rest``, a sentence without its known names, says or transliterates each
    of its words."""
    split = [list(map(fold_letters, re.split(r"[\s-]+", s))) for s in spellings]
    # Of short words only a family name alone counts: Ma, but not U.S.
    lone = [re.fullmatch("[A-Z][a-z]", spelling) is not None for spelling in spellings]
    words = [[w for w in some if len(w) >= 3 or one] for some, one in zip(split, lone, strict=True)]
    words = [[w for w in some if not ordinary(w)] or some for some in words]  # Hongtai Coal by its first word
    every = tuple(dict.fromkeys(word for some in words for word in some))
    held, likely = _words_said(every, rest, language)
    plain, pinyin = fold_letters(rest), "" if language == "ja" else _pinyin_of(rest)
    found = []
    for spelling, some in zip(spellings, words, strict=True):
        whole = fold_letters(spelling)
        said = not some or (set(some) <= likely and not held.isdisjoint(some))
        # Printed in Latin letters in the source, or its pinyin.
        found.append(said or whole in plain or (bool(pinyin) and whole in pinyin))
    return found


def said_anywhere(spelling: str, sentences: Sequence[str], language: str) -> bool:
    """Whether any of some sentences says all words of a spelling (瑞光フロロ, Zuiko Fluoro), in a Chinese text by the
    readings of a Japanese name, too (丸冈物产, Maruoka Bussan). Kana may say a single word by chance: Naito."""
    words = [fold(word) for word in spelling.split()]
    return len(words) > 1 and any(
        explained((spelling,), text, language)[0]
        or (language != "ja" and _said(usual_forms(text)).issuperset(words))
        for text in sentences
    )


def _words_said(words: tuple[str, ...], rest: str, language: str) -> tuple[set[str], set[str]]:
    """The words that some kana, kanji or hanzi of a text say or transliterate, and with those that they may."""
    if language == "ja":
        said = _said(rest)
        # A long word of the dictionary may hold the name: 富士スピードウェイ.
        held = {
            w for w in words if fold(w) in said or (len(w) > 3 and any(s.startswith(fold(w)) for s in said))
        }
        # Beside particles, which hiragana taken for katakana would join to them: アルタとの.
        runs = list(
            dict.fromkeys(re.findall("[ァ-ヺー]{2,}", katakana(rest) + "\n" + normalize("NFKC", rest)))
        )
    else:
        pinyin = _pinyin_of(rest)
        held = {word for word in words if len(word) >= 5 and word in pinyin}
        held |= {word for word in words if len(word) <= 2 and word in _surnames_in(rest)}
        runs = _foreign_runs(rest)
    left = tuple(word for word in words if word not in held)
    likely = set(held)
    if runs and left:
        scores = letter_table(runs, left).max(axis=0).tolist()
        held.update(word for word, score in zip(left, scores, strict=True) if score >= _ENOUGH)
        likely.update(word for word, score in zip(left, scores, strict=True) if score >= _ENOUGH_BESIDE)
    return held, likely


@lru_cache(maxsize=1024)
def _said(text: str) -> frozenset[str]:
    """The words of a text, and up to four of them together, folded."""
    from align.names.reading.japanese import sudachi

    kana = [m.reading_form() for m in sudachi().tokenizer().tokenize(text[:6000])]
    runs = ("".join(kana[a:b]) for a in range(len(kana)) for b in range(a + 1, min(a + 4, len(kana)) + 1))
    return frozenset(fold_all([hepburn(run) for run in runs]))


@lru_cache(maxsize=1024)
def _pinyin_of(text: str) -> str:
    return "".join(spoken(simplified(text)))


@lru_cache(maxsize=1024)
def _surnames_in(text: str) -> frozenset[str]:
    """The readings of the surnames whose hanzi are in a text."""
    return frozenset(
        said for hanzi in set(simplified(text)) if is_surname(hanzi) for said in syllables(hanzi)
    )


@lru_cache(maxsize=1024)
def _foreign_runs(text: str) -> list[str]:
    """Windows of hanzi that are common in renderings of foreign names."""
    from align.names.reading.transliteration import transliterating

    runs = []
    for match in re.finditer("[\u3400-\u9fff]{2,}", simplified(text)):
        run = match.group()
        for start in range(len(run)):
            for length in (2, 3, 4, 5):
                window = run[start : start + length]
                if len(window) == length and all(c in transliterating() for c in window):
                    runs.append(window)
    return runs[:60]
