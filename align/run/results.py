"""What a run found, put together again as reports: for pages, for exports, for a notebook."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from align.document import NameEntry, Pair, Report
from align.export.rows import pair_id
from align.report.index import IndexEntry, index_entry
from align.run.stages import Beads, Checked, Names, Together
from align.run.store import Store, require_run

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

    Raises InputError when the folder holds no finished run.
    """

    def __init__(self, folder: str | Path) -> None:
        self._store = Store(Path(folder))
        require_run(self._store.folder)

    def __len__(self) -> int:
        return sum(1 for _ in self._ids())

    def __iter__(self) -> Iterator[Report]:
        return every_report(self._store)

    def _ids(self) -> Iterator[str]:
        for part in self._store.parts("sentences"):
            yield from (identifier for (identifier,) in self._store.column("sentences", part, "id"))

    def _repr_html_(self) -> str:
        rows = "".join(f"<li><code>{_escaped(identifier)}</code></li>" for identifier in self._ids())
        return f"<p>{len(self)} aligned pairs in <code>{_escaped(str(self._store.folder))}</code></p><ol>{rows}</ol>"


def every_report(store: Store) -> Iterator[Report]:
    """The reports of all shards, in order."""
    for part in store.parts("sentences"):
        for _, report in reports_of(store, part):
            yield report


def reports_of(store: Store, part: str) -> Iterator[tuple[str, Report]]:
    """Every aligned pair of a shard with the name of its page and all that is known of it."""
    pairs = {pair_id(pair.reprint, pair.source or ""): pair for pair in store.rows("matched", part, Pair)}
    beads = {row.id: row for row in store.rows("sentences", part, Beads)}
    names = {row.id: row.names for row in _optional(store, "names", part, Names)}
    checked = {row.id: row for row in _optional(store, "fidelity", part, Checked)}
    seen: Counter[str] = Counter()
    for pair in store.rows("gather", part, Together):
        if pair.id in beads:
            first = not seen[pair.reprint.id]
            seen[pair.reprint.id] += 1
            name = pair.reprint.id if first else f"{pair.reprint.id}~{_short(pair.source.id)}"
            yield (
                name,
                _report(
                    pair, pairs.get(pair.id), beads[pair.id], names.get(pair.id, ()), checked.get(pair.id)
                ),
            )


def _optional(store: Store, stage: str, part: str, row_type: type) -> list:  # type: ignore[type-arg]
    return store.rows(stage, part, row_type) if store.path(stage, part).exists() else []


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
        beads=beads.beads,
        bead_scores=known.bead_scores,
        names=names,
        findings=known.findings,
        scores=known.scores,
        signature=known.signature,
        pair=pair,
        warnings=warnings,
    )


def written(report: Report, name: str) -> Written:
    """What the index says of a report, whose page is called ``name``."""
    file = f"reports/{name}.html"
    entry = index_entry(report, file)
    identifier = pair_id(report.target.id, report.source.id)
    return Written(identifier, file, {item.name: getattr(entry, item.name) for item in fields(entry)})


def index_entries(store: Store) -> list[IndexEntry]:
    """The rows of the index page, in the order of the reprints."""
    rows = [row for part in store.parts("report") for row in store.rows("report", part, Written)]
    return [_entry(row.entry) for row in sorted(rows, key=lambda row: row.file)]


def _entry(values: Mapping[str, Any]) -> IndexEntry:
    day = date.fromisoformat(values["date"]) if values["date"] else None
    order = tuple((source, target, moved) for source, target, moved in values["order"])
    return IndexEntry(**{**values, "date": day, "order": order})


def _short(identifier: str) -> str:
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
