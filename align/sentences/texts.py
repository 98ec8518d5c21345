"""Texts to align: an article's sentences, or the lines of a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError
from align.read.characters import unified
from align.read.language import detect_language, normalize_language


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences of one text, its language, and the hard section of each sentence (empty: given as lines)."""

    sentences: tuple[str, ...]
    language: str
    sections: tuple[int, ...] = ()


def read_texts(
    source: str, target: str, *, lines: bool, languages: tuple[str | None, str | None] = (None, None)
) -> tuple[Text, Text]:
    """Both texts; at most one of the names may be ``-``, standard input.

    Raises InputError when a file cannot be read, or both are ``-``.
    """
    if source == target == "-":
        raise InputError("-", "is named twice", "only one text can come from standard input")
    read = lines_of if lines else article_of
    return read(source, languages[0]), read(target, languages[1])


def lines_of(name: str, language: str | None = None) -> Text:
    """A file's lines as sentences, each stripped; an empty line stays, so that numbers are line numbers."""
    from align.read.encoding import decode

    text = decode(_bytes(name), subject=name).text
    sentences = split_lines(text)
    return Text(sentences, normalize_language(language) or detect_language(" ".join(sentences)))


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text by line feed alone (U+2028 and form feeds stay inside a line), each stripped."""
    lines = unified(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line.strip() for line in (lines[:-1] if lines[-1] == "" else lines))


def article_of(name: str, language: str | None = None) -> Text:
    """An article's sentences, as its reader and splitter see them."""
    from align.read.article import read
    from align.split import split

    article = read(_bytes(name) if name == "-" else Path(name), language=language)
    sentences = split(article)
    return Text(
        tuple(each.text for each in sentences), article.language, tuple(each.section for each in sentences)
    )


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    from align.read.article import load

    return load(Path(name))


def numbered(sentences: Sequence[str]) -> str:
    """Sentences as a file of lines."""
    return "".join(f"{' '.join(sentence.split())}\n" for sentence in sentences)
