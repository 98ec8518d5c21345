"""One article's work in a run: what it may cost, and whose failure it is when it fails.

An article that fails is recorded with its reason, and the run goes on. One that uses up its processor time has failed,
too, and is tried again next time. A machine that fails ends the run.
"""

from __future__ import annotations

import contextlib
import errno
import re
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

from align.errors import AlignError, InputError, UnreachableError, printable
from align.run.folder.store import Failed, Passing

if TYPE_CHECKING:
    from align.run.context import Settings

# A machine that fails is not an article that fails: these end the run, which can be taken up again.
MACHINE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
}


Result = Any | Failed
AGAIN = 1.0  # seconds after which a limit that some code has swallowed is raised again


class MachineError(AlignError):
    """The machine failed, and not an article: the run ends, nothing of it is stored, and it can be taken up again."""


def attempt(
    stage: str,
    identifier: str,
    settings: Settings,
    work: Callable[..., Result],
    *given: Any,
    together: int = 1,
) -> Result:
    """What ``work(*given)`` returns, or the failure it ended in; ``together`` is how many articles it is about. When
    settings are strict, the error goes on. Raises MachineError when it is the machine that fails."""
    where = printable(f"{stage} {identifier}")
    try:
        with limited(settings.article_seconds * together):
            return work(*given)
    except OutOfTimeError:
        words = f"took more than {settings.article_seconds:g} seconds of processor time"
        failed: Failed = Passing(
            stage, printable(identifier), words, "leave it out, or raise --article-seconds"
        )
    except MemoryError:
        raise MachineError(
            f"{where}: there was not enough memory — use fewer --workers or a smaller --shard-size, or leave it out"
        ) from None
    except Exception as error:
        if isinstance(error, MachineError | UnreachableError) or (
            isinstance(error, OSError) and error.errno in MACHINE
        ):
            raise
        failed = Failed(stage, printable(identifier), *reason(error))
    if settings.strict:
        raise InputError(where, failed.reason, failed.remedy)
    return failed


def reason(error: BaseException) -> tuple[str, str]:
    """Reason and remedy of an error, the same on every run: no addresses, one line."""
    if isinstance(error, InputError):
        return printable(error.reason), printable(error.remedy)
    words = str(error) if isinstance(error, AlignError) else f"{type(error).__name__}: {error}"
    return re.sub(r"0x[0-9a-f]+", "0x…", " ".join(printable(words).split()))[:300], ""


class OutOfTimeError(BaseException):
    """An article used up its time. No Exception: it has to come through the code that catches those."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside when that much of this process's processor time is used up; 0 is no limit. Only in
    the main thread, where signals are heard: elsewhere there is none."""
    if seconds <= 0 or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _over(_: int, __: FrameType | None) -> None:
    raise OutOfTimeError
