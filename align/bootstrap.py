"""Confidence intervals by the percentile bootstrap (Efron 1979): every 95% interval that is printed comes from here.

Seeds are fixed, so that the same values have the same interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

SAMPLES, SEED = 1000, 1
LOW, HIGH = 0.025, 0.975  # the 95% that an interval holds


def resamples(size: int, samples: int = SAMPLES, seed: int = SEED) -> Iterator[NDArray[np.int64]]:
    """``samples`` times which of ``size`` cases are drawn, with replacement: int64 [size]."""
    generator = np.random.default_rng(seed)
    return (generator.integers(0, size, size) for _ in range(samples))


def resampled(size: int, samples: int = SAMPLES, seed: int = SEED) -> NDArray[np.int64]:
    """All that :func:`resamples` draws, at once: int64 [samples, size]."""
    return np.random.default_rng(seed).integers(0, size, (samples, size))


def bounds(drawn: Sequence[float] | NDArray[np.float64]) -> tuple[float, float]:
    """What 95% of the resampled values of one figure lie between; those that are not a number do not count, and where
    all are none, neither are the bounds."""
    values = np.asarray(drawn, np.float64)
    values = np.sort(values[~np.isnan(values)])
    return _quantile(values, LOW), _quantile(values, HIGH)


def _quantile(ordered: NDArray[np.float64], share: float) -> float:
    """As `np.quantile` has it, between the two nearest values; which imports `numpy.ma` for it."""
    if not len(ordered):
        return float("nan")
    place = (len(ordered) - 1) * share
    below = min(int(place), len(ordered) - 2) if len(ordered) > 1 else 0
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    part = place - below
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)


def interval(
    values: Sequence[float] | NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], float] = lambda sample: float(np.mean(sample)),
    *,
    samples: int = SAMPLES,
) -> tuple[float, float]:
    """The interval of a statistic of some values; the value twice for one value, nought twice for none."""
    data = np.asarray(values, float)
    if len(data) < 2:
        value = statistic(data) if len(data) else 0.0
        return value, value
    return bounds([statistic(data[drawn]) for drawn in resamples(len(data), samples)])


def interval_of_share(right: int, of: int) -> tuple[float, float]:
    """The interval of a share: resamples of cases that are right or wrong are drawn from a binomial distribution.
    Not a number twice where there are no cases."""
    if not of:
        return float("nan"), float("nan")
    return bounds(np.random.default_rng(SEED).binomial(of, right / of, size=SAMPLES) / of)
