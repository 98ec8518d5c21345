"""The numbers of the checks' regressions: named, and known where they are from."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from align.fidelity.regressions import regression, table

ROOT = Path(__file__).resolve().parents[2]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "align").rglob("*.py"))


@pytest.mark.parametrize("name", table())
def test_every_regression_says_what_it_tells_and_where_it_is_from(name):
    entry = table()[name]
    assert entry["tells"].startswith("that ")
    assert entry["data"]
    assert isinstance(entry["date"], datetime.date)
    assert ("script" in entry) != ("by_hand" in entry)
    assert "script" not in entry or (ROOT / entry["script"]).is_file()
    assert re.search(rf'"{name}"', CODE), "nobody asks for it"


@pytest.mark.parametrize("name", table())
def test_a_regression_is_that_of_its_numbers(name):
    one = regression(name)
    nothing, certain = [0.0] * len(one.names), [1e6 if weight > 0 else -1e6 for weight in one.weights]
    assert one.probability(certain) == 1
    assert one.probability([-value for value in certain]) < 1e-20
    assert one.probability(nothing) > 0.5 if one.bias > 0 else one.probability(nothing) < 0.5


def test_values_and_names_are_of_one_number():
    with pytest.raises(ValueError, match="not aligned"):
        regression("unsupported").probability((0.1, 0.2))
