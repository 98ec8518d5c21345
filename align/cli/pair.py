"""Find the source article behind each reprint.

REPRINTS and SOURCES are folders, globs, single files or JSONL (id, text, title, date, language, publisher,
url). Printed is one JSON object a line: {"reprint", "source", "score", "verdict"}. A reprint of several sources
has a line for each; one that renders none has a line with the nearest article on the same subject (verdict
comparable), or with source null (unrelated). The score is the probability that the reprint renders the source.
Articles that cannot be read are named on stderr and left out.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two collections, how far apart in time, what to write."""
    parser.add_argument("reprints", metavar="REPRINTS", help="the reprints, or - for JSONL on standard input")
    parser.add_argument("sources", metavar="SOURCES", help="the source articles")
    add_model(parser)
    parser.add_argument(
        "--window",
        type=int,
        default=60,
        metavar="DAYS",
        help="most days between dated articles; -1: any (60)",
    )
    parser.add_argument("--reprint-language", metavar="CODE", help="language of the reprints (detected)")
    parser.add_argument("--source-language", metavar="CODE", help="language of the sources (detected)")
    parser.add_argument("--evidence", action="store_true", help="add what each score was computed from")
    parser.add_argument("--json", action="store_true", help="the same: JSONL is the only format")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")
    parser.add_argument("--strict", action="store_true", help="an article that cannot be read is an error")
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Read both sides, pair them, print the pairs."""
    import json

    from align.cli.output import emit
    from align.cli.reading import each_article, progress_bar
    from align.pair import pair

    reprints = each_article(
        arguments.reprints, arguments.reprint_language, strict=arguments.strict, side="reprints"
    )
    sources = each_article(
        arguments.sources, arguments.source_language, strict=arguments.strict, side="sources"
    )
    window = None if arguments.window < 0 else arguments.window
    with progress_bar("pairing", None, quiet=arguments.quiet) as advance:
        pairs = pair(reprints, sources, load(arguments), window=window, progress=advance)
    lines = []
    for one in pairs:
        record = {"reprint": one.reprint, "source": one.source, "score": one.score, "verdict": one.verdict}
        lines.append(
            json.dumps(
                {**record, **({"evidence": dict(one.evidence)} if arguments.evidence else {})},
                ensure_ascii=False,
            )
        )
    emit("".join(line + "\n" for line in lines), arguments.out)
    return 0
