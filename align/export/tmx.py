"""Beads as TMX 1.4b (https://www.gala-global.org/tmx-14b), written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from align.export.rows import BeadRow
from align.formats.xml import attribute, language_tag, text


def tmx_lines(rows: Iterable[BeadRow]) -> Iterator[str]:
    """The file, line by line: one translation unit a bead, with score, type and article in ``prop``."""
    from align import __version__

    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="align" creationtoolversion={attribute(__version__)} segtype="block"'
        ' o-tmf="align" adminlang="en" srclang="*all*" datatype="plaintext"/>\n<body>\n'
    )
    for row in rows:
        yield f"<tu tuid={attribute(row.id)}>\n"
        for name, value in properties(row):
            yield f"<prop type={attribute('x-' + name)}>{text(value)}</prop>\n"
        for language, words in (
            (row.source_language, row.source_text),
            (row.target_language, row.target_text),
        ):
            yield f"<tuv xml:lang={attribute(language_tag(language))}><seg>{text(words or '')}</seg></tuv>\n"
        yield "</tu>\n"
    yield "</body>\n</tmx>\n"


def properties(row: BeadRow) -> list[tuple[str, object]]:
    """What travels beside the text, with nothing for what is not known."""
    found: list[tuple[str, object | None]] = [
        ("document", row.pair_id),
        ("kind", row.kind),
        ("score", f"{row.score:.4f}"),
        ("fidelity", None if row.fidelity is None else f"{row.fidelity:.2f}"),
        ("date", row.target_date),
        ("publisher", row.target_publisher),
        ("licence", row.licence),
    ]
    return [(name, value) for name, value in found if value is not None]
