"""Fidelity scores against human judgements and planted errors.

GOLD is a TSV file of planted errors (lang, id, severity, perturbation, source, correct, wrong) or of judgements
(system, doc, segment, is_human, mqm, source, translation, reference), or a folder with planted/ and judgements/
in it. Measured is the half of the documents that training never reads; chrF with the reference stands beside.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The gold and how much of it."""
    parser.add_argument(
        "gold", metavar="GOLD", help="a TSV file, or the folder that holds planted/ and judgements/"
    )
    add_model(parser)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth segment only (1)")
    parser.add_argument("--all", action="store_true", help="measure on the training half, too")
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Read, score, print."""
    from pathlib import Path

    from align.cli.output import emit
    from align.evaluate.scores import evaluate

    model = load(arguments)
    lines = evaluate(Path(arguments.gold), model, every=arguments.every, whole=arguments.all)
    emit("\n".join(lines) + "\n", arguments.out)
    return 0
