"""The report as XLIFF 2.1 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/) for translation tools.

A unit is a bead. Findings are localization quality issues of the ITS module: each marked run of
text refers to the issues about it, which stand in its unit; a finding without a place is a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lxml import etree

from align.document import Finding, Report, Severity
from align.languages.traits import between, traits
from align.report.layout import Piece, rows
from align.report.visible import one_line, visible

CORE = "urn:oasis:names:tc:xliff:document:2.0"
ITS = "http://www.w3.org/2005/11/its"
_XML = "http://www.w3.org/XML/1998/namespace"
_SEVERITIES: dict[Severity, str] = {"critical": "100", "major": "70", "minor": "40", "info": "10"}

# The issue types of ITS 2.0, by the words of an MQM category, the particular before the general.
_TYPES = {
    "omission": "omission", "addition": "addition", "untranslated": "untranslated",
    "mistranslation": "mistranslation", "number": "numbers", "terminology": "terminology",
    "inconsisten": "inconsistency", "duplication": "duplication", "spelling": "misspelling",
    "punctuation": "typographical", "typograph": "typographical", "whitespace": "whitespace",
    "grammar": "grammar", "register": "register", "locale": "locale-violation", "style": "style",
    "accuracy": "mistranslation", "fluency": "grammar", "linguistic": "grammar",
}  # fmt: skip


def as_xliff(report: Report) -> bytes:
    """One ``file`` of units in the order of the reprint, UTF-8."""
    root = etree.Element(f"{{{CORE}}}xliff", nsmap=cast(dict[str, str], {None: CORE, "its": ITS}))
    root.set("version", "2.1")
    root.set("srcLang", traits(report.source.language).tag or "und")
    root.set("trgLang", traits(report.target.language).tag or "und")
    root.set(f"{{{ITS}}}version", "2.0")
    file = _child(root, "file", id="f1", original=one_line(report.target.id))
    unplaced = [finding for finding in report.findings if finding.source is None and finding.target is None]
    if unplaced:
        notes = _child(file, "notes")
        for finding in unplaced:
            note = _child(notes, "note", category=finding.severity)
            note.text = f"{one_line(finding.category)}: {visible(finding.message)}"
    groups = _groups(report)
    gaps = between(report.source.language), between(report.target.language)
    # A file must hold a unit, a unit a segment, a segment a source, even when there is no text.
    for number, (source, target) in enumerate(groups or [([], [])], 1):
        _unit(file, number, source, target, gaps, report.findings)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def its_type(category: str) -> str:
    """The ITS issue type that an MQM category falls under, the particular before the general."""
    named = (
        kind
        for part in reversed(category.lower().split("/"))
        for word, kind in _TYPES.items()
        if word in part
    )
    return next(named, "other")


def _groups(report: Report) -> list[tuple[list[Piece], list[Piece]]]:
    """The pieces of each bead in the order of the reprint; what has no counterpart stands alone."""
    groups: dict[tuple[str, int], tuple[list[Piece], list[Piece]]] = {}
    table = rows(report)
    in_place = [piece for row in table for piece in (*row.target, *row.source) if not _moved_from(piece)]
    moved_here = [piece for row in table for piece in row.source if _moved_from(piece)]
    for piece in (*in_place, *moved_here):
        if piece.state == "apart" and not any(segment.findings for segment in piece.segments):
            continue
        key = (piece.side, piece.index) if piece.bead is None else ("bead", piece.bead)
        groups.setdefault(key, ([], []))[0 if piece.side == "source" else 1].append(piece)
    return list(groups.values())


def _moved_from(piece: Piece) -> bool:
    """Whether the sentence is rendered elsewhere, so that its unit stands there."""
    return piece.side == "source" and piece.state == "moved"


def _unit(
    file: etree._Element,
    number: int,
    source: list[Piece],
    target: list[Piece],
    gaps: tuple[str, str],
    findings: Sequence[Finding],
) -> None:
    unit = _child(file, "unit", id=f"u{number}")
    segment = etree.Element(f"{{{CORE}}}segment", id=f"u{number}s")
    marks: list[tuple[str, tuple[int, ...]]] = []
    for name, pieces, gap in (("source", source, gaps[0]), ("target", target, gaps[1])):
        if name == "source" or pieces:
            _content(_child(segment, name), pieces, gap, f"u{number}m", marks)
    for id, about in marks:
        issues = etree.SubElement(unit, f"{{{ITS}}}locQualityIssues")
        issues.set(f"{{{_XML}}}id", f"q{id}")
        for index in about:
            finding = findings[index]
            comment = visible(finding.message) + (
                f" → {visible(finding.expected)}" if finding.expected else ""
            )
            etree.SubElement(
                issues,
                f"{{{ITS}}}locQualityIssue",
                locQualityIssueType=its_type(finding.category),
                locQualityIssueComment=comment,
                locQualityIssueSeverity=_SEVERITIES[finding.severity],
                locQualityIssueProfileRef="https://themqm.org",
            )
    unit.append(segment)


def _content(
    parent: etree._Element,
    pieces: list[Piece],
    gap: str,
    prefix: str,
    marks: list[tuple[str, tuple[int, ...]]],
) -> None:
    """Sentences with a marker around every run that a finding is about, and around whole sentences."""
    parent.set(f"{{{_XML}}}space", "preserve")
    for at, piece in enumerate(pieces):
        if at:
            _text(parent, gap)
        inside = _mark(parent, piece.flags, prefix, marks) if piece.flags else parent
        for run in piece.segments:
            holder = _mark(inside, run.findings, prefix, marks) if run.findings else inside
            _text(holder, visible(run.text))


def _mark(
    parent: etree._Element, about: tuple[int, ...], prefix: str, marks: list[tuple[str, tuple[int, ...]]]
) -> etree._Element:
    id = f"{prefix}{len(marks) + 1}"
    marks.append((id, about))
    marker = _child(parent, "mrk", id=id, type="its:generic")
    marker.set(f"{{{ITS}}}locQualityIssuesRef", f"#its=q{id}")
    return marker


def _text(parent: etree._Element, text: str) -> None:
    """Text after whatever the element already holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CORE}}}{name}", attributes)
