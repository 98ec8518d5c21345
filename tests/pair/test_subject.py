"""Nearness of subject against what is usual."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from align.pair.collection import collect, levelled
from align.pair.subject import coverage, near, subjects
from tests.pair.test_pairing import MODEL, SOURCES, article


def test_coverage_counts_both_ways() -> None:
    scores = np.array([[1.0, 0.0, 0.5], [0.0, 0.5, 0.5]], np.float32)
    assert np.allclose(coverage(scores, np.array([2, 0, 1])), [0.75 + 0.75, 0.0, 0.5 + 0.5])


@given(st.integers(0, 11))
@settings(deadline=None, max_examples=6)
def test_the_quick_way_is_the_long_way(at: int) -> None:
    vocabulary: dict[str, int] = {}
    ours = collect([article("r", [20, 21, 35], "en"), article("t", [95], "en")], MODEL, vocabulary)
    ours, theirs = levelled(ours, collect(SOURCES, MODEL, vocabulary, grow=False))
    quick, _, _ = near(ours, theirs, 0, np.array([at]), subjects(ours, theirs))
    rows = [(side.rows(one) - side.centre) @ side.axes for side, one in ((ours, 0), (theirs, at))]
    unit = [part / np.linalg.norm(part, axis=1, keepdims=True) for part in rows]
    assert np.allclose(quick, coverage(unit[0] @ unit[1].T, np.array([len(rows[1])])), atol=1e-3)


def test_the_same_subject_is_unusual() -> None:
    vocabulary: dict[str, int] = {}
    ours = collect([article("r", [20, 21, 900, 901], "en")], MODEL, vocabulary)
    ours, theirs = levelled(ours, collect(SOURCES, MODEL, vocabulary, grow=False))
    _, reprint, source = near(ours, theirs, 0, np.arange(len(SOURCES)), subjects(ours, theirs))
    assert int(reprint.argmax()) == 1
    assert reprint[1] > 1.5
    assert len(source) == len(SOURCES)
