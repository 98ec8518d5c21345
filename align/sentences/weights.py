"""The aligner's numbers: how much each feature counts in each of the two kinds of text it knows.

Learned by scripts/fit/alignment.py, by maximum likelihood of hand-made alignments under the search's own
distribution; docs/alignment.md says on what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from align.sentences.features.evidence import COVERED, FIRST, PLAIN, SECOND, Pairing
from align.sentences.search.posterior import Floats, Movement, Regime

IMPOSSIBLE = 1e-3
EDITED = 1  # the place of the edited kind of text among the regimes


@dataclass(frozen=True, slots=True)
class Pass:
    """The log-odds each feature of a bead adds, by name, and the regimes of the search; ``edited`` is what a
    feature adds further in edited text, where the pass tells the kinds apart."""

    features: Mapping[str, float]
    regimes: tuple[Regime, ...]
    edited: Mapping[str, float] | None = None

    @property
    def vector(self) -> Floats:
        """The features' numbers in their order."""
        return np.array(list(self.features.values()))

    def among(self, share: Floats) -> Pass:
        """For a text of which the first pass found these shares of the kinds: with the features' numbers in
        that mixture, and without the regimes whose share was under IMPOSSIBLE."""
        kept = tuple(regime for regime, part in zip(self.regimes, share, strict=True) if part > IMPOSSIBLE)
        further = self.edited or {}
        edited = float(share[EDITED])
        features = {name: value + edited * further.get(name, 0.0) for name, value in self.features.items()}
        return Pass(features, kept)


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
    names: tuple[str, ...],
    values: tuple[float, ...],
    whole: tuple[float, float, float, float],
    edited: tuple[float, float, float, float],
    further: tuple[float, ...] = (),
) -> Pass:
    """Regimes are (cover, skip, jump, prior)."""
    kinds = tuple(Regime(cover, Movement(skip, jump), prior) for cover, skip, jump, prior in (whole, edited))
    in_edited = dict(zip(names, further, strict=True)) if further else None
    return Pass(dict(zip(names, values, strict=True)), kinds, in_edited)


def learned() -> Weights:
    """The weights that ship."""
    return Weights(
        first=_pass(FIRST, *FIRST_PASS),
        second=_pass(SECOND, *SECOND_PASS),
        covered=_pass(COVERED, *COVERED_PASS),
        plain=_pass(PLAIN, *PLAIN_PASS),
    )


# Of each: the features; the regimes, (cover, skip, jump, prior): rendered whole, edited; what the features add in
# edited text.
FIRST_PASS = (
    (
        1.290, -0.499, -1.106, -3.108, -1.257, -2.344, -0.519, 45.870, -13.213, 3.820, 0.237, -2.591,
        -3.724,
    ),
    (1.37, -2.91, -13.07, -11.03),
    (0.20, 0.98, -3.41, 11.03),
)  # fmt: skip
SECOND_PASS = (
    (
        20.060, -0.580, -0.974, -2.339, -0.600, -1.788, 7.639, 5.317, -18.934, 1.271, -1.236, 0.326,
        0.112, -0.957, -0.112, -1.077, -1.511, -0.977, -1.161, -0.003, 0.991, -28.098, -6.975, -8.734,
        13.261, 0.646, -0.974, -0.921, 0.883, -0.997, -0.947, 0.328, 1.411, -2.135, -3.004, 0.480,
        0.014, 0.512, 0.187,
    ),
    (1.48, -4.00, -10.03, -0.62),
    (0.87, 0.68, -3.26, 0.62),
    (
        -0.361, -0.082, -3.368, -2.591, -0.145, -0.948, 0.964, 2.272, -0.018, 0.532, -1.591, -0.265,
        -0.083, -0.294, -0.947, -0.466, 1.161, 0.068, 0.430, 0.274, -0.069, 0.148, -0.473, 1.755,
        1.730, -0.021, 0.108, 0.156, 0.428, 0.087, 0.118, -0.138, -0.286, -0.167, -0.046, 0.050, 0.072,
        1.198, 0.777,
    ),
)  # fmt: skip
COVERED_PASS = (
    (
        15.039, -0.615, -0.986, -2.336, -0.607, -1.923, 9.146, 5.996, -17.486, 3.805, -1.112, 0.119,
        -1.279, -0.951, -0.009, -1.056, -1.436, -1.214, -1.147, -0.071, 1.046, -30.301, 3.804, -6.525,
        14.555, 0.731, -0.651, -1.081, 0.979, -1.274, -0.507, 0.209, 1.872, -2.290, -2.986,
    ),
    (1.25, -3.95, -10.04, -0.83),
    (0.71, 0.42, -2.93, 0.83),
    (
        -1.461, -0.088, -3.656, -2.768, -0.229, -1.409, 3.043, 10.847, -1.419, 0.383, -1.519, -0.230,
        -0.433, -0.316, -1.017, -0.190, 1.145, 0.193, 0.356, 0.267, -0.036, -1.281, -0.004, 2.479,
        1.999, -0.025, 0.126, 0.160, 0.480, 0.092, 0.211, -0.264, -0.431, -0.286, 0.010,
    ),
)  # fmt: skip
PLAIN_PASS = (
    (
        17.179, -0.644, -0.980, -2.390, -0.502, -2.242, 13.644, 17.684, -25.149, 3.871, -2.063, -0.423,
        -1.571, -0.769, 0.013, -1.086, -2.142, -1.240, -1.222, -0.301, 1.419, -29.746,
    ),
    (1.56, -4.01, -10.01, -1.56),
    (1.07, 0.52, -2.91, 1.56),
    (
        -1.255, 0.021, -4.581, -3.023, -0.412, -1.488, 3.889, 11.786, 0.016, -0.427, -1.697, -0.253,
        -0.655, -0.314, -1.193, -0.014, 1.121, 0.187, 0.284, 0.327, -0.020, -0.808,
    ),
)  # fmt: skip
