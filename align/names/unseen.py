"""Whether an English name comes from a part of the source sentence in which no name was found.

The guard against false accusation: a name that the mention finder missed must not be taken for a
misspelling of one that it found.
"""

from __future__ import annotations

import re
from functools import lru_cache

from align.names.letters import fold_letters
from align.names.match import letter_scores
from align.names.romanize import fold, hepburn
from align.names.symbols import katakana, simplified

_ENOUGH = 0.5


@lru_cache(maxsize=4096)
def explained_elsewhere(spelling: str, rest: str, language: str) -> bool:
    """Whether ``rest``, a sentence without its known names, says or transliterates the spelling."""
    words = [fold_letters(w) for w in re.split(r"[\s-]+", spelling) if len(fold_letters(w)) >= 3]
    if not words:
        return True
    if fold_letters(spelling) in fold_letters(rest):  # printed in Latin letters in the source
        return True
    if language == "ja":
        said = fold(hepburn(_kana_of(rest)))
        if any(fold(word) in said for word in words if len(word) >= 4):
            return True
        runs = re.findall("[ァ-ヺー]{2,}", katakana(rest))
    else:
        said = _pinyin_of(rest)
        if fold_letters(spelling) in said or any(word in said for word in words if len(word) >= 5):
            return True
        runs = _foreign_runs(rest)
    return any(float(letter_scores(run, [spelling, *spelling.split()]).max()) >= _ENOUGH for run in runs)


@lru_cache(maxsize=1024)
def _kana_of(text: str) -> str:
    from align.names.japanese import sudachi

    return "".join(m.reading_form() for m in sudachi().tokenizer().tokenize(text[:6000]))


@lru_cache(maxsize=1024)
def _pinyin_of(text: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(s for s in lazy_pinyin(simplified(text), errors="ignore") if s.isascii())


@lru_cache(maxsize=1024)
def _foreign_runs(text: str) -> list[str]:
    """Windows of hanzi that are common in renderings of foreign names."""
    from align.names.chinese_text import transliterating

    runs = []
    for match in re.finditer("[\u3400-\u9fff]{2,}", simplified(text)):
        run = match.group()
        for start in range(len(run)):
            for length in (2, 3, 4, 5):
                window = run[start : start + length]
                if len(window) == length and all(c in transliterating() for c in window):
                    runs.append(window)
    return runs[:60]
