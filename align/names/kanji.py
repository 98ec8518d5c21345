"""Readings of Japanese name parts: the table of known parts, and a model for the others.

The table is ENAMDICT's name parts (EDRDG, CC BY-SA 4.0) with the number of bearers where known. For a
part it does not hold, the model reads kanji by kanji with a small network (beam search), then prefers
readings that are borne by other spellings. Trained by scripts/train_readings.py.
"""

from __future__ import annotations

import lzma
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model import find
from align.names.context import ContextReader

START = "^"
_KINDS = ("surname", "given")
FILES = ("network.npz", "context.npz", "parts.xz")
_FLOOR = 1e-6
_BORNE_JOINT = 0.15  # as _BORNE, on top of it; chosen on parts that training left out
_BORNE = 0.45  # weight of log(1 + other spellings of the same kana); chosen on training parts


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


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """``table[kind][kanji]`` holds (kana, bearers in thousands); ``borne[kind][kana]`` the number of
    spellings of a kana; the rest is the network."""

    table: Mapping[str, Mapping[str, list[tuple[str, float]]]]
    borne: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, NDArray[np.float32]]
    kanji: Mapping[str, int]
    segments: list[str]
    segment_numbers: Mapping[str, int]
    seen: Mapping[int, tuple[NDArray[np.int64], NDArray[np.float32]]]
    context: ContextReader

    @classmethod
    def read(cls, folder: Path) -> ReadingModel:
        """The model from its three files."""
        return cls.from_files(*(folder / name for name in FILES))

    @classmethod
    def from_files(cls, network: Path, context: Path, parts: Path) -> ReadingModel:
        with np.load(network, allow_pickle=False) as archive:
            arrays: dict[str, Any] = {name: archive[name] for name in archive.files}
        segments = [str(s) for s in arrays.pop("segment_list")]
        kanji = {str(k): i for i, k in enumerate(arrays.pop("kanji_list"))}
        grouped: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for k, s, n in arrays.pop("seen").tolist():
            grouped[k].append((s, n))
        seen = {
            k: (np.array([s for s, _ in v]), np.log(np.array([n for _, n in v], dtype=np.float32)))
            for k, v in grouped.items()
        }
        table: dict[str, dict[str, list[tuple[str, float]]]] = {}
        borne: dict[str, dict[str, int]] = {}
        text = lzma.decompress(parts.read_bytes()).decode("utf-16-le")
        for kind, block in zip(_KINDS, text.split("\n\n"), strict=False):
            of: dict[str, list[tuple[str, float]]] = {}
            counts: Counter[str] = Counter()
            for line in block.split("\n"):
                kana, *spellings = line.split(" ")
                counts[kana] = len(spellings)
                for spelling in spellings:
                    part, _, thousands = spelling.partition(":")
                    of.setdefault(part, []).append((kana, float(thousands or 0)))
            table[kind], borne[kind] = of, counts
        weights = {name: value.astype(np.float32) for name, value in arrays.items()}
        numbers = {s: i for i, s in enumerate(segments)}
        return cls(table, borne, weights, kanji, segments, numbers, seen, ContextReader.read(context))

    @staticmethod
    def features(
        kanji: Mapping[str, int],
        segments: Mapping[str, int],
        written: str,
        at: int,
        kind: str,
        previous: str | None,
    ) -> list[int]:
        """What the network sees of one kanji: itself, neighbours, place and kind, the segment before."""

        def number(i: int) -> int:
            return kanji.get(written[i], 0) if 0 <= i < len(written) else 0

        place = (at > 0) + 2 * (at + 1 < len(written)) + 4 * (kind == "given")
        return [number(at - 1), number(at), number(at + 1), number(at + 2), place,
                segments[previous] + 1 if previous is not None and previous in segments else 0]  # fmt: skip

    def _log_probabilities(self, features: list[list[int]]) -> NDArray[np.float32]:
        w, x = self.weights, np.array(features)
        parts = [w["kanji.weight"][x[:, i]] for i in range(4)]
        parts += [w["places.weight"][x[:, 4]], w["segments.weight"][x[:, 5]]]
        hidden = np.maximum(np.concatenate(parts, -1) @ w["mix.weight"].T + w["mix.bias"], 0)
        logits = hidden @ w["out.weight"].T + w["out.bias"]
        return np.asarray(logits - np.log(np.exp(logits).sum(-1, keepdims=True)))

    def compose(self, part: str, kind: str, n: int = 5, beam: int = 24) -> list[tuple[str, float]]:
        """The n likeliest kana of a part, read kanji by kanji, with probabilities that sum to 1 over
        the beam. Empty when a kanji was never seen."""
        written = unrepeated(part)
        beams: list[tuple[str, str | None, float]] = [("", None, 0.0)]
        for at, character in enumerate(written):
            number = self.kanji.get(character, 0)
            if number not in self.seen:
                return []
            allowed, _ = self.seen[number]
            rows = self._log_probabilities(
                [self.features(self.kanji, self.segment_numbers, written, at, kind, p) for _, p, _ in beams]
            )
            grown: dict[tuple[str, str], float] = {}
            for (kana, _, score), row in zip(beams, rows, strict=True):
                for s in allowed[np.argsort(-row[allowed])[:12]].tolist():
                    key = (kana + self.segments[s], self.segments[s])
                    grown[key] = float(np.logaddexp(grown.get(key, -1e9), score + row[s]))
            ordered = sorted(grown.items(), key=lambda item: -item[1])[:beam]
            beams = [(kana, last, score) for (kana, last), score in ordered]
        totals: dict[str, float] = defaultdict(float)
        for kana, _, score in beams:
            totals[kana] += float(np.exp(score))
        weighed = {k: p * (1 + self.borne[kind].get(k, 0)) ** _BORNE for k, p in totals.items()}
        whole = sum(weighed.values()) or 1.0
        return sorted(((k, p / whole) for k, p in weighed.items()), key=lambda item: (-item[1], item[0]))[:n]

    def read_part(self, part: str, kind: str, n: int = 5) -> list[tuple[str, float]]:
        """The n likeliest kana of a part by both networks together, with probabilities that sum to 1 over
        all that were found: the geometric mean of theirs, by kana that other spellings bear."""
        first = dict(self.compose(part, kind, 60, 32))
        second = self.context.compose(unrepeated(part), kind)
        if not first or not second:
            second = second or first
            return sorted((first or second).items(), key=lambda item: (-item[1], item[0]))[:n]
        joint = {
            kana: ((first.get(kana, 0.0) + _FLOOR) * (second.get(kana, 0.0) + _FLOOR)) ** 0.5
            * (1 + self.borne[kind].get(kana, 0)) ** _BORNE_JOINT
            for kana in first.keys() | second.keys()
        }  # fmt: skip
        whole = sum(joint.values())
        return sorted(((k, p / whole) for k, p in joint.items()), key=lambda item: (-item[1], item[0]))[:n]


@cache
def reading_model() -> ReadingModel:
    """The shipped table and model, loaded once."""
    entry = find("names-readings")
    return ReadingModel.from_files(*(entry.verified(name) for name in FILES))
