#!/usr/bin/env python3
"""The table of known Japanese name parts, and the alignment of kanji with kana that training needs.

Reads name parts (kanji, kana, romaji, surname|given, people; a header line) and writes all of them, compressed, to
models/names-readings/parts.xz. Each kanji is aligned to the kana it is read as by expectation maximisation
over all monotone segmentations; readings_context.py trains the networks on that. One part in
ten is held out from them by a hash of its kanji; on half of these readings_ranking.py fits the weights
of the ranking, the other half (is_measured) is what figures are measured on.

Example:
    python -m scripts.train.names.readings ../shared/data/names/japanese_name_parts.tsv
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from align.names.reading.kanji import pack_table

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
    """Whether the networks never see a part."""
    return zlib.crc32(kanji.encode()) % 10 == 0


def is_measured(kanji: str) -> bool:
    """Whether nothing at all is fitted on a part."""
    return zlib.crc32(kanji.encode()) % 20 == 10


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
    best: list[dict[int, tuple[float, list[str]]]] = [{0: (0.0, [])}, *({} for _ in range(n))]
    for i, at in enumerate(segmentations(kanji, kana)):
        for a, b in at:
            if a in best[i]:
                score = best[i][a][0] + math.log(table.get((kanji[i], kana[a:b]), 1e-7))
                if b not in best[i + 1] or score > best[i + 1][b][0]:
                    best[i + 1][b] = (score, [*best[i][a][1], kana[a:b]])
    return best[n][m][1] if m in best[n] else None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", type=Path, help="japanese_name_parts.tsv")
    parser.add_argument("--out", type=Path, default=Path("models/names-readings/parts.xz"))
    parser.add_argument(
        "--without-held-out",
        action="store_true",
        help="leave held-out parts out, to measure with ALIGN_MODELS",
    )
    arguments = parser.parse_args()
    rows = read_rows(arguments.parts)
    packed = pack_table([row for row in rows if not (arguments.without_held_out and is_held_out(row[0]))])
    arguments.out.write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
