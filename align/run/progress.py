"""Progress with rate and time left, on stderr, only where somebody watches."""

from __future__ import annotations

import sys
from typing import Any, Protocol


class Progress(Protocol):
    """Told how far a stage is."""

    def start(self, stage: str, total: int, done: int) -> None: ...
    def advance(self, count: int) -> None: ...
    def finish(self) -> None: ...


class Quiet:
    """Says nothing."""

    def start(self, stage: str, total: int, done: int) -> None:
        """Nothing."""

    def advance(self, count: int) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""


class Bars:
    """A bar a stage."""

    def __init__(self) -> None:
        self._bar: Any = None

    def start(self, stage: str, total: int, done: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(desc=f"{stage:>9}", total=total, initial=done, unit=" articles", file=sys.stderr)

    def advance(self, count: int) -> None:
        if self._bar is not None:
            self._bar.update(count)

    def finish(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def progress(quiet: bool) -> Progress:
    """Bars on a terminal, nothing elsewhere or when told to be quiet."""
    return Bars() if not quiet and sys.stderr.isatty() else Quiet()
