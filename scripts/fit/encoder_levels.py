#!/usr/bin/env python3
"""Where the cosines of sentence encoders lie, for align/model/calibration.toml.

  scripts/fit/encoder_levels.py NEWS_ja.tsv NEWS_zh.tsv --encoder embedded --encoder use

A file has the columns doc, english, other. Sentences are taken from even documents only (by the place of the document
in the file), at most --most of each file; renderings are the pairs, strangers all others of the same language.
Printed is TOML: mean cosine of renderings and of strangers, standard deviation of strangers.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from align.model import load_part
from align.model.calibration import measured
from align.read.language import detect_language


def read(path: Path, most: int) -> tuple[str, list[tuple[str, str]]]:
    """The language of a file, and its pairs (English, other)."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    documents = {name: at for at, name in enumerate(dict.fromkeys(row["doc"] for row in rows))}
    pairs = [(row["english"], row["other"]) for row in rows if documents[row["doc"]] % 2 == 0]
    return detect_language(" ".join(other for _, other in pairs[:50])), pairs[:: max(1, len(pairs) // most)][
        :most
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--encoder", action="append", required=True)
    parser.add_argument("--most", type=int, default=600)
    arguments = parser.parse_args()
    texts: dict[str, list[tuple[str, str]]] = {}
    for path in arguments.files:
        language, pairs = read(path, arguments.most)
        texts.setdefault(language.removesuffix("-Hant"), []).extend(pairs)
    for name in arguments.encoder:
        encoder = load_part(name)
        print(f'\n[encoder."{encoder.name}@{encoder.revision}"]')
        for language, pairs in sorted(texts.items()):
            found = measured(encoder, pairs, language)
            print(
                f"{language} = {{ right = {found.right:.4f}, stranger = {found.stranger:.4f}, "
                f"spread = {found.spread:.4f} }} # {len(pairs)} pairs"
            )


if __name__ == "__main__":
    main()
