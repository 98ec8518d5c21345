"""Aligned corpora from elsewhere as reports, so that every check and export serves them, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

from align.document import Article, Bead, Block, Language, Report, Sentence
from align.errors import InputError
from align.formats.segments import Segment, Wanted

SEGMENTS_A_DOCUMENT = 500
"""Corpora without documents are cut into runs of so many segments."""

_HALF = re.compile("[\ud800-\udfff]")  # half a character, which JSON can hold and no file can

SUFFIXES = {
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tsv": "tsv",
    ".csv": "tsv",
    ".jsonl": "jsonl",
}


def read_aligned(
    path: Path,
    target: Path | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> Iterator[Report]:
    """The documents of an aligned corpus: TMX, XLIFF, TSV, CSV, JSONL by suffix, or the two files of a
    Moses corpus. A report's articles hold one segment a line; its beads are 1-1.

    Raises InputError naming file, line or unit and what is wrong. Segments with an empty side are
    left out, and units that hold no pair, which a warning counts.
    """
    from align.formats.tables import read_jsonl, read_moses, read_tsv
    from align.formats.tmx import read_tmx
    from align.formats.xliff import read_xliff

    if target is not None:
        segments = read_moses(path, target)
    else:
        if not path.is_file():
            raise InputError(path, "is no file", "name an aligned corpus or a run's folder")
        kind = SUFFIXES.get(path.suffix.lower())
        if kind is None:
            known = " ".join(sorted(SUFFIXES))
            raise InputError(path, "is in no known form of aligned corpus", f"suffixes read: {known}")
        readers = {"tmx": read_tmx, "xliff": read_xliff, "tsv": read_tsv, "jsonl": read_jsonl}
        segments = readers[kind](path, Wanted(source_language, target_language))
    yield from reports(segments, path, source_language, target_language)


def reports(
    segments: Iterable[Segment],
    path: Path,
    source_language: str | None = None,
    target_language: str | None = None,
) -> Iterator[Report]:
    """Segments as reports, one a document; runs of equal document names belong together."""
    whole = (
        replace(
            segment,
            **{name: _HALF.sub(" ", getattr(segment, name)) for name in ("source", "target", "document")},
        )
        for segment in segments
    )
    filled = (segment for segment in whole if segment.source.strip() and segment.target.strip())
    number = 0
    for (document, *_), run in groupby(
        filled, key=attrgetter("document", "source_language", "target_language")
    ):
        while held := list(islice(run, None if document else SEGMENTS_A_DOCUMENT)):
            yield _report(held, path, number, source_language, target_language)
            number += 1


def _language(named: str | None, texts: list[str]) -> Language:
    """One of our languages from a tag in any common spelling, or from the text where there is none."""
    from align.read.language import detect_language, normalize_language

    if not named:
        return detect_language("\n".join(texts))
    return normalize_language(named) or "other"


def _report(
    segments: list[Segment], path: Path, number: int, source_language: str | None, target_language: str | None
) -> Report:
    name = segments[0].document or f"{path.stem}-{number:05}"
    sources, targets = [segment.source for segment in segments], [segment.target for segment in segments]
    here = _language(source_language or segments[0].source_language, sources)
    there = _language(target_language or segments[0].target_language, targets)
    source, source_sentences = _article(name, sources, here, path)
    target, target_sentences = _article(name, targets, there, path)
    beads = tuple(
        Bead((index,), (index,), _score(segment.score, path)) for index, segment in enumerate(segments)
    )
    return Report(source, target, source_sentences, target_sentences, beads)


def _score(written: str | None, path: Path) -> float:
    try:
        return 1.0 if written is None else min(1.0, max(0.0, float(written)))
    except ValueError:
        raise InputError(path, f"the score {written[:40]!r} is no number", "mend or remove it") from None  # type: ignore[index]


def _article(
    name: str, texts: list[str], language: Language, path: Path
) -> tuple[Article, tuple[Sentence, ...]]:
    sentences, start = [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(text, start, start + len(text), paragraph=index))
        start += len(text) + 1
    blocks = tuple(Block("body", sentence.start, sentence.end) for sentence in sentences)
    return Article(name, "\n".join(texts), language, blocks, path=str(path)), tuple(sentences)
