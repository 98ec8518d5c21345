"""Where a command's result goes: stdout, or a file that appears whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from align.files import write_whole


def emit(result: str | bytes, out: str | None) -> None:
    """Print to stdout, or write to ``out`` whole; ``-`` and None mean stdout."""
    data = result.encode("utf-8") if isinstance(result, str) else result
    if out is None or out == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(out), data)
