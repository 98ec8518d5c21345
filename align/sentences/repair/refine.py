"""Settling doubtful beads by forced decoding with a translation model.

The encoder sees bags of pieces; a sequence-to-sequence model reads the sentences. For each bead that is neither
sure nor out of the question the model says how much more probable each side becomes by the other than by an
unrelated sentence of the same text (pointwise mutual information, as in contrastive conditioning), and the
search runs again with that evidence added.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.errors import ModelError
from align.languages.traits import between
from align.model import Model, knows
from align.sentences.search.posterior import Candidates, Floats

DOUBTFUL = (0.05, 0.95)  # probabilities between which a bead is asked about; chosen by hand
# How much a nat of mutual information moves a bead's log-odds, and where their zero lies: a bead a model finds
# no more probable than an unrelated pair must lose.
TRUST, EXPECTED = 0.1, 20.0
MOST_EVIDENCE = 3.0


def refined(
    weights: Floats,
    probability: Floats,
    candidates: Candidates,
    texts: tuple[Sequence[str], Sequence[str]],
    languages: tuple[str, str],
    model: Model,
) -> Floats:
    """The log-odds of all candidates with the model's evidence added to the doubtful ones."""
    doubtful = np.flatnonzero((probability > DOUBTFUL[0]) & (probability < DOUBTFUL[1]))
    if not len(doubtful):
        return weights
    gained, asked = np.zeros(len(doubtful)), 0
    sides = (
        (texts[0], candidates.start[doubtful], candidates.rows[doubtful], languages[0]),
        (texts[1], candidates.at[doubtful], candidates.columns[doubtful], languages[1]),
    )
    for given, told in (sides, sides[::-1]):
        if not knows(model, given[3], told[3]):
            continue
        asked += 1
        targets = [_joined(told[0], first, count, told[3]) for first, count in zip(*told[1:3], strict=True)]
        sources = [
            _joined(given[0], first, count, given[3]) for first, count in zip(*given[1:3], strict=True)
        ]
        half_way = (given[1] + len(given[0]) // 2) % np.maximum(1, len(given[0]) - given[2] + 1)
        strangers = [
            _joined(given[0], first, count, given[3]) for first, count in zip(half_way, given[2], strict=True)
        ]
        scores = model.score([*sources, *strangers], [*targets, *targets], given[3], told[3])
        totals = np.array([float(each.log_probabilities.sum()) for each in scores])
        gained += totals[: len(sources)] - totals[len(sources) :]
    if not asked:
        reason = f"scores neither {languages[0]} → {languages[1]} nor the other way round"
        raise ModelError(model.name, reason, "name a model for these languages with --refine")
    gained /= asked
    added = np.array(weights)
    added[doubtful] += np.clip(TRUST * (gained - EXPECTED), -MOST_EVIDENCE, MOST_EVIDENCE)
    return added


def _joined(sentences: Sequence[str], first: int, count: int, language: str) -> str:
    return between(language).join(sentences[first : first + count])
