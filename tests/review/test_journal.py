"""The journal: what was done is there after anything, undone and redone, and never written over unseen."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from align.errors import InputError
from align.review.journal import Journal


def labels(journal: Journal, article: str = "a@1") -> list[str]:
    return [event.label for event in journal.read(article)[1]]


def put(journal: Journal, *words: str) -> None:
    for word in words:
        with journal.writing("a@1") as pen:
            pen.append(word, [{"do": "nothing"}], "ms")


def test_undo_redo_and_what_ends_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    put(journal, "one", "two", "three")
    with journal.writing("a@1") as pen:
        assert (pen.undo(), pen.undo()) == ("three", "two")
    assert labels(journal) == ["one"]
    with journal.writing("a@1") as pen:
        assert pen.redo() == "two"
    put(journal, "four")
    assert labels(journal) == ["one", "two", "four"]
    with journal.writing("a@1") as pen:
        assert pen.redo() is None
        assert [pen.undo() for _ in range(4)] == ["four", "two", "one", None]
    version, events, undo, redo = journal.read("a@1")
    assert (events, undo, redo) == ((), False, True)
    assert version == 10  # every change counts, so that each window sees it


def test_another_process_sees_it_and_an_error_leaves_nothing(tmp_path: Path) -> None:
    journal, other = Journal(tmp_path / "journal.sqlite"), Journal(tmp_path / "journal.sqlite")
    put(journal, "one")

    def interrupted() -> None:
        with other.writing("a@1") as pen:
            pen.append("two", [], "kt")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert labels(other) == ["one"]
    assert other.version("a@1") == 1


def test_articles_and_their_texts_are_kept_apart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    put(journal, "one", "two")
    assert labels(journal, "b@1") == []
    assert (journal.elsewhere("a@2"), journal.elsewhere("a@1"), journal.elsewhere("aa@1")) == (2, 0, 0)
    journal.note_open("a@1", {"major": 2})
    assert journal.open_counts() == {"a@1": {"major": 2}}


def test_what_is_being_typed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    journal.type("a@1", "3", "half a sen")
    journal.type("a@1", "3", "half a sentence")
    journal.type("a@1", "4", "gone")
    journal.type("a@1", "4", None)
    assert Journal(tmp_path / "journal.sqlite").typed("a@1") == {"3": "half a sentence"}


def test_a_journal_that_cannot_be_read_is_named_and_left(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(InputError, match="cannot be read") as error:
        Journal(path)
    assert "move it aside" in str(error.value)
    assert path.read_bytes().startswith(b"this is no database")


def test_a_journal_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    Journal(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET value = '99'")
    with pytest.raises(InputError, match="another version"):
        Journal(path)
