"""The keys of a whole side as numbers, and how much it says that two articles share one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]

_NUMBER = re.compile(r"\d[\d.]*(?:e[+-]\d+)?")
FEW = 20  # articles; in a smaller side a key of one article is not rare
SUPPOSED = 200  # articles that a number's expected frequency weighs as much as


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys of every article of a side, as numbers of a common vocabulary.

    Those of article ``i`` are ``ids[bounds[i]:bounds[i + 1]]``, int32, ascending.
    """

    ids: Numbers
    bounds: Integers

    def of(self, article: int) -> Numbers:
        """The keys of one article."""
        return self.ids[self.bounds[article] : self.bounds[article + 1]]

    def often(self, size: int) -> Integers:
        """In how many articles each of the ``size`` keys of the vocabulary stands."""
        return np.bincount(self.ids, minlength=size)

    def homes(self, most: int, size: int) -> tuple[Integers, Integers]:
        """Where each key stands, for keys of at most ``most`` articles: ``(articles, starts)``, so that key
        ``k`` stands in ``articles[starts[k]:starts[k + 1]]``."""
        owners = np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))
        kept = self.often(size)[self.ids] <= most
        ids, owners = self.ids[kept], owners[kept]
        order = np.argsort(ids, kind="stable")
        return owners[order], np.searchsorted(ids[order], np.arange(size + 1))


def table(keys: Iterable[Iterable[int]]) -> KeyTable:
    """The table of articles whose keys are given one article after the other."""
    rows = [np.unique(np.fromiter(one, np.int32)) for one in keys]
    bounds = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return KeyTable(np.concatenate(rows) if rows else np.zeros(0, np.int32), bounds)


def weights(vocabulary: Mapping[str, int], sources: KeyTable) -> Weights:
    """What each key of the vocabulary says, 0 to 1: rarer among the sources, and less by chance, is more.

    0 for keys that no source has.
    """
    often = sources.often(len(vocabulary))
    count = max(FEW, len(sources.bounds) - 1)
    rarity = 1 - np.log(np.maximum(often, 1)) / np.log(count + 2)
    chance = np.fromiter(map(telling, vocabulary), np.float64, len(vocabulary))
    result: Weights = np.where(often > 0, np.maximum(rarity, 0) * chance, 0.0)
    return result


def surprises(vocabulary: Mapping[str, int], sources: KeyTable) -> Weights:
    """How surprising it is to meet each number of the vocabulary in one more source that has nothing to do
    with the first: -log10 of its probability, less one, so that what a tenth of all articles have is 0.

    The probability is how often the other sources have it, smoothed by how often a number of such
    length and roundness is met at all. 0 for keys that are no numbers.
    """
    often, count = sources.often(len(vocabulary)), max(1, len(sources.bounds) - 1)
    result = np.zeros(len(vocabulary))
    for key, at in vocabulary.items():
        if often[at] and _NUMBER.fullmatch(key):
            expected = SUPPOSED * 10.0 ** -_length(key)
            chance = (often[at] - 1 + expected) / (count - 1 + SUPPOSED)
            result[at] = max(0.0, -np.log10(chance) - 1)
    return result


def _length(key: str) -> float:
    """-log10 of the share of articles that have a number like this one: a significant digit more divides
    it by twelve, a zero by less than two. Years are in one of five articles."""
    if _is_year(key):
        return 0.7
    mantissa, _, exponent = key.partition("e")
    digits = max(1, len(mantissa.replace(".", "").strip("0")))
    whole = int(exponent) + 1 if exponent else len(mantissa.split(".")[0])
    return 1.2 + 1.1 * (digits - 2) + 0.25 * max(0, whole - digits)


def _is_year(key: str) -> bool:
    return len(key) == 4 and key.startswith(("19", "20"))


def telling(key: str) -> float:
    """How little a key is met by chance in texts at large, 0 to 1.

    Round numbers, small numbers and years are everywhere; so are words of three consonants.
    """
    if key.startswith("~"):
        return min(1.0, (len(key) - 2) / (3 if "+" in key else 4))
    if not _NUMBER.fullmatch(key):
        return 1.0
    digits = len(key.split("e")[0].replace(".", "").strip("0"))
    if _is_year(key):
        return 0.25
    return min(1.0, digits / 4)
