"""How well an English spelling fits a foreign name written in katakana or hanzi.

The letters of the English spelling go through a small convolutional encoder that emits, two frames a
letter, a distribution over kana or hanzi; the probability of the whole source name is the sum over
all monotone alignments (connectionist temporal classification, Graves et al. 2006). Scoring the
source given the English side, and not the reverse, is what keeps short candidates from winning: every
candidate has to explain all of the source. Trained by scripts/train_transliteration.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from align.model import Entry, find
from align.names.letters import spell
from align.names.symbols import PINYIN, hanzi_symbols, kana_symbols, syllable

Script = Literal["kana", "hanzi"]
Floats = NDArray[np.float32]
_NEVER = np.float32(-1e4)
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Encoded:
    """Candidates after the encoder: ``frames`` float32 [n, t, width], ``norms`` the log-normaliser of
    each frame [n, t], ``lengths`` the frames each candidate really has [n]."""

    frames: Floats
    norms: Floats
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Transliterator:
    """The loaded letter model; ``symbols`` maps each script's symbols to their numbers."""

    weights: dict[str, Floats]
    symbols: dict[Script, dict[str, int]]
    revision: str

    @classmethod
    def load(cls, entry: Entry) -> Transliterator:
        """The model in a registry entry. Raises ModelError when a file is missing or damaged."""
        with np.load(entry.verified("weights.npz"), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        symbols: dict[Script, dict[str, int]] = {}
        for script in ("kana", "hanzi"):
            symbols[script] = {str(s): i for i, s in enumerate(arrays.pop(f"symbols.{script}"))}
        weights = {n: a.astype(np.float32) for n, a in arrays.items()}
        for name in [n for n in weights if n.startswith("convolutions") and n.endswith("weight")]:
            kernel = weights[name]  # as torch has it, [out, in, taps]; here [taps · in, out]
            weights[name] = np.ascontiguousarray(kernel.transpose(2, 1, 0)).reshape(-1, kernel.shape[0])
        return cls(weights, symbols, entry.revision)

    def encode(self, candidates: Sequence[str], script: Script) -> Encoded:
        """All candidates through the encoder at once; those without letters get no frames."""
        w = self.weights
        spellings = [spell(candidate) for candidate in candidates]
        longest = max([len(s) for s in spellings] + [1])
        numbers = np.zeros((2, len(candidates), longest), dtype=np.int64)
        for row, spelling in enumerate(spellings):
            if spelling:
                numbers[:, row, : len(spelling)] = np.array(spelling).T
        mask = (numbers[0] > 0)[:, :, None]
        hidden = (w["letters.weight"][numbers[0]] + w["marks.weight"][numbers[1]]) * mask
        layers = sum(name.startswith("convolutions") for name in w) // 2
        for layer in range(layers):
            change = _normalised(hidden, w[f"norms.{layer}.weight"], w[f"norms.{layer}.bias"]) * mask
            kernel = w[f"convolutions.{layer}.weight"]
            change = _convolved(change, kernel) + w[f"convolutions.{layer}.bias"]
            hidden = (hidden + np.maximum(change, 0)) * mask
        n, _, width = hidden.shape
        spread = np.maximum(hidden @ w["spread.weight"].T + w["spread.bias"], 0)
        frames = spread.reshape(n, -1, width)
        logits = frames @ w[f"heads.{script}.weight"].T + w[f"heads.{script}.bias"]
        top = logits.max(-1)
        norms = top + np.log(np.exp(logits - top[..., None]).sum(-1))
        per_letter = frames.shape[1] // longest
        return Encoded(frames, norms, np.array([len(s) * per_letter for s in spellings]))

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

    def fits(self, name: str, encoded: Encoded, script: Script) -> Floats:
        """Log-probability of the source name given each candidate, less its unconditional
        log-probability, a symbol: float32 [n]. Above 0 the candidate explains the name better than
        chance; a perfect one reaches about 4."""
        target = self.numbers(name, script)
        if not target:
            return np.full(len(encoded.lengths), _NEVER)
        unconditional = float(self.weights[f"unigram.{script}"][target].sum())
        explained = self._forward(target, encoded, script)
        return np.asarray((explained - unconditional) / len(target), dtype=np.float32)

    def _forward(self, target: list[int], encoded: Encoded, script: Script) -> Floats:
        """CTC forward recursion over all candidates at once: float32 [n]."""
        columns = np.zeros(2 * len(target) + 1, dtype=np.int64)
        columns[1::2] = target
        weight, bias = self.weights[f"heads.{script}.weight"], self.weights[f"heads.{script}.bias"]
        emitted = encoded.frames @ weight[columns].T + bias[columns] - encoded.norms[..., None]
        skip = np.zeros(len(columns), dtype=bool)
        skip[2:] = (columns[2:] != 0) & (columns[2:] != columns[:-2])
        # In probabilities, divided by their sum after each frame, whose logarithms add up; the longest first,
        # so that what has ended is a tail to be cut off.
        order = np.argsort(-encoded.lengths, kind="stable")
        lengths = encoded.lengths[order]
        ceiling = emitted.max(axis=2, keepdims=True)
        shares = np.exp(emitted - ceiling)[order].astype(np.float64)
        logs = ceiling[..., 0].astype(np.float64)[order]
        alpha = np.zeros((len(order), len(columns)))
        alpha[:, :2] = shares[:, 0, :2]
        scale = logs[:, 0].copy()
        final = np.full(len(order), _NEVER)
        for frame in range(int(lengths[0]) if len(order) else 0):
            active = int(np.searchsorted(-lengths, -frame, side="left"))
            if frame:
                before = alpha[:active]
                alpha = before * shares[:active, frame]
                alpha[:, 1:] += before[:, :-1] * shares[:active, frame, 1:]
                alpha[:, 2:] += before[:, :-2] * (skip[2:] * shares[:active, frame, 2:])
                total = np.add.reduce(alpha, 1) + _TINY
                alpha /= total[:, None]
                scale[:active] += logs[:active, frame] + np.log(total)
            ended = slice(int(np.searchsorted(-lengths, -frame - 1, side="left")), active)
            final[order[ended]] = scale[ended] + np.log(alpha[ended, -1] + alpha[ended, -2] + _TINY)
        return final


def _normalised(values: Floats, gain: Floats, bias: Floats) -> Floats:
    width = np.float32(values.shape[-1])
    centred = values - np.add.reduce(values, -1, keepdims=True) / width
    spread = np.sqrt(np.add.reduce(centred * centred, -1, keepdims=True) / width + np.float32(1e-5))
    return np.asarray(centred / spread * gain + bias)


def _convolved(values: Floats, kernel: Floats) -> Floats:
    """A convolution along axis 1 with same padding; ``kernel`` [taps · in, out]."""
    taps = kernel.shape[0] // values.shape[2]
    half, length = taps // 2, values.shape[1]
    windows = np.zeros((values.shape[0], length, taps, values.shape[2]), dtype=values.dtype)
    for tap in range(taps):
        a, b = max(0, half - tap), min(length, length + half - tap)
        windows[:, a:b, tap] = values[:, a + tap - half : b + tap - half]
    return np.asarray(windows.reshape(values.shape[0], length, -1) @ kernel)


@cache
def transliterator() -> Transliterator:
    """The shipped letter model, loaded once."""
    return Transliterator.load(find("names-transliteration"))
