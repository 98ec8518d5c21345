"""Both articles as the ledger sees them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from align.document import Mention, Sentence
from align.names.mentions.entries import Name


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
        """A source sentence without its persons, and without the other names that ``carried`` numbers."""
        text, start = self.source[sentence].text, self.source[sentence].start
        for at, name in enumerate(self.names):
            if name.kind != "person" and at not in carried:
                continue
            for m in name.mentions:
                if m.sentence == sentence:
                    text = text[: m.start - start] + "\u3000" * len(m.text) + text[m.end - start :]
        return text
