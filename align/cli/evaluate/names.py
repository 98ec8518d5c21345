"""Measure names against gold: ranks, readings, planted errors. The form of GOLD is told by its columns.

  name, english[, language]       the right English name first among --candidates of the file's own
  kanji, kana[, …, part]          the right kana first, and in the first five
  doc, english, other             translated documents: false positives among correct names, exchanged persons found
  a folder with names.jsonl       articles with gold verdicts, as in corpora/gold

With --held-out only the tenth of the names is asked that training scripts hold out; --model-only reads
name parts by the reading model alone, as if no dictionary held them. Figures come with 95% intervals.
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The gold, how much of it, and what may be used."""
    parser.add_argument("gold", metavar="GOLD", help="a TSV file with a header, or a folder")
    parser.add_argument(
        "--candidates", type=int, default=1000, metavar="N", help="English names to choose from (1000)"
    )
    parser.add_argument("--queries", type=int, default=1000, metavar="N", help="names to ask (1000)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="draws the names (7)")
    parser.add_argument(
        "--held-out", action="store_true", help="only names that the training scripts hold out"
    )
    parser.add_argument("--model-only", action="store_true", help="read by the model, not by dictionaries")
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and print the figures with their signature."""
    import json
    from dataclasses import asdict
    from pathlib import Path

    from align.cli.output import emit
    from align.evaluate.name_figures import measure, signature_of

    figures = measure(
        Path(arguments.gold),
        candidates=arguments.candidates,
        queries=arguments.queries,
        seed=arguments.seed,
        held_out=arguments.held_out,
        model_only=arguments.model_only,
    )
    signed = signature_of(arguments.seed)
    if arguments.json:
        record = {"signature": signed, "figures": [{**asdict(f), "value": f.value} for f in figures]}
        emit(json.dumps(record, ensure_ascii=False, indent=1) + "\n", None)
    else:
        emit("".join(f"{figure}\n" for figure in figures) + f"{signed}\n", None)
    return 0
