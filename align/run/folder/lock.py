"""One run at a time in a folder. The lock is the kernel's, so it ends with the process, however that ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from align.errors import InputError

PATIENCE = 3.0  # seconds to wait for the workers of a run that was just killed: they end by themselves


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold ``folder/.lock``. Raises InputError naming the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    deadline = time.monotonic() + patience
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
            os.close(handle)
            if time.monotonic() > deadline:
                reason = f"another run is working in it ({holder})"
                raise InputError(folder, reason, "wait for it, or name another --out") from None
            time.sleep(0.1)
            continue
        if _same_file(handle, path):
            break
        os.close(handle)  # its last holder removed it between our opening and our locking
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
