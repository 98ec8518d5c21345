"""Rows hold what stands in a bead, with offsets into the row's own text."""

from __future__ import annotations

import pytest

from align.export.rows import article_row, bead_rows, digest, joined, pair_id, translation


def test_findings_and_names_are_found_in_the_rows_own_text(reports):
    rows = list(bead_rows(reports[0]))
    assert [row.kind for row in rows] == ["1-1", "1-1", "2-1"]
    finding = rows[1].findings[0]
    assert rows[1].source_text[finding.source.start : finding.source.end] == "20億ドル"
    assert rows[1].target_text[finding.target.start : finding.target.end] == "$2 million"
    assert [(name.side, name.text, name.verdict) for name in rows[0].names] == [
        ("source", "石破茂", "unknown"),
        ("target", "Ishiba", "accept"),
    ]
    for name in rows[0].names:
        text = rows[0].source_text if name.side == "source" else rows[0].target_text
        assert text[name.start : name.end] == name.text


def test_spans_lead_back_to_the_article(reports):
    report = reports[0]
    for row in bead_rows(report):
        texts = [report.source.text[span.start : span.end] for span in row.source_spans]
        assert joined(texts, "ja") == row.source_text
        assert digest(row.source_text) == row.source_sha256


def test_without_text_nothing_of_the_articles_is_left(reports):
    rows = [*bead_rows(reports[0], with_text=False), article_row(reports[0], with_text=False)]
    for words in ("石破茂", "Ishiba", "予算", "budget", "20億", "$2"):
        assert words not in repr(rows)
    assert rows[0].source_sha256 == next(bead_rows(reports[0])).source_sha256


def test_boilerplate_is_not_exported(reports):
    assert "A. Writer" not in repr([*bead_rows(reports[0]), article_row(reports[0])])


def test_the_translation_has_a_key_for_every_language(reports):
    row = next(bead_rows(reports[0]))
    assert translation(row, ["en", "ja", "zh"]) == {"en": row.target_text, "ja": row.source_text, "zh": None}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("a", "b|c"), ("a|b", "c")),
        (("a|", "b"), ("a", "|b")),
        (("a%7Cb", "c"), ("a|b", "c")),
        (("%", "|"), ("%25", "|")),
    ],
)
def test_no_two_pairs_share_an_id(first, second):
    assert pair_id(*first) != pair_id(*second)
