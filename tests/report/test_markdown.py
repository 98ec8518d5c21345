from __future__ import annotations

import dataclasses

from markdown_it import MarkdownIt

from align.document import Report
from align.report import render


def test_an_editor_reads_the_findings_in_order(report: Report) -> None:
    text = render(report, "md")
    assert isinstance(text, str)
    assert text.startswith("# Fidelity report: Japan and U.S. Hold First Round")
    assert "**▲ major, Omission**" in text
    assert "   - Expected: 6 trillion yen" in text
    assert text.index("Ryoichi") < text.index("6 billion yen") < text.index("would be easy")
    assert "| 贝森特 | Bessent | Scott Bessent (accept), Mnuchin (conflict) | wrong person |" in text
    assert f"Signature: `{report.signature}`" in text


def test_what_belongs_to_a_finding_stands_under_it(report: Report) -> None:
    """From the tenth finding on, too, whose text begins one place further right."""
    text = render(report, "md")
    assert isinstance(text, str)
    html = MarkdownIt("commonmark").render(text[text.index("## Findings") : text.index("## Names")])
    assert len(report.findings) > 9
    assert html.count("<ol>") == 1
    assert "<ol start" not in html


def test_nothing_in_a_text_is_markup(hostile: Report) -> None:
    text = render(hostile, "md")
    assert isinstance(text, str)
    text.encode("utf-8")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "<a " not in html
    assert html.count("<li>") >= len(hostile.findings)
    assert "\u202e" not in text


def test_a_report_without_findings(report: Report) -> None:
    text = render(dataclasses.replace(report, findings=(), names=(), scores={}), "md")
    assert "## Findings\n\nNone.\n" in text
