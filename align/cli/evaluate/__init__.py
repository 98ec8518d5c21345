"""Measure a part of `align` against gold and print the figures with their signature.

  sentences   beads against DOC/{src,tgt,gold}.txt
  pairs       pairs against a gold list
  names       readings, ranks and verdicts against a gold file
  score       fidelity scores against human judgements
  checks      findings against planted errors
  articles    whole articles with known errors, in right and wrong copies
  words       word alignments against hand-aligned sentences

`align evaluate SUBJECT --help` lists the options of each.
"""

from __future__ import annotations

import argparse
import importlib

SUBJECTS = ("sentences", "pairs", "names", "score", "checks", "articles", "words")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The subject; what follows it is parsed by that subject's own module, the only one imported."""
    parser.add_argument("subject", metavar="SUBJECT", choices=SUBJECTS, help=", ".join(SUBJECTS))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Run the subject's evaluation; returns its exit code."""
    module = importlib.import_module(f"align.cli.evaluate.{arguments.subject}")
    parser = argparse.ArgumentParser(
        prog=f"align evaluate {arguments.subject}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(arguments.rest)))
