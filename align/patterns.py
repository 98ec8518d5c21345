"""Regular expressions that were compiled before, kept in the user's cache.

A check asks for some fifteen hundred patterns, and compiling them takes a quarter of a short one. What a pattern is
compiled to is a list of numbers that the matcher validates whenever it is handed one; the numbers are kept under
``$XDG_CACHE_HOME/align/patterns`` for the next process of the same interpreter. Only commands keep patterns: who
imports the package finds `re` as it is. The file only saves time: what is missing, damaged or of another interpreter is
compiled anew.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
import threading
import time
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Compile = Callable[..., re.Pattern[Any]]
Key = tuple[str, int]
_WORTH = 0.06  # seconds that new patterns took: what takes less is not worth writing the file for
_MOST = 6000  # patterns in a file; beyond, those that a process did not ask for are left out


@dataclass(frozen=True, slots=True)
class Program:
    """What a pattern was compiled to: its flags, groups and their names, and the matcher's code, 32-bit numbers."""

    flags: int
    groups: int
    names: dict[str, int]
    code: bytes | memoryview

    def pattern(self, text: str) -> re.Pattern[str]:
        """The pattern. Raises RuntimeError, TypeError or ValueError where the matcher does not accept the code."""
        matcher: Any = importlib.import_module("_sre")
        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        code = array("I", bytes(self.code)).tolist()
        made: re.Pattern[str] = matcher.compile(
            text, self.flags, code, self.groups, self.names, tuple(by_number)
        )
        return made


@dataclass(slots=True)
class Kept:
    """The programs of earlier processes, read when the first is asked for, and those that this one has added."""

    path: Path
    found: dict[Key, Program] | None = None
    asked: set[Key] = field(default_factory=set)
    new: dict[Key, Program] = field(default_factory=dict)
    spent: float = 0.0

    def program(self, key: Key) -> Program | None:
        """What a pattern with such flags was compiled to, where that is known."""
        if self.found is None:
            self.found = read_programs(self.path)
        self.asked.add(key)
        return self.found.get(key)

    def write(self) -> None:
        """Keep what is new, where compiling it took so long that the next process should not."""
        if self.spent < _WORTH:
            return
        every = {**(self.found or {}), **self.new}
        if len(every) > _MOST:
            every = {key: program for key, program in every.items() if key in self.asked}
        with suppress(OSError):
            write_programs(self.path, every)


def patterns_path() -> Path:
    """Where the patterns of this interpreter are kept."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    matcher: Any = importlib.import_module("_sre")
    made_by = f"{sys.version} {sys.byteorder} {matcher.MAGIC} {matcher.CODESIZE}"
    return home / "align" / "patterns" / f"{zlib.crc32(made_by.encode()):08x}"


def _compiler() -> Any:
    """The module of `re` that compiles, if it has the two functions that patterns are kept by."""
    with suppress(ImportError):
        compiler = importlib.import_module("re._compiler")
        if callable(getattr(compiler, "compile", None)) and callable(getattr(compiler, "_code", None)):
            return compiler
    return None


@contextmanager
def kept_patterns(path: Path) -> Iterator[None]:
    """Inside it, what `re` has to compile is taken from a file where it is known, and added to it where it is not.

    The module that compiles is no public one: where an interpreter has it otherwise, nothing is kept. What other
    threads compile meanwhile is theirs alone.
    """
    compiler: Any = _compiler()
    if compiler is None:
        yield
        return
    before: tuple[Compile, Callable[..., list[int]]] = compiler.compile, compiler._code
    kept, codes, owner = Kept(path), [], threading.get_ident()

    def coded(*given: Any) -> list[int]:
        code = before[1](*given)
        if threading.get_ident() == owner:
            codes.append(code)
        return code

    def compile(text: Any, flags: int = 0) -> re.Pattern[Any]:
        key = text, int(flags)
        if not isinstance(text, str) or flags & re.DEBUG or threading.get_ident() != owner:
            return before[0](text, flags)
        program = kept.program(key)
        if program is not None:
            with suppress(RuntimeError, TypeError, ValueError, OverflowError):
                return program.pattern(text)
        begun = time.process_time()
        codes.clear()
        made = before[0](text, flags)
        if len(codes) == 1:
            code = array("I", codes.pop()).tobytes()
            kept.new[key] = Program(made.flags, made.groups, dict(made.groupindex), code)
        kept.spent += time.process_time() - begun
        return made

    compiler.compile, compiler._code = compile, coded
    try:
        yield
    finally:
        compiler.compile, compiler._code = before
        kept.write()


def read_programs(path: Path) -> dict[Key, Program]:
    """The programs that :func:`write_programs` wrote; none where the file is missing or not as it was written."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        checksum, size, rest = path.read_bytes().split(b"\n", 2)
        if zlib.crc32(rest) != int(checksum):
            return {}
        at, codes = int(size), memoryview(rest)
        found = {}
        for text, flags, own, groups, names, length in json.loads(rest[:at]):
            found[text, flags] = Program(own, groups, names, codes[at : at + length])
            at += length
        return found
    return {}


def write_programs(path: Path, programs: dict[Key, Program]) -> None:
    """All programs into one file, whole or not at all. Raises OSError."""
    from align.files import write_whole

    rows = [(*key, one.flags, one.groups, one.names, len(one.code)) for key, one in programs.items()]
    index = json.dumps(rows).encode()
    rest = index + b"".join(one.code for one in programs.values())
    write_whole(path, b"%d\n%d\n" % (zlib.crc32(rest), len(index)) + rest, lasting=False)
