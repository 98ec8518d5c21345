"""Numbers and pairs that beads share, against the plain way of finding them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.sentences.features.facing import MOST_MARKED, Facing, distinct, padded, ranges

SPANS = st.lists(st.tuples(*(st.integers(0, 9), st.integers(1, 8)) * 2), min_size=1, max_size=30)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))))
def test_ranges_one_after_the_other(runs):
    first, counts = np.array(runs, np.int64).reshape(-1, 2).T
    expected = [number for start, count in runs for number in range(start, start + count)]
    assert ranges(first, counts).tolist() == expected


@pytest.mark.parametrize("space", [60, MOST_MARKED + 1])
@given(st.lists(st.integers(0, 59)))
def test_distinct_numbers_and_their_places(space, numbers):
    given_ = np.array(numbers, np.int64)
    unique, places = distinct(given_, space)
    assert unique.tolist() == sorted(set(numbers))
    assert unique[places].tolist() == numbers


def test_rows_filled_up():
    assert padded(np.array([5, 6, 7]), np.array([2, 0, 1]), 9).tolist() == [[5, 6], [9, 9], [7, 9]]


@given(SPANS)
def test_what_pairs_have_is_summed_over_beads(spans):
    first, size, other, other_size = np.array(spans).T
    pairs = Facing.of(first, size, other, other_size)
    found = list(zip(pairs.sentences.tolist(), pairs.begins.tolist(), pairs.widths.tolist(), strict=True))
    assert len(found) == len(set(found))
    value = {pair: float(number) for number, pair in enumerate(found)}
    expected = [
        sum(value[sentence, begin, width] for sentence in range(start, start + count))
        for start, count, begin, width in spans
    ]
    assert pairs.summed(np.arange(len(found), dtype=float)).tolist() == expected
    blocks = np.concatenate(list(pairs.blocks(np.arange(20)[::-1])))
    assert sorted(blocks.tolist()) == list(range(len(found)))
