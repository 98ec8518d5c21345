"""The MQM score of an article and confidence intervals by bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from align.document import Severity


def mqm_score(severities: Iterable[Severity], words: int, penalties: Mapping[str, float]) -> float:
    """100 minus the penalty points per 100 words (the linear MQM scoring model with calibration,
    https://themqm.org): 1,000 words with one major error score 99.5; never below 0."""
    points = sum(penalties.get(severity, 0.0) for severity in severities)
    return max(0.0, 100.0 - 100.0 * points / max(1, words))


def interval(
    values: Sequence[float] | NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], float] = lambda sample: float(np.mean(sample)),
    *,
    samples: int = 1000,
    level: float = 0.95,
    seed: int = 1,
) -> tuple[float, float]:
    """The percentile bootstrap interval of a statistic (Efron 1979); the value twice for one value."""
    data = np.asarray(values, float)
    if len(data) < 2:
        value = statistic(data) if len(data) else 0.0
        return value, value
    rng = np.random.default_rng(seed)
    drawn = [statistic(data[rng.integers(0, len(data), len(data))]) for _ in range(samples)]
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
