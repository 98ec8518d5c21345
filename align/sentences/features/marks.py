"""What survives translation on the surface: sentence ends, quotations, clauses, numbers, who is speaking."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.sentences.features import characters as is_a
from align.sentences.features.characters import Bounds, Flags, counted, kinds_of, points_of

NUMBER = re.compile(r"\d+")
ENDS, QUOTATIONS, COMMAS, NUMBERS = 0, 1, 2, 3
BINS = 16  # numbers are told apart by a hash of their digits
FEW_QUOTATIONS = 3  # a text with fewer does not show who speaks


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of a text of ``n`` sentences.

    ``counts`` float64 [n + 1, 3 + BINS], cumulated from 0: sentence ends, quotations, commas, and numbers in BINS
    columns by their digits. ``speaking`` bool [n + 1]: whether a quotation is open before the sentence (and, last,
    after the text); ``shows_speech``: whether the text has quotations enough to tell.
    """

    counts: NDArray[np.float64]
    speaking: Flags
    shows_speech: bool

    def part(self, first: int, last: int) -> Marks:
        """The sentences ``first .. last - 1``; shares memory with this one."""
        return Marks(self.counts[first : last + 1], self.speaking[first : last + 1], self.shows_speech)


def marks(sentences: Sequence[str]) -> Marks:
    """The marks of a text."""
    points, bounds = points_of(sentences)
    kinds = kinds_of(points)
    counts = np.zeros((len(sentences) + 1, NUMBERS + BINS))
    stop = (kinds & is_a.STOP) > 0
    counts[:, ENDS] = counted((stop & ~_before(stop)) | _closing_periods(kinds), bounds)
    straight = (kinds & (is_a.DOUBLE | is_a.SINGLE)) > 0
    straight &= points != ord("’")
    word = (kinds & is_a.WORD) > 0
    opened = ((kinds & is_a.OPENER) > 0) | (straight & ~_before(word) & _after(word))
    counts[:, QUOTATIONS] = counted(opened, bounds)
    counts[:, COMMAS] = counted((kinds & is_a.COMMA) > 0, bounds)
    _count_numbers(sentences, bounds, counts)
    speaking, turns = _speaking(points, kinds, bounds)
    return Marks(counts, speaking, turns >= FEW_QUOTATIONS)


def _closing_periods(kinds: NDArray[np.uint16]) -> Flags:
    """Periods before a space, with closing marks between or not."""
    places = np.where((kinds & is_a.CLOSER) > 0, len(kinds), np.arange(len(kinds)))
    beyond = np.minimum.accumulate(places[::-1])[
        ::-1
    ]  # the first character from here on that is no closing mark
    found = np.zeros(len(kinds), np.bool_)
    period = np.flatnonzero(kinds & is_a.PERIOD)
    found[period] = (kinds[beyond[period + 1]] & is_a.SPACE) > 0
    return found


def _count_numbers(sentences: Sequence[str], bounds: Bounds, counts: NDArray[np.float64]) -> None:
    found = [(match.start(), match[0]) for match in NUMBER.finditer("\n".join(sentences))]
    if not found:
        return
    values = (
        digits if digits.isascii() else "".join(str(int(digit)) for digit in digits) for _, digits in found
    )
    columns = [NUMBERS + zlib.crc32(value.lstrip("0").encode()) % BINS for value in values]
    rows = np.searchsorted(bounds, np.array([place for place, _ in found]), side="right")
    np.add.at(counts, (rows, np.array(columns)), 1)
    counts[:, NUMBERS:] = counts[:, NUMBERS:].cumsum(0)


def _speaking(points: NDArray[np.uint32], kinds: NDArray[np.uint16], bounds: Bounds) -> tuple[Flags, int]:
    """Whether a quotation is open at each bound, and how many there are. Of double and single marks those that
    open more quotations are the outer ones; the last mark decides, so that one forgotten does no harm."""
    before, after = np.roll(kinds, 1), np.roll(kinds, -1)
    before[0] = after[-1] = is_a.SPACE
    free = (before & (is_a.SPACE | is_a.DASH | is_a.DOUBLE | is_a.SINGLE | is_a.DOUBLE_OPEN)) > 0
    leading = free & ((after & is_a.SPACE) == 0)
    double = (kinds & is_a.DOUBLE) > 0
    opening = ((kinds & is_a.DOUBLE_OPEN) > 0) | (double & leading)
    closing = ((kinds & is_a.DOUBLE_CLOSED) > 0) | (double & ~leading & ((before & is_a.SPACE) == 0))
    single = (kinds & is_a.SINGLE) > 0
    inner = (points == ord("『")) | (single & (points != ord("’")) & leading)
    if inner.sum() > opening.sum():
        opening = inner
        ended = (before & (is_a.STOP | is_a.PERIOD | is_a.COMMA | is_a.DASH | is_a.CLOSER)) > 0
        closing = (points == ord("』")) | (single & ~inner & ended & ((after & is_a.WORD) == 0))
    last = np.zeros(len(points) + 1, np.int64)
    last[1:] = np.where(opening | closing, np.arange(1, len(points) + 1), 0)
    np.maximum.accumulate(last, out=last)
    state = np.concatenate(([False], opening))[last[bounds]]
    return state, int(opening.sum())


def _before(flags: Flags) -> Flags:
    return np.concatenate(([False], flags[:-1]))


def _after(flags: Flags) -> Flags:
    return np.concatenate((flags[1:], [False]))
