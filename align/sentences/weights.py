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
        11.952,
        -0.182,
        -0.415,
        -1.930,
        0.303,
        -2.254,
        12.022,
        14.446,
        -14.777,
        7.980,
        -1.242,
        0.359,
        -1.448,
        -1.138,
        -0.110,
        -1.192,
        -1.730,
        -0.963,
        -1.089,
        0.059,
        0.842,
        -29.395,
        3.164,
        -10.511,
        23.752,
        1.120,
        -0.888,
        -3.573,
        3.834,
        -3.874,
        3.703,
    ),
    (0.81, -3.71, -10.36, -2.79),
    (0.15, 0.20, -2.71, 2.79),
)
PLAIN_PASS = (
    (
        12.591,
        -0.490,
        -1.040,
        -2.774,
        -0.446,
        -2.480,
        17.893,
        26.703,
        -21.986,
        6.773,
        -2.114,
        -0.586,
        -1.809,
        -0.901,
        -0.220,
        -1.272,
        -2.040,
        -1.033,
        -1.220,
        -0.145,
        1.578,
        -28.504,
    ),
    (1.57, -4.02, -10.22, -3.31),
    (0.93, 0.34, -2.55, 3.31),
)
