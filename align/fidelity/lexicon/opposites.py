"""English words of which one is easily printed for another, buy and sell, rose and fell, sister and mother, and what
Japanese and Chinese say for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from align.languages import lexicon

WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")


@dataclass(frozen=True, slots=True)
class Kindred:
    """What Japanese and Chinese say for the words of one set: of each column parts of words."""

    columns: tuple[tuple[str, ...], ...]

    def said(self, text: str) -> Mapping[int, str]:
        """The columns of which a text holds a part, with the longest one. Longer parts go first: 準決勝 says no
        final."""
        return _said(self, text)


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word form that says the opposite of another one, or something else of the same kind; ``own`` and ``its`` are
    the columns of the other one and of this one."""

    word: str
    kindred: Kindred
    own: int
    its: int

    def denied(self, text: str) -> bool:
        """Whether a Japanese or Chinese text says the other word and not this one."""
        said = self.kindred.said(text)
        return self.own in said and self.its not in said

    def part(self, text: str) -> str:
        """What of a text says this word, where nothing of it says the other one; else empty."""
        said = self.kindred.said(text)
        return "" if self.own in said else said.get(self.its, "")


@lru_cache(maxsize=4096)
def _said(kindred: Kindred, text: str) -> Mapping[int, str]:
    pattern, owners = _pattern(kindred)
    found: dict[int, str] = {}
    for match in pattern.finditer(text):
        for column in owners[match[0]]:
            found[column] = max(found.get(column, ""), match[0], key=len)
    return found


@cache
def _pattern(kindred: Kindred) -> tuple[re.Pattern[str], Mapping[str, tuple[int, ...]]]:
    owners: dict[str, tuple[int, ...]] = {}
    for column, parts in enumerate(kindred.columns):
        for part in parts:
            owners[part] = (*owners.get(part, ()), column)
    longest_first = sorted(owners, key=lambda part: (-len(part), part))
    return re.compile("|".join(map(re.escape, longest_first))), owners


@cache
def opposites() -> Mapping[str, tuple[Opposite, ...]]:
    """The opposites of a lower-case word form, in the same form."""
    found: dict[str, dict[str, Opposite]] = defaultdict(dict)
    for row in lexicon.rows("en", "opposites.tsv"):
        columns = [tuple(cell.split()) for cell in row]
        kindred = Kindred(tuple(columns[1::2]))
        for (own, words), (its, others) in permutations(enumerate(columns[::2]), 2):
            for word, other in zip(words, others, strict=True):
                found[word].setdefault(other, Opposite(other, kindred, own, its))
    return {word: tuple(each.values()) for word, each in found.items()}
