"""Sentences that a bead lists on one side and the other side does not render.

An aligner that must place every sentence may put one without counterpart into its neighbour's bead.
With additive vectors that shows: the counterpart comes no nearer when the sentence is added and is too short for
both; and the word tables find nothing that accounts for the sentence's words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.model import WordModel

# Logistic regression over (gain in cosine, log length ratio, mean coverage of the sentence's words), both classes
# weighing the same: two neighbouring sentences of the development half of WMT21 news against both their translations
# and against one of them, both ways. On the held-out half the area under the curve is .999; above .7 are .984 of the
# unsupported and .007 of the rendered.
_WEIGHTS = (-40.9, -7.0, -19.6)
_BIAS = 10.3
_UNKNOWN = 0.57  # the coverage that speaks neither way
_ENGLISH_LETTERS = {"ja": 2.58, "zh": 2.85, "zh-Hant": 2.85}  # English characters a source character


def unsupported(context: Context, *, turned: bool) -> dict[int, float]:
    """The probability, for each source sentence (``turned``: target sentence) that shares its place in a bead with
    others, that the bead's other side does not render it; empty where the model's vectors do not add up."""
    model = context.words
    if model is None:
        return {}
    side, other = (context.target, context.source) if turned else (context.source, context.target)
    shared = [
        (bead.target, bead.source, bead) if turned else (bead.source, bead.target, bead)
        for bead in context.beads
    ]
    shared = [(own, their, bead) for own, their, bead in shared if len(own) > 1 and their]
    if not shared:
        return {}
    own_sums = _sums(model, side, {at for own, _, _ in shared for at in own})
    their_sums = _sums(model, other, {at for _, their, _ in shared for at in their})
    found: dict[int, float] = {}
    for own, their, bead in shared:
        counterpart = np.sum([their_sums[at] for at in their], axis=0)
        span = np.sum([own_sums[at] for at in own], axis=0)
        ratio = math.log(_length(other, their) / _length(side, own))
        for at, covered in zip(own, _covered(context, bead, turned=turned), strict=True):
            gain = _cosine(span, counterpart) - _cosine(span - own_sums[at], counterpart)
            values = (gain, ratio, covered)
            logit = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
            found[at] = 1 / (1 + math.exp(-logit))
    return found


def _sums(model: WordModel, side: Side, needed: set[int]) -> dict[int, NDArray[np.float32]]:
    """The unnormalised vectors of some sentences."""
    order = sorted(needed)
    sums = model.sums([side.sentences[at].text for at in order], side.language)
    return dict(zip(order, sums, strict=True))


def _covered(context: Context, bead: Bead, *, turned: bool) -> list[float]:
    """The mean coverage of the words of each sentence on one side of a bead, single letters and marks left out."""
    side, own = (context.target, bead.target) if turned else (context.source, bead.source)
    covered = context.coverage(bead)
    if covered is None:
        return [_UNKNOWN] * len(own)
    values, offsets = (
        (covered.target, covered.target_offsets) if turned else (covered.source, covered.source_offsets)
    )
    starts, ends = np.array(offsets, np.int64).reshape(-1, 2).T
    words = ends - starts > (0 if side.cjk else 1)
    found, begin = [], 0
    for at in own:
        end = begin + len(side.sentences[at].text)
        inside = words & (starts >= begin) & (ends <= end)
        found.append(float(values[inside].mean()) if inside.any() else _UNKNOWN)
        begin = end + (0 if side.cjk else 1)
    return found


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))


def _length(side: Side, indexes: Sequence[int]) -> float:
    """The length of some sentences in English characters."""
    return max(
        1.0, sum(len(side.sentences[at].text) for at in indexes) * _ENGLISH_LETTERS.get(side.language, 1.0)
    )
