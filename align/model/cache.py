"""Results of slow models, kept by content hash in one SQLite file.

A key is the SHA-256 of model, revision, verb, direction and text, so nothing stale can be returned.
Each value has a checksum of itself and of its key: one that was cut, changed or put under another key is
computed anew. Several processes may share the file. The cache only saves time: a damaged, locked or unwritable
one is warned about once and then done without.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from align.errors import AlignWarning, collected_warnings
from align.model.protocol import Attention, Model, TokenScores, Vectors, Verb, attend_all, knows

Result = TypeVar("Result")
LIMIT = 512 * 1024 * 1024
_TABLE = "checked"  # "results" held values without checksums
_CHECKSUM = 16  # bytes before each value


def cache_path() -> Path:
    """``$XDG_CACHE_HOME/align/model.sqlite``."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "align" / "model.sqlite"


class Cache:
    """Bytes by key, at most ``limit`` bytes of them; the least recently used go first."""

    def __init__(self, path: Path | None = None, limit: int = LIMIT) -> None:
        self.path = path or cache_path()
        self.limit = limit
        self._connection: sqlite3.Connection | None = None
        self._process = -1
        self._broken = False

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What is known of these keys, and is what was put there."""

        def read(connection: sqlite3.Connection) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for at in range(0, len(keys), 500):
                part = list(keys[at : at + 500])
                marks = ",".join("?" * len(part))
                wanted = f"SELECT key, CAST(value AS BLOB) FROM {_TABLE} WHERE key IN ({marks})"
                rows = connection.execute(wanted, part)
                found.update((key, value[_CHECKSUM:]) for key, value in rows if _is_whole(key, value))
            latest = connection.execute(f"SELECT coalesce(max(used), 0) FROM {_TABLE}").fetchone()[0]
            connection.executemany(
                f"UPDATE {_TABLE} SET used = ? WHERE key = ?", [(_next(latest), key) for key in found]
            )
            return found

        return self._attempt(read, {})

    def put(self, values: dict[str, bytes]) -> None:
        """Keep these values; the oldest make room when the limit is passed."""

        def write(connection: sqlite3.Connection) -> None:
            latest = connection.execute(f"SELECT coalesce(max(used), 0) FROM {_TABLE}").fetchone()[0]
            connection.executemany(
                f"INSERT OR REPLACE INTO {_TABLE} (key, value, used) VALUES (?, ?, ?)",
                [(key, _checksum(key, value) + value, _next(latest)) for key, value in values.items()],
            )
            held = connection.execute(f"SELECT coalesce(sum(length(value)), 0) FROM {_TABLE}").fetchone()[0]
            while held > self.limit:
                rows = connection.execute(
                    f"SELECT key, length(value) FROM {_TABLE} ORDER BY used, key LIMIT 256"
                ).fetchall()
                for key, size in rows:
                    if held <= self.limit * 0.9:
                        break
                    connection.execute(f"DELETE FROM {_TABLE} WHERE key = ?", (key,))
                    held -= size

        self._attempt(write, None)

    def _attempt(self, action: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        if self._broken:
            return otherwise
        try:
            connection = self._connect()
            with connection:
                return action(connection)
        except (sqlite3.Error, OSError, OverflowError) as error:
            self._broken = True
            message = f"{self.path}: the cache cannot be used ({error}); going on without it"
            warnings.warn(message, AlignWarning, stacklevel=3)
            return otherwise

    def _connect(self) -> sqlite3.Connection:
        # A connection must not cross a fork.
        if self._connection is None or self._process != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(self.path)
            self._process = os.getpid()
        return self._connection


def _opened(path: Path, patience: float = 10.0) -> sqlite3.Connection:
    """A connection to the cache at ``path``, made if need be; waits ``patience`` seconds for others.

    SQLite's own time-out does not hold while a new file is turned to write-ahead logging: whoever comes
    second is told at once that the file is locked, and has to ask again.
    """
    until = time.monotonic() + patience
    while True:
        connection = sqlite3.connect(path, timeout=patience)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # losing the cache loses nothing
            connection.execute("DROP TABLE IF EXISTS results")
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {_TABLE} (key TEXT PRIMARY KEY, value BLOB NOT NULL, used INTEGER)"
            )
            return connection
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _checksum(key: str, value: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + value).digest()[:_CHECKSUM]


def _is_whole(key: str, value: object) -> bool:
    return isinstance(value, bytes) and value[:_CHECKSUM] == _checksum(key, value[_CHECKSUM:])


def _next(latest: object) -> int:
    """The number of the next use; a column that somebody wrote into may hold anything."""
    return latest + 1 if isinstance(latest, int) and latest < 1 << 62 else 1


@dataclass(slots=True)
class CachedModel:
    """A model whose results are looked up before they are computed."""

    model: Model
    cache: Cache
    name: str = field(init=False)
    revision: str = field(init=False)
    verbs: frozenset[Verb] = field(init=False)

    def __post_init__(self) -> None:
        self.name, self.revision, self.verbs = self.model.name, self.model.revision, self.model.verbs

    def knows(self, source_language: str, target_language: str) -> bool:
        """As the model's own."""
        return knows(self.model, source_language, target_language)

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """As the model's own, float32 [n, d]."""
        keys = [self._key("embed", language, sentence) for sentence in sentences]
        rows = self._through(
            keys,
            lambda missing: list(self.model.embed([sentences[at] for at in missing], language)),
            _pack_array,
            _unpack_array,
        )
        return np.stack(rows) if rows else self.model.embed([], language)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """As the model's own."""
        direction = f"{source_language}>{target_language}"
        keys = [self._key("score", direction, *pair) for pair in zip(sources, targets, strict=True)]
        return self._through(
            keys,
            lambda missing: self.model.score(
                [sources[at] for at in missing],
                [targets[at] for at in missing],
                source_language,
                target_language,
            ),
            lambda scores: _pack_arrays(
                scores.log_probabilities, np.array(scores.offsets, np.int32).reshape(-1, 2)
            ),
            lambda data: _token_scores(*_unpack_arrays(data)),
        )

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """As the model's own."""
        direction = f"{source_language}>{target_language}"
        return self._through(
            [self._key("translate", direction, sentence) for sentence in sentences],
            lambda missing: self.model.translate(
                [sentences[at] for at in missing], source_language, target_language
            ),
            lambda text: text.encode("utf-8"),
            lambda data: data.decode("utf-8"),
        )

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """As the model's own."""
        return self.attend_all([source], [target], source_language, target_language)[0]

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """As the model's own."""
        direction = f"{source_language}>{target_language}"
        return self._through(
            [self._key("attend", direction, *pair) for pair in zip(sources, targets, strict=True)],
            lambda missing: attend_all(
                self.model,
                [sources[at] for at in missing],
                [targets[at] for at in missing],
                source_language,
                target_language,
            ),
            lambda attention: _pack_arrays(
                attention.weights,
                np.array(attention.target_offsets, np.int32).reshape(-1, 2),
                np.array(attention.source_offsets, np.int32).reshape(-1, 2),
            ),
            lambda data: _attention(*_unpack_arrays(data)),
        )

    def _key(self, verb: Verb, direction: str, *texts: str) -> str:
        parts = json.dumps([self.name, self.revision, verb, direction, *texts], ensure_ascii=True)
        return hashlib.sha256(parts.encode("ascii")).hexdigest()

    def _through(
        self,
        keys: Sequence[str],
        compute: Callable[[list[int]], list[Result]],
        pack: Callable[[Result], bytes],
        unpack: Callable[[bytes], Result],
    ) -> list[Result]:
        known = self.cache.get(keys)
        missing = [at for at, key in enumerate(keys) if key not in known]
        with collected_warnings() as said:
            computed = dict(zip(missing, compute(missing), strict=True)) if missing else {}
        for message in said:
            warnings.warn(message, AlignWarning, stacklevel=3)
        if computed and not said:  # what comes with a warning comes with it every time
            self.cache.put({keys[at]: pack(result) for at, result in computed.items()})
        return [computed[at] if at in computed else unpack(known[key]) for at, key in enumerate(keys)]


def _pack_array(array: Vectors) -> bytes:
    return _pack_arrays(array)


def _unpack_array(data: bytes) -> Vectors:
    return _unpack_arrays(data)[0]


def _pack_arrays(*arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    for array in arrays:
        np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def _unpack_arrays(data: bytes) -> list[np.ndarray]:
    stream, arrays = io.BytesIO(data), []
    while stream.tell() < len(data):
        arrays.append(np.load(stream, allow_pickle=False))
    return arrays


def _token_scores(values: np.ndarray, offsets: np.ndarray) -> TokenScores:
    return TokenScores(values, tuple((int(start), int(end)) for start, end in offsets))


def _attention(weights: np.ndarray, targets: np.ndarray, sources: np.ndarray) -> Attention:
    spans = [tuple((int(start), int(end)) for start, end in side) for side in (targets, sources)]
    return Attention(weights, spans[0], spans[1])
