"""Sentences that serve two beads: the lead that draws on a sentence which has a rendering of its own further on.

A sentence has one main bead. Where it also says, of a sentence in another bead, what neither that sentence's own bead
says nor its own has, the two are a further bead, marked ``also``. Both must show it: words of the source sentence that
its own rendering lacks, and words of the target sentence that its own source lacks; names and telling figures that
both lack elsewhere count with them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.document import Bead
from align.sentences.features.keys import SMALL
from align.sentences.features.traces import Traces
from align.sentences.search.posterior import Floats

# Chosen by hand: of the 70 likeliest proposals on 23 free reprints, read one by one, those with a probability of a half
# and more by these numbers were right but for two of twenty.
KEYS_WORTH = 0.25  # of words
HALF, STEEPNESS = 1.5, 4.0


def further_beads(beads: Sequence[Bead], traces: Traces) -> list[Bead]:
    """The further beads of sentences that are in a two-sided bead, in the order of the target; ``score`` is the
    probability that the one draws on the other."""
    sources = {i: bead for bead in beads if bead.target for i in bead.source}
    targets = {j: bead for bead in beads if bead.source for j in bead.target}
    of_source, of_target = _unsaid(traces, sources), _unsaid(traces.turned, targets, turned=True).T
    worth = np.minimum(of_source, of_target) + KEYS_WORTH * _keys(traces, sources, targets)
    found = []
    for i, j in np.argwhere(worth > HALF).tolist():
        here, there = sources.get(i), targets.get(j)
        if here is not None and there is not None and here is not there:
            score = 1 / (1 + np.exp(-STEEPNESS * (worth[i, j] - HALF)))
            found.append(Bead((i,), (j,), float(score), also=True))
    return sorted(found, key=lambda bead: (bead.target, bead.source))


def _unsaid(traces: Traces, homes: dict[int, Bead], turned: bool = False) -> Floats:
    """[source, target]: how much of a sentence another one says that its own rendering does not."""
    side = traces.source
    share, result = side.share, np.zeros(traces.near.shape)
    for at, bead in homes.items():
        held = np.flatnonzero(side.holds[at])
        found = side.found[:, held]
        own = found[list(bead.source if turned else bead.target)].max(0)
        result[at] = (np.maximum(found - own, 0.0) * share[:, held]).sum(1)
    return result


def _keys(traces: Traces, sources: dict[int, Bead], targets: dict[int, Bead]) -> Floats:
    """[source, target]: the weight of the names and telling figures that both have and neither's bead accounts for."""
    left, right = traces.source.keys.copy(), traces.target.keys.copy()
    for at, bead in sources.items():
        left[at] &= ~traces.target.keys[list(bead.target)].any(0)
    for at, bead in targets.items():
        right[at] &= ~traces.source.keys[list(bead.source)].any(0)
    worth = np.where(traces.kind == SMALL, 0.0, traces.weight)
    return np.asarray((left * worth) @ right.T, np.float64)
