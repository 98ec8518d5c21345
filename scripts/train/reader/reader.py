#!/usr/bin/env python3
"""Train the reader (reader_run.py): which words of a translation does the source not support?

Replaced-token detection (Clark et al. 2020) on openly licensed parallel text: corruptions.py spoils the
English as translators and machines err, and the network learns to tell every wrong word, and every source word that is
no longer rendered. It stands on the shipped predictor, which stays as it is.

usage: python -m scripts.train.reader.reader --work WORK --model models/embedded \\
           --predictor models/fidelity/predictor.npz
       the same with --out models/fidelity     (writes only)
Every ten minutes WORK/reader.pt is written; the same command goes on from it. ``--minutes`` is the length of the whole
training, processor time of all runs together: the rate falls to nothing towards its end. Set OMP_NUM_THREADS=1
MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000: else a third of the time goes to the system.
"""

from __future__ import annotations

import argparse
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from align.model.embedded.encoder import StaticEncoder
from align.model.embedded.predictor import Predictor
from align.model.embedded.tables import Tables, read_tables
from align.model.embedded.words import WordTranslation
from scripts.train.fidelity.predictor_network import Predictor as PredictorNetwork
from scripts.train.reader.reader_network import Reader
from scripts.train.reader.reader_run import SURPRISE, stored
from scripts.train.reader.reader_text import Batch, Maker
from scripts.train.text import open_text

WARM_UP = 200
SMOOTH = (
    0.998  # what is measured and written is a moving mean of the weights: as good as letting the rate fall
)
HELD_BATCHES = 40
LOST_WEIGHT = 0.4


class Frozen:
    """The predictor in torch, as it ships: embeddings and states, no gradients."""

    def __init__(self, predictor: Predictor) -> None:
        self.network = PredictorNetwork()
        with torch.no_grad():
            self.network.position.copy_(torch.from_numpy(predictor.position))
            self.network.slopes.copy_(torch.from_numpy(predictor.slopes))
            for name, value in predictor.matrices.items():
                self.network.matrices[name].copy_(torch.from_numpy(value))
            for name, value in predictor.norms.items():
                self.network.norms[name].copy_(torch.from_numpy(value))
        sizes = len(predictor.english.values), len(predictor.source.values)
        self.english, self.source = (
            torch.from_numpy(table.rows(np.arange(size)))
            for table, size in zip((predictor.english, predictor.source), sizes, strict=True)
        )
        self.bias = torch.from_numpy(predictor.bias)

    @torch.no_grad()
    def inputs(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """States, embeddings, surprises of the English, embeddings of the source."""
        here, there = self.english[batch.english], self.source[batch.source]
        states = self.network(here, there, batch.behind, batch.lengths).float()
        right = batch.english[:, 1:-1]
        pieces = here[:, 1:-1]
        costs = -((states * pieces).sum(2) + self.bias[right])
        costs = costs.clamp(0, 16)
        whole = torch.zeros(len(costs), costs.shape[1] + 2).scatter_add_(1, batch.behind, costs)
        whole = whole.gather(1, batch.behind)
        begins = torch.ones_like(costs)
        begins[:, 1:] = (batch.behind[:, 1:] != batch.behind[:, :-1]).float()
        surprise = torch.stack((costs / 4, whole.clamp(max=32) / 8, begins), dim=2)
        surprise = torch.cat((surprise, batch.english_known), dim=2)
        return states, pieces, surprise, there


def loss_of(reader: Reader, frozen: Frozen, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The loss, and the logits of both sides."""
    states, pieces, surprise, there = frozen.inputs(batch)
    wrong, lost = reader(states, pieces, surprise, there, batch.lengths, batch.place, batch.source_known)
    known = batch.lost >= 0
    loss = functional.binary_cross_entropy_with_logits(wrong, batch.wrong)
    if known.any():
        loss = loss + LOST_WEIGHT * functional.binary_cross_entropy_with_logits(
            lost[known], batch.lost[known]
        )
    return loss, wrong, lost


@torch.no_grad()
def measured(reader: Reader, frozen: Frozen, batches: list[Batch]) -> str:
    """How well both heads tell, on sentences held out: area under the curve, average precision."""
    parts = []
    wrong, lost = [], []
    for batch in batches:
        _, here, there = loss_of(reader, frozen, batch)
        known = batch.lost >= 0
        wrong.append((here.flatten(), batch.wrong.flatten()))
        lost.append((there[known], batch.lost[known]))
    for name, found in (("wrong", wrong), ("lost", lost)):
        values, truth = (torch.cat(column).numpy() for column in zip(*found, strict=True))
        order = np.argsort(-values)
        hits = np.cumsum(truth[order])
        precision = hits / np.arange(1, len(hits) + 1)
        average = float((precision * truth[order]).sum() / hits[-1])
        ranks = np.empty(len(values))
        ranks[np.argsort(values)] = np.arange(len(values))
        positive = truth.sum()
        area = (ranks[truth > 0].sum() - positive * (positive - 1) / 2) / (
            positive * (len(values) - positive)
        )
        few = int((np.cumsum(1 - truth[order]) <= 0.002 * (1 - truth).sum()).sum())
        parts.append(
            f"{name} area {area:.4f} precision {average:.4f} found at .2% {hits[max(0, few - 1)] / positive:.3f}"
        )
    return ", ".join(parts)


def train(reader: Reader, frozen: Frozen, maker: Maker, args: argparse.Namespace) -> None:
    optimizer = torch.optim.AdamW(
        reader.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-3, fused=True
    )
    saved = args.work / "reader.pt"
    spent, step = 0.0, 0
    if saved.exists():
        kept = torch.load(saved, weights_only=True)
        reader.load_state_dict(kept["reader"])
        optimizer.load_state_dict(kept["optimizer"])
        spent, step = kept["spent"], kept["step"]
    mean = deepcopy(reader)
    if saved.exists():
        mean.load_state_dict(kept["mean"])
    held = held_out(maker)
    started = time.process_time() - spent
    written, last, shown, done = spent, time.process_time(), 0.0, 0
    queue: list[Batch] = []
    whole = 60 * args.minutes
    while (spent := time.process_time() - started) < whole:
        rate = args.rate * min(1, (step + 1) / WARM_UP, (1 - spent / whole) / (1 - args.flat))
        for group in optimizer.param_groups:
            group["lr"] = rate
        if not queue:
            queue = maker.round()
        batch = queue.pop()
        loss, _, _ = loss_of(reader, frozen, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            smooth = min(SMOOTH, step / (step + 10))
            torch._foreach_lerp_(list(mean.parameters()), list(reader.parameters()), 1 - smooth)
        step += 1
        done += len(batch.wrong)
        shown = float(loss.detach()) if shown == 0 else 0.99 * shown + 0.01 * float(loss.detach())
        if step % 50 == 0:
            now = time.process_time()
            print(
                f"step {step} loss {shown:.4f} {spent:.0f} s, {done / (now - last):.0f} sentences a second",
                flush=True,
            )
            done, last = 0, now
        if spent - written > args.every * 60:
            written = spent
            print(f"held out at step {step}: {measured(mean, frozen, held)}", flush=True)
            save(saved, reader, mean, optimizer, spent, step)
            done, last = 0, time.process_time()
    print(f"held out at the end, step {step}: {measured(mean, frozen, held)}", flush=True)
    save(saved, reader, mean, optimizer, spent, step)


def held_out(maker: Maker) -> list[Batch]:
    """Batches of sentences that are never trained on: one block of lines in 200, spoilt once."""
    apart = maker.lines // 16 % 200 == 1
    maker.lines, kept = maker.lines[~apart], maker.lines[apart]
    state, fresh = maker.rng.getstate(), maker.numpy
    maker.rng.seed(5)
    maker.numpy = np.random.default_rng(5)
    visits = maker.text.visits[kept]
    maker.queue = maker.numpy.choice(kept, 4096, p=visits / visits.sum())
    found = maker.round()[:HELD_BATCHES]
    maker.queue = np.zeros(0, np.int64)
    maker.rng.setstate(state)
    maker.numpy = fresh
    return found


def save(path: Path, reader: Reader, mean: Reader, optimizer: Any, spent: float, step: int) -> None:
    """A checkpoint, replaced at once."""
    states = {"reader": reader.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(states | {"spent": spent, "step": step}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def write(reader: Reader, out: Path) -> None:
    """The network as the package reads it."""
    inner = [
        {name: value.detach().numpy() for name, value in some.items()}
        for some in (reader.matrices, reader.norms)
    ]
    others = {
        "position": reader.position,
        "surprise": reader.surprise,
        "heads": reader.heads,
        "bias": reader.bias,
        "direct": reader.direct,
        "known": reader.known,
        "direct_lost": reader.direct_lost,
    }
    others |= {f"slopes/{name}": value for name, value in reader.slopes.items()}
    values = {name: value.detach().numpy() for name, value in others.items()}
    assert len(SURPRISE) == len(values["direct"])
    np.savez_compressed(out / "reader.npz", **stored(*inner, values))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="where the archives lie, extracted; needed once")
    parser.add_argument("--gold", type=Path, help="the sets for measuring, which are left out; needed once")
    parser.add_argument("--model", type=Path, required=True, help="the embedded model")
    parser.add_argument("--predictor", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=600.0, help="of processor time, all runs together")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--flat", type=float, default=0.5, help="part of the time before the rate falls")
    parser.add_argument("--every", type=float, default=10.0, help="minutes between checkpoints")
    parser.add_argument("--out", type=Path, help="write the last checkpoint into this folder, train nothing")
    args = parser.parse_args()
    torch.set_num_threads(1)
    saved = args.work / "reader.pt"
    step = torch.load(saved, weights_only=True)["step"] if saved.exists() else 0
    torch.manual_seed(1)
    reader = Reader()
    if args.out:
        reader.load_state_dict(torch.load(saved, weights_only=True)["mean"])
        write(reader, args.out)
        return
    predictor = Predictor.load(args.predictor)
    text = open_text.prepared(args.data, args.gold, args.work, args.model / "words.model", "words")
    lines = open_text.lines_of(args.work)
    encoder = StaticEncoder.load(args.model / "words.model", args.model / "vectors.npz")
    tables = WordTranslation(encoder.vocabulary, Tables.of(read_tables(args.model / "words.npz")), encoder)
    maker = Maker(text, lines, encoder, args.model / "words.model", tables, predictor, args.work, 1 + step)
    del lines
    train(reader, Frozen(predictor), maker, args)


if __name__ == "__main__":
    main()
