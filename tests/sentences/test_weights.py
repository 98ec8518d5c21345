"""The aligner's numbers for the kinds of text."""

import tomllib

import numpy as np
import pytest

from align.sentences.features.evidence import COVERED, FIRST, PLAIN, SECOND
from align.sentences.search.posterior import Movement, Regime
from align.sentences.weights import Pass, learned, read, written

REGIMES = (
    Regime(1.0, Movement(-4.0, -10.0)),
    Regime(0.0, Movement(0.0, -3.0)),
    Regime(-0.5, Movement(0.0, -1.0)),
)


@pytest.mark.parametrize(
    ("share", "expected", "regimes"),
    [
        ((1.0, 0.0, 0.0), {"bead": 2.0, "cosine": 8.0}, REGIMES[:1]),
        ((0.0, 1.0, 0.0), {"bead": 1.0, "cosine": 8.5}, REGIMES[1:2]),
        ((0.0, 0.0, 1.0), {"bead": 1.5, "cosine": 4.5}, REGIMES[2:]),
        ((0.5, 0.5, 0.0), {"bead": 1.5, "cosine": 8.25}, REGIMES[:2]),
    ],
)
def test_features_count_by_the_kind_of_text(share, expected, regimes):
    numbers = Pass({"bead": 2.0, "cosine": 8.0}, REGIMES, {"bead": (-1.0, 0.5), "cosine": (0.5, -4.0)})
    assert numbers.among(np.array(share)) == Pass(expected, regimes)


def test_numbers_that_know_no_kinds_stay_as_they_are():
    numbers = Pass({"bead": 2.0}, REGIMES)
    assert numbers.among(np.array([0.3, 0.6, 0.1])) == numbers


def test_every_feature_has_its_numbers():
    weights = learned()
    assert tuple(weights.first.features) == FIRST
    assert weights.first.further is None
    for known, names in ((weights.second, SECOND), (weights.covered, COVERED), (weights.plain, PLAIN)):
        assert tuple(known.features) == names == tuple(known.further)


def test_weights_are_read_as_they_were_written():
    assert written(read(tomllib.loads(written(learned())))) == written(learned())


def test_weights_of_other_features_are_refused():
    tables = tomllib.loads(written(learned()))
    del tables["plain"]["features"]["cosine"]
    with pytest.raises(ValueError, match="plain"):
        read(tables)
