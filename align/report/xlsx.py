"""The report as a workbook: a row a finding, with columns for the editor's state and note, which
`align.report.decisions` reads back.

Nothing in it is a formula: text that a spreadsheet would calculate is written as text and marked as
such, so that it stays text when the sheet is saved as CSV. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, cast

from align.document import Report, Severity
from align.report.decisions import finding_keys
from align.report.evidence import evidence_lines
from align.report.html import reading_order
from align.report.visible import label, one_line, visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | None

_LONGEST = 32_767  # characters in a cell
_FILLS: dict[Severity, str] = {"critical": "FBDFE2", "major": "FBE6D1", "minor": "F5EFC9", "info": "E4EBF0"}
_FINDINGS = {
    "No.": 5, "Severity": 10, "Check": 15, "Message": 44, "Source": 34, "Reprint": 40, "Expected": 24,
    "Source sentence": 9, "Reprint sentence": 9, "Category": 26, "Evidence": 44, "State": 12, "Note": 30,
    "Finding": 19,
}  # fmt: skip
_NAMES = {"Source": 20, "Kind": 12, "Expected": 24, "Readings": 40, "In the reprint": 40, "Verdict": 18}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP file knows


def as_xlsx(report: Report) -> bytes:
    """A workbook of the sheets Findings, Names and Scores."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    findings = _sheet(book, "Findings", _FINDINGS, _finding_rows(report))
    _sheet(book, "Names", _NAMES, _name_rows(report))
    _sheet(book, "Scores", {"Score": 34, "Value": 44}, _score_rows(report))
    if report.findings:
        _dress(findings, len(report.findings))
    stream = io.BytesIO()
    book.save(stream)
    return undated(stream.getvalue())


def _finding_rows(report: Report) -> Iterator[list[Cell]]:
    keys = finding_keys(report.findings)
    for number, index in enumerate(reading_order(report), 1):
        finding, decision = report.findings[index], report.decision(index)
        places = (finding.source, finding.target)
        yield [
            number,
            finding.severity,
            label(finding.check),
            visible(finding.message),
            *(visible(place.text) if place else None for place in places),
            visible(finding.expected or ""),
            *(place.sentence + 1 if place and place.sentence >= 0 else None for place in places),
            one_line(finding.category),
            "\n".join(evidence_lines(finding.evidence)),
            decision.state,
            visible(decision.note or decision.reason) or None,
            keys[index],
        ]


def _name_rows(report: Report) -> Iterator[list[Cell]]:
    for entry in report.names:
        readings = [f"{one_line(reading.romanized)} ({reading.weight:.2f})" for reading in entry.readings]
        spellings = [
            f"{one_line(target.mention.text)}: {target.verdict} {one_line(target.reason)}".strip()
            for target in entry.targets
        ]
        expected = one_line(entry.expected or "")
        columns = (expected, "\n".join(readings), "\n".join(spellings), one_line(entry.status))
        yield [one_line(entry.source), entry.kind, *columns]


def _score_rows(report: Report) -> Iterator[list[Cell]]:
    for name, value in report.scores.items():
        yield [label(name), float(value)]
    for name, article in (("Source", report.source), ("Reprint", report.target)):
        yield [name, one_line(article.title or article.id)]
        yield [f"{name} id", one_line(article.id)]
    yield ["Signature", one_line(report.signature)]


def _sheet(book: Workbook, title: str, widths: dict[str, int], rows: Iterable[list[Cell]]) -> Worksheet:
    """A sheet with a frozen header, filters, and landscape pages as wide as the paper."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(title)
    top, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    header: list[Cell] = [*widths]
    for row, values in enumerate(chain([header], rows), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.alignment = top
            if isinstance(value, str):
                cell.value = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
                cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
                cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\n"))
            elif value is not None and math.isfinite(value):
                cell.value = value
    for column, width in enumerate(widths.values(), 1):
        sheet.cell(1, column).font = bold
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return sheet


def _dress(sheet: Worksheet, count: int) -> None:
    """Severities in colour, and a choice of states."""
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = list(_FINDINGS)
    fills = {severity: PatternFill("solid", start_color=colour) for severity, colour in _FILLS.items()}
    for row in range(2, count + 2):
        cell = sheet.cell(row, columns.index("Severity") + 1)
        cell.fill = fills[cast(Severity, cell.value)]
    state = get_column_letter(columns.index("State") + 1)
    states = DataValidation(type="list", formula1='"open,done,dismissed"', allow_blank=True)
    states.add(f"{state}2:{state}{count + 1}")
    sheet.add_data_validation(states)


def undated(data: bytes) -> bytes:
    """The same workbook or document without the moment of its making."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(result, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            after.writestr(info, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
