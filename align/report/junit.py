"""The report as JUnit XML, for the test tab of a CI server.

A finding is a test case: critical and major ones fail, minor ones and notes pass with their text as
output, dismissed ones are skipped. A report without findings has one passing case, since servers take
none for an error.
"""

from __future__ import annotations

from lxml import etree

from align.document import Decision, Finding, Report
from align.report.evidence import evidence_lines
from align.report.html import reading_order
from align.report.visible import one_line, visible

FAILING = ("critical", "major")


def as_junit(report: Report) -> bytes:
    """One test suite a report, UTF-8."""
    findings = [(report.findings[index], report.decision(index)) for index in reading_order(report)]
    dismissed = sum(decision.state == "dismissed" for _, decision in findings)
    failures = sum(
        finding.severity in FAILING and decision.state != "dismissed" for finding, decision in findings
    )
    totals = {
        "name": one_line(report.target.id),
        "tests": str(max(len(findings), 1)),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(dismissed),
    }
    root = etree.Element("testsuites", {**totals, "name": "align"})
    suite = etree.SubElement(root, "testsuite", totals)
    properties = etree.SubElement(suite, "properties")
    for name, value in (*report.scores.items(), ("signature", report.signature)):
        etree.SubElement(properties, "property", name=one_line(name), value=one_line(str(value)))
    for number, (finding, decision) in enumerate(findings, 1):
        _case(suite, number, finding, decision, report)
    if not findings:
        etree.SubElement(suite, "testcase", classname=one_line(report.target.id), name="no findings")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _case(suite: etree._Element, number: int, finding: Finding, decision: Decision, report: Report) -> None:
    name = f"{number} {one_line(finding.check)}: {one_line(finding.message, 120)}"
    case = etree.SubElement(suite, "testcase", classname=one_line(report.target.id), name=name)
    lines = [visible(finding.message)]
    for side, location in (("Source", finding.source), ("Reprint", finding.target)):
        if location is not None:
            lines.append(f"{side}, characters {location.start}–{location.end}: {visible(location.text)}")
    if finding.expected:
        lines.append(f"Expected: {visible(finding.expected)}")
    lines += [f"Category: {one_line(finding.category)}", *evidence_lines(finding.evidence)]
    if decision.state == "dismissed":
        child = etree.SubElement(case, "skipped", message=one_line(decision.reason or decision.note))
    elif finding.severity in FAILING:
        kind = f"{finding.severity} {one_line(finding.category)}"
        child = etree.SubElement(case, "failure", type=kind, message=one_line(finding.message))
    else:
        child = etree.SubElement(case, "system-out")
        lines.insert(0, finding.severity)
    child.text = "\n".join(lines)
