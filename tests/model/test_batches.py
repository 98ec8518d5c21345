"""Batches by length, and what happens when memory runs out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import ModelError
from align.model.hub.batches import Budget, by_length, run_batches


@given(st.lists(st.integers(0, 60)), st.integers(1, 100))
def test_every_row_is_in_one_batch_within_the_budget(lengths, budget):
    batches = list(by_length(lengths, Budget(budget)))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[index] for index in batch) <= budget


def test_a_batch_that_does_not_fit_is_halved():
    asked: list[int] = []

    def run(batch: list[int]) -> list[int]:
        asked.append(len(batch))
        if len(batch) > 2:
            raise RuntimeError("CUDA out of memory")
        return [index * 10 for index in batch]

    assert run_batches([1] * 5, Budget(100), run) == [0, 10, 20, 30, 40]
    assert asked[0] == 5


def test_one_row_that_does_not_fit_is_an_error():
    def run(batch: list[int]) -> list[int]:
        raise MemoryError

    with pytest.raises(ModelError, match="one text of 7 tokens"):
        run_batches([7], Budget(100), run)


def test_other_errors_are_not_taken_for_memory():
    def run(batch: list[int]) -> list[int]:
        raise RuntimeError("shape mismatch")

    with pytest.raises(RuntimeError, match="shape mismatch"):
        run_batches([1, 1], Budget(100), run)


def test_progress_counts_rows_whatever_the_batches():
    told: list[int] = []
    run_batches([3, 9, 4, 2], Budget(10), lambda batch: batch, told.append)
    assert sum(told) == 4


def test_no_bar_where_no_terminal_is(capsys):
    assert run_batches([1, 2], Budget(100), lambda batch: batch) == [0, 1]
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


@given(st.lists(st.integers(0, 60)), st.integers(1, 9))
def test_a_named_batch_size_counts_texts_whatever_their_length(lengths, texts):
    batches = list(by_length(lengths, Budget(texts=texts)))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len(batch) == texts for batch in batches[:-1])
