"""Tables that ship packed, kept unpacked in the user's cache and mapped into memory from there.

What a model's file is unpacked to is the same in every process, and takes longer to make than most articles take to
check. It is made once, written under ``$XDG_CACHE_HOME/align/tables`` beside the hash of the file that it was made of,
and then mapped: processes share it. What is read back is verified, the model's own file by its SHA-256, each array by
its checksum. The cache only saves time: what is damaged or cannot be written is made anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model.entry import Entry

Arrays = Mapping[str, NDArray[Any]]
_KEPT = 30 * 86_400  # seconds that a table which nobody asked for stays
_LIST = (
    "arrays"  # the file that names the arrays of a table, their sizes in bytes and checksums, written last
)
_PIECE = 1 << 20  # bytes that a checksum is taken of at a time


def tables_path() -> Path:
    """``$XDG_CACHE_HOME/align/tables``."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "align" / "tables"


def prepared(entry: Entry, file: str, form: str, build: Callable[[Path], Arrays]) -> Arrays:
    """The arrays that ``build`` makes of one of a model's files, from the cache where they are in it; not to be written
    to. ``form`` names what is made and how: where ``build`` changes it must, too, or what was made before is given.

    Raises ModelError when the file is missing or damaged.
    """
    path = entry.verified(file)
    return kept(f"{entry.files[file][:32]}-{form}", lambda: build(path))


def kept(name: str, build: Callable[[], Arrays]) -> Arrays:
    """The arrays that ``build`` makes, from the cache where they are in it; not to be written to. ``name`` says what
    they are made of and how, so that it is another one where either changes."""
    folder = tables_path() / name
    with suppress(OSError, ValueError):
        found = _mapped(folder)
        os.utime(folder)
        return found
    arrays = build()
    with suppress(OSError):
        _keep(folder, arrays)
    return arrays


def _mapped(folder: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a folder. Raises OSError or ValueError where one is missing or not what was written."""
    found = {}
    for line in (folder / _LIST).read_text(encoding="utf-8").splitlines():
        number, size, checksum, name = line.split(" ", 3)
        path = folder / f"{number}.npy"
        if path.stat().st_size != int(size) or _checksum(path) != int(checksum):
            raise ValueError(f"{path} is not what was written")
        # Without np.memmap, whose slices are made several times as slowly; an empty file cannot be mapped.
        array = np.load(path, mmap_mode="r", allow_pickle=False) if int(size) > 256 else np.load(path)
        found[name] = np.asarray(array)
    return found


def _checksum(path: Path) -> int:
    """CRC-32 of a file: against damage, not against forgers."""
    checksum = 0
    with path.open("rb") as handle:
        while piece := handle.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _keep(folder: Path, arrays: Arrays) -> None:
    """Write a table whole or not at all, and drop those that nobody has asked for in a long time."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=".part"))
    try:
        lines = []
        for number, (name, array) in enumerate(arrays.items()):
            path = beside / f"{number}.npy"
            np.save(path, array, allow_pickle=False)
            lines.append(f"{number} {path.stat().st_size} {_checksum(path)} {name}\n")
        (beside / _LIST).write_text("".join(lines), encoding="utf-8")
        if folder.exists():  # damaged
            shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for other in folder.parent.iterdir():
        if other.stat().st_mtime < time.time() - _KEPT:
            shutil.rmtree(other, ignore_errors=True)
