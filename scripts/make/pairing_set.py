#!/usr/bin/env python3
"""Turn sentence-parallel news documents into a pairing test with known truth.

Writes OUT/reprints/*.jsonl, OUT/sources/*.jsonl and OUT/pairs.jsonl, the form that
`align evaluate pairs OUT` takes. From every document of at least 8 sentence pairs come one reprint
a condition:

    parallel     sentences merged (1-2, 2-1), nothing else
    condensed    40% of the source untranslated, sentences merged
    reordered    condensed, then a block moved
    mixed        30% cut, a tenth of foreign sentences added, a block moved
    brief        two to four sentences that follow each other
    double       half of each of two documents, one after the other: two sources
    comparable   the reprint renders one half of the sentences, the source keeps the other half
    follow-up    the reprint renders the first half, the source keeps the second and one sentence of the first
    none         the source is left out: the reprint must get nothing

Documents are dealt into `source kept` and `source left out` by --held-out; sources of `comparable` and
`follow-up` are articles of their own. The same seed gives the same files.

usage: make_pairing_set.py OUT LANGUAGE SEGMENTS.tsv… [--seed N] [--held-out 0.5] [--part 0/2]
SEGMENTS.tsv has a header and the columns doc, english, other.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path

Document = list[tuple[str, str]]
CONDITIONS = ("parallel", "condensed", "reordered", "mixed", "brief")


def read_documents(paths: list[Path], least: int) -> dict[str, Document]:
    """Documents by name; the first pair, mostly a headline, stays the first line."""
    documents: dict[str, Document] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                documents.setdefault(f"{path.stem}/{row['doc']}", []).append(
                    (row["english"].strip(), row["other"].strip())
                )
    return {name: pairs for name, pairs in sorted(documents.items()) if len(pairs) >= least}


def paragraphs(lines: list[str], joiner: str, random_: random.Random) -> str:
    """A headline, then paragraphs of one to three sentences."""
    parts, at = [lines[0]], 1
    while at < len(lines):
        size = random_.randint(1, 3)
        parts.append(joiner.join(lines[at : at + size]))
        at += size
    return "\n\n".join(parts) + "\n"


def edited(document: Document, condition: str, strangers: list[str], random_: random.Random) -> list[str]:
    """The English lines of a reprint under a condition."""
    if condition == "brief":
        start = random_.randrange(len(document) - 4)
        return [english for english, _ in document[start : start + random_.randint(2, 4)]]
    share = {"parallel": 1.0, "condensed": 0.6, "reordered": 0.6, "mixed": 0.7}[condition]
    count = len(document)
    kept = (
        sorted(random_.sample(range(count), max(4, round(count * share))))
        if share < 1
        else list(range(count))
    )
    lines = [document[at][0] for at in kept]
    if condition in ("reordered", "mixed") and len(lines) > 4:
        size = max(2, len(lines) // 5)
        start = random_.randrange(len(lines) - size)
        block, rest = lines[start : start + size], lines[:start] + lines[start + size :]
        at = random_.randrange(len(rest) + 1)
        lines = rest[:at] + block + rest[at:]
    if condition == "mixed":
        lines = [
            line
            for kept_line in lines
            for line in ([kept_line, random_.choice(strangers)] if random_.random() < 0.1 else [kept_line])
        ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("language", choices=("ja", "zh", "zh-Hant"))
    parser.add_argument("segments", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=int, default=8)
    parser.add_argument(
        "--held-out", type=float, default=0.5, help="share of documents whose source is left out"
    )
    parser.add_argument(
        "--part",
        default="0/1",
        help="I/N: only every Nth document, from the Ith, for fitting and testing apart",
    )
    arguments = parser.parse_args()
    index, number = map(int, arguments.part.split("/"))
    documents = read_documents(arguments.segments, arguments.least)
    names = random.Random(0).sample(sorted(documents), len(documents))[index::number]
    random_ = random.Random(f"{arguments.seed}/{arguments.part}")
    left_out = set(random_.sample(names, round(len(names) * arguments.held_out)))
    kept = [name for name in names if name not in left_out]
    everything = [english for name in names for english, _ in documents[name]]
    reprints, sources, gold = [], [], []

    def add_reprint(identifier: str, lines: list[str], answers: list[tuple[str | None, str]]) -> None:
        reprints.append({"id": identifier, "text": paragraphs(lines, " ", random_), "language": "en"})
        gold.extend(
            {"reprint": identifier, "source": source, "verdict": verdict} for source, verdict in answers
        )

    def add_source(identifier: str, lines: list[str]) -> None:
        sources.append(
            {"id": identifier, "text": paragraphs(lines, "", random_), "language": arguments.language}
        )

    for name in kept:
        add_source(name, [other for _, other in documents[name]])
    for name in names:
        for condition in CONDITIONS:
            lines = edited(documents[name], condition, everything, random_)
            add_reprint(
                f"{condition}/{name}", lines, [(name, "parallel")] if name in kept else [(None, "unrelated")]
            )
    for first, second in zip(kept[::2], kept[1::2], strict=False):
        lines = [
            english
            for name in (first, second)
            for english, _ in documents[name][: len(documents[name]) * 2 // 3]
        ]
        add_reprint(f"double/{first}", lines, [(first, "parallel"), (second, "parallel")])
    for number, name in enumerate(sorted(left_out)[: len(left_out) // 2]):
        document = documents[name]
        half = len(document) // 2
        kind = ("comparable", "follow-up")[number % 2]
        told = set(random_.sample(range(len(document)), half) if kind == "comparable" else range(half))
        again = set() if kind == "comparable" else {random_.randrange(half)}
        add_source(
            f"{kind}/{name}", [two for at, (_, two) in enumerate(document) if at in again or at not in told]
        )
        reprinted = [english for at, (english, _) in enumerate(document) if at in told]
        gold[:] = [line for line in gold if not line["reprint"].endswith(f"/{name}") or line["source"]]
        reprints[:] = [one for one in reprints if not one["id"].endswith(f"/{name}")]
        add_reprint(f"{kind}/{name}", reprinted, [(f"{kind}/{name}", "comparable")])
    for folder, records in (("reprints", reprints), ("sources", sources)):
        (arguments.out / folder).mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (arguments.out / folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    (arguments.out / "pairs.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in gold), encoding="utf-8"
    )
    print(f"{len(reprints)} reprints, {len(sources)} sources, {len(gold)} gold lines in {arguments.out}")


if __name__ == "__main__":
    main()
