"""Word alignment error rate of a model's `attend` on hand-aligned sentences.

GOLD holds src.txt (Japanese or Chinese) and tgt.txt (English), words apart by spaces, and gold.pharaoh
(0-1 a sure link, 0p1 a possible one). With --layers every layer and head of a Hugging Face model is
measured, to choose those named in its registry entry ([attention] layer = …, heads = […]).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from align.cli.model import add_model, load, load_alone
from align.errors import MissingVerbError
from align.evaluate.words import evaluate_words, read_word_gold
from align.signature import signature


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Gold folder, model, language, threshold."""
    parser.add_argument("gold", type=Path, metavar="GOLD")
    add_model(parser)
    parser.add_argument("--source-language", choices=("ja", "zh", "zh-Hant"), required=True)
    parser.add_argument("--threshold", type=float, default=0.2, help="weight from which tokens are linked")
    parser.add_argument("--limit", type=int, help="only the first sentences")
    parser.add_argument("--layers", action="store_true", help="measure every layer and head")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print error rate, precision and recall."""
    gold = read_word_gold(arguments.gold)[: arguments.limit]
    if arguments.layers:
        arguments.cache = False  # the cache hides the model whose heads are looked at
    model = load_alone(arguments.model, arguments) if arguments.layers else load(arguments)
    language, threshold = arguments.source_language, arguments.threshold
    figures = []
    if arguments.layers:
        from align.model.hub.heads import single_heads
        from align.model.hub.transformers_model import TransformersModel

        if not isinstance(model, TransformersModel):
            raise MissingVerbError(arguments.model, "attend by layer and head")
        for layer, head, view in single_heads(model):
            figures.append((f"layer {layer} head {head}", evaluate_words(view, gold, language, threshold)))
        figures.sort(key=lambda row: row[1].error_rate)
    else:
        figures.append(("attend", evaluate_words(model, gold, language, threshold)))
    mark = signature("aer", model=model.name, revision=model.revision, threshold=threshold)
    if arguments.json:
        rows = [
            {"what": what, "error_rate": row.error_rate, "precision": row.precision, "recall": row.recall}
            for what, row in figures
        ]
        print(json.dumps({"sentences": len(gold), "figures": rows, "signature": mark}))
        return 0
    for what, row in figures:
        print(f"{what:20} AER {row.error_rate:.3f}  precision {row.precision:.3f}  recall {row.recall:.3f}")
    print(f"{len(gold)} sentences  {mark}")
    return 0
