#!/usr/bin/env python3
"""How long the name ledgers of articles take, the first time each is looked at.

    scripts/bench/names.py ../shared/data/gold/news_documents/wmt21_en-ja.tsv --sentences 25 29

GOLD is a TSV with the columns doc, english, other. Dictionaries and models are loaded by two other articles; then each
article of so many sentences is followed once. Printed is processor time in milliseconds, slowest last. Articles share
what a process keeps of words and names, as they do in a run.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do

from align.evaluate.names import documents, rows_of
from align.names import ledger


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=int, nargs=2, default=(20, 40), metavar=("LEAST", "MOST"))
    parser.add_argument("--articles", type=int, default=100, help="the first so many")
    args = parser.parse_args()
    _, rows = rows_of(args.gold)
    language = "ja" if any("ぁ" <= c <= "ヺ" for row in rows[:50] for c in row[2]) else "zh"
    least, longest = args.sentences
    pairings = list(documents(rows, language))
    chosen = [one for one in pairings if least <= len(one[2]) <= longest][: args.articles]
    for other in [one for one in pairings if one not in chosen][:2] or pairings[-2:]:
        ledger(*other)
    times = []
    for one in chosen:
        begun = time.process_time()
        entries = ledger(*one)
        times.append((1000 * (time.process_time() - begun), one[0].id, len(one[2]), len(entries)))
    for milliseconds, article, sentences, names in sorted(times):
        print(f"{milliseconds:6.0f} ms  {sentences:3} sentences  {names:3} names  {article}")
    every = sorted(milliseconds for milliseconds, *_ in times)
    middle, most = every[len(every) // 2], every[-1]
    print(f"{len(every)} articles: mean {sum(every) / len(every):.0f}, median {middle:.0f}, most {most:.0f}")


if __name__ == "__main__":
    main()
