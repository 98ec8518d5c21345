"""Measure a part of `align` against gold and print the figures with their signature."""

from __future__ import annotations

import argparse
import importlib

SUBJECTS = {
    "sentences": "beads against DOC/{src,tgt,gold}.txt",
    "pairs": "pairs against a gold list",
    "names": "readings, ranks and verdicts against a gold file",
    "score": "fidelity scores against human judgements",
    "checks": "findings against planted errors",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a subject, each from a module of its own in this folder."""
    subjects = parser.add_subparsers(dest="subject", metavar="SUBJECT", required=True)
    for name, summary in SUBJECTS.items():
        module = importlib.import_module(f"align.cli.evaluate.{name}")
        subparser = subjects.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(subparser)
        subparser.set_defaults(evaluate=module.run)


def run(arguments: argparse.Namespace) -> int:
    """Run the subject's evaluation; returns its exit code."""
    return int(arguments.evaluate(arguments))
