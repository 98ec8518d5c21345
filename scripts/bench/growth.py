#!/usr/bin/env python3
"""How the processor time of a check grows with its article: exponents of every step.

  python scripts/bench/growth.py [--kind sentences] [--most 4000] [--json]

Articles of four kinds are made (plain sentences, and sentences full of numbers, names or quotations), each twice as
long as the one before, and every step of a check is timed at each length. The exponent is that of the last doubling: 1
is linear, 2 quadratic. The texts are nonsense made from templates; what the steps find in them is of no interest.

  python scripts/bench/growth.py --guard

is what CI runs: the steps of short articles as multiples of the time that NumPy takes, in the same process, to
multiply and sort, and exit code 1 where a step takes more than it may. Never seconds: machines differ. The limits are
three times what was measured (2.8, 7.5, 10.5 and 7.0 on a busy AMD EPYC core), since ratios differ, too.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do

from align.document import Article, Bead
from align.errors import collected_warnings

FAMILY = {"佐藤": "Sato", "鈴木": "Suzuki", "高橋": "Takahashi", "田中": "Tanaka", "伊藤": "Ito", "渡辺": "Watanabe",
          "山本": "Yamamoto", "中村": "Nakamura", "小林": "Kobayashi", "加藤": "Kato"}  # fmt: skip
GIVEN = {"太郎": "Taro", "花子": "Hanako", "健一": "Kenichi", "美咲": "Misaki", "翔太": "Shota", "直樹": "Naoki",
         "恵子": "Keiko", "真由美": "Mayumi", "大輔": "Daisuke", "明": "Akira"}  # fmt: skip
SYLLABLES = {
    "カ": "ka",
    "リ": "ri",
    "ト": "to",
    "ベ": "be",
    "ン": "n",
    "ソ": "so",
    "マ": "ma",
    "ロ": "ro",
    "ミ": "mi",
}
THINGS = {"橋": "bridge", "港": "harbour", "学校": "school", "工場": "factory", "市場": "market", "病院": "hospital",
          "駅": "station", "公園": "park", "農場": "farm", "図書館": "library"}  # fmt: skip
DOINGS = {"閉鎖された": "was closed", "再開した": "reopened", "拡張された": "was extended", "売却された": "was sold",
          "調査された": "was inspected"}  # fmt: skip
CODES = ("ja", "en")
KINDS = ("sentences", "numbers", "names", "quotations")


def sentence_pairs(kind: str, count: int) -> tuple[list[str], list[str]]:
    """So many Japanese sentences of a kind, and their English."""
    draw = random.Random(f"{kind} {count}")
    pairs = [_sentence(kind, draw) for _ in range(count)]
    return [source for source, _ in pairs], [target for _, target in pairs]


def _sentence(kind: str, draw: random.Random) -> tuple[str, str]:
    thing, doing = draw.choice(list(THINGS)), draw.choice(list(DOINGS))
    day = draw.randint(1, 28)
    if kind == "numbers":
        people, money = draw.randint(100, 99_999), draw.randint(2, 9_999)
        source = (
            f"{day}日、{thing}には{people:,}人が集まり、{money}億円が{draw.randint(2, 90)}社に支払われた。"
        )
        place = THINGS[thing]
        return (
            source,
            f"On the {day}th, {people:,} people came to the {place} and {money / 10:g} billion yen was paid.",
        )
    if kind == "names":
        family, given = draw.choice(list(FAMILY)), draw.choice(list(GIVEN))
        sounds = [draw.choice(list(SYLLABLES)) for _ in range(4)]
        foreign, english = "".join(sounds), "".join(SYLLABLES[one] for one in sounds).capitalize()
        source = f"{family}{given}氏は{foreign}氏と{thing}で会談した。"
        return source, f"{GIVEN[given]} {FAMILY[family]} met {english} at the {THINGS[thing]}."
    if kind == "quotations":
        word = draw.choice(list(THINGS))
        source = (
            f"市長は「{thing}は{day}日に{doing}」と述べ、「{word}も{draw.randint(2, 99)}カ所ある」と語った。"
        )
        target = (
            f"The mayor said, “The {THINGS[thing]} {DOINGS[doing]} on the {day}th,” and “there are more.”"
        )
        return source, target
    source = f"{thing}は{draw.choice(list(THINGS))}の隣にあり、昨日{doing}。"
    return source, f"The {THINGS[thing]} stands beside another place and {DOINGS[doing]} yesterday."


@dataclass
class Clock:
    """Processor seconds of the steps at each length."""

    seconds: dict[str, dict[int, float]] = field(default_factory=dict)

    def time(self, step: str, count: int, work: Callable[[], object]) -> object:
        begun = time.process_time()
        result = work()
        times = self.seconds.setdefault(step, {})
        times[count] = times.get(count, 0.0) + time.process_time() - begun
        return result


def measured(kind: str, count: int, clock: Clock) -> None:
    """Every step of the check of one article on the clock."""
    from align.fidelity.checks import all_checks
    from align.fidelity.passage.comparison import compare
    from align.fidelity.passage.context import Context
    from align.fidelity.passage.profile import Profile
    from align.fidelity.passage.sides import side
    from align.fidelity.scoring.article import scores_of
    from align.model import load_model
    from align.names import ledger
    from align.pipeline import check
    from align.pipeline.two_articles import article_of_lines
    from align.report import render
    from align.sentences import align_split
    from align.split import split

    model = load_model("embedded")
    lines = sentence_pairs(kind, count)
    texts = [
        "".join(line + ("\n\n" if at % 4 == 3 else "") for at, line in enumerate(side)) for side in lines
    ]
    clock.time(
        "split",
        count,
        lambda: [split(Article("x", text, code)) for text, code in zip(texts, CODES, strict=True)],
    )
    (source, here), (target, there) = (
        article_of_lines(side, code, code) for side, code in zip(lines, CODES, strict=True)
    )
    clock.time(
        "align", count, lambda: align_split(here, there, model, source_language="ja", target_language="en")
    )
    beads = tuple(Bead((at,), (at,), 1.0) for at in range(count))  # sentences made by rote are aligned anyhow
    names = clock.time("names", count, lambda: ledger(source, target, here, there, beads, model))
    sides = side(source, here, "ja"), side(target, there, "en")
    compared = clock.time("compare", count, lambda: compare(*sides, beads))
    vectors = tuple(
        model.embed([one.text for one in each], code) for each, code in ((here, "ja"), (there, "en"))
    )
    context = Context(
        *sides,
        beads=beads,
        compared=compared,
        names=names,
        terms=(),
        profile=Profile(),
        model=model,
        vectors=vectors,
    )
    findings = []
    for one in all_checks():
        findings += clock.time(f"check {one.id}", count, lambda one=one: list(one.find(context)))
    clock.time("scores", count, lambda: scores_of(context, findings))
    report = check(
        source, target, model, beads=beads, source_sentences=here, target_sentences=there, names=names
    )
    clock.time("page", count, lambda: render(report, "html"))


# Processor time of the steps of 120 sentences of each kind, as multiples of reference(), may be so much.
LIMITS: dict[str, float] = {"align": 8.5, "names": 23.0, "checks": 32.0, "scores": 21.0}
ROUNDS = 3


def reference() -> float:
    """The processor seconds of a fixed piece of work in NumPy: products, sorting, small arrays."""
    import numpy as np

    rng = np.random.default_rng(1)
    square, long = rng.standard_normal((400, 400)).astype(np.float32), rng.standard_normal(200_000)
    begun = time.process_time()
    for _ in range(10):
        square @ square
        np.sort(long)
    for at in range(20_000):
        (long[at : at + 20] > 0).sum()
    return time.process_time() - begun


def ratios() -> dict[str, float]:
    """The least of some rounds, for each group of steps: its processor time by the reference's beside it."""
    found: dict[str, list[float]] = {group: [] for group in LIMITS}
    with collected_warnings():
        for kind in KINDS:
            measured(kind, 40, Clock())  # what is loaded is not measured
        for round_ in range(ROUNDS):
            clock, unit = Clock(), reference()
            for kind in KINDS:  # other sentences each round: what was seen before is remembered
                measured(kind, 120 + round_, clock)
            for group in found:
                steps = {
                    step: times
                    for step, times in clock.seconds.items()
                    if step == group or (group == "checks" and step.startswith("check "))
                }
                found[group].append(sum(sum(times.values()) for times in steps.values()) / unit)
    return {group: min(each) for group, each in found.items()}


def guard() -> int:
    """The exit code of a comparison with the limits; prints it."""
    over = 0
    for group, ratio in ratios().items():
        said = "ok" if ratio <= LIMITS[group] else "slower than it may be"
        over += ratio > LIMITS[group]
        print(f"{group:<8}{ratio:8.2f} times the reference, {LIMITS[group]:.2f} at most: {said}")
    return int(over > 0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", choices=KINDS, action="append", help="of articles (all)")
    parser.add_argument("--least", type=int, default=250, help="sentences of the shortest")
    parser.add_argument("--most", type=int, default=2000, help="sentences of the longest")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--guard", action="store_true", help="hold short articles to their limits, by ratio")
    arguments = parser.parse_args()
    if arguments.guard:
        raise SystemExit(guard())
    for kind in arguments.kind or KINDS:
        clock, count = Clock(), arguments.least
        with collected_warnings():
            measured(kind, 40, Clock())  # what is loaded is not measured
            while count <= arguments.most:
                measured(kind, count, clock)
                print(f"{kind} {count}", file=sys.stderr)
                count *= 2
        show(kind, clock, arguments.json)


def show(kind: str, clock: Clock, as_json: bool) -> None:
    """The seconds at each length, and the exponents."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    every = {"all": {}, **clock.seconds}
    for times in clock.seconds.values():
        for count, seconds in times.items():
            every["all"][count] = every["all"].get(count, 0.0) + seconds
    rows = []
    for step, times in sorted(every.items(), key=lambda item: -max(item[1].values())):
        one, other = list(times.values())[-2:]
        exponent = math.log2(max(other, 1e-4) / max(one, 1e-4))
        rows.append({"step": step, "seconds": times, "exponent": round(exponent, 2)})
    if as_json:
        print(json.dumps({"kind": kind, "memory MB": round(memory), "steps": rows}))
        return
    print(f"\n{kind}: {memory:,.0f} MB at most")
    for row in rows:
        figures = "".join(f"{seconds:10.3f}" for seconds in row["seconds"].values())
        if max(row["seconds"].values()) >= 0.05:
            print(f"  {row['step']:<22}{figures}   {row['exponent']:5.2f}")


if __name__ == "__main__":
    main()
