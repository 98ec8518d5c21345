"""The reading networks: kana of a kanji from its neighbours and from what the kanji beside it are read as.

One goes from the first kanji to the last, one from the last to the first. Each chooses among the
segments that a kanji was ever read as and what sound changes make of them (segments.py), by two kanji
on either side, the two segments chosen before, and how often the kanji is read so in this kind of name, in this place
and at all (counts that training leaves the example itself out of). Trained by
scripts/train/names/readings_context.py; int8 rows with one scale each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.names.reading.segments import CELLS, KINDS, cell, listed, shares, weight

_GROWN = 3  # times the beam, that many continuations are looked at before equal ones are joined


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix as int8 rows and the scale of each row."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float16)


def dequantised(arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """The matrices and vectors of a file of :func:`quantised` rows and float16, as float32."""
    weights: dict[str, NDArray[np.float32]] = {}
    for name, value in arrays.items():
        if f"{name}.scale" in arrays:
            weights[name] = value.astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32)[:, None]
        elif value.dtype == np.float16 and not name.endswith(".scale"):
            weights[name] = value.astype(np.float32)
    return weights


def arrays_of(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a reader's file as they are stored."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


Choices = tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class ContextReader:
    """``rows`` holds segment numbers and counts, int16 [rows, 1 + CELLS], a kanji's from ``starts`` on, heaviest
    first; ``choices`` what :func:`listed` made of them, filled as kanji are asked for."""

    backward: bool
    weights: Mapping[str, NDArray[np.float32]]
    kanji: Mapping[str, int]
    segments: list[str]
    numbers: Mapping[str, int]
    rows: NDArray[np.int16]
    starts: NDArray[np.int64]
    choices: dict[int, Choices]

    @classmethod
    def read(cls, path: Path) -> ContextReader:
        """The reader in a file of scripts/train."""
        return cls.of(arrays_of(path))

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> ContextReader:
        """The reader of what :func:`arrays_of` gives."""
        pairs = arrays["pairs"]
        kanji = {k: i for i, k in enumerate(arrays["kanji_list"].tolist())}
        starts = np.searchsorted(pairs[:, 0], np.arange(len(kanji) + 1))
        segments: list[str] = arrays["segment_list"].tolist()
        numbers = {s: i for i, s in enumerate(segments)}
        backward = bool(arrays["backward"])
        return cls(backward, dequantised(arrays), kanji, segments, numbers, pairs[:, 1:], starts, {})

    def compose(self, written: str, kind: str, beam: int = 48) -> dict[str, float]:
        """The likeliest kana of a part with their probabilities; empty when a kanji was never seen."""
        numbers = [self.kanji.get(character, 0) for character in written]
        if not written or not all(self._choices(number)[0].size for number in numbers):
            return {}
        around = [0, 0, *numbers, 0, 0]
        beams: list[tuple[str, int, int]] = [("", 0, 0)]
        likely = np.ones(1)
        order = range(len(numbers))
        for at in reversed(order) if self.backward else order:
            place = cell(KINDS.index(kind), at == 0, at + 1 == len(numbers))
            choices, counts, parents = self._choices(numbers[at])
            before = np.array([(one, two) for _, one, two in beams])
            known = shares(counts, place, parents)
            rows = self._probabilities(around[at : at + 5], place, before, choices, known)
            joint = (likely[:, None] * rows).ravel()
            kept = np.argsort(-joint, kind="stable")[: _GROWN * beam]
            grown: dict[tuple[str, int, int], float] = {}
            places, segments = np.divmod(kept, len(choices))
            followed = zip(places.tolist(), choices[segments].tolist(), joint[kept].tolist(), strict=True)
            for number, segment, p in followed:
                kana, one, _ = beams[number]
                said = self.segments[segment]
                key = (said + kana if self.backward else kana + said, segment + 1, one)
                grown[key] = grown.get(key, 0.0) + p
            beams = sorted(grown, key=lambda key: -grown[key])[:beam]
            likely = np.array([grown[key] for key in beams])
        totals: dict[str, float] = defaultdict(float)
        for (kana, _, _), p in zip(beams, likely.tolist(), strict=True):
            totals[kana] += p
        return dict(totals)

    def _choices(self, number: int) -> Choices:
        """A kanji's segments, their counts [segments, CELLS], and the shares of what they are variants of."""
        if number not in self.choices:
            rows = self.rows[self.starts[number] : self.starts[number + 1]]
            weights = [weight(counts) for counts in rows[:, 1:].tolist()]
            every, parents = listed(rows[:, 0].tolist(), weights, self.segments, self.numbers)
            counts = np.zeros((len(every), CELLS), dtype=np.float32)
            counts[: len(rows)] = rows[:, 1:]
            self.choices[number] = np.array(every, np.int64), counts, np.array(parents, np.float32)
        return self.choices[number]

    def _probabilities(
        self,
        around: Sequence[int],
        place: int,
        before: NDArray[np.int64],
        choices: NDArray[np.int64],
        known: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Probabilities of a kanji's choices for each row of two segments before: float32 [rows, choices]."""
        w = self.weights
        here = np.concatenate([w["kanji.weight"][list(around)].ravel(), w["place.weight"][place]])
        mix = w["mix.weight"]
        same = mix[:, : len(here)] @ here + w["mix.bias"]
        following = w["segment.weight"][before].reshape(len(before), -1)
        hidden = np.maximum(following @ mix[:, len(here) :].T + same, 0)
        hidden = hidden + np.maximum(hidden @ w["mix2.weight"].T + w["mix2.bias"], 0)
        asked = hidden @ w["ask.weight"].T + w["ask.bias"]
        logits = asked @ w["segment.weight"][choices + 1].T + w["segment.bias"][choices + 1]
        gates = hidden @ w["gate.weight"].T + w["gate.bias"]
        # Not with @: on so narrow arrays some BLAS raise "invalid value" for numbers beyond the end.
        logits = logits + np.einsum("rc,kc->rk", gates, known)
        p = np.exp(logits - logits.max(-1, keepdims=True))
        return np.asarray(p / p.sum(-1, keepdims=True))
