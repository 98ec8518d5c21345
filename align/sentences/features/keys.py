"""Keys that both texts hold: figures by value, dates, Latin words, names by their sound, and where they stand.

A vector hardly sees that 4862万 and 48.62 million are one figure, or that 无锡 is Wuxi. Such keys find a sentence
that an editor wrote anew and moved. How much one says depends on how rare it is: a key that stands in one sentence of
each side says nearly everything, a year or a name of every other sentence little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.languages.figures import figures
from align.sentences.features.facing import Facing, ranges
from align.sentences.features.named import Places, names_of
from align.sentences.search.posterior import Candidates, Floats, Integers

# What a key is: a figure that seldom stands in two texts by chance, any other figure, a name.
TELLING, SMALL, NAME = range(3)
KINDS = 3
FEATURES = 3 * KINDS + 2  # numbers of a bead
FIGURES_ANYWHERE = 4.0  # telling figures that the other text lacks: more say no more
MOST_PAIRS = 250_000  # sentence pairs of texts whose names are looked for: in longer ones the order says more
ANCHOR = 9  # sentence pairs, at most, that a telling key may lie in to make them candidates


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a text's ``n`` sentences that the other text has, too: ``index`` of each sentence's keys, its
    part of it by ``bounds`` int64 [n + 1]; ``kind`` and ``weight`` of each key, the same for both texts; ``nowhere``
    float64 [n + 1], telling figures that the other text lacks, cumulated."""

    index: Integers
    bounds: Integers
    kind: Integers
    weight: Floats
    nowhere: Floats

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def part(self, first: int, last: int) -> Keys:
        """The sentences ``first .. last - 1``; shares memory with this one."""
        bounds = self.bounds[first : last + 1]
        nowhere = self.nowhere[first : last + 1]
        return Keys(self.index[bounds[0] : bounds[-1]], bounds - bounds[0], self.kind, self.weight, nowhere)


def keys_of_both(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str]
) -> tuple[Keys, Keys]:
    """The keys that two texts share."""
    found = [_figures(text) for text in (source, target)]
    kinds = {key: kind for side in found for key, (kind, _) in side.items()}
    named = ({}, {}) if len(source) * len(target) > MOST_PAIRS else names_of(source, target, languages)
    for side, names in zip(found, named, strict=True):
        for key, places in names.items():
            side[key] = (NAME, places)
            kinds[key] = NAME
    common = sorted(found[0].keys() & found[1].keys())
    counts = np.array([[len(side[key][1]) for key in common] for side in found], np.float64).reshape(2, -1)
    sizes = np.array([[len(source)], [len(target)]])
    weight = np.log1p(sizes / np.maximum(counts, 1)).mean(0)
    kind = np.array([kinds[key] for key in common], np.int64)
    sides = (
        _keys(side, len(text), common, kind, weight)
        for side, text in zip(found, (source, target), strict=True)
    )
    first, second = sides
    return first, second


def _figures(sentences: Sequence[str]) -> dict[str, tuple[int, Places]]:
    """The figures of a text: key to kind and sentences."""
    found: dict[str, tuple[int, Places]] = {}
    ends = np.cumsum([len(text) + 1 for text in sentences])
    every = list(figures("\n".join(sentences)))
    places = np.searchsorted(ends, [figure.start for figure in every], side="right").tolist()
    for figure, at in zip(every, places, strict=True):
        found.setdefault(figure.key, (TELLING if figure.telling else SMALL, set()))[1].add(at)
    return found


def _keys(
    found: dict[str, tuple[int, Places]], size: int, common: list[str], kind: Integers, weight: Floats
) -> Keys:
    places = np.array([(at, key) for key, name in enumerate(common) for at in found[name][1]], np.int64)
    places = places.reshape(-1, 2)
    places = places[np.lexsort((places[:, 1], places[:, 0]))]
    bounds = np.searchsorted(places[:, 0], np.arange(size + 1))
    lacking = np.zeros(size + 1)
    known = set(common)
    for name, (each, sentences) in found.items():
        if each == TELLING and name not in known:
            lacking[[at + 1 for at in sentences]] += 1
    return Keys(places[:, 1].copy(), bounds, kind, weight, lacking.cumsum())


def anchors(source: Keys, target: Keys) -> tuple[Integers, Integers]:
    """The pairs of sentences that share a rare key."""
    sides = [(each.index, np.repeat(np.arange(len(each)), np.diff(each.bounds))) for each in (source, target)]
    counts = [np.bincount(index, minlength=len(source.kind)) for index, _ in sides]
    rare = (source.kind != SMALL) & (counts[0] * counts[1] <= ANCHOR)
    rows: list[int] = []
    columns: list[int] = []
    by_key: dict[int, list[int]] = {}
    for key, at in zip(*(each.tolist() for each in sides[1]), strict=True):
        by_key.setdefault(key, []).append(at)
    for key, at in zip(*(each.tolist() for each in sides[0]), strict=True):
        if rare[key]:
            other = by_key.get(key, ())
            rows += [at] * len(other)
            columns += other
    return np.array(rows, np.int64), np.array(columns, np.int64)


def shared(candidates: Candidates, source: Keys, target: Keys) -> Floats:
    """Float64 [candidates, 3 KINDS + 2]: for each kind the weight of what both sides of a bead hold; then for each kind
    what its source, and for each what its target holds and the other text has elsewhere; then the telling
    figures of its source, and of its target, that the other text lacks."""
    start, rows, at, columns = candidates.columns_of
    inside, astray = _of_side(start, rows, at, columns, source, target)
    _, astray_of_target = _of_side(at, columns, start, rows, target, source)
    nowhere = (
        source.nowhere[start + rows] - source.nowhere[start],
        target.nowhere[at + columns] - target.nowhere[at],
    )
    lacking = np.minimum(np.stack(nowhere, axis=1), FIGURES_ANYWHERE)
    return np.concatenate((inside, astray, astray_of_target, lacking), axis=1)


def _of_side(
    first: Integers, size: Integers, other: Integers, other_size: Integers, own: Keys, others: Keys
) -> tuple[Floats, Floats]:
    """For each bead and kind: the weight of the keys of the own side that the other side of the bead holds, and of
    those that it lacks."""
    pairs = Facing.of(first, size, other, other_size)
    counts = np.diff(own.bounds)[pairs.sentences]
    key = own.index[ranges(own.bounds[pairs.sentences], counts)]
    pair = np.repeat(np.arange(len(counts)), counts)
    stride = len(others) + 1
    sentences = np.repeat(np.arange(len(others)), np.diff(others.bounds))
    codes = np.append(np.sort(others.index * stride + sentences), np.iinfo(np.int64).max)
    wanted = key * stride + pairs.begins[pair]
    there = codes[np.searchsorted(codes, wanted)] < wanted + pairs.widths[pair]
    values = own.weight[key]
    found: list[NDArray[np.float64]] = []
    for chosen in (there, ~there):
        places = (pair * KINDS + own.kind[key])[chosen]
        cells: Floats = np.bincount(places, values[chosen], len(counts) * KINDS).astype(np.float64)
        found.append(np.stack([pairs.summed(column) for column in cells.reshape(-1, KINDS).T], axis=1))
    return found[0], found[1]
