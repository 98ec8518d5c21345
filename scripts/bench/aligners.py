#!/usr/bin/env python3
"""This aligner beside two others on the same gold: figures and time in one table.

`Gale-Church` is NLTK's implementation of Gale & Church (1993), by lengths alone (pip install nltk); it expects both
sides to be equally long, so it is given our lengths in English letters.
`mutual neighbours` is our short re-statement of margin-based mining (Artetxe & Schwenk 2019): 1-1 pairs that are
each other's best by cosine over the mean of their nearest neighbours' cosines, with the same encoder.

usage: scripts/bench/aligners.py GOLD [GOLD …]       each a folder of DOC/{src,tgt,gold}.txt
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from align.document import Bead
from align.evaluate.bead_folders import GoldDocument, read_gold
from align.evaluate.beads import count, evaluate
from align.model import load_model
from align.sentences import align_texts
from align.sentences.features.lengths import lengths

NEIGHBOURS, LEAST_MARGIN = 4, 1.0


def gale_church(document: GoldDocument) -> list[Bead]:
    """Beads by sentence lengths alone; monotone."""
    from nltk.translate.gale_church import align_blocks

    letters = [
        [max(1, round(length)) for length in lengths(text.sentences)]
        for text in (document.source, document.target)
    ]
    rows: dict[int, set[int]] = {}
    for i, j in align_blocks(*letters):
        rows.setdefault(i, set()).add(j)
    beads: list[tuple[set[int], set[int]]] = []
    for i in sorted(rows):  # pairs that share a sentence belong to one bead
        if beads and beads[-1][1] & rows[i]:
            beads[-1][0].add(i)
            beads[-1][1].update(rows[i])
        else:
            beads.append(({i}, set(rows[i])))
    return [Bead(tuple(sorted(left)), tuple(sorted(right))) for left, right in beads]


def mutual_neighbours(document: GoldDocument, model) -> list[Bead]:
    """1-1 pairs that are each other's best by ratio margin."""
    left = model.embed(document.source.sentences, document.source.language)
    right = model.embed(document.target.sentences, document.target.language)
    near = left @ right.T
    around = [np.sort(side, axis=1)[:, -NEIGHBOURS:].mean(1) for side in (near, near.T)]
    margin = near / np.maximum((around[0][:, None] + around[1][None]) / 2, 1e-6)
    best, back = margin.argmax(1), margin.argmax(0)
    return [
        Bead((int(i),), (int(j),)) for i, j in enumerate(best) if back[j] == i and margin[i, j] > LEAST_MARGIN
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    args = parser.parse_args()
    model = load_model("embedded")
    systems: dict[str, Callable[[GoldDocument], list[Bead]]] = {
        "align": lambda document: align_texts(document.source, document.target, model),
        "mutual neighbours": lambda document: mutual_neighbours(document, model),
        "Gale-Church": gale_church,
    }
    print(f"{'gold':32}{'aligner':20}{'links F1':>10}{'lax F1':>10}{'null F1':>10}{'seconds':>10}")
    for folder in args.gold:
        documents = read_gold(folder)
        for name, system in systems.items():
            started = time.perf_counter()
            predicted = [system(document) for document in documents]
            passed = time.perf_counter() - started
            counts = [
                count(each.name, each.beads, beads) for each, beads in zip(documents, predicted, strict=True)
            ]
            figures = evaluate(counts, samples=0).figures
            row = "".join(f"{figures[figure]:10.4f}" for figure in ("links F1", "lax F1", "null F1"))
            print(f"{'/'.join(folder.parts[-2:]):32}{name:20}{row}{passed:10.2f}", flush=True)


if __name__ == "__main__":
    main()
