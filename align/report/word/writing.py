"""The reprint as a Word document with a comment for each finding, and corrections as tracked changes.

The document carries the text and the findings it was made from in a custom XML part, which word processors keep,
so that what comes back can be compared with what went out. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from align.document import Article, Finding, Report, Severity
from align.languages.traits import between, traits
from align.report.decisions.files import decision_line
from align.report.decisions.matching import decided_of
from align.report.html import reading_order
from align.report.suggestions import suggestion
from align.report.visible import label, visible
from align.report.xlsx import undated

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

AUTHOR = "align"
# What stands before a comment's number in Word's margin; Word allows nine letters.
INITIALS: dict[Severity, str] = {
    "critical": "Critical",
    "major": "Major",
    "minor": "Minor",
    "info": "Note",
}
NAMESPACE = "urn:align:review:1"
_STYLES = {"headline": "Title", "heading": "Heading 2", "caption": "Caption"}
_QUIET = {"byline", "dateline", "contact", "rights", "other"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of the document: a span of the article's text and what kind of block it is."""

    start: int
    end: int
    kind: str


def as_docx(report: Report) -> bytes:
    """The document with comments."""
    return _document(report, suggest=False)


def as_docx_with_suggestions(report: Report) -> bytes:
    """The document with comments, and what can be corrected without doubt as tracked changes."""
    return _document(report, suggest=True)


def _document(report: Report, suggest: bool) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = visible(report.target.title or report.target.id)[:255]
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = traits(report.target.language).tag
    written = [at for at in reading_order(report) if report.decision(at).state == "open"]
    anchors = {at: _anchor(report, report.findings[at]) for at in written}
    runs = _text(document, report.target, sorted({cut for place in anchors.values() for cut in place}))
    ids = decided_of(report)
    for at in written:
        covered = _covered(runs, *anchors[at])
        if covered:
            comment = document.add_comment(covered, "", AUTHOR, INITIALS[report.findings[at].severity])
            _say(comment, report.findings[at], ids[at].finding)
    if suggest:
        _track(document, runs, [report.findings[at] for at in written])
    _date(document, report)
    _carry(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


# -- text -------------------------------------------------------------------------------------------


def stretches(article: Article) -> list[Stretch]:
    """The paragraphs of an article: its blocks, and whatever text stands outside them."""
    from align.read import paragraphs

    blocks = [Stretch(block.start, block.end, block.kind) for block in article.blocks]
    if not blocks:
        return [Stretch(one.start, one.end, "body") for one in paragraphs(article.text)]
    found, at = [], 0
    for block in [*blocks, Stretch(len(article.text), len(article.text), "end")]:
        between = article.text[at : block.start]
        if between.strip():
            first = at + len(between) - len(between.lstrip())
            found.append(Stretch(first, at + len(between.rstrip()), "other"))
        if block.end > block.start:
            found.append(block)
        at = max(at, block.end)
    return found


def _text(document: Document, article: Article, cuts: Sequence[int]) -> list[tuple[int, int, Run]]:
    """Write the paragraphs, with a run between any two cuts; returns each run with its span."""
    runs = []
    gap = between(article.language)
    for stretch in stretches(article):
        paragraph = document.add_paragraph(style=_STYLES.get(stretch.kind))
        inside = cuts[bisect_left(cuts, stretch.start) : bisect_left(cuts, stretch.end)]
        for first, last in pairwise(sorted({stretch.start, *inside, stretch.end})):
            # A line end within a paragraph is where an editor's program wrapped it.
            words = gap.join(visible(article.text[first:last]).split("\n"))
            run = paragraph.add_run(words)
            run.italic = True if stretch.kind in _QUIET else None
            runs.append((first, last, run))
    return runs


def _covered(runs: Sequence[tuple[int, int, Run]], start: int, end: int) -> list[Run]:
    return [run for first, last, run in runs if first < end and last > start]


def _anchor(report: Report, finding: Finding) -> tuple[int, int]:
    """Where a finding's comment stands: its place in the reprint, else the end of the sentence that renders what
    comes before it in the source, else the beginning."""
    place = finding.target
    if place is not None and place.end > place.start:
        return place.start, place.end
    sentences = report.target_sentences
    rendered = [(max(bead.source), max(bead.target)) for bead in report.beads if bead.source and bead.target]
    before = [pair for pair in rendered if finding.source is not None and pair[0] < finding.source.sentence]
    if before and sentences:
        sentence = sentences[max(before)[1]]
        return max(sentence.start, sentence.end - 1), sentence.end
    first = next(iter(stretches(report.target)), Stretch(0, 0, "body"))
    return first.start, min(first.start + 1, first.end)


# -- comments ---------------------------------------------------------------------------------------


def _say(comment: Any, finding: Finding, key: str) -> None:
    """What a comment says; its last line is the finding's id, by which it is known when it comes back."""
    lines = [(f"{finding.severity}, {label(finding.check)}: ", visible(finding.message))]
    if finding.expected:
        lines.append(("Expected: ", visible(finding.expected)))
    if finding.source is not None and finding.source.text:
        lines.append(("Source: ", visible(finding.source.text)))
    paragraph: Paragraph = comment.paragraphs[0]
    for number, (head, words) in enumerate(lines):
        if number:
            paragraph = comment.add_paragraph()
        paragraph.add_run(head).bold = True
        paragraph.add_run(words)
    comment.add_paragraph(f"[{key}]")


# -- tracked changes --------------------------------------------------------------------------------


def _track(document: Document, runs: Sequence[tuple[int, int, Run]], findings: Sequence[Finding]) -> None:
    """Corrections as tracked changes, of grave findings only, which are the surer ones; of two that overlap the graver,
    or the first, is made."""
    from align.document import SEVERITIES

    taken: list[tuple[int, int]] = []
    number = 0
    for finding in sorted(findings, key=lambda one: -SEVERITIES.index(one.severity)):
        words, place = suggestion(finding), finding.target
        if words is None or place is None or finding.severity not in ("critical", "major"):
            continue
        if any(first < place.end and last > place.start for first, last in taken):
            continue
        covered = _covered(runs, place.start, place.end)
        if covered:
            taken.append((place.start, place.end))
            _replace(covered, visible(words), number)
            number += 2


def _replace(runs: Sequence[Run], words: str, number: int) -> None:
    from copy import deepcopy

    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    new: Any = deepcopy(runs[-1]._r)
    deleted: Any = None
    for run in runs:
        element: Any = run._r
        deleted = _change("w:del", number)
        element.addprevious(deleted)
        deleted.append(element)
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inserted = _change("w:ins", number + 1)
    for text in new.findall(qn("w:t")):
        new.remove(text)
    text = OxmlElement("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    new.append(text)
    inserted.append(new)
    deleted.addnext(inserted)


def _change(name: str, number: int) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:id"), str(90_000 + number))  # beyond the ids of comments and bookmarks
    element.set(qn("w:author"), AUTHOR)
    return element


def _date(document: Document, report: Report) -> None:
    """Comments and changes carry the reprint's date, not the moment of their making: a date of some kind they
    need, since LibreOffice writes an impossible one where there is none."""
    from docx.oxml.ns import qn

    day = report.target.date.isoformat() if report.target.date else "1980-01-01"
    comments = [comment._comment_elm for comment in document.comments]
    changes = document.element.body.iter(qn("w:ins"), qn("w:del"))
    for element in (*comments, *changes):
        marked: Any = element
        marked.set(qn("w:date"), f"{day}T00:00:00Z")


# -- what the document was made from ----------------------------------------------------------------


def _carry(document: Document, report: Report) -> None:
    """Put the text and the findings into a custom XML part."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    record = {
        "text": report.target.text,
        "paragraphs": [[one.start, one.end] for one in stretches(report.target)],
        "language": report.target.language,
        "findings": [decision_line(one) for one in decided_of(report)],
        "places": [list(_anchor(report, finding)) for finding in report.findings],
    }
    data = f'<review xmlns="{NAMESPACE}">{escape(json.dumps(record, ensure_ascii=True))}</review>'
    package = document.part.package
    assert package is not None
    item = Part(PackURI("/customXml/item7.xml"), "application/xml", data.encode("ascii"), package)
    properties = (
        '<ds:datastoreItem ds:itemID="{0B2F6C52-6E1B-4E0E-9C53-8C2D5A1F7E10}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    about = Part(PackURI("/customXml/itemProps7.xml"), kind, properties.encode("ascii"), package)
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
