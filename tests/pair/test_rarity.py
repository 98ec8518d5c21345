"""How much a shared key says."""

from __future__ import annotations

import numpy as np
import pytest

from align.pair.rarity import surprises, table, telling, weights


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("26", "115"),
        ("2000", "4310"),
        ("2025", "4310"),
        ("500", "517"),
        ("~brn", "~brnstn"),
        ("20", "280000"),
    ],
)
def test_what_tells_more(less: str, more: str) -> None:
    vocabulary = {less: 0, more: 1}
    sources = table([[0, 1], [], []])
    surprise, weight = surprises(vocabulary, sources), weights(vocabulary, sources)
    if more.startswith("~"):
        assert weight[0] < weight[1]
    else:
        assert surprise[0] < surprise[1]
    assert telling(less) <= telling(more)


@pytest.mark.parametrize("word", ["eee", "e", "1e+06", "1e-05", "3.5", "9" * 40, "~eee"])
def test_any_key_can_be_weighed(word: str) -> None:
    surprise = surprises({word: 0}, table([[0], []]))
    assert surprise[0] >= 0
    assert (surprise[0] == 0) or word[0].isdigit()


def test_a_number_in_every_article_says_nothing() -> None:
    vocabulary = {"4310": 0, "~hrtmn": 1}
    sources = table([[0]] * 300 + [[1]])
    assert surprises(vocabulary, sources)[0] == 0
    assert weights(vocabulary, sources)[0] < 0.05 < weights(vocabulary, sources)[1]


def test_homes() -> None:
    sources = table([[2, 0], [0], [], [1, 0]])
    articles, starts = sources.homes(2, 3)
    homes = [articles[starts[key] : starts[key + 1]].tolist() for key in range(3)]
    assert homes == [[], [3], [0]]  # 0 stands in three
    assert np.array_equal(sources.often(3), [3, 1, 1])
