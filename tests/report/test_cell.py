from __future__ import annotations

import dataclasses

from lxml import html

from align.document import Report
from align.report import notebook


def test_the_gravest_findings_first(report: Report) -> None:
    tree = html.fragment_fromstring(notebook(report))
    severities = [cell.text_content().split()[-1] for cell in tree.xpath(".//tbody/tr/td[1]")]
    assert severities == ["critical"] * 4 + ["major"] * 4 + ["minor"] * 3 + ["info"]
    assert "fidelity 61.3 of 100" in tree.text_content()


def test_many_findings_are_counted(report: Report) -> None:
    text = notebook(dataclasses.replace(report, findings=report.findings * 3))
    assert "and 16 more" in text


def test_hostile_text_is_text(hostile: Report) -> None:
    text = notebook(hostile)
    tree = html.fragment_fromstring(text)
    assert not tree.xpath(".//script | .//img | .//svg")
    assert "\u202e" not in text
