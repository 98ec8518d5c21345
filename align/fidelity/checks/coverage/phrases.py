"""The phrase of a close English rendering that was added, or of its source that was lost, in a pair of articles."""

from __future__ import annotations

from dataclasses import dataclass

from align.document import Bead, Location
from align.fidelity.checks.coverage import invented
from align.fidelity.checks.coverage import lost as tokens
from align.fidelity.passage.context import Context
from align.fidelity.regressions import regression

_NARROW = 0.5  # the probability of a run from which on it says where in a wider gap something is missing


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bead's joined text, the probability that the other side lacks it, and its telling words."""

    start: int
    end: int
    probability: float
    telling: int


def added(context: Context, bead: Bead, least: float) -> Part | None:
    """The phrase of a close English rendering that is likeliest to have been added; None for any other rendering, and
    where none is so with at least a probability."""
    if context.model is None or not context.aligns_words or context.condensed or context.target.cjk:
        return None
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    words = invented.words_of(context.model, source, target, context.source.language, least=least)
    found = invented.phrase(words, invented.word_odds(words), target) if words is not None else None
    if found is None:
        return None
    probability = regression("phrase_added").probability(found.values)
    return Part(found.start, found.end, probability, found.telling)


def lost(context: Context, bead: Bead) -> Part | None:
    """The run of a Chinese or Japanese source that is likeliest to have been left out of a close English rendering;
    None for any other rendering."""
    return None if context.condensed else _run(context, bead)


def narrowed(context: Context, bead: Bead, place: Location) -> Location:
    """The run of a source that was left out, where it is a smaller part of a place."""
    found = _run(context, bead)
    if found is None or found.probability < _NARROW:
        return place
    inner = context.source.place(bead.source, found.start, found.end)
    inside = place.start <= inner.start and inner.end <= place.end
    return inner if inside and inner.end - inner.start < place.end - place.start else place


def _run(context: Context, bead: Bead) -> Part | None:
    if context.model is None or not context.aligns_words or context.target.cjk:
        return None
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    seen = tokens.tokens_of(context.model, source, target, context.source.language)
    found = tokens.run(seen, tokens.token_odds(seen), source) if seen is not None else None
    if found is None:
        return None
    return Part(found.start, found.end, regression("run_lost").probability(found.values), found.telling)
