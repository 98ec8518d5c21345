"""Whether two texts belong together: how much of one of them the beads are likely to hold.

Given any two texts, the search finds the likeliest beads between them, and each is likely *if* the one text renders the
other. Where it does, most sentences of one side at least are in beads; where it does not, few are, and what is found is
chance. So a bead is as likely as it is given that the texts belong together, times that they do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from align.document import Bead

# Chosen by hand on 19 articles against their own and each other's sources: close copies have .93 and more of the better
# held side in beads, free ones .67, articles of other events .42 at most.
HALF = 0.52
STEEPNESS = 40.0
TOGETHER = 0.5  # the probability from which on two texts are taken to belong together
FEWEST = 6  # sentences of the shorter side that show it


def belonging(beads: Sequence[Bead]) -> float:
    """The probability that one text renders the other, or a part of it; 1 where there is too little text to say."""
    sizes = [sum(len(bead.source) for bead in beads), sum(len(bead.target) for bead in beads)]
    if min(sizes) < FEWEST:
        return 1.0
    paired = [bead for bead in beads if bead.source and bead.target]
    held = (
        sum(bead.score * len(bead.source) for bead in paired) / sizes[0],
        sum(bead.score * len(bead.target) for bead in paired) / sizes[1],
    )
    return 1 / (1 + math.exp(-STEEPNESS * (max(held) - HALF)))


def tempered(beads: Sequence[Bead]) -> list[Bead]:
    """The beads with the probability that the texts belong together in their scores: that of beads, and that of
    sentences left alone, which are alone for certain in texts that do not."""
    together = belonging(beads)
    if together > 0.999:
        return list(beads)
    return [
        replace(bead, score=bead.score * together)
        if bead.source and bead.target
        else replace(bead, score=1 - (1 - bead.score) * together)
        for bead in beads
    ]
