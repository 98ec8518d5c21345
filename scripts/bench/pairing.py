#!/usr/bin/env python3
"""Measure `align pair` on generated articles: time, peak memory and right sources, by size.

An article is ten lines of sentence-parallel files (english<TAB>other), dealt from a stretch of 2,000, so
that 200 articles are near in subject and none share a line; when all lines are used up, whole files are shuffled
and dealt again. Of every ten reprints seven render a
source (60 percent of it, in order), one renders a source with a block moved, two render a text that is no
source; a third of the sources stands behind no reprint. Half of all articles carry a date, of --days days.
The command itself is timed, reading included, in a process of its own: by the clock and by the
processor, which differ on a busy machine.

usage: benchmark_pairing.py OUT LANGUAGE PAIRS.tsv… [--sizes 1000,10000] [--seed 1] [--slices] [--plot FILE.svg]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from align.export.dataset.plots import bars

LINES = 10
STRETCH = 2000


def read_lines(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Sentence pairs long enough to be a sentence of news, file after file."""
    pairs = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            english, _, other = line.partition("\t")
            if 40 <= len(english) <= 400 and other:
                pairs.append((english, other))
    return pairs


def dealt(pairs: list[tuple[str, str]], random_: random.Random) -> Iterator[list[tuple[str, str]]]:
    """Documents without end, in a random order of stretches; no line twice before all are used."""
    stretch = STRETCH
    while True:
        starts = list(range(0, len(pairs) - stretch + 1, stretch))
        random_.shuffle(starts)
        for start in starts:
            lines = random_.sample(pairs[start : start + stretch], stretch)
            yield from (lines[at : at + LINES] for at in range(0, stretch - LINES + 1, LINES))
        stretch = len(pairs)


def sliced(pairs: list[tuple[str, str]], random_: random.Random) -> Iterator[list[tuple[str, str]]]:
    """Documents without end: slices of lines that follow each other, twenty of one stretch near each other in the
    collection, so that a reprint whose source is withheld has the rest of its document among the sources."""
    reach = 20 * LINES
    while True:
        starts = list(range(0, len(pairs) - reach + 1, reach))
        random_.shuffle(starts)
        for start in starts:
            for at in random_.sample(range(start, start + reach, LINES), 20):
                yield pairs[at : at + LINES]


def generate(
    folder: Path,
    pairs: list[tuple[str, str]],
    size: int,
    language: str,
    days: int,
    seed: int,
    deal: Callable[..., Iterator[list[tuple[str, str]]]] = dealt,
) -> None:
    """``size`` reprints and ``size`` sources with their gold; ``deal`` makes documents of lines."""
    random_ = random.Random(f"{seed}/{size}")
    joiner = "" if language != "en" else " "

    documents = deal(pairs, random_)

    def dated(record: dict[str, str], day: int) -> str:
        if random_.random() < 0.5:
            record["date"] = str(date(2025, 1, 1) + timedelta(days=day))
        return json.dumps(record, ensure_ascii=False) + "\n"

    for side in ("reprints", "sources"):
        (folder / side).mkdir(parents=True, exist_ok=True)
    with (
        (folder / "reprints/articles.jsonl").open("w", encoding="utf-8") as reprints,
        (folder / "sources/articles.jsonl").open("w", encoding="utf-8") as sources,
        (folder / "pairs.jsonl").open("w", encoding="utf-8") as gold,
    ):
        for at in range(size):
            source, day = next(documents), random_.randrange(days)
            if at < size * 2 // 3 or at % 10 >= 8:
                text = "\n\n".join(
                    joiner.join(other for _, other in source[n : n + 3]) for n in range(0, len(source), 3)
                )
                sources.write(dated({"id": f"s{at}", "text": text, "language": language}, day))
            rendered = next(documents) if at % 10 >= 8 or at >= size * 2 // 3 else source
            kept = [
                rendered[n] for n in sorted(random_.sample(range(len(rendered)), round(0.6 * len(rendered))))
            ]
            if at % 10 == 7:
                kept = kept[4:] + kept[:4]
            text = "\n\n".join(
                " ".join(english for english, _ in kept[n : n + 3]) for n in range(0, len(kept), 3)
            )
            reprints.write(
                dated(
                    {"id": f"r{at}", "text": text, "language": "en"},
                    min(days - 1, day + random_.randrange(3)),
                )
            )
            answer = f"s{at}" if rendered is source else None
            verdict = "parallel" if answer else "unrelated"
            gold.write(json.dumps({"reprint": f"r{at}", "source": answer, "verdict": verdict}) + "\n")
        for at in range(size, size + size // 3 - size // 15):
            stranger = next(documents)
            text = "\n\n".join(
                joiner.join(other for _, other in stranger[n : n + 3]) for n in range(0, LINES, 3)
            )
            sources.write(
                dated({"id": f"s{at}", "text": text, "language": language}, random_.randrange(days))
            )


def measured(command: Sequence[str]) -> tuple[float, float, float]:
    """Seconds by the clock and of processor time, and peak megabytes, of a child process."""
    before = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("language")
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--sizes", default="1000,10000", help="articles a side, comma-separated")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slices", action="store_true", help="documents are slices of longer ones")
    parser.add_argument("--plot", type=Path, help="write processor time by size here, as SVG")
    arguments = parser.parse_args()
    lines = read_lines(arguments.pairs)
    align: Callable[..., list[str]] = lambda *words: [sys.executable, "-m", "align", *map(str, words)]  # noqa: E731
    print("size\tseconds\tprocessor seconds\tMB\tevaluation")
    sizes, costs = [int(size) for size in arguments.sizes.split(",")], []
    for size in sizes:
        folder = arguments.out / f"{arguments.language}-{size}"
        deal = sliced if arguments.slices else dealt
        generate(folder, lines, size, arguments.language, arguments.days, arguments.seed, deal)
        found = folder / "found.jsonl"
        seconds, processor, megabytes = measured(
            align("pair", folder / "reprints", folder / "sources", "--quiet", "--out", found)
        )
        figures = subprocess.run(
            align("evaluate", "pairs", folder, "--pairs", found, "--samples", 10, "--json"),
            capture_output=True,
            check=True,
        )
        values = json.loads(figures.stdout)["figures"]
        print(f"{size}\t{seconds:.1f}\t{processor:.1f}\t{megabytes:.0f}\t{json.dumps(values)}", flush=True)
        costs.append(round(1000 * processor / size, 1))
    if arguments.plot:
        title = f"Processor milliseconds for a reprint and a source ({arguments.language})"
        arguments.plot.write_text(bars(title, [f"{size:,}" for size in sizes], costs, "articles a side"))


if __name__ == "__main__":
    main()
