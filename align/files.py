"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from align.errors import InputError


def write_out(path: Path, data: bytes) -> None:
    """Write a result where its user wants it: a file whole, behind a link the file that it means; a terminal, a pipe or
    /dev/null is written to. Raises InputError for what is neither."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISREG(mode):
        write_whole(path.resolve(), data)
    elif stat.S_ISCHR(mode) or stat.S_ISFIFO(mode):
        with path.open("wb") as stream:
            stream.write(data)
    else:
        kind = "a folder" if stat.S_ISDIR(mode) else "no regular file"
        raise InputError(path, f"is {kind}", "name a file")


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file so that it appears whole or not at all: beside it first, then renamed.

    Without ``lasting`` a power cut may take its content, which is right where a hash elsewhere would tell. Raises
    OSError, which names ``path``, and not the file beside it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(0o644)  # mkstemp makes private files; results are meant to be read
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
