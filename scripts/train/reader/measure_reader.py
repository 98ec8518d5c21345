#!/usr/bin/env python3
"""What the reader knows, on development data: wrong words found at a given number of alarms, by kind of error.

  news       words of the development half of WMT21 news documents spoilt as in training (corruptions.py),
             one error a sentence; alarms are words of the untouched sentences
  articles   planted errors of the development articles (English spans) and alarms on both right copies
  planted    DEMETR, training half: part of the pairs whose wrong side has more doubt, by kind

usage: python -m scripts.train.reader.measure_reader --gold ../shared/data/gold READER.npz [--every 3]
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from align.evaluate.scores import held_out, read_planted
from align.fidelity.scoring.weights import predictor
from align.model import WordModel, load_model
from align.model.embedded.predictor import Predictor
from scripts.train.reader import corruptions, drafts
from scripts.train.reader.reader_run import Reader, Reading, Shown, capitals

RATES = (0.3, 0.5, 1.0, 2.0, 5.0)  # alarms per 1,000 words
TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Doubts:
    """A sentence's words: their places and the highest log-odds of a piece of each; ``lost`` of source pieces."""

    spans: list[tuple[int, int]]
    values: np.ndarray
    lost: np.ndarray

    def total(self) -> float:
        """The doubt in the sentence."""
        return float(np.logaddexp(0, self.values).sum() + np.logaddexp(0, self.lost).sum())


class Look:
    """Asks the reader."""

    def __init__(self, reader: Reader, network: Predictor, words: WordModel) -> None:
        self.reader, self.network, self.words = reader, network, words

    def __call__(self, sources: Sequence[str], targets: Sequence[str], language: str) -> list[Doubts]:
        found = []
        pairs = list(zip(sources, targets, strict=True))
        for at in range(0, len(pairs), TOGETHER):
            shown = [self._shown(*pair, language) for pair in pairs[at : at + TOGETHER]]
            read = self.reader.read(self.network, shown, language)
            found += [
                self._words(pair.english, pair.seen.covered.target_offsets, one)
                for pair, one in zip(shown, read, strict=True)
            ]
        return found

    def _shown(self, source: str, target: str, language: str) -> Shown:
        seen = self.words.evidence(source, target, language, "en")
        offsets = seen.covered.target_offsets
        ids, bounds = self.words.word_tables().pieces([target, source])
        starts = [start for start, _ in offsets]
        return Shown(ids[: bounds[1]][: len(offsets)], ids[bounds[1] :], seen, capitals(target, starts))

    def _words(self, ids: np.ndarray, offsets: Sequence[tuple[int, int]], read: Reading) -> Doubts:
        wrong = read.wrong
        if not len(wrong):
            return Doubts([], np.zeros(0), read.lost)
        _, word, _ = self.network.numbered(ids[: len(wrong)])
        values = np.full(word[-1] + 1, -99.0)
        np.maximum.at(values, word, wrong)
        spans = [(10**9, 0)] * len(values)
        for number, (low, high) in zip(word, offsets, strict=False):
            spans[number] = min(spans[number][0], low), max(spans[number][1], high)
        return Doubts(spans, values, read.lost)


def thresholds(clean: Iterable[Doubts], words: int) -> dict[float, float]:
    """The log-odds from which so many words per 1,000 are alarms."""
    values = -np.sort(-np.concatenate([one.values for one in clean]))
    return {rate: float(values[min(len(values) - 1, int(rate * words / 1000))]) for rate in RATES}


def shown(hits: dict[str, list[float]], limits: dict[float, float]) -> None:
    """Recall by kind at each rate."""
    every = [value for values in hits.values() for value in values]
    for kind, values in [("all", every), *sorted(hits.items())]:
        found = " ".join(f"{np.mean(np.array(values) > limits[rate]):.2f}" for rate in RATES)
        print(f"  {kind:20}{len(values):6}  {found}")


def news(look: Look, gold: Path, every: int) -> None:
    """Spoilt sentences of news."""
    rows = []
    for path in sorted((gold / "news_documents").glob("*.tsv")):
        language = "zh" if "zh" in path.stem else "ja"
        with path.open(encoding="utf-8", newline="") as handle:
            lines = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
        rows += [(language, line[1], line[2]) for line in lines if not held_out(line[0])][::every]
    words = [word for _, english, _ in rows for word in english.split()]
    content = [drafts.core(word) for word in words if len(drafts.core(word)) > 4]
    names = [word.strip(".,;:()\"'") for word in words if word[:1].isupper()]
    rng = Random(1)
    for language in ("ja", "zh"):
        some = [(english, other) for code, english, other in rows if code == language]
        clauses = [
            english.split()[low:high]
            for english, _ in some
            for low, high in corruptions.clauses_of(english.split())
        ]
        forms = drafts.forms_of(set(content))
        stock = drafts.Stock(drafts.phrases(), {}, forms, content, names, clauses)
        clean = look([other for _, other in some], [english for english, _ in some], language)
        total = sum(len(english.split()) for english, _ in some)
        limits = thresholds(clean, total)
        hits: dict[str, list[float]] = {}
        for kind, (_, spoil) in corruptions.KINDS.items():
            made = []
            for english, other in rng.sample(some, min(len(some), 250)):
                draft = drafts.Draft.of(english)
                if spoil(draft, stock, rng) and any(draft.wrong):
                    made.append((other, draft))
            found = look([other for other, _ in made], [" ".join(draft.words) for _, draft in made], language)
            if made:
                hits[kind] = [
                    best_at(doubts, wrong_spans(draft))
                    for doubts, (_, draft) in zip(found, made, strict=True)
                ]
        print(
            f"news {language}: {len(some)} sentences, {total} words; recall at {RATES} alarms per 1,000 words"
        )
        shown(hits, limits)


def wrong_spans(draft: object) -> list[tuple[int, int]]:
    """The characters of the wrong words of a draft."""
    spans, at = [], 0
    for word, wrong in zip(draft.words, draft.wrong, strict=True):  # type: ignore[attr-defined]
        if wrong:
            spans.append((at, at + len(word)))
        at += len(word) + 1
    return spans


def best_at(doubts: Doubts, spans: Iterable[Sequence[int]]) -> float:
    """The highest log-odds of a word in one of the spans."""
    return max(
        (
            float(value)
            for (low, high), value in zip(doubts.spans, doubts.values, strict=True)
            for first, last in spans
            if low < last and first < high
        ),
        default=-99.0,
    )


def articles(look: Look, gold: Path) -> None:
    """Planted errors of the articles, with the thresholds of both right copies."""
    from align.pipeline import check
    from align.read import read

    alarms: dict[str, list[Doubts]] = defaultdict(list)
    words: dict[str, int] = defaultdict(int)
    planted: list[tuple[str, float]] = []
    for path in sorted((gold / "articles").glob("*/??_planted.json")):
        number = path.name[:2]
        language = path.parent.name[:2]
        for copy in ("right_a", "right_b", "error"):
            source, target = (path.parent / f"{number}_{name}.txt" for name in ("source", copy))
            report = check(read(source), read(target), checks=("numbers",), scored=False)
            sides = report.source_sentences, report.target_sentences
            beads = [bead for bead in report.beads if bead.source and bead.target]
            here, there = (
                [[side[at] for at in places] for places in bead_sides]
                for side, bead_sides in zip(
                    sides, ([b.source for b in beads], [b.target for b in beads]), strict=True
                )
            )
            sources = ["".join(one.text for one in some) for some in here]
            found = look(sources, [" ".join(one.text for one in some) for some in there], language)
            if copy != "error":
                alarms[copy] += found
                words[copy] += sum(len(one.text.split()) for some in there for one in some)
                continue
            placed = [placed_in_text(doubts, some) for doubts, some in zip(found, there, strict=True)]
            for plant in json.loads(path.read_text(encoding="utf-8")):
                if plant["target_spans"]:
                    best = max((best_at(one, plant["target_spans"]) for one in placed), default=-99.0)
                    planted.append((plant["kind"], best))
    for copy in ("right_a", "right_b"):
        limits = thresholds(alarms[copy], words[copy])
        hits: dict[str, list[float]] = defaultdict(list)
        for kind, value in planted:
            hits[kind].append(value)
        print(
            f"articles, alarms of {copy} ({words[copy]} words), recall at {RATES} per 1,000; limits {limits}"
        )
        shown(hits, limits)


def placed_in_text(doubts: Doubts, sentences: Sequence[object]) -> Doubts:
    """Places in the joined sentences as places in the article."""
    starts, at = [], 0
    for one in sentences:
        starts.append((at, one.start))  # type: ignore[attr-defined]
        at += len(one.text) + 1  # type: ignore[attr-defined]
    spans = []
    for low, high in doubts.spans:
        joined, start = max(pair for pair in starts if pair[0] <= low)
        spans.append((low - joined + start, high - joined + start))
    return Doubts(spans, doubts.values, doubts.lost)


def planted(look: Look, gold: Path, every: int) -> None:
    """Right against wrong by the sum of doubts."""
    rows = [
        one
        for one in read_planted(gold / "planted" / "demetr_zh_ja-en.tsv")
        if not held_out(one.key) and one.kind != "base_id35_reference"
    ][::every]
    hits: dict[str, list[float]] = defaultdict(list)
    for language in ("ja", "zh"):
        some = [one for one in rows if one.language[:2] == language]
        sources = [one.source for one in some]
        sides = [
            [doubts.total() for doubts in look(sources, texts, language)]
            for texts in ([one.correct for one in some], [one.wrong for one in some])
        ]
        for one, right, wrong in zip(some, *sides, strict=True):
            hits[one.kind].append(float(right < wrong) + 0.5 * (right == wrong))
    print(f"planted: {np.mean([v for values in hits.values() for v in values]):.3f} of {len(rows)}")
    for kind, values in sorted(hits.items()):
        print(f"  {kind:40}{len(values):5} {np.mean(values):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reader", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument(
        "--every", type=int, default=3, help="one sentence of news and one pair in so many (3)"
    )
    parser.add_argument("--only", choices=("news", "articles", "planted"))
    args = parser.parse_args()
    words = load_model("embedded")
    assert isinstance(words, WordModel)
    look = Look(Reader.load(args.reader), predictor(), words)
    if args.only in (None, "news"):
        news(look, args.gold, args.every)
    if args.only in (None, "articles"):
        articles(look, args.gold)
    if args.only in (None, "planted"):
        planted(look, args.gold, args.every)


if __name__ == "__main__":
    main()
