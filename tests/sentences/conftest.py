"""A small invented language pair: sentences are runs of numbered concepts, the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from align.model import TokenScores


@cache
def concept_vector(number: int) -> np.ndarray:
    return np.random.default_rng(number).normal(size=ConceptEncoder.dimension)


class ConceptEncoder:
    """Shows its pieces: one a concept."""

    dimension = 64

    def pieces(self, sentences: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        ids = [[int(number) for number in re.findall(r"[甲w](\d+)", sentence)] for sentence in sentences]
        bounds = np.cumsum([0, *map(len, ids)])
        return np.array([one for each in ids for one in each], np.int32), bounds

    def sums_of_pieces(self, ids: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        vectors = np.zeros((len(bounds) - 1, self.dimension), np.float32)
        for row in range(len(vectors)):
            for one in ids[bounds[row] : bounds[row + 1]]:
                vectors[row] += concept_vector(int(one))
        return vectors


class ConceptModel:
    """`embed` and `score` over concepts; additive."""

    name, revision = "concepts", "1"
    verbs = frozenset({"embed", "score"})

    def __init__(self) -> None:
        self.encoder = ConceptEncoder()
        self.asked = 0

    def piece_encoder(self) -> ConceptEncoder:
        return self.encoder

    def sums(self, sentences: Sequence[str], language: str | None = None) -> np.ndarray:
        return self.encoder.sums_of_pieces(*self.encoder.pieces(sentences))

    def embed(self, sentences: Sequence[str], language: str | None = None) -> np.ndarray:
        sums = self.sums(sentences)
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)

    def score(self, sources, targets, source_language, target_language) -> list[TokenScores]:
        """A concept is certain when the source has it, one in a thousand otherwise."""
        self.asked += len(targets)
        results = []
        for source, target in zip(sources, targets, strict=True):
            known = set(self.encoder.pieces([source])[0].tolist())
            ids = self.encoder.pieces([target])[0].tolist()
            values = np.array([-0.01 if one in known else -7.0 for one in ids], np.float32)
            results.append(TokenScores(values, tuple((0, 0) for _ in ids)))
        return results


class PlainModel:
    """Only `embed`: not additive, shows no pieces."""

    name, revision = "plain", "1"
    verbs = frozenset({"embed"})

    def embed(self, sentences: Sequence[str], language: str | None = None) -> np.ndarray:
        return ConceptModel().embed(sentences)


@pytest.fixture
def concepts() -> ConceptModel:
    return ConceptModel()


@pytest.fixture
def plain() -> PlainModel:
    return PlainModel()


def story(count: int, seed: int = 1, length: int = 7) -> list[list[int]]:
    """``count`` sentences as lists of concepts."""
    rng = np.random.default_rng(seed)
    return [rng.integers(0, 3000, length + int(rng.integers(-2, 4))).tolist() for _ in range(count)]


def source_text(sentence: list[int]) -> str:
    return " ".join(f"甲{concept}" for concept in sentence) + "。"


def target_text(sentence: list[int]) -> str:
    return " ".join(f"w{concept}" for concept in sentence) + "."
