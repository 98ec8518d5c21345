"""What a check is: a name, the MQM category it reports in, and a function over a context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from align.document import Finding
from align.fidelity.passage.context import Context


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``find`` yields findings for a pair of articles; ``summary`` tells a translator
    what it looks for; ``default`` says whether it runs when no profile switches it on."""

    name: str
    summary: str
    find: Callable[[Context], Iterator[Finding]]
    default: bool = True
