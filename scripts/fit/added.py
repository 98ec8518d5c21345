#!/usr/bin/env python3
"""Learn which words, and which phrases, of a translation were added, of translations with phrases planted.

    python -m scripts.fit.added ja=TSV zh=TSV … [--most N] [--seed N]

A file holds professional translations, ``doc<TAB>english<TAB>other`` under a header. Into half of the sentences goes a
phrase of another sentence of the same document that shares no longer word with it: at the end, or where another phrase
ends. First the words are learned (``word_added``), then whether the phrase that they make up was planted or stands in
a sentence as it was (``phrase_added``). Learned of every third document, the others are a test.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.fidelity.checks.coverage.invented import (
    PHRASE_FEATURES,
    SHIFT,
    WORD_FEATURES,
    Words,
    phrase,
    places,
    spans_of,
    words_of,
)
from align.fidelity.scoring.wordwise import FUNCTION
from align.model import load_model
from scripts.fit.unlinked import EVERY, learned

AT_THE_END, WITH_COMMA = 0.65, 0.3  # how many of the phrases are put there, and so
WORDS = (3, 12)  # of a phrase
LENGTHS = (20, 200)  # characters of the other side
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.97, 0.98)


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair, of which set, and the span of the phrase that was planted into its English side."""

    test: bool
    language: str
    source: str
    english: str
    planted: tuple[int, int] | None


def documents(path: Path) -> list[list[tuple[str, str]]]:
    """The documents of a file as pairs, (other, English)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["doc"]].append((row["other"].strip(), row["english"].strip()))
    return [found[name] for name in sorted(found)]


def phrases(english: str) -> list[str]:
    """The phrases of a sentence that could be planted elsewhere."""
    spans = spans_of(english)
    begins, ends = places(english, spans)
    return [
        english[spans[first][0] : spans[last][1]]
        for first in np.flatnonzero(begins).tolist()
        for last in range(first + WORDS[0] - 1, min(len(spans), first + WORDS[1]))
        if ends[last]
        and sum(english[slice(*span)].lower() not in FUNCTION for span in spans[first : last + 1]) >= 2
    ]


def planted(english: str, others: Sequence[str], chance: random.Random) -> tuple[str, tuple[int, int]] | None:
    """A sentence with one of the others in it, and its span."""
    own = set(re.findall(r"\w{4,}", english.lower()))
    fitting = [one for one in others if own.isdisjoint(re.findall(r"\w{4,}", one.lower()))]
    spans = spans_of(english)
    if not fitting or not spans:
        return None
    part = chance.choice(fitting)
    at = len(spans) - 1
    if chance.random() > AT_THE_END:
        at = chance.choice(np.flatnonzero(places(english, spans)[1]).tolist())
    before = english[: spans[at][1]] + (", " if chance.random() < WITH_COMMA else " ")
    return before + part + english[spans[at][1] :], (len(before), len(before) + len(part))


def samples(files: Sequence[str], chance: random.Random) -> list[Sample]:
    """All sentences as they are, and each once more with a phrase where one fits."""
    found = []
    for file in files:
        language, _, path = file.partition("=")
        for at, pairs in enumerate(documents(Path(path))):
            parts = [(english, part) for _, english in pairs for part in phrases(english)]
            for source, english in pairs:
                if not LENGTHS[0] < len(source) < LENGTHS[1]:
                    continue
                found.append(Sample(at % EVERY > 0, language, source, english, None))
                others = [part for own, part in parts if own != english]
                if others and (wrong := planted(english, others, chance)):
                    found.append(Sample(at % EVERY > 0, language, source, *wrong))
    chance.shuffle(found)
    return found


def added(sample: Sample, words: Words) -> np.ndarray:
    """Which words were planted."""
    if sample.planted is None:
        return np.zeros(len(words.spans), bool)
    start, end = sample.planted
    return np.array([first >= start and last <= end for first, last in words.spans], bool)


def values_of(
    seen: Sequence[tuple[Sample, Words]], numbers: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """PHRASE_FEATURES of each sentence's phrase, whether it is the planted one (1), there is none such (0) or it is
    another (-1), and whether the sentence is of the test."""
    rows, labels, tests = [], [], []
    for sample, words in seen:
        found = phrase(words, SHIFT + numbers[0] + words.values @ numbers[1:], sample.english)
        if found is None:
            continue
        label = 0
        if sample.planted is not None:
            start, end = sample.planted
            shared = min(found.end, end) - max(found.start, start)
            label = 1 if shared > (end - start) / 2 else -1
        rows.append(found.values)
        labels.append(label)
        tests.append(sample.test)
    return np.array(rows), np.array(labels), np.array(tests)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="LANGUAGE=TSV")
    parser.add_argument("--most", type=int, default=3000, help="sentences")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    model, chance = load_model("embedded"), random.Random(options.seed)
    chosen = samples(options.files, chance)[: options.most]
    looked = [(one, words_of(model, one.source, one.english, one.language)) for one in chosen]
    seen = [(one, words) for one, words in looked if words is not None]
    of_fit = [(words.values, added(one, words)) for one, words in seen if not one.test]
    numbers = learned(*(np.concatenate(each).astype(float) for each in zip(*of_fit, strict=True)))
    print(
        "word_added: bias", round(numbers[0], 2), dict(zip(WORD_FEATURES, numbers[1:].round(2), strict=True))
    )
    values, labels, tests = values_of(seen, numbers)
    told = labels >= 0
    of_phrases = learned(values[told & ~tests], labels[told & ~tests].astype(float))
    print(
        "phrase_added: bias",
        round(of_phrases[0], 2),
        dict(zip(PHRASE_FEATURES, of_phrases[1:].round(2), strict=True)),
    )
    probability = 1 / (1 + np.exp(-(of_phrases[0] + values @ of_phrases[1:])))
    for name, which in (("learned of", False), ("others", True)):
        count = [
            sum(one.test == which and (one.planted is None) == plain for one, _ in seen) for plain in (0, 1)
        ]
        print(f"{name}: {count[0]} sentences with a phrase planted, {count[1]} as they were")
        for threshold in THRESHOLDS:
            shown = (probability >= threshold) & (tests == which)
            found, accused = (
                (shown & (labels == 1)).sum() / count[0],
                (shown & (labels == 0)).sum() / count[1],
            )
            print(f"  {threshold}: found {found:.3f}, accused {accused:.4f}")


if __name__ == "__main__":
    main()
