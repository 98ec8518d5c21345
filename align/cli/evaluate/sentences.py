"""Align gold documents and measure the beads, or measure beads that are already there (--beads).

GOLD holds one folder a document with src.txt, tgt.txt (a sentence a line) and gold.txt (vecalign's lines,
hunalign's ladder, TSV, JSONL, TMX or XLIFF). Printed are precision, recall and F1 on two-sided beads (links),
the convention of the Text+Berg figures (field), overlap (lax), and the sentences left unaligned (null), for
all, for each bead type and for each document, with bootstrap intervals.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load, load_alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The gold folder, what to measure, what to write."""
    parser.add_argument("gold", metavar="GOLD", help="a folder of DOC/{src,tgt,gold}.txt")
    parser.add_argument(
        "--beads", metavar="DIR", help="measure the beads in DIR/DOC/beads.txt; align nothing"
    )
    parser.add_argument("--write", metavar="OUT", help="write the beads to OUT/DOC/beads.txt")
    parser.add_argument(
        "--compare", metavar="OTHER", help="paired bootstrap test against OTHER/DOC/beads.txt"
    )
    add_model(parser)
    parser.add_argument(
        "--refine", metavar="MODEL", help="settle doubtful beads by this model's forced decoding"
    )
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="bootstrap samples (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the bootstrap (1)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--out", metavar="FILE", help="write the figures here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Align or read beads, compare them with gold, print the figures."""
    import json
    from pathlib import Path

    from align.cli.output import emit
    from align.evaluate import bead_tables as tables
    from align.evaluate.bead_folders import align_gold, read_gold, read_predicted, signature_of, write_beads
    from align.evaluate.beads import compare, count, evaluate

    documents = read_gold(Path(arguments.gold), arguments.source_language)
    if arguments.beads:
        predicted, by = read_predicted(Path(arguments.beads), documents), "beads:given"
    else:
        refiner = load_alone(arguments.refine, arguments) if arguments.refine else None
        predicted, by = align_gold(documents, load(arguments), refiner)
    if arguments.write:
        write_beads(Path(arguments.write), documents, predicted)
    counts = [count(each.name, each.beads, beads) for each, beads in zip(documents, predicted, strict=True)]
    comparison = None
    if arguments.compare:
        others = read_predicted(Path(arguments.compare), documents)
        against = [count(each.name, each.beads, beads) for each, beads in zip(documents, others, strict=True)]
        comparison = compare(counts, against, arguments.samples, arguments.seed)
    result = evaluate(counts, arguments.samples, arguments.seed)
    mark = signature_of(result, by)
    if arguments.json:
        emit(json.dumps(tables.value(result, mark, comparison), ensure_ascii=False) + "\n", arguments.out)
    else:
        emit(tables.text(result, mark, comparison), arguments.out)
    return 0
