"""How likely each word of an English translation is, given its neighbours on both sides and the source.

The "predictor" of predictor-estimator quality estimation (Kim & Lee 2016), small: the source through two windows of
neighbours, the English before a piece and behind its word through two each, two looks at the source between. No state
sees its own piece or what is left of its word, so that any other piece can be weighed in its place with one dot
product.
Trained by scripts/train/fidelity/predictor.py; the same network in torch: scripts/train/fidelity/predictor_network.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model.embedded.encoder import quantise, unpacked

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
HEADS = 4
HOPS = 2
UNKNOWN, BEGIN, END, BLANK = 0, 1, 2, 3  # English pieces that are none
RESERVED = 4
LANGUAGES = ("ja", "zh")  # the source begins with a piece that stands for its language: 1 and 2; 0 is unknown
SOURCE_RESERVED = 3
LONGEST = 127  # pieces of a source sentence that are looked at
_TOGETHER = 12  # sentences that are worked through at once: more leave the cache
_REMEMBERED = 256  # sentence pairs, some 25 KB each


@dataclass(frozen=True, slots=True)
class Layout:
    """Sentences of one side laid out flat: ``bounds`` int64 [sentences + 1], and for each row its sentence."""

    bounds: NDArray[np.int64]
    of_row: NDArray[np.int64]

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Layout:
        return cls(
            np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))),
            np.repeat(np.arange(len(lengths)), lengths),
        )

    def window(self, values: Floats, one: int, other: int) -> Floats:
        """Each row beside those ``one`` and ``other`` rows on in its sentence (zeros beyond it), [rows, 3 d]."""
        count, wide = values.shape
        result = np.empty((count, 3 * wide), np.float32)
        result[:, :wide] = values
        for number, by in enumerate((one, other), 1):
            part = result[:, number * wide : (number + 1) * wide]
            kept = max(0, count - abs(by))
            if by > 0:
                part[:kept] = values[count - kept :]
            else:
                part[count - kept :] = values[:kept]
            part[self.beyond(by)] = 0
        return result

    def beyond(self, by: int) -> NDArray[np.int64]:
        """The rows for which the row ``by`` on stands in no sentence or in another one."""
        edges, step = (self.bounds[1:] - 1, -1) if by > 0 else (self.bounds[:-1], 1)
        near = (edges + step * np.arange(abs(by))[:, None]).ravel()
        return near[(near >= 0) & (near < len(self.of_row))]

    def product(self, values: Floats, matrix: Floats) -> Floats:
        """``values @ matrix``, each sentence's rows by themselves, [rows, columns].

        In one product for all, the last bits of a row hang on how many rows there are and which of them it is: BLAS
        adds up in another order at the edge of a block. What a sentence gets must not depend on its company.
        """
        result = np.empty((len(values), matrix.shape[1]), np.float32)
        for first, last in pairwise(self.bounds.tolist()):
            np.matmul(values[first:last], matrix, out=result[first:last])
        return result


@dataclass(frozen=True, slots=True)
class Table:
    """Embeddings with a scale a row, taken out row by row: eight bits a number (int8), or four, two a byte."""

    values: NDArray[np.int8] | NDArray[np.uint8]
    scales: NDArray[np.float16]

    def rows(self, ids: NDArray[Any]) -> Floats:
        """Float32 [len(ids), d]."""
        if self.values.dtype == np.uint8:
            return unpacked(self.values[ids], self.scales[ids])
        found: Floats = self.values[ids].astype(np.float32) * self.scales[ids].astype(np.float32)[:, None]
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network makes of one sentence: ``states`` [English pieces, d], from which each piece is predicted, and
    ``look`` [English pieces, source pieces], where the last look at the source rests while it is (the mean of the
    heads; at most LONGEST source pieces, rows sum to less than 1, the rest lying on the sign of the language)."""

    states: Floats
    look: Floats


@dataclass(frozen=True, slots=True)
class Predictor:
    """The network. ``english_numbers`` and ``source_numbers`` number the vocabulary's pieces for it, ``spaced`` are the
    pieces that begin a word whatever stands before them, ``marks`` those after which a word begins."""

    english_numbers: Ids
    source_numbers: Ids
    spaced: NDArray[np.bool_]
    marks: NDArray[np.bool_]
    english: Table
    source: Table
    bias: Floats
    position: Floats
    slopes: Floats
    matrices: dict[str, Floats]
    norms: dict[str, Floats]
    recent: dict[tuple[str, bool, bytes, bytes], Seen] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Predictor:
        """The network in an ``.npz`` file as :func:`stored` made it. Raises ModelError when the file is damaged."""
        return cls.of(unpacked_network(path))

    @classmethod
    def of(cls, parts: Mapping[str, NDArray[Any]]) -> Predictor:
        """The network of what :func:`unpacked_network` gives."""

        def named(kind: str) -> dict[str, NDArray[Any]]:
            return {
                name.removeprefix(f"{kind}/"): value
                for name, value in parts.items()
                if name.startswith(f"{kind}/")
            }

        return cls(
            parts["english/numbers"],
            parts["source/numbers"],
            parts["spaced"],
            parts["marks"],
            Table(parts["english/vectors"], parts["english/scales"]),
            Table(parts["source/vectors"], parts["source/scales"]),
            parts["bias"],
            parts["position"],
            parts["slopes"],
            named("matrix"),
            named("norm"),
        )

    def numbered(self, ids: Ids) -> tuple[Ids, NDArray[np.int64], NDArray[np.int64]]:
        """The English pieces of a sentence by the network's numbers; the word, counted from 0, to which each
        belongs; and the place in BEGIN, pieces, END at which the word after each begins."""
        count = len(ids)
        begins = self.spaced[ids]
        begins[1:] |= self.marks[ids[:-1]]
        begins[:1] = True
        word = np.cumsum(begins) - 1
        ends = np.concatenate((np.flatnonzero(begins)[1:], [count]))
        return self.english_numbers[ids], word, ends[word] + 1 if count else word

    def states(
        self, english: Sequence[Ids], source: Sequence[Ids], language: str, *, alone: bool = False
    ) -> list[Floats]:
        """For every sentence the states [pieces, d] from which its pieces are predicted; ``alone`` does not show the
        source. Ids are those of the embedded model's words.model."""
        return [one.states for one in self.seen(english, source, language, alone=alone)]

    def seen(
        self, english: Sequence[Ids], source: Sequence[Ids], language: str, *, alone: bool = False
    ) -> list[Seen]:
        """The same with where the network looks. The last pairs are remembered: what a check has asked for, the score
        asks for again."""
        keys = [
            (language, alone, one.tobytes(), other.tobytes())
            for one, other in zip(english, source, strict=True)
        ]
        found = {key: self.recent[key] for key in keys if key in self.recent}
        new = {key: at for at, key in enumerate(keys) if key not in found}
        if new:
            places = list(new.values())
            made: list[Seen] = []
            for part in (places[at : at + _TOGETHER] for at in range(0, len(places), _TOGETHER)):
                made += self._seen(
                    [english[at] for at in part], [source[at] for at in part], language, alone=alone
                )
            found |= zip(new, made, strict=True)
            self.recent.update(found)
            for key in list(self.recent)[: max(0, len(self.recent) - _REMEMBERED)]:
                self.recent.pop(key, None)
        return [found[key] for key in keys]

    def _seen(
        self, english: Sequence[Ids], source: Sequence[Ids], language: str, *, alone: bool
    ) -> list[Seen]:
        """What is made of sentences that are worked through together."""
        numbered = [self.numbered(ids) for ids in english]
        here_at = Layout.of([len(ids) + 2 for ids in english])
        head = np.int32(LANGUAGES.index(language.removesuffix("-Hant")) + 1)
        sources = [
            np.concatenate(([head], self.source_numbers[ids[: 0 if alone else LONGEST]])) for ids in source
        ]
        there_at = Layout.of([len(ids) for ids in sources])
        there = self.source.rows(np.concatenate(sources))
        there += self.position[np.arange(len(there)) - there_at.bounds[there_at.of_row]]
        for layer in (1, 2):
            normed = there_at.window(self._norm(there, f"source_{layer}"), layer, -layer)
            there += np.maximum(there_at.product(normed, self.matrices[f"source_{layer}"]), 0)
        held = there_at.product(self._norm(there, "held"), self.matrices["held"])
        held = held.reshape(len(there), 2 * (1 + HOPS), HEADS, -1)

        here = self.english.rows(
            np.concatenate([np.concatenate(([BEGIN], one, [END])) for one, _, _ in numbered])
        )
        own = np.ones(len(here), np.bool_)
        own[here_at.bounds[:-1]] = own[here_at.bounds[1:] - 1] = False
        inner = np.flatnonzero(own)
        behind = np.concatenate([ends for _, _, ends in numbered]) + here_at.bounds[here_at.of_row[inner]]
        inner_at = Layout.of([len(ids) for ids in english])
        here += self._look(here, here_at, _apart(here_at, np.arange(len(here)), here_at, there_at), 0, held)[
            0
        ]
        sides = []
        for side, way in (("left", -1), ("right", 1)):
            states = here
            for layer in (1, 2):
                window = here_at.window(self._norm(states, f"{side}_{layer}"), way * layer, 2 * way * layer)
                states = states + np.maximum(here_at.product(window, self.matrices[f"{side}_{layer}"]), 0)
            sides.append(self._norm(states, side))
        joined = np.concatenate((sides[0][inner - 1], sides[1][behind]), axis=1)
        joined = np.maximum(inner_at.product(joined, self.matrices["join_in"]), 0)
        states = inner_at.product(joined, self.matrices["join_out"])
        looks: list[Floats] = []
        apart = _apart(inner_at, inner, here_at, there_at)
        for hop in range(1, HOPS + 1):
            told, looks = self._look(states, inner_at, apart, hop, held)
            states += told
            more = inner_at.product(self._norm(states, f"in_{hop}"), self.matrices[f"in_{hop}"])
            states += inner_at.product(np.maximum(more, 0), self.matrices[f"out_{hop}"])
        states = inner_at.product(self._norm(states, "out"), self.matrices["out"])
        parts = np.split(states, np.cumsum([len(ids) for ids in english])[:-1])
        return [Seen(part, look[:, 1:]) for part, look in zip(parts, looks, strict=True)]

    def logits(self, states: Floats, pieces: NDArray[Any]) -> Floats:
        """The log-probability of one piece (by the network's number) for each state; nearly so: the network is trained
        to make the sum over all pieces 1."""
        found: Floats = np.einsum("nd,nd->n", states, self.english.rows(pieces)) + self.bias[pieces]
        return found

    def _norm(self, values: Floats, name: str) -> Floats:
        width = np.float32(values.shape[1])
        means: Floats = np.add.reduce(values, axis=1, keepdims=True)
        centred: Floats = values - means / width
        spread = np.einsum("nd,nd->n", centred, centred) / width
        centred /= np.sqrt(spread + np.float32(1e-5))[:, None]
        centred *= self.norms[name]
        return centred

    def _look(
        self,
        states: Floats,
        states_at: Layout,
        apart: Sequence[Apart],
        at: int,
        held: Floats,
    ) -> tuple[Floats, list[Floats]]:
        """What the states see of their sources, which stand so far apart from them, and for each sentence where the
        last hop looks, the mean of the heads, [states, source pieces]."""
        asked = states_at.product(self._norm(states, f"ask_{at}"), self.matrices[f"ask_{at}"])
        asked = asked.reshape(len(states), HEADS, -1)
        asked /= np.float32(asked.shape[2] ** 0.5)
        told = np.empty_like(asked)
        looks: list[Floats] = []
        before, after = self.slopes[at]
        before, after = before[:, None, None], after[:, None, None]
        for (first, last), (columns, beyond, short) in zip(
            pairwise(states_at.bounds.tolist()), apart, strict=True
        ):
            rows = slice(first, last)
            keys, values = held[columns, 2 * at], held[columns, 2 * at + 1]
            scores = asked[rows].transpose(1, 0, 2) @ keys.transpose(1, 2, 0)
            scores -= beyond * before + short * after
            scores -= np.maximum.reduce(scores, axis=2, keepdims=True)
            np.exp(scores, out=scores)
            scores /= np.add.reduce(scores, axis=2, keepdims=True)
            told[rows] = (scores @ values.transpose(1, 0, 2)).transpose(1, 0, 2)
            if at == HOPS:
                looks.append(np.add.reduce(scores, axis=0) / np.float32(HEADS))
        return states_at.product(told.reshape(len(states), -1), self.matrices[f"tell_{at}"]), looks


Apart = tuple[slice, Floats, Floats]


def _apart(at: Layout, places: NDArray[np.int64], here_at: Layout, there_at: Layout) -> list[Apart]:
    """For each sentence its rows of the source, and how far those stand beyond, and short of, where the states at
    ``places`` of the English side would expect them, [states, source pieces]."""
    found = []
    bounds = (each.bounds.tolist() for each in (at, here_at, there_at))
    for (first, last), (begin, end), (low, high) in zip(*map(pairwise, bounds), strict=True):
        place = (places[first:last] - begin) * ((high - low) / (end - begin))
        off = ((np.arange(high - low) - place[:, None]) / 8).astype(np.float32)
        found.append((slice(low, high), np.maximum(off, 0), np.maximum(-off, 0)))
    return found


def unpacked_network(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file that :func:`stored` made, as the network works with them. Raises ModelError when the file is
    damaged."""
    try:
        with np.load(path, allow_pickle=False) as data:
            parts: dict[str, NDArray[Any]] = dict(data)
        size = int(parts.pop("vocabulary"))
        for side, reserved in (("english", RESERVED), ("source", SOURCE_RESERVED)):
            pieces = parts.pop(f"{side}/pieces")
            parts[f"{side}/numbers"] = number = np.zeros(size, np.int32)
            number[pieces] = np.arange(reserved, reserved + len(pieces))
        for name in ("spaced", "marks"):
            parts[name] = np.unpackbits(parts[name], count=size).astype(np.bool_)
        for name in [name for name in parts if name.startswith("matrix/")]:
            step = parts.pop(name.replace("matrix/", "step/"))
            parts[name] = parts[name].astype(np.float32) * step
        for name in ("bias", "position", "slopes"):
            parts[name] = parts[name].astype(np.float32)
        required = [f"{side}/{part}" for side in ("english", "source") for part in ("vectors", "scales")]
        if missing := [name for name in required if name not in parts]:
            raise KeyError(missing[0])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(path, f"holds no predictor ({error})", "fetch the model again") from None
    return parts


def stored(
    english: Floats,
    source: Floats,
    matrices: dict[str, Floats],
    norms: dict[str, Floats],
    others: dict[str, NDArray[Any]],
) -> dict[str, NDArray[Any]]:
    """The arrays that :meth:`Predictor.load` reads.

    English embeddings are kept at eight bits a number (at four, log-probabilities are off by .35), those of the source
    at four, matrices at eight with a step a column; ``others`` are bias, position, slopes, the pieces of both sides,
    their vocabulary's size, spaced and marks.
    """
    scales = (np.abs(english).max(axis=1) / 127).astype(np.float16)
    steps = np.maximum(scales, np.float16(1e-6)).astype(np.float32)[:, None]
    codes = np.clip(np.rint(english / steps), -127, 127).astype(np.int8)
    arrays = others | {"english/vectors": codes, "english/scales": scales}
    arrays |= {f"source/{name}": value for name, value in quantise(source).items()}
    for name, matrix in matrices.items():
        step = (np.abs(matrix).max(axis=0) / 127).astype(np.float32)
        arrays[f"step/{name}"] = step
        arrays[f"matrix/{name}"] = np.rint(matrix / np.maximum(step, 1e-12)).astype(np.int8)
    return arrays | {f"norm/{name}": value.astype(np.float32) for name, value in norms.items()}
