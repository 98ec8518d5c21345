"""Marks and brackets of the translation, by its own language's habits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context

_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "「": "」", "『": "』", "【": "】"}
_WIDE = re.compile(r"[，。；：？！、]")
_DOUBLED = re.compile(r"(?<![.?!])(?:,,|\.\.(?!\.)|;;|::|,\.|\.,(?=\s))(?!\.)")


def _find(context: Context) -> Iterator[Finding]:
    side = context.target
    for at, sentence in enumerate(side.sentences):
        if not side.cjk:
            for match in (*_WIDE.finditer(sentence.text), *_DOUBLED.finditer(sentence.text)):
                if _abbreviated(sentence.text, match.start()):
                    continue
                yield CHECK.finding(
                    "minor",
                    f"“{match[0]}” is no mark that English sets here.",
                    target=side.location(sentence.start + match.start(), sentence.start + match.end(), at),
                )
    yield from _unpaired(context)


def _abbreviated(text: str, at: int) -> bool:
    """Whether a full stop before a comma ends an abbreviation: "Inc.,", "a.m.,"."""
    return bool(re.search(r"(?:\b[A-Za-z]{1,5}|\.[A-Za-z])$", text[:at])) and text[at : at + 1] == "."


def _unpaired(context: Context) -> Iterator[Finding]:
    """Brackets that open or close alone within a paragraph."""
    side = context.target
    paragraphs: dict[int, list[int]] = {}
    for at, sentence in enumerate(side.sentences):
        paragraphs.setdefault(sentence.paragraph, []).append(at)
    for members in paragraphs.values():
        first, last = side.sentences[members[0]], side.sentences[members[-1]]
        text = side.article.text[first.start : last.end]
        text = re.sub(
            r"(?m)^\s*\(?\w{1,3}\)|[:;]-?\)", lambda match: " " * len(match[0]), text
        )  # list marks, smileys
        open_at: list[int] = []
        stray: list[int] = []
        for at, character in enumerate(text):
            if character in _BRACKETS:
                open_at.append(at)
            elif character in _BRACKETS.values():
                if open_at and _BRACKETS[text[open_at[-1]]] == character:
                    open_at.pop()
                else:
                    stray.append(at)
        for at in sorted([*open_at, *stray]):
            yield CHECK.finding(
                "info",
                f"“{text[at]}” has no partner in this paragraph.",
                target=side.location(first.start + at, first.start + at + 1),
            )


CHECK = Check(
    id="punctuation",
    title="Punctuation",
    summary="marks and brackets against the language's habits",
    why="Full-width marks and unpaired brackets show that a text was not read once more.",
    categories=("fluency/punctuation",),
    severities=("minor", "info"),
    examples=(Example("会議は終わった。", "The meeting is over."),),
    find=_find,
)
