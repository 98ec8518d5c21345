"""Where a model's numbers lie, and the line from one model's numbers to another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Sample = Sequence[float] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Levels:
    """What a model says of renderings (``right``) and of strangers (``stranger``) in the mean, and how far strangers
    spread (standard deviation)."""

    right: float
    stranger: float
    spread: float

    @classmethod
    def of(cls, right: Sample, stranger: Sample) -> Levels:
        """Those of two samples."""
        return cls(float(np.mean(right)), float(np.mean(stranger)), max(1e-3, float(np.std(stranger))))

    @property
    def gap(self) -> float:
        """How far apart the two lie; at least their spread, so that a model that cannot tell them stays finite."""
        return max(self.right - self.stranger, self.spread)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from one model's numbers to another's."""

    slope: float = 1.0
    shift: float = 0.0

    @classmethod
    def between(cls, own: Levels, wanted: Levels) -> Scale:
        """The line that brings both levels of ``own`` to those of ``wanted``."""
        slope = wanted.gap / own.gap
        return cls(slope, wanted.stranger - slope * own.stranger)

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        scaled: NDArray[np.float64] = values * self.slope + self.shift
        return scaled
