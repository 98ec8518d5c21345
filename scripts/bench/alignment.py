#!/usr/bin/env python3
"""Measure the aligner's speed and memory, and how both grow with the text.

usage: scripts/bench/alignment.py PAIRS.tsv [--sizes 30,300,2000,5000,10000] [--threads 2] [--plot growth.svg]
PAIRS.tsv has parallel lines in the order of their documents, `english<TAB>other`, for example
../shared/data/en-zh/lctt_opensource_articles.tsv. Each size is aligned as one text of so many lines, in a process
of its own; of small sizes the median of several runs is printed. The share of lines that came back as the 1-1
bead they are shows that the time was not saved on the work. Needs matplotlib for --plot.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

EMBEDDED = 20_000  # lines for the rate of embedding


def lines(path: Path, count: int) -> tuple[list[str], list[str]]:
    """The first so many pairs with both sides filled, as (other, english)."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        pairs = list(
            islice((row for row in rows if len(row) >= 2 and row[0].strip() and row[1].strip()), count)
        )
    return [row[1] for row in pairs], [row[0] for row in pairs]


def measure(path: Path, size: int) -> dict[str, float]:
    """Seconds, peak memory and correctness of one size, in this process."""
    from align.model import load_model
    from align.sentences import align_sentences

    model = load_model("embedded")
    source, target = lines(path, size)
    align_sentences(source[:20], target[:20], model)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, cpu = [], []
    for _ in range(7 if size <= 500 else 3 if size <= 3000 else 1):
        started, cpu_started = time.perf_counter(), time.process_time()
        beads = align_sentences(source, target, model)
        times.append(time.perf_counter() - started)
        cpu.append(time.process_time() - cpu_started)
    right = sum(bead.source == bead.target for bead in beads if len(bead.source) == 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "lines": len(source),
        "seconds": statistics.median(times),
        "cpu": statistics.median(cpu),
        "peak": peak / 1024,
        "more": (peak - before) / 1024,
        "right": right / len(source),
    }


def embedding_rate(path: Path) -> float:
    """Sentences a second through the encoder, both languages."""
    from align.model import load_model

    model = load_model("embedded")
    source, target = lines(path, EMBEDDED // 2)
    model.embed(source[:100], "zh")
    started = time.perf_counter()
    model.embed(source, "zh")
    model.embed(target, "en")
    return (len(source) + len(target)) / (time.perf_counter() - started)


def plot(results: list[dict[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    sizes = [result["lines"] for result in results]
    axes.loglog(sizes, [result["seconds"] for result in results], "o-", label="measured")
    last = results[-1]
    axes.loglog(
        sizes, [last["seconds"] * size / last["lines"] for size in sizes], "--", label="linear growth"
    )
    axes.set_xlabel("sentences on each side")
    axes.set_ylabel("seconds")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--sizes", default="30,300,2000,5000,10000")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one is not None:
        print(json.dumps(measure(args.pairs, args.one) if args.one else {"rate": embedding_rate(args.pairs)}))
        return
    threads = {
        name: str(args.threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    }

    def run(size: int) -> dict[str, float]:
        command = [sys.executable, __file__, str(args.pairs), "--one", str(size)]
        done = subprocess.run(
            command, env={**os.environ, **threads}, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    print(f"load average before: {os.getloadavg()[0]:.1f}; threads: {args.threads}")
    print(f"embedding: {run(0)['rate']:,.0f} sentences/s")
    print(
        f"{'sentences':>12}{'seconds':>10}{'CPU s':>8}{'ms/sent.':>10}{'peak MB':>9}{'of it new':>10}{'right':>8}"
    )
    results = []
    for size in map(int, args.sizes.split(",")):
        result = run(size)
        results.append(result)
        print(
            f"{result['lines']:>12}{result['seconds']:>10.3f}{result['cpu']:>8.2f}"
            f"{1000 * result['seconds'] / result['lines']:>10.2f}{result['peak']:>9.0f}{result['more']:>10.0f}"
            f"{result['right']:>8.3f}",
            flush=True,
        )
    if args.plot:
        plot(results, args.plot)


if __name__ == "__main__":
    main()
