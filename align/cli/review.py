"""Go through findings on a local page: correct, decide, put beads right, check again.

  align review SOURCE TARGET               one article
  align review RUN                         all articles of a run
  align review --import FILE.docx          what came back from Word: decisions, and the text if it was changed
  align review RUN --import FILE.docx      the same, the decisions added to those of the run

The page is for this machine only and its address has a token. What is done is kept at once in TARGET.review or
RUN/review; decisions in TARGET.decisions.jsonl or RUN/decisions.jsonl. Ends with Ctrl+C.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING

from align.cli.model import add_model, load

if TYPE_CHECKING:
    from align.review.works import Work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to review, how to check it, where to serve it."""
    parser.add_argument(
        "articles", nargs="*", metavar="SOURCE TARGET | RUN", help="two articles, or a run's folder"
    )
    parser.add_argument(
        "--import",
        dest="returned",
        metavar="FILE",
        help="what came back from an editor: a Word document, a workbook, a file of decisions",
    )
    parser.add_argument(
        "--name", metavar="WHO", help="the name under which decisions are put down (the user's)"
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="the port of the page (8737, or any that is free)"
    )
    parser.add_argument("--no-open", action="store_true", help="print the address, open no browser")
    add_model(parser, defaults=False)
    parser.add_argument("--checks", metavar="NAMES", help="run only these checks, separated by commas")
    parser.add_argument("--profile", metavar="FILE", help="checks, severities, thresholds and style in TOML")
    parser.add_argument("--glossary", metavar="FILE", help="terms to keep to, TSV or TBX")
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")


def run(arguments: argparse.Namespace) -> int:
    """Serve the page, or take a document over."""
    from pathlib import Path

    from align.errors import InputError, MissingExtraError
    from align.review.returning import take_over, user

    if len(arguments.articles) > 2 or (arguments.returned and len(arguments.articles) > 1):
        raise InputError(arguments.articles[-1], "is one too many", "name SOURCE TARGET, or a run's folder")
    if arguments.returned:
        folder = Path(arguments.articles[0]) if arguments.articles else None
        print(take_over(Path(arguments.returned), folder, arguments.name), file=sys.stderr)
        return 0
    if not arguments.articles:
        raise InputError("review", "nothing to review is named", "name SOURCE TARGET, or a run's folder")
    try:
        from align.review.server import Office, bound, serve
    except ImportError as error:
        raise MissingExtraError(error.name or "starlette", "align review", "review") from None
    listening = bound(arguments.port)
    office = Office(_work(arguments), arguments.name or user())

    def ready(address: str) -> None:
        import webbrowser

        print(f"{office.work.name}: {address}", file=sys.stderr, flush=True)
        if not arguments.no_open:
            webbrowser.open(address)

    with contextlib.suppress(KeyboardInterrupt):  # the usual end; everything is on disk
        serve(office, listening, ready)
    print("align review: ended; everything is kept", file=sys.stderr)
    return 0


def _work(arguments: argparse.Namespace) -> Work:
    """The two articles or the run that are named, checked as the options say or as the run was."""
    from pathlib import Path

    from align.fidelity import read_profile
    from align.review.works import TOLD, Checking, RunOfArticles, TwoArticles, told_of

    of_run = len(arguments.articles) == 1
    told = told_of(Path(arguments.articles[0])) if of_run else TOLD
    for name, value in told.items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, value)
    checking = Checking(
        lambda: load(arguments),
        read_profile(Path(arguments.profile)) if arguments.profile else None,
        arguments.checks.split(",") if arguments.checks else None,
        Path(arguments.glossary) if arguments.glossary else None,
    )
    if of_run:
        return RunOfArticles(Path(arguments.articles[0]), checking)
    languages = (arguments.source_language, arguments.target_language)
    return TwoArticles(arguments.articles[0], arguments.articles[1], languages, checking)
