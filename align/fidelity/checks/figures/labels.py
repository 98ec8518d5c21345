"""What words for the things that are counted say of two amounts that may have changed places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from align.document import Bead
from align.fidelity.lexicon.contrasts import Named, Thing
from align.fidelity.lexicon.labels import COUNTERS, Span, label_words, likeliest, told_of
from align.fidelity.passage.binding import local_span
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.quantity import Kind
from align.names.lists.places import find_places

Labels = Mapping[str, tuple[Sequence[Named], Sequence[Named]]]
Pair = tuple[Quantity, Quantity]
_NAMES = "name"
_RIGHT_BEHIND = 0.4  # bits: two letters
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*(?![A-Za-z])")
# These say what other amounts are of (2024年は30万人、2025年は45万人), and those say which of these is which.
_TELLING: frozenset[str] = frozenset({"year", "month", "day", "weekday", "ordinal", "age"})
_AMOUNTS: frozenset[str] = frozenset(get_args(Kind)) - _TELLING


def labels_of(context: Context, bead: Bead, pairs: Sequence[Pair]) -> Labels:
    """The words for what is counted on both sides of a bead, by the group of their things, which both sides name; the
    people and places that both name are a group, too, and so are the years, days, ages and places in a row among the
    ``pairs`` of amounts that render each other."""
    sides = ((context.source, bead.source), (context.target, bead.target))
    here, there = (label_words(side.text(indexes), side.language) for side, indexes in sides)
    found = {group: _shared(here[group], there[group]) for group in here if group in there}
    found[_NAMES] = _shared(*_names(context, bead))
    for kind in {_kind(pair) for pair in pairs}:
        found[kind] = _shared(*_dates(context, bead, [pair for pair in pairs if _kind(pair) == kind]))
    return {group: those for group, those in found.items() if those[0]}


def _kind(pair: Pair) -> str:
    """The kind of an amount and its rendering: 4回 is a place in a row where it is the fourth inning."""
    return "ordinal" if pair[0].kind == "number" and pair[1].kind == "ordinal" else pair[0].kind


def _shared(here: Sequence[Named], there: Sequence[Named]) -> tuple[Sequence[Named], Sequence[Named]]:
    """The words for things that both sides name; none where that is one thing."""
    both = {one.thing for one in here} & {one.thing for one in there}
    if len(both) < 2:
        return (), ()
    return [one for one in here if one.thing in both], [one for one in there if one.thing in both]


def _names(context: Context, bead: Bead) -> tuple[list[Named], list[Named]]:
    """The places and people that each side of a bead names."""
    found: tuple[list[Named], list[Named]] = ([], [])
    for kept, side, indexes in zip(
        found, (context.source, context.target), (bead.source, bead.target), strict=True
    ):
        for one in find_places(side.text(indexes), side.language):
            if one.sure:
                kept.append(Named(Thing(_NAMES, one.places[0].name), one.start, one.end, True))
        for letters in _LETTERS.finditer(side.text(indexes)):
            kept.append(Named(Thing(_NAMES, letters[0]), *letters.span(), True))
    for entry in context.names:
        thing = Thing(_NAMES, entry.source)
        mentions = (entry.mentions, [target.mention for target in entry.targets])
        for kept, side, indexes, listed in zip(
            found, (context.source, context.target), (bead.source, bead.target), mentions, strict=True
        ):
            spans = (local_place(side, indexes, one.start, one.end) for one in listed)
            kept += [Named(thing, *span, True) for span in spans if span[0] >= 0]
    return found


def _dates(context: Context, bead: Bead, pairs: Sequence[Pair]) -> tuple[list[Named], list[Named]]:
    """Amounts that render each other, as words for what other amounts are of."""
    found: tuple[list[Named], list[Named]] = ([], [])
    for pair in pairs:
        thing = Thing(_kind(pair), f"{pair[0].value:g}")
        for kept, side, indexes, one in zip(
            found, (context.source, context.target), (bead.source, bead.target), pair, strict=True
        ):
            kept.append(Named(thing, *local_span(side, indexes, one), True))
    return found


def local_place(side: Side, indexes: Sequence[int], start: int, end: int) -> Span:
    """A span of an article in the text of some sentences as :meth:`Side.text` joins them; (-1, -1) outside them."""
    at = 0
    for index in indexes:
        sentence = side.sentences[index]
        if sentence.start <= start < sentence.end:
            return at + start - sentence.start, at + end - sentence.start
        at += len(sentence.text) + (0 if side.cjk else 1)
    return -1, -1


def by_labels(
    context: Context, bead: Bead, labels: Labels, pairs: tuple[Pair, Pair], least: float
) -> bool | None:
    """Whether two amounts stand with each other's words in the translation: True where they do, False where each
    stands with its own, None where the words do not say so by at least so many bits on both sides."""
    best: tuple[float, bool] | None = None
    kind = _kind(pairs[0])
    for group, words in labels.items():
        if group == kind or (group in _AMOUNTS and kind not in _TELLING):
            continue
        told = []
        for at, (side, indexes) in enumerate(((context.source, bead.source), (context.target, bead.target))):
            spans = [local_span(side, indexes, pair[at]) for pair in pairs]
            others = [
                span for one in side.numbers(indexes) if (span := local_span(side, indexes, one)) not in spans
            ]
            told.append(
                likeliest(
                    told_of(
                        side.text(indexes), side.language, (spans[0], spans[1]), [*others, *spans], words[at]
                    )
                )
            )
        here, there = told
        if here is None or there is None or {here.first, here.second} != {there.first, there.second}:
            continue
        if group == COUNTERS and here.cost > _RIGHT_BEHIND:
            continue
        margin = min(here.margin, there.margin)
        if margin >= least and (best is None or margin > best[0]):
            best = margin, here.first != there.first
    return best[1] if best else None
