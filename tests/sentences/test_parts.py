"""Lengths, marks, boundaries, neighbours, cuts, coverage: each against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from align.sentences.boundaries import is_delimiter, parts_of_lines, parts_of_sections
from align.sentences.candidates import neighbours, spans_around
from align.sentences.chunks import chunks, rising
from align.sentences.coverage import coverage, wording
from align.sentences.lengths import lengths
from align.sentences.marks import marks
from align.sentences.search import Candidates
from tests.sentences.conftest import ConceptModel, source_text, story, target_text


@pytest.mark.parametrize(
    ("sentence", "letters"),
    [
        ("", 0.0),
        ("abc", 3.0),
        ("a b", 3.0),
        ("中国", 6.4),
        ("中国 IBM", 10.4),
        ("カナ", 3.2),
        ("\u3000", 0.0),
    ],
)
def test_lengths_are_in_english_letters(sentence, letters):
    assert lengths([sentence]).tolist() == pytest.approx([letters])


def test_han_among_kana_counts_more():
    assert lengths(["東京へ行った。"])[0] > lengths(["东京去了。"])[0]


@pytest.mark.parametrize(
    ("sentence", "ends", "quotations", "commas"),
    [
        ("他说：“好。”", 1, 1, 1), ("He said, \"Fine.\"", 1, 1, 1), ("「はい。」「いいえ！」", 2, 2, 0),
        ("Mr Smith's U.S. trip cost $3.5 million.", 2, 0, 0), ("", 0, 0, 0), ("'Yes,' he said.", 1, 1, 1),
    ],
)  # fmt: skip
def test_marks(sentence, ends, quotations, commas):
    assert marks([sentence]).counts[1, :3].tolist() == [ends, quotations, commas]


def test_numbers_are_the_same_in_every_width():
    counts = marks(["２５％", "25%", "7 and 25"]).counts
    assert (counts[1] == counts[2] - counts[1]).all()
    assert counts[3, 3:].sum() - counts[2, 3:].sum() == 2


@pytest.mark.parametrize("line", ["<p>", "<P/>", "***", "* * *", "----", "＊＊＊", "  === "])
def test_delimiters(line):
    assert is_delimiter(line)


@pytest.mark.parametrize("line", ["", "-", "第一章", "a ***", "<b>", "…"])
def test_no_delimiters(line):
    assert not is_delimiter(line)


def test_parts_need_the_same_number_of_delimiters():
    source, target = ["a", "***", "b"], ["x", "<p>", "y", "z"]
    assert [(part.source, part.target, part.mark) for part in parts_of_lines(source, target)] == [
        ((0, 1), (0, 1), False), ((1, 2), (1, 2), True), ((2, 3), (2, 4), False),
    ]  # fmt: skip
    assert len(parts_of_lines(source, ["x", "y"])) == 1


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [([0, 0, 1], [0, 1, 1], 2), ([0, 1], [0, 2], 1), ([], [0], 1), ([0, 0], [0], 1)],
)
def test_sections(source, target, count):
    assert len(parts_of_sections(source, target)) == count


def unit(count, seed, dimension=32):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_coarse_to_fine_finds_the_same_nearest():
    rows = unit(2400, 1)
    found = neighbours(rows, rows[200:])
    assert (found.target_of[200:] == np.arange(2200)).mean() > 0.99
    assert (found.source_of == np.arange(200, 2400)).mean() > 0.99


def test_spans_hold_their_cells():
    found = spans_around(np.array([1]), np.array([2]), (3, 4))
    for start, rows, at, columns in zip(found.start, found.rows, found.at, found.columns, strict=True):
        assert start <= 1 < start + rows <= 3
        assert at <= 2 < at + columns <= 4
    assert (np.diff(found.at) >= 0).all()


@pytest.mark.parametrize(
    ("values", "chain"),
    [([], []), ([3], [0]), ([1, 2, 3], [0, 1, 2]), ([3, 1, 2], [1, 2]), ([2, 5, 3, 4, 1], [0, 2, 3])],
)
def test_rising(values, chain):
    assert rising(np.array(values, np.int64)) == chain


def test_texts_are_cut_at_anchors_but_not_across_a_moved_block():
    rows = unit(1200, 2)
    straight = chunks(neighbours(rows, rows), (1200, 1200))
    assert len(straight) > 3
    assert straight[0].source[0] == 0
    assert straight[-1].target[1] == 1200
    moved = np.concatenate((rows[900:1150], rows[:900], rows[1150:]))
    for chunk in chunks(neighbours(rows, moved), (1200, 1200)):
        inside = {*range(*chunk.source)}
        counterparts = {k + 250 if k < 900 else k - 900 if k < 1150 else k for k in inside}
        assert counterparts == {*range(*chunk.target)}


def test_coverage_is_the_weighted_share_of_pieces_found():
    encoder = ConceptModel().encoder
    text = story(6)
    source = wording(*encoder.pieces([source_text(each) for each in text]), encoder)
    target = wording(*encoder.pieces([target_text(each) for each in text]), encoder)
    beads = Candidates(*np.array([[0, 1, 0, 1], [0, 1, 0, 2], [1, 2, 1, 2], [3, 1, 5, 1]]).T)
    found = coverage(beads, source, target)
    assert found.source[[0, 1, 2]] == pytest.approx([1.0] * 3, abs=1e-5)
    assert found.target[[0, 2]] == pytest.approx([1.0] * 2, abs=1e-5)
    assert found.target[1] < 0.85
    assert max(found.source[3], found.target[3]) < 0.6
    assert min(found.source_sum.min(), found.target_sum.min()) > 0


def test_wording_that_a_neighbour_renders_goes_astray():
    encoder = ConceptModel().encoder
    one, two, three = story(3)
    left = wording(*encoder.pieces([source_text(each) for each in (one, two + three)]), encoder)
    right = wording(*encoder.pieces([target_text(each) for each in (one + two, three)]), encoder)
    apart, together = Candidates(*np.array([[0, 1, 0, 1], [1, 1, 1, 1], [0, 2, 0, 2]]).T), 2
    astray = coverage(apart, left, right).astray
    near, far = astray[:, [0, 2]], astray[:, [1, 3]]
    assert near[0, 1] > 1  # what the first target sentence takes from the second source sentence
    assert near[1, 0] > 1
    assert astray[together] == pytest.approx(np.zeros(4))
    assert (far <= near).all()
