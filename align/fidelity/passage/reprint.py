"""What kind of reprint a translation is: close, condensed, or free.

It is judged once, from the beads and from how far the words of both sides account for each other, and tells every check
what it may expect: that a sentence is missing is an error in a close rendering, and what an editor does all day in the
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.document import Bead, ReprintKind
from align.fidelity.passage.context import Context

# Chosen by hand with a look at 19 articles in two right copies each and at WMT21 news: close copies have no step back,
# .06 of their sentences left alone at most and beads of .95 in the mean; free ones have two steps back and more, or
# lack an eighth and are aligned with doubt (.80 to .92).
FEWEST = 6  # source sentences that show a kind
STEPS_BACK = 2
LEFT_ALONE = 0.12  # of the sentences of either side
FEWEST_LEFT_OUT = 3  # source sentences
DOUBTFUL = 0.93  # mean probability of the beads
# Mean coverage of the words of both sides. Of the same copies close ones have .714 and more (the median is .76), all
# but one of the free ones .70 and less; of professional translations of WMT21 news from and into Japanese 1 in 100 has
# less, of those into Chinese, which are freer, 1 in 8.
LOOSE = 0.70
# Of traditional Chinese, whose words the model knows less well, close copies of five articles, with and without planted
# errors, have .68 and more, free ones .64 and less.
LOOSE_TRADITIONAL = 0.66
FEWEST_FOR_WORDS = 4  # source sentences whose words show a kind


def closeness(context: Context) -> float | None:
    """How far the words of both sides of all beads account for each other, 0 to 1; None where the model cannot say."""
    covered = [one for _, bead in context.paired() if (one := context.coverage(bead)) is not None]
    sides = [[one.source for one in covered], [one.target for one in covered]]
    words = [sum(map(len, side)) for side in sides]
    if not all(words):
        return None
    means = (sum(float(one.sum()) for one in side) / count for side, count in zip(sides, words, strict=True))
    return sum(means) / len(sides)


def reprint_kind(
    beads: Sequence[Bead], sources: int, closeness: float | None = None, language: str = ""
) -> ReprintKind:
    """The kind of a reprint of so many source sentences in a language; ``closeness`` is what :func:`closeness`
    gives."""
    loose = LOOSE_TRADITIONAL if language == "zh-Hant" else LOOSE
    paired = sorted((bead for bead in beads if bead.source and bead.target), key=lambda bead: bead.target)
    if paired and closeness is not None and closeness < loose and sources >= FEWEST_FOR_WORDS:
        return "free"
    if not paired or sources < FEWEST:
        return "close"
    back = sum(after.source[0] < before.source[-1] for before, after in pairwise(paired))
    left_out = sources - len({at for bead in paired for at in bead.source})
    added = sum(len(bead.target) for bead in beads if not bead.source)
    targets = added + sum(len(bead.target) for bead in paired)
    certain = sum(bead.score for bead in paired) / len(paired)
    gone = left_out / sources
    if back >= STEPS_BACK or (certain < DOUBTFUL and gone + added / targets >= LEFT_ALONE):
        return "free"
    return "condensed" if left_out >= FEWEST_LEFT_OUT and gone >= LEFT_ALONE else "close"
