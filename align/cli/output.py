"""Where a command's result goes: stdout, or a file that appears whole or not at all."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from align.errors import printable
from align.files import write_out


def emit(result: str | bytes, out: str | None) -> None:
    """Print to stdout, or write to ``out`` whole; ``-`` and None mean stdout. On a terminal, control characters are
    shown and not obeyed: texts and names of files come from anywhere."""
    if out is None or out == "-":
        if isinstance(result, str) and sys.stdout.isatty():
            result = re.sub("[^\n\t]+", lambda found: printable(found[0]), result)
        data = result.encode("utf-8", "replace") if isinstance(result, str) else result
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_out(Path(out), result.encode("utf-8", "replace") if isinstance(result, str) else result)
