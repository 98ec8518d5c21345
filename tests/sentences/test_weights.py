"""The aligner's numbers for the kinds of text."""

import numpy as np
import pytest

from align.sentences.features.evidence import COVERED, FIRST, PLAIN, SECOND
from align.sentences.search.posterior import Movement, Regime
from align.sentences.weights import Pass, learned

REGIMES = (Regime(1.0, Movement(-4.0, -10.0)), Regime(0.0, Movement(0.0, -3.0)))


@pytest.mark.parametrize(
    ("share", "expected", "regimes"),
    [
        ((1.0, 0.0), {"bead": 2.0, "cosine": 8.0}, REGIMES[:1]),
        ((0.0, 1.0), {"bead": 1.0, "cosine": 8.5}, REGIMES[1:]),
        ((0.5, 0.5), {"bead": 1.5, "cosine": 8.25}, REGIMES),
    ],
)
def test_features_count_by_the_kind_of_text(share, expected, regimes):
    numbers = Pass({"bead": 2.0, "cosine": 8.0}, REGIMES, {"bead": -1.0, "cosine": 0.5})
    assert numbers.among(np.array(share)) == Pass(expected, regimes)


def test_numbers_that_know_no_kinds_stay_as_they_are():
    numbers = Pass({"bead": 2.0}, REGIMES)
    assert numbers.among(np.array([0.3, 0.7])) == numbers


def test_every_feature_has_its_numbers():
    weights = learned()
    assert tuple(weights.first.features) == FIRST
    assert weights.first.edited is None
    for known, names in ((weights.second, SECOND), (weights.covered, COVERED), (weights.plain, PLAIN)):
        assert tuple(known.features) == names == tuple(known.edited)
