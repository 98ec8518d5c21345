"""How fluent an English sentence is: a small word-trigram model, and what it leaves unexplained.

Backed-off absolute discounting (Chen & Goodman 1999), pruned; n-grams are kept as sorted 32-bit hashes
with quantised logarithms, so that the whole model is a few megabytes of numpy arrays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?|[^\w\s]")
STEP = 20.0  # logarithms are stored as round(-log p * STEP) in a byte
UNKNOWN, UNKNOWN_NAME, NUMBER, START, END = 0, 1, 2, 3, 4
RESERVED = 5
_UNKNOWN_COST = np.float32(5.0)  # an unknown word is one of very many; a name is more often rightly unknown
_NAME_COST = np.float32(1.5)


def tokens(text: str) -> list[str]:
    """Words, numbers and marks, as the model counts them."""
    return _TOKEN.findall(text.replace("’", "'").replace("“", '"').replace("”", '"'))


def combine(ids: NDArray[np.uint64], after: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of an n-gram from the hash of its beginning and its last word's id."""
    with np.errstate(over="ignore"):
        mixed = (ids * np.uint64(0x9E3779B97F4A7C15)) ^ (after + np.uint64(0x7F4A7C15))
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        result: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(32))
        return result


def short(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The 32 bits of a hash that the tables keep."""
    return (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Fluency:
    """The model: a vocabulary with unigram costs, and sorted tables of bigrams and trigrams.

    All costs are bytes of ``STEP`` a nat; ``backoff`` tables hold what leaving a context costs.
    """

    vocabulary: dict[str, int]
    unigrams: NDArray[np.uint8]
    unigram_backoff: NDArray[np.uint8]
    bigrams: NDArray[np.uint32]
    bigram_costs: NDArray[np.uint8]
    bigram_backoff: NDArray[np.uint8]
    trigrams: NDArray[np.uint32]
    trigram_costs: NDArray[np.uint8]

    @classmethod
    def load(cls, path: Path) -> Fluency:
        """The model in an ``.npz`` file as :meth:`save` wrote it."""
        with np.load(path, allow_pickle=False) as data:
            words = bytes(data["vocabulary"]).decode("utf-8").split("\n")
            arrays = [data[name] for name in cls.__dataclass_fields__ if name != "vocabulary"]
        return cls({word: at for at, word in enumerate(words, RESERVED)}, *arrays)

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        words = "\n".join(self.vocabulary).encode("utf-8")
        arrays = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "vocabulary"}
        np.savez_compressed(path, vocabulary=np.frombuffer(words, dtype=np.uint8), **arrays)

    def ids(self, words: Sequence[str]) -> NDArray[np.uint64]:
        """Word ids between the marks of start and end; numbers are one word, unknown words two: those
        that look like names and the others."""
        found = [START]
        for word in words:
            if word[0].isdigit():
                found.append(NUMBER)
            else:
                known = self.vocabulary.get(word)
                found.append(known if known is not None else UNKNOWN_NAME if word[0].isupper() else UNKNOWN)
        return np.array([*found, END], dtype=np.uint64)

    def costs(self, text: str) -> NDArray[np.float32]:
        """What each token of a text costs, in nats: -log p(word | two words before); the last entry is
        the end of the sentence."""
        ids = self.ids(tokens(text))
        last, before = ids[1:], ids[:-1]
        pairs = combine(before, last)
        at, known = _find(self.bigrams, short(pairs))
        lower = self.unigrams[last].astype(np.float32) + self.unigram_backoff[before]
        two = np.where(known, self.bigram_costs[at], lower).astype(np.float32)
        three = two.copy()
        if len(last) > 1:
            context, held = at[:-1], known[:-1]
            triples = combine(pairs[:-1], last[1:])
            found, seen = _find(self.trigrams, short(triples))
            fallback = two[1:] + np.where(held, self.bigram_backoff[context], 0)
            three[1:] = np.where(seen, self.trigram_costs[found], fallback)
        unknown = _UNKNOWN_COST * (last == UNKNOWN) + _NAME_COST * (last == UNKNOWN_NAME)
        result: NDArray[np.float32] = (three / np.float32(STEP) + unknown).astype(np.float32)
        return result


def _find(table: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The place of each key in a sorted table (0 where it is not there), and whether it is there."""
    at = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    known = table[at] == keys
    return np.where(known, at, 0), known
