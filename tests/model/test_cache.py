"""The cache saves work, never changes a result, and never breaks a run."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import sqlite3
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from align.errors import AlignWarning
from align.model.cache import Cache, CachedModel
from align.model.protocol import Attention, TokenScores, Vectors


class Counting:
    """A model that counts how many texts it was really asked for."""

    name, revision = "counting", "1"
    verbs = frozenset({"embed", "score", "translate", "attend"})

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        self.asked += len(sentences)
        return np.array([[len(sentence), 1.0] for sentence in sentences], np.float32).reshape(-1, 2)

    def score(self, sources, targets, source_language, target_language):
        self.asked += len(sources)
        return [
            TokenScores(np.array([-len(source), -1.5], np.float32), ((0, 1), (1, 2))) for source in sources
        ]

    def translate(self, sentences, source_language, target_language):
        self.asked += len(sentences)
        return [sentence.upper() for sentence in sentences]

    def attend(self, source, target, source_language, target_language):
        self.asked += 1
        return Attention(np.eye(2, 3, dtype=np.float32), ((0, 1), (1, 2)), ((0, 1), (1, 2), (2, 3)))


@pytest.fixture
def cached(tmp_path: Path) -> CachedModel:
    return CachedModel(Counting(), Cache(tmp_path / "cache.sqlite"))


def test_what_is_known_is_not_asked_again(cached):
    assert cached.translate(["a", "b"], "ja", "en") == ["A", "B"]
    assert cached.translate(["b", "c"], "ja", "en") == ["B", "C"]
    assert cached.model.asked == 3


def test_direction_is_part_of_the_key(cached):
    cached.translate(["a"], "ja", "en")
    cached.translate(["a"], "zh", "en")
    assert cached.model.asked == 2


def test_every_verb_comes_back_as_it_was(cached):
    fresh = (
        cached.embed(["ab", "c"], "en"),
        cached.score(["a"], ["b"], "ja", "en"),
        cached.attend("a", "b", "ja", "en"),
    )
    again = (
        cached.embed(["ab", "c"], "en"),
        cached.score(["a"], ["b"], "ja", "en"),
        cached.attend("a", "b", "ja", "en"),
    )
    assert cached.model.asked == 4
    np.testing.assert_array_equal(fresh[0], again[0])
    np.testing.assert_array_equal(fresh[1][0].log_probabilities, again[1][0].log_probabilities)
    assert fresh[1][0].offsets == again[1][0].offsets
    np.testing.assert_array_equal(fresh[2].weights, again[2].weights)
    assert fresh[2].source_offsets == again[2].source_offsets


def test_the_least_recently_used_make_room(tmp_path):
    cache = Cache(tmp_path / "cache.sqlite", limit=1000)
    cache.put({"old": b"x" * 400})
    cache.put({"kept": b"x" * 400})
    assert cache.get(["old"])
    cache.put({"new": b"x" * 400})
    assert set(cache.get(["old", "kept", "new"])) == {"old", "new"}


def test_a_damaged_file_is_done_without(tmp_path):
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"this is no database at all, " * 200)
    model = CachedModel(Counting(), Cache(path))
    with pytest.warns(AlignWarning, match="going on without it"):
        assert model.translate(["a"], "ja", "en") == ["A"]
    assert model.translate(["a"], "ja", "en") == ["A"]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("in the way")
    model = CachedModel(Counting(), Cache(tmp_path / "file" / "cache.sqlite"))
    with pytest.warns(AlignWarning, match="going on without it"):
        assert model.translate(["a"], "ja", "en") == ["A"]


def test_a_locked_file_is_done_without(tmp_path, monkeypatch):
    path = tmp_path / "cache.sqlite"
    Cache(path).put({"key": b"value"})
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, timeout: connect(name, timeout=0.05))
    model = CachedModel(Counting(), Cache(path))
    with pytest.warns(AlignWarning, match="going on without it"):
        assert model.translate(["a"], "ja", "en") == ["A"]
    holder.rollback()


class Cutting(Counting):
    """Cuts what is longer than three letters, with a warning."""

    def translate(self, sentences, source_language, target_language):
        for sentence in sentences:
            if len(sentence) > 3:
                warnings.warn(f"{sentence} was cut", AlignWarning, stacklevel=1)
        return [sentence[:3] for sentence in super().translate(sentences, source_language, target_language)]


def test_what_was_warned_about_is_warned_about_again(tmp_path):
    model = CachedModel(Cutting(), Cache(tmp_path / "cache.sqlite"))
    for _ in range(2):
        with pytest.warns(AlignWarning, match="abcdef was cut"):
            assert model.translate(["abcdef"], "ja", "en") == ["ABC"]


def _fill(path: Path, name: str, together: multiprocessing.synchronize.Barrier) -> None:
    together.wait(60)
    Cache(path).put({f"{name}{number}": name.encode() for number in range(50)})


def test_several_processes_share_it(tmp_path):
    # All open the new file in the same moment: SQLite calls it locked without waiting then.
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(6)
    paths = [tmp_path / f"cache-{time}.sqlite" for time in range(2)]
    for path in paths:
        workers = [context.Process(target=_fill, args=(path, name, together)) for name in "abcdef"]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        keys = [f"{name}{number}" for name in "abcdef" for number in range(50)]
        assert len(Cache(path).get(keys)) == len(keys)


DAMAGES = {
    "emptied": "UPDATE checked SET value = x''",
    "cut": "UPDATE checked SET value = substr(value, 1, length(value) - 3)",
    "another value": "UPDATE checked SET value = substr(value, 1, 16) || x'00ff'",
    "text": "UPDATE checked SET value = 'nonsense'",
    "of another key": "UPDATE checked SET value = (SELECT value FROM checked ORDER BY key LIMIT 1)",
    "used by nobody": "UPDATE checked SET used = 'x', value = x'01'",
    "used at the end of time": "UPDATE checked SET used = 9223372036854775807, value = x'01'",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_row_is_computed_anew(cached, damage):
    def everything():
        attention = cached.attend("abc", "de", "ja", "en")
        (scores,) = cached.score(["abc"], ["de"], "ja", "en")
        return (
            cached.embed(["a", "bb", "ccc"], "en").tolist(),
            cached.translate(["a", "b"], "ja", "en"),
            (scores.log_probabilities.tolist(), scores.offsets),
            (attention.weights.tolist(), attention.target_offsets),
        )

    right = everything()
    with sqlite3.connect(cached.cache.path) as connection:
        connection.execute(DAMAGES[damage])
    asked = cached.model.asked
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert everything() == right
        assert cached.model.asked > asked  # at least all but the one whose value the others were given
        asked = cached.model.asked
        assert everything() == right
    assert cached.model.asked == asked
