#!/usr/bin/env python3
"""Train the static sentence encoder that ships in models/embedded.

A sentence's vector is the weighted sum of its pieces' vectors, so the vector of a span is the sum of its
sentences' sums.  Pieces come from one SentencePiece vocabulary over English, Japanese and Chinese; vectors and
weights are learned with a contrastive loss over in-batch negatives, both directions.  Batches are made of runs
of neighbouring lines, so part of the negatives come from the same document, and neighbours joined into one
sentence stand among the candidates: a sentence and the same sentence with its neighbour must be told apart.

usage: python -m scripts.train.encoder.encoder --data ../shared/data --work WORK --out models/embedded
       scripts/make/seal_model.py models/embedded
WORK keeps the vocabulary and the encoded text, so that a second run starts at once.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.model.embedded.encoder import quantise
from scripts.train.encoder import fold_rules
from scripts.train.text import training_text

RUN = 32  # neighbouring lines that stay together in a batch
LONGEST = 160  # pieces of a sentence that are used

# How many lines of each kind the vocabulary is counted on, and how often an epoch visits each set.
VOCABULARY_LINES = {"text": 110_000, "dialogue": 60_000, "docs": 9_000, "dictionary": 80_000, "names": 20_000}
VISITS = {"text": 1.0, "dialogue": 1.5, "docs": 0.4, "dictionary": 1.0, "names": 0.4}


@dataclass(frozen=True, slots=True)
class Encoded:
    """One set as piece ids: sentence i of a side is ids[starts[i] : starts[i + 1]]."""

    name: str
    kind: str
    ordered: bool
    english: tuple[np.ndarray, np.ndarray]
    other: tuple[np.ndarray, np.ndarray]

    def __len__(self) -> int:
        return len(self.english[1]) - 1


def train_vocabulary(sets: list[training_text.ParallelSet], work: Path, size: int) -> Path:
    """A unigram SentencePiece model over a balanced sample of all sets; kept in `work`."""
    import sentencepiece

    model = work / "pieces.model"
    if model.exists():
        return model
    rng = random.Random(1)
    text, rules = work / "pieces.txt", work / "fold.tsv"
    fold_rules.write_rules(rules)
    with text.open("w", encoding="utf-8") as handle:
        for each in sets:
            for english, other in rng.sample(each.pairs, min(VOCABULARY_LINES[each.kind], len(each.pairs))):
                handle.write(f"{english[:400]}\n{other[:200]}\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(work / "pieces"),
        vocab_size=size,
        model_type="unigram",
        normalization_rule_tsv=str(rules),
        character_coverage=0.9998,
        max_sentencepiece_length=12,
        seed_sentencepiece_size=600_000,
        num_threads=2,
        bos_id=-1,
        eos_id=-1,
        unk_id=0,
        minloglevel=1,
    )
    return model


def encode(sets: list[training_text.ParallelSet], model: Path, work: Path, draw: int) -> list[Encoded]:
    """All sets as piece ids, cached in `work`; draw 0 is the best segmentation, others are sampled ones
    (Kudo 2018, alpha 0.3), so that the parts of frequent long pieces are learned, too."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    sentencepiece.set_random_generator_seed(draw)
    sampling = {"enable_sampling": True, "nbest_size": -1, "alpha": 0.3} if draw else {}
    folder = work / f"encoded-{draw}"
    folder.mkdir(exist_ok=True)
    encoded = []
    for each in sets:
        path = folder / f"{each.name.replace('/', '_')}.npz"
        if not path.exists():
            sides = {}
            for side, lines in zip(("english", "other"), zip(*each.pairs, strict=True), strict=True):
                pieces = [ids[:LONGEST] for ids in processor.encode(list(lines), num_threads=2, **sampling)]
                sides[side] = np.fromiter((i for ids in pieces for i in ids), np.int32)
                sides[f"{side}_starts"] = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
            np.savez(path, **sides)
        with np.load(path) as data:
            english = (data["english"], data["english_starts"])
            other = (data["other"], data["other_starts"])
        encoded.append(Encoded(each.name, each.kind, each.ordered, english, other))
    return encoded


def gather(side: tuple[np.ndarray, np.ndarray], lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pieces of the given lines, flat, and how many each has."""
    ids, starts = side
    lengths = starts[lines + 1] - starts[lines]
    firsts = np.repeat(starts[lines] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return ids[firsts + np.arange(lengths.sum())], lengths


def epoch_runs(sets: list[Encoded], rng: np.random.Generator) -> list[tuple[int, np.ndarray]]:
    """One epoch's runs of RUN lines of one set each, shuffled; neighbours stay together where order means something."""
    runs = []
    for number, each in enumerate(sets):
        lines = np.arange(len(each)) if each.ordered else rng.permutation(len(each))
        offset = int(rng.integers(RUN))
        pieces = [lines[at : at + RUN] for at in range(offset, len(lines) - RUN + 1, RUN)]
        visits = VISITS[each.kind]
        for _ in range(int(visits)):
            runs += [(number, run) for run in pieces]
        for index in rng.permutation(len(pieces))[: int(len(pieces) * (visits % 1))]:
            runs.append((number, pieces[index]))
    order = rng.permutation(len(runs))
    return [runs[index] for index in order]


def hashes(ids: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """A number for each sentence that is the same for the same pieces."""
    mixed = (ids.astype(np.uint64) + 1) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    ends = np.cumsum(lengths)
    totals = np.concatenate(([0], np.cumsum(mixed, dtype=np.uint64)))
    return totals[ends] - totals[ends - lengths]


def train(drawn: list[list[Encoded]], size: int, args: argparse.Namespace) -> np.ndarray:
    """The piece vectors, weights folded in: float32 [size, dimension]; one draw of all sets an epoch."""
    import torch
    from torch.nn import functional

    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    counts = np.zeros(size)
    for each in (each for sets in drawn for each in sets):
        counts += VISITS[each.kind] * np.bincount(each.english[0], minlength=size)
        counts += VISITS[each.kind] * np.bincount(each.other[0], minlength=size)
    frequency = counts / counts.sum()
    vectors = torch.nn.Parameter(torch.randn(size, args.dimension) / args.dimension**0.5)
    weights = torch.nn.Parameter(torch.tensor(np.log(1e-3 / (1e-3 + frequency)), dtype=torch.float32))
    scale = torch.nn.Parameter(torch.tensor(np.log(args.scale), dtype=torch.float32))
    optimizer = torch.optim.Adam([vectors, weights, scale], lr=args.rate, betas=(0.9, 0.99), fused=True)
    runs_a_batch = args.batch // RUN
    runs_an_epoch = len(epoch_runs(drawn[0], np.random.default_rng(0)))
    steps = (runs_an_epoch // runs_a_batch - 1) * len(drawn)
    print(f"{steps} steps, {int((counts > 0).sum())} pieces seen", flush=True)

    def sums(ids: np.ndarray, lengths: np.ndarray) -> torch.Tensor:
        index = torch.from_numpy(ids.astype(np.int64))
        offsets = torch.from_numpy(np.concatenate(([0], np.cumsum(lengths)[:-1])))
        weight = weights.exp()[index]
        if args.dropout:
            long_enough = torch.from_numpy(np.repeat(lengths > 3, lengths))
            weight = weight * ((torch.rand(len(ids)) >= args.dropout) | ~long_enough)
        return functional.embedding_bag(index, vectors, offsets, mode="sum", per_sample_weights=weight)

    def with_neighbours(rows: torch.Tensor) -> torch.Tensor:
        pairs = rows.view(-1, 2, rows.shape[1])
        return torch.cat([rows, pairs.sum(1)])

    step, started, shown = 0, time.perf_counter(), 0.0
    for epoch, sets in enumerate(drawn):
        runs = epoch_runs(sets, rng)
        for at in range(0, len(runs) - runs_a_batch + 1, runs_a_batch):
            batch = runs[at : at + runs_a_batch]
            sides, same = [], None
            for side in ("english", "other"):
                parts = [gather(getattr(sets[number], side), lines) for number, lines in batch]
                ids, lengths = (np.concatenate(column) for column in zip(*parts, strict=True))
                sides.append(with_neighbours(sums(ids, lengths)))
                value = hashes(ids, lengths)
                value = np.concatenate([value, value[0::2] + value[1::2]])
                equal = value[:, None] == value[None, :]
                same = equal if same is None else same | equal
            np.fill_diagonal(same, False)
            progress = min(1.0, step / steps)
            for group in optimizer.param_groups:
                group["lr"] = args.rate * min(1.0, (step + 1) / 100) * (1 - 0.98 * progress)
            left, right = (functional.normalize(side, dim=1) for side in sides)
            logits = (left @ right.T) * scale.exp()
            logits = logits.masked_fill(torch.from_numpy(same), -1e4)
            goal = torch.arange(len(logits))
            loss = (functional.cross_entropy(logits, goal) + functional.cross_entropy(logits.T, goal)) / 2
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            step += 1
            shown = float(loss.detach()) if step == 1 else 0.98 * shown + 0.02 * float(loss.detach())
            if step % 100 == 0:
                passed = time.perf_counter() - started
                print(
                    f"epoch {epoch} step {step} loss {shown:.4f} scale {scale.detach().exp():.1f} {passed:.0f} s",
                    flush=True,
                )
        with torch.no_grad():
            learned = (vectors * weights.exp()[:, None]).numpy().copy()
        learned[counts == 0] = 0.0
        np.save(args.work / f"vectors-{epoch}.npy", learned)
    return learned


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="the data folder, archives extracted in place"
    )
    parser.add_argument("--work", type=Path, required=True, help="where vocabulary and encoded text are kept")
    parser.add_argument("--out", type=Path, help="the model folder to write")
    parser.add_argument("--vocabulary", type=int, default=48_000)
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=1536)
    parser.add_argument("--rate", type=float, default=5e-3)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    sets = training_text.load(args.data)
    print(
        f"{sum(len(each.pairs) for each in sets)} pairs read in {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    model = train_vocabulary(sets, args.work, args.vocabulary)
    print(f"vocabulary at {time.perf_counter() - started:.0f} s", flush=True)
    drawn = [encode(sets, model, args.work, draw) for draw in (*range(1, args.epochs), 0)]
    print(f"encoded at {time.perf_counter() - started:.0f} s", flush=True)
    learned = train(drawn, args.vocabulary, args)
    np.save(args.work / "vectors.npy", learned)
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(model, args.out / "pieces.model")
        np.savez(args.out / "vectors.npz", **quantise(learned))
    print(f"trained at {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
