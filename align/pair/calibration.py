"""From evidence to probabilities: two logistic regressions, fitted by scripts/fit/pairing.py.

``parallel``: the reprint renders this source. ``related``: it renders it or is at least on the same
subject. Their coefficients stand in calibration.toml with the data they were fitted on.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.pair.evidence import FEATURES, Typical

Values = NDArray[np.float64]

AMONG = 33  # sources of a pairing set of the fit, in the mean of both languages


@dataclass(frozen=True, slots=True)
class Logistic:
    """``intercept + features @ weights``, squashed to a probability."""

    intercept: float
    weights: Values
    growth: float = 1.0

    def probability(self, features: Values, among: int = 0) -> Values:
        """Float64 [rows] between 0 and 1, for float64 [rows, len(FEATURES)].

        ``among`` how many sources the candidates were found: of more than those of the fit, each has as much less of a
        chance to be the one, before anything is known of it (Bayes' rule: ``growth`` 1), and the best of so many
        strangers looks the better for it (a growth above 1).
        """
        rarer = self.growth * np.log(max(1.0, among / AMONG))
        logits = self.intercept - rarer + features @ self.weights
        result: Values = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return result


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both regressions, and what is typical of the model that they were fitted with."""

    parallel: Logistic
    related: Logistic
    model: str
    typical: Typical

    def typical_of(self, model: str) -> Typical | None:
        """What is typical of a model, by name; None where it was not measured."""
        return self.typical if model == self.model else None


@cache
def calibration() -> Calibration:
    """The fitted coefficients that ship."""
    with Path(__file__).with_name("calibration.toml").open("rb") as stream:
        table = tomllib.load(stream)
    logistics = {
        name: Logistic(
            part["intercept"],
            np.array([part["weights"].get(feature, 0.0) for feature in FEATURES]),
            table["growth"][name],
        )
        for name, part in table.items()
        if "weights" in part
    }
    typical = table["typical"]
    return Calibration(
        logistics["parallel"],
        logistics["related"],
        typical["model"],
        Typical(typical["mean"], typical["deviation"]),
    )


def fit(features: Values, labels: Values, used: NDArray[np.bool_], penalty: float = 1.0) -> Logistic:
    """Ridge logistic regression by Newton's method (Hastie et al., The Elements of Statistical
    Learning, 4.4.1); features not ``used`` get weight 0, the intercept is not penalised."""
    design = np.column_stack([np.ones(len(features)), features[:, used]])
    ridge = np.diag([0.0, *[penalty] * int(used.sum())])
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (labels - fitted) - ridge @ beta
        hessian = (design * (fitted * (1 - fitted))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian + 1e-9 * np.eye(len(beta)), gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    weights = np.zeros(features.shape[1])
    weights[used] = beta[1:]
    return Logistic(float(beta[0]), weights)
