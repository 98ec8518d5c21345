#!/usr/bin/env python3
"""Learn the tables [regrouped] in align/sentences/weights.toml from hand-made alignments of free reprints.

    regrouped.py FOLDER… [--with FOLDER=EVERY…] [--left-out WEIGHTS] [--strength N] [--folds N] [--out weights.toml]

A folder holds documents as `align evaluate sentences` reads them. Each is aligned by the search alone; then, of the
alignment by hand and each small change of it (align/sentences/repair/changes.py), the one by hand is to be the
likelier: a logistic regression with a normal prior over the differences of their features. What the search found is
a feature too, and must not come of weights that saw the document: --left-out names a folder of weights without each,
as `alignment.py --left-out` writes it. Documents of --with, every EVERYth, are learned from but not measured: texts
that editors only cut and moved; their beads of two and two are pairs set side by side, and count as two beads.

Printed are links F1, lax F1 and null F1 of the documents, each folder of them and all, by numbers learned without a
FOLDSth of them; the probabilities of beads and of sentences left alone are learned from what was found so. With --out
the numbers learned from all are written into that file.

The numbers that ship: see docs/measurements/alignment.md.
Needs scipy.
"""

from __future__ import annotations

import argparse
import tomllib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from align.document import Bead
from align.evaluate.bead_folders import GoldDocument, read_gold
from align.evaluate.beads import Document as Counts
from align.evaluate.beads import count, evaluate
from align.model import load_model
from align.sentences.aligner import searched
from align.sentences.features.scattered import FEATURES, Bitext, Cell, scattered_features
from align.sentences.repair.changes import Change, Tried, cells_of, changes
from align.sentences.repair.regrouped import (
    KINDS,
    Numbers,
    Scores,
    free,
    odds_against,
    regrouped,
)
from align.sentences.weights import Weights, learned, read, regrouped_written

PLAIN = dict.fromkeys(KINDS, (0.0, 1.0))  # the probabilities before they are learned


@dataclass(frozen=True, slots=True)
class Document:
    """One aligned pair of texts: its folder, gold, the beads before, and what changes of gold change."""

    name: str
    folder: str
    gold: tuple[Bead, ...]
    beads: tuple[Bead, ...]
    bitext: Bitext
    differences: np.ndarray


def document(gold: GoldDocument, folder: Path, weights: Weights) -> Document:
    """A document as the search leaves it; nothing is learned from one that is not free."""
    found = searched(gold.source, gold.target, load_model("embedded"), weights)
    if found is None:
        raise SystemExit(f"{gold.name}: the model has no word tables for its languages, or it is too long")
    beads, bitext = found
    differences = np.zeros((0, len(FEATURES)))
    if free(beads, bitext.traces.translation):
        cells = gold_cells(gold.beads, bitext.size)
        differences = of_changes(bitext, changes(cells, Tried.of(bitext)))
    return Document(gold.name, folder.name, gold.beads, tuple(beads), bitext, differences)


def gold_cells(beads: Iterable[Bead], size: tuple[int, int]) -> list[Cell]:
    """The main beads as cells; a sentence in none is alone."""
    cells = cells_of(
        (tuple(sorted(bead.source)), tuple(sorted(bead.target))) for bead in beads if not bead.also
    )
    held = {i for sources, _ in cells for i in sources}, {j for _, targets in cells for j in targets}
    cells += [((i,), ()) for i in range(size[0]) if i not in held[0]]
    return cells + [((), (j,)) for j in range(size[1]) if j not in held[1]]


def halves(bead: Bead) -> list[Bead]:
    """A bead of two and two as two beads, any other as it is."""
    if not len(bead.source) == len(bead.target) == 2:
        return [bead]
    return [Bead(bead.source[:1], bead.target[:1]), Bead(bead.source[1:], bead.target[1:])]


def of_changes(bitext: Bitext, possible: Sequence[Change]) -> np.ndarray:
    """float64 [changes, FEATURES]: by how much each change changes the features' sums."""
    cells = list(dict.fromkeys(cell for change in possible for cell in (*change.old, *change.new)))
    place = {cell: row for row, cell in enumerate(cells)}
    table = scattered_features(bitext, cells)
    return np.array([
        table[[place[cell] for cell in change.new]].sum(0) - table[[place[cell] for cell in change.old]].sum(0)
        for change in possible
    ])  # fmt: skip


def logistic(values: np.ndarray, right: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """The numbers of a logistic regression without a constant, in mean log-loss, ``prior`` the strength for each."""
    from scipy.optimize import minimize

    sign = np.where(right, 1.0, -1.0)[:, None] * values

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        odds = sign @ numbers
        gradient = -(sign.T @ (1 / (1 + np.exp(np.clip(odds, -50, 50))))) / len(odds) + prior * numbers
        return float(np.logaddexp(0, -odds).mean() + prior @ numbers**2 / 2), gradient

    best = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(best.x)


def weights_of(documents: Sequence[Document], strength: float) -> dict[str, float]:
    """The score's weights: no change of an alignment by hand gains."""
    values = np.concatenate([one.differences for one in documents])
    scale = values.std(0) + 1e-6
    found = logistic(values / scale, np.zeros(len(values), bool), np.full(len(scale), strength)) / scale
    return dict(zip(FEATURES, found.tolist(), strict=True))


def probabilities(found: Sequence[tuple[str, float, bool]]) -> dict[str, tuple[float, float]]:
    """For each of KINDS what makes a probability of log-odds, from (kind, log-odds, whether it is right)."""
    numbers = {}
    for kind in KINDS:
        odds = np.array([value for each, value, _ in found if each == kind])
        right = np.array([hit for each, _, hit in found if each == kind], bool)
        added, times = logistic(np.stack((np.ones_like(odds), odds), axis=1), right, np.zeros(2))
        numbers[kind] = (float(added), float(times))
    return numbers


def odds_of(one: Document, beads: Sequence[Bead], numbers: Numbers) -> list[tuple[str, float, bool]]:
    """Kind, log-odds and whether it is right, of each cell of an alignment."""
    cells = cells_of((bead.source, bead.target) for bead in beads)
    possible = changes(cells, Tried.of(one.bitext))
    odds = odds_against(cells, possible, Scores(one.bitext, numbers.vector).gains(possible))
    gold = set(gold_cells(one.gold, one.bitext.size))
    return [
        (KINDS[0] if all(cell) else KINDS[1], value, cell in gold)
        for cell, value in zip(cells, odds, strict=True)
    ]


def report(name: str, documents: Sequence[Document], counts: Sequence[Counts]) -> None:
    """Print the figures of each folder and of all."""
    for folder in (*dict.fromkeys(one.folder for one in documents), ""):
        chosen = [each for one, each in zip(documents, counts, strict=True) if folder in ("", one.folder)]
        figures = evaluate(chosen, samples=0).figures
        wanted = {key: round(figures[key], 3) for key in ("links F1", "lax F1", "null F1")}
        print(f"# {name}, {folder or 'all'} ({len(chosen)}): {wanted}", flush=True)


def calibration(found: Sequence[tuple[str, float, bool]], numbers: dict[str, tuple[float, float]]) -> None:
    """Print how often what has a probability is right."""
    for kind in KINDS:
        added, times = numbers[kind]
        odds = np.array([value for each, value, _ in found if each == kind])
        scores, right = (
            1 / (1 + np.exp(-added - times * odds)),
            [hit for each, _, hit in found if each == kind],
        )
        for low, high in pairwise((0, 0.5, 0.7, 0.8, 0.9, 0.97, 1.01)):
            inside = (scores >= low) & (scores < high)
            if inside.any():
                mean, share = scores[inside].mean(), np.mean(np.array(right)[inside])
                print(f"# {kind} {low}-{high}: {inside.sum()}, mean {mean:.2f}, right {share:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--with", nargs="+", default=[], dest="also", metavar="FOLDER=EVERY")
    parser.add_argument(
        "--left-out", type=Path, help="a folder of weights, DOCUMENT.toml, learned without each"
    )
    parser.add_argument("--strength", type=float, default=1e-3, help="of the prior, against the mean loss")
    parser.add_argument("--folds", type=int, default=7)
    parser.add_argument("--out", type=Path, help="the weights.toml whose tables are replaced")
    options = parser.parse_args()
    shipped = learned()
    documents, further = [], []
    for folder in options.folders:
        for gold in read_gold(folder):
            own = (options.left_out or folder) / f"{Path(gold.name).name}.toml"
            weights = read(tomllib.loads(own.read_text(encoding="utf-8"))) if own.exists() else shipped
            documents.append(document(gold, folder, weights))
    for each in options.also:
        folder, _, every = each.partition("=")
        kept = [
            one
            for one in read_gold(Path(folder))
            if not zlib.crc32(Path(one.name).name.encode()) % int(every or 1)
        ]
        parted = [
            replace(gold, beads=tuple(each for bead in gold.beads for each in halves(bead))) for gold in kept
        ]
        further += [document(gold, Path(folder), shipped) for gold in parted]
    documents.sort(key=lambda one: zlib.crc32(Path(one.name).name.encode()))
    learned_from = [sum(len(one.differences) > 0 for one in each) for each in (documents, further)]
    print(f"# {len(documents)} and {len(further)} documents, learned from {learned_from}", flush=True)
    odds: list[tuple[str, float, bool]] = []
    counts = []
    for at, one in enumerate(documents):
        others = [other for k, other in enumerate(documents) if k % options.folds != at % options.folds]
        numbers = Numbers(weights_of([*others, *further], options.strength), PLAIN)
        beads = regrouped(one.beads, one.bitext, numbers)
        counts.append(count(one.name, one.gold, beads))
        odds += odds_of(one, beads, numbers) if len(one.differences) else []
    report("before", documents, [count(one.name, one.gold, one.beads) for one in documents])
    report("left out", documents, counts)
    numbers = Numbers(weights_of([*documents, *further], options.strength), probabilities(odds))
    calibration(odds, numbers.probability)
    if options.out is None:
        print("\n".join(regrouped_written(numbers)))
    else:
        text = options.out.read_text(encoding="utf-8")
        head = text[: text.index("[regrouped.features]")]
        options.out.write_text(head + "\n".join(regrouped_written(numbers)), encoding="utf-8")


if __name__ == "__main__":
    main()
