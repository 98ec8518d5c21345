"""Merges, splits, cuts, moved blocks, boundaries, degenerate input: with an invented language and the shipped model."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.document import Sentence
from align.model import load_model
from align.sentences import SplitPair, align_many, align_sentences, align_split
from align.sentences.aligner import in_target_order
from align.sentences.features.furigana import without_furigana
from align.sentences.repair.moved import matched
from tests.sentences.conftest import ConceptModel, source_text, story, target_text


def cells(beads):
    return {(bead.source, bead.target) for bead in beads if bead.source and bead.target}


def covers_everything(beads, sources: int, targets: int) -> bool:
    """Every sentence in exactly one bead, scores are probabilities, the order is the target's."""
    left = sorted(i for bead in beads for i in bead.source)
    right = [j for bead in beads for j in bead.target]
    probable = all(0 <= bead.score <= 1 for bead in beads)
    return left == list(range(sources)) and right == list(range(targets)) and probable


def align(source, target, model):
    left, right = (
        [source_text(sentence) for sentence in source],
        [target_text(sentence) for sentence in target],
    )
    return align_sentences(left, right, model, source_language="zh", target_language="en")


def test_a_straight_text(concepts):
    text = story(20)
    beads = align(text, text, concepts)
    assert [(bead.source, bead.target) for bead in beads] == [((k,), (k,)) for k in range(20)]
    assert min(bead.score for bead in beads) > 0.8


@pytest.mark.parametrize(
    ("sources", "targets"), [(1, 2), (2, 1), (1, 3), (3, 1), (1, 5), (5, 1), (1, 8), (8, 1)]
)
def test_merged_and_split_sentences(sources, targets, concepts):
    text = story(24)
    long = story(1, seed=9, length=6 * max(sources, targets))[0]

    def pieces(count):
        step = -(-len(long) // count)
        return [long[at : at + step] for at in range(0, len(long), step)]

    source, target = text[:12] + pieces(sources) + text[12:], text[:12] + pieces(targets) + text[12:]
    bead = (tuple(range(12, 12 + sources)), tuple(range(12, 12 + targets)))
    assert bead in cells(align(source, target, concepts))


def test_cut_and_added_sentences_stay_alone(concepts):
    text, strangers = story(30), story(3, seed=7)
    source = text
    target = [*text[:5], strangers[0], *text[9:20], strangers[1], *text[23:]]
    beads = align(source, target, concepts)
    alone = {bead.source or bead.target for bead in beads if not (bead.source and bead.target)}
    assert alone == {(5,), (6,), (7,), (8,), (17,), (20,), (21,), (22,)}
    assert covers_everything(beads, len(source), len(target))


def test_a_document_of_which_only_a_part_is_translated(concepts):
    text = story(60)
    beads = align(text, text[22:37], concepts)
    assert cells(beads) == {((22 + k,), (k,)) for k in range(15)}
    assert covers_everything(beads, 60, 15)


def test_a_moved_block_is_followed(concepts):
    text = story(30)
    order = [*range(10, 18), *range(10), *range(18, 30)]
    beads = align(text, [text[k] for k in order], concepts)
    assert cells(beads) == {((k,), (place,)) for place, k in enumerate(order)}


def test_a_sentence_that_moved_by_itself_is_found():
    folder = Path(__file__).parents[2] / "corpora/gold/beads/school-bus"
    source, target = (
        (folder / name).read_text(encoding="utf-8").splitlines() for name in ("src.txt", "tgt.txt")
    )
    beads = align_sentences(source, target)
    assert ((14,), (10,)) in cells(beads)  # the mayor's words, four sentences up
    assert covers_everything(beads, len(source), len(target))


@pytest.mark.parametrize(
    ("rows", "columns", "odds", "pairs", "expected"),
    [
        pytest.param([0], [0], [0.0], 1, [1 / 2], id="as good as silence"),
        pytest.param([3], [7], [np.log(8)], 2, [0.8], id="one pair of two"),
        pytest.param([0, 0], [1, 2], [np.log(6), np.log(2)], 2, [0.6, 0.2], id="two for one sentence"),
        pytest.param([0, 1], [1, 0], [np.log(4), np.log(4)], 4, [0.5, 0.5], id="no rivals"),
        pytest.param([0], [0], [900.0], 9, [1.0], id="beyond the range of exp"),
    ],
)
def test_sentences_left_alone_compete(rows, columns, odds, pairs, expected):
    found = matched(np.array(rows), np.array(columns), np.array(odds), pairs)
    assert found == pytest.approx(expected)


def test_english_on_the_left_is_turned(concepts):
    text = story(12)
    left, right = [target_text(sentence) for sentence in text], [source_text(sentence) for sentence in text]
    beads = align_sentences(left, right, concepts, source_language="en", target_language="zh")
    assert cells(beads) == {((k,), (k,)) for k in range(12)}


def test_a_model_that_is_not_additive_and_shows_no_pieces(plain):
    text = story(15)
    source = [*text[:7], text[7] + text[8], *text[9:]]
    assert ((7,), (7, 8)) in cells(align(source, text, plain))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([], []),
        (["甲1。"], []),
        ([], ["w1."]),
        (["", ""], ["", ""]),
        (["甲1。"], ["w1."]),
        (["？"], ["!", "?"]),
    ],
)
def test_empty_sides_and_empty_lines(source, target, concepts):
    beads = align_sentences(source, target, concepts, source_language="zh", target_language="en")
    assert covers_everything(beads, len(source), len(target))


def test_thousands_of_identical_lines_stay_on_the_diagonal():
    count = 700
    beads = align_sentences(["他点了点头。"] * count, ["He nodded."] * count)
    assert covers_everything(beads, count, count)
    assert cells(beads) == {((k,), (k,)) for k in range(count)}


def test_long_texts_are_cut_without_a_seam(concepts):
    text = story(1000)
    beads = align(text, text[:400] + text[430:], concepts)
    expected = {((k,), (k if k < 400 else k - 30,)) for k in range(1000) if k < 400 or k >= 430}
    assert len(cells(beads) & expected) > 0.995 * len(expected)


def test_delimiter_lines_are_hard_boundaries(concepts):
    text = story(8)
    left = [source_text(sentence) for sentence in text]
    right = [target_text(sentence) for sentence in text]
    # The fourth sentence moves over the boundary: it must not be followed there.
    source = [*left[:4], "<p>", *left[4:]]
    target = [*right[:3], "***", right[3], *right[4:]]
    beads = align_sentences(source, target, concepts, source_language="zh", target_language="en")
    assert ((4,), (3,)) in cells(beads)
    assert all((i < 4) == (j < 3) for left, right in cells(beads) for i in left for j in right if i != 4)


def sentences(texts, sections):
    return [
        Sentence(text, 0, len(text), section=section) for text, section in zip(texts, sections, strict=True)
    ]


def test_sections_are_honoured_only_when_both_sides_have_them(concepts):
    text = story(8)
    left, right = [source_text(each) for each in text], [target_text(each) for each in text]
    both = align_split(sentences(left, [0] * 4 + [1] * 4), sentences(right, [0] * 5 + [1] * 3), concepts)
    assert ((4,), (4,)) not in cells(both)
    one = align_split(sentences(left, [0] * 4 + [1] * 4), sentences(right, [0] * 8), concepts)
    assert ((4,), (4,)) in cells(one)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12), st.integers(0, 99)), max_size=6))
def test_many_pairs_come_out_as_one_by_one(sizes):
    model = ConceptModel()
    pairs = []
    for kept, count, seed in sizes:
        text, chance = story(count, seed=seed), random.Random(seed)
        other = [*text[kept:], *text[: kept // 2], *story(kept % 3, seed=seed + 1)]
        sections = [(0, 1)[at > count // 2 and seed % 2] for at in range(count)]
        other_sections = sorted(chance.choice((0, seed % 2)) for _ in other)
        left = sentences([source_text(each) for each in text], sections)
        right = sentences([target_text(each) for each in other], other_sections)
        turned = seed % 5 == 0
        pairs.append(SplitPair(right, left, "en", "zh") if turned else SplitPair(left, right, "zh", "en"))
    one_by_one = [
        align_split(
            pair.source,
            pair.target,
            model,
            source_language=pair.source_language,
            target_language=pair.target_language,
        )
        for pair in pairs
    ]
    # Beads are equal only when their scores are, to the last bit.
    assert align_many(pairs, model) == one_by_one


def test_forced_decoding_settles_doubtful_beads(concepts):
    rng = random.Random(4)
    text = story(20)
    noisy = [[concept if rng.random() < 0.5 else rng.randrange(3000) for concept in each] for each in text]
    source, target = [source_text(each) for each in text], [target_text(each) for each in noisy]
    beads = align_sentences(
        source, target, concepts, source_language="zh", target_language="en", refiner=concepts
    )
    assert concepts.asked > 0
    assert covers_everything(beads, 20, 20)


def test_lines_in_two_languages_are_aligned_by_what_they_share(concepts):
    text = story(16)
    source = [source_text(each) for each in text]
    source[5] = target_text(text[5])  # left in English
    source[9] = source_text(text[9][:4])[:-1] + " " + target_text(text[9][4:])
    target = [target_text(each) for each in text]
    beads = align_sentences(source, target, concepts, source_language="zh", target_language="en")
    assert cells(beads) == {((k,), (k,)) for k in range(16)}


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        ("岩屋（いわや）毅（たけし）外相が会見した。", "岩屋毅外相が会見した。"),
        ("銚子電鉄(ちょうしでんてつ)は黒字だった。", "銚子電鉄は黒字だった。"),
        ("会議（オンライン）は５日に開く。", "会議は５日に開く。"),
        ("予算（約2億円）を組んだ。", "予算（約2億円）を組んだ。"),
        ("彼は（笑いながら）断った。", "彼は（笑いながら）断った。"),
        ("The minister (Iwaya) spoke.", "The minister (Iwaya) spoke."),
    ],
)
def test_readings_in_brackets_are_left_out(sentence, bare):
    assert without_furigana([sentence]) == [bare]


def test_the_same_input_gives_the_same_beads(concepts):
    text = story(40)
    assert align(text, text[::-1], concepts) == align(text, text[::-1], concepts)


def test_order_of_one_sided_beads(concepts):
    text = story(6)
    beads = align(text, [text[1], text[5], text[2]], concepts)
    assert in_target_order(list(reversed(beads))) == beads


CHINESE = [
    "中国央行周三宣布下调存款准备金率0.5个百分点。",
    "此举将释放约一万亿元的长期资金。",
    "分析人士说，此举旨在支持房地产市场。",
    "天气很好，孩子们在公园里玩耍。",
    "日本首相将于下个月访问北京。",
]
ENGLISH = [
    "China's central bank said on Wednesday it would cut the reserve requirement ratio by 0.5 percentage points. "
    "The move will release about one trillion yuan in long-term funds.",
    "Japan's prime minister will visit Beijing next month.",
    "The weather was fine and the children were playing in the park.",
]


def test_the_shipped_model_on_a_small_reprint():
    beads = align_sentences(CHINESE, ENGLISH, load_model("embedded"))
    assert cells(beads) == {((0, 1), (0,)), ((4,), (1,)), ((3,), (2,))}
    assert covers_everything(beads, 5, 3)
