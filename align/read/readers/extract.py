"""What every format's reader hands on: a text, its paragraphs, and what the format itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from align.document import BlockKind
from align.read.characters import unified

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text without surrounding space; ``hint`` is what the format's markup says it is."""

    start: int
    end: int
    hint: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """Text taken out of a file. Metadata fields are None where the format does not say."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    date: date | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    redistribution: bool = True
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


def clean(text: str) -> tuple[str, int]:
    """Text with ``\\n`` as its only line end, and each character no text has made a space.

    Returns the text and how many characters were replaced: controls, unpaired surrogates,
    byte-order marks inside the text. Characters that are written in several ways become one.
    """
    plain, replaced = _CONTROLS.subn(" ", _NEWLINES.sub("\n", text))
    return unified(plain), replaced


def assemble(passages: Iterable[tuple[str, BlockKind | None]]) -> tuple[str, tuple[Paragraph, ...]]:
    """One text from passages, a blank line between them, with each passage's place in it."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for passage, hint in passages:
        piece = re.sub(r"[^\S\n]+", " ", clean(passage)[0]).strip()
        if piece:
            pieces.append(piece)
            paragraphs.append(Paragraph(at, at + len(piece), hint))
            at += len(piece) + 2
    return "\n\n".join(pieces) + ("\n" if pieces else ""), tuple(paragraphs)
