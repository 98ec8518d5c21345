#!/usr/bin/env python3
"""Train the second reading network of models/names-readings: context.npz (align/names/context.py).

Name parts and the words of JMdict are divided into one kana segment a kanji by the alignment of
scripts/train_readings.py. For each kanji the network chooses among the segments that it was ever read as
(at most 64), from two kanji on either side, the two segments before, its place, and how often the kanji
is read so, the example itself not counted. One part in ten is held out by the hash of its kanji; their
figures, with the network of scripts/train_readings.py in the same folder, are printed at the end.

Example:
    python scripts/train_readings_context.py ../shared/data/names/japanese_name_parts.tsv jmdict.tsv
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from train_readings import best_segments, expectation, is_held_out, normalise, read_rows, report

from align.names.context import KINDS, quantised
from align.names.japanese import hiragana
from align.names.kanji import START, ReadingModel, unrepeated

OPTIONS = 64  # segments a kanji, at most
Divided = tuple[str, str, list[str]]  # kanji, kind, a segment a kanji


def read_words(path: Path) -> list[tuple[str, str, str, int]]:
    """The words of JMdict written in one to four kanji, with their kana."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        for word in cells[1].split(";"):
            for kana in cells[2].split(";"):
                plain = hiragana(kana.strip())
                if re.fullmatch("[\u3400-\u9fff々]{1,4}", word.strip()) and re.fullmatch("[ぁ-ゖー]+", plain):
                    found.add((unrepeated(word.strip()), plain, "word", 0))
    return sorted(found)


def divide_all(rows: list[tuple[str, str, str, int]]) -> list[Divided]:
    """The rows whose kana divide over their kanji."""
    table: dict[tuple[str, str], float] = {}
    for _ in range(5):
        table = normalise(expectation(rows, table))
    divided = [(kanji, kind, best_segments(kanji, kana, table)) for kanji, kana, kind, _ in rows]
    return [(kanji, kind, segments) for kanji, kind, segments in divided if segments]


class Options:
    """Which segments each kanji may be read as, and how often it is in each kind."""

    def __init__(self, divided: list[Divided]) -> None:
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for kanji, kind, segments in divided:
            for pair in zip(kanji, segments, strict=True):
                counts[pair][KINDS.index(kind)] += 1
        totals = Counter()
        for (_, segment), number in counts.items():
            totals[segment] += sum(number)
        self.segments = sorted(s for s, n in totals.items() if n >= 2)
        self.kanji = [START, *sorted({k for k, _ in counts})]
        self.of_segment = {s: i for i, s in enumerate(self.segments)}
        self.of_kanji = {k: i for i, k in enumerate(self.kanji)}
        shape = len(self.kanji), OPTIONS
        self.choices = torch.zeros(shape, dtype=torch.long)
        self.counts = torch.zeros((*shape, 3))
        self.valid = torch.zeros(shape, dtype=torch.bool)
        grouped: dict[int, list[tuple[float, int, list[int]]]] = defaultdict(list)
        for (k, s), n in counts.items():
            if s in self.of_segment:
                grouped[self.of_kanji[k]].append((n[0] + n[1] + 0.3 * n[2], self.of_segment[s], n))
        for k, found in grouped.items():
            for at, (_, s, n) in enumerate(sorted(found, key=lambda one: -one[0])[:OPTIONS]):
                self.choices[k, at], self.counts[k, at], self.valid[k, at] = s, torch.tensor(n), True

    def examples(self, divided: list[Divided]) -> tuple[torch.Tensor, torch.Tensor]:
        """Features of each kanji of each part, and the place of its segment among the options."""
        slots = [
            {s: at for at, (s, ok) in enumerate(zip(row, valid, strict=True)) if ok}
            for row, valid in zip(self.choices.tolist(), self.valid.tolist(), strict=True)
        ]
        x, y = [], []
        for kanji, kind, segments in divided:
            ids = [self.of_kanji[k] for k in kanji]
            said = [self.of_segment.get(s, -1) for s in segments]
            if any(s not in slots[k] for k, s in zip(ids, said, strict=True)):
                continue
            around = [0, 0, *ids, 0, 0]
            for i in range(len(ids)):
                place = (i > 0) + 2 * (i + 1 < len(ids)) + 4 * KINDS.index(kind)
                before = [said[i - back] + 1 if i >= back else 0 for back in (1, 2)]
                x.append([*around[i : i + 5], place, *before])
                y.append(slots[ids[i]][said[i]])
        return torch.tensor(x), torch.tensor(y)


class Network(torch.nn.Module):
    """Logits over the options of the middle kanji of five."""

    def __init__(self, options: Options, width: int, hidden: int) -> None:
        super().__init__()
        self.options = options
        self.kanji = torch.nn.Embedding(len(options.kanji), width)
        self.seg = torch.nn.Embedding(len(options.segments) + 1, width)
        self.place = torch.nn.Embedding(12, width)
        self.mix = torch.nn.Linear(width * 8, hidden)
        self.mix2 = torch.nn.Linear(hidden, hidden)
        self.out = torch.nn.Linear(hidden, len(options.segments))
        self.gate = torch.nn.Parameter(torch.tensor([0.5, 0.3]))
        self.drop = torch.nn.Dropout(0.15)

    def forward(self, x: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """``x`` as Options.examples has it with neighbours masked at will; ``own`` the right options."""
        parts = [self.kanji(x[:, i]) for i in range(5)]
        parts += [self.place(x[:, 5]), self.seg(x[:, 6]), self.seg(x[:, 7])]
        hidden = torch.relu(self.mix(self.drop(torch.cat(parts, -1))))
        hidden = hidden + torch.relu(self.mix2(self.drop(hidden)))
        middle = x[:, 2]
        logits = self.out(self.drop(hidden)).gather(1, self.options.choices[middle])
        counts, itself = self.options.counts[middle], torch.nn.functional.one_hot(own, OPTIONS)
        kind = counts.gather(2, (x[:, 5] // 4)[:, None, None].expand(-1, OPTIONS, 1))[..., 0]
        for gate, number in zip(self.gate, (kind - itself, counts.sum(-1) - itself), strict=True):
            logits = logits + gate * torch.log((number + 0.3) / (number.sum(-1, keepdim=True) + 3))
        return logits.masked_fill(~self.options.valid[middle], -1e4)


def train(model: Network, x: torch.Tensor, y: torch.Tensor, epochs: int, batch: int = 1024) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    steps = epochs * -(-len(x) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps + 1, pct_start=0.1)
    started = time.time()
    for epoch in range(epochs):
        total = 0.0
        for at in torch.randperm(len(x)).split(batch):
            inputs = x[at].clone()
            masked = torch.rand(len(at), 5) < 0.02
            masked[:, 2] = False  # the options of the kanji itself have to stay
            inputs[:, :5][masked] = 0
            loss = torch.nn.functional.cross_entropy(model(inputs, y[at]), y[at])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(at)
        print(
            f"epoch {epoch + 1}: {total / len(x):.4f}, {time.time() - started:.0f} s",
            file=sys.stderr,
            flush=True,
        )


def save(model: Network, path: Path) -> None:
    """Matrices as int8 rows with their scales, the rest in float16, the options as rows of whole numbers."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in model.state_dict().items():
        if value.ndim == 2:
            arrays[name], arrays[f"{name}.scale"] = quantised(value.numpy())
        else:
            arrays[name] = value.numpy().astype(np.float16)
    options = model.options
    pairs = [
        (k, int(options.choices[k, at]), *options.counts[k, at].int().clamp(max=32767).tolist())
        for k in range(len(options.kanji))
        for at in range(OPTIONS)
        if options.valid[k, at]
    ]
    arrays |= {"kanji_list": np.array(options.kanji), "segment_list": np.array(options.segments)}
    np.savez_compressed(path, pairs=np.array(pairs, dtype=np.int16), **arrays)
    print(f"{path}: {path.stat().st_size} bytes", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=Path, help="japanese_name_parts.tsv")
    parser.add_argument("words", type=Path, help="jmdict.tsv")
    parser.add_argument("--out", type=Path, default=Path("models/names-readings/context.npz"))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--width", type=int, default=56)
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--seed", type=int, default=2)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    every = read_rows(arguments.parts)
    rows = [row for row in every if not is_held_out(row[0])]
    spelled = [(unrepeated(kanji), kana, kind, people) for kanji, kana, kind, people in rows]
    divided = divide_all(spelled + read_words(arguments.words))
    options = Options(divided)
    model = Network(options, arguments.width, arguments.hidden)
    x, y = options.examples(divided)
    print(f"{len(x)} kanji, {len(options.segments)} segments", file=sys.stderr, flush=True)
    train(model, x, y, arguments.epochs)
    save(model.eval(), arguments.out)
    report(ReadingModel.read(arguments.out.parent), [row for row in every if is_held_out(row[0])])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
