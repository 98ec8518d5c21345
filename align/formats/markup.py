"""Beads as TMX 1.4b and XLIFF 2.1, written and read.

Sentence numbers and the score travel as TMX ``prop`` elements and XLIFF metadata, so that what was written
here is read back exactly; files from elsewhere are read by finding their texts among the sentences. TMX holds
translation units only, so one-sided beads are left out of it; XLIFF keeps them with an empty side.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from align.document import Bead
from align.errors import InputError
from align.formats.beads import Alignment, find_texts
from align.formats.xml import language_tag

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
# Characters that XML 1.0 cannot carry in any form; what they stood for is lost on purpose, visibly.
FORBIDDEN = {
    code: "\ufffd"
    for code in [*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
    if code not in (9, 10, 13)
}


def tmx(alignment: Alignment) -> bytes:
    """A TMX 1.4b file of the two-sided beads."""
    from align import __version__

    languages = _codes(alignment)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f'  <header creationtool="align" creationtoolversion={quoteattr(__version__)} segtype="sentence"'
        f' o-tmf="align" adminlang="en" srclang={quoteattr(languages[0])} datatype="plaintext"/>',
        "  <body>",
    ]
    for number, bead in enumerate(alignment.beads):
        if bead.source and bead.target and not bead.also:
            lines.append(f'    <tu tuid="{number}">')
            lines += [f'      <prop type="x-{name}">{value}</prop>' for name, value in _properties(bead)]
            for language, text in zip(languages, alignment.texts(bead), strict=True):
                lines.append(f"      <tuv xml:lang={quoteattr(language)}><seg>{_plain(text)}</seg></tuv>")
            lines.append("    </tu>")
    return ("\n".join([*lines, "  </body>", "</tmx>"]) + "\n").encode()


def xliff(alignment: Alignment) -> bytes:
    """An XLIFF 2.1 file with one unit a bead."""
    languages = _codes(alignment)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{XLIFF}" xmlns:mda="{METADATA}" version="2.1"'
        f" srcLang={quoteattr(languages[0])} trgLang={quoteattr(languages[1])}>",
        '  <file id="f1">',
    ]
    for number, bead in enumerate(bead for bead in alignment.beads if not bead.also):
        left, right = (_plain(text) for text in alignment.texts(bead))
        lines += [
            f'    <unit id="u{number}">',
            "      <mda:metadata>",
            '        <mda:metaGroup category="align">',
        ]
        lines += [
            f'          <mda:meta type="{name}">{value}</mda:meta>' for name, value in _properties(bead)
        ]
        lines += ["        </mda:metaGroup>", "      </mda:metadata>"]
        target = f'<target xml:space="preserve">{right}</target>' if bead.target else ""
        state = ' state="translated"' if bead.target else ""
        segment = f'<segment{state}><source xml:space="preserve">{left}</source>{target}</segment>'
        lines += [f"      {segment}", "    </unit>"]
    return ("\n".join([*lines, "  </file>", "</xliff>"]) + "\n").encode()


def read(path: Path, data: bytes, source: Sequence[str], target: Sequence[str]) -> list[Bead]:
    """The beads of a TMX or XLIFF 2 file; entities are never resolved. Raises InputError."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise InputError(path, f"is no well-formed, self-contained XML ({error})", "mend the file") from None
    if root.tag == "tmx":
        units = [
            (
                {(prop.get("type") or "").removeprefix("x-"): prop.text or "" for prop in unit.iter("prop")},
                ["".join(segment.itertext()) for segment in unit.iter("seg")],
            )
            for unit in root.iter("tu")
        ]
    elif root.tag == f"{{{XLIFF}}}xliff":
        units = [
            (
                {meta.get("type") or "": meta.text or "" for meta in unit.iter(f"{{{METADATA}}}meta")},
                [
                    "".join("".join(part.itertext()) for part in unit.iter(f"{{{XLIFF}}}{name}"))
                    for name in ("source", "target")
                ],
            )
            for unit in root.iter(f"{{{XLIFF}}}unit")
        ]
    else:
        raise InputError(path, f"its root is <{root.tag}>", "TMX 1.4 and XLIFF 2 are read")
    if all("source" in properties and "target" in properties for properties, _ in units):
        return [_from_properties(path, properties) for properties, _ in units]
    for number, (_, texts) in enumerate(units, 1):
        if len(texts) != 2:
            raise InputError(path, f"unit {number} has {len(texts)} languages", "two are needed")
    return find_texts(path, [(texts[0], texts[1]) for _, texts in units], source, target)


def _codes(alignment: Alignment) -> tuple[str, str]:
    left, right = alignment.source_language, alignment.target_language
    return language_tag(left), language_tag(right)


def _plain(text: str) -> str:
    return escape(text.translate(FORBIDDEN))


def _properties(bead: Bead) -> list[tuple[str, str]]:
    left, right = (" ".join(map(str, side)) for side in (bead.source, bead.target))
    return [("source", left), ("target", right), ("score", f"{bead.score:.4f}")]


def _from_properties(path: Path, properties: dict[str, str]) -> Bead:
    try:
        left, right = (tuple(int(i) for i in properties[name].split()) for name in ("source", "target"))
        return Bead(left, right, float(properties.get("score") or 0.0))
    except ValueError:
        raise InputError(path, f"a unit's numbers cannot be read ({properties})", "mend the file") from None
