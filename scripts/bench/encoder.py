#!/usr/bin/env python3
"""Measure a static encoder by itself, with two aligners too simple to hide its faults, and its speed.

  nearest    mutual nearest neighbours by ratio margin, lax F1: does a sentence find its counterpart among all
             others of the article, wherever it was moved to?
  monotone   dynamic programming over beads up to 1-4 and 4-1, links F1: are the borders of beads right?

usage: scripts/bench/encoder.py [--vectors FILE] [--nearest GOLD ...] [--monotone GOLD ...] [--speed FILE]
GOLD holds DOC/{src,tgt,gold}.txt. FILE for --speed: any text, one sentence a line; lines of 25 to 35 pieces
are used.
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
from align.model.embedded.encoder import StaticEncoder, unit_rows
from align.model.registry import find

LONGEST_BEAD, MOST_SENTENCES = 4, 5
SKIP = -0.1
NEIGHBOURS = 4

Aligner = Callable[[StaticEncoder, GoldDocument], list[Bead]]


def nearest(encoder: StaticEncoder, document: GoldDocument) -> list[Bead]:
    """1-1 beads of the sentences that are each other's best by cosine over mean neighbour cosine."""
    source, target = (encoder.embed(side.sentences) for side in (document.source, document.target))
    cosines = source @ target.T
    rows, columns = (np.sort(matrix, axis=1)[:, -NEIGHBOURS:].mean(axis=1) for matrix in (cosines, cosines.T))
    margins = cosines / np.maximum((rows[:, None] + columns) / 2, 1e-6)
    best = margins.argmax(axis=1)
    mutual = (margins.argmax(axis=0)[best] == np.arange(len(best))) & (
        cosines[np.arange(len(best)), best] > 0.2
    )
    return [Bead((int(i),), (int(best[i]),)) for i in np.flatnonzero(mutual)]


def monotone(encoder: StaticEncoder, document: GoldDocument) -> list[Bead]:
    """The best monotone path; a bead scores (cos - mean) / (1 - mean) - 0.2 |log length ratio| + 0.1, times
    the root of half its size, minus 0.1 a further sentence."""
    sides = [_spans(encoder, side.sentences) for side in (document.source, document.target)]
    (source, source_lengths), (target, target_lengths) = ((side[1][0], side[1][1]) for side in sides)
    mean = float((source @ target.T).mean())
    ratio = target_lengths.sum() / source_lengths.sum()
    rewards = {}
    for a, (left, left_lengths) in sides[0].items():
        for b, (right, right_lengths) in sides[1].items():
            if a + b <= MOST_SENTENCES:
                lengths = np.abs(np.log((left_lengths[:, None] * ratio + 1) / (right_lengths + 1)))
                reward = (left @ right.T - mean) / (1 - mean) - 0.2 * lengths + 0.1
                rewards[a, b] = reward * ((a + b) / 2) ** 0.5 - 0.1 * (a + b - 2)
    return _best_path(rewards, len(source), len(target))


def _spans(encoder: StaticEncoder, sentences: tuple[str, ...]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Unit vectors and lengths of all spans, by number of sentences."""
    sums = np.cumsum(np.pad(encoder.sums(sentences), ((1, 0), (0, 0))), axis=0)
    lengths = np.cumsum([0, *map(len, sentences)])
    sizes = range(1, min(LONGEST_BEAD, len(sentences)) + 1)
    return {size: (unit_rows(sums[size:] - sums[:-size]), lengths[size:] - lengths[:-size]) for size in sizes}


def _best_path(rewards: dict[tuple[int, int], np.ndarray], n: int, m: int) -> list[Bead]:
    best = np.full((n + 1, m + 1), -np.inf)
    best[0, 0] = 0.0
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(n + 1):
        for j in range(m + 1):
            choices = [(best[i - 1, j] + SKIP, (1, 0))] if i else []
            choices += [(best[i, j - 1] + SKIP, (0, 1))] if j else []
            for (a, b), reward in rewards.items():
                if i >= a and j >= b:
                    choices.append((best[i - a, j - b] + reward[i - a, j - b], (a, b)))
            if choices:
                best[i, j], steps[i, j] = max(choices)
    beads, i, j = [], n, m
    while i or j:
        a, b = steps[i, j]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def measure(encoder: StaticEncoder, folder: Path, aligner: Aligner, figure: str) -> float:
    """One figure of one aligner over all documents of a gold folder."""
    counted = [count(gold.name, gold.beads, aligner(encoder, gold)) for gold in read_gold(folder)]
    return evaluate(counted, samples=0).figures[figure]


def speed(encoder: StaticEncoder, path: Path, most: int = 20_000) -> None:
    """Print sentences a second by the clock, and by processor time over two cores."""
    lines = path.read_text(encoding="utf-8").splitlines()
    _, bounds = encoder.pieces(lines)
    lengths = np.diff(bounds)
    chosen = [lines[index] for index in np.flatnonzero((lengths >= 25) & (lengths <= 35))[:most]]
    encoder.embed(chosen[:1000])
    clock, processor = time.perf_counter(), time.process_time()
    encoder.embed(chosen)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"{len(chosen)} sentences: {len(chosen) / clock:,.0f}/s by the clock, "
          f"{2 * len(chosen) / processor:,.0f}/s by processor time on two cores")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vectors", type=Path, help="other vectors for the same vocabulary")
    parser.add_argument("--nearest", type=Path, nargs="*", default=[], metavar="GOLD")
    parser.add_argument("--monotone", type=Path, nargs="*", default=[], metavar="GOLD")
    parser.add_argument("--speed", type=Path, metavar="FILE")
    args = parser.parse_args()
    entry = find("embedded")
    encoder = StaticEncoder.load(entry.folder / "pieces.model", args.vectors or entry.folder / "vectors.npz")
    for folder in args.nearest:
        print(f"nearest   lax F1   {measure(encoder, folder, nearest, 'lax F1'):.4f}  {folder}")
    for folder in args.monotone:
        print(f"monotone  links F1 {measure(encoder, folder, monotone, 'links F1'):.4f}  {folder}")
    if args.speed:
        speed(encoder, args.speed)


if __name__ == "__main__":
    main()
