"""What kind of reprint a translation is: close, condensed, or free.

It is judged once, from the beads, and tells every check what it may expect: that a sentence is missing is an error in a
close rendering, and what an editor does all day in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.document import Bead, ReprintKind

# Chosen by hand with a look at 19 articles in two right copies each and at WMT21 news: close copies have no step back,
# .06 of their sentences left alone at most and beads of .95 in the mean; free ones have two steps back and more, or
# lack an eighth and are aligned with doubt (.80 to .92).
FEWEST = 6  # source sentences that show a kind
STEPS_BACK = 2
LEFT_ALONE = 0.12  # of the sentences of either side
FEWEST_LEFT_OUT = 3  # source sentences
DOUBTFUL = 0.93  # mean probability of the beads


def reprint_kind(beads: Sequence[Bead], sources: int) -> ReprintKind:
    """The kind of a reprint of so many source sentences."""
    paired = sorted((bead for bead in beads if bead.source and bead.target), key=lambda bead: bead.target)
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
