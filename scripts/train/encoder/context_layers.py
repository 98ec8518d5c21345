"""What a piece's neighbours add to its vector: windowed gated layers over a static encoder's pieces.

A sentence stays a sum over its pieces, so the vector of a span is the sum of its sentences' sums; but a piece counts
more or less, and means something else, beside other pieces. Trained by context_encoder.py, where the
same layers stand in torch. Not shipped: what it gave so far is no better than the static vectors, as
docs/measurements/encoder.md says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.model.embedded.encoder import StaticEncoder
from align.model.protocol import Vectors

GAP = 2  # empty rows between sentences, as many as a window reaches
TOGETHER = 3000  # pieces that are worked through at once: what they need stays in the cache
REACH = (1, 2)  # how far the window of each layer looks to both sides


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces of sentences laid out flat with GAP empty rows around each: ``rows`` are the places of the pieces,
    ``total`` how many rows there are."""

    rows: NDArray[np.int64]
    total: int

    @classmethod
    def of(cls, bounds: NDArray[np.int64]) -> Layout:
        lengths = np.diff(bounds)
        rows = np.arange(bounds[-1] - bounds[0]) + GAP * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        return cls(rows, int(bounds[-1] - bounds[0]) + GAP * (len(lengths) + 1))


@dataclass(frozen=True, slots=True)
class Context:
    """The layers: ``into`` [d, k] projects a piece's vector, ``windows`` each [3 k, 2 k], ``weight`` [k + 1] says how
    much the piece's own vector counts, ``out`` [k, d] what is added to it."""

    into: Vectors
    windows: tuple[Vectors, ...]
    weight: Vectors
    out: Vectors

    @classmethod
    def load(cls, path: Path) -> Context:
        """The layers in an ``.npz`` file as context_encoder.py writes it."""
        with np.load(path, allow_pickle=False) as data:
            parts = {name: data[name].astype(np.float32) for name in data.files}
        windows = tuple(parts[f"window_{number}"] for number in range(1, len(REACH) + 1))
        return cls(parts["into"], windows, parts["weight"], parts["out"])

    def states(self, projected: Vectors, layout: Layout) -> Vectors:
        """The states [pieces, k] after all layers; ``projected`` [pieces, k] are the pieces times ``into``."""
        wide = projected.shape[1]
        states = np.zeros((layout.total, wide), np.float32)
        states[layout.rows] = projected
        empty = np.ones(layout.total, np.bool_)
        empty[layout.rows] = False
        holes = np.flatnonzero(empty)
        for reach, matrix in zip(REACH, self.windows, strict=True):
            square = np.einsum("nd,nd->n", states, states) / np.float32(wide)
            normed = states / np.sqrt(square + np.float32(1e-5))[:, None]
            inner = slice(GAP, layout.total - GAP)
            made = normed[inner] @ matrix[:wide]
            made += normed[GAP - reach : layout.total - GAP - reach] @ matrix[wide : 2 * wide]
            made += normed[GAP + reach : layout.total - GAP + reach] @ matrix[2 * wide :]
            value, gate = made[:, :wide], made[:, wide:]
            np.maximum(gate, 0, out=gate)
            value *= gate
            states[inner] += value
            states[holes] = 0
        return states[layout.rows]

    def weights(self, states: Vectors) -> Vectors:
        """How much each piece's own vector counts, float32 [pieces]."""
        counted: Vectors = np.maximum(1 + states @ self.weight[:-1] + self.weight[-1], 0)
        return counted


class ContextEncoder:
    """A static encoder with the layers over its pieces."""

    def __init__(self, static: StaticEncoder, context: Context) -> None:
        self.static, self.context = static, context

    def sums(self, sentences: Sequence[str]) -> Vectors:
        """Un-normalised vectors, float32 [n, d]; sums of neighbouring rows are the vectors of spans."""
        ids, bounds = self.static.pieces(sentences)
        context = self.context
        result = np.zeros((len(bounds) - 1, self.static.dimension), np.float32)
        added = np.zeros((len(bounds) - 1, context.out.shape[0]), np.float32)
        first = 0
        while first < len(bounds) - 1:
            last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + TOGETHER, "right")) - 1)
            some = ids[bounds[first] : bounds[last]]
            inner = bounds[first : last + 1] - bounds[first]
            once, places = np.unique(some, return_inverse=True)
            rows = self.static.rows(once)
            states = context.states((rows @ context.into)[places], Layout.of(inner))
            weights = context.weights(states)
            for at, (low, high) in enumerate(pairwise(inner.tolist()), first):
                result[at] = weights[low:high] @ rows[places[low:high]]
                np.add.reduce(states[low:high], axis=0, out=added[at])
            first = last
        result += added @ context.out
        return result
