"""What kind of reprint a translation is."""

from __future__ import annotations

import pytest

from align.document import Bead
from align.fidelity.passage.reprint import reprint_kind


def aligned(order: list[int], score: float = 0.99, added: int = 0) -> list[Bead]:
    found = [Bead((source,), (at,), score) for at, source in enumerate(order)]
    return found + [Bead((), (len(order) + at,), 0.9) for at in range(added)]


@pytest.mark.parametrize(
    ("beads", "sources", "kind"),
    [
        (aligned(list(range(20))), 20, "close"),
        (aligned(list(range(19))), 20, "close"),  # one sentence missing is an omission
        (aligned(list(range(18))), 21, "condensed"),
        (aligned([*range(5), *range(12, 20)]), 20, "condensed"),
        (aligned([5, 6, 0, 1, 2, 9, 3, 4, 7, 8]), 10, "free"),
        (aligned(list(range(14)), 0.85, added=2), 16, "free"),
        (aligned(list(range(14)), 0.85), 14, "close"),
        (aligned([0, 1]), 9, "condensed"),
        (aligned([0, 2]), 5, "close"),  # too little to say
        ([], 0, "close"),
    ],
)
def test_kinds(beads, sources, kind):
    assert reprint_kind(beads, sources) == kind
