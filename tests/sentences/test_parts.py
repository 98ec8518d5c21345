"""Lengths, marks, boundaries, neighbours, cuts, coverage: each against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from align.sentences.boundaries import is_delimiter, parts_of_lines, parts_of_sections
from align.sentences.features.coverage import coverage, wording
from align.sentences.features.lengths import lengths
from align.sentences.features.marks import marks
from align.sentences.features.similarity import cosines, products
from align.sentences.features.spans import side_of_sums
from align.sentences.features.translation import worded
from align.sentences.search.candidates import neighbours, spans_around
from align.sentences.search.chunks import chunks, rising
from align.sentences.search.posterior import Candidates
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
    near, far = astray[:, [0, 4]], astray[:, [1, 5]]
    assert near[0, 1] > 1  # what the first target sentence takes from the second source sentence
    assert near[1, 0] > 1
    assert astray[together] == pytest.approx(np.zeros(8))
    assert (far <= near).all()
    assert (astray[:, [2, 6]] <= near + 1e-5).all()  # clauses: the mean of what is gained and what is lost


class ThreeWords:
    """Word tables of a language of numbers: piece 10 + k is the translation of piece k, and piece 9 says nothing."""

    def pieces(self, sentences):
        ids = [[int(word) for word in sentence.split()] for sentence in sentences]
        return np.array([one for each in ids for one in each], np.int32), np.cumsum([0, *map(len, ids)])

    def translates(self, source_language, target_language):
        return {source_language, target_language} == {"zh", "en"}

    def likelier(self, ids, language, other):
        other_of = ids + 10 if language == "zh" else ids - 10
        known = (other_of >= 0) & (ids != 9)
        bounds = np.concatenate(([0], np.cumsum(known)))
        return bounds, other_of[known].astype(np.int32), np.full(int(known.sum()), 100.0, np.float32)


class Worder:
    def word_tables(self):
        return ThreeWords()


def test_translated_words_are_evidence_by_hand():
    pair = worded(["1 2", "3"], ["11", "12 13"], Worder(), ("zh", "en"))
    beads = Candidates(*np.array([[0, 1, 0, 1], [0, 2, 0, 2], [1, 1, 0, 1]]).T)
    found = pair.translation().evidence(beads)
    half, whole, third, none = (np.log(0.05 + 0.95 * 100 * share) for share in (1 / 2, 1, 1 / 3, 0))
    assert found[0] == pytest.approx([whole + none, half, (whole + none) / 2, half], rel=1e-4)
    assert found[1] == pytest.approx([3 * third, 3 * third, third, third], rel=1e-4)
    assert found[2] == pytest.approx([none] * 4, rel=1e-4)
    taken = (
        pair.take(np.array([1]), np.array([1]))
        .translation()
        .evidence(Candidates(*np.array([[0, 1, 0, 1]]).T))
    )
    assert taken[0, 0] == pytest.approx(half, rel=1e-4)


def test_long_texts_are_covered_as_short_ones_are(monkeypatch):
    encoder = ConceptModel().encoder
    text = story(7)
    left = wording(*encoder.pieces([source_text(each) for each in text]), encoder)
    right = wording(*encoder.pieces([target_text(each) for each in text]), encoder)
    beads = Candidates(*np.array([[0, 1, 0, 1], [5, 2, 3, 1], [0, 2, 1, 2], [2, 1, 6, 1], [6, 1, 6, 1]]).T)
    short = coverage(beads, left, right)
    monkeypatch.setattr("align.sentences.features.coverage.WHOLE", 0)
    monkeypatch.setattr("align.sentences.features.coverage.SENTENCES", 2)
    long = coverage(beads, left, right)
    assert short.astray == pytest.approx(long.astray, rel=1e-5)
    assert short.source_sum == pytest.approx(long.source_sum, rel=1e-6)
    assert short.target == pytest.approx(long.target, rel=1e-6)


def test_no_words_for_other_languages_or_models():
    assert worded(["1"], ["11"], Worder(), ("ko", "en")) is None
    assert worded(["1"], ["11"], ConceptModel(), ("zh", "en")) is None


@pytest.mark.parametrize(
    ("sentences", "speaking"),
    [
        (["他说：“好。", "走吧。”", "他走了。"], [0, 1, 0, 0]),
        (["'No one's here,' he said.", "'Come", "in!' She came."], [0, 0, 1, 0]),
        (['"Wait," she said.', "\"It's late.", 'Go."'], [0, 0, 1, 0]),
        (["「行こう。", "早く」と言った。"], [0, 1, 0]),
        (["No quotation at all."], [0, 0]),
    ],
)
def test_who_is_speaking_at_each_boundary(sentences, speaking):
    assert marks(sentences).speaking.tolist() == [bool(each) for each in speaking]


@pytest.mark.parametrize("table", [True, False])
def test_the_cosine_of_a_bead_is_that_of_its_added_sentences(table):
    rng = np.random.default_rng(4)
    sums = [rng.normal(size=(count, 16)).astype(np.float32) for count in (9, 11)]
    sums[0][3] = 0
    left, right = (side_of_sums(["x"] * len(each), each) for each in sums)
    beads = Candidates(*np.array([[0, 1, 0, 1], [2, 3, 4, 2], [3, 1, 5, 1], [1, 8, 10, 1], [8, 1, 3, 8]]).T)
    found = cosines(beads, left, right, products(left, right) if table else None)
    for value, start, rows, at, columns in zip(
        found, beads.start, beads.rows, beads.at, beads.columns, strict=True
    ):
        one, other = sums[0][start : start + rows].sum(0), sums[1][at : at + columns].sum(0)
        length = np.linalg.norm(one) * np.linalg.norm(other)
        assert value == pytest.approx(one @ other / length if length else 0.0, abs=1e-5)
