#!/usr/bin/env python3
"""Print the sample corpus and its gold from the masters in corpora/masters.

A master tells one story once: the source article sentence by sentence, and the reprint with, before
each sentence, the numbers of the source sentences it renders, and after it the errors planted in it.
From that this script derives, byte for byte the same on every machine,

    corpora/reprints, corpora/sources     the articles as printed: .txt .html .md .docx .jsonl, in the
                                          encodings that the masters name, with their boilerplate
    corpora/gold                          pairs.jsonl, names.jsonl, findings.jsonl and
                                          beads/DOC/{src,tgt,gold}.txt

so that gold and print can never disagree. The form of a master is described in corpora/README.md.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from corpora_gold import gold_files
from corpora_masters import parse
from corpora_print import printed_files

CORPORA = Path(__file__).resolve().parent.parent.parent / "corpora"


def build() -> dict[str, bytes]:
    """Every derived file of the corpus, by path relative to corpora/."""
    masters = sorted((CORPORA / "masters").glob("*.txt"))
    articles = [article for master in masters for article in parse(master)]
    return printed_files(articles) | gold_files(articles)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a file is not as built"
    )
    arguments = parser.parse_args()
    files = build()
    folders = [CORPORA / name for name in ("reprints", "sources", "gold")]
    if arguments.check:
        there = {
            str(path.relative_to(CORPORA))
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file()
        }
        wrong = sorted(there ^ files.keys()) + sorted(
            name for name in there & files.keys() if (CORPORA / name).read_bytes() != files[name]
        )
        for name in wrong:
            print(
                f"corpora/{name}: not as built from the masters; run scripts/make/corpora.py", file=sys.stderr
            )
        return 1 if wrong else 0
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = CORPORA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(files)} files written to {CORPORA}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
