"""How fast `align run` goes, stage by stage, on generated articles.

    .venv/bin/python scripts/bench/run.py --pairs 1000 --workers 2

The articles are drawn, with a fixed seed, from the sentence pairs of corpora/gold/beads, with numbers changed
and beads in random order; each pair of articles has a date of its own. They are generated: figures say how
fast a stage is, not how good. Printed is a Markdown table: seconds and articles (read, split) or pairs a
second of each stage and of processor time, then the peak memory of this process and of its largest worker.

    .venv/bin/python scripts/bench/run.py --pairs 60 --against ../before [--articles FOLDER]

sets this checkout beside another one instead: both check the same pairs in turns of ten, each in a process of its own
that has checked others before, and both start cold in turns (`align check` of an article of each language, `align
--help`). Times are of the processor and taken in one run, so that what else the machine does weighs on both alike. With
--articles the pairs are those of a folder with NAME_source.txt and NAME_right_a.txt, NAME_right_b.txt instead.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
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


TURN = 10  # pairs that one checkout checks before the other goes on
COLD_STARTS = 7

# What each of two checkouts runs: pairs are named on its standard input, and it answers with processor seconds.
WORKER = """
import json, resource, sys, time
import align
pairs = [[align.read(text.encode(), id=name, language=language, format="text") for name, text, language in pair]
         for pair in json.load(open(sys.argv[1]))]
model = align.load_model("embedded")
for line in sys.stdin:
    first, last = map(int, line.split())
    begun = time.process_time()
    for source, target in pairs[first:last]:
        align.check(source, target, model=model)
    print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
"""


class Checkout:
    """A checkout of this repository and its process."""

    def __init__(self, tree: Path, pairs: Path) -> None:
        self.tree = tree
        self.environment = {**os.environ, "PYTHONPATH": str(tree)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", WORKER, str(pairs)]
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, env=self.environment, cwd=tree, **streams)
        self.seconds, self.memory = 0.0, 0.0

    def check(self, first: int, last: int) -> float:
        """The processor seconds of some pairs."""
        self.process.stdin.write(f"{first} {last}\n")
        self.process.stdin.flush()
        seconds, self.memory = (float(cell) for cell in self.process.stdout.readline().split())
        return seconds

    def cold(self, *arguments: str) -> tuple[float, float]:
        """Processor seconds and megabytes of a command in a process of its own."""
        command = [sys.executable, "-m", "align", *arguments]
        process = subprocess.Popen(command, env=self.environment, cwd=self.tree, stdout=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def texts(
    articles: Path | None, folder: Path, pairs: int, sentences: int, seed: int
) -> list[list[list[str]]]:
    """Pairs of source and translation, each a name, a text and a language."""
    if articles is not None:
        found = []
        for source in sorted(articles.rglob("*_source.txt")):
            for target in sorted(source.parent.glob(source.name.replace("source", "right_*"))):
                text = source.read_text("utf-8")
                language = "ja" if re.search("[ぁ-ん]", text) else "zh"
                found.append([[source.stem, text, language], [target.stem, target.read_text("utf-8"), "en"]])
        return found
    generate(folder, pairs, sentences, seed)
    sides = ((folder / f"{name}.jsonl").read_text("utf-8").splitlines() for name in ("sources", "reprints"))
    records = zip(*(map(json.loads, side) for side in sides), strict=True)
    return [[[one["id"], one["text"], one["language"]] for one in pair] for pair in records]


def side_by_side(given: list[list[list[str]]], folder: Path, trees: list[Path]) -> None:
    """Both checkouts in turns, and what each took, as a table."""
    (folder / "pairs.json").write_text(json.dumps(given))
    both = [Checkout(tree, folder / "pairs.json") for tree in trees]
    for one in both:  # what is loaded once is not measured
        one.check(0, 3)
        one.check(len(given) - 2, len(given))
    for first in range(3, len(given) - 2, TURN):
        last = min(first + TURN, len(given) - 2)
        for one in both if (first // TURN) % 2 else both[::-1]:
            one.seconds += one.check(first, last)
    count = len(given) - 5
    commands = {"--help": ("--help",)}
    for pair in given[::-1]:  # of each language of a source the first
        names = [folder / f"{pair[0][2]}-{side}.txt" for side in ("source", "target")]
        for name, (_, text, _) in zip(names, pair, strict=True):
            name.write_text(text, "utf-8")
        commands[f"check {pair[0][2]}"] = ("check", *map(str, names))
    colds = {name: [[], []] for name in sorted(commands, reverse=True)}
    for _ in range(COLD_STARTS + 1):
        for name, each in colds.items():
            for figures, one in zip(each, both, strict=True):
                figures.append(one.cold(*commands[name]))
    print("| | before | now | |\n|---|---|---|---|")
    now, before = both

    def row(name: str, one: float, other: float, form: str) -> None:
        print(f"| {name} | {one:{form}} | {other:{form}} | {other / one:.2f} |")

    row("processor ms a checked pair", *(1000 * one.seconds / count for one in (before, now)), ".0f")
    row("checked pairs a second and core", *(count / one.seconds for one in (before, now)), ".1f")
    row("MB of that process", *(one.memory / 1024 for one in (before, now)), ".0f")
    for name, (new, old) in colds.items():
        # The first start may write compiled modules and unpack tables; the least is what the others cost it least.
        row(f"align {name}, cold: processor s", *(min(s for s, _ in each[1:]) for each in (old, new)), ".2f")
        row(f"align {name}, cold: MB", *(min(m for _, m in each[1:]) for each in (old, new)), ".0f")


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
    parser.add_argument("--against", type=Path, help="another checkout, that this one is set beside")
    parser.add_argument("--articles", type=Path, help="with --against: a folder of pairs")
    arguments = parser.parse_args()
    if arguments.against is not None:
        with tempfile.TemporaryDirectory() as name:
            sizes = arguments.pairs, arguments.sentences, arguments.seed
            given = texts(arguments.articles, Path(name), *sizes)
            side_by_side(given, Path(name), [GOLD.parent.parent.parent, arguments.against.resolve()])
        return
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
