#!/usr/bin/env python3
"""How long checking articles takes: sentences aligned, names followed, all checks, the score.

    scripts/bench/checks.py ../shared/data/gold/news_documents/wmt21_en-ja.tsv --sentences 20 30

GOLD is a TSV with the columns doc, english, other; the English is checked as the translation. Dictionaries and models
are loaded by two other articles; then each article of so many sentences is checked once. Printed is processor time in
milliseconds, slowest last. Articles share what a process keeps of words and names, as they do in a run.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do

from align.evaluate.checks import Document, read_documents
from align.model import load_model
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines


def main() -> None:
    """Check, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=int, nargs=2, default=(20, 30), metavar=("LEAST", "MOST"))
    parser.add_argument("--articles", type=int, default=100, help="the first so many")
    args = parser.parse_args()
    model = load_model("embedded")

    def milliseconds(document: Document) -> float:
        source, sentences = article_of_lines(document.other, document.language, "source")
        target, others = article_of_lines(document.english, "en", "target")
        begun = time.process_time()
        check(source, target, model, source_sentences=sentences, target_sentences=others)
        return 1000 * (time.process_time() - begun)

    least, longest = args.sentences
    documents = read_documents(args.gold)
    chosen = [one for one in documents if least <= len(one.english) <= longest][: args.articles]
    for other in [one for one in documents if one not in chosen][:2]:
        milliseconds(other)
    times = sorted((milliseconds(one), one.name, len(one.english)) for one in chosen)
    for spent, name, sentences in times:
        print(f"{spent:6.0f} ms  {sentences:3} sentences  {name}")
    every = [spent for spent, *_ in times]
    middle, most = every[len(every) // 2], every[-1]
    print(f"{len(every)} articles: mean {sum(every) / len(every):.0f}, median {middle:.0f}, most {most:.0f}")


if __name__ == "__main__":
    main()
