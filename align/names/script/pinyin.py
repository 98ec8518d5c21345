"""The pinyin of Chinese text by words, as pypinyin gives it (MIT), without the package's start-up.

Importing pypinyin builds a set of all beginnings of its 47,000 phrases and keeps their readings as lists, a tenth of a
second and forty megabytes. Here the phrases are kept as one text in the user's cache, beside the readings of the few
that are not read character by character.
"""

from __future__ import annotations

import importlib.util
import json
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.languages.sounds import bare, toneless
from align.model.prepared import kept


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases in the order of their characters, and the syllables of those that are read in a way of their own."""

    listed: Sequence[str]
    own: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Phrases:
        """The phrases of what :func:`packed` gives."""
        texts = {name: array.tobytes().decode() for name, array in arrays.items()}
        rows = (row.split(" ") for row in texts["own"].split("\n") if row)
        return cls(texts["phrases"].split("\n"), {phrase: syllables for phrase, *syllables in rows})

    def cut(self, text: str) -> Iterator[str]:
        """The text in phrases and characters, always the longest phrase that begins where the last one ended."""
        while text:
            longest, length = 0, 1
            while length <= len(text):
                at = bisect_left(self.listed, text[:length])
                if at == len(self.listed) or not self.listed[at].startswith(text[:length]):
                    break
                longest = length if self.listed[at] == text[:length] else longest
                length += 1
            if not longest and length > len(text):  # what could go on as a phrase to the end is none
                yield from text
                return
            yield text[: longest or 1]
            text = text[longest or 1 :]


def spoken(hanzi: str) -> list[str]:
    """The syllables of some hanzi together, without tones, as a dictionary of words reads them (长安 chang, 长大
    zhang); ``v`` for ü. What is no hanzi, or has no syllable in ASCII, is left out."""
    phrases = _phrases()
    if phrases is None:
        from pypinyin import lazy_pinyin

        return [one for one in lazy_pinyin(hanzi, errors="ignore") if one.isascii()]
    found: list[str] = []
    for run in _runs(hanzi):
        for part in phrases.cut(run):
            found += phrases.own.get(part) or map(_first, part)
    return [one for one in found if one.isascii()]


def _runs(text: str) -> Iterator[str]:
    """The runs of characters that have a reading."""
    yield from "".join(one if _first(one) else "\n" for one in text).split("\n")


@lru_cache(maxsize=16384)
def _first(hanzi: str) -> str:
    """The commonest syllable of one hanzi; empty where it has none."""
    found = toneless(hanzi)
    return found[0] if found else ""


def packed(readings: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, NDArray[Any]]:
    """Pypinyin's phrases as they are kept: UTF-8 in uint8 arrays, one phrase a line, its own readings behind it."""
    own = []
    for phrase, of_characters in readings.items():
        syllables = [bare(each[0]) for each in of_characters]
        if syllables != list(map(_first, phrase)):
            own.append(" ".join((phrase, *syllables)))
    texts = {"phrases": "\n".join(sorted(readings)), "own": "\n".join(own)}
    return {name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()}


@cache
def _phrases() -> Phrases | None:
    """The phrases of the installed package; None where it keeps them in another form."""
    package = importlib.util.find_spec("pypinyin")
    path = Path(package.origin or "").with_name("phrases_dict.json") if package else Path()
    if not path.is_file():
        return None
    data = path.read_bytes()
    name = f"pypinyin-{len(data)}-{zlib.crc32(data):08x}-phrases-1"
    return Phrases.of(kept(name, lambda: packed(json.loads(data))))
