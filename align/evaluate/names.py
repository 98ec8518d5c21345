"""How well names are ranked, read and judged, against gold; every figure with its 95% interval."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from align.bootstrap import interval_of_share
from align.document import Article, Bead, Language, NameEntry, Sentence
from align.errors import InputError
from align.names.mentions.english import ordinary, personality
from align.names.reading.chinese import chinese_surnames_in_english
from align.names.script.letters import fold_letters
from align.names.verdict.by_letters import transliterated


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of right cases: ``low`` and ``high`` bound 95% of 1,000 bootstrap resamples."""

    name: str
    right: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.name}: {self.value:.4f} [{self.low:.4f}, {self.high:.4f}] ({self.right} of {self.of})"


def figure(name: str, outcomes: Sequence[bool]) -> Figure:
    """The share of true outcomes with a percentile bootstrap interval (seeded, so it repeats)."""
    right = sum(outcomes)
    return Figure(name, right, len(outcomes), *interval_of_share(right, len(outcomes)))


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a tab-separated file without quoting.

    Raises InputError for a file that is not UTF-8, is empty, or has a row with too few columns.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "save it as UTF-8") from None
    if not lines:
        raise InputError(path, "is empty", "see docs/reference/names.md for the forms of gold")
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) < 2:
                raise InputError(
                    f"{path}, line {number}",
                    "has no tab",
                    "see docs/reference/names.md for the forms of gold",
                )
            rows.append(cells + [""] * (len(header) - len(cells)))
    return header, rows


def evaluate_ranks(
    rows: Sequence[Sequence[str]],
    rank: Callable[[str, Sequence[str], str], list[tuple[str, float]]],
    *,
    candidates: int = 1000,
    queries: int = 1000,
    seed: int = 7,
) -> list[Figure]:
    """The right English name first among so many, all drawn from the gold; one figure a language. At
    most as many names are asked as there are candidates.

    ``rows`` hold name, English and optionally language; without one, kana are ja and hanzi zh.
    """  # fmt: skip
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        name, english = row[0].strip('"'), row[1].strip('"')
        language = (
            row[2] if len(row) > 2 and row[2] else ("ja" if any("ァ" <= c <= "ヺ" for c in name) else "zh")
        )
        groups.setdefault(language, []).append((name, english))
    figures = []
    for language, pairs in groups.items():
        rng = random.Random(seed)
        drawn = rng.sample(pairs, min(max(queries, candidates), len(pairs)))
        sample = drawn[: min(queries, candidates)]
        pool = list(dict.fromkeys(english for _, english in drawn))[:candidates]
        outcomes = []
        for name, english in sample:
            ranked = rank(name, pool, language)
            # A tie with a wrong one is no success.
            outcomes.append([c for c, score in ranked if score == ranked[0][1]] == [english])
        figures.append(figure(f"{language}, first of {len(pool)}", outcomes))
    return figures


def evaluate_readings(
    rows: Sequence[Sequence[str]], header: Sequence[str], read: Callable[[str, str], Sequence[str]]
) -> list[Figure]:
    """Each row's kana among the readings, first and in the first five; and each part's any kana.

    ``read`` gives the kana of a part of a kind (surname or given, empty for a full name), best first.
    """
    at = {name: i for i, name in enumerate(header)}
    kind_column = at.get("part", at.get("kind"))
    first: list[bool] = []
    five: list[bool] = []
    parts: dict[tuple[str, str], tuple[bool, bool]] = {}
    for row in rows:
        kanji, kana = row[at.get("kanji", 0)], row[at.get("kana", 1)]
        kind = row[kind_column] if kind_column is not None else ""
        found = [_plain(reading) for reading in read(kanji, kind)]
        first.append(_plain(kana) in found[:1])
        five.append(_plain(kana) in found[:5])
        one, many = parts.get((kanji, kind), (False, False))
        parts[kanji, kind] = (one or first[-1], many or five[-1])
    return [
        figure("rows, first", first),
        figure("rows, in the first five", five),
        figure("names with any of their readings first", [one for one, _ in parts.values()]),
        figure("names with any of their readings in the first five", [many for _, many in parts.values()]),
    ]


def _plain(kana: str) -> str:
    return kana.replace(" ", "").replace("\u3000", "")


Pairing = tuple[Article, Article, list[Sentence], list[Sentence], list[Bead]]


def lined(lines: Sequence[str], language: Language, id: str) -> tuple[Article, list[Sentence]]:
    """An article whose sentences are lines."""
    sentences, at = [], 0
    for line in lines:
        sentences.append(Sentence(line, at, at + len(line)))
        at += len(line) + 1
    return Article(id, "\n".join(lines), language), sentences


def documents(rows: Sequence[Sequence[str]], language: Language) -> Iterator[Pairing]:
    """Documents of (doc, english, other) rows, line by line each other's translation."""
    groups: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    for doc, members in groups.items():
        source, here = lined([row[2] for row in members], language, doc)
        target, there = lined([row[1] for row in members], "en", doc)
        yield source, target, here, there, [Bead((i,), (i,), 1.0) for i in range(len(members))]


Ledger = Callable[[Pairing], Sequence[NameEntry]]


def evaluate_planted(pairings: Iterable[Pairing], ledger: Ledger, seed: int = 7) -> list[Figure]:
    """Professional translations as they are (no name may be in conflict), and again with one person at a
    time exchanged for another real one that the document does not print (each has to be found).

    A name is exchanged wherever its document prints it. Both figures count names, not mentions. What is
    exchanged is a person plainly (:func:`plainly_person`), by the full name of one with given name first.
    """
    rng = random.Random(seed)
    false_positives: list[bool] = []
    persons: list[tuple[Pairing, NameEntry]] = []
    for pairing in pairings:
        for entry in ledger(pairing):
            if entry.targets:
                false_positives.append(any(target.verdict == "conflict" for target in entry.targets))
            if plainly_person(entry, pairing[3], pairing[0].language):
                persons.append((pairing, entry))
    fullest = [max((t.mention.text for t in e.targets if t.verdict == "accept"), key=len) for _, e in persons]
    reversed_order = {
        t.mention.text for _, e in persons for t in e.targets if t.evidence.get("order") == "surname first"
    }
    pool = sorted(
        {name for name in fullest if len(name.split()) == 2 and not surname_first(name)} - reversed_order
    )
    found: list[bool] = []
    for (pairing, entry), name in zip(persons, fullest, strict=True):
        printed = {word for sentence in pairing[3] for word in sentence.text.replace("'", " ").split()}
        others = [p for p in pool if not set(p.split()) & (printed | set(name.split()))]
        if not others:
            continue
        other = rng.choice(others)
        planted = exchange(pairing, entry, other)
        hit = any(
            target.verdict == "conflict" and other.split()[-1] in target.mention.text
            for again in ledger(planted)
            for target in again.targets
        )
        found.append(hit)
    return [
        figure("false positives among correct names", false_positives),
        figure("exchanged persons found", found),
    ]


def surname_first(name: str) -> bool:
    """Whether an English full name begins with a Chinese or Korean surname: its last word names nobody."""
    return fold_letters(name.split()[0]) in chinese_surnames_in_english()


def plainly_person(entry: NameEntry, sentences: Sequence[Sentence], language: str = "ja") -> bool:
    """Whether an entry that was accepted is a person by more than the finder's word: in kanji, or in kana or
    hanzi by sound with a title, an original, a middle dot rendered as two words, or an English spelling that
    speaks or has a role. Streets, films, brands and words in katakana are none."""
    accepted = [t for t in entry.targets if t.verdict == "accept"]
    if entry.kind != "person" or not accepted or any(t.mention.text.isupper() for t in accepted):
        return False
    if not transliterated(entry.source, language):
        return True
    if any(m.title or m.original for m in entry.mentions) and len(entry.source) > 2:
        return True
    dotted = any(c in "·•・=＝゠" for c in entry.source)
    words = max((t.mention.text.split() for t in accepted), key=len)
    if dotted and len(words) > 1 and words[0] != "The" and not all(map(ordinary, words)):
        return True
    return any(personality(t.mention, sentences[t.mention.sentence]) == 1.0 for t in accepted)


def exchange(pairing: Pairing, entry: NameEntry, other: str) -> Pairing:
    """The pairing with every accepted mention of an entry replaced: full names by ``other``, single
    words by its last word."""
    source, target, here, there, beads = pairing
    spots = sorted((t.mention for t in entry.targets if t.verdict == "accept"), key=lambda m: -m.start)
    lines = [sentence.text for sentence in there]
    for mention in spots:
        at = mention.start - there[mention.sentence].start
        new = other if " " in mention.text else other.split()[-1]
        line = lines[mention.sentence]
        lines[mention.sentence] = line[:at] + new + line[at + len(mention.text) :]
    changed, sentences = lined(lines, "en", target.id)
    return source, replace(changed, language="en"), here, sentences, beads


def evaluate_gold(folder: Path, ledger: Ledger) -> list[Figure]:
    """A folder with ``names.jsonl`` and ``beads/DOC/{src,tgt,gold}.txt`` (the form of corpora/gold)."""
    path = folder / "names.jsonl"
    if not path.is_file():
        raise InputError(folder, "has no names.jsonl", "see docs/reference/names.md for the forms of gold")
    gold: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            gold.setdefault((record["reprint"], record["source"]), []).append(record)
        except (ValueError, KeyError) as error:
            raise InputError(
                f"{path}, line {number}", f"is no gold record ({error})", "see docs/reference/names.md"
            ) from None
    outcomes: dict[str, list[bool]] = {"accept": [], "variant": [], "conflict": []}
    false_positives = []
    for (reprint, source), records in gold.items():
        said: dict[str, set[str]] = {}
        for entry in ledger(_gold_pairing(folder, reprint, source)):
            for target in entry.targets:
                said.setdefault(target.mention.text, set()).add(target.verdict)
        for spelling in (s for record in records for s in record["spellings"]):
            verdicts = said.get(spelling["text"], set())
            outcomes[spelling["verdict"]].append(spelling["verdict"] in verdicts)
            if spelling["verdict"] == "accept":
                false_positives.append("conflict" in verdicts)
    named = {"accept": "right names followed", "variant": "variants found", "conflict": "conflicts found"}
    return [
        *(figure(named[k], v) for k, v in outcomes.items()),
        figure("false positives among right names", false_positives),
    ]


def _gold_pairing(folder: Path, reprint: str, source: str) -> Pairing:
    from align.read.language import detect_language

    place = folder / "beads" / reprint
    if not place.is_dir():
        place = folder / "beads" / f"{reprint}--{source.rpartition('/')[2]}"
    here = (place / "src.txt").read_text(encoding="utf-8").splitlines()
    there = (place / "tgt.txt").read_text(encoding="utf-8").splitlines()
    beads = []
    for line in (place / "gold.txt").read_text(encoding="utf-8").splitlines():
        if line.strip():
            left, right = line.split(":")[:2]
            beads.append(Bead(tuple(json.loads(left)), tuple(json.loads(right)), 1.0))
    article, sentences = lined(here, detect_language(" ".join(here)), source)
    reprinted, printed = lined(there, "en", reprint)
    return article, reprinted, sentences, printed, beads
