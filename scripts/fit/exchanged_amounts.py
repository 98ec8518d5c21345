#!/usr/bin/env python3
"""How well the words beside two amounts tell whether the amounts changed places.

    exchanged_amounts.py LANGUAGE=FILE… [--step N] [--most N]

A file holds right translations, ``english<TAB>other`` a line, or ``doc<TAB>english<TAB>other`` under a header. The log
odds of an exchange are printed for every two amounts of a sentence that could stand for each other. An exchange turns
their sign, so that one run shows what is found of exchanged amounts and what is accused in right ones, by threshold.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from align.document import Bead
from align.fidelity.checks.figures.exchanged_amounts import odds_of, telling_pairs
from align.fidelity.passage.comparison import compare
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import side
from align.model import load_model
from align.pipeline.two_articles import article_of_lines

THRESHOLDS = (0.5, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0)


def pairs(path: Path, step: int) -> Iterator[tuple[str, str]]:
    """The lines of a file as source and English."""
    for line in path.read_text(encoding="utf-8").splitlines()[::step]:
        cells = line.split("\t")
        if len(cells) >= 2 and cells[-2:] != ["english", "other"]:
            yield cells[-1], cells[-2]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", help="zh=news.tsv")
    parser.add_argument("--step", type=int, default=1, help="every Nth line")
    parser.add_argument(
        "--most", type=int, default=2000, help="at most so many sentences with two amounts a file"
    )
    options = parser.parse_args()
    model = load_model("embedded")
    bead = Bead((0,), (0,), 1.0)
    odds: dict[bool, list[float]] = {False: [], True: []}
    for named in options.files:
        language, _, path = named.partition("=")
        seen = 0
        for other, english in pairs(Path(path), options.step):
            texts = article_of_lines([other], language, "source"), article_of_lines([english], "en", "target")
            sides = side(*texts[0], language), side(*texts[1], "en")
            context = Context(*sides, beads=(bead,), compared=compare(*sides, [bead]), model=model)
            if seen < options.most and len(telling_pairs(context, 0)) > 1:
                seen += 1
                for one in odds_of(context, 0):
                    odds[one.crossed].append(one.log_odds)
    same, crossed = np.array(odds[False]), np.array(odds[True])
    print(f"{len(same)} pairs in the same order, {len(crossed)} in another")
    for threshold in THRESHOLDS:
        print(
            f"{threshold}: of exchanged ones {np.mean(same < -threshold):.3f} found; accused of the right ones "
            f"{np.sum(same > threshold)} in the same order, {np.sum(crossed > threshold)} in another"
        )


if __name__ == "__main__":
    main()
