"""Whether two texts belong together: how much of one of them the beads are likely to hold.

Given any two texts, the search finds the likeliest beads between them, and each is likely *if* the one text renders the
other. Where it does, most sentences of one side at least are in beads; where it does not, few are, and what is found is
chance. So a bead is as likely as it is given that the texts belong together, times that they do. Words tell it sooner
than beads, where the model has word tables: in texts of other events the words of the likeliest beads account for each
other hardly better than any words, however many beads there are.
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

# Chosen by hand on the right copies of 29 articles, free ones from .97 on, against 174 pairs of other articles, -.14 at
# most, and on their first sentences (2, 3, 5 and 8) against those of others, .75 at most but for one.
LIKE, LIKE_STEEPNESS = 0.45, 8.0
COSINES_WORTH = 4.0  # of a log-ratio by the piece
ENOUGH = 4  # sentences of the shorter side from which on words speak with all their weight


def alike(wording: float, cosine: float, sentences: int) -> float:
    """The probability that two texts belong together by how far the words of their likely beads account for each other
    (mean log-ratio by the piece) and how near these are as vectors; ``sentences`` of the shorter text."""
    steepness = LIKE_STEEPNESS * min(1.0, sentences / ENOUGH)
    exponent = -steepness * (wording + COSINES_WORTH * cosine - LIKE)
    return 1 / (1 + math.exp(max(-60.0, min(60.0, exponent))))


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


def tempered(beads: Sequence[Bead], together: float | None = None) -> list[Bead]:
    """The beads with the probability that the texts belong together in their scores: that of beads, and that of
    sentences left alone, which are alone for certain in texts that do not. :func:`belonging` tells where ``together``
    is not given."""
    together = belonging(beads) if together is None else together
    if together > 0.999:
        return list(beads)
    return [
        replace(bead, score=bead.score * together)
        if bead.source and bead.target
        else replace(bead, score=1 - (1 - bead.score) * together)
        for bead in beads
    ]
