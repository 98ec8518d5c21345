"""The fidelity score, 0 to 100: a small calibrated model over the features of a line pair."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.bootstrap import interval
from align.errors import AlignWarning
from align.fidelity.scoring.features import FEATURES, features, forced, left_as_it_was
from align.fidelity.scoring.forced import by_estimate, by_forced_decoding, exchanged, levels_of
from align.model import Estimator, Levels, Model, described, scorer_of, word_model

FLOOR = 0.4  # what is left of a match that is as bad as can be
CLIP = 5.0  # standard deviations beyond which a feature says no more


@dataclass(frozen=True, slots=True)
class Scorer:
    """Two linear models over standardised features, each with a logistic curve: whether the target renders the
    source at all, and how well.

    ``mean``, ``scale``, ``quality`` and ``match`` run parallel to ``FEATURES``. The score is 100 times the
    probability of a match times a quality between ``FLOOR`` and 1, so that a slip in a right sentence costs
    something and a sentence that renders another one has nothing.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    quality: NDArray[np.float64]
    match: NDArray[np.float64]
    slope: float
    middle: float
    bias: float
    signature: str

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Scorer:
        """The scorer as scripts/train/fidelity/fidelity.py writes it; a feature it does not know weighs nothing."""
        table = values["features"]
        absent = {"mean": 0.0, "scale": 1.0, "quality": 0.0, "match": 0.0}
        rows = [table.get(name, absent) for name in FEATURES]
        mean, scale, quality, match = (np.array([row[key] for row in rows]) for key in absent)
        slope, middle, bias = (float(values[key]) for key in ("slope", "middle", "bias"))
        return cls(mean, scale, quality, match, slope, middle, bias, values["signature"])

    def standard(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Features in standard deviations, clipped; a missing one (NaN) counts as the usual one."""
        result: NDArray[np.float64] = np.nan_to_num(np.clip((rows - self.mean) / self.scale, -CLIP, CLIP))
        return result

    def values(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The uncalibrated quality of feature rows, [n]."""
        result: NDArray[np.float64] = self.standard(rows) @ self.quality
        return result

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The scores of feature rows, [n], between 0 and 100."""
        standard = self.standard(rows)
        quality = _logistic(self.slope * (standard @ self.quality - self.middle))
        match = _logistic(standard @ self.match + self.bias)
        return 100.0 * match * (FLOOR + (1 - FLOOR) * quality)


def _logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(values, -60, 60)))
    return result


def shipped() -> Scorer:
    """The scorer that comes with the package. Raises ModelError when its weights are damaged."""
    from align.fidelity.scoring.weights import scorer_values

    return Scorer.from_values(scorer_values())


def signature(model: Model) -> str:
    """What a score was made with: the weights, and the model that looked at the pair."""
    named = scorer_of(model)
    if named is None:
        part = word_model(model) or model
        return f"{shipped().signature}|run-with:{part.name}@{part.revision}"
    how = "estimate" if isinstance(named, Estimator) else "forced-decoding"
    return f"{how}|by:{described(named)}|calibrated-with:{shipped().signature}"


def summary(scores: NDArray[np.float64], model: Model) -> str:
    """One line on many scores: their mean with its 95% bootstrap interval, and the signature."""
    low, high = interval(scores)
    mean = float(scores.mean()) if len(scores) else 0.0
    return f"mean {mean:.2f} [{low:.2f}, {high:.2f}] of {len(scores)} line pairs  {signature(model)}"


def score_rows(
    sources: Sequence[str],
    targets: Sequence[str],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """The scores [n] and the raw features [n, len(FEATURES)] they were made from.

    The weights belong to the embedded model's look at a pair, which makes the features. Where another model is named
    to score, the score is its own and its forced decoding stands among the features.
    """
    from align.fidelity.scoring.weights import fluency, predictor
    from align.model import load_model
    from align.read.language import detect_language

    here = source_language or detect_language(" ".join(sources[:200]))
    there = target_language or detect_language(" ".join(targets[:200]))
    looking = word_model(model) or load_model("embedded")
    rows = features(sources, targets, here, there, looking, fluency(), predictor())
    scores = shipped().scores(rows)
    named = None if model is None else scorer_of(model)
    if model is not None and named is not None and sources:
        columns = forced(named, sources, targets, here, there)
        for name, column in columns.items():
            rows[:, list(FEATURES).index(name)] = column
        if isinstance(named, Estimator):
            scores = by_estimate(named, sources, targets, (here, there))
        elif columns:
            levels = levels_of(model, named, (here, there))
            scores = by_forced_decoding(columns, levels, _usual(*exchanged(there if here == "en" else here)))
        else:
            message = f"{named.name} knows neither {here} → {there} nor {there} → {here}: what ships gives the score."
            warnings.warn(message, AlignWarning, stacklevel=2)
    nothing = [
        not (source.strip() and target.strip()) or left_as_it_was(target, there)
        for source, target in zip(sources, targets, strict=True)
    ]
    scores[np.array(nothing, dtype=bool)] = 0.0
    return scores, rows


@lru_cache(maxsize=4)
def _usual(
    language: str, other: tuple[str, ...], english: tuple[str, ...], strangers: tuple[str, ...]
) -> Levels:
    """The calibrated scores of the pairs that ship, right and exchanged."""
    right, wrong = (
        score_rows(other, told, source_language=language, target_language="en")[0].tolist()
        for told in (english, strangers)
    )
    return Levels.of(right, wrong)


def score_lines(
    sources: Sequence[str],
    targets: Sequence[str],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> list[float]:
    """One number 0–100 a line pair, higher is more faithful; 0 where either side is empty or the target is
    left in the source's language.

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
            "features": {
                name: None if np.isnan(value) else round(float(value), 4)
                for name, value in zip(FEATURES, row, strict=True)
            },
        }
        for score, row in zip(scores, rows, strict=True)
    )
    return "".join(json.dumps(one) + "\n" for one in objects)
