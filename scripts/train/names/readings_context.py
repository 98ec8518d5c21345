#!/usr/bin/env python3
"""Train a reading network of models/names-readings: context.npz, or with --backward backward.npz.

Name parts and the words of JMdict (those with endings in kana as their kanji alone: 撰ぶ as 撰, えらぶ) are
divided into one kana segment a kanji by the alignment of readings.py. From the first kanji
to the last, or from the last to the first, the network chooses among the segments of each
(align/names/reading/context.py). Counts leave the example itself out, and an example that would then be no choice at
all is not learned from. One part in ten is held out by the hash of its kanji.

Example:
    python -m scripts.train.names.readings_context ../shared/data/names/japanese_name_parts.tsv jmdict.tsv
    python -m scripts.train.names.readings_context ../shared/data/names/japanese_name_parts.tsv jmdict.tsv --backward
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
import time
from array import array
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

from align.names.reading.context import quantised
from align.names.reading.japanese import hiragana
from align.names.reading.kanji import unrepeated
from align.names.reading.segments import CELLS, KINDS, WIDEST, cell, listed, weight
from scripts.train.names.readings import Row, best_segments, expectation, is_held_out, normalise, read_rows

START = "^"  # outside the part
SHARES = 5  # what align.names.reading.segments.shares says of each choice
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


def read_endings(path: Path) -> list[Row]:
    """The words of JMdict that are one or two kanji and an ending in kana, as the kanji alone."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        for word in cells[1].split(";"):
            match = re.fullmatch("([\u3400-\u9fff]{1,2})([ぁ-ん]{1,2})", word.strip())
            for kana in cells[2].split(";") if match else ():
                plain = hiragana(kana.strip())
                if match and re.fullmatch("[ぁ-ゖー]+", plain) and plain.endswith(match[2]):
                    found.add((match[1], plain, "word", 0))
    return sorted(found)


class Choices:
    """Which segments each kanji may be read as, and how often it is in each kind and place."""

    def __init__(self, divided: list[Divided]) -> None:
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * CELLS)
        for kanji, kind, segments in divided:
            for i, pair in enumerate(zip(kanji, segments, strict=True)):
                counts[pair][cell(KINDS.index(kind), i == 0, i + 1 == len(kanji))] += 1
        totals: Counter[str] = Counter()
        for (_, segment), number in counts.items():
            totals[segment] += sum(number)
        self.segments = sorted(s for s, n in totals.items() if n >= 2)
        self.kanji = [START, *sorted({k for k, _ in counts})]
        self.of_segment = {s: i for i, s in enumerate(self.segments)}
        self.of_kanji = {k: i for i, k in enumerate(self.kanji)}
        shape = len(self.kanji), WIDEST
        self.choices = torch.zeros(shape, dtype=torch.long)
        self.parents = torch.zeros(shape)
        self.counts = torch.zeros((*shape, CELLS), dtype=torch.int16)
        self.valid = torch.zeros(shape, dtype=torch.bool)
        grouped: dict[int, list[tuple[float, int, list[int]]]] = defaultdict(list)
        for (k, s), n in counts.items():
            if s in self.of_segment:
                grouped[self.of_kanji[k]].append((weight(n), self.of_segment[s], n))
        self.seen: list[tuple[int, int, list[int]]] = []
        for k, found in sorted(grouped.items()):
            found.sort(key=lambda one: (-one[0], one[1]))
            found = found[:WIDEST]
            self.seen += [(k, s, n) for _, s, n in found]
            every, parents = listed(
                [s for _, s, _ in found], [w for w, _, _ in found], self.segments, self.of_segment
            )
            self.choices[k, : len(every)] = torch.tensor(every)
            self.parents[k, : len(every)] = torch.tensor(parents)
            self.counts[k, : len(found)] = torch.tensor([n for *_, n in found], dtype=torch.int16)
            self.valid[k, : len(every)] = True

    def examples(self, divided: list[Divided], backward: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """Features of each kanji of each part, and the place of its segment among the choices."""
        slots = [
            {s: at for at, (s, ok) in enumerate(zip(row, valid, strict=True)) if ok}
            for row, valid in zip(self.choices.tolist(), self.valid.tolist(), strict=True)
        ]
        totals, parents = self.counts.sum(-1).tolist(), self.parents.tolist()
        x, y = array("h"), array("h")
        for kanji, kind, segments in divided:
            ids = [self.of_kanji[k] for k in kanji]
            said = [self.of_segment.get(s, -1) for s in segments]
            if any(s not in slots[k] for k, s in zip(ids, said, strict=True)):
                continue
            around, chosen = [0, 0, *ids, 0, 0], [-1, -1, *said, -1, -1]
            step = 1 if backward else -1
            for i, k in enumerate(ids):
                slot = slots[k][said[i]]
                if totals[k][slot] <= 1 and not parents[k][slot]:
                    continue  # seen nowhere but here: it would be no choice
                at = cell(KINDS.index(kind), i == 0, i + 1 == len(ids))
                x.extend([*around[i : i + 5], at, chosen[i + 2 + step] + 1, chosen[i + 2 + 2 * step] + 1])
                y.append(slot)
        return torch.from_numpy(np.array(x).reshape(len(y), -1)), torch.from_numpy(np.array(y))


class Network(torch.nn.Module):
    """Logits over the choices of the middle kanji of five."""

    def __init__(self, choices: Choices, width: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.choices = choices
        self.kanji = torch.nn.Embedding(len(choices.kanji), width)
        self.own = torch.nn.Embedding(len(choices.segments) + 1, width)
        letters = sorted({c for s in choices.segments for c in s})
        of = {c: i + 1 for i, c in enumerate(letters)}
        self.spelled = torch.zeros((len(choices.segments) + 1, 7), dtype=torch.long)
        for i, s in enumerate(choices.segments, 1):
            n = len(letters) + 1
            ids = [of[c] for c in s]
            spelled = [ids[0], n + ids[-1]]
            spelled += [2 * n + ids[1]] if len(ids) > 1 else [2 * n]
            spelled += [3 * n + ids[-2]] if len(ids) > 1 else [3 * n]
            spelled += [4 * n + min(len(ids), 5)]
            spelled += [5 * n + ids[0], 5 * n + ids[-1]]
            self.spelled[i] = torch.tensor(spelled)
        self.letters = torch.nn.Embedding(6 * (len(letters) + 1), width)
        self.place = torch.nn.Embedding(CELLS, width)
        self.mix = torch.nn.Linear(width * 8, hidden)
        self.mix2 = torch.nn.Linear(hidden, hidden)
        self.ask = torch.nn.Linear(hidden, width)
        self.gate = torch.nn.Linear(hidden, SHARES)
        self.bias = torch.nn.Embedding(len(choices.segments) + 1, 1)
        self.drop = torch.nn.Dropout(dropout)
        with torch.no_grad():
            self.own.weight *= 0.3
            self.letters.weight *= 0.2
            self.bias.weight.zero_()
            self.gate.weight *= 0.1
            self.gate.bias.copy_(torch.tensor([0.3, 0.2, 0.3, -2.0, 0.3]))

    def segment(self) -> torch.Tensor:
        """A row a segment: its own and what its kana add."""
        return self.own.weight + self.letters(self.spelled).sum(1)

    def forward(self, x: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """``x`` as Choices.examples has it with neighbours masked at will; ``own`` the right choices."""
        rows = self.segment()
        parts = [self.kanji(x[:, i]) for i in range(5)]
        parts += [self.place(x[:, 5]), rows[x[:, 6]], rows[x[:, 7]]]
        hidden = torch.relu(self.mix(self.drop(torch.cat(parts, -1))))
        hidden = self.drop(hidden + torch.relu(self.mix2(self.drop(hidden))))
        middle = x[:, 2]
        chosen = self.choices.choices[middle] + 1
        logits = torch.einsum("bw,bkw->bk", self.ask(hidden), torch.nn.functional.embedding(chosen, rows))
        logits = logits + self.bias(chosen)[..., 0]
        logits = logits + torch.einsum("bf,bkf->bk", self.gate(hidden), self.shares(x, own))
        return logits.masked_fill(~self.choices.valid[middle], -1e4)

    def shares(self, x: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """As align.names.reading.segments.shares, of counts without the example itself."""
        middle, at = x[:, 2], x[:, 5]
        counts = self.choices.counts[middle].float()
        line = torch.arange(len(x))
        counts[line, own, at] -= 1
        every = counts.sum(-1)
        kinds = torch.stack([counts[..., :4].sum(-1), counts[..., 4:8].sum(-1), counts[..., 8]], -1)
        of_kind = kinds[line, :, torch.div(at, 4, rounding_mode="floor")]
        here = counts[line, :, at]
        own_share = (of_kind + 0.3) / (of_kind.sum(-1, keepdim=True) + 3.0)
        all_share = (every + 0.3) / (every.sum(-1, keepdim=True) + 3.0)
        here_share = (here + 2.0 * own_share) / (here.sum(-1, keepdim=True) + 2.0)
        never = (every <= 0).float()
        parent = never * torch.log(self.choices.parents[middle] + 0.02)
        return torch.stack([own_share.log(), all_share.log(), here_share.log(), never, parent], -1)


def train(model: Network, x: torch.Tensor, y: torch.Tensor, epochs: int, batch: int = 1024) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    steps = epochs * -(-len(x) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps + 1, pct_start=0.1)
    started = time.time()
    for epoch in range(epochs):
        total = 0.0
        for number, at in enumerate(torch.randperm(len(x)).split(batch)):
            inputs = x[at].long()
            own = y[at].long()
            masked = torch.rand(len(at), 5) < 0.03
            masked[:, 2] = False  # the choices of the kanji itself have to stay
            inputs[:, :5][masked] = 0
            loss = torch.nn.functional.cross_entropy(model(inputs, own), own)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(at)
            if epoch == 0 and number == 50:
                print(f"50 batches: {time.time() - started:.1f} s", file=sys.stderr, flush=True)
        print(
            f"epoch {epoch + 1}: {total / len(x):.4f}, {time.time() - started:.0f} s",
            file=sys.stderr,
            flush=True,
        )


def save(model: Network, path: Path, backward: bool) -> None:
    """Matrices as int8 rows with their scales, the rest in float16, the choices as rows of whole numbers."""
    state = {k: v for k, v in model.state_dict().items() if not k.startswith(("own.", "letters.", "bias."))}
    state |= {"segment.weight": model.segment().detach(), "segment.bias": model.bias.weight.detach()[:, 0]}
    arrays: dict[str, np.ndarray] = {}
    for name, value in state.items():
        if value.ndim == 2:
            arrays[name], arrays[f"{name}.scale"] = quantised(value.numpy())
        else:
            arrays[name] = value.numpy().astype(np.float16)
    choices = model.choices
    pairs = np.array([(k, s, *n) for k, s, n in choices.seen], dtype=np.int16)
    arrays |= {"kanji_list": np.array(choices.kanji), "segment_list": np.array(choices.segments)}
    np.savez_compressed(path, pairs=pairs, backward=np.array(backward), **arrays)
    print(f"{path}: {path.stat().st_size} bytes", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=Path, help="japanese_name_parts.tsv")
    parser.add_argument("words", type=Path, help="jmdict.tsv")
    parser.add_argument("--out", type=Path, default=Path("models/names-readings"), help="folder")
    parser.add_argument("--backward", action="store_true", help="from the last kanji to the first")
    parser.add_argument("--divided", type=Path, help="keep the divided rows here, and take them from here")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    if arguments.divided and arguments.divided.exists():
        divided = pickle.loads(arguments.divided.read_bytes())
    else:
        rows = [row for row in read_rows(arguments.parts) if not is_held_out(row[0])]
        spelled = [(unrepeated(kanji), kana, kind, people) for kanji, kana, kind, people in rows]
        divided = divide_all(spelled + read_words(arguments.words) + read_endings(arguments.words))
        if arguments.divided:
            arguments.divided.write_bytes(pickle.dumps(divided))
    choices = Choices(divided)
    x, y = choices.examples(divided, arguments.backward)
    print(f"{len(x)} kanji, {len(choices.segments)} segments", file=sys.stderr, flush=True)
    model = Network(choices, arguments.width, arguments.hidden, arguments.dropout)
    train(model, x, y, arguments.epochs)
    name = "backward.npz" if arguments.backward else "context.npz"
    save(model.eval(), arguments.out / name, arguments.backward)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
