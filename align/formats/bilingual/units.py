"""The values of a bilingual file: its units, and what is remarked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from align.document import Severity


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment and its translation, inline codes left out.

    ``id`` names it as the file does, ``unit/segment`` where a unit has several; then ``segment`` is that part of it.
    ``target`` is empty where there is no translation.
    """

    id: str
    source: str
    target: str
    segment: str = ""

    @property
    def translated(self) -> bool:
        """Whether there is a translation: a copy of the source is none, unless there is nothing to translate."""
        same = self.source.strip() == self.target.strip()
        return bool(self.target.strip()) and not (same and any(char.isalpha() for char in self.source))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a unit."""

    severity: Severity
    text: str


Remarks = Mapping[str, Sequence[Remark]]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A file's units in order. Languages are as the file names them; None where it does not."""

    units: tuple[Unit, ...]
    source_language: str | None = None
    target_language: str | None = None


class Format(Protocol):
    """A bilingual format: reads a file, and gives it back with remarks."""

    def read(self, data: bytes, subject: object) -> Bilingual:
        """The units. Raises InputError."""
        ...

    def remarked(self, data: bytes, subject: object, remarks: Remarks) -> bytes:
        """The same file with remarks by unit id in the place of those that an earlier check left."""
        ...
