#!/usr/bin/env python3
"""Learn how likely a term stands for another of its kind, of terms planted in translations; for regressions.toml.

    python -m scripts.fit.kinds ja=TSV zh=TSV … --pairs TSV [--every N] [--most N] [--seed N]

A file holds translations, ``doc<TAB>english<TAB>other`` under a header; every third document is used, the
others are a test. ``--pairs`` is parallel text, ``english<TAB>other``, of which every Nth line is used. Where
a source names a thing of kinds.tsv or classes.tsv and its translation names the same, the translation's word is
exchanged for that of another thing of the group: such exchanges are wrong ones. Those that the checks would find in the
translations as they are count as right ones, though a few are the translators' slips.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.fidelity.checks.meaning.kind import TABLE
from align.fidelity.checks.meaning.kind_evidence import FEATURES, evidence
from align.fidelity.lexicon.contrasts import Named, Thing, exchanged, named, plain_words, rows
from align.model import Model, load_model
from scripts.fit.unlinked import EVERY, learned

LENGTHS = (40, 300)  # letters of the English side of parallel text
THRESHOLDS = (0.9, 0.93, 0.95, 0.97, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence pair: of which set, in which language, the other side and the English one."""

    test: bool
    language: str
    source: str
    english: str


def of_news(path: Path, language: str) -> Iterator[Sample]:
    """All pairs of a file of professional translations."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kept = set(sorted({row["doc"] for row in lines})[::EVERY])
    for row in lines:
        yield Sample(row["doc"] not in kept, language, row["other"].strip(), row["english"].strip())


def of_pairs(path: Path, every: int) -> Iterator[Sample]:
    """Every so many lines of parallel text; those with kana are Japanese."""
    with path.open(encoding="utf-8") as file:
        for at, line in enumerate(file):
            english, _, other = line.rstrip("\n").partition("\t")
            if at % every == 0 and LENGTHS[0] < len(english) < LENGTHS[1] and other:
                japanese = any("\u3041" <= letter <= "\u30ff" for letter in other)
                yield Sample(False, "ja" if japanese else "zh", other, english)


def examples(sample: Sample, model: Model, chance: random.Random) -> Iterator[tuple[np.ndarray, bool]]:
    """FEATURES of the exchanges that a pair shows as it is, and of one that is planted."""
    here = named(sample.source, sample.language, TABLE)
    if not any(one.plain for one in here):
        return
    there = named(sample.english, "en", TABLE)
    for one in exchanged(here, there, every=True):
        values = evidence(model, (sample.source, sample.english), sample.language, one, TABLE)
        if values is not None:
            yield values, False
    wrong = planted(sample.english, here, there, chance)
    if wrong is None:
        return
    text, wanted, given = wrong
    for one in exchanged(here, named(text, "en", TABLE), every=True):
        if (one.wanted.thing, one.given.thing) == (wanted, given):
            values = evidence(model, (sample.source, text), sample.language, one, TABLE)
            if values is not None:
                yield values, True


def planted(
    english: str, here: tuple[Named, ...], there: tuple[Named, ...], chance: random.Random
) -> tuple[str, Thing, Thing] | None:
    """The English side with a term exchanged for another of its group, and both things; None where none can be."""
    both = [
        one for one in there if one.plain and any(other.plain and other.thing == one.thing for other in here)
    ]
    if not both:
        return None
    one = chance.choice(both)
    known = {other.thing for other in (*here, *there)}
    things = [Thing(row[0], row[1]) for row in rows(TABLE) if row[0] == one.thing.group]
    others = [thing for thing in things if thing not in known and plain_words(thing, "en", TABLE)]
    if not others:
        return None
    other, word = chance.choice(others), english[one.start : one.end]
    entry = chance.choice(plain_words(other, "en", TABLE)).removeprefix("=")
    stems = [own.rstrip("*") for own in plain_words(one.thing, "en", TABLE) if own.endswith("*")]
    ending = next((word[len(stem) :] for stem in stems if word.lower().startswith(stem.lower())), "")
    said = entry.replace("*", "") + (ending if entry.endswith("*") else "")
    said = said[:1].upper() + said[1:] if word[:1].isupper() else said
    return english[: one.start] + said + english[one.end :], one.thing, other


def report(name: str, values: np.ndarray, wrong: np.ndarray, numbers: np.ndarray) -> None:
    """How many of both are told apart."""
    odds = numbers[0] + values @ numbers[1:]
    rank = odds.argsort().argsort()
    area = (rank[wrong].sum() - wrong.sum() * (wrong.sum() - 1) / 2) / (wrong.sum() * (~wrong).sum())
    print(f"{name}: {len(wrong)} exchanges, {int(wrong.sum())} planted, area under the curve {area:.3f}")
    probability = 1 / (1 + np.exp(-odds))
    for threshold in THRESHOLDS:
        found, accused = ((probability[which] >= threshold).mean() for which in (wrong, ~wrong))
        print(f"  {threshold}: found {found:.3f}, accused {accused:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="LANGUAGE=TSV")
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--every", type=int, default=40)
    parser.add_argument("--most", type=int, default=60000, help="pairs")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    model, chance = load_model("embedded"), random.Random(options.seed)
    samples = [
        sample
        for file in options.files
        for sample in of_news(Path(file.partition("=")[2]), file.partition("=")[0])
    ]
    samples += of_pairs(options.pairs, options.every)
    found = [
        (sample.test, *each)
        for sample in samples[: options.most]
        if len(sample.source) <= LENGTHS[1] and len(sample.english) <= 3 * LENGTHS[1]
        for each in examples(sample, model, chance)
    ]
    test, wrong = (np.array([one[which] for one in found], bool) for which in (0, 2))
    values = np.array([one[1] for one in found])
    numbers = learned(values[~test], wrong[~test].astype(float))
    print("bias", round(numbers[0], 2), dict(zip(FEATURES, numbers[1:].round(2).tolist(), strict=True)))
    report("learned of", values[~test], wrong[~test], numbers)
    report("others", values[test], wrong[test], numbers)


if __name__ == "__main__":
    main()
