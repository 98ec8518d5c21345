"""The two articles of a check as the command line names them: articles, or one sentence a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.document import Article, Bead, Language, Sentence
from align.errors import InputError
from align.formats.bilingual import refuse_as_article
from align.languages.traits import languages

if TYPE_CHECKING:
    from align.pipeline.steps import Texts


@dataclass(frozen=True, slots=True)
class ReadPair:
    """Two articles; sentences and beads are None where they are still to be found."""

    source: Article
    target: Article
    source_sentences: tuple[Sentence, ...] | None = None
    target_sentences: tuple[Sentence, ...] | None = None
    beads: tuple[Bead, ...] | None = None

    @property
    def texts(self) -> Texts:
        """The two in sentences: those that are known, else found by splitting."""
        from align.pipeline.steps import Texts, split

        here, there = self.source_sentences, self.target_sentences
        return Texts(
            self.source,
            self.target,
            split(self.source) if here is None else here,
            split(self.target) if there is None else there,
        )


def article_of_lines(
    lines: Sequence[str], language: str, id: str, path: str | None = None
) -> tuple[Article, tuple[Sentence, ...]]:
    """An article whose sentences are the given lines; its text is the lines joined by line feeds.
    Empty lines stay as empty sentences, so that sentence numbers are line numbers."""
    sentences, at = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(line, at, at + len(line), number))
        at += len(line) + 1
    known: Language = language if language in languages() else "other"  # type: ignore[assignment]
    return Article(id, "\n".join(lines), known, path=path), tuple(sentences)


def read_pair(
    source: str,
    target: str,
    *,
    lines: bool = False,
    parallel: bool = False,
    languages: tuple[str | None, str | None] = (None, None),
) -> ReadPair:
    """Both articles by file name; at most one may be ``-``, standard input.

    Raises InputError when a file cannot be read, both are ``-``, or ``parallel`` files differ in length.
    """
    if source == target == "-":
        raise InputError("-", "is named twice", "only one text can come from standard input")
    if parallel and not lines:
        raise InputError("--parallel", "is about lines, and articles are read", "add --lines")
    if not lines:
        return ReadPair(_article(source, languages[0]), _article(target, languages[1]))
    here, there = _lines(source, languages[0], "source"), _lines(target, languages[1], "target")
    beads = None
    if parallel:
        if len(here[1]) != len(there[1]):
            reason = f"has {len(there[1])} lines, the source {len(here[1])}"
            raise InputError(target, reason, "leave --parallel out to have the lines aligned")
        beads = tuple(Bead((at,), (at,), 1.0) for at in range(len(here[1])))
    return ReadPair(here[0], there[0], here[1], there[1], beads)


def read_lines(name: str) -> tuple[str, ...]:
    """The lines of a text file or of standard input, each stripped."""
    from align.read.encoding import decode
    from align.sentences.texts import split_lines

    return split_lines(decode(_bytes(name), subject=name).text)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    from align.read.article import load

    return load(Path(name))


def _lines(name: str, language: str | None, id: str) -> tuple[Article, tuple[Sentence, ...]]:
    from align.read.language import detect_language, normalize_language

    found = read_lines(name)
    known = normalize_language(language) or detect_language(" ".join(found))
    return article_of_lines(
        found, known, id if name == "-" else Path(name).stem, None if name == "-" else name
    )


def _article(name: str, language: str | None) -> Article:
    from align.read.article import read

    data = _bytes(name)
    refuse_as_article(name, data)
    article = read(data if name == "-" else Path(name), language=language)
    return replace(article, id="stdin") if name == "-" and not article.id else article
