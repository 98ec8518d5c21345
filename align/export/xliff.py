"""Beads as XLIFF 2.1 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/), written and read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from align.errors import InputError
from align.export.aligned import Segment
from align.export.markup import attribute, language_tag, parse, text
from align.export.rows import BeadRow
from align.export.tmx import properties

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"


def xliff_lines(rows: Iterable[BeadRow], source_language: str, target_language: str) -> Iterator[str]:
    """The file, line by line: one ``file`` a pair of articles, one ``unit`` a bead. All rows must have
    the two languages, since XLIFF names them once."""
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="{CORE}" xmlns:mda="{METADATA}" version="2.1"'
        f" srcLang={attribute(language_tag(source_language))} trgLang={attribute(language_tag(target_language))}>\n"
    )
    empty = True
    for number, (pair, beads) in enumerate(groupby(rows, key=lambda row: row.pair_id)):
        empty = False
        yield f'<file id="f{number}" original={attribute(pair)}>\n'
        for row in beads:
            yield f'<unit id="u{row.id.rsplit("#", 1)[1]}">\n<mda:metadata><mda:metaGroup category="align">\n'
            for name, value in properties(row):
                yield f"<mda:meta type={attribute(name)}>{text(value)}</mda:meta>\n"
            yield (
                "</mda:metaGroup></mda:metadata>\n"
                f'<segment state="translated"><source xml:space="preserve">{text(row.source_text or "")}</source>'
                f'<target xml:space="preserve">{text(row.target_text or "")}</target></segment>\n</unit>\n'
            )
        yield "</file>\n"
    if empty:  # the schema wants at least one file and one unit
        yield '<file id="f0"><unit id="u0"><segment><source/></segment></unit></file>\n'
    yield "</xliff>\n"


def read_xliff(path: Path) -> Iterator[Segment]:
    """The segments of an XLIFF 2 file that have a target."""
    root = parse(path)
    if root.tag != f"{{{CORE}}}xliff":
        older = re.fullmatch(r"\{urn:oasis:names:tc:xliff:document:1\.\d}xliff", root.tag)
        reason = "is XLIFF 1" if older else f"its root is <{root.tag}>"
        raise InputError(path, reason, "XLIFF 2.0 and 2.1 are read; convert older files")
    languages = root.get("srcLang"), root.get("trgLang")
    if not languages[0] or not languages[1]:
        raise InputError(path, "names no srcLang or no trgLang", "add them to the root element")
    for file in root.iter(f"{{{CORE}}}file"):
        for unit in file.iter(f"{{{CORE}}}unit"):
            about = {meta.get("type"): meta.text or "" for meta in unit.iter(f"{{{METADATA}}}meta")}
            document = about.get("document") or file.get("original") or file.get("id") or ""
            for segment in unit.iter(f"{{{CORE}}}segment"):
                source, target = (segment.find(f"{{{CORE}}}{side}") for side in ("source", "target"))
                if source is not None and target is not None:
                    words = "".join(source.itertext()), "".join(target.itertext())
                    yield Segment(languages[0], languages[1], *words, document, about.get("score"))
