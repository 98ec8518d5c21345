"""The score by a model that was named for it: forced decoding (Prism, Thompson and Post 2020) or an estimator's figure.

The mean log-probability a token of a target given its source, and of the source given the target where the model
knows both directions, means another thing with each model. So each is read on a curve of its own: the logistic one
on which the sentence pairs that ship get in the mean what the calibrated score of the embedded model gives them, right
and exchanged (see align.model.calibration).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from align.model import Composed, Estimator, Levels, Model, calibration, knows
from align.model.calibration import DISTANCE, score_levels

MOST = 0.98  # the calibrated score of right pairs and of exchanged ones is taken to lie within this share of 0 to 100


def by_forced_decoding(
    means: Mapping[str, Sequence[float]], levels: Mapping[str, Levels], wanted: Levels
) -> NDArray[np.float64]:
    """The scores of pairs, float64 [n], 0 to 100, from the mean log-probabilities of each direction that a scorer knew
    (``forward``, ``backward``) and its levels there; ``wanted`` is what right and exchanged pairs that ship should
    get. There must be one direction at least."""
    logits = [_logits(np.array(means[name]), level, wanted) for name, level in levels.items()]
    scores: NDArray[np.float64] = 100.0 / (1 + np.exp(-np.mean(logits, axis=0)))
    return scores


def by_estimate(
    scorer: Estimator, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
) -> NDArray[np.float64]:
    """The scores of pairs by an estimator, float64 [n], 0 to 100."""
    return 100.0 * np.clip(scorer.estimate(sources, targets, *languages).astype(np.float64), 0, 1)


def levels_of(model: Model, scorer: Model, languages: tuple[str, str]) -> dict[str, Levels]:
    """What a scorer says of the pairs that ship, in the directions that it knows; a model that is several as one
    remembers it."""
    asked = model.score_levels if isinstance(model, Composed) else partial(score_levels, scorer)
    sides = {"forward": languages, "backward": languages[::-1]}
    return {name: asked(*side) for name, side in sides.items() if knows(scorer, *side)}


def _logits(means: NDArray[np.float64], levels: Levels, wanted: Levels) -> NDArray[np.float64]:
    """Log-odds on the line through both levels."""
    right, stranger = (_logit(level) for level in (wanted.right, wanted.stranger))
    slope = (right - stranger) / levels.gap
    found: NDArray[np.float64] = stranger + slope * (means - levels.stranger)
    return np.clip(found, -30, 30)


def _logit(score: float) -> float:
    share = min(MOST, max(1 - MOST, score / 100))
    return math.log(share / (1 - share))


def exchanged(language: str) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The pairs that ship: the language, the sentences in it, their English, and the English of strangers."""
    family = "ja" if language == "ja" else "zh"
    english, other = zip(*calibration.sentence_pairs(family), strict=True)
    return family, other, english, english[DISTANCE:] + english[:DISTANCE]
