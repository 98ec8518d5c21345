#!/usr/bin/env python3
"""Learn the table [reassigned] in align/sentences/weights.toml from hand-made alignments of free reprints.

    reassigned.py FOLDER… [--with FOLDER…] [--strength N]

A folder holds documents, as DOC/{src,tgt,gold}.txt or as DOC/{source,free,beads}.txt (an article, a free reprint and
their beads, as in corpora/bench). Each is aligned without reassigning; each sentence that may leave its bead is set
against all beads. It belongs to a bead where gold has it rendered by half of the bead's other side or more. A logistic
regression with a normal prior learns that; printed are links F1, lax F1 and null F1 of the documents, each by numbers
learned from all the others, and the numbers learned from all. Documents of --with are always learned from: texts that
editors only cut and moved, where what is alone mostly has no counterpart.

The numbers that ship: reassigned.py FREE corpora/bench --with NEWS, where FREE are free reprints of 17 articles aligned
by hand and NEWS a quarter of the documents of WMT21 en-zh, ja-en and en-ja with whole sentences merged, cut, moved and
mixed with sentences from elsewhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import align
from align.document import Bead
from align.evaluate.bead_folders import read_gold
from align.evaluate.beads import Document as Counts
from align.evaluate.beads import count, evaluate
from align.formats import beads as formats
from align.model import Model, load_model
from align.sentences.aligner import Settings, align_sentences, pairing_of
from align.sentences.features.traces import Traces
from align.sentences.repair.reassigned import FEATURES, LOOSE, Numbers, close_wording, halves, reassigned
from align.sentences.weights import reassigned_written
from align.split import split

HALF = 0.5  # of a bead's other side


@dataclass(frozen=True, slots=True)
class Document:
    """One aligned pair of texts: gold, the beads before, what its free sentences say, and where they belong."""

    name: str
    gold: tuple[Bead, ...]
    beads: tuple[Bead, ...]
    traces: Traces
    values: np.ndarray
    right: np.ndarray


Given = tuple[str, Sequence[str], Sequence[str], tuple[str, str], Sequence[Bead]]


def texts_of(folder: Path) -> list[Given]:
    """Name, sentences, languages and gold beads of each document of a folder."""
    found: list[Given] = []
    for place in sorted(
        path.parent for path in folder.rglob("free.txt") if path.with_name("beads.txt").exists()
    ):
        articles = align.read(place / "source.txt"), align.read(place / "free.txt")
        source, target = ([one.text for one in split(each)] for each in articles)
        languages = articles[0].language, articles[1].language
        found.append(
            (place.name, source, target, languages, formats.read(place / "beads.txt", source, target))
        )
    if found:
        return found
    return [
        (
            one.name,
            one.source.sentences,
            one.target.sentences,
            (one.source.language, one.target.language),
            one.beads,
        )
        for one in read_gold(folder)
    ]


def document(
    name: str,
    source: Sequence[str],
    target: Sequence[str],
    languages: tuple[str, str],
    gold: Sequence[Bead],
    model: Model,
) -> Document | None:
    """A document as it is before reassigning; None for one whose beads are not touched."""
    here, there = languages
    beads = align_sentences(
        source, target, model, source_language=here, target_language=there, settings=Settings(reassign=False)
    )
    traces = Traces.of(pairing_of(source, target, model, languages)[0])
    if traces is None:
        raise SystemExit(f"{name}: the model has no word tables for {languages}")
    if close_wording(beads, traces.translation) >= LOOSE:
        return None
    links = {(i, j) for bead in gold for i in bead.source for j in bead.target}
    values, right = [np.zeros((0, len(FEATURES)))], []
    for half in halves(beads, traces, close_wording(beads, traces.translation)):
        values.append(half.values)
        for x, at in half.places:
            other = beads[at].source if half.turned else beads[at].target
            rendered = [((y, x) if half.turned else (x, y)) in links for y in other]
            right.append(np.mean(rendered) >= HALF)
    return Document(name, tuple(gold), tuple(beads), traces, np.concatenate(values), np.array(right, bool))


def learned(documents: Sequence[Document], strength: float) -> Numbers:
    """The regression's numbers."""
    from scipy.optimize import minimize

    values = np.concatenate([one.values for one in documents])
    right = np.concatenate([one.right for one in documents]).astype(float)
    scale = values.std(0) + 1e-6
    scale[0] = 1.0
    prior = np.full(len(FEATURES), strength * len(right) / 100)
    prior[0] = 0.0

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        odds = values / scale @ numbers
        gradient = (values / scale).T @ (1 / (1 + np.exp(-odds)) - right) + prior * numbers
        return float((np.logaddexp(0, odds) - right * odds).sum() + prior @ numbers**2 / 2), gradient

    best = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / scale
    return Numbers(dict(zip(FEATURES, best.tolist(), strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--with", nargs="+", type=Path, default=[], dest="also", metavar="FOLDER")
    parser.add_argument("--strength", type=float, default=0.1, help="of the prior, a hundred examples")
    options = parser.parse_args()
    model = load_model("embedded")
    documents, further = (
        [found for folder in folders for one in texts_of(folder) if (found := document(*one, model))]
        for folders in (options.folders, options.also)
    )
    right = sum(int(one.right.sum()) for one in documents)
    places = sum(len(one.right) for one in documents)
    print(f"# {len(documents)} and {len(further)} documents, {places} places, {right} right")
    rows: dict[str, list[Counts]] = {"before": [], "left out": []}
    for one in documents:
        numbers = learned([other for other in (*documents, *further) if other is not one], options.strength)
        rows["before"].append(count(one.name, one.gold, one.beads))
        rows["left out"].append(count(one.name, one.gold, reassigned(one.beads, one.traces, numbers)))
    for name, counts in rows.items():
        print(f"# {name}:", {key: round(value, 3) for key, value in evaluate(counts).figures.items()})
    print("\n".join(reassigned_written(learned([*documents, *further], options.strength))))


if __name__ == "__main__":
    main()
