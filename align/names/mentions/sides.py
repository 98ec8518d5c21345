"""Both articles as the ledger sees them."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from align.document import Mention, Sentence
from align.names.mentions.entries import Name

_BRACKETED = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Sides:
    """The sentences, names and English mentions of a pair: ``renders[i]`` holds the target sentences of
    source sentence i."""

    language: str
    source: Sequence[Sentence]
    target: Sequence[Sentence]
    renders: Mapping[int, tuple[int, ...]]
    names: list[Name]
    targets: list[Mention]

    def unnamed(self, sentence: int, carried: Container[int]) -> str:
        """A source sentence without its persons and the spellings in brackets after them, and without the other names
        that ``carried`` numbers."""
        text, start = self.source[sentence].text, self.source[sentence].start
        for at, name in enumerate(self.names):
            if name.kind != "person" and at not in carried:
                continue
            for m in name.mentions:
                if m.sentence == sentence:
                    bracket = _BRACKETED.match(text, m.end - start) if m.original else None
                    end = bracket.end() if bracket else m.end - start
                    text = text[: m.start - start] + "\u3000" * (end - m.start + start) + text[end:]
        return text
