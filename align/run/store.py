"""A run's folder: shards of rows, each with a manifest that says what it was made from.

    RUN/stages/sentences/00003.parquet    rows, written whole or not at all
    RUN/stages/sentences/00003.json       manifest, written after them: it is the mark of completion

A shard counts as done when its manifest names the fingerprint of what it would be made from now and
the hash of the rows that lie beside it. Whatever else lies there is from another time and is made anew.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from align.errors import InputError
from align.files import write_whole
from align.rows import ROWS_A_GROUP, canonical_json, from_row, parquet_bytes, read_parquet, read_plain, to_row

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Failed:
    """An article or a pair that a stage could not do: which, and why."""

    stage: str
    id: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a shard holds. ``files`` maps paths below the run's folder to their sha256."""

    fingerprint: str
    sha256: str
    rows: int
    failures: tuple[Failed, ...]
    files: Mapping[str, str]


def fingerprint(*parts: Any) -> str:
    """A hash of what a shard is made from; equal parts give equal hashes everywhere."""
    return hashlib.sha256(canonical_json(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Store:
    """The shards below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stage: str, part: str) -> Path:
        """Where a shard's rows are."""
        return self.folder / "stages" / stage / f"{part}.parquet"

    def write(
        self,
        stage: str,
        part: str,
        made_from: str,
        row_type: type,
        rows: Sequence[Any],
        failures: Sequence[Failed] = (),
        files: Mapping[str, str] | None = None,
    ) -> Manifest:
        """Write a shard's rows, then its manifest."""
        data = parquet_bytes(row_type, rows)
        path = self.path(stage, part)
        # The old mark goes first: at no moment does a manifest stand beside rows that it does not mean.
        path.with_suffix(".json").unlink(missing_ok=True)
        write_whole(path, data)
        digest = hashlib.sha256(data).hexdigest()
        manifest = Manifest(made_from, digest, len(rows), tuple(failures), dict(files or {}))
        write_whole(path.with_suffix(".json"), (canonical_json(to_row(manifest)) + "\n").encode("utf-8"))
        return manifest

    def manifest(self, stage: str, part: str) -> Manifest | None:
        """A shard's manifest; None when there is none that can be read."""
        try:
            data = json.loads(self.path(stage, part).with_suffix(".json").read_bytes())
            return from_row(Manifest, data)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def done(self, stage: str, part: str, made_from: str) -> Manifest | None:
        """The manifest of a shard that needs no making; None when it does."""
        manifest = self.manifest(stage, part)
        if manifest is None or manifest.fingerprint != made_from:
            return None
        wanted = {self.path(stage, part): manifest.sha256}
        wanted |= {self.folder / name: sha256 for name, sha256 in manifest.files.items()}
        return manifest if all(_sha256(path) == sha256 for path, sha256 in wanted.items()) else None

    def rows(self, stage: str, part: str, row_type: type[Row]) -> list[Row]:
        """A shard's rows."""
        return read_parquet(row_type, self.path(stage, part))

    def some_rows(
        self, stage: str, part: str, row_type: type[Row], numbers: Sequence[int]
    ) -> Iterator[tuple[int, Row]]:
        """The rows of these numbers, ascending, with their numbers; only their row groups are read."""
        groups = sorted({number // ROWS_A_GROUP for number in numbers})
        plain = read_plain(self.path(stage, part), groups)
        places = {group: place * ROWS_A_GROUP for place, group in enumerate(groups)}
        for number in numbers:
            row = plain[places[number // ROWS_A_GROUP] + number % ROWS_A_GROUP]
            yield number, from_row(row_type, row)

    def column(self, stage: str, part: str, *names: str) -> list[tuple[Any, ...]]:
        """Some columns of a shard without the rest."""
        plain = read_plain(self.path(stage, part), columns=list(names))
        return [tuple(row[name] for name in names) for row in plain]

    def parts(self, stage: str) -> list[str]:
        """The finished shards of a stage, in order."""
        folder = self.folder / "stages" / stage
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))

    def keep_only(self, stage: str, parts: Collection[str]) -> None:
        """Remove a stage's shards other than these: they are from a run with other input."""
        folder = self.folder / "stages" / stage
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.relative_to(folder).with_suffix("").as_posix() not in parts:
                path.unlink()

    def sweep(self) -> None:
        """Remove what an interrupted write left behind."""
        if self.folder.is_dir():
            for path in sorted(self.folder.rglob(".*.part")):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)


def require_run(folder: Path) -> None:
    """Raise InputError unless a finished run is in this folder."""
    if not folder.is_dir():
        raise InputError(folder, "does not exist", "name the folder that `align run --out` wrote")
    if not (folder / "run.json").is_file():
        reason = "holds no finished run" if (folder / "stages").is_dir() else "is not a run's folder"
        raise InputError(
            folder, reason, "name the folder that `align run --out` wrote; repeat that run to finish it"
        )


def refuse_other(folder: Path) -> None:
    """Raise InputError when a folder holds something that is not a run."""
    if folder.is_file():
        raise InputError(folder, "is a file", "name a folder for the run")
    if folder.is_dir() and not (folder / "stages").is_dir():
        others = [path.name for path in folder.iterdir() if path.name != ".lock"]
        if others:
            reason = f"holds other things ({sorted(others)[0]} …)"
            raise InputError(folder, reason, "name a new folder, or that of an earlier run")


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
