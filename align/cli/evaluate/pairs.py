"""Pair gold collections and measure the pairs, or measure pairs that are already there (--pairs).

GOLD is a folder with reprints/ and sources/ (anything `align pair` takes) and pairs.jsonl: lines of
{"reprint", "source" or null, "verdict"}; gold/pairs.jsonl beside the two folders does as well. Printed are the
share of reprints with the right source, precision and recall of parallel pairs, the share of reprints without a
source that were given one, and how comparable articles fared, each with a 95% bootstrap interval over reprints.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The gold folder, what to measure, what to write."""
    parser.add_argument("gold", metavar="GOLD", help="a folder with reprints/, sources/ and pairs.jsonl")
    parser.add_argument("--pairs", metavar="FILE", help="measure these pairs; pair nothing")
    parser.add_argument("--write", metavar="OUT", help="write the pairs to OUT/pairs.jsonl")
    add_model(parser)
    parser.add_argument("--window", type=int, default=60, metavar="DAYS", help="as in `align pair` (60)")
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="bootstrap samples (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the bootstrap (1)")
    parser.add_argument("--errors", action="store_true", help="list every difference from gold")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--out", metavar="FILE", help="write the figures here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Pair or read pairs, compare them with gold, print the figures."""
    import json
    from pathlib import Path

    from align.cli.output import emit
    from align.evaluate import pairs as evaluation

    folder = Path(arguments.gold)
    beside = folder / "pairs.jsonl"
    gold = evaluation.read_pairs(beside if beside.exists() else folder / "gold" / "pairs.jsonl")
    if arguments.pairs:
        pairs, by = evaluation.read_pairs(Path(arguments.pairs)), "pairs:given"
    else:
        pairs, by = evaluation.pair_folder(folder, load(arguments), arguments.window)
    if arguments.write:
        emit(evaluation.jsonl(pairs), str(Path(arguments.write) / "pairs.jsonl"))
    result = evaluation.evaluate(gold, pairs, arguments.samples, arguments.seed)
    mark = evaluation.signature_of(result, by, arguments.samples, arguments.seed)
    if arguments.json:
        emit(json.dumps(evaluation.value(result, mark), ensure_ascii=False) + "\n", arguments.out)
    else:
        emit(evaluation.text(result, mark, errors=arguments.errors), arguments.out)
    return 0
