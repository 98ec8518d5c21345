#!/usr/bin/env python3
"""Train the layers that make the static encoder's pieces mind their neighbours (context_layers.py).

Begins at the static vectors: the layers add nothing at first. Two losses: contrast on parallel text, both directions,
batches of runs of neighbouring lines, with neighbours joined into one sentence among the candidates (as
encoder.py has it); and distillation: the cosines between the sentences of a batch follow those of a
pretrained encoder (Reimers & Gurevych 2020), of which label_sentences.py keeps the vectors. The piece
vectors move along, at a lower rate. Sentences lie flat in one array with empty rows between them, so that a window is
one matrix product in bfloat16.

usage: python -m scripts.train.encoder.context_encoder --work WORK --model models/embedded --minutes 40
       the same with --out FOLDER in the place of --minutes        (writes, trains nothing)
Every ten minutes WORK/context.pt is written; the same command goes on from it. Set OMP_NUM_THREADS=1
MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000: else a third of the time goes to the system.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from align.model.embedded.encoder import quantise, read_vectors
from scripts.train.encoder.context_layers import GAP, REACH, Layout
from scripts.train.text import open_text

WIDE = 128
RUN = 16
WARM_UP = 200
LONGEST = 160
SCALE = 25.0  # of the cosines in the contrast
SOFT = 20.0  # of the cosines of the teacher, and of those that follow them
KINDS_APART = ("dictionary", "names")


class Context(nn.Module):
    """The layers in torch; ``out`` and ``weight`` begin at nothing."""

    def __init__(self, into: torch.Tensor) -> None:
        super().__init__()
        self.into = nn.Parameter(into)
        self.windows = nn.ParameterList(
            nn.Parameter(torch.randn(3 * WIDE, 2 * WIDE) / (3 * WIDE) ** 0.5) for _ in REACH
        )
        self.weight = nn.Parameter(torch.zeros(WIDE + 1))
        self.out = nn.Parameter(torch.zeros(WIDE, into.shape[0]))

    def states(self, projected: torch.Tensor, layout: Layout) -> torch.Tensor:
        """[pieces, WIDE] after all layers."""
        half = torch.bfloat16
        rows = torch.from_numpy(layout.rows)
        states = projected.new_zeros(layout.total, WIDE, dtype=half).index_copy(0, rows, projected.to(half))
        real = torch.zeros(layout.total, 1, dtype=half).index_fill(0, rows, 1)[GAP:-GAP]
        for reach, matrix in zip(REACH, self.windows, strict=True):
            normed = functional.rms_norm(states, (WIDE,), eps=1e-5)
            last = layout.total - GAP
            window = torch.cat(
                [normed[GAP:last], normed[GAP - reach : last - reach], normed[GAP + reach : last + reach]], 1
            )
            value, gate = (window @ matrix.to(half)).split(WIDE, dim=1)
            states = functional.pad(states[GAP:-GAP] + value * functional.relu(gate) * real, (0, 0, GAP, GAP))
        return states[rows]


class Learner:
    """The layers, the table of pieces, and their optimizers."""

    def __init__(self, table: np.ndarray, args: argparse.Namespace) -> None:
        self.table = nn.Parameter(torch.from_numpy(table))
        rows = table[np.linalg.norm(table, axis=1) > 0]
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        _, turn = np.linalg.eigh(unit.T @ unit)
        first = np.ascontiguousarray(turn[:, ::-1][:, :WIDE]) * 3
        self.context = Context(torch.from_numpy(first.astype(np.float32)))
        self.layers = torch.optim.AdamW(
            self.context.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-3
        )
        self.rows = torch.optim.SparseAdam([self.table], lr=args.rate, betas=(0.9, 0.99))
        self.args = args

    def sums(self, ids: np.ndarray, lengths: np.ndarray) -> torch.Tensor:
        """The sums [sentences, d] of sentences given as flat pieces; gradients reach the table's rows as a list."""
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        touched, places = np.unique(ids, return_inverse=True)
        rows = functional.embedding(torch.from_numpy(touched.astype(np.int64)), self.table, sparse=True)
        at = torch.from_numpy(places.astype(np.int64))
        projected = functional.embedding((at), (rows.bfloat16() @ self.context.into.bfloat16()))
        states = self.context.states(projected, Layout.of(bounds)).float()
        counted = functional.relu(1 + states @ self.context.weight[:-1] + self.context.weight[-1])
        firsts = torch.from_numpy(bounds[:-1])
        own = functional.embedding_bag(at, rows, firsts, mode="sum", per_sample_weights=counted)
        of = torch.from_numpy(np.repeat(np.arange(len(lengths)), lengths))
        added = states.new_zeros(len(lengths), WIDE).index_add(0, of, states)
        return own + added @ self.context.out

    def state(self) -> dict[str, Any]:
        return {
            "table": self.table.data,
            "context": self.context.state_dict(),
            "layers": self.layers.state_dict(),
            "rows": self.rows.state_dict(),
        }

    def restore(self, kept: dict[str, Any]) -> None:
        self.table.data.copy_(kept["table"])
        self.context.load_state_dict(kept["context"])
        self.layers.load_state_dict(kept["layers"])
        self.rows.load_state_dict(kept["rows"])

    def step(self, loss: torch.Tensor, rate: float) -> None:
        """Move against the gradient."""
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.context.parameters(), 1.0)
        for optimizer, share in ((self.layers, 1.0), (self.rows, self.args.table)):
            for group in optimizer.param_groups:
                group["lr"] = rate * share
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)


def contrast(left: torch.Tensor, right: torch.Tensor, equal: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each row among the columns and the reverse; other pairs that are ``equal`` are left out."""
    scores = (left.bfloat16() @ right.bfloat16().T).float() * SCALE
    scores = scores.masked_fill(equal, -1e4)
    right_one = torch.arange(len(left))
    return (functional.cross_entropy(scores, right_one) + functional.cross_entropy(scores.T, right_one)) / 2


def following(student: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """How far the cosines between sentences are from the teacher's: softly among neighbours, and one by one."""
    own = torch.eye(len(student), dtype=torch.bool)
    theirs = (teacher @ teacher.T).masked_fill(own, 0)
    ours = (student.bfloat16() @ student.bfloat16().T).float().masked_fill(own, 0)
    low = -1e4 * own.float()
    goal = functional.softmax(theirs * SOFT + low, dim=1)
    apart = (
        functional.cross_entropy(ours * SOFT + low, goal) + (goal * goal.clamp(min=1e-9).log()).sum(1).mean()
    )
    return apart + 10 * (ours - theirs).square().mean()


def equal_pairs(sides: list[np.ndarray]) -> torch.Tensor:
    """Which pairs of different candidates are equal on one side, bool [n, n]."""
    found = np.zeros((len(sides[0]),) * 2, np.bool_)
    for values in sides:
        found |= values[:, None] == values[None]
    np.fill_diagonal(found, False)
    return torch.from_numpy(found)


def hashes(ids: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """A number for each sentence that is the same for the same pieces."""
    mixed = (ids.astype(np.uint64) + 1) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    ends = np.cumsum(lengths)
    totals = np.concatenate(([0], np.cumsum(mixed, dtype=np.uint64)))
    return np.asarray(totals[ends] - totals[ends - lengths])


def runs_of(text: open_text.Text, rng: np.random.Generator) -> np.ndarray:
    """One epoch's runs of RUN lines of one set each [runs, RUN], shuffled."""
    runs = []
    for number, (first, last) in enumerate(zip(text.firsts[:-1], text.firsts[1:], strict=True)):
        lines = np.arange(first, last)
        if not text.ordered[number]:
            lines = rng.permutation(lines)
        lines = lines[int(rng.integers(RUN)) :]
        found = lines[: len(lines) // RUN * RUN].reshape(-1, RUN)
        visits = text.visits[first] if len(found) else 0
        runs += [found] * int(visits) + [found[rng.permutation(len(found))[: int(len(found) * (visits % 1))]]]
    every = np.concatenate(runs)
    return every[rng.permutation(len(every))]


def loss_of(learner: Learner, text: open_text.Text, lines: np.ndarray, taught: Any, odd: int) -> torch.Tensor:
    """The loss of a batch: ``lines`` [runs, RUN], of which the first ``taught`` runs have a teacher's vectors."""
    flat = lines.ravel()
    sides, values = [], []
    for side in (text.english, text.other):
        ids, lengths = side.gather(flat)
        kept = np.arange(len(ids)) - np.repeat(np.cumsum(lengths) - lengths, lengths) < LONGEST
        ids, lengths = ids[kept], np.minimum(lengths, LONGEST)
        sums = learner.sums(ids.astype(np.int64), lengths)
        value = hashes(ids, lengths)
        inner, inner_value = (sums[1:-1], value[1:-1]) if odd else (sums, value)
        sides.append(
            functional.normalize(torch.cat([sums, inner.reshape(-1, 2, sums.shape[1]).sum(1)]), dim=1)
        )
        values.append(np.concatenate((value, inner_value[0::2] + inner_value[1::2])))
    loss = contrast(*sides, equal_pairs(values))
    if taught is not None:
        count = taught[0].shape[0]
        student = torch.cat([sides[0][:count], sides[1][:count]])
        loss = loss + learner.args.follow * following(student, torch.cat(taught).float())
    return loss


def train(learner: Learner, text: open_text.Text, args: argparse.Namespace) -> None:
    rng = np.random.default_rng(args.seed)
    saved = args.work / "context.pt"
    spent, step = 0.0, 0
    if saved.exists():
        kept = torch.load(saved, weights_only=True)
        learner.restore(kept)
        spent, step = kept["spent"], kept["step"]
        rng = np.random.default_rng(args.seed + step)
    teacher = np.load(args.work / "teacher.npz")
    taught = [torch.from_numpy(teacher[side]).view(-1, RUN, 512) for side in ("english", "other")]
    taught_lines = teacher["lines"]
    started, last, shown, pieces = time.perf_counter() - spent, time.perf_counter(), 0.0, 0
    queue = runs_of(text, rng)
    at, whole = 0, 60 * args.minutes
    with_teacher = args.batch // RUN // 2
    without = args.batch // RUN - with_teacher
    while (spent := time.perf_counter() - started) < whole:
        rate = args.rate * min(1, (step + 1) / WARM_UP, (1 - spent / whole) / 0.7)
        if at + without > len(queue):
            queue, at = runs_of(text, rng), 0
        chosen = rng.permutation(len(taught_lines))[:with_teacher]
        lines = np.concatenate((taught_lines[chosen], queue[at : at + without]))
        at += without
        vectors = [side[torch.from_numpy(chosen)].reshape(-1, 512) for side in taught]
        loss = loss_of(learner, text, lines, vectors, step % 2)
        learner.step(loss, rate)
        step += 1
        pieces += lines.size
        shown = float(loss.detach()) if shown == 0 else 0.98 * shown + 0.02 * float(loss.detach())
        if step % 20 == 0:
            now = time.perf_counter()
            print(
                f"step {step} loss {shown:.4f} {spent:.0f} s, {pieces / (now - last):.0f} pairs a second",
                flush=True,
            )
            pieces, last = 0, now
        if spent - args.saved > 600:
            args.saved = spent
            save(saved, learner, spent, step)
    save(saved, learner, spent, step)


def save(path: Path, learner: Learner, spent: float, step: int) -> None:
    """A checkpoint, replaced at once."""
    torch.save(learner.state() | {"spent": spent, "step": step}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def write(learner: Learner, out: Path) -> None:
    """The table and the layers as the package reads them."""
    out.mkdir(parents=True, exist_ok=True)
    context = learner.context
    arrays = {"into": context.into, "weight": context.weight, "out": context.out}
    arrays |= {f"window_{number}": matrix for number, matrix in enumerate(context.windows, 1)}
    np.savez(
        out / "context.npz",
        **{name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()},
    )
    np.savez(out / "vectors.npz", **quantise(learner.table.detach().numpy()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="where the archives lie, extracted; needed once")
    parser.add_argument("--gold", type=Path, help="the sets for measuring, which are left out; needed once")
    parser.add_argument(
        "--model", type=Path, required=True, help="the embedded model, whose vectors it begins at"
    )
    parser.add_argument("--minutes", type=float, default=40.0, help="of the clock, all runs together")
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--table", type=float, default=0.3, help="the rate of the table, as a part")
    parser.add_argument("--follow", type=float, default=1.0, help="weight of the distillation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the last checkpoint into this folder, train nothing")
    args = parser.parse_args()
    args.saved = 0.0
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    text = open_text.prepared(args.data, args.gold, args.work, args.model / "pieces.model", "pieces")
    learner = Learner(read_vectors(args.model / "vectors.npz").copy(), args)
    if args.out:
        learner.restore(torch.load(args.work / "context.pt", weights_only=True))
        write(learner, args.out)
    else:
        train(learner, text, args)


if __name__ == "__main__":
    main()
