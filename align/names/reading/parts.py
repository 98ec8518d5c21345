"""The table of known name parts in the text that it ships as: what a part reads is looked up when it is asked for.

Lists of some three hundred thousand readings would take half a second to build, in every process; hashes of the
parts and their places in the text take a tenth of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile("[^ \n]*")
_FACTOR, _MODULUS = 0x9E3779B1, 1 << 64


class PartTable(Mapping[str, list[tuple[str, float]]]):
    """One kind of part: ``table[kanji]`` are its (kana, bearers in thousands), in the order of the text.

    The text has a line a kana, followed by the parts that are read so, each as ``kanji`` or ``kanji:thousands``;
    ``spelled[kana]`` is what follows on its line, with a space before and after each part.
    """

    def __init__(self, text: str) -> None:
        units = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        gaps = np.flatnonzero((units == ord(" ")) | (units == ord("\n")))
        starts, ends = np.concatenate(([0], gaps + 1)), np.concatenate((gaps, [len(units)]))
        colons = np.flatnonzero(units == ord(":"))
        ends[np.searchsorted(starts, colons, side="right") - 1] = colons
        heads = np.concatenate(([0], np.flatnonzero(units[gaps] == ord("\n")) + 1))
        counts = np.diff(np.append(heads, len(starts))) - 1
        part = np.ones(len(starts), np.bool_)
        part[heads] = False
        hashes = _hashes(units, starts[part], ends[part])
        order = np.argsort(hashes, kind="stable")
        _, once = np.unique(hashes, return_index=True)
        self._text, self._size = text, len(once)
        self._first, self._last = units[starts[part][once]], units[ends[part][once] - 1]
        lines_of = np.repeat(np.arange(len(heads)), counts)
        # Views, because a number is taken out of them several times as fast as out of an array.
        self._hashes, self._places, self._lines = (
            np.ascontiguousarray(each[order]).data for each in (hashes, starts[part], lines_of)
        )
        lines = text.split("\n")
        self._kana = [line.partition(" ")[0] for line in lines]
        self.spelled = {kana: f"{line[len(kana) :]} " for kana, line in zip(self._kana, lines, strict=True)}

    def __getitem__(self, part: str) -> list[tuple[str, float]]:
        key = 0
        for character in part:
            key = (key * _FACTOR + ord(character)) % _MODULUS
        found = []
        at = bisect_left(self._hashes, key)
        while at < len(self._hashes) and self._hashes[at] == key:
            kanji, thousands = self._at(self._places[at])
            if kanji == part:
                found.append((self._kana[self._lines[at]], thousands))
            at += 1
        if not found:
            raise KeyError(part)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._at(place)[0] for place in self._places.tolist()))

    def __len__(self) -> int:
        return self._size

    def edges(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many parts begin and end with each character."""
        counted = (np.unique(units, return_counts=True) for units in (self._first, self._last))
        first, last = ({chr(unit): int(n) for unit, n in zip(*each, strict=True)} for each in counted)
        return first, last

    def _at(self, place: int) -> tuple[str, float]:
        token = _TOKEN.match(self._text, place)
        kanji, _, thousands = (token[0] if token else "").partition(":")
        return kanji, float(thousands or 0)


def _hashes(
    units: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """A hash of each run of code points, uint64 [runs]."""
    lengths = ends - starts
    found = np.zeros(len(starts), np.uint64)
    for at in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > at)
        found[longer] = found[longer] * np.uint64(_FACTOR) + units[starts[longer] + at]
    return found
