"""What a run found, put together again as reports: for pages, for exports, for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from align.document import NameEntry, Pair, Report, main_beads
from align.export.rows import pair_id
from align.report.index import IndexEntry, index_entry
from align.run.folder.pages import page_file
from align.run.folder.store import Shards, Store, finished_shards
from align.run.stages import Beads, Checked, Names, Together

Row = TypeVar("Row")
COMPARABLE = (
    "The two articles are on the same subject, but the reprint does not render this source: not checked."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A report page and what the index says of it. ``file`` is relative to the run's folder."""

    id: str
    file: str
    entry: Mapping[str, Any]


class Results:
    """The reports of a run, one at a time, as often as wanted: ``len(results)``, ``for report in results``.

    Raises InputError when the folder holds no finished run, or one that was changed since.
    """

    def __init__(self, folder: str | Path) -> None:
        self._store = Store(Path(folder))
        self._shards = finished_shards(self._store)

    def __len__(self) -> int:
        return sum(1 for _ in self._ids())

    def __iter__(self) -> Iterator[Report]:
        return every_report(self._store, self._shards)

    def _ids(self) -> Iterator[str]:
        for part, sha256 in parts_of("sentences", self._shards):
            yield from (identifier for (identifier,) in self._store.column("sentences", part, sha256, "id"))

    def _repr_html_(self) -> str:
        rows = "".join(f"<li><code>{_escaped(identifier)}</code></li>" for identifier in self._ids())
        return f"<p>{len(self)} aligned pairs in <code>{_escaped(str(self._store.folder))}</code></p><ol>{rows}</ol>"


def parts_of(stage: str, shards: Shards) -> list[tuple[str, str]]:
    """The shards of a stage, in order, with their hashes."""
    return sorted(
        (shard.removeprefix(f"{stage}/"), sha256)
        for shard, sha256 in shards.items()
        if shard.startswith(f"{stage}/")
    )


def every_report(store: Store, shards: Shards) -> Iterator[Report]:
    """The reports of all shards, in order."""
    for part, _ in parts_of("sentences", shards):
        yield from reports_of(store, part, shards)


def reports_of(store: Store, part: str, shards: Shards) -> Iterator[Report]:
    """Every aligned pair of a shard with all that is known of it."""

    def rows(stage: str, row_type: type[Row]) -> list[Row]:
        sha256 = shards.get(f"{stage}/{part}")  # the stages of checks may not be there
        return [] if sha256 is None else store.rows(stage, part, row_type, sha256)

    pairs = {pair_id(pair.reprint, pair.source or ""): pair for pair in rows("matched", Pair)}
    beads = {row.id: row for row in rows("sentences", Beads)}
    names = {row.id: row.names for row in rows("names", Names)}
    checked = {row.id: row for row in rows("fidelity", Checked)}
    for pair in rows("gather", Together):
        if pair.id in beads:
            yield _report(
                pair, pairs.get(pair.id), beads[pair.id], names.get(pair.id, ()), checked.get(pair.id)
            )


def _report(
    together: Together, pair: Pair | None, beads: Beads, names: tuple[NameEntry, ...], checked: Checked | None
) -> Report:
    known = checked or Checked(together.id, (), (), {}, "", ())
    warnings = known.warnings if together.verdict == "parallel" else (COMPARABLE,)
    return Report(
        source=together.source,
        target=together.reprint,
        source_sentences=together.source_sentences,
        target_sentences=together.reprint_sentences,
        beads=main_beads(beads.beads),
        also=tuple(bead for bead in beads.beads if bead.also),
        bead_scores=known.bead_scores,
        names=names,
        findings=known.findings,
        scores=known.scores,
        signature=known.signature,
        pair=pair,
        warnings=warnings,
        glosses=known.glosses,
    )


def written(report: Report, name: str) -> Written:
    """What the index says of a report, whose page is called ``name``."""
    file = page_file(name)
    entry = index_entry(report, file)
    identifier = pair_id(report.target.id, report.source.id)
    return Written(identifier, file, {item.name: getattr(entry, item.name) for item in fields(entry)})


def written_entries(store: Store, shards: Shards) -> list[tuple[str, str, IndexEntry]]:
    """Shard, pair id and index row of every pair that has a page, in the order of the pages."""
    rows = [
        (part, row)
        for part, sha256 in parts_of("report", shards)
        for row in store.rows("report", part, Written, sha256)
    ]
    return [(part, row.id, _entry(row.entry)) for part, row in sorted(rows, key=lambda one: one[1].file)]


def report_of(store: Store, part: str, shards: Shards, identifier: str) -> Report:
    """One pair of a shard, without reading the rest of it. Raises KeyError when it is not there."""

    def row_of(stage: str, row_type: type[Row]) -> Row | None:
        sha256 = shards.get(f"{stage}/{part}")
        if sha256 is None:
            return None
        ids = [id for (id,) in store.column(stage, part, sha256, "id")]
        if identifier not in ids:
            return None
        return next(row for _, row in store.some_rows(stage, part, row_type, [ids.index(identifier)], sha256))

    together, beads = row_of("gather", Together), row_of("sentences", Beads)
    if together is None or beads is None:
        raise KeyError(identifier)
    names, checked = row_of("names", Names), row_of("fidelity", Checked)
    pairs = store.rows("matched", part, Pair, shards[f"matched/{part}"])
    pair = next((one for one in pairs if pair_id(one.reprint, one.source or "") == identifier), None)
    return _report(together, pair, beads, names.names if names else (), checked)


def index_entries(store: Store, shards: Shards) -> list[IndexEntry]:
    """The rows of the index page, in the order of the reprints."""
    rows = [
        row
        for part, sha256 in parts_of("report", shards)
        for row in store.rows("report", part, Written, sha256)
    ]
    return [_entry(row.entry) for row in sorted(rows, key=lambda row: row.file)]


def _entry(values: Mapping[str, Any]) -> IndexEntry:
    day = date.fromisoformat(values["date"]) if values["date"] else None
    order = tuple((source, target, moved) for source, target, moved in values["order"])
    return IndexEntry(**{**values, "date": day, "order": order})


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
