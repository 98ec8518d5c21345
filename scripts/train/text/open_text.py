"""Parallel text for the training scripts: openly licensed sets, cleaned, as numbers of pieces.

Which sets, how often each is visited and under which licence: sets.tsv; dictionaries and lists of
names beside them. Sentences of the sets for measuring are left out, and what one set repeats of another. Nothing else
may train weights that ship.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SETS = Path(__file__).parent / "sets.tsv"
LONGEST_LINE = 1200  # characters of both sides
SAME_ENGLISH = 3  # pairs with one English side that are kept, a language
HELD_OUT_FROM = 12  # characters: shorter lines of the sets for measuring are everybody's
DICTIONARY_VISITS, NAME_VISITS = 0.3, 0.15  # chosen by hand
GOLD = ("wordalign/*/*.txt", "news_documents/*.tsv", "mac_dev/*/*.txt", "planted/*.tsv", "articles/*/*/*.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of sets.tsv; ``name`` is language/file."""

    name: str
    kind: str
    visits: float
    ordered: bool

    @property
    def language(self) -> str:
        return self.name[:2]


def rows() -> list[Row]:
    """The sets, in the order of sets.tsv."""
    lines = [line for line in SETS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Row(line["set"], line["kind"], float(line["visits"]), line["ordered"] == "yes")
        for line in csv.DictReader(lines, delimiter="\t")
    ]


def comparable(text: str) -> str:
    """The text without spaces, case and width, to find a sentence again that was tokenised elsewhere."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def held_out(gold: Path) -> frozenset[str]:
    """Every sentence of the sets for measuring under ``gold``, as :func:`comparable`."""
    found = set()
    for pattern in GOLD:
        for path in sorted(gold.glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                found |= {comparable(part) for part in line.split("\t") if len(part) >= HELD_OUT_FROM}
    return frozenset(found)


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _file(data: Path, folder: str, stem: str) -> Path:
    """The file of a set: in the archive's folder, or one folder further down."""
    for path in (data / folder / f"{stem}.tsv", *sorted((data / folder).glob(f"*/{stem}.tsv"))):
        if path.exists():
            return path
    raise FileNotFoundError(f"{data / folder / stem}.tsv: extract the archive {folder}.7z into {data}")


def _raw(data: Path, row: Row) -> Iterator[tuple[str, str]]:
    language, stem = row.name.split("/")
    try:
        path = _file(data, f"en-{language}", stem)
    except FileNotFoundError:
        path = _file(data, f"en-{language}-more", stem)
    yield from ((line[0], line[1]) for line in _table(path) if len(line) >= 2)


def _dictionaries(data: Path) -> Iterator[tuple[Row, list[tuple[str, str]]]]:
    """Word lists of both languages; traditional Chinese where it differs."""
    chinese, japanese = [], []
    for folder, stem in (("dictionaries", "cedict"), ("dict-more", "cc_cedict_2023_en-zh")):
        for line in _table(_file(data, folder, stem)):
            if len(line) >= 3:
                chinese += [(line[0], form) for form in dict.fromkeys(line[1:3])]
    for folder, stem in (("dictionaries", "jmdict"), ("dict-more", "jmdict_2021_en-ja")):
        japanese += [(line[0], line[1]) for line in _table(_file(data, folder, stem)) if len(line) >= 2]
    yield Row("zh/dictionary", "dictionary", DICTIONARY_VISITS, False), chinese
    yield Row("ja/dictionary", "dictionary", DICTIONARY_VISITS, False), japanese
    for stem in (
        "cldr_territories_languages",
        "iso_codes",
        "whosonfirst_places",
        "name_suggestion_index_brands",
    ):
        for path in sorted((data / "dict-more").glob(f"{stem}_en-*.tsv")):
            language = path.stem.split("_en-")[1][:2]
            pairs = [(line[0], line[1]) for line in _table(path) if len(line) >= 2]
            yield Row(f"{language}/{path.stem}", "names", NAME_VISITS * 2, False), pairs
    for stem, language in (("katakana_en", "ja"), ("chinese_en", "zh")):
        lines = list(_table(_file(data, "names", stem)))[1:]
        pairs = [(line[1].strip('"').title(), line[0].strip('"')) for line in lines if len(line) >= 2]
        yield Row(f"{language}/{stem}", "names", NAME_VISITS, False), pairs
    lines = [line for line in _table(_file(data, "names", "japanese_name_parts")) if len(line) >= 5][1:]
    yield (
        Row("ja/japanese_name_parts", "names", NAME_VISITS, False),
        [(line[2].title(), line[0]) for line in lines if line[4]],
    )
    people = _table(_file(data, "dict-more", "jmnedict_2021_places_orgs_persons_en-ja"))
    yield (
        Row("ja/jmnedict_2021", "names", NAME_VISITS, False),
        [(line[0], line[1]) for line in people if len(line) >= 2][::3],
    )


def pairs(data: Path, gold: Path) -> Iterator[tuple[Row, list[tuple[str, str]]]]:
    """Every set with its pairs (English, other), cleaned, in order. Raises FileNotFoundError for a missing one."""
    barred = held_out(gold)
    seen: dict[str, set[int]] = {"ja": set(), "zh": set()}
    often: dict[str, Counter[int]] = {"ja": Counter(), "zh": Counter()}
    sources = [(row, _raw(data, row)) for row in rows()]
    for row, lines in (*sources, *_dictionaries(data)):
        kept = []
        for english, other in lines:
            english, other = english.strip(), other.strip()
            if not english or not other or english == other or len(english) + len(other) > LONGEST_LINE:
                continue
            left, right = comparable(english), comparable(other)
            if left in barred or right in barred:
                continue
            mark = hash((left, right))
            if mark in seen[row.language]:
                continue
            seen[row.language].add(mark)
            often[row.language][hash(left)] += 1
            if row.kind == "docs" and often[row.language][hash(left)] > SAME_ENGLISH:
                continue
            kept.append((english, other))
        yield row, kept


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences as pieces: ``ids`` int32, flat; sentence i is ``ids[bounds[i]:bounds[i + 1]]``."""

    ids: np.ndarray
    bounds: np.ndarray

    def lengths(self) -> np.ndarray:
        return np.diff(self.bounds)

    def gather(self, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pieces of the given lines, flat, and how many each has."""
        lengths = self.bounds[lines + 1] - self.bounds[lines]
        firsts = np.repeat(self.bounds[lines] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        return self.ids[firsts + np.arange(lengths.sum())], lengths


@dataclass(frozen=True, slots=True)
class Text:
    """All pairs: both sides as pieces, and for each pair its set, language (1 ja, 2 zh) and visits an epoch.
    ``names``, ``kinds`` and ``ordered`` are of the sets; ``firsts`` [sets + 1] are the pairs at which they begin."""

    english: Side
    other: Side
    language: np.ndarray
    visits: np.ndarray
    firsts: np.ndarray
    names: np.ndarray
    kinds: np.ndarray
    ordered: np.ndarray

    def __len__(self) -> int:
        return len(self.language)


def lines_of(work: Path) -> list[tuple[str, str]]:
    """The pairs in words, as :func:`prepared` left them in ``work``."""
    return [(line[0], line[1]) for line in _table(work / "pairs.tsv")]


def prepared(data: Path | None, gold: Path | None, work: Path, vocabulary: Path, name: str) -> Text:
    """The text cut by ``vocabulary`` (a SentencePiece model), kept in ``work`` as pairs.tsv, sets.npz and name.npz."""
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "sets.npz").exists():
        if data is None or gold is None:
            raise FileNotFoundError(f"{work} holds no text yet: give --data and --gold")
        _write_pairs(data, gold, work)
    kept = work / f"{name}.npz"
    if not kept.exists():
        _encode(work, vocabulary, kept)
    with np.load(kept) as pieces, np.load(work / "sets.npz") as sets:
        sides = [Side(pieces[side], pieces[f"{side}_bounds"]) for side in ("english", "other")]
        return Text(*sides, **{key: sets[key] for key in sets.files})


def _write_pairs(data: Path, gold: Path, work: Path) -> None:
    names, kinds, ordered, counts, language, visits = [], [], [], [0], [], []
    with (work / "pairs.new").open("w", encoding="utf-8") as handle:
        for row, found in pairs(data, gold):
            handle.writelines(f"{english}\t{other}\n" for english, other in found)
            names.append(row.name)
            kinds.append(row.kind)
            ordered.append(row.ordered)
            counts.append(len(found))
            language.append(np.full(len(found), 1 + ("ja", "zh").index(row.language), np.int8))
            visits.append(np.full(len(found), row.visits, np.float32))
            print(f"{row.name}: {len(found):,} pairs", flush=True)
    (work / "pairs.new").replace(work / "pairs.tsv")
    np.savez(
        work / "sets.npz",
        language=np.concatenate(language),
        visits=np.concatenate(visits),
        firsts=np.cumsum(counts),
        names=np.array(names),
        kinds=np.array(kinds),
        ordered=np.array(ordered),
    )


def _encode(work: Path, vocabulary: Path, kept: Path) -> None:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    columns = list(zip(*lines_of(work), strict=True))
    arrays = {}
    for side, lines in zip(("english", "other"), columns, strict=True):
        parts, lengths = [], []
        for at in range(0, len(lines), 100_000):
            found = processor.encode(list(lines[at : at + 100_000]), num_threads=1)
            parts.append(np.fromiter((number for ids in found for number in ids), np.uint16))
            lengths += [len(ids) for ids in found]
        arrays[side] = np.concatenate(parts)
        arrays[f"{side}_bounds"] = np.cumsum([0, *lengths], dtype=np.int64)
    np.savez(kept, **arrays)
