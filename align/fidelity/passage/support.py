"""Whether the other article renders a sentence: inside its bead, or anywhere.

An editor who writes anew says in a clause here what had a sentence of its own there; so a sentence that no bead carries
is looked for in the whole of the other article: how far its nearest sentence stands out, whether each is the other's
nearest, what the word tables account for, and how many of its figures are there (:func:`rendered`).

An aligner that must place every sentence may put one without counterpart into its neighbour's bead
(:func:`unsupported`). With additive vectors that shows: the counterpart comes no nearer when the sentence is added and
is too short for both; and the word tables find nothing that accounts for the sentence's words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import match
from align.fidelity.regressions import regression
from align.languages.traits import traits
from align.model import WordModel

_UNKNOWN = 0.57  # the coverage that speaks neither way
MOST_FIGURES = 3  # more say no more


def rendered(context: Context, at: int, *, turned: bool) -> float | None:
    """The probability that anything in the target renders this source sentence (``turned``: that anything in the
    source is behind this target sentence); None where the model has no words to tell by."""
    values = traces(context, at, turned=turned)
    name = "target_supported_anywhere" if turned else "source_rendered_anywhere"
    return None if values is None else regression(name).probability(values)


def traces(context: Context, at: int, *, turned: bool) -> tuple[float, float, float, float, float] | None:
    """How a sentence stands in the other article: by how many deviations its nearest sentence is nearer than sentences
    of both are, the mean coverage of its words by that sentence, its figures that the article has and those that it
    lacks (of those that tell something, up to MOST_FIGURES), and whether it is that sentence's nearest, too."""
    model, vectors = context.words, context.vectors
    if model is None or vectors is None or not len(vectors[0]) or not len(vectors[1]):
        return None
    side, other = (context.target, context.source) if turned else (context.source, context.target)
    own, theirs = vectors[::-1] if turned else vectors
    cosines = own[at] @ theirs.T
    nearest = int(cosines.argmax())
    mean, deviation = context.background
    covered = _UNKNOWN
    bead = Bead((nearest,), (at,)) if turned else Bead((at,), (nearest,))
    if context.coverage(bead) is not None:
        covered = _covered(context, bead, turned=turned)[0]
    figures = [one for one in side.quantities[at] if one.weight == "strong"]
    found = len(match(figures, [one for each in other.quantities for one in each]).pairs) if figures else 0
    return (
        (float(cosines[nearest]) - mean) / max(deviation, 1e-6),
        covered,
        float(min(found, MOST_FIGURES)),
        float(min(len(figures) - found, MOST_FIGURES)),
        float(int((own @ theirs[nearest]).argmax()) == at),
    )


def figures_nowhere(context: Context, at: int, *, turned: bool) -> int:
    """How many telling figures of a sentence the other article has nowhere; a weekday says no more than a date does."""
    side, other = (context.target, context.source) if turned else (context.source, context.target)
    figures = [one for one in side.quantities[at] if one.weight == "strong" and one.kind != "weekday"]
    if not figures:
        return 0
    return len(figures) - len(match(figures, [one for each in other.quantities for one in each]).pairs)


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
            found[at] = regression("unsupported").probability((gain, ratio, covered))
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
    return max(1.0, sum(len(side.sentences[at].text) for at in indexes) * traits(side.language).letters)
