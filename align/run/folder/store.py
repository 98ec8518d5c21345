"""A run's folder: shards of rows, each with a manifest that says what it was made from.

    RUN/stages/sentences/00003.parquet    rows, written whole or not at all
    RUN/stages/sentences/00003.json       manifest, written after them: it is the mark of completion

A shard counts as done when its manifest is whole (it has a checksum of itself), names the fingerprint of what it
would be made from now and the hash of the rows that lie beside it. Whatever else lies there is from another time and
is made anew. Rows are read against the hash by which they are known: what was changed after it was written, or while
the run works, is refused by name and never becomes part of a result.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from align.errors import InputError
from align.files import write_whole
from align.rows import ROWS_A_GROUP, canonical_json, from_row, parquet_bytes, read_parquet, read_plain, to_row
from align.run.folder.records import opened, record_bytes

Row = TypeVar("Row")
_PART = re.compile("(?:[a-z]+/)?(?:[0-9]{5,}|all)")  # the names of shards


class DamagedError(InputError):
    """Rows are not those that were written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is not what the run wrote there", "start the run again: it is made anew")


Shards = Mapping[str, str]
"""``stage/part`` of shards, and the hashes of their rows: what is read is these, and nothing else that lies there."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article or a pair that a stage could not do: which, and why."""

    stage: str
    id: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Passing(Failed):
    """A failure that may not happen again (a limit of time, a file that changed meanwhile): its shard is not taken for
    done, and the next run tries it anew."""


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
        self._verified: dict[
            Path, tuple[tuple[int, ...], str]
        ] = {}  # what a file was when it was last hashed

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
        write_whole(path.with_suffix(".json"), record_bytes(f"{stage}/{part}", to_row(manifest)))
        return manifest

    def manifest(self, stage: str, part: str) -> Manifest | None:
        """A shard's manifest; None when there is none that can be read."""
        try:
            data = opened(f"{stage}/{part}", self.path(stage, part).with_suffix(".json").read_bytes())
            return None if data is None else from_row(Manifest, data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def done(self, stage: str, part: str, made_from: str) -> Manifest | None:
        """The manifest of a shard that needs no making; None when it does."""
        manifest = self.manifest(stage, part)
        if manifest is None or manifest.fingerprint != made_from:
            return None
        wanted = {self.path(stage, part): manifest.sha256}
        wanted |= {self.folder / name: sha256 for name, sha256 in manifest.files.items()}
        return manifest if all(self._is(path, sha256) for path, sha256 in wanted.items()) else None

    def rows(self, stage: str, part: str, row_type: type[Row], sha256: str) -> list[Row]:
        """A shard's rows. Raises DamagedError when they are not those of this hash."""
        path = self.path(stage, part)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise DamagedError(path) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedError(path)
        return read_parquet(row_type, io.BytesIO(data))

    def some_rows(
        self, stage: str, part: str, row_type: type[Row], numbers: Sequence[int], sha256: str
    ) -> Iterator[tuple[int, Row]]:
        """The rows of these numbers, ascending, with their numbers; only their row groups are read. Raises
        DamagedError as :meth:`rows` does."""
        groups = sorted({number // ROWS_A_GROUP for number in numbers})
        plain = read_plain(self._checked(stage, part, sha256), groups)
        places = {group: place * ROWS_A_GROUP for place, group in enumerate(groups)}
        for number in numbers:
            row = plain[places[number // ROWS_A_GROUP] + number % ROWS_A_GROUP]
            yield number, from_row(row_type, row)

    def column(self, stage: str, part: str, sha256: str, *names: str) -> list[tuple[Any, ...]]:
        """Some columns of a shard without the rest. Raises DamagedError as :meth:`rows` does."""
        plain = read_plain(self._checked(stage, part, sha256), columns=list(names))
        return [tuple(row[name] for name in names) for row in plain]

    def parts(self, stage: str) -> dict[str, str]:
        """The finished shards of a stage, in order, each with the hash of its rows."""
        folder = self.folder / "stages" / stage
        names = sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))
        found = {name: self.manifest(stage, name) for name in names if _PART.fullmatch(name)}
        return {name: manifest.sha256 for name, manifest in found.items() if manifest is not None}

    def files(self, stage: str, part: str) -> list[str]:
        """The files beside its rows that a shard wrote."""
        manifest = self.manifest(stage, part)
        return list(manifest.files) if manifest else []

    def _checked(self, stage: str, part: str, sha256: str) -> Path:
        path = self.path(stage, part)
        if not self._is(path, sha256):
            raise DamagedError(path)
        return path

    def _is(self, path: Path, sha256: str) -> bool:
        """Whether a regular file has this hash. One that has not been touched since is not hashed again: shards are
        read in pieces, many times."""
        try:
            found = path.lstat()
            known = found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
            if not stat.S_ISREG(found.st_mode):
                return False
            if self._verified.get(path, (None, ""))[0] != known:
                with path.open("rb") as stream:
                    self._verified[path] = known, hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return False
        return self._verified[path][1] == sha256

    def keep_only(self, stage: str, parts: Collection[str]) -> None:
        """Remove a stage's shards other than these: they are from a run with other input."""
        folder = self.folder / "stages" / stage
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            ours = path.suffix in (".json", ".parquet") and _PART.fullmatch(name)
            if ours and name not in parts and path.is_file() and not path.is_symlink():
                path.unlink()


def finished_shards(store: Store) -> Shards:
    """The shards of the finished run in a folder. Raises InputError when there is none, or when what lies there is not
    what it wrote."""
    folder = store.folder
    if not folder.is_dir():
        raise InputError(folder, "does not exist", "name the folder that `align run --out` wrote")
    path = folder / "run.json"
    if not path.is_file():
        reason = "holds no finished run" if (folder / "stages").is_dir() else "is not a run's folder"
        raise InputError(
            folder, reason, "name the folder that `align run --out` wrote; repeat that run to finish it"
        )
    record = opened("run.json", path.read_bytes())
    if record is None:
        raise DamagedError(path)
    found: dict[str, str] = {}
    for stage, said in record["stages"].items():
        parts = store.parts(stage)
        if digest_of(parts.values()) != said["sha256"]:
            raise DamagedError(folder / "stages" / stage)
        found |= {f"{stage}/{part}": sha256 for part, sha256 in parts.items()}
    return found


def digest_of(hashes: Iterable[str]) -> str:
    """One hash for those of a stage's shards."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def require_run(folder: Path) -> None:
    """Raise InputError unless a finished run is in this folder, and as it was written."""
    finished_shards(Store(folder))
