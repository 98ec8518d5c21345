"""Parallel text for the training scripts: which sets, how they are cleaned, which may never be trained on.

Everything is read from the development data folder, its archives extracted in place (en-ja.7z to en-ja/, and so
on).  Only openly licensed sets are listed, so weights trained on what `load` returns may ship.
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Newspaper sentences and research-only sets: for measuring, never in shipped weights.
NEVER_TRAIN = frozenset({"news_commentary_10k", "pdc_news_sample", "wccec_news_devtest"})
LONGEST_LINE = 1200


@dataclass(frozen=True, slots=True)
class ParallelSet:
    """One set of (english, other) pairs; `kind` is text, dialogue, docs, dictionary or names."""

    name: str
    language: str
    kind: str
    ordered: bool
    pairs: list[tuple[str, str]]


KINDS = {
    "kftt_wikipedia_kyoto": ("text", True),
    "lctt_opensource_articles": ("text", True),
    "tatoeba_manythings": ("dialogue", False),
    "tanaka_plus_graded": ("dialogue", False),
    "3am_captions": ("dialogue", False),
    "msctd_moviechat_lc": ("dialogue", False),
}


def comparable_text(text: str) -> str:
    """The text without spaces, case and width, to find a sentence again that was tokenised elsewhere."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def held_out_lines(gold: Path) -> frozenset[str]:
    """Both sides of the hand-aligned words under `gold`/wordalign, as `comparable_text`.

    KFTT's gold sentences are part of the KFTT training text; a figure is only honest when they are left out.
    """
    return frozenset(
        comparable_text(line)
        for path in sorted(gold.glob("wordalign/*/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    )


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _clean(pairs: Iterable[tuple[str, str]], held_out: frozenset[str]) -> list[tuple[str, str]]:
    """Pairs without empty, over-long, untranslated and held-out lines; order kept."""
    kept = []
    for english, other in pairs:
        english, other = english.strip(), other.strip()
        if not english or not other or english == other or len(english) + len(other) > LONGEST_LINE:
            continue
        if held_out and (comparable_text(other) in held_out or comparable_text(english) in held_out):
            continue
        kept.append((english, other))
    return kept


def _parallel(folder: Path, language: str, held_out: frozenset[str]) -> Iterator[ParallelSet]:
    for path in sorted(folder.glob("*.tsv")):
        if path.stem in NEVER_TRAIN:
            continue
        kind, ordered = KINDS.get(path.stem, ("docs", True))
        check = held_out if path.stem == "kftt_wikipedia_kyoto" else frozenset()
        pairs = _clean(((row[0], row[1]) for row in _rows(path) if len(row) >= 2), check)
        yield ParallelSet(f"{language}/{path.stem}", language, kind, ordered, pairs)


def _dictionaries(folder: Path) -> Iterator[ParallelSet]:
    rows = list(_rows(folder / "cedict.tsv"))
    pairs = [(row[0], row[1]) for row in rows if len(row) >= 2]
    yield ParallelSet("zh/cedict", "zh", "dictionary", False, _clean(pairs, frozenset()))
    pairs = [(row[0], row[1]) for row in _rows(folder / "jmdict.tsv") if len(row) >= 2]
    yield ParallelSet("ja/jmdict", "ja", "dictionary", False, _clean(pairs, frozenset()))


def _names(folder: Path, rng: random.Random) -> Iterator[ParallelSet]:
    for stem, language in (("katakana_en", "ja"), ("chinese_en", "zh"), ("chinese_en_gazetteer", "zh")):
        rows = list(_rows(folder / f"{stem}.tsv"))[1:]
        pairs = [(row[1].strip('"').title(), row[0].strip('"')) for row in rows if len(row) >= 2]
        yield ParallelSet(f"{language}/{stem}", language, "names", False, _clean(pairs, frozenset()))
    rows = [row for row in _rows(folder / "japanese_name_parts.tsv") if len(row) >= 5][1:]
    borne = [row for row in rows if row[4]]
    rest = [row for row in rows if not row[4]]
    chosen = borne + rng.sample(rest, min(40_000, len(rest)))
    pairs = [(row[2].title(), row[0]) for row in chosen]
    yield ParallelSet("ja/japanese_name_parts", "ja", "names", False, _clean(pairs, frozenset()))


def load(data: Path, seed: int = 1) -> list[ParallelSet]:
    """Every open set under `data` (en-ja, en-zh, dictionaries, names), cleaned; word-alignment gold left out.

    Raises FileNotFoundError when a folder is missing: the archives must be extracted first.
    """
    folders = {name: _find(data, name) for name in ("en-ja", "en-zh", "dictionaries", "names")}
    rng = random.Random(seed)
    held_out = held_out_lines(data / "gold")
    sets = [*_parallel(folders["en-ja"], "ja", held_out), *_parallel(folders["en-zh"], "zh", held_out)]
    return [*sets, *_dictionaries(folders["dictionaries"]), *_names(folders["names"], rng)]


def _find(data: Path, name: str) -> Path:
    """The folder of the archive `name`: as extracted beside it, or one folder further down."""
    for root in (data / name, data / "train" / name):
        if root.is_dir():
            inner = [path for path in root.iterdir() if path.is_dir() and any(path.glob("*.tsv"))]
            return inner[0] if inner and not any(root.glob("*.tsv")) else root
    raise FileNotFoundError(f"{data / name}: extract {name}.7z here first")
