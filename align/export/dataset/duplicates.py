"""Texts that are nearly the same: updates of one story, agency copy in two papers.

MinHash (Broder 1997) over character 5-grams, which need no word boundaries and so serve every
language, with banded locality-sensitive hashing (Leskovec, Rajaraman, Ullman: Mining of Massive
Datasets, chapter 3) to find candidates in near-linear time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Signature = NDArray[np.uint64]

GRAM = 5
BANDS, ROWS = 20, 4  # two texts with Jaccard similarity .5 share a band with probability .72, .7: .996
_WORD = (1 << 64) - 1


def _coefficients(count: int) -> NDArray[np.uint64]:
    """Odd multipliers and offsets of the hash functions: fixed, so that signatures can be compared."""
    return np.random.default_rng(20_250_421).integers(0, _WORD, (2, count), dtype=np.uint64) | np.uint64(1)


def signature(text: str) -> Signature:
    """The MinHash signature of a text, uint64 [80]: the share of equal entries estimates the Jaccard
    similarity of two texts' 5-grams. Case, width and spaces do not count."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < GRAM:
        codes = np.pad(codes, (0, GRAM - len(codes)))
    grams = np.zeros(len(codes) - GRAM + 1, dtype=np.uint64)
    for position in range(GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + codes[position : position + len(grams)]
    grams = np.unique(grams ^ (grams >> np.uint64(29)))
    multipliers, offsets = _coefficients(BANDS * ROWS)
    hashed = grams[:, None] * multipliers
    hashed += offsets
    return np.asarray(hashed.min(axis=0) >> np.uint64(16), dtype=np.uint64)


def similarity(first: Signature, second: Signature) -> float:
    """The estimated Jaccard similarity of two texts, 0–1."""
    return float((first == second).mean())


class Groups:
    """Disjoint sets that grow together (union by least key, so that the result has no history)."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def root(self, key: Hashable) -> Hashable:
        self._parents.setdefault(key, key)
        path = []
        while self._parents[key] != key:
            path.append(key)
            key = self._parents[key]
        for step in path:
            self._parents[step] = key
        return key

    def join(self, first: Hashable, second: Hashable) -> None:
        one, other = sorted((self.root(first), self.root(second)), key=repr)
        self._parents[other] = one


def join_near_duplicates(
    groups: Groups, signatures: Mapping[Key, Signature], threshold: float = 0.5
) -> list[tuple[Key, Key]]:
    """Join the keys whose texts are at least ``threshold`` alike; returns the joined couples."""
    couples: list[tuple[Key, Key]] = []
    for band in range(BANDS):
        buckets: dict[bytes, Key] = {}
        for key, values in signatures.items():
            first = buckets.setdefault(values[band * ROWS : (band + 1) * ROWS].tobytes(), key)
            if first is key or groups.root(first) == groups.root(key):
                continue
            if similarity(signatures[first], values) >= threshold:
                groups.join(first, key)
                couples.append((first, key))
    return couples


def members(groups: Groups, keys: Iterable[Key]) -> list[Sequence[Key]]:
    """The groups as lists of keys, in the order of the first key of each."""
    found: dict[Hashable, list[Key]] = {}
    for key in keys:
        found.setdefault(groups.root(key), []).append(key)
    return list(found.values())
