"""Quotations of a span, found by bisection, are those that a walk over all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align.fidelity.passage.quotations import Quotation, within

CUTS = st.lists(st.integers(0, 60), unique=True, max_size=16).map(sorted)


@given(CUTS, st.integers(0, 60), st.integers(1, 20))
def test_within_is_every_quotation_that_overlaps(cuts: list[int], start: int, length: int) -> None:
    found = [Quotation(begin, end) for begin, end in zip(cuts[::2], cuts[1::2], strict=False)]
    end = start + length
    assert list(within(found, start, end)) == [one for one in found if one.overlap(start, end)]
