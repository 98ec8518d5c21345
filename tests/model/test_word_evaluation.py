"""The alignment error rate and the readers of its gold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.errors import InputError
from align.evaluate.words import alignment_error_rate, joined, read_pharaoh, read_word_gold, word_links
from align.model.protocol import Attention


@pytest.mark.parametrize(
    ("line", "sure", "possible"),
    [
        ("", set(), set()),
        ("0-0 1-2", {(0, 0), (1, 2)}, {(0, 0), (1, 2)}),
        ("0-0 3p4", {(0, 0)}, {(0, 0), (3, 4)}),
    ],
)
def test_pharaoh_lines(line: str, sure: set[tuple[int, int]], possible: set[tuple[int, int]]) -> None:
    assert read_pharaoh(line) == (sure, possible)


@pytest.mark.parametrize(
    ("predicted", "error_rate", "precision", "recall"),
    [
        ({(0, 0), (1, 1)}, 0.0, 1.0, 1.0),
        ({(0, 0), (1, 1), (2, 2)}, 0.0, 1.0, 1.0),  # 2-2 is only possible: no error
        ({(0, 0)}, 1 / 3, 1.0, 0.5),
        ({(0, 1)}, 1.0, 0.0, 0.0),
        (set(), 1.0, 0.0, 0.0),
    ],
)
def test_error_rate_as_och_and_ney_define_it(
    predicted: set[tuple[int, int]], error_rate: float, precision: float, recall: float
) -> None:
    sure = frozenset({(0, 0), (1, 1)})
    figures = alignment_error_rate([(sure, sure | {(2, 2)})], [frozenset(predicted)])
    assert (figures.error_rate, figures.precision, figures.recall) == pytest.approx(
        (error_rate, precision, recall)
    )


def test_words_are_joined_as_they_are_printed() -> None:
    assert joined(["日本", "国王", "。"], "ja") == ("日本国王。", ((0, 2), (2, 4), (4, 5)))
    assert joined(["a", "king", "."], "en") == ("a king .", ((0, 1), (2, 6), (7, 8)))


def test_tokens_are_mapped_to_the_words_they_touch() -> None:
    weights = np.array([[0.9, 0.0], [0.1, 0.3], [0.0, 0.6]], np.float32)
    attention = Attention(weights, ((0, 1), (2, 4), (4, 6)), ((0, 2), (2, 4)))
    assert word_links(attention, ((0, 2), (2, 4)), ((0, 1), (2, 6)), 0.2) == {(0, 0), (1, 1)}


@pytest.mark.parametrize(
    ("links", "reason"), [("0-0\n", "differ in lines"), ("0-0\n0-9\n", "beyond"), ("0-0\n0:0\n", "no link")]
)
def test_gold_that_does_not_fit_is_refused(tmp_path: Path, links: str, reason: str) -> None:
    (tmp_path / "src.txt").write_text("日本 国王\n王\n", encoding="utf-8")
    (tmp_path / "tgt.txt").write_text("king of japan\nking\n", encoding="utf-8")
    (tmp_path / "gold.pharaoh").write_text(links, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_word_gold(tmp_path)


def test_missing_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"src\.txt"):
        read_word_gold(tmp_path)
