#!/usr/bin/env python3
"""Refine the vectors that encoder.py made: more passes, at a small part of the time of the first.

The same loss over larger batches, with three differences: part of the candidates are pairs of pieces from the
word-translation tables, drawn by p(target | source) and the source's frequency, so that what expectation
maximisation knows of rare words reaches the vectors; the neighbours that are joined begin at even and odd lines in
turn; and only the rows that a batch holds are updated (Adam), while the matrix of a batch is worked through in
blocks of bfloat16, never kept whole.  One thread does about three steps of 2,048 pairs a second.

usage: python -m scripts.train.encoder.refine_encoder --data ../shared/data --work WORK --draws 1 0 \\
           --model models/embedded
       scripts/make/seal_model.py models/embedded
WORK keeps the encoded text, as train_encoder.py leaves it.  Each draw is one pass over its segmentations (0 the best
one, others sampled); the rate falls to nothing in each pass and starts again in the next.  What is written is the
mean of the vectors after each pass. Everything that reads a cosine has to be fitted again then:
docs/measurements/encoder.md.
"""

from __future__ import annotations

import argparse
import shutil
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from align.model.embedded.encoder import quantise, read_vectors
from scripts.train.encoder import encoder as train_encoder
from scripts.train.encoder.encoder import RUN, Encoded
from scripts.train.text import training_text

BLOCK = 192
WARM_UP = 50
LEAST_PROBABILITY = 0.1  # of a word pair
FREQUENCY_POWER = 0.4


class BothDirections(torch.autograd.Function):
    """Cross-entropy of each row among the columns and the reverse, over unit rows; pairs that are ``same`` but for
    their own are left out. Gradients are computed with the loss: two looks at each block, one for the sums."""

    @staticmethod
    def forward(ctx: Any, left: torch.Tensor, right: torch.Tensor, scale: float, same: Any) -> torch.Tensor:
        count = len(left)
        left_half, right_half = left.bfloat16(), right.bfloat16()
        columns = right_half.T.contiguous()
        first, second = same
        cuts = np.searchsorted(first, np.arange(0, count + BLOCK, BLOCK))

        def block(number: int) -> torch.Tensor:
            at = number * BLOCK
            weights = (left_half[at : at + BLOCK] @ columns).float().sub_(1).mul_(scale).exp_()
            low, high = cuts[number], cuts[number + 1]
            if high > low:
                weights[torch.from_numpy(first[low:high] - at), torch.from_numpy(second[low:high])] = 0
            return weights

        numbers = range(-(-count // BLOCK))
        rows, column_sums = torch.empty(count), torch.zeros(count)
        for number in numbers:
            weights = block(number)
            rows[number * BLOCK : (number + 1) * BLOCK] = weights.sum(1)
            column_sums += weights.sum(0)
        own = (left * right).sum(1)
        loss = (rows.log().mean() + column_sums.log().mean()) / 2 - scale * (own - 1).mean()
        left_step, right_step = torch.empty_like(left), torch.zeros_like(right)
        for number in numbers:
            part = slice(number * BLOCK, (number + 1) * BLOCK)
            share = (1 / rows[part, None] + 1 / column_sums[None]).mul_(1 / (2 * count))
            step = block(number).mul_(share).bfloat16()
            left_step[part] = step @ right_half
            right_step += (step.T @ left_half[part]).float()
        ctx.save_for_backward(
            left_step.sub_(right / count).mul_(scale), right_step.sub_(left / count).mul_(scale)
        )
        return loss

    @staticmethod
    def backward(ctx: Any, *gradient: torch.Tensor) -> Any:
        left_step, right_step = ctx.saved_tensors
        return gradient[0] * left_step, gradient[0] * right_step, None, None


class Rows:
    """A parameter of which each step touches some rows: Adam with (0.9, 0.99), moments kept by row."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = torch.from_numpy(values.astype(np.float32))
        self._first, self._second = torch.zeros_like(self.values), torch.zeros_like(self.values)

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Move the given rows against their gradient."""
        first = self._first[rows].mul_(0.9).add_(gradient, alpha=0.1)
        second = self._second[rows].mul_(0.99).addcmul_(gradient, gradient, value=0.01)
        self._first[rows], self._second[rows] = first, second
        self.values[rows] -= first.div_(second.sqrt_().add_(1e-9)).mul_(rate)


def word_pairs(tables: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Other-language pieces, English pieces, and the running sum of their probabilities of being drawn."""
    sources, targets, weights = [], [], []
    with np.load(tables, allow_pickle=False) as stored:
        for name in ("zh-en", "ja-en"):
            lengths = stored[f"{name}/lengths"].astype(np.int64)
            source = np.repeat(np.arange(len(lengths)), lengths)
            probability = np.exp(-stored[f"{name}/values"].astype(np.float32) / 32)
            frequency = np.exp(stored[f"{name}/frequency"].astype(np.float32))[source]
            kept = probability > LEAST_PROBABILITY
            sources.append(source[kept].astype(np.int32))
            targets.append(stored[f"{name}/targets"][kept].astype(np.int32))
            weights.append((probability * np.maximum(frequency, 1e-7) ** FREQUENCY_POWER)[kept])
    running = np.cumsum(np.concatenate(weights))
    return np.concatenate(sources), np.concatenate(targets), running / running[-1]


def equal_pairs(sides: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Different candidates that are equal on one side, as two index arrays, the first sorted."""
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for values in sides:
        order = np.argsort(values, kind="stable")
        ordered = values[order]
        marks = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True])))
        for low, high in pairwise(marks):
            if high - low > 1:
                left, right = np.meshgrid(order[low:high], order[low:high])
                first.append(left[left != right])
                second.append(right[left != right])
    rows, columns = np.concatenate(first), np.concatenate(second)
    order = np.argsort(rows, kind="stable")
    return rows[order], columns[order]


class Refinement:
    """Vectors (unit rows and a weight each) that are refined batch by batch."""

    def __init__(self, table: np.ndarray, pairs: Any, args: argparse.Namespace) -> None:
        self.args, self.pairs = args, pairs
        self.rng = np.random.default_rng(args.seed)
        norms = np.linalg.norm(table, axis=1, keepdims=True)
        self.unseen = norms[:, 0] == 0
        noise = np.random.default_rng(0).normal(size=table.shape) / table.shape[1] ** 0.5
        self.vectors = Rows(np.where(norms > 0, table / np.maximum(norms, 1e-12), noise))
        self.weights = Rows(np.log(np.where(norms[:, 0] > 0, norms[:, 0], 0.1)))

    def table(self) -> np.ndarray:
        """The piece vectors, weights folded in; pieces that no text holds stay zero."""
        table: np.ndarray = (self.vectors.values * self.weights.values.exp()[:, None]).numpy().copy()
        table[self.unseen] = 0
        return table

    def step(self, sets: list[Encoded], batch: list[tuple[int, np.ndarray]], odd: int, rate: float) -> float:
        """One batch; returns its loss."""
        ids, lengths, values = [], [], []
        count = sum(len(lines) for _, lines in batch)
        picked = np.searchsorted(self.pairs[2], self.rng.random(int(self.args.words * count)))
        for side, words in (("english", self.pairs[1][picked]), ("other", self.pairs[0][picked])):
            parts = [train_encoder.gather(getattr(sets[number], side), lines) for number, lines in batch]
            pieces, sizes = (np.concatenate(column) for column in zip(*parts, strict=True))
            value = train_encoder.hashes(pieces, sizes)
            inner = value[1:-1] if odd else value
            alone = train_encoder.hashes(words, np.ones(len(words), np.int64))
            values.append(np.concatenate((value, inner[0::2] + inner[1::2], alone)))
            kept = self.rng.random(len(pieces), dtype=np.float32) >= self.args.dropout
            kept |= np.repeat(sizes <= 3, sizes)
            total, ends = np.concatenate(([0], np.cumsum(kept))), np.cumsum(sizes)
            ids += [pieces[kept], words]
            lengths += [total[ends] - total[ends - sizes], np.ones(len(words), np.int64)]
        flat, sizes = np.concatenate(ids), np.concatenate(lengths)
        touched, places = np.unique(flat, return_inverse=True)
        self.unseen[touched] = False
        rows = torch.from_numpy(touched.astype(np.int64))
        weight = self.weights.values[rows].exp()
        table = (self.vectors.values[rows] * weight[:, None]).requires_grad_()
        offsets = torch.from_numpy(np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int32))
        sums = functional.embedding_bag(torch.from_numpy(places.astype(np.int32)), table, offsets, mode="sum")
        sides = []
        for side in sums.split(count + len(picked)):
            inner = side[1 : count - 1] if odd else side[:count]
            joined = inner.reshape(-1, 2, inner.shape[1]).sum(1)
            sides.append(functional.normalize(torch.cat([side[:count], joined, side[count:]]), dim=1))
        loss = BothDirections.apply(*sides, self.args.scale, equal_pairs(values))
        loss.backward()
        with torch.no_grad():
            gradient = table.grad
            self.weights.step(rows, (gradient * table).sum(1), rate)
            self.vectors.step(rows, gradient * weight[:, None], rate)
        return float(loss.detach())


def refine(table: np.ndarray, draws: list[list[Encoded]], pairs: Any, args: argparse.Namespace) -> np.ndarray:
    """The mean of the tables after one pass over each draw."""
    runs_a_batch = args.batch // RUN
    tables = []
    for number, sets in enumerate(draws):
        work = Refinement(table, pairs, args)
        runs = train_encoder.epoch_runs(sets, work.rng)
        steps = int(len(runs) // runs_a_batch * args.part)
        started, losses = time.perf_counter(), []
        for step in range(steps):
            rate = args.rate * min(1, (step + 1) / WARM_UP) * (1 - 0.98 * step / steps)
            batch = runs[step * runs_a_batch : (step + 1) * runs_a_batch]
            losses.append(work.step(sets, batch, step % 2, rate))
            if step % 100 == 99:
                passed = time.perf_counter() - started
                mean = np.mean(losses[-100:])
                print(f"pass {number} step {step + 1} of {steps} loss {mean:.4f} {passed:.0f} s", flush=True)
        table = work.table()
        tables.append(table)
        np.save(args.work / f"refined-{number}.npy", table)
    return np.asarray(np.mean(tables, axis=0))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where encoded text is kept")
    parser.add_argument("--model", type=Path, required=True, help="the folder whose vectors are refined")
    parser.add_argument("--draws", type=int, nargs="+", default=[1, 0])
    parser.add_argument("--part", type=float, default=1.0, help="of a pass that is made")
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--words", type=float, default=0.15, help="word pairs a sentence pair")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--scale", type=float, default=25.0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    pieces = args.work / "pieces.model"
    shutil.copyfile(args.model / "pieces.model", pieces)
    sets = training_text.load(args.data)
    draws = [train_encoder.encode(sets, pieces, args.work, draw) for draw in args.draws]
    pairs = word_pairs(args.model / "words.npz")
    table = refine(read_vectors(args.model / "vectors.npz"), draws, pairs, args)
    np.savez(args.model / "vectors.npz", **quantise(table))


if __name__ == "__main__":
    main()
