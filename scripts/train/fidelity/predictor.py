#!/usr/bin/env python3
"""Train the predictor: how likely each word of an English translation is, given its neighbours on both sides and the
Japanese or Chinese source.

The "predictor" of predictor-estimator quality estimation (Kim & Lee 2016), as small as one thread trains it in
an hour: the masked words of a translation language model (Conneau & Lample 2019), all of a sentence at once, since
no state ever sees its own word. Only the openly licensed sets are read. The words are cut by the words.model of the
embedded model; embeddings begin with the principal components of its vectors. Softmax over sampled pieces; the rate
falls to nothing at the end; every few minutes WORK/predictor.pt is written, from which --resume goes on. Products
are in bfloat16. glibc gives large blocks back to the system and asks for them again unless it is told not to, which
costs a third of the speed: MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000.

usage: python -m scripts.train.fidelity.predictor --data ../shared/data --work WORK --model models/embedded --minutes 75
       python -m scripts.train.fidelity.predictor --work WORK --out models/fidelity \\
           --model models/embedded     (quantise, write)
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from align.model.embedded.predictor import BEGIN, BLANK, END, RESERVED, SOURCE_RESERVED, stored
from scripts.train.encoder.refine_encoder import Rows
from scripts.train.fidelity.predictor_network import WIDTH, Predictor, Sampled
from scripts.train.fidelity.predictor_text import (
    Batch,
    Text,
    Words,
    batch_of,
    micro_batches,
    prepared,
    word_starts,
)

WARM_UP = 300
ALWAYS = 768  # frequent pieces that are always among the sampled ones
OTHERS = 400  # how many of the rest are drawn
BLANKED = 0.08  # of the English pieces, as neighbours
ALONE = 0.08  # of the sentences, whose source is not shown
HELD = 400  # one line in so many is held out


def candidates(
    right: np.ndarray, frequency: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sampled pieces, the logarithm of how likely each was to be sampled, and where in them each piece stands."""
    size = len(frequency)
    rate = OTHERS / (size - ALWAYS)
    chosen = np.zeros(size, bool)
    chosen[:ALWAYS] = True  # the reserved ones among them
    chosen[ALWAYS:] = rng.random(size - ALWAYS) < rate
    chosen[right] = True
    pieces = np.flatnonzero(chosen)
    likely = 1 - (1 - rate) * (1 - frequency[pieces]) ** len(right)
    likely[pieces < ALWAYS] = 1
    return pieces, np.log(likely), np.cumsum(chosen) - 1


class Tables:
    """The embeddings of English pieces, with a bias each, and of source pieces; a step moves the rows that it used."""

    def __init__(self, english: np.ndarray, source: np.ndarray, bias: np.ndarray) -> None:
        self.english, self.source, self.bias = Rows(english), Rows(source), Rows(bias)

    def state(self) -> dict[str, Any]:
        return {name: getattr(self, name).__dict__ for name in ("english", "source", "bias")}

    def restore(self, state: dict[str, Any]) -> None:
        for name, values in state.items():
            getattr(self, name).__dict__.update(values)


def train_on(
    network: Predictor,
    tables: Tables,
    batch: Batch,
    frequency: np.ndarray,
    rng: np.random.Generator,
    rate: float,
) -> float:
    """The loss of a batch; gradients are left in the network, the tables are moved."""
    kept = batch.english
    right = kept[:, 1:-1].reshape(-1)
    blank = torch.from_numpy(rng.random(kept.shape) < BLANKED) & (kept != BEGIN) & (kept != END)
    pieces, doubt, number = candidates(right.numpy(), frequency, rng)
    chosen, numbers = torch.from_numpy(pieces), torch.from_numpy(number)
    english = tables.english.values[chosen].requires_grad_()
    bias = tables.bias.values[chosen].requires_grad_()
    touched, places = torch.unique(batch.source, return_inverse=True)
    source = tables.source.values[touched].requires_grad_()
    here = functional.embedding(torch.where(blank, BLANK, numbers[kept]), english)
    there = functional.embedding(places, source)
    lengths = torch.where(torch.from_numpy(rng.random(len(kept)) < ALONE), 1, batch.lengths)
    states = network(here, there, batch.behind, lengths).reshape(-1, WIDTH)
    loss = Sampled.apply(states, english, bias, torch.from_numpy(doubt.astype(np.float32)), numbers[right])
    loss.backward()
    with torch.no_grad():
        tables.english.step(chosen, english.grad, rate)
        tables.bias.step(chosen, bias.grad, rate)
        tables.source.step(touched, source.grad, rate)
    return float(loss.detach())


@torch.no_grad()
def held_out_loss(
    network: Predictor, tables: Tables, text: Text, batches: list[np.ndarray], how: str = "whole"
) -> float:
    """The full softmax's loss a piece: the source whole, of another sentence (``turned``), or none (``alone``)."""
    total, count = 0.0, 0
    table = tables.english.values.bfloat16().T.contiguous()
    for lines in batches:
        batch = batch_of(text, lines)
        source, lengths = batch.source, batch.lengths
        if how == "turned":
            source, lengths = source.roll(1, 0), lengths.roll(1, 0)
        if how == "alone":
            lengths = torch.ones_like(lengths)
        here, there = tables.english.values[batch.english], tables.source.values[source]
        states = network(here, there, batch.behind, lengths).reshape(-1, WIDTH)
        right = batch.english[:, 1:-1].reshape(-1)
        for at in range(0, len(states), 512):
            logits = (states[at : at + 512] @ table).float() + tables.bias.values
            total += float(functional.cross_entropy(logits, right[at : at + 512], reduction="sum"))
        count += len(right)
    return total / count


def first_values(vectors: np.ndarray, words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings of English and source pieces: principal components of the encoder's unit vectors."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    _, turn = np.linalg.eigh(unit.T @ unit)
    small = unit @ turn[:, ::-1][:, :WIDTH]
    small /= np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-9)
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(len(vectors), WIDTH)) / WIDTH**0.5
    small = np.where(np.linalg.norm(small, axis=1, keepdims=True) > 0.5, small, 0.3 * noise)
    english = np.concatenate([noise[:RESERVED], small[words.english_pieces]])
    return english, np.concatenate([noise[:SOURCE_RESERVED], small[words.source_pieces]])


def train(network: Predictor, tables: Tables, text: Text, words: Words, args: argparse.Namespace) -> None:
    rng = np.random.default_rng(args.seed)
    torch.manual_seed(args.seed)
    everything = np.arange(len(text.language))
    held = everything[(everything // 8 % HELD == 1) & (text.visits >= 1)]
    trained = everything[everything // 8 % HELD != 1]
    checks = micro_batches(text, held, np.random.default_rng(0))[:: args.check]
    optimizer = torch.optim.Adam(network.parameters(), lr=args.rate, betas=(0.9, 0.98), eps=1e-9, fused=True)
    done, step, shown, spent = 0, 0, 0.0, 0.0
    saved = args.work / "predictor.pt"
    if args.resume:
        kept = torch.load(saved, weights_only=True)
        network.load_state_dict(kept["network"])
        tables.restore(kept["tables"])
        optimizer.load_state_dict(kept["optimizer"])
        spent, step = kept["spent"], kept["step"]
        rng = np.random.default_rng(args.seed + step)
    started, last = time.perf_counter() - spent, time.process_time()
    queue: list[np.ndarray] = []
    whole = 60 * args.minutes
    while (spent := time.perf_counter() - started) < whole:
        progress = spent / whole
        rate = args.rate * min(1, (step + 1) / WARM_UP, (1 - progress) / (1 - args.flat))
        for group in optimizer.param_groups:
            group["lr"] = rate
        if not queue:
            times = text.visits[trained].astype(int) + (rng.random(len(trained)) < text.visits[trained] % 1)
            queue = micro_batches(text, np.repeat(trained, times), rng)
            print(f"an epoch of {len(queue)} batches", flush=True)
        batch = batch_of(text, queue.pop())
        loss = train_on(network, tables, batch, words.frequency, rng, rate * args.tables)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done += batch.behind.numel()
        step += 1
        shown = loss if shown == 0 else 0.99 * shown + 0.01 * loss
        if step % 100 == 0:
            now = time.process_time()
            print(
                f"step {step} loss {shown:.3f} {spent:.0f} s, {done / (now - last):.0f} pieces a second",
                flush=True,
            )
            done, last = 0, now
        if step % args.every == 0:
            print(f"held out at step {step}: {measured(network, tables, text, checks)}", flush=True)
            save(saved, network, tables, optimizer, spent, step)
            done, last = 0, time.process_time()
    print(f"held out at the end: {measured(network, tables, text, checks)}", flush=True)
    save(saved, network, tables, optimizer, spent, step)


def measured(network: Predictor, tables: Tables, text: Text, batches: list[np.ndarray]) -> str:
    """The held-out losses in words."""
    ways = ("whole", "alone", "turned")
    return ", ".join(f"{how} {held_out_loss(network, tables, text, batches, how):.3f}" for how in ways)


def save(path: Path, network: Predictor, tables: Tables, optimizer: Any, spent: float, step: int) -> None:
    """A checkpoint, replaced at once."""
    states = {"network": network.state_dict(), "tables": tables.state(), "optimizer": optimizer.state_dict()}
    torch.save(states | {"spent": spent, "step": step}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def write(network: Predictor, tables: Tables, words: Words, surfaces: list[str], out: Path) -> None:
    """The network as the package reads it."""
    spaced, marks = word_starts(surfaces)
    others = {
        "bias": tables.bias.values.numpy().astype(np.float16),
        "position": network.position.detach().numpy().astype(np.float16),
        "slopes": network.slopes.detach().numpy(),
        "english/pieces": words.english_pieces.astype(np.uint16),
        "source/pieces": words.source_pieces.astype(np.uint16),
        "vocabulary": np.array(len(surfaces)),
        "spaced": np.packbits(spaced),
        "marks": np.packbits(marks),
    }
    inner = [
        {name: value.detach().numpy() for name, value in some.items()}
        for some in (network.matrices, network.norms)
    ]
    arrays = stored(tables.english.values.numpy(), tables.source.values.numpy(), *inner, others)
    np.savez_compressed(out, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--work", type=Path, required=True, help="where encoded text and checkpoints are kept"
    )
    parser.add_argument("--model", type=Path, required=True, help="the embedded model")
    parser.add_argument(
        "--vectors", type=Path, help="an .npy file with vectors to begin with, else the model's"
    )
    parser.add_argument("--minutes", type=float, default=75.0, help="of the clock")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--tables", type=float, default=1.0, help="the rate of the embeddings, as a part")
    parser.add_argument("--flat", type=float, default=0.3, help="part of the time before the rate falls")
    parser.add_argument("--every", type=int, default=1000, help="steps between checkpoints")
    parser.add_argument(
        "--check", type=int, default=4, help="one in so many held-out batches is measured on the way"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the last checkpoint into this folder, train nothing")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    from align.model.embedded.encoder import read_vectors
    from align.model.embedded.vocabulary import Vocabulary

    torch.set_num_threads(1)
    vocabulary = Vocabulary.load(args.model / "words.model")
    words, text = prepared(args, vocabulary)
    vectors = np.load(args.vectors) if args.vectors else read_vectors(args.model / "vectors.npz")
    bias = np.log(np.maximum(words.frequency, 1e-9))
    network, tables = Predictor(), Tables(*first_values(vectors, words), bias)
    print(
        f"{len(words.english_pieces)} English pieces, {len(words.source_pieces)} of the others; "
        f"{int((text.visits * np.diff(text.bounds)).sum())} an epoch",
        flush=True,
    )
    if not args.out:
        train(network, tables, text, words, args)
        return
    kept = torch.load(args.work / "predictor.pt", weights_only=True)
    network.load_state_dict(kept["network"])
    tables.restore(kept["tables"])
    write(network, tables, words, vocabulary.surfaces(), args.out / "predictor.npz")


if __name__ == "__main__":
    main()
