from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from align.document import Report
from align.report import render


def book(report: Report) -> Workbook:
    data = render(report, "xlsx")
    assert isinstance(data, bytes)
    return load_workbook(io.BytesIO(data))


def test_a_row_a_finding(report: Report) -> None:
    sheet = book(report)["Findings"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[:7] == ("No.", "Severity", "Check", "Message", "Source", "Reprint", "Expected")
    assert len(rows) == len(report.findings)
    numbers = next(row for row in rows if row[2] == "Numbers")
    assert numbers[1] == "critical"
    assert numbers[4:9] == ("6万亿日元", "6 billion yen", "6 trillion yen", 8, 3)
    assert numbers[11] == "open"


def test_ready_for_an_editor(report: Report) -> None:
    sheet = book(report)["Findings"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:N13"
    (states,) = sheet.data_validations.dataValidation
    assert (str(states.sqref), states.formula1) == ("L2:L13", '"open,done,dismissed"')


def test_names_and_scores(report: Report) -> None:
    sheets = book(report)
    names = list(sheets["Names"].iter_rows(min_row=2, values_only=True))
    assert names[1][0] == "贝森特"
    assert "Mnuchin: conflict the sound of 姆努钦" in names[1][4]
    scores = dict(sheets["Scores"].iter_rows(min_row=2, values_only=True))
    assert scores["Fidelity"] == 61.3
    assert scores["Signature"] == report.signature


def test_no_text_is_a_formula(hostile: Report) -> None:
    data = render(hostile, "xlsx")
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
    cells = [cell for row in book(hostile)["Findings"].iter_rows() for cell in row]
    (formula, *_) = [cell for cell in cells if cell.value == '=HYPERLINK("http://example.org","click")']
    assert formula.quotePrefix
    assert all(cell.data_type != "f" for cell in cells)


def test_a_text_longer_than_a_cell(report: Report) -> None:
    long = dataclasses.replace(report.findings[0], message="长" * 40_000)
    value = book(dataclasses.replace(report, findings=(long,)))["Findings"]["D2"].value
    assert len(value) == 32_767
    assert value.endswith("…")


@pytest.mark.parametrize("findings", [0, 1])
def test_few_findings(report: Report, findings: int) -> None:
    sheets = book(dataclasses.replace(report, findings=report.findings[:findings], names=(), scores={}))
    assert sheets["Findings"].max_row == findings + 1
