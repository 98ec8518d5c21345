"""Articles to sentences: English, Japanese and Chinese, in linear time, with nothing lost.

The sentences of a text come in its order and do not overlap; between them stands only white space
and what is not body text, so sentences and gaps together give back the text exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from align.document import Article, Block, Sentence
from align.errors import InputError
from align.languages.characters import HALF_WIDTH_KANA, HAN, KANA
from align.languages.traits import unspaced
from align.split import chinese_japanese, english

_WIDE = re.compile(f"[{KANA}{HAN}{HALF_WIDTH_KANA}]")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
MOST_SENTENCES = 20_000  # a long novel; aligning and checking takes some hundred megabytes for five thousand

__all__ = ["MOST_SENTENCES", "bounded", "split", "split_text"]


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article's body and headings.

    Offsets point into ``article.text``. ``paragraph`` counts the body and heading blocks from 0,
    ``section`` the delimiters and headings passed. An article without blocks is one body.
    """
    if not article.blocks:
        return split_text(article.text, article.language)
    return tuple(_sentences(article.text, article.blocks, article.language))


def bounded(article: Article, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an article. Raises InputError where there are more than can be aligned and checked in the
    memory of a usual machine."""
    found = tuple(islice(sentences, MOST_SENTENCES + 1))
    if len(found) > MOST_SENTENCES:
        reason = f"has more than {MOST_SENTENCES:,} sentences"
        raise InputError(article.path or article.id, reason, "divide it, by chapters for example")
    return found


def split_text(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of plain text, whose paragraphs are found by its layout.

    Nothing is taken for furniture here: every character that is not white space is in a sentence.
    ``language`` decides only where the script does not: each paragraph is split by its own script.
    """
    from align.read.layout import paragraphs
    from align.read.readers.extract import Paragraph

    found: list[Paragraph] = paragraphs(text)
    blocks = [Block("body", paragraph.start, paragraph.end) for paragraph in found]
    return tuple(_sentences(text, blocks, language))


def _sentences(text: str, blocks: Iterable[Block], language: str | None) -> Iterable[Sentence]:
    paragraph, section = 0, 0
    for block in blocks:
        if block.kind == "delimiter":
            section += 1
        if block.kind not in ("body", "heading"):
            continue
        heading = block.kind == "heading"
        section += heading
        content = text[block.start : block.end]
        for start, end in _spans(content, [] if heading else _boundaries(content, language)):
            yield Sentence(
                content[start:end], block.start + start, block.start + end, paragraph, section, heading
            )
        paragraph += 1


def _boundaries(content: str, language: str | None) -> list[int]:
    """A paragraph in another script than its article's is split by that script's rules."""
    sample = content[:2000]
    wide, narrow = len(_WIDE.findall(sample)), len(_LETTER.findall(sample))
    if 2 * wide >= narrow and (wide or unspaced(language or "")):
        return chinese_japanese.boundaries(content)
    return english.boundaries(content)


def _spans(content: str, boundaries: list[int]) -> Iterable[tuple[int, int]]:
    """The stretches between boundaries, without the white space around them."""
    previous = 0
    for boundary in (*boundaries, len(content)):
        piece = content[previous:boundary]
        stripped = piece.strip()
        if stripped:
            start = previous + piece.index(stripped[0])
            yield start, start + len(stripped)
        previous = boundary
