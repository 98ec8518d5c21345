#!/usr/bin/env python3
"""What the word-translation tables see of errors: planted ones in minimal pairs, and expert judgements.

  planted    how often the correct translation is preferred to the wrong one, by kind of error: by the mean
             log-probability of the target given the source (forward), of the source given the target
             (backward), and by the coverage of the source's and the target's tokens
  judged     the same four, and cosine, against MQM: Kendall's tau over segments

usage: scripts/bench/words.py [--planted demetr_zh_ja-en.tsv] [--judged wmt20_mqm_zh-en.tsv] [--most 2500]
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import numpy as np

from align.model import load_model
from align.model.embedded import EmbeddedModel

MEASURES = ("forward", "backward", "source", "target")


def measures(model: EmbeddedModel, source: str, target: str, language: str) -> tuple[float, ...]:
    """The four figures of one pair, in the order of MEASURES; higher is better."""
    coverage = model.coverage(source, target, language, "en")
    return (
        model.score([source], [target], language, "en")[0].mean,
        model.score([target], [source], "en", language)[0].mean,
        float(coverage.source.mean()) if len(coverage.source) else 0.0,
        float(coverage.target.mean()) if len(coverage.target) else 0.0,
    )


def rows_of(path: Path, most: int) -> list[dict[str, str]]:
    """At most `most` rows of a table, drawn with a fixed seed."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [rows[index] for index in np.random.default_rng(0).permutation(len(rows))[:most]]


def planted(model: EmbeddedModel, rows: list[dict[str, str]]) -> None:
    """Print the share of right preferences a kind."""
    found = defaultdict(list)
    for row in rows:
        pair = [measures(model, row["source"], row[side], row["lang"]) for side in ("correct", "wrong")]
        found[row["perturbation"]].append([good > bad for good, bad in zip(*pair, strict=True)])
    print(f"{'':28} pairs  " + "  ".join(f"{name:>8}" for name in MEASURES))
    for kind, values in sorted(found.items()):
        shares = "  ".join(f"{share:8.2f}" for share in np.mean(values, axis=0))
        print(f"{kind.split('_', 2)[2]:28} {len(values):5}  {shares}")


def judged(model: EmbeddedModel, rows: list[dict[str, str]]) -> None:
    """Print the rank correlation with expert judgement of each measure."""
    from scipy.stats import kendalltau

    judgements = [float(row["mqm"]) for row in rows]
    table = [measures(model, row["source"], row["translation"], "zh") for row in rows]
    sides = (model.embed([row[name] for row in rows]) for name in ("source", "translation"))
    columns = dict(zip(MEASURES, np.array(table).T, strict=True)) | {
        "cosine": np.multiply(*sides).sum(axis=1)
    }
    for name, values in columns.items():
        print(f"{name:10} tau {kendalltau(values, judgements).statistic:6.3f}  ({len(rows)} segments)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--planted", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--most", type=int, default=2500)
    args = parser.parse_args()
    model = load_model("embedded", cache=False)
    assert isinstance(model, EmbeddedModel)
    if args.planted:
        planted(model, rows_of(args.planted, args.most))
    if args.judged:
        judged(model, rows_of(args.judged, args.most))


if __name__ == "__main__":
    main()
