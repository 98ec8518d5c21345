"""Beads as XLIFF 2.1 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/), written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from align.export.rows import BeadRow
from align.export.tmx import properties
from align.formats.xliff import CORE, METADATA
from align.formats.xml import attribute, language_tag, text


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
