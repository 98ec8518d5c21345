"""How well an English spelling fits a foreign name written in katakana or hanzi.

The letters of the English spelling go through a small convolutional encoder that emits, two frames a
letter, a distribution over kana or hanzi; the probability of the whole source name is the sum over
all monotone alignments (connectionist temporal classification, Graves et al. 2006). Scoring the
source given the English side, and not the reverse, is what keeps short candidates from winning: every
candidate has to explain all of the source. Trained by scripts/train/names/transliteration.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from align.model import Entry, find
from align.model.prepared import prepared
from align.names.script.letters import spell
from align.names.script.symbols import PINYIN, hanzi_symbols, kana_symbols, syllable

Script = Literal["kana", "hanzi"]
Floats = NDArray[np.float32]
_NEVER = np.float32(-1e4)
_TINY = 1e-300  # keeps sums from nought, whose logarithm is none
_KEPT = 2048  # encoded candidates, of about 12 KB each
_STATES = 500_000  # states of names and frames that are held at once


@dataclass(frozen=True, slots=True)
class Encoded:
    """Candidates after the encoder, one after the other without padding: ``frames`` float32 [frames, width],
    ``norms`` the log-normaliser of each frame, ``lengths`` how many frames each candidate has [n]."""

    frames: Floats
    norms: Floats
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Transliterator:
    """The loaded letter model; ``symbols`` maps each script's symbols to their numbers."""

    weights: dict[str, Floats]
    symbols: dict[Script, dict[str, int]]
    revision: str
    kept: dict[Script, dict[str, tuple[Floats, Floats]]]

    @classmethod
    def load(cls, entry: Entry) -> Transliterator:
        """The model in a registry entry. Raises ModelError when a file is missing or damaged."""
        arrays = dict(prepared(entry, "weights.npz", "letters-1", _unpacked))
        symbols: dict[Script, dict[str, int]] = {}
        for script in ("kana", "hanzi"):
            symbols[script] = {s: i for i, s in enumerate(arrays.pop(f"symbols.{script}").tolist())}
        return cls(arrays, symbols, entry.revision, {"kana": {}, "hanzi": {}})

    def encode(self, candidates: Sequence[str], script: Script) -> Encoded:
        """All candidates through the encoder at once; those without letters get no frames."""
        frames, lengths = self._framed(candidates)
        return Encoded(frames, self._norms(frames, lengths, script), lengths)

    def _framed(self, candidates: Sequence[str]) -> tuple[Floats, NDArray[np.int64]]:
        """The frames of candidates one after the other, the same for every script, and how many each has."""
        w = self.weights
        spellings = [spell(candidate) for candidate in candidates]
        letters = np.array([pair for spelling in spellings for pair in spelling], np.int64).reshape(-1, 2)
        lengths = np.array([len(spelling) for spelling in spellings], np.int64)
        hidden = w["letters.weight"][letters[:, 0]] + w["marks.weight"][letters[:, 1]]
        layers = sum(name.startswith("convolutions") for name in w) // 2
        half = w["convolutions.0.weight"].shape[0] // hidden.shape[1] // 2
        alike = _alike(lengths)
        # The candidates stand in one row with zeros before and after each, as far as a convolution reaches.
        places = np.arange(len(letters)) + half * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        row = np.zeros((len(letters) + half * (len(lengths) + 1), hidden.shape[1]), np.float32)
        reach = places[:, None] + np.arange(-half, half + 1)
        for layer in range(layers):
            row[places] = _normalised(hidden, w[f"norms.{layer}.weight"], w[f"norms.{layer}.bias"])
            windows = row[reach].reshape(len(letters), reach.shape[1] * row.shape[1])
            change = _product(windows, w[f"convolutions.{layer}.weight"], alike)
            change += w[f"convolutions.{layer}.bias"]
            hidden = hidden + np.maximum(change, 0)
        spread = np.maximum(_product(hidden, w["spread.weight"].T, alike) + w["spread.bias"], 0)
        frames = spread.reshape(-1, hidden.shape[1])
        return frames, lengths * (spread.shape[1] // hidden.shape[1])

    def _norms(self, frames: Floats, lengths: NDArray[np.int64], script: Script) -> Floats:
        """The log-normaliser of each frame under a script's symbols."""
        w = self.weights
        logits = _product(frames, w[f"heads.{script}.weight"].T, _alike(lengths)) + w[f"heads.{script}.bias"]
        top = logits.max(-1, initial=_NEVER)
        logits -= top[:, None]
        norms: Floats = top + np.log(np.add.reduce(np.exp(logits, out=logits), -1))
        return norms

    def encoded(self, candidates: Sequence[str], script: Script) -> Encoded:
        """As :meth:`encode`, each candidate once: the last few thousand are kept, and the frames of one script serve
        the other."""
        kept = self.kept[script]
        found = {text: kept[text] for text in candidates if text in kept}
        new = [text for text in dict.fromkeys(candidates) if text not in found]
        if new:
            framed = {text: each[text][0] for each in self.kept.values() for text in new if text in each}
            unframed = [text for text in new if text not in framed]
            if unframed:
                framed.update(zip(unframed, _parts(*self._framed(unframed)), strict=True))
            lengths = np.array([len(framed[text]) for text in new])
            fresh = self._norms(np.concatenate([framed[text] for text in new]), lengths, script)
            found |= {
                text: (framed[text], own) for text, own in zip(new, _parts(fresh, lengths), strict=True)
            }
            if len(kept) + len(new) > _KEPT:
                kept.clear()
            if len(new) <= _KEPT:
                kept.update(found)
        frames, norms = zip(*(found[text] for text in candidates), strict=True)
        return Encoded(np.concatenate(frames), np.concatenate(norms), np.array([len(n) for n in norms]))

    def numbers(self, name: str, script: Script) -> list[int]:
        """The source name as symbol numbers; an unseen hanzi stands for its pinyin syllable."""
        known = self.symbols[script]
        found = []
        for symbol in kana_symbols(name) if script == "kana" else hanzi_symbols(name):
            if symbol not in known and script == "hanzi":
                symbol = f"{PINYIN}{syllable(symbol)}"
            elif symbol not in known:  # a rare small kana: its plain kana is near enough
                symbol = symbol[0]
            if symbol in known:
                found.append(known[symbol])
        return found

    def fits(self, names: Sequence[str], encoded: Encoded, script: Script) -> Floats:
        """Log-probability of each source name given each candidate, less its unconditional
        log-probability, a symbol: float32 [names, n]. Above 0 the candidate explains the name better than
        chance; a perfect one reaches about 4."""
        targets = [self.numbers(name, script) for name in names]
        found = np.full((len(names), len(encoded.lengths)), _NEVER, np.float32)
        # Names of like length together, and not so many that their states fill the memory.
        order = sorted((at for at, target in enumerate(targets) if target), key=lambda at: len(targets[at]))
        columns = 2 * len(targets[order[-1]]) + 1 if order else 1
        batch = max(1, _STATES // (max(len(encoded.frames), 1) * columns))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            explained = self._forward([targets[at] for at in rows], encoded, script)
            chance = [float(self.weights[f"unigram.{script}"][targets[at]].sum()) for at in rows]
            symbols = [len(targets[at]) for at in rows]
            found[rows] = (explained - np.array(chance)[:, None]) / np.array(symbols)[:, None]
        return found

    def _forward(self, targets: list[list[int]], encoded: Encoded, script: Script) -> NDArray[np.float64]:
        """CTC forward recursion of some names over all candidates at once: float64 [names, n]."""
        ends = np.array([2 * len(target) for target in targets])
        columns = np.zeros((len(targets), ends.max() + 1), dtype=np.int64)  # symbols between blanks
        for row, target in enumerate(targets):
            columns[row, 1 : ends[row] : 2] = target
        skip = np.zeros(columns.shape)
        skip[:, 2:] = (columns[:, 2:] != 0) & (columns[:, 2:] != columns[:, :-2])
        symbols, places = np.unique(columns, return_inverse=True)
        weight, bias = self.weights[f"heads.{script}.weight"], self.weights[f"heads.{script}.bias"]
        emitted = encoded.frames @ weight[symbols].T + bias[symbols] - encoded.norms[:, None]
        # In probabilities, divided by their sum after each frame, whose logarithms add up; the longest first,
        # so that what has ended is a tail to be cut off. What stands in a row after the end of its name is never
        # reached back from, and so does no harm.
        order = np.argsort(-encoded.lengths, kind="stable")
        lengths = encoded.lengths[order]
        longest = int(lengths.max(initial=0))
        active = np.searchsorted(-lengths, -np.arange(longest + 1), side="left").tolist()
        starts = (np.cumsum(encoded.lengths) - encoded.lengths)[order]
        by_time = np.concatenate(
            [starts[: active[frame]] + frame for frame in range(longest)] or [starts[:0]]
        )
        shares = np.exp(emitted[by_time].astype(np.float64))[:, places.reshape(columns.shape)]
        alpha = np.zeros((len(order), *columns.shape))
        alpha[:, :, 0] = 1.0
        scale = np.zeros(alpha.shape[:2])
        final = np.full((len(targets), len(order)), float(_NEVER))
        names, at = np.arange(len(targets)), 0
        for number, going_on in pairwise(active):
            before = alpha[:number]
            alpha = before.copy()
            alpha[..., 1:] += before[..., :-1]
            alpha[..., 2:] += before[..., :-2] * skip[:, 2:]
            alpha *= shares[at : at + number]
            total = np.add.reduce(alpha, 2) + _TINY
            alpha /= total[..., None]
            scale[:number] += np.log(total)
            if going_on < number:
                reached = alpha[going_on:, names, ends] + alpha[going_on:, names, ends - 1]
                final[:, order[going_on:number]] = (scale[going_on:number] + np.log(reached + _TINY)).T
            at += number
        return final


def _unpacked(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of the model's file as they are worked with."""
    with np.load(path, allow_pickle=False) as archive:
        arrays: dict[str, NDArray[Any]] = {name: archive[name] for name in archive.files}
    for name, array in arrays.items():
        if not name.startswith("symbols"):
            arrays[name] = array.astype(np.float32)
        if name.startswith("convolutions") and name.endswith("weight"):
            # As torch has it, [out, in, taps]; here [taps · in, out].
            turned = np.ascontiguousarray(arrays[name].transpose(2, 1, 0))
            arrays[name] = turned.reshape(-1, array.shape[0])
    return arrays


def _parts(values: Floats, lengths: NDArray[np.int64]) -> list[Floats]:
    """The values of each candidate, each in an array of its own."""
    ends = np.cumsum(lengths)
    return [
        values[end - length : end].copy() for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)
    ]


def _alike(lengths: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows of the candidates of each length, int64 [candidates, length], when all stand one after the other."""
    starts = np.cumsum(lengths) - lengths
    return [
        starts[lengths == length][:, None] + np.arange(length)
        for length in sorted(set(lengths.tolist()))
        if length
    ]


def _product(values: Floats, matrix: Floats, alike: Sequence[NDArray[np.int64]]) -> Floats:
    """``values @ matrix``, each candidate's rows by themselves (numpy multiplies a stack one by one): in one product
    for all, the last bits of a row hang on how many rows there are and which of them it is, and candidates are
    remembered from earlier calls."""
    result = np.empty((len(values), matrix.shape[1]), np.float32)
    for rows in alike:
        result[rows] = values[rows] @ matrix
    return result


def _normalised(values: Floats, gain: Floats, bias: Floats) -> Floats:
    width = np.float32(values.shape[-1])
    centred = values - np.add.reduce(values, -1, keepdims=True) / width
    spread = np.sqrt(np.add.reduce(centred * centred, -1, keepdims=True) / width + np.float32(1e-5))
    return np.asarray(centred / spread * gain + bias)


@cache
def transliterator() -> Transliterator:
    """The shipped letter model, loaded once."""
    return Transliterator.load(find("names-transliteration"))


@cache
def transliterating() -> frozenset[str]:
    """The hanzi that are common in renderings of foreign names."""
    model = transliterator()
    shares = model.weights["unigram.hanzi"]
    return frozenset(s for s, i in model.symbols["hanzi"].items() if len(s) == 1 and shares[i] > -9.0)
