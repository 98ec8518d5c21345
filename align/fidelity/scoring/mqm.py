"""The MQM score of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from align.document import Severity


def mqm_score(severities: Iterable[Severity], words: int, penalties: Mapping[str, float]) -> float:
    """100 minus the penalty points per 100 words (the linear MQM scoring model with calibration,
    https://themqm.org): 1,000 words with one major error score 99.5; never below 0."""
    points = sum(penalties.get(severity, 0.0) for severity in severities)
    return max(0.0, 100.0 - 100.0 * points / max(1, words))
