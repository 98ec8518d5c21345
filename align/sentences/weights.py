"""The aligner's numbers: how much each feature counts, and the two kinds of text it knows.

Learned by scripts/fit_alignment.py, by maximum likelihood of hand-made alignments under the search's own
distribution; docs/alignment.md says on what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from align.sentences.evidence import COVERED, FIRST, PLAIN, SECOND, Pairing
from align.sentences.search import Floats, Movement, Regime

IMPOSSIBLE = 1e-3


@dataclass(frozen=True, slots=True)
class Pass:
    """The log-odds each feature of a bead adds, by name, and the regimes of the search."""

    features: Mapping[str, float]
    regimes: tuple[Regime, ...]

    @property
    def vector(self) -> Floats:
        """The features' numbers in their order."""
        return np.array(list(self.features.values()))

    def among(self, share: Floats) -> Pass:
        """Without the regimes whose share of the first pass was under IMPOSSIBLE."""
        kept = tuple(regime for regime, part in zip(self.regimes, share, strict=True) if part > IMPOSSIBLE)
        return Pass(self.features, kept)


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of both passes; ``covered`` is the second pass without word translation, ``plain`` that for models
    that do not show their pieces either."""

    first: Pass
    second: Pass
    covered: Pass
    plain: Pass

    def second_for(self, pairing: Pairing) -> Pass:
        """The second pass for what is known of a pair of texts."""
        if pairing.source_wording is None or pairing.target_wording is None:
            return self.plain
        return self.covered if pairing.worded is None else self.second


def _pass(
    names: tuple[str, ...], values: tuple[float, ...], *regimes: tuple[float, float, float, float]
) -> Pass:
    """Regimes are (cover, skip, jump, prior)."""
    kinds = tuple(Regime(cover, Movement(skip, jump), prior) for cover, skip, jump, prior in regimes)
    return Pass(dict(zip(names, values, strict=True)), kinds)


def learned() -> Weights:
    """The weights that ship."""
    return Weights(
        first=_pass(FIRST, *FIRST_PASS),
        second=_pass(SECOND, *SECOND_PASS),
        covered=_pass(COVERED, *COVERED_PASS),
        plain=_pass(PLAIN, *PLAIN_PASS),
    )


# The first line of each: the features; then the regimes, (cover, skip, jump, prior): rendered whole, edited.
FIRST_PASS = (
    (1.326, -0.106, -0.602, -7.059, -0.099, -3.521, 8.142, 38.857, -13.465, 8.149, -0.633, -2.713, -5.370),
    (0.96, -3.97, -10.85, -8.54),
    (-0.09, 1.01, -3.25, 8.54),
)
SECOND_PASS = (
    (
        17.289,
        -0.362,
        -0.893,
        -2.390,
        -0.322,
        -2.032,
        9.820,
        10.556,
        -14.628,
        5.130,
        -1.649,
        0.781,
        -0.474,
        -1.092,
        -0.274,
        -1.086,
        -1.782,
        -0.964,
        -1.127,
        0.181,
        0.856,
        -26.858,
        -10.578,
        -13.732,
        17.636,
        1.047,
        -1.374,
        -1.225,
        1.708,
        -1.746,
        -1.011,
        0.158,
        3.550,
        -3.468,
        -3.351,
        0.513,
        0.120,
        0.763,
        0.293,
    ),
    (1.32, -3.82, -10.02, -2.08),
    (0.67, 0.37, -2.90, 2.08),
)
COVERED_PASS = (
    (
        10.218,
        -0.435,
        -0.977,
        -2.619,
        -0.429,
        -2.338,
        12.103,
        13.103,
        -12.731,
        8.025,
        -1.214,
        0.315,
        -1.565,
        -1.242,
        -0.209,
        -1.152,
        -1.616,
        -0.924,
        -1.126,
        0.172,
        1.052,
        -25.782,
        2.869,
        -10.394,
        18.319,
        0.956,
        -0.856,
        -2.144,
        3.636,
        -2.865,
        0.919,
        -0.525,
        5.436,
        -4.148,
        -3.931,
    ),
    (1.37, -3.82, -10.07, -2.52),
    (0.73, 0.19, -2.69, 2.52),
)
PLAIN_PASS = (
    (
        12.323,
        -0.545,
        -1.149,
        -2.914,
        -0.584,
        -2.530,
        18.053,
        26.565,
        -21.906,
        6.710,
        -2.081,
        -0.647,
        -1.809,
        -0.916,
        -0.245,
        -1.277,
        -2.024,
        -1.034,
        -1.220,
        -0.105,
        1.604,
        -28.599,
    ),
    (1.70, -4.00, -9.97, -3.40),
    (1.06, 0.36, -2.58, 3.40),
)
