"""Plain text to paragraphs: whether a line end ends a paragraph is decided from the text itself.

Newspapers' text files come with a line a paragraph, a line a sentence, or lines wrapped at some
width. In wrapped text the next line's first word would not have fitted on the line before; where
that holds for nearly all line pairs, they are joined.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from align.read.readers.extract import Paragraph

LONGEST_LINE = 160  # columns; a longer line was not wrapped by hand or by a mail program
SHORTEST_WRAP = 24
MOST_HEAD = 6  # lines

_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile(r"[.!?。！？…｡][\"'”’」』）)\]】]*$")
_OWN_LINE = re.compile(
    r"\s*(?:[-*•・●■◆▼▽○◇□※▲△►▶–—]\s?|\(?\d{1,3}[.)、．]\s?|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[#>＞]|"
    r"[一二三四五六七八九十]{1,3}、|[【［\[])"
)
_INDENT = re.compile(r"\u3000|\t| {2,}")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of plain text, in order; everything outside them is whitespace."""
    return [Paragraph(start, end) for start, end in _joined(text, _lines(text))]


def _lines(text: str) -> list[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them; each line as a span without outer space."""
    runs: list[list[tuple[int, int]]] = []
    previous_end = -2
    for match in _LINE.finditer(text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - (len(line) - len(line.rstrip()))
        if start >= end:
            continue
        if match.start() != previous_end + 1:
            runs.append([])
        runs[-1].append((start, end))
        previous_end = match.end()
    return runs


def _joined(text: str, runs: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    measured = [[_width(text, start, end) for start, end in run] for run in runs]
    head = 1 if _is_head(text, runs) else 0
    wrapped = _wrap_width(text, runs[head:], measured[head:])
    spans: list[tuple[int, int]] = []
    for number, (run, widths) in enumerate(zip(runs, measured, strict=True)):
        width = None if number < head else wrapped
        first = run[0][0]
        for at, (start, end) in enumerate(run):
            following = run[at + 1] if at + 1 < len(run) else None
            if following and (
                _is_broken(text, (start, end), widths[at], following)
                or (width and _continues(text, widths[at], following, width))
            ):
                continue
            spans.append((first, end))
            first = following[0] if following else 0
    return spans


def _is_head(text: str, runs: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether the first lines, with a blank line behind them, are headline, byline and date, each by itself: none of
    them ends like a sentence."""
    return (
        len(runs) > 1
        and 1 < len(runs[0]) <= MOST_HEAD
        and not any(_TERMINAL.search(text[max(start, end - 8) : end]) for start, end in runs[0])
    )


def _wrap_width(
    text: str, runs: Sequence[Sequence[tuple[int, int]]], measured: Sequence[Sequence[int]]
) -> int | None:
    """The column at which the text was wrapped, or None if its lines are whole paragraphs."""
    widths = sorted(width for run in measured for width in run[:-1])
    if not widths:
        return None
    width = widths[int(0.8 * (len(widths) - 1) + 0.5)]
    if not SHORTEST_WRAP <= width <= LONGEST_LINE or (widths[-1] > 2 * LONGEST_LINE - 1 and len(widths) < 8):
        return None
    full = open_ended = pairs = 0
    for run, run_widths in zip(runs, measured, strict=True):
        for at in range(len(run) - 1):
            if _begins_anew(text, run[at + 1]):
                continue  # the line before a new paragraph may be of any length
            pairs += 1
            if run_widths[at] + _first_word(text, run[at + 1]) > width - 2:
                full += 1
                open_ended += not _TERMINAL.search(text[max(run[at][0], run[at][1] - 8) : run[at][1]])
    return width if full >= 0.6 * pairs and open_ended >= 0.5 * full else None


def _is_broken(text: str, line: tuple[int, int], line_width: int, following: tuple[int, int]) -> bool:
    """A line that breaks off in mid-sentence: nothing ends it, and the next begins in lower case, or a comma of
    Chinese or Japanese ends it."""
    if text[line[1] - 1] in "、，" and line_width >= SHORTEST_WRAP and not _begins_anew(text, following):
        return True
    if not 40 <= line_width <= LONGEST_LINE or not text[following[0]].islower():
        return False
    return text[line[1] - 1].isalnum() or text[line[1] - 1] in ",-–—'’"


def _continues(text: str, line_width: int, following: tuple[int, int], width: int) -> bool:
    if line_width + _first_word(text, following) <= width - 2 or line_width > LONGEST_LINE:
        return False
    return not _begins_anew(text, following)


def _begins_anew(text: str, line: tuple[int, int]) -> bool:
    """Whether a line is a paragraph's first by its indent or its mark."""
    if _OWN_LINE.match(text, line[0], line[1]):
        return True
    return _INDENT.match(text, text.rfind("\n", 0, line[0]) + 1, line[0]) is not None


def _first_word(text: str, line: tuple[int, int]) -> int:
    """Columns that the beginning of the next line would have needed on the line before."""
    start, end = line
    head = text[start : min(end, start + 40)]
    if columns(head[0]) == 2:
        return 4  # one character, and room for marks that may not begin a line
    return 1 + len(head.split(maxsplit=1)[0])


def _width(text: str, start: int, end: int) -> int:
    """Columns of a line with its indent, as whoever wrapped it counted them."""
    begin = text.rfind("\n", 0, start) + 1
    return columns(text[begin:end]) if end - begin <= LONGEST_LINE else LONGEST_LINE * 2


def columns(text: str) -> int:
    """Width in columns: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
