"""Beads against gold: strict, lax and null figures in both conventions, with confidence intervals.

``links`` counts two-sided beads only, in both files. ``field`` is the convention behind the published
Text+Berg figures: precision over all beads, one-sided ones included, recall over the two-sided gold beads.
``lax`` counts a bead right when it overlaps a gold bead on both sides; ``null`` is the F1 of the sentences
left unaligned, both sides together. Intervals are percentile bootstraps over documents (Efron 1979); two
systems are compared by paired bootstrap resampling (Koehn 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.bootstrap import SAMPLES, SEED, bounds, resamples
from align.document import Bead

FIGURES = ("links P", "links R", "links F1", "lax F1", "field F1", "null F1")
COUNTS = (
    "links_hit", "links_predicted", "links_gold", "lax_predicted", "lax_gold", "all_hit", "all_predicted",
    "null_hit", "null_predicted", "null_gold",
)  # fmt: skip
Cell = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """The counts of one document, in the order of ``COUNTS``, and (hit, predicted, gold) a bead type."""

    name: str
    counts: tuple[int, ...]
    kinds: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``figures`` over all documents; ``intervals`` maps a figure to its (low, high) 95% bounds, and is empty
    when there is only one document."""

    documents: tuple[Document, ...]
    figures: Mapping[str, float]
    kinds: Mapping[str, tuple[int, int, int]]
    intervals: Mapping[str, tuple[float, float]]
    samples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of links F1 (first minus second), its 95% bounds, and the share of resamples in which
    the sign is not that of the difference (the p-value of paired bootstrap resampling)."""

    difference: float
    low: float
    high: float
    p: float


def count(name: str, gold: Iterable[Bead], predicted: Iterable[Bead]) -> Document:
    """Compare the main beads of one document; the order of beads and of sentences in them does not matter."""
    gold, predicted = ([bead for bead in beads if not bead.also] for beads in (gold, predicted))
    truth, guess = [_cell(bead) for bead in gold], [_cell(bead) for bead in predicted]
    gold_links, guess_links = ({bead for bead in beads if bead[0] and bead[1]} for beads in (truth, guess))
    hits = gold_links & guess_links
    every = _sentences(truth, linked=False)
    gold_null, guess_null = every - _sentences(truth, linked=True), every - _sentences(guess, linked=True)
    counts = (
        len(hits), len(guess_links), len(gold_links), _touching(guess_links, gold_links),
        _touching(gold_links, guess_links), len(set(guess) & set(truth)), len(set(guess)),
        len(gold_null & guess_null), len(guess_null), len(gold_null),
    )  # fmt: skip
    per_kind = [
        Counter(f"{len(left)}-{len(right)}" for left, right in beads)
        for beads in (hits, guess_links, gold_links)
    ]
    kinds = {
        kind: (per_kind[0][kind], per_kind[1][kind], per_kind[2][kind])
        for kind in {**per_kind[1], **per_kind[2]}
    }
    return Document(name, counts, dict(sorted(kinds.items())))


def evaluate(documents: Sequence[Document], samples: int = SAMPLES, seed: int = SEED) -> Evaluation:
    """Figures over all documents (sums of counts, not means of figures) with bootstrap intervals."""
    table = np.array([document.counts for document in documents], float).reshape(len(documents), len(COUNTS))
    figures = _figures(table.sum(0)[None])
    intervals = {}
    if len(documents) > 1 and samples:
        drawn = _figures(_resampled(len(documents), samples, seed) @ table)
        intervals = {name: bounds(column) for name, column in zip(FIGURES, drawn.T, strict=True)}
    kinds: dict[str, tuple[int, int, int]] = {}
    for document in documents:
        for kind, (hit, predicted, gold) in document.kinds.items():
            before = kinds.get(kind, (0, 0, 0))
            kinds[kind] = (before[0] + hit, before[1] + predicted, before[2] + gold)
    named = {name: float(figures[0, k]) for k, name in enumerate(FIGURES)}
    return Evaluation(tuple(documents), named, dict(sorted(kinds.items())), intervals, samples, seed)


def figures_of(document: Document) -> dict[str, float]:
    """The figures of one document alone."""
    values = _figures(np.array([document.counts], float))[0]
    return {name: float(value) for name, value in zip(FIGURES, values, strict=True)}


def compare(
    first: Sequence[Document], second: Sequence[Document], samples: int = SAMPLES, seed: int = SEED
) -> Comparison:
    """Paired bootstrap test of links F1 over the same documents in the same order."""
    if [document.name for document in first] != [document.name for document in second]:
        raise ValueError("a paired test needs the same documents on both sides")
    tables = [np.array([document.counts for document in documents], float) for documents in (first, second)]
    links = FIGURES.index("links F1")
    difference = float(np.subtract(*(_figures(table.sum(0)[None])[0, links] for table in tables)))
    weights = _resampled(len(first), samples, seed)
    drawn = np.subtract(*(_figures(weights @ table)[:, links] for table in tables))
    low, high = bounds(drawn)
    p = float(np.mean(drawn <= 0) if difference > 0 else np.mean(drawn >= 0))
    return Comparison(difference, low, high, p)


def _cell(bead: Bead) -> Cell:
    return tuple(sorted(bead.source)), tuple(sorted(bead.target))


def _sentences(beads: Iterable[Cell], linked: bool) -> set[tuple[str, int]]:
    kept = [bead for bead in beads if not linked or (bead[0] and bead[1])]
    return {("s", i) for left, _ in kept for i in left} | {("t", j) for _, right in kept for j in right}


def _touching(beads: Iterable[Cell], against: Iterable[Cell]) -> int:
    cells = {(i, j) for left, right in against for i in left for j in right}
    return sum(any((i, j) in cells for i in left for j in right) for left, right in beads)


def _resampled(size: int, samples: int, seed: int) -> NDArray[np.float64]:
    """How often each document is drawn, float64 [samples, documents]."""
    return np.array([np.bincount(drawn, minlength=size) for drawn in resamples(size, samples, seed)], float)


def _figures(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """FIGURES of each row of summed counts."""
    column = dict(zip(COUNTS, counts.T, strict=True))
    precision = _ratio(column["links_hit"], column["links_predicted"])
    recall = _ratio(column["links_hit"], column["links_gold"])
    lax = _f1(
        _ratio(column["lax_predicted"], column["links_predicted"]),
        _ratio(column["lax_gold"], column["links_gold"]),
    )
    field = _f1(_ratio(column["all_hit"], column["all_predicted"]), recall)
    null = _f1(
        _ratio(column["null_hit"], column["null_predicted"]), _ratio(column["null_hit"], column["null_gold"])
    )
    return np.stack((precision, recall, _f1(precision, recall), lax, field, null), axis=1)


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _f1(precision: NDArray[np.float64], recall: NDArray[np.float64]) -> NDArray[np.float64]:
    return _ratio(2 * precision * recall, precision + recall)
