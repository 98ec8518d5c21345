"""Beads of free reprints: their small changes, what speaks for them, and what is made of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import align
from align import load_model
from align.document import Bead
from align.evaluate.bead_folders import read_gold
from align.evaluate.beads import count, evaluate
from align.sentences import Settings, align_split
from align.sentences.aligner import align_texts, pairing_of, searched
from align.sentences.features.scattered import FEATURES, Bitext, scattered_features
from align.sentences.features.traces import Traces
from align.sentences.repair.changes import Tried, cells_of, changes
from align.sentences.repair.regrouped import Numbers, Scores, close_wording, free, improved
from align.sentences.texts import Text
from align.sentences.weights import learned
from align.split import split

BENCH = Path(__file__).parents[2] / "corpora" / "bench"

SOURCE = (
    "北浜市は3日、市営バス5路線を2027年4月に廃止すると発表した。",
    "利用者は10年で4割減り、赤字は年2億3000万円に上る。",
    "運転手は現在64人で、9人足りない。",
    "高校生の通学には代わりのワゴン車を走らせる。",
    "沿線の区長会は「説明が足りない」として撤回を求めている。",
    "市は来月、住民説明会を6回開く。",
    "市長の大沢恵子氏は「苦しい決断だ」と述べた。",
)
TARGET = (
    "Kitahama will lose five of its city bus lines in April 2027.",
    "Not everyone agrees.",
    "Nine drivers are lacking, and there are 64 now, the city said on the 3rd.",
    "It was a painful decision, said the mayor, Keiko Osawa.",
    "Vans will take high school pupils to their lessons instead.",
    "Two fifths fewer passengers board than ten years ago, and the loss has come to 230 million yen a year.",
    "Six meetings with residents are planned next month.",
)
RENDERED = ((0, 0), (1, 5), (2, 2), (3, 4), (5, 6), (6, 3))


@pytest.fixture(scope="module")
def model():
    return load_model("embedded")


@pytest.fixture(scope="module")
def bitext(model):
    return bitext_of(SOURCE, TARGET, model)


def bitext_of(source, target, model):
    found = searched(Text(source, "ja"), Text(target, "en"), model)
    assert found is not None
    return found[1]


def gain(bitext, old, new, numbers=None):
    """What an alignment gains where old cells make way for new ones."""
    vector = (numbers or learned().regrouped).vector
    before, after = (scattered_features(bitext, cells).sum(0) for cells in (old, new))
    return float((after - before) @ vector)


# What is changed, and what it becomes; an article's author would say that the first is right.
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ([((2,), (2,)), ((3,), (4,))], [((2, 3), (2, 4))]),  # two that have little in common are not one
        ([((2,), (2,)), ((3,), (4,))], [((2,), (4,)), ((3,), (2,))]),  # crosswise
        ([((3,), (4,)), ((4,), ())], [((3, 4), (4,))]),  # what the ward heads ask for is said nowhere
        ([((1,), (5,)), ((), (1,))], [((1,), (1, 5))]),  # "Not everyone agrees." stands far off
        ([((6,), (3,)), ((4,), ())], [((4,), (3,)), ((6,), ())]),
        ([((5,), (6,))], [((5,), ()), ((), (6,))]),  # a pair that moved is none left alone on both sides
    ],
)
def test_what_is_right_scores_above_its_change(right, wrong, bitext):
    assert gain(bitext, wrong, right) > 0


def test_two_pairs_that_changed_places_are_freed_from_one_bead(bitext):
    beads = [
        *(Bead((0,), (0,), 0.9), Bead((2, 3), (2, 4), 0.7), Bead((1,), (5,), 0.9), Bead((5,), (6,), 0.9)),
        *(Bead((6,), (3,), 0.9), Bead((), (1,), 0.7), Bead((4,), (), 0.8)),
    ]
    found = {(bead.source, bead.target) for bead in improved(beads, bitext, learned().regrouped)}
    assert {((i,), (j,)) for i, j in RENDERED} <= found
    assert ((4,), ()) in found


def test_a_bead_has_gaps_where_half_a_sentence_stands_further_on(model):
    target = (
        TARGET[0],
        "Nine of 64 drivers are lacking; Mayor Keiko Osawa spoke of a painful decision.",
        *TARGET[4:],
    )
    beads = [
        *(Bead((0,), (0,), 0.9), Bead((2,), (1,), 0.7), Bead((3,), (2,), 0.9)),
        *(Bead((1,), (3,), 0.9), Bead((5,), (4,), 0.9), Bead((4,), (), 0.8), Bead((6,), (), 0.7)),
    ]
    bitext = bitext_of(SOURCE, target, model)
    found = {(bead.source, bead.target) for bead in improved(beads, bitext, learned().regrouped)}
    assert ((2, 6), (1,)) in found
    assert ((4,), ()) in found


@pytest.mark.parametrize("seed", range(6))
def test_every_sentence_stays_in_one_bead_whatever_the_weights(seed, bitext):
    rng = np.random.default_rng(seed)
    numbers = Numbers(
        dict(zip(FEATURES, rng.normal(size=len(FEATURES)).tolist(), strict=True)),
        {"bead": (0.0, 1.0), "alone": (0.0, 1.0)},
    )
    order = rng.permutation(len(SOURCE)).tolist()
    beads = [Bead((order[j],) if rng.random() < 0.6 else (), (j,), 0.5) for j in range(len(TARGET))]
    held = {i for bead in beads for i in bead.source}
    beads += [Bead((i,), (), 0.5) for i in range(len(SOURCE)) if i not in held]
    found = improved(beads, bitext, numbers)
    for side in ("source", "target"):
        assert sorted(i for bead in found for i in getattr(bead, side)) == list(range(len(SOURCE)))
    assert all(0 <= bead.score <= 1 for bead in found)
    assert all(
        len(bead.source) + len(bead.target) == 1 for bead in found if not (bead.source and bead.target)
    )


@pytest.mark.parametrize(
    "cells",
    [
        [((0, 1), (0, 1)), ((2,), (2,)), ((3,), ()), ((4,), (3, 4)), ((5, 6), (5,)), ((), (6,))],
        [((i,), ()) for i in range(7)] + [((), (j,)) for j in range(7)],
        [(tuple(range(7)), tuple(range(7)))],
    ],
)
def test_a_change_keeps_the_sentences_and_is_tried_once(cells, bitext):
    found = changes(cells, Tried.of(bitext))
    assert found
    for change in found:
        assert set(change.old) <= set(cells)
        for side in (0, 1):
            before, after = (sorted(i for cell in of for i in cell[side]) for of in (change.old, change.new))
            assert before == after
        assert all(list(side) == sorted(side) for cell in change.new for side in cell)
        assert all(len(cell[0] + cell[1]) == 1 or (cell[0] and cell[1]) for cell in change.new)
    keys = [(frozenset(change.old), frozenset(change.new)) for change in found]
    assert len(set(keys)) == len(keys)


def test_changes_of_some_cells_are_those_of_all_that_take_them_away(bitext):
    cells = [((0, 1), (0, 1)), ((2,), (2,)), ((3,), ()), ((4,), (3, 4)), ((5, 6), (5,)), ((), (6,))]
    tried = Tried.of(bitext)
    for touched in ({cells[0]}, {cells[2]}, {cells[3], cells[5]}):
        wanted = {
            (frozenset(one.old), frozenset(one.new))
            for one in changes(cells, tried)
            if not touched.isdisjoint(one.old)
        }
        found = {(frozenset(one.old), frozenset(one.new)) for one in changes(cells, tried, touched)}
        assert found == wanted


def test_no_change_of_what_is_found_gains(bitext):
    numbers = learned().regrouped
    beads = [Bead((i,), (i,), 0.5) for i in range(len(SOURCE))]
    cells = cells_of((bead.source, bead.target) for bead in improved(beads, bitext, numbers))
    gains = Scores(bitext, numbers.vector).gains(changes(cells, Tried.of(bitext)))
    assert float(gains.max()) <= 1e-5


def test_a_sentence_left_alone_has_features_of_its_own(bitext):
    table = scattered_features(bitext, [((4,), ()), ((), (1,)), ((), (2,)), ((3,), (4,))])
    value = {name: table[:, FEATURES.index(name)].tolist() for name in FEATURES}
    assert value["bead"] == [0, 0, 0, 1]
    assert value["source alone"] == [1, 0, 0, 0]
    assert value["target alone"] == [0, 1, 1, 0]
    assert value["short target alone"] == [0, 1, 0, 0]


@pytest.mark.parametrize("article", sorted(path.name for path in BENCH.iterdir() if path.is_dir()))
def test_close_copies_are_left_as_the_search_has_them(article, model):
    texts = [split(align.read(BENCH / article / name)) for name in ("source.txt", "close.txt")]
    assert align_split(*texts, model) == align_split(*texts, model, settings=Settings(regroup=False))


def test_free_copies_are_aligned_the_better_for_it(model):
    documents = read_gold(BENCH)
    figures = []
    for regroup in (False, True):
        settings = Settings(regroup=regroup)
        counts = [
            count(one.name, one.beads, align_texts(one.source, one.target, model, settings=settings))
            for one in documents
        ]
        figures.append(evaluate(counts, samples=0).figures)
    for name, least in (("links F1", 0.0), ("lax F1", 0.0), ("null F1", 0.1)):
        assert figures[1][name] > figures[0][name] + least


def test_what_the_search_is_sure_of_is_not_free(model):
    (article,) = read_gold(BENCH / "zh-hant-museum")
    found = searched(article.source, article.target, model)
    assert found is not None
    beads, bitext = found
    translation = bitext.traces.translation
    for score, written_anew in ((0.6, True), (0.99, False)):
        scored = [replace(bead, score=score) for bead in beads]
        assert free(scored, translation) == written_anew
    assert close_wording(beads, translation) < 0.7


def test_another_encoders_vectors_are_brought_to_scale(model):
    pairing, _ = pairing_of(SOURCE, TARGET, model, ("ja", "en"))
    traces, linked = Traces.of(pairing), np.zeros(pairing.size)
    assert traces is not None
    cells = [((i,), (j,)) for i, j in RENDERED]
    at = FEATURES.index("cosine")
    known = scattered_features(Bitext.of(pairing, traces, linked, 1.0), cells)[:, at]
    sides = (replace(side, sums=None) for side in (pairing.source, pairing.target))
    halved = replace(
        pairing, **dict(zip(("source", "target"), sides, strict=True)), scale=lambda cosine: cosine / 2
    )
    found = scattered_features(Bitext.of(halved, traces, linked, 1.0), cells)[:, at]
    assert found == pytest.approx(known / 2, abs=1e-4)  # single sentences: their length does not count


def test_texts_without_word_tables_are_left_alone(plain):
    assert searched(Text(SOURCE, "ja"), Text(TARGET, "en"), plain) is None


def test_likelier_beads_are_oftener_right(model):
    found = [
        (bead.score, (bead.source, bead.target) in {(each.source, each.target) for each in one.beads})
        for one in read_gold(BENCH)
        for bead in align_texts(one.source, one.target, model)
        if bead.source and bead.target
    ]
    shares = [
        np.mean([hit for score, hit in found if low <= score < high])
        for low, high in pairwise((0, 0.7, 0.9, 1.01))
    ]
    assert shares == sorted(shares)
    assert abs(np.mean([score for score, _ in found]) - np.mean([hit for _, hit in found])) < 0.1
