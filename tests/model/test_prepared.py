"""Tables kept unpacked in the user's cache: the same arrays, mapped, and made anew where the cache is no good."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.errors import ModelError
from align.model.entry import Entry
from align.model.prepared import prepared, tables_path

ARRAYS = {
    "numbers/of words": np.arange(500, dtype=np.float32),
    "none": np.zeros(0, np.int8),
    "one": np.array(7),
    "by columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "words": np.array(["長", "長い"]),
    "flags": np.array([[True], [False]]),
}


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "table.npz").write_bytes(b"packed")
    return Entry(
        "tiny",
        tmp_path / "model",
        "embedded",
        files={"table.npz": hashlib.sha256(b"packed").hexdigest()},
    )


@pytest.fixture
def build() -> Callable[[Path], Any]:
    made: list[Path] = []

    def unpack(path: Path) -> Any:
        made.append(path)
        return ARRAYS

    unpack.made = made  # type: ignore[attr-defined]
    return unpack


def test_what_was_unpacked_once_is_mapped(entry: Entry, build: Any) -> None:
    for times in range(3):
        found = prepared(entry, "table.npz", "numbers-1", build)
        assert list(found) == list(ARRAYS)
        for name, array in ARRAYS.items():
            assert found[name].dtype == array.dtype
            assert np.array_equal(found[name], array)
            assert found[name].flags.f_contiguous == array.flags.f_contiguous
        assert times == 0 or not found["numbers/of words"].flags.writeable
    assert len(build.made) == 1


def test_another_form_and_another_file_are_made_anew(entry: Entry, build: Any) -> None:
    prepared(entry, "table.npz", "numbers-1", build)
    prepared(entry, "table.npz", "numbers-2", build)
    (entry.folder / "table.npz").write_bytes(b"other")
    other = Entry("tiny", entry.folder, "embedded", files={"table.npz": hashlib.sha256(b"other").hexdigest()})
    prepared(other, "table.npz", "numbers-1", build)
    assert len(build.made) == 3


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "no list"])
def test_a_damaged_table_is_made_anew(entry: Entry, build: Any, damage: str) -> None:
    prepared(entry, "table.npz", "numbers-1", build)
    (folder,) = tables_path().iterdir()
    if damage == "cut":
        (folder / "data").write_bytes((folder / "data").read_bytes()[:-4])
    elif damage == "flipped":
        data = bytearray((folder / "data").read_bytes())
        data[-9] ^= 1
        (folder / "data").write_bytes(data)
    else:
        (folder / ("data" if damage == "gone" else "arrays")).unlink()
    assert np.array_equal(
        prepared(entry, "table.npz", "numbers-1", build)["numbers/of words"], np.arange(500)
    )
    assert len(build.made) == 2
    prepared(entry, "table.npz", "numbers-1", build)
    assert len(build.made) == 2
    assert [path.name for path in tables_path().iterdir()] == [folder.name]


def test_a_cache_that_cannot_be_written_costs_only_time(
    entry: Entry, build: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        assert prepared(entry, "table.npz", "numbers-1", build)["one"] == 7
    assert len(build.made) == 2


def test_a_damaged_file_is_refused_though_the_cache_has_its_table(entry: Entry, build: Any) -> None:
    prepared(entry, "table.npz", "numbers-1", build)
    (entry.folder / "table.npz").write_bytes(b"packet")
    with pytest.raises(ModelError, match="damaged"):
        prepared(entry, "table.npz", "numbers-1", build)


def test_a_model_without_its_file_or_with_a_damaged_one_is_named(entry: Entry, build: Any) -> None:
    (entry.folder / "table.npz").write_bytes(b"damaged")
    with pytest.raises(ModelError, match=r"table\.npz"):
        prepared(entry, "table.npz", "numbers-1", build)
    (entry.folder / "table.npz").unlink()
    with pytest.raises(ModelError, match=r"table\.npz"):
        prepared(entry, "table.npz", "numbers-1", build)
    with pytest.raises(ModelError, match=r"other\.npz"):
        prepared(entry, "other.npz", "numbers-1", build)
