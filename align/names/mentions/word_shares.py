"""How often each word stands in running Chinese text, as the model names-words knows it."""

from __future__ import annotations

import lzma
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model import find
from align.model.prepared import prepared

_UNSEEN = 3.0  # what is added to each count: the text that was counted is no news


@dataclass(frozen=True, slots=True)
class Words:
    """The natural logarithm of each word's share of running text."""

    shares: Mapping[str, float]

    @classmethod
    def unpacked(cls, packed: bytes) -> Words:
        """The words of one ``word count`` a line."""
        rows = [line.rsplit(" ", 1) for line in packed.decode("utf-16-le").splitlines()]
        total = sum(int(count) for _, count in rows) + _UNSEEN * len(rows)
        return cls({word: math.log((int(count) + _UNSEEN) / total) for word, count in rows})

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The words, UTF-8 one a line, and their shares by name, as arrays."""
        text = "\n".join(self.shares).encode()
        return {
            "words": np.frombuffer(text, np.uint8),
            "shares": np.array([*self.shares.values()], np.float64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Words:
        """What :meth:`arrays` gave."""
        words = arrays["words"].tobytes().decode().split("\n")
        return cls(dict(zip(words, arrays["shares"].tolist(), strict=True)))


@cache
def chinese_word_model() -> Words:
    """The model that ships, its hash checked."""

    def build(path: Path) -> dict[str, NDArray[Any]]:
        return Words.unpacked(lzma.decompress(path.read_bytes())).arrays()

    return Words.from_arrays(prepared(find("names-words"), "words.xz", "shares-1", build))
