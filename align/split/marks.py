"""Quotation marks and brackets: which opening belongs to which closing mark in a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = {
    "「": "」", "『": "』", "“": "”", "‘": "’", "«": "»", "（": "）", "(": ")", "【": "】", "〔": "〕",
    "《": "》", "〈": "〉", "［": "］", "[": "]", "〝": "〟", "｢": "｣",
}  # fmt: skip
QUOTES = frozenset('「『“‘«〝｢"')
CLOSERS = '」』”’»）)】〕》〉］]〟｣"'

_MARK = re.compile("[" + re.escape("".join(PAIRS) + CLOSERS) + "]")
_APOSTROPHE_AFTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked span: offsets of its opening and of the position after its closing mark."""

    start: int
    end: int
    quotation: bool


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (
        (not before or before.isspace() or before in "([{-–—/“‘'「（") and bool(after) and not after.isspace()
    )


def outermost(text: str) -> list[Span]:
    """The outermost quoted or bracketed spans of a paragraph, in order, in linear time.

    A mark without its partner is no mark: English opens each paragraph of a long quotation and
    closes only the last. A straight quote opens where space or a bracket stands before it; an
    apostrophe is no mark.
    """
    matched: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    open_marks: dict[str, int] = {}
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark == '"':
            opens = _opens(text, at)
        elif mark in PAIRS:
            opens = mark != "‘" or not (at and _APOSTROPHE_AFTER.match(text, at - 1))
            if not opens:
                continue
        else:
            opens = False
        if opens:
            closing = PAIRS.get(mark, mark)
            stack.append((closing, at))
            open_marks[closing] = open_marks.get(closing, 0) + 1
            continue
        if mark == "’" and _APOSTROPHE_AFTER.match(text, at + 1):
            continue  # an apostrophe inside a word
        if not open_marks.get(mark):
            continue
        while stack:  # marks left open inside are dropped
            closing, start = stack.pop()
            open_marks[closing] -= 1
            if closing == mark:
                matched.append((start, at + 1))
                break
    matched.sort()
    spans: list[Span] = []
    for start, end in matched:
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end, text[start] in QUOTES))
    return spans
