"""Markdown (CommonMark) with the front matter that site generators put before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.document import BlockKind
from align.errors import InputError
from align.read.dates import parse_date
from align.read.readers.extract import Extract, assemble, clean

if TYPE_CHECKING:
    from markdown_it.token import Token

MAXIMUM_CHARACTERS = 8_000_000

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,100}?)---[ \t]*(?:\n|\Z)")
_NAME = re.compile(r"[A-Za-z_]{1,30}")
LONGEST_VALUE = 500
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read_markdown(text: str, subject: object) -> Extract:
    """The text without its markup; the first heading of level 1 is the headline."""
    if len(text) > MAXIMUM_CHARACTERS:
        raise InputError(
            subject, f"is longer than {MAXIMUM_CHARACTERS:,} characters", "split it, or name it .txt"
        )
    from markdown_it import MarkdownIt

    content, _ = clean(text)
    front = _FRONT_MATTER.match(content)
    fields = _fields(front[1]) if front else {}
    tokens = MarkdownIt("commonmark").parse(content[front.end() :] if front else content)
    body, paragraphs = assemble(_passages(tokens))
    return Extract(
        body,
        paragraphs,
        title=fields.get("title"),
        date=parse_date(fields.get("date") or fields.get("published")),
        publisher=fields.get("publisher") or fields.get("source"),
        byline=fields.get("author") or fields.get("byline"),
        url=fields.get("url") or fields.get("canonical"),
        language=fields.get("language") or fields.get("lang"),
    )


def _fields(front: str) -> dict[str, str]:
    """``name: value`` lines of a front matter; longer values than a title's or an address's are no field."""
    found = {}
    for line in front.split("\n"):
        name, _, value = line.partition(":")
        value = value.strip()
        if _NAME.fullmatch(name) and 0 < len(value) <= LONGEST_VALUE:
            found[name.lower()] = value.strip("\"' ")
    return found


def _passages(tokens: list[Token]) -> list[tuple[str, BlockKind | None]]:
    passages: list[tuple[str, BlockKind | None]] = []
    hint: BlockKind | None = None
    titled = False
    for token in tokens:
        if token.type == "heading_open":
            hint = "headline" if token.tag == "h1" and not titled else "heading"
            titled = titled or hint == "headline"
        elif token.type == "heading_close":
            hint = None
        elif token.type == "hr":
            passages.append(("---", "delimiter"))
        elif token.type == "inline":
            passages += [(line, hint) for line in _inline(token.children or []).split("\n")]
        elif token.type in ("html_block", "code_block", "fence"):
            content = _TAG.sub(" ", token.content) if token.type == "html_block" else token.content
            passages += [(line, hint) for line in re.split(r"\n\s*\n", content)]
    return passages


def _inline(children: list[Token]) -> str:
    """Text of a paragraph: a soft line break is a space, or nothing between Chinese or Japanese."""
    pieces: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type == "softbreak":
            wide = bool(pieces and pieces[-1] and pieces[-1][-1] >= "\u2e80")
            pieces.append("" if wide else " ")
        elif child.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces)
