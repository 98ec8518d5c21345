"""Tables that ship packed, kept unpacked in the user's cache and mapped into memory from there.

What a model's file is unpacked to is the same in every process, and takes longer to make than most articles take to
check. It is made once, written under ``$XDG_CACHE_HOME/align/tables`` beside the hash of the file that it was made of,
and then mapped: processes share it. What is read back is verified, the model's own file by its SHA-256, the
arrays by their checksum. The cache only saves time: what is damaged or cannot be written is made anew.
"""

from __future__ import annotations

import json
import math
import mmap
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
# The files of a table: its arrays, and what says how they lie in there, written last.
_DATA, _LIST = "data", "arrays"
_APART = 64  # bytes; each array begins at a multiple
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
    """The arrays of a folder. Raises OSError or ValueError where a file is missing or not what was written."""
    size, checksum, rows = json.loads((folder / _LIST).read_bytes())
    path = folder / _DATA
    if path.stat().st_size != size or _checksum(path) != checksum:
        raise ValueError(f"{path} is not what was written")
    with path.open("rb") as handle:
        data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    return {name: _array(data, *row) for name, *row in rows}


def _array(data: mmap.mmap, at: int, kind: str, shape: list[int], by_columns: bool) -> NDArray[Any]:
    dtype = np.dtype(kind)
    flat = np.frombuffer(data, dtype, math.prod(shape), at)
    return flat.reshape(shape[::-1]).T if by_columns else flat.reshape(shape)


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
        rows, at = [], 0
        with (beside / _DATA).open("wb") as stream:
            for name, array in arrays.items():
                # Kept as it lies in memory: the last bits of a product hang on that.
                by_columns = array.flags.f_contiguous and not array.flags.c_contiguous
                data = (array.T if by_columns else array).tobytes()
                rows.append((name, at, array.dtype.str, array.shape, by_columns))
                at += stream.write(data + bytes(-len(data) % _APART or _APART))
        listed = json.dumps((at, _checksum(beside / _DATA), rows))
        (beside / _LIST).write_text(listed, encoding="utf-8")
        if folder.exists():  # damaged
            shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for other in folder.parent.iterdir():
        if other.stat().st_mtime < time.time() - _KEPT:
            shutil.rmtree(other, ignore_errors=True)
