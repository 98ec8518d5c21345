"""Follow every name of a source article into its reprint and say what was made of it.

SOURCE is Japanese or Chinese and TARGET English, or the other way round; either may be `-` for standard
input. Verdicts are accept, variant, conflict and unknown, each with its reason. The tsv and tbx formats are
glossaries that --glossary reads again.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load
from align.names.follow.tables import FORMATS

_ORDERS = {"given-first": "given name first", "surname-first": "surname first"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two articles, what is known of their names, what to write."""
    parser.add_argument("source", metavar="SOURCE", help="the source article, or - for standard input")
    parser.add_argument("target", metavar="TARGET", help="the reprint, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="take each line as one sentence")
    parser.add_argument("--format", choices=FORMATS, default="table", help="what to write (table)")
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")
    parser.add_argument(
        "--glossary", metavar="FILE", help="names to keep to, TSV or TBX; goes before the shipped list"
    )
    parser.add_argument(
        "--order", choices=tuple(_ORDERS), help="house style for Japanese persons (what most do)"
    )
    add_model(parser)
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")
    parser.add_argument(
        "--fail-on", choices=("conflict", "variant"), help="exit 1 when a name has this verdict"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read, align, follow, write; 1 when a name reaches --fail-on."""
    from pathlib import Path

    from align.cli.output import emit
    from align.names.follow.tables import write
    from align.pipeline import steps
    from align.pipeline.two_articles import read_pair

    languages = arguments.source_language, arguments.target_language
    pair = read_pair(arguments.source, arguments.target, lines=arguments.lines, languages=languages)
    texts, model = pair.texts, load(arguments)
    (beads,) = steps.align([texts], model)
    glossary = Path(arguments.glossary) if arguments.glossary else None
    entries = steps.follow_names(texts, beads, model, glossary, _ORDERS.get(arguments.order))
    emit(write(entries, arguments.format, pair.source.language), arguments.out)
    failing = {"conflict": {"conflict"}, "variant": {"conflict", "variant"}, None: set()}[arguments.fail_on]
    return int(any(target.verdict in failing for entry in entries for target in entry.targets))
