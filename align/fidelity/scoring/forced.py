"""The score by a model that was named for it: forced decoding (Prism, Thompson and Post 2020) or an estimator's figure.

The mean log-probability a token of a target given its source, and of the source given the target where the model
knows both directions, means another thing with each model. So each is read on a curve of its own: the logistic one
on which the sentence pairs that ship get in the mean what the calibrated score of the embedded model gives them, right
and exchanged (see align.model.calibration).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.errors import AlignWarning
from align.model import Estimator, Levels, Model, calibration, knows
from align.model.calibration import DISTANCE, score_levels

MOST = 0.98  # the calibrated score of right pairs and of exchanged ones is taken to lie within this share of 0 to 100


def named_scores(
    scorer: Model, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str], wanted: Levels
) -> NDArray[np.float64] | None:
    """The scores of pairs by a scorer, float64 [n], 0 to 100; ``wanted`` is what right and exchanged pairs that ship
    should get. None, with a warning, for a scorer that knows neither direction."""
    here, there = languages
    if isinstance(scorer, Estimator):
        figures = scorer.estimate(sources, targets, here, there)
        return 100.0 * np.clip(figures.astype(np.float64), 0, 1)
    sides = ((here, there, sources, targets), (there, here, targets, sources))
    logits = []
    for source, target, given, told in sides:
        if knows(scorer, source, target):
            levels = score_levels(scorer, source, target)
            means = np.array([score.mean for score in scorer.score(given, told, source, target)])
            logits.append(_logits(means, levels, wanted))
    if not logits:
        message = f"{scorer.name} knows neither {here} → {there} nor {there} → {here}: the score is that of what ships."
        warnings.warn(message, AlignWarning, stacklevel=3)
        return None
    scores: NDArray[np.float64] = 100.0 / (1 + np.exp(-np.mean(logits, axis=0)))
    return scores


def _logits(means: NDArray[np.float64], levels: Levels, wanted: Levels) -> NDArray[np.float64]:
    """Log-odds on the line through both levels."""
    right, stranger = (_logit(level) for level in (wanted.right, wanted.stranger))
    slope = (right - stranger) / levels.gap
    found: NDArray[np.float64] = stranger + slope * (means - levels.stranger)
    return np.clip(found, -30, 30)


def _logit(score: float) -> float:
    share = min(MOST, max(1 - MOST, score / 100))
    return math.log(share / (1 - share))


def exchanged(language: str) -> tuple[list[str], list[str], list[str]]:
    """The pairs that ship as (other, English, the English of a stranger)."""
    pairs = calibration.sentence_pairs(language)
    english = [one for one, _ in pairs]
    return [other for _, other in pairs], english, english[DISTANCE:] + english[:DISTANCE]
