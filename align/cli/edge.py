"""The edge of every command: what is refused before it begins, and how its end is told: one line and an exit code.

0 done; 1 findings at or above ``--fail-on``, and nothing else; 2 wrong use, unreadable input, or a machine that fails;
3 an error that nobody foresaw; 130 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import math
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from align.errors import AlignError, InputError, collected_warnings, printable

_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EFBIG: "raise the limit of file sizes",
    errno.EACCES: "check its permissions",
    errno.EPERM: "check its permissions",
    errno.EROFS: "name a place that can be written to",
    errno.ENOENT: "check the path",
    errno.EMFILE: "close files, or raise the limit of open ones",
    errno.ENOMEM: "use fewer --workers, or give it more memory",
    errno.ENAMETOOLONG: "name a shorter path",
}


def guarded(command: str, work: Callable[[], int], *, trace: bool = False) -> int:
    """The exit code of ``work``; errors are one line on stderr, with ``trace`` behind the whole story."""
    interrupts = 0

    def interrupted(_: int, __: FrameType | None) -> None:
        nonlocal interrupts
        interrupts += 1
        if interrupts == 1:  # what follows is tidying up, which a second one must not cut short
            raise KeyboardInterrupt
        if interrupts > 2:
            os._exit(130)

    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, interrupted)
    try:
        with collected_warnings() as said:
            code = int(work())
        for message in said:
            _say(command, message)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _say(command, "interrupted; nothing half-written was left behind")
        return 130
    except BrokenPipeError:  # the reader of our stdout went away, for example `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if trace:
            traceback.print_exc()
        words, code = told(error)
        _say(command, words)
        return code
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def told(error: Exception) -> tuple[str, int]:
    """What is said of an error, and the exit code."""
    if isinstance(error, AlignError):
        return str(error), 2
    if isinstance(error, MemoryError):
        return "there was not enough memory — give it more, or divide the text", 2
    if isinstance(error, OSError) and error.errno is not None:
        subject = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        remedy = _REMEDIES.get(error.errno)
        return f"{subject}{error.strerror or error}" + (f" — {remedy}" if remedy else ""), 2
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"an error that was not foreseen ({words[:500]}) — --traceback shows more; please report it", 3


def check_arguments(parsed: argparse.Namespace) -> None:
    """Raise InputError for values that no command can use: languages that are none, numbers that are no numbers or
    below 0, and an ``--out`` that is one of the files to be read."""
    for name, value in vars(parsed).items():
        flag = f"--{name.replace('_', '-')}"
        if name.endswith("_language") and value is not None:
            _check_language(flag, value)
        if isinstance(value, int | float) and (not math.isfinite(value) or value < 0):
            raise InputError(f"{flag} {value}", "has to be a number from 0 on", "see --help")
    out = getattr(parsed, "out", None)
    if not isinstance(out, str) or out == "-" or not Path(out).is_file():
        return
    for name, value in vars(parsed).items():
        if name in ("out", "command"):
            continue
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str) and Path(one).is_file() and Path(one).samefile(out):
                raise InputError(out, f"is what is read as {name}", "name another file with --out")


def _check_language(flag: str, value: str) -> None:
    from align.languages.traits import languages
    from align.read.language import normalize_language

    if normalize_language(value) in (None, "other"):
        raise InputError(f"{flag} {value}", "is no language that is read", f"one of {', '.join(languages())}")


def _say(command: str, message: str) -> None:
    print(f"align {command}: {printable(message)}".replace("align : ", "align: "), file=sys.stderr)
