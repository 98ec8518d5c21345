"""Check whole articles with known errors, and print what is found and what is found falsely.

FOLDER holds a folder an article: source.txt, two right reprints (close.txt, free.txt), errors.jsonl and beads.txt;
docs/guide/benchmark.md says what they are. corpora/bench is one. Printed are recall by kind, false findings per 1,000
words of the right copies, how often a right copy scores above the wrong one, and the alignment of the free copies.
With --list, every error and what became of it, and every false finding, come first.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and where to write."""
    parser.add_argument("folder", metavar="FOLDER", help="a folder of articles, such as corpora/bench")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print JSON")
    shown.add_argument("--list", action="store_true", help="print each error and each false finding, too")
    add_model(parser)
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Check every copy of every article, print the figures."""
    import json
    from pathlib import Path

    from align.cli.output import emit
    from align.errors import printable
    from align.evaluate import articles
    from align.fidelity.passage.profile import Profile
    from align.pipeline.steps import signature_of

    model = load(arguments)
    outcomes = articles.examine(Path(arguments.folder), model)
    found = articles.figures(outcomes)
    signed = signature_of(model, Profile())
    if arguments.json:
        emit(json.dumps({"figures": found, "signature": signed}, ensure_ascii=False, indent=1), arguments.out)
        return 0
    lines = [*map(printable, articles.listing(outcomes))] if arguments.list else []
    for name, value in found.items():
        if isinstance(value, dict):
            lines += [f"{name}:", *(f"  {kind:14} {share:.3f}" for kind, share in value.items())]
        else:
            lines.append(f"{name}: {value:.3f}".removesuffix(".000"))
    emit("\n".join([*lines, signed]), arguments.out)
    return 0
