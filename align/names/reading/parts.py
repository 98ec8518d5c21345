"""The table of known name parts in the text that it ships as: what a part reads is looked up when it is asked for.

Lists of some three hundred thousand readings would take half a second to build, in every process; hashes of the
parts and their places in the text take a tenth of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FACTOR, _MODULUS = 0x9E3779B1, 1 << 64


class PartTable(Mapping[str, list[tuple[str, float]]]):
    """One kind of part: ``table[kanji]`` are its (kana, bearers in thousands), in the order of the text.

    The text has a line a kana, followed by the parts that are read so, each as ``kanji`` or ``kanji:thousands``;
    ``spelled[kana]`` is what follows on its line, with a space before and after each part.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        # Views, because a number is taken out of them several times as fast as out of an array.
        self._hashes, self._starts, self._stops, self._lines = (
            arrays[name].data for name in ("hashes", "starts", "stops", "lines")
        )
        self._once = arrays["once"]
        self._units = arrays["units"]
        self.spelled = Spelled(arrays)

    @classmethod
    def of(cls, text: str) -> PartTable:
        """The table of a text."""
        return cls(placed(text))

    def __getitem__(self, part: str) -> list[tuple[str, float]]:
        key = _hash(part)
        found = []
        at = bisect_left(self._hashes, key)
        while at < len(self._hashes) and self._hashes[at] == key:
            kanji, thousands = self._at(at)
            if kanji == part:
                found.append((self.spelled.kana(self._lines[at]), thousands))
            at += 1
        if not found:
            raise KeyError(part)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._at(at)[0] for at in range(len(self._hashes))))

    def __len__(self) -> int:
        return len(self._once)

    def edges(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many parts begin and end with each character."""
        starts, stops = (np.asarray(places)[self._once] for places in (self._starts, self._stops))
        colons = np.append(np.flatnonzero(self._units == ord(":")), len(self._units))
        stops = np.minimum(stops, colons[np.searchsorted(colons, starts)])  # without the figure behind it
        ends = self._units[starts], self._units[stops - 1]
        counted = (np.unique(units, return_counts=True) for units in ends)
        first, last = ({chr(unit): int(n) for unit, n in zip(*each, strict=True)} for each in counted)
        return first, last

    def _at(self, at: int) -> tuple[str, float]:
        kanji, _, thousands = _text(self._units, self._starts[at], self._stops[at]).partition(":")
        return kanji, float(thousands or 0)


class Spelled(Mapping[str, str]):
    """The lines of such a text by their kana, each with what follows on it."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        names = ("line hashes", "line order", "line starts", "kana stops", "line stops")
        self._hashes, self._order, self._starts, self._heads, self._stops = (
            arrays[name].data for name in names
        )
        self._units, self._characters = arrays["units"], arrays["characters"]

    def characters(self) -> set[str]:
        """What all parts are written with."""
        return set(map(chr, self._characters.tolist()))

    def parts(self) -> str:
        """All parts, each behind a space, a line a kana."""
        text = _text(self._units, 0, len(self._units))
        return re.sub(r"(?m)^[^ \n]*|:[0-9.]+", "", text)

    def kana(self, line: int) -> str:
        """What a line, by its number, begins with."""
        return _text(self._units, self._starts[line], self._heads[line])

    def __getitem__(self, kana: str) -> str:
        key = _hash(kana)
        at = bisect_left(self._hashes, key)
        while at < len(self._hashes) and self._hashes[at] == key:
            line = self._order[at]
            if self.kana(line) == kana:
                return f"{_text(self._units, self._heads[line], self._stops[line])} "
            at += 1
        raise KeyError(kana)

    def __iter__(self) -> Iterator[str]:
        return (self.kana(line) for line in range(len(self._starts)))

    def __len__(self) -> int:
        return len(self._starts)


def placed(text: str) -> dict[str, NDArray[Any]]:
    """Where the parts and lines of a text stand, in the order of their hashes, and the text in code points."""
    units = np.frombuffer(text.encode("utf-32"), np.uint32)[1:]  # without the mark of the byte order
    gaps = np.flatnonzero((units == ord(" ")) | (units == ord("\n")))
    starts, stops = np.concatenate(([0], gaps + 1)), np.concatenate((gaps, [len(units)]))
    ends = stops.copy()  # of the part, without the figure behind it
    colons = np.flatnonzero(units == ord(":"))
    ends[np.searchsorted(starts, colons, side="right") - 1] = colons
    heads = np.concatenate(([0], np.flatnonzero(units[gaps] == ord("\n")) + 1))
    lines = np.repeat(np.arange(len(heads)), np.diff(np.append(heads, len(starts))))
    part = np.ones(len(starts), np.bool_)
    part[heads] = False
    hashes, line_hashes = (_hashes(units, starts[which], ends[which]) for which in (part, heads))
    order, line_order = (np.argsort(each, kind="stable") for each in (hashes, line_hashes))
    _, once = np.unique(hashes[order], return_index=True)
    of_parts = np.repeat(part, stops - starts + 1)[: len(units)]
    return {
        "units": units,
        "characters": np.unique(units[of_parts & (units != ord("\n"))]),
        "hashes": hashes[order],
        "starts": starts[part][order],
        "stops": stops[part][order],
        "lines": lines[part][order],
        "once": once,
        "line hashes": line_hashes[line_order],
        "line order": line_order,
        "line starts": starts[heads],
        "kana stops": stops[heads],
        "line stops": np.append(starts[heads[1:]] - 1, len(units)),
    }


def _text(units: NDArray[np.uint32], start: int, stop: int) -> str:
    return units[start:stop].tobytes().decode("utf-32")  # of the machine's byte order


def _hash(text: str) -> int:
    key = 0
    for character in text:
        key = (key * _FACTOR + ord(character)) % _MODULUS
    return key


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
