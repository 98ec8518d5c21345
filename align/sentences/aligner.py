"""Sentence alignment: two lists of sentences in, beads with calibrated scores out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from align.document import Bead, Sentence
from align.model import Model, load_model
from align.sentences import boundaries
from align.sentences.candidates import nearest, spans_around
from align.sentences.evidence import WEIGHTS, features
from align.sentences.refine import refined
from align.sentences.search import Candidates, Movement, choose, posterior
from align.sentences.spans import side
from align.sentences.texts import Text


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the aligner can be told; the defaults serve novels and news alike.

    ``weights`` are the log-odds of a bead's features (see :mod:`align.sentences.evidence`), ``least`` the
    posterior below which a bead is not believed.
    """

    weights: tuple[float, ...] = WEIGHTS
    movement: Movement = field(default_factory=Movement)
    least: float = 0.35


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    settings: Settings | None = None,
    refiner: Model | None = None,
) -> list[Bead]:
    """The beads of two texts given as sentences, in the order of the target.

    Every sentence is in exactly one bead; one without counterpart is in a one-sided bead, which follows the
    bead of the sentence before it. Blocks may have moved. Lines that only separate (``<p>``, ``***``) are
    hard boundaries when both sides have equally many. ``model`` needs the verb ``embed`` and defaults to
    ``embedded``; languages default to what the characters show.
    """
    if source_language is None or target_language is None:
        source_language, target_language = _languages(source, target, source_language, target_language)
    parts = boundaries.parts_of_lines(source, target)
    return _align(
        source, target, parts, model, (source_language, target_language), settings or Settings(), refiner
    )


def align_split(
    source: Sequence[Sentence],
    target: Sequence[Sentence],
    model: Model | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    settings: Settings | None = None,
    refiner: Model | None = None,
) -> tuple[Bead, ...]:
    """The beads of two split articles; sections are hard boundaries when both articles have the same ones."""
    texts = [sentence.text for sentence in source], [sentence.text for sentence in target]
    if source_language is None or target_language is None:
        source_language, target_language = _languages(*texts, source_language, target_language)
    parts = boundaries.parts_of_sections([each.section for each in source], [each.section for each in target])
    return tuple(
        _align(*texts, parts, model, (source_language, target_language), settings or Settings(), refiner)
    )


def align_texts(
    source: Text,
    target: Text,
    model: Model | None = None,
    *,
    settings: Settings | None = None,
    refiner: Model | None = None,
) -> list[Bead]:
    """The beads of two texts as :mod:`align.sentences.texts` reads them."""
    if source.sections and target.sections:
        parts = boundaries.parts_of_sections(source.sections, target.sections)
    else:
        parts = boundaries.parts_of_lines(source.sentences, target.sentences)
    languages = (source.language, target.language)
    return _align(
        source.sentences, target.sentences, parts, model, languages, settings or Settings(), refiner
    )


def _languages(
    source: Sequence[str], target: Sequence[str], source_language: str | None, target_language: str | None
) -> tuple[str, str]:
    from align.read.language import detect_language

    found = source_language or detect_language(" ".join(source[:200]))
    return found, target_language or detect_language(" ".join(target[:200]))


def _align(
    source: Sequence[str],
    target: Sequence[str],
    parts: Sequence[boundaries.Part],
    model: Model | None,
    languages: tuple[str, str],
    settings: Settings,
    refiner: Model | None,
) -> list[Bead]:
    beads: list[Bead] = []
    model = model if model is not None or not source or not target else load_model()
    # The weights were learned with the English on the right; a text the other way round is turned.
    turned = languages[0] == "en" and languages[1] != "en"
    for part in parts:
        left, right = source[slice(*part.source)], target[slice(*part.target)]
        if part.mark:
            beads.append(Bead((part.source[0],), (part.target[0],), 1.0))
        elif left and right and model is not None:
            found = (
                [
                    Bead(bead.target, bead.source, bead.score)
                    for bead in _align_part(right, left, model, languages[::-1], settings, refiner)
                ]
                if turned
                else _align_part(left, right, model, languages, settings, refiner)
            )
            beads += [_shifted(bead, part.source[0], part.target[0]) for bead in found]
        else:
            beads += [Bead((i,), (), 1.0) for i in range(*part.source)]
            beads += [Bead((), (j,), 1.0) for j in range(*part.target)]
    return in_target_order(beads)


def _shifted(bead: Bead, source: int, target: int) -> Bead:
    return Bead(tuple(i + source for i in bead.source), tuple(j + target for j in bead.target), bead.score)


def _align_part(
    source: Sequence[str],
    target: Sequence[str],
    model: Model,
    languages: tuple[str, str],
    settings: Settings,
    refiner: Model | None,
) -> list[Bead]:
    left, right = side(source, model, languages[0]), side(target, model, languages[1])
    size = len(source), len(target)
    near = nearest(left.vectors[0], right.vectors[0])
    candidates = spans_around(near.rows, near.columns, size)
    density = near.source_density, near.target_density
    weights = features(candidates, left, right, density, 1.0) @ np.array(settings.weights)
    result = posterior(candidates, weights, size, settings.movement)
    if refiner is not None:
        weights = refined(weights, result.probability, candidates, (source, target), languages, refiner)
        result = posterior(candidates, weights, size, settings.movement)
    return beads_from(candidates, result.probability, size, settings.least)


def beads_from(
    candidates: Candidates, probability: NDArray[np.float64], size: tuple[int, int], least: float
) -> list[Bead]:
    """The chosen beads, and one-sided ones for the sentences in none; their score is the probability that
    no bead holds the sentence."""
    held = [np.zeros(size[0] + 1), np.zeros(size[1] + 1)]
    for mass, first, count in (
        (held[0], candidates.start, candidates.rows),
        (held[1], candidates.at, candidates.columns),
    ):
        np.add.at(mass, first, probability)
        np.subtract.at(mass, first + count, probability)
    alone = [np.clip(1 - np.cumsum(mass)[:-1], 0, 1) for mass in held]
    beads = []
    free = [np.ones(size[0], bool), np.ones(size[1], bool)]
    for index in choose(candidates, probability, size, least):
        rows = range(candidates.start[index], candidates.start[index] + candidates.rows[index])
        columns = range(candidates.at[index], candidates.at[index] + candidates.columns[index])
        free[0][rows.start : rows.stop] = free[1][columns.start : columns.stop] = False
        beads.append(Bead(tuple(rows), tuple(columns), float(min(1.0, probability[index]))))
    beads += [Bead((i,), (), float(alone[0][i])) for i in np.flatnonzero(free[0]).tolist()]
    beads += [Bead((), (j,), float(alone[1][j])) for j in np.flatnonzero(free[1]).tolist()]
    return beads


def in_target_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads in the order of the target; a one-sided source bead follows the bead of the source sentence before it."""
    ordered = sorted((bead for bead in beads if bead.target), key=lambda bead: bead.target)
    follows: dict[int, list[Bead]] = {}
    owner = {i: place for place, bead in enumerate(ordered) for i in bead.source}
    last = -1
    for bead in sorted((bead for bead in beads if not bead.target), key=lambda bead: bead.source):
        last = owner.get(bead.source[0] - 1, last) if bead.source[0] - 1 in owner else last
        follows.setdefault(last, []).append(bead)
    result = list(follows.get(-1, []))
    for place, bead in enumerate(ordered):
        result += [bead, *follows.get(place, [])]
    return result
