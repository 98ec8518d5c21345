"""The aligner's numbers: how much each feature counts, and the two kinds of text it knows.

Learned by scripts/fit_alignment.py, by maximum likelihood of hand-made alignments under the search's own
distribution; docs/alignment.md says on what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from align.sentences.evidence import COVERAGE, FIRST, SECOND
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
    """The numbers of both passes; ``plain`` is the second pass for models that do not show their pieces."""

    first: Pass
    second: Pass
    plain: Pass

    def second_for(self, pieces: bool) -> Pass:
        """The second pass for a model that shows its pieces, or not."""
        return self.second if pieces else self.plain


def _pass(
    names: tuple[str, ...], values: tuple[float, ...], *regimes: tuple[float, float, float, float]
) -> Pass:
    """Regimes are (cover, skip, jump, prior)."""
    kinds = tuple(Regime(cover, Movement(skip, jump), prior) for cover, skip, jump, prior in regimes)
    return Pass(dict(zip(names, values, strict=True)), kinds)


def learned() -> Weights:
    """The weights that ship."""
    plain = tuple(name for name in SECOND if name not in COVERAGE)
    return Weights(
        first=_pass(FIRST, *FIRST_PASS), second=_pass(SECOND, *SECOND_PASS), plain=_pass(plain, *PLAIN_PASS)
    )


# The first line of each: the features; then the regimes, (cover, skip, jump, prior): rendered whole, edited.
FIRST_PASS = (
    (1.326, -0.106, -0.602, -7.059, -0.099, -3.521, 8.142, 38.857, -13.465, 8.149, -0.633, -2.713, -5.370),
    (0.96, -3.97, -10.85, -8.54),
    (-0.09, 1.01, -3.25, 8.54),
)
SECOND_PASS = (
    (
        10.417,
        -0.139,
        -0.258,
        -6.747,
        0.528,
        -2.725,
        6.440,
        14.753,
        -19.144,
        11.551,
        -1.045,
        2.135,
        -3.770,
        -1.121,
        -0.222,
        -1.434,
        -1.748,
        -0.839,
        0.166,
        0.802,
        -37.305,
        6.414,
        -5.016,
        37.678,
        1.220,
        -1.156,
    ),
    (0.91, -4.33, -10.80, -2.80),
    (0.25, 0.33, -2.63, 2.80),
)
PLAIN_PASS = (
    (
        10.928,
        -0.398,
        -0.952,
        -2.829,
        -0.215,
        -2.920,
        22.558,
        23.828,
        -26.910,
        9.257,
        -2.625,
        0.641,
        -2.604,
        -0.912,
        -0.131,
        -1.385,
        -2.395,
        -1.045,
        0.054,
        1.563,
        -25.381,
    ),
    (1.62, -4.90, -10.58, -2.97),
    (1.01, 0.44, -2.47, 2.97),
)
