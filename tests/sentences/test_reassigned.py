"""Sentences of free reprints that go to the bead which they say most of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import align
from align import align_sentences, load_model
from align.document import Bead
from align.sentences.aligner import Settings, align_split, pairing_of
from align.sentences.features.traces import Traces
from align.sentences.repair.reassigned import FEATURES, Numbers, halves, reassigned
from align.sentences.weights import learned
from align.split import split

BENCH = Path(__file__).parents[2] / "corpora" / "bench"

SOURCE = [
    "北浜市は3日、市営バス5路線を2027年4月に廃止すると発表した。",
    "利用者は10年で4割減り、赤字は年2億3000万円に上る。",
    "運転手は現在64人で、9人足りない。",
    "高校生の通学には代わりのワゴン車を走らせる。",
    "沿線の区長会は「説明が足りない」として撤回を求めている。",
    "市は来月、住民説明会を6回開く。",
    "市長の大沢恵子氏は「苦しい決断だ」と述べた。",
]
TARGET = [
    "Kitahama will lose five of its city bus lines in April 2027.",
    "Not everyone agrees.",
    "Nine drivers are lacking, and there are 64 now, the city said on the 3rd.",
    "It was a painful decision, said the mayor, Keiko Osawa.",
    "Vans will take high school pupils to their lessons instead.",
    "Two fifths fewer passengers board than ten years ago, and the loss has come to 230 million yen a year.",
    "Six meetings with residents are planned next month.",
]


@pytest.fixture(scope="module")
def model():
    return load_model("embedded")


@pytest.mark.parametrize(
    ("article", "bead"),
    [
        ("zh-hant-museum", ((4,), (7,))),  # the four works are insured for some NT$120 million
        ("zh-ferry-fire", ((6,), (7,))),  # "less than 60% full" for a denial that the ferry was overloaded
    ],
)
def test_what_is_said_in_other_words_elsewhere_finds_its_sentence(article, bead, model):
    texts = [split(align.read(BENCH / article / name)) for name in ("source.txt", "free.txt")]
    found = {(one.source, one.target) for one in align_split(*texts, model)}
    assert bead in found


@pytest.mark.parametrize("article", sorted(path.name for path in BENCH.iterdir() if path.is_dir()))
def test_close_copies_are_left_as_the_search_has_them(article, model):
    texts = [split(align.read(BENCH / article / name)) for name in ("source.txt", "close.txt")]
    assert align_split(*texts, model) == align_split(*texts, model, settings=Settings(reassign=False))


def traces_of(source, target, model) -> Traces:
    traces = Traces.of(pairing_of(source, target, model, ("ja", "en"))[0])
    assert traces is not None
    return traces


def test_a_word_that_one_sentence_says_tells_more_than_one_that_several_say(model):
    traces = traces_of(SOURCE, TARGET, model)
    said = traces.said(np.eye(len(TARGET), dtype=bool))  # [target, source]
    for source, target in ((2, 2), (3, 4), (1, 5), (6, 3)):
        assert said[:, source].argmax() == target
    assert said[1].max() < 0.3  # "Not everyone agrees." says nothing of any


def test_a_sentence_that_the_bead_already_says_gains_nothing(model):
    traces = traces_of([*SOURCE, SOURCE[3]], TARGET, model)
    vans = np.zeros((1, len(TARGET)), bool)
    vans[0, 4] = True
    rest = np.zeros((1, len(SOURCE) + 1), bool)
    alone = traces.gained(vans, rest)[0, 3]
    rest[0, 7] = True
    assert alone > 0.5
    assert traces.gained(vans, rest)[0, 3] == 0


@pytest.mark.parametrize("seed", range(6))
def test_every_sentence_stays_in_one_bead(seed, model):
    rng = np.random.default_rng(seed)
    beads, order = [], rng.permutation(len(SOURCE)).tolist()
    for target in range(len(TARGET)):
        source = (order[target],) if rng.random() < 0.6 else ()
        beads.append(Bead(source, (target,), 0.5))
    held = {i for bead in beads for i in bead.source}
    beads += [Bead((i,), (), 0.5) for i in range(len(SOURCE)) if i not in held]
    eager = Numbers(
        dict.fromkeys(FEATURES, 0.0) | {"said both ways": 3.0, "sentence": float(rng.normal()) - 1}
    )
    found = reassigned(beads, traces_of(SOURCE, TARGET, model), eager)
    for side in ("source", "target"):
        sentences = sorted(i for bead in found for i in getattr(bead, side))
        assert sentences == list(range(len(SOURCE)))
    assert all(0 <= bead.score <= 1 for bead in found)


def test_beads_have_gaps_where_a_sentence_joins_one_further_on(model):
    numbers = Numbers({**learned().reassigned.weights, "close wording": 0.0})
    target = [
        TARGET[0],
        "Nine of 64 drivers are lacking; Mayor Keiko Osawa spoke of a painful decision.",
        *TARGET[4:],
    ]
    beads = [
        *(Bead((0,), (0,), 0.9), Bead((2,), (1,), 0.7), Bead((3,), (2,), 0.9)),
        *(Bead((1,), (3,), 0.9), Bead((5,), (4,), 0.9), Bead((4,), (), 0.8), Bead((6,), (), 0.7)),
    ]
    found = {
        (bead.source, bead.target) for bead in reassigned(beads, traces_of(SOURCE, target, model), numbers)
    }
    assert ((2, 6), (1,)) in found
    assert ((4,), ()) in found  # what the ward heads ask for is said nowhere


def test_features_are_worked_out_for_both_sides_or_not_at_all(model):
    traces = traces_of(SOURCE, TARGET, model)
    beads = [Bead((i,), (i,), 0.9) for i in range(len(SOURCE))]
    assert list(halves(beads, traces, 0.2)) == []
    alone = [Bead((i,), (), 0.9) for i in range(len(SOURCE))] + [
        Bead((), (j,), 0.9) for j in range(len(TARGET))
    ]
    each = list(halves(alone, traces, 0.2))
    assert [one.turned for one in each] == [False, True]
    assert all(one.values.shape == (49, len(FEATURES)) for one in each)


def test_texts_without_word_tables_are_left_alone(plain):
    beads = align_sentences(SOURCE, TARGET, plain, source_language="ja", target_language="en")
    settings = replace(Settings(), reassign=False)
    assert beads == align_sentences(
        SOURCE, TARGET, plain, source_language="ja", target_language="en", settings=settings
    )
