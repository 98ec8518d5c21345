"""Scores: a segment score from a small calibrated model, an article score, and the MQM score."""

from align.fidelity.scoring.features import FEATURES, features
from align.fidelity.scoring.mqm import mqm_score
from align.fidelity.scoring.scorer import (
    Scorer,
    score_lines,
    score_rows,
    shipped,
    signature,
    summary,
    written,
)

__all__ = [
    "FEATURES",
    "Scorer",
    "features",
    "mqm_score",
    "score_lines",
    "score_rows",
    "shipped",
    "signature",
    "summary",
    "written",
]
