"""What a translation model is to the rest of the package: four verbs.

A provider implements what it can and lists it in ``verbs``; asking for anything else raises
:class:`align.errors.MissingVerbError`. ``Additive`` is the one refinement: a model whose span vectors
are sums of sentence vectors spares the aligner one encoder pass per candidate span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Verb = Literal["embed", "score", "translate", "attend"]
Vectors = NDArray[np.float32]
Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TokenScores:
    """Forced decoding of one target given its source.

    ``log_probabilities`` is float32 [tokens], natural logarithm; ``offsets`` are the tokens'
    character spans in the target. Padding, BOS and language tokens are left out.
    """

    log_probabilities: NDArray[np.float32]
    offsets: Offsets

    @property
    def mean(self) -> float:
        """Mean log-probability a token; 0.0 for an empty target."""
        return float(self.log_probabilities.mean()) if len(self.log_probabilities) else 0.0


@dataclass(frozen=True, slots=True)
class Attention:
    """A soft alignment of one pair: ``weights`` is float32 [target tokens, source tokens], each row
    summing to at most 1 (what is missing is the mass of "no counterpart")."""

    weights: NDArray[np.float32]
    target_offsets: Offsets
    source_offsets: Offsets


class Model(Protocol):
    """A loaded model. ``name`` and ``revision`` go into every signature."""

    @property
    def name(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def verbs(self) -> frozenset[Verb]: ...

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for empty text."""
        ...

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Per-token log-probabilities of each target given its source (teacher forcing)."""
        ...

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """One translation a sentence."""
        ...

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """The soft word alignment of one pair, with character offsets."""
        ...


@runtime_checkable
class Additive(Protocol):
    """A model whose sentence vectors add up: the vector of a span is the sum of its sentences' sums."""

    def sums(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Un-normalised vectors, float32 [n, d]."""
        ...


@runtime_checkable
class Batched(Protocol):
    """A model that aligns many pairs at once faster than one by one."""

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """As :meth:`Model.attend`, for each pair."""
        ...


def attend_all(
    model: Model, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
) -> list[Attention]:
    """The soft word alignment of each pair, at once where the model can do that."""
    if isinstance(model, Batched):
        return model.attend_all(sources, targets, source_language, target_language)
    pairs = zip(sources, targets, strict=True)
    return [model.attend(source, target, source_language, target_language) for source, target in pairs]
