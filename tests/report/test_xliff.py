"""XLIFF against the rules of its core and of its ITS module that the schemas cannot say."""

from __future__ import annotations

import dataclasses
import re

import pytest
from lxml import etree
from translate.storage import xliff2

from align.document import Finding, Report
from align.report import render
from align.report.xliff import CORE, ITS, its_type

X = {"x": CORE, "its": ITS}
ID = "{http://www.w3.org/XML/1998/namespace}id"
REF = f"{{{ITS}}}locQualityIssuesRef"


def document(report: Report) -> etree._Element:
    data = render(report, "xliff")
    assert isinstance(data, bytes)
    return etree.fromstring(data)


def test_the_root_names_version_and_languages(report: Report) -> None:
    root = document(report)
    assert root.tag == f"{{{CORE}}}xliff"
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "zh-Hans", "en")


def test_a_unit_a_bead_in_the_order_of_the_reprint(report: Report) -> None:
    units = document(report).findall(".//x:unit", X)
    assert len(units) == len(report.beads)
    pairs = [
        tuple("".join(side.itertext()) for side in unit.find("x:segment", X) if side.tag != "x")
        for unit in units
    ]
    merged = pairs[1]
    assert merged[0] == report.source_sentences[1].text + report.source_sentences[2].text
    assert merged[1] == report.target_sentences[1].text
    assert pairs[2][0].startswith("2024年")  # moved: stands where the reprint tells it
    assert [pair for pair in pairs if len(pair) == 1] == [(report.source_sentences[4].text,)]
    split = next(pair for pair in pairs if pair[1:] and "25 percent" in pair[1])
    assert split[1] == f"{report.target_sentences[3].text} {report.target_sentences[4].text}"
    assert ("", report.target_sentences[10].text) in pairs


@pytest.mark.parametrize("which", ["report", "hostile"])
def test_the_rules_of_the_standard(which: str, request: pytest.FixtureRequest) -> None:
    root = document(request.getfixturevalue(which))
    ids = [element.get(ID) for element in root.iter() if element.get(ID)]
    assert len(set(ids)) == len(ids)
    for unit in root.iterfind(".//x:unit", X):
        assert [child.tag for child in unit][-1] == f"{{{CORE}}}segment"
        segment = unit.find("x:segment", X)
        assert [etree.QName(child).localname for child in segment] in (["source"], ["source", "target"])
        inside = [element.get("id") for element in segment.iter() if element.get("id")]
        assert len(set(inside)) == len(inside)
        assert all(re.fullmatch(r"[\w.:-]+", id) for id in inside)
        groups = {group.get(ID): group for group in unit.findall("its:locQualityIssues", X)}
        used = set()
        for mark in segment.iter(f"{{{CORE}}}mrk"):
            assert mark.get("type") == "its:generic"
            ref = mark.get(REF)
            assert ref.startswith("#its=")
            used.add(ref.removeprefix("#its="))
        assert used == set(groups)
        for issue in unit.iterfind(".//its:locQualityIssue", X):
            assert 0 <= float(issue.get("locQualityIssueSeverity")) <= 100
            assert issue.get("locQualityIssueComment")


def test_marks_hold_what_the_findings_are_about(report: Report) -> None:
    root = document(report)
    marked = {}
    for unit in root.iterfind(".//x:unit", X):
        for mark in unit.iter(f"{{{CORE}}}mrk"):
            group = mark.get(REF).removeprefix("#its=")
            (issues,) = [each for each in unit.findall("its:locQualityIssues", X) if each.get(ID) == group]
            for issue in issues:
                marked.setdefault(issue.get("locQualityIssueComment"), []).append("".join(mark.itertext()))
    assert marked["6万亿 is 6 trillion, not 6 billion. → 6 trillion yen"] == ["6万亿日元", "6 billion yen"]
    assert marked["Nothing in the source says this."] == [report.target_sentences[10].text]


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("accuracy/omission", "omission"),
        ("accuracy/mistranslation/number", "numbers"),
        ("terminology/inconsistent", "inconsistency"),
        ("terminology/name", "terminology"),
        ("style/organizational", "style"),
        ("locale conventions/punctuation", "typographical"),
        ("unheard of", "other"),
    ],
)
def test_mqm_categories_as_its_types(category: str, kind: str) -> None:
    assert its_type(category) == kind


def test_a_finding_without_a_place_is_a_note(report: Report) -> None:
    report = dataclasses.replace(
        report, findings=(Finding("lead", "accuracy/omission", "minor", "No headline."),)
    )
    (note,) = document(report).findall("x:file/x:notes/x:note", X)
    assert (note.get("category"), note.text) == ("minor", "accuracy/omission: No headline.")


def test_other_tools_read_it(report: Report) -> None:
    data = render(report, "xliff")
    store = xliff2.Xliff2File.parsestring(data)
    assert len(store.units) == len(report.beads)


def test_nothing_to_write(report: Report) -> None:
    root = document(Report(report.source, report.target, (), (), ()))
    assert len(root.findall(".//x:unit/x:segment/x:source", X)) == 1
