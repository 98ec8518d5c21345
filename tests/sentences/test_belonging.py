"""Whether two texts belong together, and what that makes of the beads."""

from __future__ import annotations

import pytest

from align.document import Bead
from align.sentences.belonging import belonging, tempered


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
