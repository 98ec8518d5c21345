"""Score line pairs for fidelity: one number from 0 to 100 a line pair, higher is more faithful.

SOURCE_LINES and TARGET_LINES hold one sentence a line and equally many lines; either may be `-`. The mean
with its bootstrap interval and the signature go to stderr; with --reference also BLEU, chrF++ and TER of the whole
with their sacrebleu signatures.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two files of lines, what to print."""
    parser.add_argument("source", metavar="SOURCE_LINES", help="source sentences, one a line, or -")
    parser.add_argument("target", metavar="TARGET_LINES", help="their translations, one a line, or -")
    parser.add_argument(
        "--reference", metavar="FILE", help="reference translations: adds BLEU, chrF++ and TER"
    )
    parser.add_argument("--json", action="store_true", help="a JSON object a line: score and raw features")
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")
    add_model(parser)
    parser.add_argument("--source-language", metavar="CODE", help="ja, zh, zh-Hant or en (detected)")
    parser.add_argument("--target-language", metavar="CODE", help="en, ja, zh or zh-Hant (detected)")


def run(arguments: argparse.Namespace) -> int:
    """Read, score, write."""
    import sys

    from align.cli.output import emit
    from align.errors import InputError
    from align.evaluate import references as reference
    from align.fidelity.scoring import score_rows, summary, written
    from align.pipeline.two_articles import read_lines
    from align.read.language import detect_language, normalize_language

    if arguments.source == arguments.target == "-":
        raise InputError("-", "is named twice", "only one file can come from standard input")
    sources, targets = read_lines(arguments.source), read_lines(arguments.target)
    if len(sources) != len(targets):
        reason = f"has {len(targets)} lines, {arguments.source} has {len(sources)}"
        raise InputError(arguments.target, reason, "give files of equally many lines")
    model = load(arguments)
    scores, rows = score_rows(
        sources,
        targets,
        model,
        source_language=arguments.source_language,
        target_language=arguments.target_language,
    )
    emit(written(scores, rows, as_json=arguments.json), arguments.out)
    print(summary(scores, model), file=sys.stderr)
    if arguments.reference:
        references = read_lines(arguments.reference)
        if len(references) != len(targets):
            reason = f"has {len(references)} lines, {arguments.target} has {len(targets)}"
            raise InputError(arguments.reference, reason, "give files of equally many lines")
        language = normalize_language(arguments.target_language) or detect_language("\n".join(references))
        print("\n".join(reference.report(targets, references, language)), file=sys.stderr)
    return 0
