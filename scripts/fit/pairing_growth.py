#!/usr/bin/env python3
"""How the chance of a pair has to fall with the size of the collection: `growth` in align/pair/calibration.toml.

Takes folders that scripts/bench/pairing.py has dealt (--slices makes the harder ones) and prints, for each and for
every growth of both regressions, F1 of the sources given as parallel, and how many of the reprints whose source is
withheld are given one, as parallel or as comparable; and beside them the dense baseline: the source with the nearest
mean vector, with the threshold that is best in that folder.

usage: pairing_growth.py FOLDER… [--parallel 0,1,1.5] [--related 1,1.5,2]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.document import Article
from align.model import load_model
from align.pair.calibration import Calibration, Values, calibration
from align.pair.candidates import neighbours
from align.pair.collection import collect, levelled
from align.pair.evidence import FEATURES, background, weigh
from align.pair.pairing import CANDIDATES, WINDOW
from align.read import read_all


@dataclass(frozen=True, slots=True)
class Reprint:
    """The candidates of one reprint: float64 [candidates, features], which is its source, whether it has one."""

    features: Values
    right: Values
    rendered: bool


def articles(folder: Path) -> Iterator[Article]:
    return (one for one in read_all(folder) if isinstance(one, Article))


def candidates(folder: Path, fitted: Calibration) -> tuple[list[Reprint], int]:
    """The candidates of every reprint of a folder, and among how many sources they were found."""
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {record["reprint"]: record["source"] for record in map(json.loads, lines)}
    model, vocabulary = load_model("embedded"), dict[str, int]()
    reprints = collect(articles(folder / "reprints"), model, vocabulary)
    sources = collect(articles(folder / "sources"), model, vocabulary, grow=False)
    reprints, sources = levelled(reprints, sources)
    scale = background(reprints, sources, vocabulary, fitted.typical)
    found = []
    for at, near in enumerate(neighbours(reprints, sources, CANDIDATES, WINDOW)):
        source = gold[reprints.ids[at]]
        right = np.array([sources.ids[one] == source for one in near])
        found.append(Reprint(weigh(reprints, sources, at, near, scale).features, right, source is not None))
    return found, len(sources.ids)


def f1(hits: int, given: int, wanted: int) -> float:
    return 2 * hits / max(1, given + wanted)


def judged(reprints: Sequence[Reprint], among: int, fitted: Calibration) -> str:
    """F1 of parallel, and the share of withheld reprints that are given a source."""
    hits = given = withheld = parallel_withheld = 0
    for one in reprints:
        parallel = fitted.parallel.probability(one.features, among)
        related = fitted.related.probability(one.features, among)
        best = int(parallel.argmax()) if len(parallel) else -1
        taken = best >= 0 and parallel[best] >= 0.5
        given += taken
        hits += bool(taken and one.right[best])
        parallel_withheld += taken and not one.rendered
        withheld += bool(not one.rendered and (taken or related.max(initial=0) >= 0.5))
    wanted = sum(one.rendered for one in reprints)
    alone = len(reprints) - wanted
    shares = f"withheld, given one {withheld / alone:.4f}, as parallel {parallel_withheld / alone:.4f}"
    return f"F1 {f1(hits, given, wanted):.4f}; {shares}"


def dense(reprints: Sequence[Reprint]) -> str:
    """The nearest mean vector, with the best threshold."""
    column = FEATURES.index("article")
    nearest = [(one.features[:, column].max(), one) for one in reprints if len(one.features)]
    nearest.sort(key=lambda pair: -pair[0])
    wanted, hits, best = sum(one.rendered for one in reprints), 0, (0.0, 0)
    for given, (_, one) in enumerate(nearest, 1):
        hits += bool(one.right[int(one.features[:, column].argmax())])
        best = max(best, (f1(hits, given, wanted), given))
    withheld = sum(not one.rendered for _, one in nearest[: best[1]]) / max(1, len(reprints) - wanted)
    return f"F1 {best[0]:.4f}; withheld, given one {withheld:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--parallel", default="0,1,1.5")
    parser.add_argument("--related", default="1,1.5,2")
    arguments = parser.parse_args()
    fitted = calibration()
    for folder in arguments.folders:
        reprints, among = candidates(folder, fitted)
        print(
            f"{folder.name}: {len(reprints)} reprints, {among} sources\n  nearest mean vector: {dense(reprints)}"
        )
        for first in map(float, arguments.parallel.split(",")):
            for second in map(float, arguments.related.split(",")):
                changed = dataclasses.replace(
                    fitted,
                    parallel=dataclasses.replace(fitted.parallel, growth=first),
                    related=dataclasses.replace(fitted.related, growth=second),
                )
                print(f"  parallel {first:g}, related {second:g}: {judged(reprints, among, changed)}")


if __name__ == "__main__":
    main()
