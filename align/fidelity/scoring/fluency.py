"""How fluent an English sentence is: a small word 4-gram model, and what it leaves unexplained.

Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1999), pruned; n-grams are kept as sorted 32-bit
hashes with quantised logarithms, so that the whole model is a few megabytes of numpy arrays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?|[^\w\s]")
STEP = 20.0  # logarithms are stored as round(-log p * STEP) in a byte
UNKNOWN, UNKNOWN_NAME, NUMBER, START, END = 0, 1, 2, 3, 4
RESERVED = 5
_UNKNOWN_COST = np.float32(5.0)  # an unknown word is one of very many; a name is more often rightly unknown
_NAME_COST = np.float32(1.5)


_PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"'})


def tokens(text: str) -> list[str]:
    """Words, numbers and marks, as the model counts them."""
    return _TOKEN.findall(text.translate(_PLAIN))


def located(text: str) -> list[tuple[str, int]]:
    """The tokens, each with the offset at which it begins."""
    return [(found.group(), found.start()) for found in _TOKEN.finditer(text.translate(_PLAIN))]


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
class Order:
    """The n-grams of one length: sorted hashes, what their last word costs after the others, and what it costs
    to leave them as a context (empty for the longest)."""

    keys: NDArray[np.uint32]
    costs: NDArray[np.uint8]
    backoff: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Costed:
    """An English text in tokens: each with its offset, ``ids`` as :meth:`Fluency.ids` gives them, and what each token
    and the end costs."""

    words: list[tuple[str, int]]
    ids: NDArray[np.uint64]
    costs: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fluency:
    """The model: a vocabulary with unigram costs, and the n-grams of two words and more.

    All costs are bytes of ``STEP`` a nat.
    """

    vocabulary: dict[str, int]
    unigrams: NDArray[np.uint8]
    unigram_backoff: NDArray[np.uint8]
    orders: tuple[Order, ...]

    @classmethod
    def load(cls, path: Path) -> Fluency:
        """The model in an ``.npz`` file as :meth:`save` wrote it."""
        return cls.of(unpacked(path))

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Fluency:
        """The model of what :func:`unpacked` gives."""
        words = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
        orders: list[Order] = []
        while (name := f"{len(orders) + 2}") + "/costs" in arrays:
            orders.append(Order(*(arrays[f"{name}/{part}"] for part in ("keys", "costs", "backoff"))))
        vocabulary = dict(zip(words, range(RESERVED, RESERVED + len(words)), strict=True))
        return cls(vocabulary, arrays["unigrams"], arrays["unigram_backoff"], tuple(orders))

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes. Hashes are stored as the four bytes of their
        distances, of which two are nearly always zero."""
        words = "\n".join(self.vocabulary).encode("utf-8")
        arrays: dict[str, Any] = {"unigrams": self.unigrams, "unigram_backoff": self.unigram_backoff}
        for number, order in enumerate(self.orders, 2):
            gaps = np.diff(order.keys, prepend=np.uint32(0))
            arrays[f"{number}/keys"] = np.ascontiguousarray(gaps.view(np.uint8).reshape(-1, 4).T)
            arrays[f"{number}/costs"] = order.costs
            arrays[f"{number}/backoff"] = order.backoff
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
        """What each token of a text costs, in nats: -log p(word | three words before); the last entry is
        the end of the sentence."""
        return self.costed([text])[0].costs

    def costed(self, texts: Sequence[str]) -> list[Costed]:
        """The tokens of some texts with their costs, which are looked up together; a text's are the same to the last
        bit in any company."""
        words = [located(text) for text in texts]
        ids = [self.ids([word for word, _ in one]) for one in words]
        return [Costed(*each) for each in zip(words, ids, self._costs(ids), strict=True)]

    def _costs(self, texts: Sequence[NDArray[np.uint64]]) -> list[NDArray[np.float32]]:
        """The costs of texts given by :meth:`ids`, each float32 [len(ids) - 1]."""
        lengths = np.array([len(ids) for ids in texts], np.int64)
        ends = np.cumsum(lengths)
        ids = np.concatenate([*texts, np.zeros(0, np.uint64)])
        place = np.arange(len(ids)) - np.repeat(ends - lengths, lengths)  # of each word in its text
        found = self.unigrams[ids].astype(np.float32)
        hashes, leaving = ids, self.unigram_backoff[ids].astype(np.float32)
        for number, order in enumerate(self.orders, 1):
            # n-grams that end at each word; a context that is not known costs nothing to leave
            hashes = combine(hashes[:-1], ids[number:])
            at, known = _find(order.keys, short(hashes))
            inside = place[number:] >= number
            here = found[number:]
            here += np.where(inside, leaving[:-1], np.float32(0))
            np.copyto(here, order.costs[at], where=known & inside)
            leaving = np.where(known, order.backoff[at], 0) if len(order.backoff) else leaving[:0]
        costs = found / np.float32(STEP)
        return [
            costs[end - length + 1 : end] + self.unknown(text)
            for end, length, text in zip(ends.tolist(), lengths.tolist(), texts, strict=True)
        ]

    def unknown(self, ids: NDArray[np.uint64]) -> NDArray[np.float32]:
        """What unknown words cost beyond their class, float32 [len(ids) - 1]."""
        last = ids[1:]
        result: NDArray[np.float32] = _UNKNOWN_COST * (last == UNKNOWN) + _NAME_COST * (last == UNKNOWN_NAME)
        return result


def unpacked(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file that :meth:`Fluency.save` wrote, the keys of n-grams as hashes."""
    with np.load(path, allow_pickle=False) as data:
        arrays: dict[str, NDArray[Any]] = dict(data)
    for name in [name for name in arrays if name.endswith("/keys")]:
        steps = arrays[name].astype(np.uint32)
        gaps = steps[0] | steps[1] << 8 | steps[2] << 16 | steps[3] << 24
        arrays[name] = np.cumsum(gaps, dtype=np.uint64).astype(np.uint32)
    return arrays


def _find(table: NDArray[np.uint32], keys: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The place of each key in a sorted table (0 where it is not there), and whether it is there."""
    at = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    known = table[at] == keys
    return np.where(known, at, 0), known
