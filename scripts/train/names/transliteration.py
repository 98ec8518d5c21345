#!/usr/bin/env python3
"""Train the transliteration model: how well an English spelling fits a name in kana or in hanzi.

Reads name pairs (`name<TAB>english`, a header line), trains a convolutional encoder of the English
letters with one CTC head for kana and one for hanzi (Graves et al. 2006), and writes the folder
models/names-transliteration: weights in float16, model.toml with their sha256. One name in ten is
held out by a hash of its English spelling, and every training pair that shares either side with a
held-out one is dropped, so both sides of the test are unseen; --all trains on everything, for
shipping, after the held-out figures of the same settings have been read.

Example:
    python -m scripts.train.names.transliteration --kana ../shared/data/names/katakana_en.tsv \\
        --hanzi ../shared/data/names/chinese_en_gazetteer.tsv ../shared/data/names/chinese_en.tsv
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from align.names.script.letters import LETTERS, MARKS, fold_letters, spell
from align.names.script.symbols import PINYIN, hanzi_symbols, kana_symbols

HELD_OUT = 10
SEEN = 3  # pairs that a symbol is in, at least, to be known
Data = list[tuple[list[str], list[tuple[int, int]]]]  # a name's symbols, its spelling's letters and marks


def read_pairs(paths: list[Path]) -> list[tuple[str, str]]:
    """The pairs of all files, without headers and quotation marks, without lines that hold no letters."""
    pairs = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            name, _, english = line.partition("\t")
            name, english = name.strip('"「」'), english.strip('"')
            if name and len(fold_letters(english)) >= 2:
                pairs.append((name, english))
    return pairs


def is_held_out(english: str) -> bool:
    return zlib.crc32(fold_letters(english).encode()) % HELD_OUT == 0


def split_pairs(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Training and held-out pairs that share neither a source nor an English side."""
    held = [pair for pair in pairs if is_held_out(pair[1])]
    sources = {name for name, _ in held}
    return [pair for pair in pairs if not is_held_out(pair[1]) and pair[0] not in sources], held


class Encoder(torch.nn.Module):
    """Letters to emissions: embedding, residual convolutions, two frames a letter, one head a script."""

    def __init__(self, width: int, layers: int, heads: dict[str, int], frames: int = 2) -> None:
        super().__init__()
        self.frames = frames
        self.letters = torch.nn.Embedding(len(LETTERS) + 1, width, padding_idx=0)
        self.marks = torch.nn.Embedding(len(MARKS) + 1, width, padding_idx=0)
        self.convolutions = torch.nn.ModuleList(
            torch.nn.Conv1d(width, width, 5, padding=2) for _ in range(layers)
        )
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(width) for _ in range(layers))
        self.spread = torch.nn.Linear(width, width * frames)
        self.heads = torch.nn.ModuleDict({name: torch.nn.Linear(width, size) for name, size in heads.items()})
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, letters: torch.Tensor, marks: torch.Tensor, head: str) -> torch.Tensor:
        mask = (letters > 0).unsqueeze(-1)
        hidden = (self.letters(letters) + self.marks(marks)) * mask
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            change = torch.relu(convolution(norm(hidden).mul(mask).transpose(1, 2)).transpose(1, 2))
            hidden = (hidden + self.dropout(change)) * mask
        batch, length, width = hidden.shape
        hidden = torch.relu(self.spread(hidden)).view(batch, length * self.frames, width)
        return self.heads[head](self.dropout(hidden))


def batches(data: Data, size: int, rng: random.Random) -> list[Data]:
    """Shuffled batches of similar length."""
    order = sorted(range(len(data)), key=lambda i: len(data[i][1]) + rng.random() * 2)
    chunks = [[data[i] for i in order[at : at + size]] for at in range(0, len(order), size)]
    rng.shuffle(chunks)
    return chunks


def pad(spellings: list[list[tuple[int, int]]]) -> tuple[torch.Tensor, torch.Tensor]:
    length = max(map(len, spellings))
    both = torch.zeros(2, len(spellings), length, dtype=torch.long)
    for row, spelling in enumerate(spellings):
        both[:, row, : len(spelling)] = torch.tensor(spelling).T
    return both[0], both[1]


def training_data(
    head: str, pairs: list[tuple[str, str]], held_out: set[str], everything: bool
) -> tuple[Data, list[str]]:
    """The pairs to train one head on, as symbols and letters, and the symbols that it knows."""
    train = pairs if everything else [pair for pair in split_pairs(pairs)[0] if pair[0] not in held_out]
    symbols = kana_symbols if head == "kana" else hanzi_symbols
    data = [(symbols(name), spell(english)) for name, english in train]
    counts = Counter(symbol for source, _ in data for symbol in source)
    if head == "hanzi":
        counts.update({f"{PINYIN}{syllable}": SEEN for syllable in pinyin_of(counts)})
    print(f"{head}: {len(data)} pairs", file=sys.stderr)
    return data, ["<blank>", *sorted(symbol for symbol, count in counts.items() if count >= SEEN)]


def loss_of(
    model: Encoder, head: str, batch: Data, index: dict[str, int], rng: random.Random
) -> tuple[torch.Tensor, int] | None:
    """The CTC loss of a batch and how many of its pairs it is of; None if no spelling is long enough for its name."""
    letters, marks = pad([spelling for _, spelling in batch])
    marks = marks * (torch.rand(len(batch), 1) > 0.4)  # newsrooms drop diacritics: learn both
    targets = [encode(source, index, head, rng) for source, _ in batch]
    keep = [i for i, target in enumerate(targets) if 0 < len(target) <= model.frames * len(batch[i][1])]
    if not keep:
        return None
    logits = model(letters[keep], marks[keep], head).log_softmax(-1).transpose(0, 1)
    loss = torch.nn.functional.ctc_loss(
        logits,
        torch.tensor([symbol for i in keep for symbol in targets[i]]),
        torch.tensor([model.frames * len(batch[i][1]) for i in keep]),
        torch.tensor([len(targets[i]) for i in keep]),
        zero_infinity=True,
    )
    return loss, len(keep)


def train(
    model: Encoder,
    data: dict[str, Data],
    vocabulary: dict[str, list[str]],
    rng: random.Random,
    arguments: argparse.Namespace,
) -> None:
    """All epochs, batches of both scripts mixed, the rate in one cycle."""
    index = {head: {symbol: i for i, symbol in enumerate(symbols)} for head, symbols in vocabulary.items()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=0.01)
    steps = arguments.epochs * sum(-(-len(pairs) // arguments.batch) for pairs in data.values())
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, arguments.rate, total_steps=steps, pct_start=0.1
    )
    done, started = 0, time.time()
    for epoch in range(arguments.epochs):
        total, seen = 0.0, 0
        work = [(head, batch) for head in data for batch in batches(data[head], arguments.batch, rng)]
        rng.shuffle(work)
        for head, batch in work:
            found = loss_of(model, head, batch, index[head], rng)
            if found is None:
                continue
            loss, number = found
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if done + 1 < steps:
                schedule.step()
            done += 1
            total, seen = total + float(loss) * number, seen + number
        passed = time.time() - started
        print(f"epoch {epoch + 1}: loss {total / seen:.4f}, {passed:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kana", nargs="+", type=Path, required=True, help="katakana name pairs")
    parser.add_argument("--hanzi", nargs="+", type=Path, required=True, help="Chinese name pairs")
    parser.add_argument("--out", type=Path, default=Path("models/names-transliteration"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--all", action="store_true", help="train on the held-out pairs as well")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)

    pairs = {"kana": read_pairs(arguments.kana), "hanzi": read_pairs(arguments.hanzi)}
    held_out = {name for each in pairs.values() for name, _ in split_pairs(each)[1]}
    data: dict[str, Data] = {}
    vocabulary: dict[str, list[str]] = {}
    for head, each in pairs.items():
        data[head], vocabulary[head] = training_data(head, each, held_out, arguments.all)
    sizes = {head: len(symbols) for head, symbols in vocabulary.items()}
    model = Encoder(arguments.width, arguments.layers, sizes)
    train(model, data, vocabulary, rng, arguments)
    save(model, vocabulary, data, arguments)
    return 0


def pinyin_of(counts: Counter[str]) -> set[str]:
    from align.names.script.symbols import syllable

    return {sound for symbol in counts if (sound := syllable(symbol))}


def encode(source: list[str], index: dict[str, int], head: str, rng: random.Random) -> list[int]:
    """Symbol numbers; hanzi are now and then replaced by their pinyin so that unseen hanzi can be scored."""
    from align.names.script.symbols import syllable

    numbers = []
    as_sound = head == "hanzi" and rng.random() < 0.3
    for symbol in source:
        if head == "hanzi" and (as_sound or symbol not in index):
            symbol = f"{PINYIN}{syllable(symbol)}"
        if symbol in index:
            numbers.append(index[symbol])
    return numbers


def save(
    model: Encoder, vocabulary: dict[str, list[str]], data: dict[str, Data], arguments: argparse.Namespace
) -> None:
    """Weights as float16 arrays, the symbols, and each symbol's share of its training text."""
    from align.names.script.symbols import unigram

    arrays: dict[str, np.ndarray] = {
        name: value.detach().numpy().astype(np.float16) for name, value in model.state_dict().items()
    }
    for head, symbols in vocabulary.items():
        arrays[f"symbols.{head}"] = np.array(symbols)
        arrays[f"unigram.{head}"] = unigram(symbols, [source for source, _ in data[head]])
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(arguments.out / "weights.npz", **arrays)
    size = (arguments.out / "weights.npz").stat().st_size
    print(f"{arguments.out / 'weights.npz'}: {size} bytes", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
