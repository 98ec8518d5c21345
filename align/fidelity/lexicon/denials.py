"""Denials said in a roundabout way, and the English words that render them: neither confirmed nor denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon
from align.names.script.symbols import simplified

_WITH_PUT = tuple("堆排存投释摆发")  # 堆放弃渣 piles up waste: 放 is the end of another verb
_COLUMN = {"ja": 1, "zh": 2, "zh-Hant": 2}


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial in a source text, with its span, and what its rendering must hold a word of."""

    name: str
    start: int
    end: int
    rendered: re.Pattern[str]


def denials(text: str, language: str) -> Iterator[Denial]:
    """The denials of a Japanese or Chinese text."""
    plain = simplified(text) if language.startswith("zh") else text
    for name, pattern, rendered in _compiled(language):
        for match in pattern.finditer(plain):
            if match[0][0] == "放" and plain[max(0, match.start() - 1) : match.start()] in _WITH_PUT:
                continue
            yield Denial(name, match.start(), match.end(), rendered)


@cache
def _compiled(language: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    column = _COLUMN.get(language)
    if column is None:
        return ()
    no = _rows()["@no"][3]
    return tuple(
        (
            name,
            re.compile("|".join(map(re.escape, row[column].split("|")))),
            _words(row[3].replace("@no", no)),
        )
        for name, row in _rows().items()
        if not name.startswith("@")
    )


@cache
def in_other_words() -> re.Pattern[str]:
    """The English words that say no without denying: kept for did not change."""
    return _words(_rows()["@kept"][3])


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in lexicon.rows("multilingual", "denials.tsv")[1:]}


def _words(cell: str) -> re.Pattern[str]:
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in cell.split("|"))
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(parts)})(?!\w)")
