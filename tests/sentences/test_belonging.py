"""Whether two texts belong together, and what that makes of the beads."""

from __future__ import annotations

import pytest

from align import align_sentences, load_model
from align.document import Bead
from align.sentences.belonging import alike, belonging, tempered


def beads(paired: int, alone: int, score: float = 0.95) -> list[Bead]:
    both = [Bead((at,), (at,), score) for at in range(paired)]
    return both + [
        bead for at in range(paired, paired + alone) for bead in (Bead((at,), (), 0.9), Bead((), (at,), 0.9))
    ]


@pytest.mark.parametrize(
    ("found", "together"),
    [
        (beads(20, 0), True),
        (beads(15, 5), True),
        (beads(6, 14), False),
        (beads(0, 12), False),
        (beads(1, 3), True),
    ],
)
def test_texts_belong_together_where_most_is_in_beads(found, together):
    assert (belonging(found) > 0.5) is together


def test_a_short_version_of_a_long_text_belongs_to_it():
    found = [Bead((at,), (at,), 0.95) for at in range(8)] + [Bead((at,), (), 0.9) for at in range(8, 60)]
    assert belonging(found) > 0.99


def test_beads_of_strangers_are_not_believed():
    for bead in tempered(beads(6, 14, 0.999)):
        assert bead.score < 0.1 if bead.source and bead.target else bead.score > 0.9
    assert tempered(beads(20, 0)) == beads(20, 0)


RAIN = [
    "地元の気象台は8日、梅雨が明けたと発表した。",
    "平年より11日早い。",
    "農家は水不足を心配している。",
    "県は節水を呼びかけた。",
]
DAM = [
    "水库管理处周二表示，水位已降至警戒线以下。",
    "今年上半年降雨量只有往年的一半。",
    "附近三个村庄开始限时供水。",
]
MUSEUM = [
    "The museum opened a new wing on Saturday.",
    "It displays 300 paintings from the 19th century.",
    "Visitors lined up from early morning.",
    "A guidebook is sold at the shop.",
]
DERBY = [
    "The striker scored twice in the second half.",
    "It was the home side's third win in a row.",
    "The coach praised his defence.",
]


@pytest.mark.parametrize(
    ("source", "target"), [(RAIN, MUSEUM), (RAIN, DERBY), (DAM, MUSEUM), (DAM, DERBY), (RAIN[:2], DERBY[:2])]
)
def test_lines_that_have_nothing_to_do_with_each_other_score_low(source, target):
    found = align_sentences(source, target, load_model("embedded"))
    assert all(bead.score < 0.5 for bead in found if bead.source and bead.target)
    assert all(bead.score > 0.5 for bead in found if not (bead.source and bead.target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            RAIN,
            [
                "The rainy season is over, the local weather office said on the 8th.",
                "That is 11 days sooner than in most years.",
                "Growers fear for their water.",
                "The prefecture called on people to use less of it.",
            ],
        ),
        (
            RAIN[2:],
            [
                "Farmers are worried about water shortages.",
                "The prefecture called on residents to save water.",
            ],
        ),
        (
            DAM,
            [
                "The water level had fallen below the warning line, the reservoir's managers said on Tuesday.",
                "Half as much rain as usual fell in the first six months.",
                "Three villages nearby have begun to ration water.",
            ],
        ),
    ],
)
def test_lines_that_render_each_other_score_high(source, target):
    found = align_sentences(source, target, load_model("embedded"))
    assert [(bead.source, bead.target) for bead in found] == [((at,), (at,)) for at in range(len(source))]
    assert all(bead.score > 0.8 for bead in found)


@pytest.mark.parametrize(
    ("wording", "cosine", "sentences", "together"),
    [
        (0.2, 0.4, 17, True),
        (-0.55, 0.4, 22, True),
        (-1.5, 0.15, 17, False),
        (-1.04, 0.2, 16, False),
        (1.2, 0.55, 1, True),
    ],
)
def test_words_tell_whether_texts_belong_together(wording, cosine, sentences, together):
    probability = alike(wording, cosine, sentences)
    assert (probability > 0.9) if together else (probability < 0.1)
