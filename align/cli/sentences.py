"""Align the sentences of two articles, or of two files with one sentence a line.

SOURCE is Japanese or Chinese and TARGET English, or the other way round; either may be `-` for standard
input. Beads go to stdout or --out in the order of the target; sentences without a counterpart are listed as
one-sided beads. The score is the probability that a bead is right.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load, load_alone
from align.formats.beads import FORMATS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two texts, how to read them, what to write."""
    parser.add_argument("source", metavar="SOURCE", help="the source text, or - for standard input")
    parser.add_argument("target", metavar="TARGET", help="the reprint, or - for standard input")
    parser.add_argument("--lines", action="store_true", help="take each line as one sentence")
    parser.add_argument("--format", choices=FORMATS, default="vecalign", help="what to write (vecalign)")
    parser.add_argument(
        "--also",
        action="store_true",
        help="list further beads of sentences that serve two, too, marked `also` (vecalign, tsv, jsonl)",
    )
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")
    add_model(parser)
    parser.add_argument(
        "--refine", metavar="MODEL", help="settle doubtful beads by this model's forced decoding"
    )
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")


def run(arguments: argparse.Namespace) -> int:
    """Read, align, write."""
    from align.cli.output import emit
    from align.formats import beads as formats
    from align.sentences import Settings, align_texts
    from align.sentences.texts import read_texts

    source, target = read_texts(
        arguments.source,
        arguments.target,
        lines=arguments.lines,
        languages=(arguments.source_language, arguments.target_language),
    )
    refiner = load_alone(arguments.refine, arguments) if arguments.refine else None
    settings = Settings(also=arguments.also)
    beads = align_texts(source, target, load(arguments), settings=settings, refiner=refiner)
    alignment = formats.Alignment(source.sentences, target.sentences, beads, source.language, target.language)
    emit(formats.write(alignment, arguments.format), arguments.out)
    return 0
