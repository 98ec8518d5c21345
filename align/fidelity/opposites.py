"""English words of which one is easily printed for another, buy and sell, rose and fell, sister and mother, and what
Japanese and Chinese say for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations

WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word form that says the opposite of another one, or something else of the same kind; ``own`` and ``its`` are
    parts of Japanese and Chinese words that say the other one and this one."""

    word: str
    own: tuple[str, ...]
    its: tuple[str, ...]

    def denied(self, text: str) -> bool:
        """Whether a Japanese or Chinese text says the other word and not this one."""
        return any(part in text for part in self.own) and not any(part in text for part in self.its)

    def part(self, text: str) -> str:
        """What of a text says this word, where nothing of it says the other one; else empty."""
        if any(part in text for part in self.own):
            return ""
        return max((part for part in self.its if part in text), key=len, default="")


@cache
def opposites() -> Mapping[str, tuple[Opposite, ...]]:
    """The opposites of a lower-case word form, in the same form."""
    found: dict[str, dict[str, Opposite]] = defaultdict(dict)
    text = files("align.fidelity").joinpath("data", "opposites.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        columns = [tuple(column.split()) for column in line.split("\t")]
        for (words, own), (others, its) in permutations(zip(columns[::2], columns[1::2], strict=True), 2):
            for word, other in zip(words, others, strict=True):
                found[word].setdefault(other, Opposite(other, own, its))
    return {word: tuple(each.values()) for word, each in found.items()}
