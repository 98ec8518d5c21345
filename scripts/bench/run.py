"""How fast `align run` goes, stage by stage, on generated articles.

    .venv/bin/python scripts/bench/run.py --pairs 1000 --workers 2

The articles are drawn, with a fixed seed, from the sentence pairs of corpora/gold/beads, with numbers changed
and beads in random order; each pair of articles has a date of its own. They are generated: figures say how
fast a stage is, not how good. Printed is a Markdown table: seconds and articles (read, split) or pairs a
second of each stage and of processor time, then the peak memory of this process and of its largest worker.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `align run` does

from align.run import RunConfig, run

GOLD = Path(__file__).resolve().parent.parent.parent / "corpora" / "gold" / "beads"


class Clock:
    """Measures stages where others draw bars."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, int]] = {}
        self._stage, self._begun, self._count = "", 0.0, 0

    def start(self, stage: str, total: int, done: int) -> None:
        """A stage begins."""
        self._stage, self._begun, self._count = stage, time.perf_counter(), total - done

    def advance(self, count: int) -> None:
        """Nothing: the whole is what counts."""

    def finish(self) -> None:
        """A stage has ended."""
        self.stages[self._stage] = (time.perf_counter() - self._begun, self._count)


def sentence_pairs() -> dict[str, list[tuple[str, str]]]:
    """Pairs of source and target text by language, from the beads of the sample corpus."""
    found: dict[str, list[tuple[str, str]]] = {"ja": [], "zh": []}
    for folder in sorted(path for path in GOLD.iterdir() if (path / "gold.txt").is_file()):
        source, target = ((folder / name).read_text("utf-8").splitlines() for name in ("src.txt", "tgt.txt"))
        language = "ja" if re.search("[ぁ-ん]", "".join(source)) else "zh"
        for line in (folder / "gold.txt").read_text("utf-8").splitlines():
            left, right = (
                [int(number) for number in re.findall(r"\d+", side)] for side in line.split(":")[:2]
            )
            if left and right:
                words = " ".join(target[number] for number in right)
                found[language].append(("".join(source[number] for number in left), words))
    return found


def generate(folder: Path, pairs: int, sentences: int, seed: int) -> None:
    """Write reprints.jsonl and sources.jsonl."""
    pool, chance = sentence_pairs(), random.Random(seed)
    with (folder / "reprints.jsonl").open("w") as reprints, (folder / "sources.jsonl").open("w") as sources:
        for number in range(pairs):
            language = ("ja", "zh")[number % 2]
            drawn = chance.sample(pool[language], sentences)
            shift = {digit: str(chance.randrange(1, 10)) for digit in "123456789"}
            day = (date(2015, 1, 1) + timedelta(days=number % 3650)).isoformat()
            for stream, side, code in ((sources, 0, language), (reprints, 1, "en")):
                lines = [
                    re.sub("[1-9]", lambda match, shift=shift: shift[match[0]], pair[side]) for pair in drawn
                ]
                text = "\n\n".join(
                    ("" if side == 0 else " ").join(lines[at : at + 3]) for at in range(0, len(lines), 3)
                )
                record = {"id": f"{code}-{number:07}", "text": text, "date": day, "language": code}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Generate, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=1000, help="pairs of articles (1000)")
    parser.add_argument("--sentences", type=int, default=12, help="beads an article (12)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--checks", action="store_true", help="with names and fidelity")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, arguments.pairs, arguments.sentences, arguments.seed)
        clock, begun = Clock(), time.perf_counter()
        inputs = str(folder / "reprints.jsonl"), str(folder / "sources.jsonl")
        config = RunConfig(*inputs, folder / "run", checks=arguments.checks, workers=arguments.workers)
        summary = run(config, clock)
        whole = time.perf_counter() - begun
    print("| stage | seconds | articles or pairs a second |\n|---|---|---|")
    # These two stages count files and tasks of their own.
    counts = {"read": 2 * arguments.pairs, "export": arguments.pairs}
    for stage, (seconds, items) in clock.stages.items():
        count = counts.get(stage, items)
        print(f"| {stage} | {seconds:.1f} | {count / seconds:,.0f} |")
    print(f"| whole run | {whole:.1f} | {arguments.pairs / whole:,.1f} |")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"| processor time | {processor:.1f} | {arguments.pairs / processor:,.1f} a core |")
    own, workers = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"\nparallel {summary.pairs['parallel']} of {arguments.pairs}; peak {own} MB, largest worker {workers} MB"
    )


if __name__ == "__main__":
    main()
