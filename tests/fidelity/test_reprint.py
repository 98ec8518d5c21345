"""What kind of reprint a translation is."""

from __future__ import annotations

import pytest

import align
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


@pytest.mark.parametrize(
    ("sources", "closeness", "kind"),
    [
        (12, 0.76, "close"),
        (12, 0.72, "close"),
        (12, 0.65, "free"),  # in the source's order, sentence by sentence, and yet in other words
        (5, 0.65, "free"),
        (3, 0.65, "close"),  # too little to say
        (12, None, "close"),  # no model counts words
    ],
)
def test_words_tell_a_free_reprint_in_order(sources, closeness, kind):
    assert reprint_kind(aligned(list(range(sources))), sources, closeness) == kind


def test_the_same_article_rendered_closely_and_freely():
    """Four sentences, in order, none left out: only the words show that an editor wrote anew."""
    source = (
        "市は5日、老朽化した図書館を建て替えると発表した。新しい図書館は3階建てで、2028年春に開館する予定だ。"
        "建設費は約40億円に上る。市長の三宅洋子氏は「子どもが集まる場所にしたい」と述べた。"
    )
    close = (
        "The city announced on the 5th that it will rebuild its aging library. The new library will have three stories "
        "and is scheduled to open in the spring of 2028. Construction will cost about 4 billion yen. Mayor Yoko Miyake "
        'said, "I want to make it a place where children gather."'
    )
    free = (
        "Readers will have to wait until the spring of 2028. The city made public on the 5th its plans for a library "
        "of three floors to take over from the old one. Taxpayers will foot a bill of some 4 billion yen. Yoko "
        "Miyake, the mayor, hopes that the young will make it theirs."
    )
    kinds = [align.check(source, target, scored=False, checks=["style"]).reprint for target in (close, free)]
    assert kinds == ["close", "free"]
