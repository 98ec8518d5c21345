#!/usr/bin/env python3
"""Train the reading model: the kana of Japanese name parts that no dictionary holds.

Reads name parts (kanji, kana, romaji, surname|given, people; a header line). Each kanji is aligned to
the kana it is read as by expectation maximisation over all monotone segmentations; a small network
then predicts each kanji's kana from its neighbours, its place, the kind of name and the segment
before. Writes network.npz (float16) and the whole name table, compressed, to models/names-readings.
One part in ten is held out by a hash of its kanji (--all trains on everything); the second network,
scripts/train_readings_context.py, prints the held-out figures of both together.

Example:
    python scripts/train_readings.py ../shared/data/names/japanese_name_parts.tsv
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sys
import time
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

from align.names.kanji import START, ReadingModel, pack_table, unrepeated

LONGEST = 5  # kana a kanji
Row = tuple[str, str, str, int]  # kanji, kana, surname|given, people


def read_rows(path: Path) -> list[Row]:
    """The parts written in kanji (々 spelled out), each with its kana."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        kanji, kana, _, kind, people = line.split("\t")
        if re.fullmatch("[\u3400-\u9fff々ヶケノ之ぁ-ヶ]+", kanji) and re.fullmatch("[ぁ-ゖー]+", kana):
            rows.append((kanji, kana, kind, int(float(people or 0))))
    return rows


def is_held_out(kanji: str) -> bool:
    return zlib.crc32(kanji.encode()) % 10 == 0


def segmentations(kanji: str, kana: str) -> list[list[tuple[int, int]]]:
    """For each kanji the (start, end) spans of kana it may cover, pruned to what can be completed."""
    n, m = len(kanji), len(kana)
    return [
        [
            (a, b)
            for a in range(min(i * LONGEST, m) + 1)
            for b in range(a + 1, min(a + LONGEST, m) + 1)
            if a >= i and m - b >= n - i - 1 and m - b <= LONGEST * (n - i - 1)
        ]
        for i in range(n)
    ]


def expectation(rows: list[Row], table: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Expected counts of (kanji, kana segment) under the table, by the forward-backward recursion."""
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for kanji, kana, _, _ in rows:
        n, m = len(kanji), len(kana)
        if not n <= m <= LONGEST * n:
            continue
        spans = segmentations(kanji, kana)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = backward[n][m] = 1.0
        weights = [
            [table.get((k, kana[a:b]), 1e-7) for a, b in at] for k, at in zip(kanji, spans, strict=True)
        ]
        for i, at in enumerate(spans):
            for (a, b), weight in zip(at, weights[i], strict=True):
                forward[i + 1][b] += forward[i][a] * weight
        total = forward[n][m]
        if total <= 0:
            continue
        for i in range(n - 1, -1, -1):
            for (a, b), weight in zip(spans[i], weights[i], strict=True):
                backward[i][a] += backward[i + 1][b] * weight
                share = forward[i][a] * weight * backward[i + 1][b] / total
                if share > 1e-4:
                    counts[kanji[i], kana[a:b]] += share
    return counts


def normalise(counts: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """p(segment | kanji), with every added segment costing as in a Dirichlet prior below one."""
    totals: dict[str, float] = defaultdict(float)
    kept = {key: max(count - 0.3, 1e-6) for key, count in counts.items()}
    for (kanji, _), count in kept.items():
        totals[kanji] += count
    return {key: count / totals[key[0]] for key, count in kept.items()}


def best_segments(kanji: str, kana: str, table: dict[tuple[str, str], float]) -> list[str] | None:
    """The likeliest segmentation, or None when the reading does not divide over its kanji."""
    n, m = len(kanji), len(kana)
    if not n <= m <= LONGEST * n:
        return None
    best: list[dict[int, tuple[float, list[str]]]] = [{0: (0.0, [])}] + [{} for _ in range(n)]
    for i, at in enumerate(segmentations(kanji, kana)):
        for a, b in at:
            if a in best[i]:
                score = best[i][a][0] + math.log(table.get((kanji[i], kana[a:b]), 1e-7))
                if b not in best[i + 1] or score > best[i + 1][b][0]:
                    best[i + 1][b] = (score, [*best[i][a][1], kana[a:b]])
    return best[n][m][1] if m in best[n] else None


class Predictor(torch.nn.Module):
    """Logits over kana segments from (left2, left, self, right, right2, place·kind, previous segment)."""

    def __init__(self, kanji: int, segments: int, width: int, hidden: int) -> None:
        super().__init__()
        self.kanji = torch.nn.Embedding(kanji, width)
        self.segments = torch.nn.Embedding(segments + 1, width)
        self.places = torch.nn.Embedding(8, width)
        self.mix = torch.nn.Linear(width * 6, hidden)
        self.out = torch.nn.Linear(hidden, segments)
        self.dropout = torch.nn.Dropout(0.15)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        parts = [self.kanji(features[:, i]) for i in range(4)]
        parts += [self.places(features[:, 4]), self.segments(features[:, 5])]
        return self.out(self.dropout(torch.relu(self.mix(self.dropout(torch.cat(parts, -1))))))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=Path, help="japanese_name_parts.tsv")
    parser.add_argument("--out", type=Path, default=Path("models/names-readings"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--hidden", type=int, default=160)
    parser.add_argument("--all", action="store_true", help="train on the held-out parts as well")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    rows = read_rows(arguments.parts)
    train = [row for row in rows if arguments.all or not is_held_out(row[0])]
    started = time.time()
    spelled = [(unrepeated(k), r, kind, n) for k, r, kind, n in train]
    table: dict[tuple[str, str], float] = {}
    for _ in range(5):
        table = normalise(expectation(spelled, table))
    print(f"alignment: {len(table)} segments, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    divided = [(row, best_segments(row[0], row[1], table)) for row in spelled]
    kept = Counter(
        (k, s) for row, segments in divided if segments for k, s in zip(row[0], segments, strict=True)
    )
    segments = sorted({s for (_, s), n in kept.items() if n >= 2})
    kanji = [START, *sorted({k for k, _ in kept})]
    model = fit(divided, kanji, segments, arguments)
    counts = {(k, s): n for (k, s), n in kept.items() if s in set(segments)}
    save(
        model,
        kanji,
        segments,
        counts,
        [row for row in rows if arguments.all or not is_held_out(row[0])],
        arguments,
    )
    return 0


def fit(
    divided: list[tuple[Row, list[str] | None]],
    kanji: list[str],
    segments: list[str],
    arguments: argparse.Namespace,
) -> Predictor:
    """The network, trained on each kanji of each divided part."""
    of_kanji = {k: i for i, k in enumerate(kanji)}
    of_segment = {s: i for i, s in enumerate(segments)}
    features, labels = [], []
    for (written, _, kind, _), parts in divided:
        if parts is None or any(s not in of_segment for s in parts):
            continue
        for i, segment in enumerate(parts):
            features.append(
                ReadingModel.features(of_kanji, of_segment, written, i, kind, parts[i - 1] if i else None)
            )
            labels.append(of_segment[segment])
    x, y = torch.tensor(features), torch.tensor(labels)
    model = Predictor(len(kanji), len(segments), arguments.width, arguments.hidden)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    batch = 1024
    steps = arguments.epochs * -(-len(x) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps + 1, pct_start=0.1)
    started = time.time()
    for epoch in range(arguments.epochs):
        total = 0.0
        for at in torch.randperm(len(x)).split(batch):
            inputs = x[at].clone()
            inputs[:, :4][torch.rand(len(at), 4) < 0.02] = 0  # rare kanji must be read from the rest
            loss = torch.nn.functional.cross_entropy(model(inputs), y[at])
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
    return model.eval()


def save(
    model: Predictor,
    kanji: list[str],
    segments: list[str],
    counts: dict[tuple[str, str], int],
    rows: list[Row],
    arguments: argparse.Namespace,
) -> None:
    """network.npz and parts.xz."""
    arrays = {name: value.numpy().astype(np.float16) for name, value in model.state_dict().items()}
    of_segment = {s: i for i, s in enumerate(segments)}
    of_kanji = {k: i for i, k in enumerate(kanji)}
    pairs = sorted((of_kanji[k], of_segment[s], n) for (k, s), n in counts.items())
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        arguments.out / "network.npz",
        **arrays,
        kanji_list=np.array(kanji),
        segment_list=np.array(segments),
        seen=np.array(pairs, dtype=np.int32),
    )
    (arguments.out / "parts.xz").write_bytes(lzma.compress(pack_table(rows), preset=9 | lzma.PRESET_EXTREME))
    for file in ("network.npz", "parts.xz"):
        print(f"{file}: {(arguments.out / file).stat().st_size} bytes", file=sys.stderr)


def report(model: ReadingModel, held: list[Row]) -> None:
    """Held-out figures: each row's kana, and each part's any kana, among the first readings."""
    any_right: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    first = five = 0
    for kanji, kana, kind, _ in held:
        found = [reading for reading, _ in model.read_part(kanji, kind, 5)]
        first += kana in found[:1]
        five += kana in found
        any_right[kanji, kind][0] |= kana in found[:1]
        any_right[kanji, kind][1] |= kana in found
    n, parts = len(held), len(any_right)
    print(f"rows {n}: first {first / n:.4f}, first five {five / n:.4f}")
    print(
        f"parts {parts}: first {sum(v[0] for v in any_right.values()) / parts:.4f}, "
        f"first five {sum(v[1] for v in any_right.values()) / parts:.4f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
