"""Compatibility folding (NFKC) that remembers where every character came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ"), "-")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origin[i]`` is the offset in the original of folded character ``i``, and
    ``origin[len(text)]`` the length of the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a folded span."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """Full-width forms, circled and small digits folded one character at a time; dashes made one."""
    if text.isascii():
        return Folded(text, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        piece = _DASHES.get(ord(character)) or unicodedata.normalize("NFKC", character)
        pieces.append(piece)
        origin.extend([at] * len(piece))
    origin.append(len(text))
    return Folded("".join(pieces), tuple(origin))
