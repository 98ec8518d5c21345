from __future__ import annotations

import dataclasses

from lxml import etree

from align.document import Report
from align.report import render


def suite(report: Report) -> etree._Element:
    data = render(report, "junit")
    assert isinstance(data, bytes)
    root = etree.fromstring(data)
    assert root.tag == "testsuites"
    (only,) = root
    return only


def test_grave_findings_fail_and_others_pass(report: Report) -> None:
    tests = suite(report)
    cases = tests.findall("testcase")
    assert (tests.get("tests"), tests.get("failures")) == ("12", "8")
    assert len(cases) == 12
    assert len(tests.findall("testcase/failure")) == 8
    failure = next(case for case in cases if "6万亿" in case.get("name")).find("failure")
    assert failure.get("type") == "critical accuracy/mistranslation"
    assert "Expected: 6 trillion yen" in failure.text
    assert "Ratio: 1,000" in failure.text


def test_names_are_unique(report: Report, hostile: Report) -> None:
    for each in (report, hostile):
        names = [case.get("name") for case in suite(each).findall("testcase")]
        assert len(set(names)) == len(names)


def test_a_clean_report_has_one_passing_case(report: Report) -> None:
    tests = suite(dataclasses.replace(report, findings=()))
    assert [case.get("name") for case in tests.findall("testcase")] == ["no findings"]
    assert tests.get("failures") == "0"


def test_hostile_text_stays_text(hostile: Report) -> None:
    failure = suite(hostile).find("testcase/failure")
    assert failure.get("message") == "<script>window.pwned=1</script>"
    assert len(failure) == 0
