"""The figures by hand, and the same again from files."""

from __future__ import annotations

import pytest

from align.document import Bead
from align.evaluate.beads import compare, count, evaluate, figures_of


def beads(*pairs):
    return [Bead(tuple(left), tuple(right)) for left, right in pairs]


GOLD = beads(([0], [0]), ([1, 2], [1]), ([3], []), ([4], [2, 3]))

CASES = [
    # predicted, links P, links R, lax F1, field F1, null F1
    (GOLD, 1.0, 1.0, 1.0, 1.0, 1.0),
    (beads(([0], [0]), ([1], [1]), ([2], []), ([3], []), ([4], [2, 3])), 2 / 3, 2 / 3, 1.0, 0.6316, 2 / 3),
    (beads(([0], [1])), 0.0, 0.0, 0.0, 0.0, 0.25),
    ([], 0.0, 0.0, 0.0, 0.0, 0.2),
]


@pytest.mark.parametrize(("predicted", "precision", "recall", "lax", "field", "null"), CASES)
def test_figures(predicted, precision, recall, lax, field, null):
    figures = figures_of(count("a", GOLD, predicted))
    assert figures["links P"] == pytest.approx(precision)
    assert figures["links R"] == pytest.approx(recall)
    assert figures["lax F1"] == pytest.approx(lax)
    assert figures["field F1"] == pytest.approx(field, abs=1e-4)
    assert figures["null F1"] == pytest.approx(null, abs=1e-4)


def test_bead_types_are_counted():
    assert count("a", GOLD, beads(([0], [0]), ([1], [1]))).kinds == {
        "1-1": (1, 2, 1),
        "1-2": (0, 0, 1),
        "2-1": (0, 0, 1),
    }


def test_totals_are_sums_of_counts_not_means():
    documents = [count("long", GOLD, GOLD), count("short", beads(([0], [0])), [])]
    assert evaluate(documents).figures["links R"] == pytest.approx(3 / 4)


def test_intervals_hold_the_figure_and_repeat():
    documents = [count(str(k), GOLD, GOLD if k % 3 else beads(([0], [0]))) for k in range(12)]
    first, second = evaluate(documents, 200, 5), evaluate(documents, 200, 5)
    low, high = first.intervals["links F1"]
    assert low < first.figures["links F1"] < high
    assert first == second


def test_one_document_has_no_interval():
    assert evaluate([count("a", GOLD, GOLD)]).intervals == {}


def test_a_clear_difference_is_significant_and_none_is_not():
    good = [count(str(k), GOLD, GOLD) for k in range(10)]
    bad = [count(str(k), GOLD, beads(([0], [0]))) for k in range(10)]
    assert compare(good, bad).p < 0.01
    assert compare(good, bad).difference > 0
    assert compare(good, good).p == 1.0


def test_other_documents_cannot_be_compared():
    with pytest.raises(ValueError, match="same documents"):
        compare([count("a", GOLD, GOLD)], [count("b", GOLD, GOLD)])
