"""One shard of one stage as a piece of work that any process, anywhere, can do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from align.document import Article
from align.export.rows import pair_id
from align.files import write_whole
from align.run import stages
from align.run.attempts import attempt
from align.run.context import Context
from align.run.exports import export_one
from align.run.folder.store import Failed, Manifest, Passing, Shards, Store
from align.run.results import Written, reports_of, written
from align.run.stages import Beads, Checked, Names, Split, Together

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article's row is: shard and row within it."""

    part: str
    row: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pair whose articles are to be brought together."""

    id: str
    verdict: str
    reprint: Place
    source: Place


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to make, from the shards in ``inputs``, which are known by their hashes. ``payload`` is what else it is
    made from: units to read, pairs to bring together, names of pages, what to export. ``size`` is for progress only."""

    stage: str
    part: str
    made_from: str
    size: int
    payload: Sequence[Any] = ()
    language: str | None = None
    inputs: Shards = field(default_factory=dict)


NEEDY = frozenset(
    ("read", "split", "sentences", "names", "fidelity")
)  # stages that need models and dictionaries
ROWS: dict[str, type] = {
    "read": Article,
    "split": Split,
    "gather": Together,
    "sentences": Beads,
    "names": Names,
    "fidelity": Checked,
    "report": Written,
}


def perform(task: Task, store: Store, context: Context) -> Manifest:
    """Make one shard and write it. The same task writes the same bytes wherever it is done."""
    if task.stage == "export":
        return export_one(store, task.part, task.made_from, task.payload[0], task.inputs)
    rows: list[Any] = []
    failures: list[Failed] = []
    files: dict[str, str] = {}
    for item in _results(task, store, context):
        if isinstance(item, Failed):
            failures.append(item)
            continue
        row = item
        if isinstance(item, tuple):
            row, page = item
            files[row.file] = hashlib.sha256(page).hexdigest()
            # The manifest has its hash, so a page that a power cut took is made again.
            write_whole(store.folder / row.file, page, lasting=False)
        rows.append(row)
    passing = any(isinstance(failure, Passing) for failure in failures)
    made_from = f"{task.made_from}, to be tried again" if passing else task.made_from
    return store.write(task.stage, task.part, made_from, ROWS[task.stage], rows, failures, files)


def _results(task: Task, store: Store, context: Context) -> Iterator[Any]:
    if task.stage == "read":
        return stages.read(task.payload, task.language, context)
    if task.stage == "gather":
        return _gather(task.payload, store, task.inputs)
    if task.stage == "report":
        return _pages(task, store, context)
    rows: dict[str, list[Any]] = {}
    for shard, sha256 in task.inputs.items():
        stage, _, part = shard.partition("/")
        rows[stage] = store.rows(stage, part, ROWS[stage], sha256)
    work = {
        "split": stages.split,
        "sentences": stages.sentences,
        "names": stages.names,
        "fidelity": stages.fidelity,
    }
    return work[task.stage](rows, context)


def _gather(wanted: Sequence[Wanted], store: Store, inputs: Shards) -> Iterator[Together]:
    needed = {place for pair in wanted for place in (pair.reprint, pair.source)}
    articles = _fetch(store, "read", Article, needed, inputs)
    sentences = _fetch(store, "split", Split, needed, inputs)
    for pair in wanted:
        yield Together(
            pair.id,
            pair.verdict,  # type: ignore[arg-type]
            articles[pair.reprint],
            articles[pair.source],
            sentences[pair.reprint].sentences,
            sentences[pair.source].sentences,
        )


def _fetch(
    store: Store, stage: str, row_type: type[Row], needed: set[Place], inputs: Shards
) -> dict[Place, Row]:
    found: dict[Place, Row] = {}
    for part in sorted({place.part for place in needed}):
        numbers = sorted(place.row for place in needed if place.part == part)
        for number, row in store.some_rows(stage, part, row_type, numbers, inputs[f"{stage}/{part}"]):
            found[Place(part, number)] = row
    return found


def _pages(task: Task, store: Store, context: Context) -> Iterator[Any]:
    from align.report import render
    from align.report.decisions import with_decisions

    def work(name: str, report: Any) -> tuple[Written, bytes]:
        page = render(report, "html")
        return written(report, name), page.encode("utf-8", "replace") if isinstance(page, str) else page

    names: Mapping[str, str] = dict(task.payload)
    for found in reports_of(store, task.part, task.inputs):
        name = names[pair_id(found.target.id, found.source.id)]
        report = with_decisions(found, context.decided)
        yield attempt("report", name, context.settings, work, name, report)
