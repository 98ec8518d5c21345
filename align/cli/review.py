"""Go through findings: take over what a Word document brought back.

align review --import FILE.docx          writes FILE.decisions.jsonl, and FILE.corrected.txt
align review RUN --import FILE.docx      adds the decisions to RUN/decisions.jsonl
"""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to review, or what came back."""
    parser.add_argument("articles", nargs="*", metavar="RUN", help="a run's folder")
    parser.add_argument(
        "--import", dest="returned", metavar="FILE", help="a Word document that came back from an editor"
    )
    parser.add_argument("--name", metavar="WHO", help="the name under which decisions are put down")


def run(arguments: argparse.Namespace) -> int:
    """Take a document's decisions and text over."""
    from pathlib import Path

    from align.errors import InputError
    from align.review.returning import take_over

    if not arguments.returned:
        raise InputError("review", "nothing to review is named", "name a document with --import")
    if len(arguments.articles) > 1:
        raise InputError(arguments.articles[1], "is one too many", "name one run's folder")
    folder = Path(arguments.articles[0]) if arguments.articles else None
    print(take_over(Path(arguments.returned), folder, arguments.name), file=sys.stderr)
    return 0
