"""The fidelity score, 0 to 100: a small calibrated model over the features of a line pair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.fidelity.scoring.features import FEATURES, features
from align.model import Model

_CLIP = 5.0  # standard deviations beyond which a feature says no more


@dataclass(frozen=True, slots=True)
class Scorer:
    """A linear model over standardised features, made a score by a logistic curve.

    ``mean``, ``scale`` and ``weights`` run parallel to ``FEATURES``; ``slope`` and ``middle`` are the
    calibration: the score is 100 / (1 + exp(-slope * (value - middle))).
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    slope: float
    middle: float
    signature: str

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Scorer:
        """The scorer as scripts/train_fidelity.py writes it; a feature it does not know weighs nothing."""
        table = values["features"]
        rows = [table.get(name, {"mean": 0.0, "scale": 1.0, "weight": 0.0}) for name in FEATURES]
        mean, scale, weights = (np.array([row[key] for row in rows]) for key in ("mean", "scale", "weight"))
        return cls(mean, scale, weights, values["slope"], values["middle"], values["signature"])

    def values(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The uncalibrated values of feature rows, [n]."""
        standard = np.clip((rows - self.mean) / self.scale, -_CLIP, _CLIP)
        result: NDArray[np.float64] = standard @ self.weights
        return result

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The scores of feature rows, [n], between 0 and 100."""
        return 100.0 / (1.0 + np.exp(-self.slope * (self.values(rows) - self.middle)))


def shipped() -> Scorer:
    """The scorer that comes with the package. Raises ModelError when its weights are damaged."""
    from align.fidelity.weights import scorer_values

    return Scorer.from_values(scorer_values())


def score_rows(
    sources: Sequence[str],
    targets: Sequence[str],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """The scores [n] and the raw features [n, len(FEATURES)] they were made from."""
    from align.fidelity.weights import fluency
    from align.model import load_model
    from align.read.language import detect_language

    here = source_language or detect_language(" ".join(sources[:200]))
    there = target_language or detect_language(" ".join(targets[:200]))
    rows = features(sources, targets, here, there, model or load_model("embedded"), fluency())
    scores = shipped().scores(rows)
    empty = [not (source.strip() and target.strip()) for source, target in zip(sources, targets, strict=True)]
    scores[np.array(empty, dtype=bool)] = 0.0
    return scores, rows


def score_lines(
    sources: Sequence[str],
    targets: Sequence[str],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> list[float]:
    """One number 0–100 a line pair, higher is more faithful; 0 where either side is empty.

    Raises ValueError when the lists differ in length.
    """
    scores, _ = score_rows(
        sources, targets, model, source_language=source_language, target_language=target_language
    )
    return [float(score) for score in scores]


def written(scores: NDArray[np.float64], rows: NDArray[np.float32], *, as_json: bool) -> str:
    """Scores as lines: the bare number, or JSON objects with the raw features beside it."""
    if not as_json:
        return "".join(f"{score:.2f}\n" for score in scores)
    objects = (
        {
            "score": round(float(score), 2),
            "features": {name: round(float(value), 4) for name, value in zip(FEATURES, row, strict=True)},
        }
        for score, row in zip(scores, rows, strict=True)
    )
    return "".join(json.dumps(one) + "\n" for one in objects)
