"""Sentence alignment: two lists of sentences in, beads with calibrated scores out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from align.document import Bead, Sentence
from align.model import Model, ShowsPieces, cosine_scale, encoder_of, load_model, word_model
from align.sentences import boundaries
from align.sentences.belonging import TOGETHER, alike, tempered
from align.sentences.features.coverage import Wording, wording
from align.sentences.features.evidence import Pairing, Profile
from align.sentences.features.furigana import without_furigana
from align.sentences.features.keys import anchors, keys_of_both
from align.sentences.features.scattered import Bitext, linked_by
from align.sentences.features.spans import Side, side, side_of_sums
from align.sentences.features.traces import Traces
from align.sentences.features.translation import MOST_CELLS, worded
from align.sentences.passes import (
    Look,
    again,
    first_pass,
    likeness,
    profile_of,
    second_pass,
    shares_of,
)
from align.sentences.repair.also import further_beads
from align.sentences.repair.moved import uncrossed, with_moved
from align.sentences.repair.refine import refined
from align.sentences.repair.regrouped import LARGEST, regrouped
from align.sentences.repair.split_beads import with_freed
from align.sentences.search.candidates import Neighbours, neighbours
from align.sentences.search.chunks import Chunk, chunks
from align.sentences.search.posterior import Floats, alone, choose
from align.sentences.search.steps import Steps, all_done
from align.sentences.texts import Text
from align.sentences.weights import Weights, learned

# Sentences, spread over a text, that show its language, and how much of each.
SHOWING_LANGUAGE, LETTERS_SHOWING = 15, 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the aligner can be told; the defaults serve novels and news alike.

    ``weights`` are the log-odds of a bead's features and the kinds of text, ``least`` the probability below
    which a bead is not believed, ``regroup`` whether beads of texts that were written anew are changed
    after the search, ``also`` whether further beads of sentences that serve two follow the beads.
    """

    weights: Weights = field(default_factory=learned)
    least: float = 0.45
    regroup: bool = True
    also: bool = False


_SEPARATOR = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class SplitPair:
    """Two split articles; languages that are None are told from the characters."""

    source: Sequence[Sentence]
    target: Sequence[Sentence]
    source_language: str | None = None
    target_language: str | None = None


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
    ``embedded``; ``refiner``, a model with ``score``, settles doubtful beads. Languages default to what the
    characters show. With ``Settings(also=True)`` the further beads of sentences that serve two follow at the end.
    """
    languages = _languages(source, target, source_language, target_language)
    parts = boundaries.parts_of_lines(source, target)
    (beads,) = all_done([_align(source, target, parts, model, languages, settings or Settings(), refiner)])
    return beads


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
    pair = SplitPair(source, target, source_language, target_language)
    return align_many([pair], model, settings=settings, refiner=refiner)[0]


def align_many(
    pairs: Sequence[SplitPair],
    model: Model | None = None,
    *,
    settings: Settings | None = None,
    refiner: Model | None = None,
) -> list[tuple[Bead, ...]]:
    """:func:`align_split` of each pair, with the same beads and scores to the last bit; small texts search together.

    All pairs are held at once: give some dozens at a time."""
    alignments = []
    for pair in pairs:
        texts = [one.text for one in pair.source], [one.text for one in pair.target]
        languages = _languages(*texts, pair.source_language, pair.target_language)
        sections = [one.section for one in pair.source], [one.section for one in pair.target]
        parts = boundaries.parts_of_sections(*sections)
        alignments.append(_align(*texts, parts, model, languages, settings or Settings(), refiner))
    return [tuple(beads) for beads in all_done(alignments)]


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
    texts = source.sentences, target.sentences
    (beads,) = all_done([_align(*texts, parts, model, languages, settings or Settings(), refiner)])
    return beads


def _languages(
    source: Sequence[str], target: Sequence[str], source_language: str | None, target_language: str | None
) -> tuple[str, str]:
    from align.read.language import detect_language

    def found(sentences: Sequence[str], language: str | None) -> str:
        shown = sentences[:: 1 + len(sentences) // SHOWING_LANGUAGE]
        return language or detect_language(" ".join(each[:LETTERS_SHOWING] for each in shown))

    return found(source, source_language), found(target, target_language)


def _align(
    source: Sequence[str],
    target: Sequence[str],
    parts: Sequence[boundaries.Part],
    model: Model | None,
    languages: tuple[str, str],
    settings: Settings,
    refiner: Model | None,
) -> Steps[list[Bead]]:
    beads: list[Bead] = []
    model = model if model is not None or not source or not target else load_model()
    # The weights were learned with the English on the right; texts the other way round are turned.
    turned = languages[0] == "en" and languages[1] != "en"
    for part in parts:
        left, right = source[slice(*part.source)], target[slice(*part.target)]
        if part.mark:
            found = [Bead((0,), (0,), 1.0)]
        elif not left or not right or model is None:
            found = [Bead((i,), (), 1.0) for i in range(len(left))]
            found += [Bead((), (j,), 1.0) for j in range(len(right))]
        elif turned:
            found = yield from _align_part(right, left, model, languages[::-1], settings, refiner)
            found = [replace(bead, source=bead.target, target=bead.source) for bead in found]
        else:
            found = yield from _align_part(left, right, model, languages, settings, refiner)
        beads += [shifted(bead, part.source[0], part.target[0]) for bead in found]
    main, further = [bead for bead in beads if not bead.also], [bead for bead in beads if bead.also]
    return [*in_target_order(tempered(main)), *further]


@dataclass(frozen=True, slots=True)
class _Searched:
    """What the search found in two texts: its beads, with those that moved by themselves, and what they came of."""

    beads: list[Bead]
    pairing: Pairing
    looks: list[Look]
    share: Floats
    profile: Profile

    @property
    def together(self) -> float:
        """The probability that the texts belong together."""
        like = likeness(self.looks, self.share)
        return 1.0 if like is None else alike(*like, min(self.pairing.size))

    def bitext(self) -> Bitext | None:
        """A pair of short texts, which are one chunk, as the changes of their beads need it; None for models without
        word tables."""
        short = max(self.pairing.size) <= LARGEST and len(self.looks) == 1
        traces = Traces.of(self.pairing) if short else None
        if traces is None:
            return None
        (look,) = self.looks
        linked = linked_by(look.candidates, look.mixed(self.share), self.pairing.size)
        return Bitext.of(self.pairing, traces, linked, self.profile.ratio)


def _align_part(
    source: Sequence[str],
    target: Sequence[str],
    model: Model,
    languages: tuple[str, str],
    settings: Settings,
    refiner: Model | None,
) -> Steps[list[Bead]]:
    found = yield from _search_part(source, target, model, languages, settings, refiner)
    beads, together = found.beads, found.together
    further: list[Bead] = []
    bitext = found.bitext() if settings.regroup and together > TOGETHER else None
    if bitext is not None:
        beads = regrouped(beads, bitext, settings.weights.regrouped)
        further = further_beads(beads, bitext.traces) if settings.also else []
    return tempered([*beads, *further], together)


def _search_part(
    source: Sequence[str],
    target: Sequence[str],
    model: Model,
    languages: tuple[str, str],
    settings: Settings,
    refiner: Model | None,
) -> Steps[_Searched]:
    weights = settings.weights
    pairing, near = pairing_of(source, target, model, languages)
    plan = chunks(near, pairing.size)
    pairings = [pairing.part(chunk) for chunk in plan]
    if any(part.worded is not None and part.worded.cells > MOST_CELLS for part in pairings):
        pairing, *pairings = (replace(each, worded=None) for each in (pairing, *pairings))
    looks = yield from first_pass(pairings, plan, near, weights.first)
    share = shares_of(looks, weights.first)
    profile = profile_of(pairings, looks, share)
    second = weights.second_for(pairing).among(share)
    looks = yield from second_pass(pairings, looks, share, profile, second)
    if refiner is not None:
        share = shares_of(looks, second)
        cleaned = plain_figures(without_furigana(source)), plain_figures(without_furigana(target))
        texts = [(cleaned[0][slice(*chunk.source)], cleaned[1][slice(*chunk.target)]) for chunk in plan]
        looks = [
            again(
                look,
                refined(look.weights, look.mixed(share), look.candidates, text, languages, refiner),
                part,
                second,
            )
            for look, text, part in zip(looks, texts, pairings, strict=True)
        ]
    share = shares_of(looks, second)
    move = -float(share @ [regime.movement.jump for regime in second.regimes])
    beads = []
    for look, part, chunk in zip(looks, pairings, plan, strict=True):
        beads += beads_from(look, share, part.size, settings.least, move, chunk)
    moved = with_moved(beads, near, pairing, profile, second.vector)
    freed = with_freed(moved, near, pairing, profile, second.vector)
    return _Searched(freed, pairing, looks, share, profile)


def searched(
    source: Text, target: Text, model: Model, weights: Weights | None = None
) -> tuple[list[Bead], Bitext] | None:
    """The beads of two short texts as the search leaves them, and what their changes are weighed by: from this the
    weights of :mod:`.repair.regrouped` are learned. None for long texts and for models without word tables."""
    settings = Settings(weights or learned())
    languages = (source.language, target.language)
    (found,) = all_done([
        _search_part(source.sentences, target.sentences, model, languages, settings, None)
    ])  # fmt: skip
    bitext = found.bitext()
    return None if bitext is None else (found.beads, bitext)


def plain_figures(sentences: Sequence[str]) -> list[str]:
    """Sentences in which 3,021 is written 3021, so that both languages have the same pieces of a figure."""
    return [_SEPARATOR.sub("", text) if "," in text or "，" in text else text for text in sentences]


def pairing_of(
    source: Sequence[str], target: Sequence[str], model: Model, languages: tuple[str, str]
) -> tuple[Pairing, Neighbours]:
    """Two texts, neither empty, as the model sees them, and the nearest neighbours of their sentences.

    Keys are looked for in the texts as they are, readings in brackets and all; the model sees none of these."""
    keys = keys_of_both(source, target, languages)
    source, target = (plain_figures(without_furigana(text)) for text in (source, target))
    embedding, worder = encoder_of(model), word_model(model) or model
    words: list[Wording | None] = [None, None]
    sides: list[Side] = []
    if isinstance(worder, ShowsPieces):
        encoder = worder.piece_encoder()
        pieces = [encoder.pieces(text) for text in (source, target)]
        words = [wording(*each, encoder) for each in pieces]
        if worder is embedding:
            sums = [encoder.sums_of_pieces(*each) for each in pieces]
            sides = [side_of_sums(*each) for each in zip((source, target), sums, strict=True)]
    left, right = sides or [
        side(text, embedding, language) for text, language in zip((source, target), languages, strict=True)
    ]
    near = neighbours(left.vectors, right.vectors).joined_by(*anchors(*keys))
    pairing = Pairing(
        left,
        right,
        near.source_density,
        near.target_density,
        words[0],
        words[1],
        worded=worded(source, target, worder, languages),
        scale=cosine_scale(model, languages[0] if languages[1] == "en" else languages[1]),
        source_keys=keys[0],
        target_keys=keys[1],
        nearest_target=near.target_of,
        nearest_source=near.source_of,
    )
    return pairing, near


def shifted(bead: Bead, source: int, target: int) -> Bead:
    """The bead with its sentences counted from further back."""
    if not source and not target:
        return bead
    places = tuple(i + source for i in bead.source), tuple(j + target for j in bead.target)
    return replace(bead, source=places[0], target=places[1])


def beads_from(
    look: Look, share: Floats, size: tuple[int, int], least: float, move: float, chunk: Chunk
) -> list[Bead]:
    """The chosen beads of a chunk, and one-sided ones for its sentences in none; their score is the probability that
    no bead holds the sentence. ``move`` is the price of a sentence that changed places with its neighbour."""
    candidates, probability = look.candidates, look.mixed(share)
    beads, (first, other) = [], (chunk.source[0], chunk.target[0])
    free = np.ones(size[0], bool), np.ones(size[1], bool)
    chosen = choose(candidates, probability, size, least)
    for index, score in uncrossed(chosen, candidates, look.weights, probability, move):
        start, at = int(candidates.start[index]), int(candidates.at[index])
        end, until = start + int(candidates.rows[index]), at + int(candidates.columns[index])
        free[0][start:end] = free[1][at:until] = False
        rows, columns = range(first + start, first + end), range(other + at, other + until)
        beads.append(Bead(tuple(rows), tuple(columns), min(1.0, score)))
    by_itself = alone(candidates.start, candidates.rows, probability, size[0])
    beads += [Bead((first + i,), (), float(by_itself[i])) for i in np.flatnonzero(free[0]).tolist()]
    by_itself = alone(candidates.at, candidates.columns, probability, size[1])
    beads += [Bead((), (other + j,), float(by_itself[j])) for j in np.flatnonzero(free[1]).tolist()]
    return beads


def in_target_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads in the order of the target; a source sentence left alone follows the bead of the one before it."""
    ordered = sorted((bead for bead in beads if bead.target), key=lambda bead: bead.target)
    owner = {i: place for place, bead in enumerate(ordered) for i in bead.source}
    follows: dict[int, list[Bead]] = {}
    last = -1
    for bead in sorted((bead for bead in beads if not bead.target), key=lambda bead: bead.source):
        last = owner.get(bead.source[0] - 1, last)
        follows.setdefault(last, []).append(bead)
    result = list(follows.get(-1, []))
    for place, bead in enumerate(ordered):
        result += [bead, *follows.get(place, [])]
    return result
