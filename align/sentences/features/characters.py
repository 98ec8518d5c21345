"""Texts as arrays of characters: one pass over all sentences instead of one a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Points = NDArray[np.uint32]
Bounds = NDArray[np.int64]

BREAK = "\n"
# What a character is, as bits: it may be several things.
SPACE, WORD, STOP, PERIOD, COMMA, CLOSER, OPENER, DASH, DOUBLE, SINGLE, DOUBLE_OPEN, DOUBLE_CLOSED = (
    1 << bit for bit in range(12)
)
_KINDS = {
    SPACE: " \t\n\r\f\v\u00a0\u2028\u2029\u3000",
    STOP: "。．！？!?…｡",
    PERIOD: ".",
    COMMA: "，、；：,;:",
    CLOSER: "」』”’\"')）",
    OPENER: "「『“《〈",
    DASH: "-–—―(（[",
    DOUBLE: '"',
    SINGLE: "'‘’",
    DOUBLE_OPEN: "“「〝｢«",
    DOUBLE_CLOSED: "”」〟｣»",
}
# Letters and digits are what is neither a control character nor in these blocks of marks and symbols.
_NO_WORDS = (
    (0, 0x30), (0x3A, 0x41), (0x5B, 0x5F), (0x60, 0x61), (0x7B, 0xAA), (0xAB, 0xB5), (0xB6, 0xBA), (0xBB, 0xC0),
    (0x2000, 0x2070), (0x2190, 0x2C00), (0x3000, 0x3005), (0x3008, 0x3021), (0x30FB, 0x30FC), (0xFF00, 0xFF10),
    (0xFF1A, 0xFF21), (0xFF3B, 0xFF41), (0xFF5B, 0xFF66),
)  # fmt: skip


def points_of(sentences: Sequence[str]) -> tuple[Points, Bounds]:
    """The code points of all sentences, each followed by a BREAK, and int64 [n + 1] bounds: sentence ``i`` with
    its break is ``points[bounds[i]:bounds[i + 1]]``."""
    joined = BREAK.join(sentences) + BREAK
    points = np.frombuffer(joined.encode("utf-32-le", errors="surrogatepass"), np.uint32)
    bounds = np.zeros(len(sentences) + 1, np.int64)
    np.cumsum([len(sentence) + 1 for sentence in sentences], out=bounds[1:])
    return points[: bounds[-1]], bounds


def kinds_of(points: Points) -> NDArray[np.uint16]:
    """What each character is, in bits; characters beyond the first plane are letters."""
    kinds: NDArray[np.uint16] = _table()[np.minimum(points, 0xFFFF)]
    return kinds


def counted(flags: Flags, bounds: Bounds) -> Bounds:
    """How many are set before each bound, int64 [n + 1]."""
    total = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=total[1:])
    return np.asarray(total[bounds], np.int64)


@cache
def _table() -> NDArray[np.uint16]:
    table = np.full(0x10000, WORD, np.uint16)
    for low, high in _NO_WORDS:
        table[low:high] = 0
    for kind, characters in _KINDS.items():
        table[[ord(character) for character in characters]] |= kind
    return table
