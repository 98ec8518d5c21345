"""Values go into Parquet and come back as they were, and equal values give equal bytes."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.document import Article, Bead, Block, Finding, Location, Pair, Report, Sentence
from align.rows import canonical_json, from_row, parquet_bytes, read_parquet, schema_of, to_row

ARTICLE = Article(
    "2025/石破",
    "東京\n首相は述べた。",
    "ja",
    (Block("headline", 0, 2), Block("body", 3, 10)),
    date=date(2025, 4, 21),
    metadata={"b": [1, 2], "a": {"ü": None}},
)
VALUES = [
    ARTICLE,
    Article("empty", "", "other"),
    Bead((0, 1), (), 0.25),
    Pair("a", None, 0.0, "unrelated"),
    Pair("a", "b", 0.5, "parallel", {"coverage": [0.1, 0.9]}),
    Finding("numbers", "accuracy/omission", "major", "…", None, Location("5", 0, 1, 2), evidence={"x": 1}),
    Report(
        ARTICLE, ARTICLE, (Sentence("東京", 0, 2),), (), (Bead((0,), ()),), (None, 1.5), scores={"a": 3.0}
    ),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_was(value):
    data = parquet_bytes(type(value), [value, value])
    assert read_parquet(type(value), io.BytesIO(data)) == [value, value]
    assert data == parquet_bytes(type(value), [value, value])


def test_the_order_in_which_a_mapping_was_filled_leaves_no_trace():
    first, second = {"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}
    assert canonical_json(first) == canonical_json(second)


def test_numpy_values_in_evidence_become_plain_ones():
    bead = Bead((np.int64(1),), (np.int64(2),), np.float32(0.5))  # type: ignore[arg-type]
    assert from_row(Bead, to_row(bead)) == Bead((1,), (2,), 0.5)
    assert canonical_json({"v": np.array([1, 2]), "s": np.float64(0.5)}) == '{"s":0.5,"v":[1,2]}'


def test_single_row_groups_are_read_without_the_rest():
    beads = [Bead((number,), (number,), 0.5) for number in range(200)]
    data = io.BytesIO(parquet_bytes(Bead, beads))
    assert read_parquet(Bead, data, groups=[1]) == beads[64:128]


def test_no_rows_still_have_columns():
    assert read_parquet(Article, io.BytesIO(parquet_bytes(Article, []))) == []
    assert schema_of(Article).names[:3] == ["id", "text", "language"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Article,
            id=st.text(st.characters(exclude_categories=["Cs"])),
            text=st.text(st.characters(exclude_categories=["Cs"])),
            language=st.sampled_from(["en", "ja", "zh", "zh-Hant", "other"]),
            date=st.none() | st.dates(),
            warnings=st.lists(st.text("ab漢")).map(tuple),
            metadata=st.dictionaries(st.text("abc"), st.none() | st.integers(-9, 9) | st.text('x"\\\n')),
        ),
        max_size=4,
    )
)
def test_any_article_survives(articles):
    assert read_parquet(Article, io.BytesIO(parquet_bytes(Article, articles))) == articles
