"""The second reading network: kana of a kanji from two neighbours on either side and two segments before.

It chooses among the segments that its kanji was ever read as, by what it sees and by how often the kanji
was read so in names and in words (a count that training leaves the example itself out of). Trained by
scripts/train_readings.py; int8 rows with one scale each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("surname", "given", "word")
_WIDE = 16  # segments of one kanji that are followed


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix as int8 rows and the scale of each row."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float16)


@dataclass(frozen=True, slots=True)
class ContextReader:
    """``options[kanji]`` holds the segment numbers of a kanji and its counts, float32 [segments, kinds]."""

    weights: Mapping[str, NDArray[np.float32]]
    kanji: Mapping[str, int]
    segments: list[str]
    options: Mapping[int, tuple[NDArray[np.int64], NDArray[np.float32]]]

    @classmethod
    def read(cls, path: Path) -> ContextReader:
        with np.load(path, allow_pickle=False) as archive:
            arrays: dict[str, Any] = {name: archive[name] for name in archive.files}
        weights = {}
        for name in [n for n in arrays if not n.endswith(".scale")]:
            if f"{name}.scale" in arrays:
                weights[name] = (
                    arrays[name].astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32)[:, None]
                )
            elif arrays[name].dtype == np.float16:
                weights[name] = arrays[name].astype(np.float32)
        grouped: dict[int, list[int]] = defaultdict(list)
        pairs = arrays["pairs"].astype(np.int64)
        for row, number in enumerate(pairs[:, 0].tolist()):
            grouped[number].append(row)
        options = {k: (pairs[rows, 1], pairs[rows, 2:].astype(np.float32)) for k, rows in grouped.items()}
        kanji = {str(k): i for i, k in enumerate(arrays["kanji_list"])}
        return cls(weights, kanji, [str(s) for s in arrays["segment_list"]], options)

    def compose(self, written: str, kind: str, beam: int = 32) -> dict[str, float]:
        """The kana of a part with their probabilities; empty when a kanji was never seen."""
        numbers = [self.kanji.get(character, 0) for character in written]
        around = [0, 0, *numbers, 0, 0]
        beams: list[tuple[str, int, int, float]] = [("", 0, 0, 0.0)]
        for at, number in enumerate(numbers):
            if number not in self.options:
                return {}
            choices, counts = self.options[number]
            place = (at > 0) + 2 * (at + 1 < len(numbers)) + 4 * KINDS.index(kind)
            features = np.array([(*around[at : at + 5], place, one, two) for _, one, two, _ in beams])
            rows = self._log_probabilities(features, choices, counts, KINDS.index(kind))
            grown: dict[tuple[str, int, int], float] = {}
            for (kana, one, _, score), row in zip(beams, rows, strict=True):
                for i in np.argsort(-row)[:_WIDE].tolist():
                    segment = int(choices[i])
                    key = (kana + self.segments[segment], segment + 1, one)
                    grown[key] = float(np.logaddexp(grown.get(key, -1e9), score + row[i]))
            ordered = sorted(grown.items(), key=lambda item: -item[1])[:beam]
            beams = [(*key, score) for key, score in ordered]
        totals: dict[str, float] = defaultdict(float)
        for kana, _, _, score in beams:
            totals[kana] += float(np.exp(score))
        return dict(totals)

    def _log_probabilities(
        self, x: NDArray[np.int64], choices: NDArray[np.int64], counts: NDArray[np.float32], kind: int
    ) -> NDArray[np.float32]:
        """Log-probabilities of a kanji's segments for each row of features: float32 [rows, segments]."""
        w = self.weights
        parts = [w["kanji.weight"][x[:, i]] for i in range(5)]
        parts += [w["place.weight"][x[:, 5]], w["seg.weight"][x[:, 6]], w["seg.weight"][x[:, 7]]]
        hidden = np.maximum(np.concatenate(parts, -1) @ w["mix.weight"].T + w["mix.bias"], 0)
        hidden = hidden + np.maximum(hidden @ w["mix2.weight"].T + w["mix2.bias"], 0)
        logits = hidden @ w["out.weight"][choices].T + w["out.bias"][choices]
        own, every = counts[:, kind], counts.sum(-1)
        logits = logits + w["gate"][0] * _rate(own) + w["gate"][1] * _rate(every)
        logits -= logits.max(-1, keepdims=True)
        return np.asarray(logits - np.log(np.exp(logits).sum(-1, keepdims=True)))


def _rate(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.log((counts + 0.3) / (counts.sum() + 3.0)))
