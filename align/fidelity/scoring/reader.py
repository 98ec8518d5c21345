"""Which words of an English translation the source does not support, and which of the source are not rendered.

A discriminator trained on right and spoilt translations (replaced-token detection, Clark et al. 2020): the source reads
itself, the English reads the source and itself in both directions, the source reads the English. It stands on the
predictor (predictor.py): its embeddings, its state for each place and what it thinks of the piece there are the input,
so the right word can be proposed from the same state. Trained by scripts/train/reader.py, where the same network
stands in torch (scripts/train/reader_network.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.fidelity.scoring.predictor import LANGUAGES, LONGEST, Floats, Ids, Predictor

HEADS = 4
# The blocks in order and whether a block looks at the other side; the others have a feed-forward layer.
BLOCKS = (
    ("source", False),
    ("cross_1", True),
    ("self_1", False),
    ("cross_2", True),
    ("self_2", False),
    ("back", True),
)
SURPRISE = ("piece", "word", "begins")
LONGEST_ENGLISH = 120  # pieces that are read


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pair shows, a number a piece: ``wrong`` float32 [English pieces], the log-odds that the source does not
    support the piece; ``lost`` float32 [source pieces], the log-odds that the piece is not rendered. Pieces beyond
    what is read have none."""

    wrong: Floats
    lost: Floats


@dataclass(frozen=True, slots=True)
class Reader:
    """The network; ``matrices`` and ``norms`` by the names of their blocks."""

    matrices: dict[str, Floats]
    norms: dict[str, Floats]
    others: dict[str, Floats]

    @classmethod
    def load(cls, path: Path) -> Reader:
        """The network in an ``.npz`` file. Raises ModelError when the file is missing or damaged."""
        try:
            with np.load(path, allow_pickle=False) as data:
                parts: dict[str, NDArray[Any]] = dict(data)
            matrices = {
                name.removeprefix("matrix/"): value.astype(np.float32) * parts[f"step/{name[7:]}"]
                for name, value in parts.items()
                if name.startswith("matrix/")
            }
            norms = {name[5:]: value for name, value in parts.items() if name.startswith("norm/")}
            others = {
                name: value.astype(np.float32)
                for name, value in parts.items()
                if not name.startswith(("matrix/", "step/", "norm/"))
            }
            found = cls(matrices, norms, others)
            _ = others["heads"], matrices["in"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(path, f"holds no reader ({error})", "fetch the model again") from None
        return found

    def read(
        self, predictor: Predictor, english: Sequence[Ids], source: Sequence[Ids], language: str
    ) -> list[Reading]:
        """A reading for every pair, given by the pieces of the embedded model's words.model."""
        english = [ids[:LONGEST_ENGLISH] for ids in english]
        states = predictor.states(english, source, language)
        head = np.int32(LANGUAGES.index(language.removesuffix("-Hant")) + 1)
        found = []
        for ids, other, predicted in zip(english, source, states, strict=True):
            numbers = np.concatenate(([head], predictor.source_numbers[other[:LONGEST]]))
            if not len(ids):
                found.append(Reading(np.zeros(0, np.float32), np.zeros(len(numbers) - 1, np.float32)))
                continue
            found.append(self._pair(predictor, ids, numbers, predicted))
        return found

    def _pair(self, predictor: Predictor, ids: Ids, numbers: Ids, predicted: Floats) -> Reading:
        pieces, word, _ = predictor.numbered(ids)
        surprise = surprises(predictor.logits(predicted, pieces), word)
        shown = predictor.english.rows(pieces)
        there = predictor.source.rows(numbers)
        size, there_size = len(shown), len(there)
        there = self._norm(there, "source") + self.others["position"][0, :there_size]
        here = np.concatenate(
            (
                self._norm(predicted, "state"),
                self._norm(shown, "piece"),
                self._norm(predicted * shown, "product"),
            ),
            axis=1,
        )
        here = here @ self.matrices["in"]
        here += self.others["position"][1, :size] + surprise @ self.others["surprise"]
        off = ((np.arange(there_size) - np.arange(size)[:, None] * (there_size / size)) / 8).astype(
            np.float32
        )
        there = self._look("source", there, None, None)
        for name, crossing in BLOCKS[1:-1]:
            here = self._look(name, here, there if crossing else None, off if crossing else None)
        there = self._look(BLOCKS[-1][0], there, here, -off.T)
        heads, bias = self.others["heads"], self.others["bias"]
        wrong = self._norm(here, "wrong") @ heads[0] + bias[0] + surprise @ self.others["direct"]
        lost = self._norm(there, "lost") @ heads[1] + bias[1]
        return Reading(wrong, lost[1:])

    def _norm(self, values: Floats, name: str) -> Floats:
        centred: Floats = values - values.mean(axis=1, keepdims=True)
        spread = np.einsum("nd,nd->n", centred, centred) / np.float32(values.shape[1])
        centred /= np.sqrt(spread + np.float32(1e-5))[:, None]
        centred *= self.norms[name]
        return centred

    def _look(self, name: str, states: Floats, other: Floats | None, off: Floats | None) -> Floats:
        """A block: the states look at the other side, or at themselves and pass a feed-forward layer then."""
        asked = self._norm(states, f"{name}/ask")
        if other is None:
            parts = (asked @ self.matrices[f"{name}/held"]).reshape(len(states), 3, HEADS, -1)
            asked, keys, values = parts[:, 0], parts[:, 1], parts[:, 2]
        else:
            held = self._norm(other, f"{name}/held") @ self.matrices[f"{name}/held"]
            held = held.reshape(len(other), 2, HEADS, -1)
            asked = (asked @ self.matrices[f"{name}/ask"]).reshape(len(states), HEADS, -1)
            keys, values = held[:, 0], held[:, 1]
        scores = asked.transpose(1, 0, 2) @ keys.transpose(1, 2, 0)
        scores *= np.float32(asked.shape[2] ** -0.5)
        if off is not None:
            after, before = self.others[f"slopes/{name}"]
            scores -= np.maximum(off, 0) * after[:, None, None] + np.maximum(-off, 0) * before[:, None, None]
        scores -= scores.max(axis=2, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=2, keepdims=True)
        told = (scores @ values.transpose(1, 0, 2)).transpose(1, 0, 2).reshape(len(states), -1)
        states = states + told @ self.matrices[f"{name}/tell"]
        if other is not None:
            return states
        more = np.maximum(self._norm(states, f"{name}/up") @ self.matrices[f"{name}/up"], 0)
        states += more @ self.matrices[f"{name}/down"]
        return states


def surprises(logits: Floats, word: NDArray[np.int64]) -> Floats:
    """What the predictor thinks of each piece, float32 [pieces, len(SURPRISE)]: how unlikely the piece is, how
    unlikely its word, and whether it begins it."""
    costs = np.minimum(np.maximum(-logits, 0), np.float32(16))
    whole = np.bincount(word, costs)[word]
    begins = np.diff(word, prepend=-1) > 0
    return np.stack((costs / 4, np.minimum(whole, 32) / 8, begins), axis=1).astype(np.float32)


def stored(
    matrices: dict[str, Floats], norms: dict[str, Floats], others: dict[str, Floats]
) -> dict[str, NDArray[Any]]:
    """The arrays that :meth:`Reader.load` reads: matrices at eight bits with a step a column."""
    arrays: dict[str, NDArray[Any]] = {name: value.astype(np.float32) for name, value in others.items()}
    for name, matrix in matrices.items():
        step = np.maximum(np.abs(matrix).max(axis=0) / 127, 1e-12).astype(np.float32)
        arrays[f"step/{name}"] = step
        arrays[f"matrix/{name}"] = np.rint(matrix / step).astype(np.int8)
    return arrays | {f"norm/{name}": value.astype(np.float32) for name, value in norms.items()}
