"""Held-out pairs are the newest ones, and nothing near-duplicate stands on two sides."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from align.errors import InputError
from align.export.dataset.duplicates import signature, similarity
from align.export.dataset.splits import Candidate, Shares, divide

WORDS = [f"w{number}" for number in range(3000)]


def text(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def candidate(
    number: int, day: date | None = None, words: list[str] | None = None, source: str | None = None
) -> Candidate:
    reprint = " ".join(words or text(number))
    return Candidate(
        f"p{number}",
        f"r{number}",
        source or f"s{number}",
        day,
        signature(reprint),
        signature(" ".join(text(-number - 1))),
    )


@pytest.mark.parametrize(
    ("changed", "low", "high"), [(0, 1.0, 1.0), (6, 0.6, 0.95), (60, 0.0, 0.35), (120, 0.0, 0.05)]
)
def test_similarity_falls_with_every_word_that_differs(changed, low, high):
    words = text(1)
    other = text(2, changed) + words[changed:]
    assert low <= similarity(signature(" ".join(words)), signature(" ".join(other))) <= high


def test_width_case_and_spaces_do_not_count():
    assert similarity(signature("ＡＢＣ def ghi"), signature("abcdefghi")) == 1.0


@pytest.mark.parametrize("short", ["", "a", "日本"])
def test_texts_shorter_than_a_gram_have_signatures(short):
    assert similarity(signature(short), signature(short)) == 1.0


def test_the_newest_are_held_out():
    start = date(2025, 1, 1)
    splits = divide([candidate(n, start + timedelta(days=n)) for n in range(100)]).splits
    assert {name for name, split in splits.items() if split == "test"} == {f"p{n}" for n in range(95, 100)}
    assert {name for name, split in splits.items() if split == "validation"} == {
        f"p{n}" for n in range(90, 95)
    }


def test_a_near_duplicate_and_a_shared_source_stay_together():
    start = date(2025, 1, 1)
    pairs = [candidate(n, start + timedelta(days=n)) for n in range(40)]
    update = text(39)[:110] + text(1000, 10)
    pairs[3] = candidate(3, start, words=update)  # an early article, updated as the newest one
    pairs[5] = candidate(5, start, source="s38")  # an early reprint of the newest source but one
    division = divide(pairs, Shares(0.05, 0.1))
    assert division.near_duplicates == 1
    assert division.splits["p3"] == division.splits["p39"] == "test"
    assert division.splits["p5"] == division.splits["p38"] == "test"


def test_undated_pairs_are_spread_and_their_order_does_not_matter():
    pairs = [candidate(n) for n in range(60)]
    splits = divide(pairs, Shares(0.1, 0.1)).splits
    assert splits == divide(pairs[::-1], Shares(0.1, 0.1)).splits
    assert {split: list(splits.values()).count(split) for split in set(splits.values())} == {
        "train": 48,
        "validation": 6,
        "test": 6,
    }


@pytest.mark.parametrize("number", [0, 1, 2])
def test_too_few_groups_are_all_for_training(number):
    assert set(divide([candidate(n) for n in range(number)]).splits.values()) <= {"train"}


def test_one_great_cluster_does_not_swallow_the_held_out_splits():
    start = date(2025, 1, 1)
    pairs = [candidate(n, start) for n in range(30)] + [
        candidate(100 + n, start + timedelta(days=9), source="wire") for n in range(20)
    ]
    splits = divide(pairs).splits
    assert {splits[f"p{100 + n}"] for n in range(20)} == {"train"}
    assert "test" in splits.values()


@pytest.mark.parametrize(("validation", "test"), [(-0.1, 0.1), (0.5, 0.5), (0.9, 0.2)])
def test_shares_that_leave_nothing_are_refused(validation, test):
    with pytest.raises(InputError, match="nothing to train on"):
        Shares(validation, test)
