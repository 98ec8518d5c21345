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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass
class Collection:
    """What is written: reprints, sources and the truth, growing; ``random`` draws the paragraphs."""

    language: str
    random: random.Random
    reprints: list[dict[str, str]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    gold: list[dict[str, str | None]] = field(default_factory=list)

    def add_source(self, name: str, lines: list[str]) -> None:
        text = paragraphs(lines, "", self.random)
        self.sources.append({"id": name, "text": text, "language": self.language})

    def add_reprint(self, name: str, lines: list[str], answers: list[tuple[str | None, str]]) -> None:
        self.reprints.append({"id": name, "text": paragraphs(lines, " ", self.random), "language": "en"})
        self.gold.extend({"reprint": name, "source": one, "verdict": verdict} for one, verdict in answers)

    def drop_reprints(self, document: str) -> None:
        """Without the reprints of a document whose source is none of the sources."""
        of_it = f"/{document}"
        self.gold[:] = [one for one in self.gold if not str(one["reprint"]).endswith(of_it) or one["source"]]
        self.reprints[:] = [one for one in self.reprints if not one["id"].endswith(of_it)]

    def write(self, out: Path) -> None:
        """OUT/reprints, OUT/sources and OUT/pairs.jsonl."""
        for folder, records in (("reprints", self.reprints), ("sources", self.sources)):
            (out / folder).mkdir(parents=True, exist_ok=True)
            (out / folder / "articles.jsonl").write_text(as_lines(records), encoding="utf-8")
        (out / "pairs.jsonl").write_text(as_lines(self.gold), encoding="utf-8")


def as_lines(records: Sequence[Mapping[str, str | None]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def add_edited(found: Collection, documents: Mapping[str, Document], kept: list[str]) -> None:
    """Every document in every condition; where its source is not kept, the reprint must get nothing."""
    everything = [english for document in documents.values() for english, _ in document]
    for name in kept:
        found.add_source(name, [other for _, other in documents[name]])
    for name, document in documents.items():
        answers: list[tuple[str | None, str]] = (
            [(name, "parallel")] if name in kept else [(None, "unrelated")]
        )
        for condition in CONDITIONS:
            lines = edited(document, condition, everything, found.random)
            found.add_reprint(f"{condition}/{name}", lines, answers)


def add_double(found: Collection, documents: Mapping[str, Document], kept: list[str]) -> None:
    """Reprints of two documents each, two thirds of either."""
    for first, second in zip(kept[::2], kept[1::2], strict=False):
        parts = [documents[name][: len(documents[name]) * 2 // 3] for name in (first, second)]
        lines = [english for part in parts for english, _ in part]
        found.add_reprint(f"double/{first}", lines, [(first, "parallel"), (second, "parallel")])


def add_comparable(found: Collection, documents: Mapping[str, Document], left_out: list[str]) -> None:
    """Reprints of one half of a document, beside a source with the other: drawn, or before and after."""
    for number, name in enumerate(left_out):
        document = documents[name]
        half = len(document) // 2
        kind = ("comparable", "follow-up")[number % 2]
        told = set(found.random.sample(range(len(document)), half) if kind == "comparable" else range(half))
        again = set() if kind == "comparable" else {found.random.randrange(half)}
        other = [two for at, (_, two) in enumerate(document) if at in again or at not in told]
        found.add_source(f"{kind}/{name}", other)
        found.drop_reprints(name)
        reprinted = [english for at, (english, _) in enumerate(document) if at in told]
        found.add_reprint(f"{kind}/{name}", reprinted, [(f"{kind}/{name}", "comparable")])


def parsed() -> argparse.Namespace:
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
    return parser.parse_args()


def main() -> None:
    arguments = parsed()
    index, number = map(int, arguments.part.split("/"))
    all_documents = read_documents(arguments.segments, arguments.least)
    names = random.Random(0).sample(sorted(all_documents), len(all_documents))[index::number]
    documents = {name: all_documents[name] for name in names}
    found = Collection(arguments.language, random.Random(f"{arguments.seed}/{arguments.part}"))
    left_out = set(found.random.sample(names, round(len(names) * arguments.held_out)))
    kept = [name for name in names if name not in left_out]
    add_edited(found, documents, kept)
    add_double(found, documents, kept)
    add_comparable(found, documents, sorted(left_out)[: len(left_out) // 2])
    found.write(arguments.out)
    counts = f"{len(found.reprints)} reprints, {len(found.sources)} sources, {len(found.gold)} gold lines"
    print(f"{counts} in {arguments.out}")


if __name__ == "__main__":
    main()
