"""Which words of an English translation the source does not support, and which of the source are not rendered.

A discriminator trained on right and spoilt translations (replaced-token detection, Clark et al. 2020): the source reads
itself, the English reads the source and itself in both directions, the source reads the English. It stands on the
predictor (predictor.py): its embeddings, its state for each place and what it thinks of the piece there are the input,
so the right word can be proposed from the same state. Trained by reader.py, where the same network
stands in torch (reader_network.py). Not shipped yet: see docs/measurements/predictor.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model import Evidence
from align.model.embedded.predictor import LANGUAGES, LONGEST, Floats, Ids, Predictor

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
# What is known of each English piece beside the predictor's state: how unlikely the predictor holds the piece and its
# word, whether it begins the word; of the word tables its log-probability given the source, how far it is accounted
# for, how certain its likeliest link is; whether its word is capitalised inside the sentence.
SURPRISE = ("piece", "word", "begins", "forward", "covered", "certain", "capital")
KNOWN = ("backward", "covered")  # of each source piece
LONGEST_ENGLISH = 120  # pieces that are read
_REMEMBERED = 256  # sentence pairs
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair as the reader is shown it: the pieces of both sides by the embedded model's words.model, what its word
    tables see (without offsets), and which English pieces belong to a capitalised word inside the sentence."""

    english: Ids
    source: Ids
    seen: Evidence
    capital: NDArray[np.bool_]


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
    recent: dict[tuple[str, bytes, bytes], Reading] = field(default_factory=dict)

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

    def read(self, predictor: Predictor, pairs: Sequence[Shown], language: str) -> list[Reading]:
        """A reading for every pair. The last pairs are remembered: what a check has asked for, the score asks for
        again."""
        keys = [(language, one.english.tobytes(), one.source.tobytes()) for one in pairs]
        new = {key: at for at, key in enumerate(keys) if key not in self.recent}
        found = {key: self.recent[key] for key in keys if key in self.recent}
        if new:
            some = [pairs[at] for at in new.values()]
            states = predictor.states(
                [one.english[:LONGEST_ENGLISH] for one in some], [one.source for one in some], language
            )
            made = [
                self._pair(predictor, one, predicted, language)
                for one, predicted in zip(some, states, strict=True)
            ]
            found |= zip(new, made, strict=True)
            self.recent.update(found)
            for key in list(self.recent)[: max(0, len(self.recent) - _REMEMBERED)]:
                self.recent.pop(key, None)
        return [found[key] for key in keys]

    def _pair(self, predictor: Predictor, shown: Shown, predicted: Floats, language: str) -> Reading:
        head = np.int32(LANGUAGES.index(language.removesuffix("-Hant")) + 1)
        numbers = np.concatenate(([head], predictor.source_numbers[shown.source[:LONGEST]]))
        if not len(predicted):
            return Reading(np.zeros(0, np.float32), np.zeros(len(numbers) - 1, np.float32))
        size, there_size = len(predicted), len(numbers)
        pieces, word, _ = predictor.numbered(shown.english[:size])
        own = predictor.english.rows(pieces)
        source = predictor.source.rows(numbers)
        surprise = surprises(predictor.logits(predicted, pieces), word, shown)
        known = np.zeros((there_size, len(KNOWN)), np.float32)
        known[1:] = source_known(shown.seen)[: there_size - 1]
        there = self._norm(source, "source") + self.others["position"][0, :there_size]
        there += known @ self.others["known"]
        linked = source[np.minimum(shown.seen.place[:size] + 1, there_size - 1)] * surprise[:, 5:6]
        parts = (
            self._norm(predicted, "state"),
            self._norm(own, "piece"),
            self._norm(predicted * own, "product"),
            self._norm(linked, "linked"),
        )
        here = np.concatenate(parts, axis=1) @ self.matrices["in"]
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
        lost = self._norm(there, "lost") @ heads[1] + bias[1] + known @ self.others["direct_lost"]
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


def surprises(logits: Floats, word: NDArray[np.int64], shown: Shown) -> Floats:
    """The features of ``SURPRISE`` for each English piece that is read, float32 [pieces, len(SURPRISE)]."""
    size = len(logits)
    costs = np.minimum(np.maximum(-logits, 0), np.float32(16))
    whole = np.bincount(word, costs)[word]
    seen = shown.seen
    columns = (
        costs / 4,
        np.minimum(whole, 32) / 8,
        np.diff(word, prepend=-1) > 0,
        *english_known(seen, shown.capital)[:size].T,
    )
    return np.stack(columns, axis=1).astype(np.float32)


def english_known(seen: Evidence, capital: NDArray[np.bool_]) -> Floats:
    """What the word tables and the spelling show of each English piece, float32 [pieces, 4]."""
    columns = (
        np.minimum(-seen.forward, 16) / 4,
        seen.covered.target,
        seen.certain,
        capital[: len(seen.forward)],
    )
    return np.stack(columns, axis=1).astype(np.float32)


def source_known(seen: Evidence) -> Floats:
    """The features of ``KNOWN`` for each source piece, float32 [pieces, 2]."""
    return np.stack((np.minimum(-seen.backward, 16) / 4, seen.covered.source), axis=1).astype(np.float32)


def capitals(text: str, starts: Sequence[int]) -> NDArray[np.bool_]:
    """Whether each piece, which begins at a place of the text, belongs to a capitalised word (between white space) that
    does not begin the text."""
    words = [(found.start(), found.group()) for found in _WORD.finditer(text)]
    firsts = np.array([start for start, _ in words])
    flags = np.array([at > 0 and capitalised(word) for at, (_, word) in enumerate(words)], np.bool_)
    if not len(words):
        return np.zeros(len(starts), np.bool_)
    return flags[np.maximum(np.searchsorted(firsts, starts, "right") - 1, 0)]


def capitalised(word: str) -> bool:
    """Whether the first letter or digit of a word is a capital letter."""
    return next((sign for sign in word if sign.isalnum()), "").isupper()


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
