"""The exports of a run: each is one task, with a mark of its own that says what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align.document import Report
from align.errors import InputError
from align.export import Selection, write
from align.export.dataset.folder import DatasetOptions
from align.files import write_whole
from align.languages.traits import languages
from align.run.folder.owned import listed, put_down, refuse, remove
from align.run.folder.records import opened, record_bytes
from align.run.folder.store import Manifest, Shards, Store
from align.run.results import every_report

PLACES = {
    "hf": "dataset",
    "parquet": "export/parquet",
    "tmx": "export/corpus.tmx",
    "xliff": "export/corpus.xlf",
    "tsv": "export/corpus.tsv",
    "moses": "export/corpus",
    "jsonl": "export/corpus.jsonl",
}

_ANYTHING = "/"  # on the list of an export: it is being written, and whatever is in its place is the run's


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is exported, and how."""

    selection: Selection
    dataset: DatasetOptions


class _Reports:
    """The reports of a run that is about to be finished, as often as an export wants them."""

    def __init__(self, store: Store, shards: Shards) -> None:
        self._store, self._shards = store, shards

    def __iter__(self) -> Iterator[Report]:
        return every_report(self._store, self._shards)


def export_one(store: Store, format: str, made_from: str, wish: ExportWish, shards: Shards) -> Manifest:
    """Write one export and its mark; one that nothing passes into is a mark alone. Its place is the run's by then:
    see :func:`remove_export`."""
    place = store.folder / PLACES[format]
    reports = _Reports(store, shards)
    try:
        made = write(reports, format, place, wish.selection, dataset=wish.dataset, overwrite=True)
    except InputError as error:
        if "nothing to write" not in error.reason:
            raise
        made = {"beads": 0}
    files = {path.relative_to(store.folder).as_posix(): _sha256(path) for path in _files_of(store, format)}
    put_down(store, f"export-{format}", files)
    record = {"fingerprint": made_from, "counts": dict(made), "files": files}
    data = record_bytes(f"export/{format}", record)
    write_whole(_mark_path(store, format), data)
    return Manifest(made_from, hashlib.sha256(data).hexdigest(), made["beads"], (), files)


def exported(store: Store, format: str, made_from: str) -> dict[str, int] | None:
    """The counts of an export that is there as it should be; None when it has to be made."""
    try:
        record = opened(f"export/{format}", _mark_path(store, format).read_bytes())
        if record is None or record["fingerprint"] != made_from:
            return None
        good = all(_sha256(store.folder / name) == sha256 for name, sha256 in record["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    counts: dict[str, int] = record["counts"]
    return counts if good else None


def refuse_foreign_files(store: Store, format: str) -> None:
    """Raise InputError for a file in the place of an export that is not the run's."""
    known = listed(store, f"export-{format}")
    for path in () if _ANYTHING in known else _files_of(store, format):
        if path.relative_to(store.folder).as_posix() not in known:
            refuse(path)


def remove_export(store: Store, format: str, *, wanted: bool) -> None:
    """Take away an earlier export of a format, its mark first. If it is ``wanted`` again, all that appears in its place
    is the run's from now on, until the new mark says what."""
    refuse_foreign_files(store, format)
    _mark_path(store, format).unlink(missing_ok=True)
    files = [path.relative_to(store.folder).as_posix() for path in _files_of(store, format)]
    if wanted:
        put_down(store, f"export-{format}", [*files, _ANYTHING])
    remove(store, files)
    if not wanted:
        put_down(store, f"export-{format}", ())


def _files_of(store: Store, format: str) -> list[Path]:
    place = store.folder / PLACES[format]
    if place.is_dir():
        return sorted(path for path in place.rglob("*") if path.is_file())
    return sorted(path for path in place.parent.glob(f"{place.stem}.*") if _belongs(path, place, format))


def _belongs(path: Path, place: Path, format: str) -> bool:
    if format == "moses":
        return path.suffix[1:] in {"ids", "other", *languages()}
    return path == place or (format == "xliff" and path.suffix == place.suffix)


def _mark_path(store: Store, format: str) -> Path:
    return store.folder / "stages" / "export" / f"{format}.json"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
