"""Hard boundaries: chapters, rules and ``<p>`` lines, honoured when both sides have the same number of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

DELIMITER = re.compile(
    r"\s*(?:<p\s*/?>|</p>|<hr\s*/?>|[*＊※#=_—―─━-]{3,}|[*＊※](?:\s+[*＊※]){2,})\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of both texts that is aligned by itself, as half-open ranges; ``mark`` says that it is a
    delimiter on both sides, which faces its counterpart whatever it says."""

    source: tuple[int, int]
    target: tuple[int, int]
    mark: bool = False


def is_delimiter(line: str) -> bool:
    """Whether a line only separates: ``<p>``, a rule, three stars."""
    return DELIMITER.fullmatch(line) is not None


def parts_of_lines(source: Sequence[str], target: Sequence[str]) -> list[Part]:
    """The parts between delimiter lines, and the delimiters; one part when the two sides differ in number."""
    left, right = ([k for k, line in enumerate(side) if is_delimiter(line)] for side in (source, target))
    if not left or len(left) != len(right):
        return [Part((0, len(source)), (0, len(target)))]
    parts, at = [], (0, 0)
    for i, j in zip(left, right, strict=True):
        parts += [Part((at[0], i), (at[1], j)), Part((i, i + 1), (j, j + 1), mark=True)]
        at = (i + 1, j + 1)
    return [*parts, Part((at[0], len(source)), (at[1], len(target)))]


def parts_of_sections(source: Sequence[int], target: Sequence[int]) -> list[Part]:
    """The parts with the same section number, from the sections of each sentence (never falling).

    Both sides must count the same sections; otherwise there is one part, for a boundary that only one
    side has says nothing.
    """
    whole = [Part((0, len(source)), (0, len(target)))]
    if not source or not target or sorted(set(source)) != sorted(set(target)):
        return whole
    parts = []
    for section in sorted(set(source)):
        ranges = []
        for sections in (source, target):
            inside = [k for k, own in enumerate(sections) if own == section]
            ranges.append((inside[0], inside[-1] + 1))
        parts.append(Part(ranges[0], ranges[1]))
    return parts
