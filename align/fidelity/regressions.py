"""The logistic regressions of the checks. Their numbers, and where each is from, stand in regressions.toml."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

MOST = 50.0  # log-odds; beyond, a float holds 0 and 1


@dataclass(frozen=True, slots=True)
class Regression:
    """What the values called ``names`` add to the log-odds of what is told."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, values: Sequence[float]) -> float:
        """The probability at some values, which are given in the order of ``names``."""
        odds = self.bias + float(np.dot(self.weights, values))
        return 1 / (1 + math.exp(-max(-MOST, min(MOST, odds))))


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """All entries of regressions.toml as they stand."""
    return tomllib.loads(files("align.fidelity").joinpath("regressions.toml").read_text(encoding="utf-8"))


@cache
def regression(name: str) -> Regression:
    """One regression by the name of its entry. Raises KeyError for a name that is not there."""
    entry = table()[name]
    return Regression(tuple(entry["weights"]), tuple(entry["weights"].values()), entry["bias"])
