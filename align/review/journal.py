"""The journal of a review: every change at once on disk, in one SQLite file beside what is reviewed.

An event is what one keystroke did to one article: a list of changes that are undone and redone together. Windows,
and several servers on one run, share the file; each works inside a transaction on what is there now, so that
nobody writes over what he has not seen. What is being typed is kept too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from align.errors import InputError

VERSION = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, open TEXT);
CREATE TABLE IF NOT EXISTS events (
  number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, made TEXT NOT NULL, who TEXT NOT NULL,
  label TEXT NOT NULL, changes TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS events_of ON events (article, number);
CREATE TABLE IF NOT EXISTS typing (
  article TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (article, field));
"""
_REMEDY = "move it aside to begin anew, or restore a copy; decisions.jsonl beside it holds what was decided"


@dataclass(frozen=True, slots=True)
class Event:
    """What was done at once. ``label`` says it in words."""

    number: int
    made: str
    who: str
    label: str
    changes: tuple[Mapping[str, Any], ...]


class Journal:
    """One SQLite file. Raises InputError when it cannot be read or is of another version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._open() as connection:
                connection.executescript(_TABLES)
                row = connection.execute("SELECT value FROM about WHERE name = 'version'").fetchone()
                if row is None:
                    connection.execute("INSERT INTO about VALUES ('version', ?)", (VERSION,))
                    connection.commit()
        except sqlite3.DatabaseError as error:
            raise InputError(path, f"is a journal that cannot be read ({error})", _REMEDY) from None
        if row is not None and row[0] != VERSION:
            raise InputError(
                path, f"is a journal of another version ({row[0]})", "use the version that wrote it"
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own: any thread may ask."""
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def writing(self, article: str) -> Iterator[Pen]:
        """Alone with an article until the end; what was written is there whole, or after an error not at all."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("INSERT OR IGNORE INTO articles (id) VALUES (?)", (article,))
                yield Pen(connection, article)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def version(self, article: str) -> int:
        """A number that grows with every change of an article."""
        with self._open() as connection:
            row = connection.execute("SELECT version FROM articles WHERE id = ?", (article,)).fetchone()
        return int(row[0]) if row else 0

    def read(self, article: str) -> tuple[int, tuple[Event, ...], bool, bool]:
        """Version, what was done, and whether something can be undone and redone."""
        with self._open() as connection:
            connection.execute("BEGIN")
            pen = Pen(connection, article)
            return pen.version(), pen.events(), pen.last() is not None, pen.next() is not None

    def elsewhere(self, article: str) -> int:
        """How many events there are on other texts of the same article: keys end in ``@`` and a hash of the texts."""
        name, _, _ = article.rpartition("@")
        with self._open() as connection:
            row = connection.execute(
                "SELECT count(*) FROM events WHERE undone = 0 AND article != ? AND substr(article, 1, ?) = ?",
                (article, len(name) + 1, f"{name}@"),
            ).fetchone()
        return int(row[0])

    def note_open(self, article: str, counts: Mapping[str, int]) -> None:
        """Put down how many findings are open, for the list of articles."""
        with self.writing(article) as pen:
            pen.note_open(json.dumps(counts))

    def open_counts(self) -> dict[str, dict[str, int]]:
        """Open findings by severity, of the articles that were worked on."""
        with self._open() as connection:
            rows = connection.execute("SELECT id, open FROM articles WHERE open IS NOT NULL").fetchall()
        return {id: json.loads(counts) for id, counts in rows}

    def type(self, article: str, field: str, text: str | None) -> None:
        """Keep what is being typed; None when it is not any more."""
        with self._open() as connection:
            if text is None:
                connection.execute("DELETE FROM typing WHERE article = ? AND field = ?", (article, field))
            else:
                connection.execute("INSERT OR REPLACE INTO typing VALUES (?, ?, ?)", (article, field, text))

    def typed(self, article: str) -> dict[str, str]:
        """What was being typed, by field."""
        with self._open() as connection:
            return dict(
                connection.execute("SELECT field, text FROM typing WHERE article = ?", (article,)).fetchall()
            )


class Pen:
    """An article inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, article: str) -> None:
        self._connection, self._article = connection, article

    def version(self) -> int:
        row = self._ask("SELECT version FROM articles WHERE id = ?").fetchone()
        return int(row[0]) if row else 0

    def events(self) -> tuple[Event, ...]:
        """What was done and not undone, in order."""
        rows = self._ask(
            "SELECT number, made, who, label, changes FROM events WHERE article = ? AND undone = 0 ORDER BY number"
        ).fetchall()
        return tuple(
            Event(number, made, who, label, tuple(json.loads(changes)))
            for number, made, who, label, changes in rows
        )

    def last(self) -> Event | None:
        """What would be undone."""
        return (self.events() or (None,))[-1]

    def next(self) -> tuple[int, str] | None:
        """Number and label of what would be redone."""
        row = self._ask(
            "SELECT number, label FROM events WHERE article = ? AND undone = 1 ORDER BY number LIMIT 1"
        ).fetchone()
        return (int(row[0]), str(row[1])) if row else None

    def append(self, label: str, changes: Sequence[Mapping[str, Any]], who: str) -> int:
        """Put something down; what could be redone can be no more. Returns the new version."""
        self._ask("DELETE FROM events WHERE article = ? AND undone = 1")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._connection.execute(
            "INSERT INTO events (article, made, who, label, changes) VALUES (?, ?, ?, ?, ?)",
            (self._article, now, who, label, json.dumps(list(changes))),
        )
        return self._grown()

    def undo(self) -> str | None:
        """Take the last event back; its label, or None when there is none."""
        last = self.last()
        if last is None:
            return None
        self._connection.execute("UPDATE events SET undone = 1 WHERE number = ?", (last.number,))
        self._grown()
        return last.label

    def redo(self) -> str | None:
        """Do again what was taken back last."""
        following = self.next()
        if following is None:
            return None
        self._connection.execute("UPDATE events SET undone = 0 WHERE number = ?", (following[0],))
        self._grown()
        return following[1]

    def note_open(self, counts: str) -> None:
        """Open findings by severity, as JSON."""
        self._connection.execute("UPDATE articles SET open = ? WHERE id = ?", (counts, self._article))

    def _grown(self) -> int:
        self._ask("UPDATE articles SET version = version + 1 WHERE id = ?")
        return self.version()

    def _ask(self, question: str) -> sqlite3.Cursor:
        return self._connection.execute(question, (self._article,))
