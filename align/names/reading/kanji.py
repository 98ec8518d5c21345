"""Readings of Japanese name parts: the table of known parts, and a model for the others.

The table is ENAMDICT's name parts (EDRDG, CC BY-SA 4.0) with the number of bearers where known. A
part it does not hold is read kanji by kanji by two networks (align/names/reading/context.py), one from either end; what
they find is ranked by both and by what is known of each whole reading (align/names/reading/whole.py).
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model import Entry, find
from align.model.prepared import prepared
from align.names.reading.context import ContextReader, arrays_of
from align.names.reading.parts import PartTable, placed
from align.names.reading.whole import KnownParts, group, read_weights

_KINDS = ("surname", "given")
FOLDER = "names-readings"
FILES = ("context.npz", "backward.npz", "ranking.tsv", "parts.xz")
_RANKED = 60  # readings that are ranked


def unrepeated(kanji: str) -> str:
    """The part with 々 replaced by the kanji before it."""
    written = ""
    for character in kanji:
        written += written[-1] if character == "々" and written else character
    return written


def pack_table(rows: Sequence[tuple[str, str, str, int]]) -> bytes:
    """The table as text for compression: one line a kana, surnames first, a blank line, then given names;
    a part with known bearers as ``kanji:thousands``."""
    out = []
    for kind in _KINDS:
        by_kana: dict[str, list[str]] = defaultdict(list)
        for kanji, kana, of, people in sorted(rows):
            if of == kind:
                by_kana[kana].append(f"{kanji}:{round(people / 1000, 1):g}" if people else kanji)
        out += [f"{kana} {' '.join(parts)}" for kana, parts in sorted(by_kana.items())]
        out.append("")
    return "\n".join(out).encode("utf-16-le")


def unpack_table(packed: bytes) -> KnownParts:
    """The parts of such a text."""
    return known_parts(placed_parts(packed))


def placed_parts(packed: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of both kinds of parts of such a text, named kind and array."""
    blocks = zip(_KINDS, packed.decode("utf-16-le").split("\n\n"), strict=False)
    return {f"{kind}/{name}": array for kind, block in blocks for name, array in placed(block).items()}


def known_parts(arrays: Mapping[str, NDArray[Any]]) -> KnownParts:
    """The parts of such arrays."""
    table = {
        kind: PartTable(
            {name.removeprefix(f"{kind}/"): array for name, array in arrays.items() if name.startswith(kind)}
        )
        for kind in _KINDS
    }
    return KnownParts(table, {kind: of.spelled for kind, of in table.items()})


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """The known parts, the networks, and the weights by which their readings are ranked."""

    known: KnownParts
    forward: ContextReader
    backward: ContextReader
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, entry: Entry) -> ReadingModel:
        """The model of an entry's four files."""
        forward, backward = (
            ContextReader.of(prepared(entry, name, "reader-1", arrays_of)) for name in FILES[:2]
        )
        parts = prepared(
            entry, FILES[3], "parts-1", lambda path: placed_parts(lzma.decompress(path.read_bytes()))
        )
        weights = read_weights(entry.verified(FILES[2]))
        return cls(known_parts(parts), forward, backward, weights)

    def compose(self, part: str, kind: str, n: int = 5) -> list[tuple[str, float]]:
        """The n likeliest kana of a part by one network alone, with their probabilities. Empty when a kanji was
        never seen."""
        found = self.forward.compose(unrepeated(part), kind, 24)
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:n]

    def candidates(self, part: str, kind: str) -> tuple[list[str], NDArray[np.float32]]:
        """The kana to be ranked, and what is known of each: float32 [kana, features] as whole.FEATURES."""
        written = unrepeated(part)
        found = [network.compose(written, kind) for network in (self.forward, self.backward)]
        joint = {
            kana: (found[0].get(kana, 0.0) + 1e-6) * (found[1].get(kana, 0.0) + 1e-6)
            for kana in found[0].keys() | found[1].keys()
        }
        kana = sorted(joint, key=lambda one: (-joint[one], one))[:_RANKED]
        return kana, self.known.features(part, kind, kana, found)

    def read_part(self, part: str, kind: str, n: int = 5) -> list[tuple[str, float]]:
        """The n likeliest kana of a part, with probabilities that sum to 1 over all that were ranked. Empty when a
        kanji was never seen."""
        kana, features = self.candidates(part, kind)
        if not kana:
            return []
        logits = features @ self.weights[group(part, kind)]
        p = np.exp(logits - logits.max())
        ranked = zip(kana, (p / p.sum()).tolist(), strict=True)
        return sorted(ranked, key=lambda item: (-item[1], item[0]))[:n]


@cache
def reading_model() -> ReadingModel:
    """The shipped table and model, loaded once."""
    return ReadingModel.of(find(FOLDER))
