"""Beads as TMX 1.4b (https://www.gala-global.org/tmx-14b), written and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from align.errors import InputError
from align.export.aligned import Segment
from align.export.markup import attribute, language_tag, parse, text
from align.export.rows import BeadRow

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


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


def read_tmx(path: Path) -> Iterator[Segment]:
    """The units of a TMX file, source first as its header says, else in the order of the file."""
    root = parse(path)
    if root.tag != "tmx":
        raise InputError(path, f"its root is <{root.tag}>, not <tmx>", "name a TMX file")
    header = root.find("header")
    named = (header.get("srclang") if header is not None else None) or "*all*"
    for number, unit in enumerate(root.iter("tu"), start=1):
        found = []
        for variant in unit.findall("tuv"):
            language = variant.get(XML_LANG) or variant.get("lang")
            segment = variant.find("seg")
            if language is None or segment is None:
                raise InputError(path, f"unit {number} lacks a language or a segment", "mend the unit")
            found.append((language, "".join(segment.itertext())))
        if len(found) < 2:
            raise InputError(path, f"unit {number} has {len(found)} language(s)", "two are needed")
        first = next((index for index, (code, _) in enumerate(found) if code.lower() == named.lower()), 0)
        source = found.pop(first)
        props = {
            (prop.get("type") or "").removeprefix("x-"): prop.text or "" for prop in unit.findall("prop")
        }
        yield Segment(
            source[0], found[0][0], source[1], found[0][1], props.get("document", ""), props.get("score")
        )
