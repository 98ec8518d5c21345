"""Compatibility folding (NFKC) that remembers where every character came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ"), "-")
_PARTS = {ord("½"): ".5", ord("¼"): ".25", ord("¾"): ".75", ord("⅓"): ".333", ord("⅔"): ".667"}


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
        code = ord(character)
        piece = _DASHES.get(code) or _PARTS.get(code) or unicodedata.normalize("NFKC", character)
        if code in _PARTS and not (pieces and pieces[-1].isdigit()):
            piece = f"0{piece}"  # 2½ is 2.5, ½ alone 0.5
        pieces.append(piece)
        origin.extend([at] * len(piece))
    origin.append(len(text))
    return Folded("".join(pieces), tuple(origin))
