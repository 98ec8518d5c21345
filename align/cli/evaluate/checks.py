"""Plant errors of every kind into correct translations, and print what the checks find of them.

GOLD is a TSV file (doc, english, other) of sentence-parallel documents, into which errors are planted: recall by
kind and false alarms per 1,000 words of the untouched translations, with bootstrap intervals. Or it is a corpus
folder with reprints/, sources/ and gold/findings.jsonl: recall of the errors listed there.
"""

from __future__ import annotations

import argparse

from align.cli.model import add_model, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The gold, which kinds, how many."""
    parser.add_argument("gold", metavar="GOLD", help="a TSV file of documents, or a corpus folder")
    parser.add_argument("--kinds", metavar="NAMES", help="plant only these kinds, separated by commas")
    parser.add_argument("--each", type=int, default=2, metavar="N", help="errors of a kind a document (2)")
    parser.add_argument("--half", choices=("development", "held-out"), help="only this half of the documents")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N documents")
    parser.add_argument("--aligned", action="store_true", help="take line N to render line N")
    parser.add_argument("--seed", type=int, default=1)
    add_model(parser)
    parser.add_argument("--out", metavar="FILE", help="write here instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Read, plant, check, print."""
    from pathlib import Path

    from align.cli.output import emit
    from align.evaluate import checks as evaluation
    from align.evaluate.corpus import corpus_reports
    from align.evaluate.planting import known_kinds
    from align.evaluate.scores import held_out
    from align.fidelity.passage.profile import Profile
    from align.pipeline.steps import signature_of

    gold, model = Path(arguments.gold), load(arguments)
    if gold.is_dir():
        lines = evaluation.against_findings(gold / "gold" / "findings.jsonl", corpus_reports(gold, model))
    else:
        documents = evaluation.read_documents(gold)
        if arguments.half:
            wanted = arguments.half == "held-out"
            documents = [one for one in documents if held_out(one.name) == wanted]
        documents = documents[: arguments.limit]
        kinds = known_kinds(arguments.kinds)
        outcomes, alarms = evaluation.examine(
            documents, model, kinds=kinds, each=arguments.each, seed=arguments.seed, aligned=arguments.aligned
        )
        lines = evaluation.table(outcomes, alarms)
    emit(
        "\n".join([*lines, f"signature: {signature_of(model, Profile(), seed=arguments.seed)}"]) + "\n",
        arguments.out,
    )
    return 0
