#!/usr/bin/env python3
"""Fit the weights by which readings of name parts are ranked: models/names-readings/ranking.tsv.

Takes the half of the held-out parts that is not measured, lets both networks read them, and fits weights
of the features in align/names/reading/whole.py by maximum likelihood of each row's kana among the candidates, one
set for surnames and given names of one, two, and three kanji and more. Prints the share of rows
whose kana is first and in the first five, here and in the measured half.

Example:
    python -m scripts.train.names.readings_ranking ../shared/data/names/japanese_name_parts.tsv
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from align.names.reading.context import ContextReader
from align.names.reading.kanji import ReadingModel, unpack_table
from align.names.reading.whole import FEATURES, GROUPS, group, write_weights
from scripts.train.names.readings import Row, is_held_out, is_measured, read_rows


@dataclass(frozen=True, slots=True)
class Examples:
    """Features [rows, candidates, features], which candidates there are, the right one (-1 none), the group."""

    features: torch.Tensor
    there: torch.Tensor
    right: torch.Tensor
    groups: torch.Tensor


def examples(model: ReadingModel, rows: list[Row]) -> Examples:
    """What the model knows of the candidates of each row."""
    asked: dict[tuple[str, str], tuple[list[str], np.ndarray]] = {}
    for kanji, _, kind, _ in rows:
        if (kanji, kind) not in asked:
            asked[kanji, kind] = model.candidates(kanji, kind)
    widest = max(len(kana) for kana, _ in asked.values())
    features = np.zeros((len(rows), widest, len(FEATURES)), dtype=np.float32)
    there = np.zeros((len(rows), widest), dtype=bool)
    right, groups = [], []
    for i, (kanji, said, kind, _) in enumerate(rows):
        kana, known = asked[kanji, kind]
        features[i, : len(kana)], there[i, : len(kana)] = known, True
        right.append(kana.index(said) if said in kana else -1)
        groups.append(group(kanji, kind))
    return Examples(*map(torch.from_numpy, (features, there)), torch.tensor(right), torch.tensor(groups))


def logits(weights: torch.Tensor, some: Examples) -> torch.Tensor:
    scores = torch.einsum("rcf,rf->rc", some.features, weights[some.groups])
    return scores.masked_fill(~some.there, -1e9)


def fit(some: Examples, decay: float) -> torch.Tensor:
    """Weights of least cross-entropy, those of a group held near those of all."""
    every = torch.zeros(len(FEATURES), requires_grad=True)
    apart = torch.zeros(len(GROUPS), len(FEATURES), requires_grad=True)
    with torch.no_grad():
        every[:2] = 0.5
    known = some.right >= 0
    kept = Examples(some.features[known], some.there[known], some.right[known], some.groups[known])
    optimizer = torch.optim.LBFGS([every, apart], max_iter=150, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = torch.nn.functional.cross_entropy(logits(every + apart, kept), kept.right)
        total = total + decay * apart.square().sum() + decay / 10 * every.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return (every + apart).detach()


def report(name: str, weights: torch.Tensor, some: Examples) -> None:
    scores = logits(weights, some)
    own = scores.gather(1, some.right.clamp(min=0)[:, None])
    rank = (scores > own).sum(1) + 1000 * (some.right < 0)
    by_group = [f"{GROUPS[g]} {(rank[some.groups == g] < 5).float().mean():.3f}" for g in range(len(GROUPS))]
    print(
        f"{name}, {len(rank)} rows: first {(rank < 1).float().mean():.4f}, first five {(rank < 5).float().mean():.4f}, "
        f"ranked at all {(some.right >= 0).float().mean():.4f}; first five of {', '.join(by_group)}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=Path, help="japanese_name_parts.tsv")
    parser.add_argument("--folder", type=Path, default=Path("models/names-readings"))
    parser.add_argument("--out", type=Path, default=Path("models/names-readings/ranking.tsv"))
    parser.add_argument("--rows", type=int, default=12000, help="of each half, at most")
    parser.add_argument("--decay", type=float, default=1e-4)
    arguments = parser.parse_args()
    started = time.time()
    known = unpack_table(lzma.decompress((arguments.folder / "parts.xz").read_bytes()))
    readers = [ContextReader.read(arguments.folder / f"{name}.npz") for name in ("context", "backward")]
    model = ReadingModel(known, *readers, np.zeros((len(GROUPS), len(FEATURES)), dtype=np.float32))
    held = [row for row in read_rows(arguments.parts) if is_held_out(row[0])]
    random.Random(3).shuffle(held)
    halves = [
        [row for row in held if is_measured(row[0]) == which][: arguments.rows] for which in (False, True)
    ]
    fitted, measured = (examples(model, half) for half in halves)
    print(f"candidates: {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    weights = fit(fitted, arguments.decay)
    report("fitted on", weights, fitted)
    report("measured", weights, measured)
    write_weights(arguments.out, weights.numpy())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
