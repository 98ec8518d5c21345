#!/usr/bin/env python3
"""Fit the two regressions behind `align pair` and write align/pair/calibration.toml.

Takes folders made by scripts/make/pairing_set.py; every candidate source of every reprint is one
example; for `related` only those of reprints that render none. Prints the log loss and the errors at
one half, also on the folders given to --test.

usage: fit_pairing.py FOLDER… --test FOLDER… [--write]
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path

import numpy as np

import align.pair.calibration as calibration_module
from align.document import Article
from align.model import load_model
from align.pair.calibration import Logistic, Values, fit
from align.pair.candidates import neighbours
from align.pair.collection import collect, levelled
from align.pair.evidence import FEATURES, background, weigh
from align.read import read_all

USED = {
    "parallel": (
        "reprint strong",
        "source strong",
        "top half",
        "best of either",
        "mutual",
        "order",
        "coverage rarity",
        "keys",
    ),
    "related": (
        "article rarity",
        "source rarity",
        "coverage rarity",
        "source coverage rarity",
        "keys",
        "numbers",
    ),
}
PENALTIES = {"parallel": 0.3, "related": 0.1}


def examples(folder: Path) -> tuple[Values, list[str], list[bool], tuple[float, float]]:
    """Features and verdicts of all candidates of all reprints, whether the reprint renders none, and mean and
    deviation of the background."""
    model = load_model("embedded")
    gold: dict[str, dict[str | None, str]] = {}
    for line in (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold.setdefault(record["reprint"], {})[record["source"]] = record["verdict"]
    sides = [
        [one for one in read_all(folder / side) if isinstance(one, Article)]
        for side in ("reprints", "sources")
    ]
    vocabulary: dict[str, int] = {}
    reprints = collect(sides[0], model, vocabulary)
    reprints, sources = levelled(reprints, collect(sides[1], model, vocabulary, grow=False))
    scale = background(reprints, sources, vocabulary)
    rows, verdicts, alone = [], [], []
    for at, candidates in enumerate(neighbours(reprints, sources, 8, None)):
        rows.append(weigh(reprints, sources, at, candidates, scale).features)
        answers = gold[reprints.ids[at]]
        verdicts += [answers.get(sources.ids[one], "unrelated") for one in candidates]
        alone += ["parallel" not in answers.values()] * len(candidates)
    return np.concatenate(rows), verdicts, alone, (scale.mean, scale.deviation)


def joined(parts: list, name: str) -> tuple[Values, list[str]]:
    """The examples for one regression."""
    features = np.concatenate([part[0] for part in parts])
    verdicts = [verdict for part in parts for verdict in part[1]]
    kept = np.array([name == "parallel" or one for part in parts for one in part[2]])
    return features[kept], [verdict for verdict, keep in zip(verdicts, kept, strict=True) if keep]


def labels(verdicts: list[str], name: str) -> Values:
    wanted = ("parallel",) if name == "parallel" else ("parallel", "comparable")
    return np.array([verdict in wanted for verdict in verdicts], np.float64)


def report(name: str, logistic: Logistic, features: Values, verdicts: list[str]) -> None:
    truth, chance = labels(verdicts, name), logistic.probability(features)
    loss = -np.mean(np.log(np.where(truth == 1, chance, 1 - chance) + 1e-12))
    missed, wrong = int(((chance < 0.5) & (truth == 1)).sum()), int(((chance >= 0.5) & (truth == 0)).sum())
    hits, others = int(truth.sum()), int((1 - truth).sum())
    print(f"{name}: log loss {loss:.4f}; of {hits} {missed} missed; of {others} others {wrong} taken")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    parts = [examples(folder) for folder in arguments.folders]
    tests = {folder.name: [examples(folder)] for folder in arguments.test}
    _, everything = joined(parts, "parallel")
    counts = f"{everything.count('parallel')} parallel, {everything.count('comparable')} comparable"
    lines = [
        "# Coefficients of the two regressions in calibration.py, fitted by scripts/fit/pairing.py on",
        f"# {len(everything)} candidates ({counts}) of pairing sets made by scripts/make/pairing_set.py from",
        f"# WMT21 news documents; ridge penalties {PENALTIES['parallel']:g} and {PENALTIES['related']:g}.",
    ]
    mean, deviation = np.mean([part[3] for part in parts], axis=0)
    grown = tomllib.loads(Path(calibration_module.__file__).with_suffix(".toml").read_text(encoding="utf-8"))[
        "growth"
    ]
    lines += ["", "# With the size of the collection: scripts/fit/pairing_growth.py.", "[growth]"]
    lines += [f"{name} = {value}" for name, value in grown.items()]
    lines += ["", "[typical]", 'model = "embedded"', f"mean = {mean:.4f}", f"deviation = {deviation:.4f}"]
    for name, used in USED.items():
        mask = np.array([feature in used for feature in FEATURES])
        features, verdicts = joined(parts, name)
        logistic = fit(features, labels(verdicts, name), mask, PENALTIES[name])
        report(name, logistic, features, verdicts)
        for folder, test in tests.items():
            print(f"  {folder}", end=" ")
            report(name, logistic, *joined(test, name))
        lines += ["", f"[{name}]", f"intercept = {logistic.intercept:.4f}", "", f"[{name}.weights]"]
        weights = zip(FEATURES, logistic.weights, strict=True)
        lines += [f'"{feature}" = {weight:.4f}' for feature, weight in weights if weight]
    if arguments.write:
        target = Path(calibration_module.__file__).with_suffix(".toml")
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
