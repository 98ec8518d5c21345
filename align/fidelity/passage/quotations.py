"""Quotations: where they open and close, in the habits of three languages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from align.document import Sentence

_PAIRS = {"「": "」", "『": "』", "“": "”", "«": "»", "〝": "〟"}
LONGEST = 2000  # characters that a quotation may run from or to a mark that is missing
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks: ``start`` and ``end`` are the offsets of the marks
    themselves (``end`` behind the closing one), or of the paragraph's where a quotation runs on."""

    start: int
    end: int

    def overlap(self, start: int, end: int) -> int:
        """How many characters of a span lie inside."""
        return max(0, min(end, self.end) - max(start, self.start))


def within(found: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of an article's quotations, which are in order and apart, that overlap a span."""
    first = bisect_right(found, start, key=lambda one: one.end)
    return found[first : bisect_left(found, end, first, key=lambda one: one.start)]


def quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The outermost quotations of an article, in order.

    Straight marks open and close in turn. A line's end closes whatever is open, except where the
    next line of the same paragraph goes on: a quotation may run over several sentences.
    """
    found: list[Quotation] = []
    starts = {sentence.start: sentence for sentence in sentences}
    opener, begin, depth = "", -1, 0
    for at, character in enumerate(text):
        if opener and at in starts and starts[at].start and _breaks(text, at):
            found.append(Quotation(begin, at))
            opener, depth = "", 0
        if not opener and character == "‘" and (single := _single(text, at)):
            found.append(Quotation(at, single))
            continue
        if found and found[-1].end > at and not opener:
            continue  # inside a quotation between single marks
        if character == '"':
            ends = re.match(r"[,.!?…]\"(?:\s|$)", text[max(0, at - 1) : at + 2])
            if not opener and ends and (begin := _line(text, at, found)) < at - 1:
                found.append(Quotation(begin, at + 1))  # it opened in the paragraph before
            elif not opener:
                opener, begin = character, at
            elif opener == character:
                found.append(Quotation(begin, at + 1))
                opener = ""
        elif not opener and character in _PAIRS:
            opener, begin, depth = character, at, 1
        elif not opener and character in _CLOSERS and (begin := _line(text, at, found)) < at - 1:
            found.append(Quotation(begin, at + 1))  # it opened in the paragraph before
        elif opener and character == opener:
            depth += 1
        elif opener and _CLOSERS.get(character) == opener:
            depth -= 1
            if depth == 0:
                found.append(Quotation(begin, at + 1))
                opener = ""
    if opener:
        found.append(Quotation(begin, len(text)))
    return tuple(found)


def _line(text: str, at: int, found: Sequence[Quotation]) -> int:
    """Where a quotation begins whose opening mark is missing: at its line's start, unless another stands there."""
    begin = text.rfind("\n", max(0, at - LONGEST), at) + 1
    if not begin and at > LONGEST:
        return at
    return begin if not found or found[-1].end <= begin else at


def _single(text: str, at: int) -> int | None:
    """The end of a quotation in single marks that opens at ``at``: the first closing mark of its line behind a
    stop or comma, so that no apostrophe closes it; None when there is none."""
    if at and (text[at - 1].isalnum() or text[at - 1] in "“「"):
        return None
    closing = re.compile(r"[.,!?…]’(?!\w)|\n").search(text, at + 1, at + LONGEST)
    return closing.end() if closing and closing[0] != "\n" else None


def _breaks(text: str, at: int) -> bool:
    """Whether a paragraph ends right before ``at``."""
    return "\n" in text[max(0, at - 3) : at]


def quoted(quotes: Sequence[Quotation], start: int, end: int) -> int:
    """How many characters of a span stand inside quotations."""
    return sum(quote.overlap(start, end) for quote in quotes)
