"""A run as a Hugging Face dataset folder: ``datasets.load_dataset(folder)`` opens it, also streaming.

data/en-ja/train-00000-1f3a9c02.parquet    beads, by languages and split
articles/train-00000-1f3a9c02.parquet      whole pairs
README.md  plots/*.svg                     the dataset card
croissant.json                             the same for machines (MLCommons Croissant)

The last part of the names is a hash of all rows. ``datasets`` keeps what it has loaded from a folder under a
hash of the card's configurations, and these hold no more of the files than their patterns: without it, a
folder that was written anew would be answered from the cache.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.document import Report
from align.errors import InputError
from align.export.dataset.card import Card, write_card
from align.export.dataset.croissant import write_croissant
from align.export.dataset.duplicates import signature
from align.export.dataset.features import article_parquet, bead_parquet
from align.export.dataset.splits import SPLITS, Candidate, Division, Shares, Split, divide
from align.export.dataset.statistics import Statistics
from align.export.rows import ArticleRow, BeadRow, article_row, digest, language_pair, report_id, trainer_code
from align.export.selection import Selection
from align.files import write_whole
from align.languages.traits import unspaced

ROWS_A_FILE = 50_000
HASH = 8  # hexadecimal digits of it in the names of files
NOTHING = ("there is nothing to write", "loosen the filters, or look at the run's summary")
_OURS = re.compile(
    r"README\.md|croissant\.json|plots/[\w-]+\.svg|(?:.*/)?\.[^/]+\.part"
    r"|(?:data/[\w-]+|articles)/(?:train|validation|test)-\d{5,}(?:-[0-9a-f]+)?\.parquet"
)
LONG = 24
"""Characters from which a bead's text counts as its own: shorter ones ("He said no.") recur by chance."""


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """How a dataset is cut and named. ``licence`` is a Hugging Face licence id; without one the card says
    ``other`` and points to the column ``licence``."""

    name: str = "align-export"
    licence: str | None = None
    shares: Shares = field(default_factory=Shares)
    rows_a_file: int = ROWS_A_FILE


def write_dataset(
    reports: Iterable[Report],
    folder: Path,
    selection: Selection | None = None,
    options: DatasetOptions | None = None,
    *,
    overwrite: bool = False,
) -> Statistics:
    """Write the folder and return what is in it; it appears whole or not at all.

    ``reports`` is gone through three times (to divide, to find what train shares with the held-out
    splits, to write), so it has to be a collection, not an iterator. Raises InputError when nothing
    is left to write or when the folder exists and ``overwrite`` is off.
    """
    selection, options = selection or Selection(), options or DatasetOptions()
    refuse_existing(folder, overwrite)
    refuse_foreign_files(folder)
    division, languages = _division(reports, selection, options.shares)
    if not languages:
        raise InputError(
            folder, "there is nothing to write", "loosen the filters, or look at the run's summary"
        )
    held_out = _held_out(reports, selection, division)
    statistics = Statistics(division=division)
    new = folder.parent / f".{folder.name}.part"
    refuse_foreign_files(new)
    shutil.rmtree(new, ignore_errors=True)
    try:
        files = _Files(new, options.rows_a_file)
        for report in reports:
            _add(report, selection, division, held_out, files, statistics)
        rows = files.close()
        if not sum(statistics.beads.values()):
            raise InputError(folder, *NOTHING)
        card = Card(options.name, options.licence, selection, tuple(languages), tuple(files.folders), rows)
        write_card(new, card, statistics)
        write_croissant(new, card, files.hashes)
        replace_folder(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return statistics


def refuse_existing(path: Path, overwrite: bool) -> None:
    """Raise InputError when something is there that was not to be overwritten."""
    if not overwrite and (path.is_file() or (path.is_dir() and any(path.iterdir()))):
        raise InputError(path, "is there already", "name another place, or add --overwrite")


def refuse_foreign_files(folder: Path) -> None:
    """Raise InputError when a folder that would be replaced holds anything that no dataset of ours has, or leads
    elsewhere by a link."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise InputError(folder, "is no folder of its own", "name another place")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (not path.is_dir() and not _OURS.fullmatch(name)):
            raise InputError(path, "is nothing that an export wrote, and would be lost", "move it elsewhere")


def replace_folder(new: Path, folder: Path) -> None:
    """Put a finished folder in the place of an older one."""
    old = folder.parent / f".{folder.name}.old.part"
    refuse_foreign_files(old)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _division(reports: Iterable[Report], selection: Selection, shares: Shares) -> tuple[Division, list[str]]:
    candidates = []
    languages: set[str] = set()
    for report in reports:
        if selection.refuses_pair(report):
            continue
        languages |= {trainer_code(report.source.language), trainer_code(report.target.language)}
        dates = [article.date for article in (report.source, report.target) if article.date]
        candidates.append(
            Candidate(
                report_id(report),
                report.target.id,
                report.source.id,
                max(dates, default=None),
                signature(" ".join(sentence.text for sentence in report.target_sentences)),
                signature(" ".join(sentence.text for sentence in report.source_sentences)),
            )
        )
    return divide(candidates, shares), sorted(languages)


def _held_out(reports: Iterable[Report], selection: Selection, division: Division) -> frozenset[str]:
    """Hashes of the longer texts in the validation and test splits."""
    return frozenset(
        key
        for report in reports
        if division.splits.get(report_id(report), "train") != "train"
        for row in selection.beads(report)
        for key in _keys(report, row)
    )


def _keys(report: Report, row: BeadRow) -> Iterator[str]:
    places = (
        (report.source, row.source_spans, row.source_sha256),
        (report.target, row.target_spans, row.target_sha256),
    )
    for article, spans, sha256 in places:
        length = sum(span.end - span.start for span in spans)
        if length >= (LONG if unspaced(article.language) else 2 * LONG):
            yield sha256


def _add(
    report: Report,
    selection: Selection,
    division: Division,
    held_out: frozenset[str],
    files: _Files,
    statistics: Statistics,
) -> None:
    rows = list(selection.beads(report, statistics.left_out))
    if selection.refuses_pair(report):
        return
    split = division.splits[report_id(report)]
    kept = []
    for row in rows:
        if split == "train" and not held_out.isdisjoint(_keys(report, row)):
            statistics.left_out["beads of train whose text is also in validation or test"] += 1
        else:
            kept.append(row)
    files.add_beads(split, kept)
    files.add_article(split, article_row(report, selection.with_text))
    statistics.count(split, report, kept)


class _Files:
    """The Parquet files of a dataset while they grow: each is written when it is full."""

    def __init__(self, root: Path, rows_a_file: int) -> None:
        self._root, self._limit = root, rows_a_file
        self._beads: dict[tuple[str, str], list[BeadRow]] = defaultdict(list)
        self._articles: dict[str, list[ArticleRow]] = defaultdict(list)
        self._numbers: Counter[str] = Counter()
        self._hashes: dict[str, str] = {}
        self._rows = ""

    @property
    def hashes(self) -> dict[str, str]:
        """The files by their final names, with the sha256 of each."""
        return {f"{name}-{self._rows}.parquet": sha256 for name, sha256 in sorted(self._hashes.items())}

    @property
    def folders(self) -> list[str]:
        """The language pairs, as folder names below ``data``."""
        return sorted({name.split("/")[1] for name in self._numbers if name.startswith("data/")})

    def add_beads(self, split: Split, rows: list[BeadRow]) -> None:
        for row in rows:
            pair = language_pair(row)
            held = self._beads[pair, split]
            held.append(row)
            if len(held) >= self._limit:
                self._write(f"data/{pair}/{split}", bead_parquet(held, pair.split("-")))
                held.clear()

    def add_article(self, split: Split, row: ArticleRow) -> None:
        held = self._articles[split]
        held.append(row)
        if len(held) >= max(1, self._limit // 25):
            self._write(f"articles/{split}", article_parquet(held))
            held.clear()

    def close(self) -> str:
        """Write what is left; give all files the hash of the whole in their names, and return it."""
        for (pair, split), held in sorted(self._beads.items()):
            if held:
                self._write(f"data/{pair}/{split}", bead_parquet(held, pair.split("-")))
        for name in SPLITS:
            if self._articles[name]:
                self._write(f"articles/{name}", article_parquet(self._articles[name]))
        listing = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(self._hashes.items()))
        rows = self._rows = digest(listing)[:HASH]
        for numbered in self._hashes:
            (self._root / f"{numbered}.parquet").rename(self._root / f"{numbered}-{rows}.parquet")
        return rows

    def _write(self, name: str, data: bytes) -> None:
        numbered = f"{name}-{self._numbers[name]:05}"
        write_whole(self._root / f"{numbered}.parquet", data)
        self._hashes[numbered] = hashlib.sha256(data).hexdigest()
        self._numbers[name] += 1


def fields_of(folder: Path) -> dict[str, Any]:
    """The YAML front matter of a dataset folder's card. Raises InputError when there is none."""
    import yaml

    card = folder / "README.md"
    if not card.is_file():
        raise InputError(
            folder, "holds no dataset card (README.md)", "write one with `align export RUN --format hf`"
        )
    parts = card.read_text(encoding="utf-8").split("---\n", 2)
    try:
        fields = yaml.safe_load(parts[1]) if len(parts) == 3 else None
    except yaml.YAMLError as error:
        raise InputError(
            card, f"its front matter is not YAML ({error})", "export the dataset again"
        ) from None
    if not isinstance(fields, dict):
        raise InputError(card, "has no YAML front matter", "export the dataset again")
    return fields
