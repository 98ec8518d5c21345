"""Word: a comment a finding, suggestions as tracked changes, and what an editor sends back."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from align.cli import main
from align.document import Article, Decision, Finding, Location, Report
from align.errors import InputError
from align.report import render
from align.report.decisions import finding_keys, read_decisions, with_decisions
from align.report.suggestions import suggestion
from align.report.word import as_docx, as_docx_with_suggestions, read_returned
from tests.report.extreme_reports import hostile_report

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
NUMBERS, MNUCHIN, OMISSION = 4, 7, 6  # findings of the editor's report


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def comment_of(document: Any, key: str) -> Any:
    return next(one for one in document.comments if f"[{key}]" in one.text)


def delete_comment(document: Any, key: str) -> None:
    """As a word processor does: the comment and its three marks."""
    comment = comment_of(document, key)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(document.element.body.iter(qn(f"w:{name}"))):
            if mark.get(qn("w:id")) == str(comment.comment_id):
                gone = mark.getparent() if name == "commentReference" else mark
                gone.getparent().remove(gone)
    comment._comment_elm.getparent().remove(comment._comment_elm)


def write_over(document: Any, old: str, new: str) -> None:
    run = next(run for p in document.paragraphs for run in p.runs if old in run.text)
    run.text = run.text.replace(old, new)


def state(report: Report, data: bytes, index: int) -> tuple[str, str]:
    found = with_decisions(report, read_returned(data, "a document").decided)
    return found.decision(index).state, found.decision(index).reason or found.decision(index).note


def test_a_comment_a_finding_at_its_place(report: Report) -> None:
    document = opened(as_docx(report))
    comments = list(document.comments)
    assert len(comments) == len(report.findings)
    assert {one.author for one in comments} == {"align"}
    one = comment_of(document, finding_keys(report.findings)[NUMBERS])
    assert one.initials == "Critical"
    assert "6万亿 is 6 trillion, not 6 billion." in one.text
    assert "Expected: 6 trillion yen\nSource: 6万亿日元" in one.text
    words, inside = "", False
    for element in document.element.body.iter():
        if element.get(qn("w:id")) == str(one.comment_id):
            inside = element.tag == qn("w:commentRangeStart")
        elif inside and element.tag == qn("w:t"):
            words += element.text
    assert words == "6 billion yen"
    assert document.paragraphs[0].style.name == "Title"
    assert document.paragraphs[0].text == report.target.title


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert as_docx(report) == as_docx(report)
    assert as_docx(report) == render(report, "docx")


def test_what_is_decided_needs_no_comment(report: Report) -> None:
    decided = replace(
        report, decisions=tuple(Decision("dismissed" if at else "open") for at in range(len(report.findings)))
    )
    assert len(list(opened(as_docx(decided)).comments)) == 1


def test_hostile_text_is_written_and_read() -> None:
    hostile = hostile_report()
    returned = read_returned(as_docx_with_suggestions(hostile), "a document")
    assert {one.decision.state for one in returned.decided} <= {"open"}


def test_untouched_nothing_is_decided_and_the_text_is_the_same(report: Report) -> None:
    for data in (as_docx(report), as_docx_with_suggestions(report)):
        returned = read_returned(data, "a document")
        assert returned.text == report.target.text
        assert {one.decision.state for one in returned.decided} == {"open"}
    assert returned.pending == 4


def accept(document: Any) -> None:
    for deleted in list(document.element.body.iter(qn("w:del"))):
        deleted.getparent().remove(deleted)
    for inserted in list(document.element.body.iter(qn("w:ins"))):
        for run in list(inserted):
            inserted.addprevious(run)
        inserted.getparent().remove(inserted)


def test_accepted_suggestions_are_done_and_in_the_text(report: Report) -> None:
    document = opened(as_docx_with_suggestions(report))
    accept(document)
    data = saved(document)
    assert state(report, data, NUMBERS)[0] == state(report, data, MNUCHIN)[0] == "done"
    assert state(report, data, OMISSION)[0] == "open"
    expected = report.target.text
    for old, new in (
        ("Ryoichi Akasaka", "Ryosei Akazawa"),
        ("Akizawa", "Akazawa"),
        ("6 billion yen", "6 trillion yen"),
        ("Mnuchin", "Bessent"),
    ):
        expected = expected.replace(old, new)
    assert read_returned(data, "a document").text == expected


def test_the_editors_own_tracked_changes_count(report: Report) -> None:
    document = opened(as_docx_with_suggestions(report))
    for change in document.element.body.iter(qn("w:del"), qn("w:ins")):
        change.set(qn("w:author"), "M. Sato")
    assert state(report, saved(document), NUMBERS)[0] == "done"


@pytest.mark.parametrize(
    ("edit", "index", "expected"),
    [
        (lambda document, key: delete_comment(document, key), NUMBERS, "dismissed"),
        (lambda document, key: delete_comment(document, key), OMISSION, "dismissed"),
        (lambda document, key: write_over(document, "6 billion yen", "6 trillion yen"), NUMBERS, "done"),
        (lambda document, key: write_over(document, "hold for a", "hold during a"), NUMBERS, "open"),
        (lambda document, key: write_over(document, "28 percent", "27 percent"), NUMBERS, "open"),
    ],
)
def test_what_an_edit_means(
    report: Report, edit: Callable[[Any, str], None], index: int, expected: str
) -> None:
    document = opened(as_docx(report))
    edit(document, finding_keys(report.findings)[index])
    assert state(report, saved(document), index)[0] == expected


def test_a_sentence_put_in_where_one_was_left_out(report: Report) -> None:
    document = opened(as_docx(report))
    delete_comment(document, finding_keys(report.findings)[OMISSION])
    paragraph = next(p for p in document.paragraphs if "reduction period" in p.text)
    paragraph.add_run(" Japanese goods still bear the 10 percent base tariff.")
    data = saved(document)
    assert state(report, data, OMISSION)[0] == "done"
    assert "period. Japanese goods still bear" in read_returned(data, "a document").text


def test_paragraphs_that_came_and_went(report: Report) -> None:
    document = opened(as_docx(report))
    first, *_, last = [p for p in document.paragraphs if p.text]
    for element in list(last._p):
        last._p.remove(element)
    new = deepcopy(first._p)
    first._p.addprevious(new)
    text = read_returned(saved(document), "a document").text
    assert text.startswith(f"{report.target.title}\n\n{report.target.title}\n\nJapan's minister")
    assert text.rstrip().endswith("through the summer.")


def extended(data: bytes, key: str, reply: str) -> bytes:
    """The document with the thread of a finding resolved after a reply, as Word 2013 and later save it."""
    document = opened(data)
    for number, comment in enumerate(document.comments, 1):
        comment._comment_elm.findall(qn("w:p"))[-1].set(f"{{{W14}}}paraId", f"{number:08X}")
    parent = comment_of(document, key)._comment_elm.findall(qn("w:p"))[-1].get(f"{{{W14}}}paraId")
    run = document.paragraphs[0].runs[0]
    answer = document.add_comment(run, reply, "M. Sato", "MS")
    answer._comment_elm.findall(qn("w:p"))[-1].set(f"{{{W14}}}paraId", "0000AAAA")
    about = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="{parent}" w15:done="1"/>'
        f'<w15:commentEx w15:paraId="0000AAAA" w15:paraIdParent="{parent}" w15:done="1"/></w15:commentsEx>'
    )
    stream = io.BytesIO(saved(document))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/commentsExtended.xml", about)
    return stream.getvalue()


def test_a_resolved_thread_is_a_dismissal_and_its_replies_the_reason(report: Report) -> None:
    data = extended(as_docx(report), finding_keys(report.findings)[NUMBERS], "The desk rounds down.")
    assert state(report, data, NUMBERS) == ("dismissed", "The desk rounds down.")
    assert state(report, data, MNUCHIN) == ("open", "")


def test_decisions_from_before_stay(report: Report) -> None:
    before = Decision("dismissed", "agreed", who="ms", when="2026-01-01T00:00:00Z")
    decided = replace(
        report, decisions=tuple(before if at == NUMBERS else Decision() for at in range(len(report.findings)))
    )
    assert state(report, as_docx(decided), NUMBERS) == ("dismissed", "agreed")


def test_other_documents_are_refused() -> None:
    document = Document()
    document.add_paragraph("Minutes of a meeting")
    with pytest.raises(InputError, match="does not carry the findings"):
        read_returned(saved(document), "minutes.docx")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 5_000_000)
    with pytest.raises(InputError, match="ZIP bomb"):
        read_returned(bomb.getvalue(), "bomb.docx")
    with pytest.raises(InputError, match="not a readable DOCX"):
        read_returned(b"PK\x03\x04 and nothing", "broken.docx")


def test_the_command_takes_a_document_over(report: Report, tmp_path: Path, capsys: Any) -> None:
    document = opened(as_docx(report))
    delete_comment(document, finding_keys(report.findings)[MNUCHIN])
    write_over(document, "6 billion yen", "6 trillion yen")
    (tmp_path / "talks.docx").write_bytes(saved(document))
    assert main(["review", "--import", str(tmp_path / "talks.docx"), "--name", "ms"]) == 0
    assert "1 done, 1 dismissed, 10 open; the text was changed" in capsys.readouterr().err
    found = with_decisions(report, read_decisions(tmp_path / "talks.decisions.jsonl"))
    assert [found.decision(at).state for at in (NUMBERS, MNUCHIN)] == ["done", "dismissed"]
    assert found.decision(MNUCHIN).who == "ms"
    text = (tmp_path / "talks.corrected.txt").read_text(encoding="utf-8")
    assert text == report.target.text.replace("6 billion yen", "6 trillion yen")
    assert main(["review", str(tmp_path), "--import", str(tmp_path / "talks.docx")]) == 2
    assert main(["review", "--import", str(tmp_path / "none.docx")]) == 2


def test_suggestions_are_for_word(tmp_path: Path, capsys: Any) -> None:
    pair = [str(tmp_path / name) for name in ("zh.txt", "en.txt")]
    Path(pair[0]).write_text("2024年，日本对美国的汽车出口额约为6万亿日元。\n", encoding="utf-8")
    Path(pair[1]).write_text(
        "In 2024, Japan's car exports to the U.S. came to 6 billion yen.\n", encoding="utf-8"
    )
    options = ["--lines", "--parallel", "--suggest"]
    assert main(["check", *pair, *options]) == 2
    assert "add --format docx" in capsys.readouterr().err
    assert main(["check", *pair, *options, "--format", "docx", "--out", str(tmp_path / "it.docx")]) == 0
    assert read_returned((tmp_path / "it.docx").read_bytes(), "it").pending == 1


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on the PATH")
@pytest.mark.slow
def test_through_libreoffice_and_back(report: Report, tmp_path: Path) -> None:
    (tmp_path / "talks.docx").write_bytes(as_docx_with_suggestions(report))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "docx", "--outdir", "back", "talks.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    returned = read_returned((tmp_path / "back" / "talks.docx").read_bytes(), "back")
    assert returned.text == report.target.text
    assert returned.pending == 4
    assert {one.decision.state for one in returned.decided} == {"open"}


@pytest.mark.parametrize(
    ("check", "found", "expected", "suggested"),
    [
        ("dates", "14", "4th", "4"),
        ("dates", "14th", "4th", "4th"),
        ("dates", "Tuesday", "Monday", "Monday"),
        ("dates", "October 14", "4th", None),
        ("numbers", "6 billion yen", "6 trillion yen", "6 trillion yen"),
        ("numbers", "3%", "30 percent", "30%"),
        ("numbers", "seventh", "1", None),
        ("numbers", "1,200 people", "12,000", "12,000 people"),
        ("numbers", "1,200 people", "1,200", None),
        ("numbers", "240 meters", "420", "420 meters"),
        ("numbers", "19.67 billion", "196.7 billion yuan", "196.7 billion"),
        ("numbers", "4 million", "400,000", "400,000"),
        ("numbers", "36-acre", "36", None),
        ("numbers", "6 billion yen", "6 billion yuan", None),
        ("exchanged_amounts", "25%", "15 percent", "15%"),
        ("thresholds", "Fewer than 11,000", "more than 11,000", "More than 11,000"),
        (
            "thresholds",
            "more than 1.2 million tonnes",
            "less than 1.2 million",
            "less than 1.2 million tonnes",
        ),
        ("thresholds", "neared 700 yen", "more than 700 yen", None),
        ("direction", "down 3.7%", "up 3.7 percent", "up 3.7%"),
        ("direction", "losing 0.64 yen", "up 0.64 yen", None),
        ("percentage_points", "2.8 percent", "2.8 percentage points", "2.8 percentage points"),
        ("offices", "Chairman", "deputy Chairman", "Deputy Chairman"),
        ("offices", "former state secretary", "state secretary", "state secretary"),
        ("offices", "president", "chairman", None),
        ("currency", "3 million yuan", "Hong Kong dollars", "3 million Hong Kong dollars"),
        ("currency", "$450 billion", "yen", "450 billion yen"),
        ("currency", "450 billion dollars", "yen", "450 billion yen"),
        ("names", "Akizawa", "Ryosei Akazawa", "Akazawa"),
        ("names", "Ryoichi Akasaka", "Ryosei Akazawa", "Ryosei Akazawa"),
        ("names", "Mnuchin", "Scott Bessent", "Bessent"),
        ("names", "Akizawa's", "Ryosei Akazawa", "Akazawa's"),
        ("exchanged_persons", "Greer", "Howard Lutnick", "Lutnick"),
        ("names", "Minister Taro Akasaka", "Ryosei Akazawa", None),
        ("places", "Tokyo", "Seoul", "Seoul"),
        ("offices", "minister", "deputy, vice or associate", None),
        ("style", "US", "U.S.", "U.S."),
        ("quotations", "payments are cheap", "“payments are cheap”", None),
        (
            "terminology",
            "The meeting at the treasury was chaired by the deputy minister of state.",
            "MOF",
            None,
        ),
        ("wrong_word", "Rose", "fell", "Fell"),
    ],
)
def test_what_can_be_put_in_place(check: str, found: str, expected: str, suggested: str | None) -> None:
    place = Location(found, 0, 0, len(found))
    finding = Finding(check, "accuracy", "major", "…", None, place, expected)
    assert suggestion(finding) == suggested


def test_an_article_without_blocks() -> None:
    text = "One line\nand another.\n\nA second paragraph.\n"
    report = Report(Article("s", "", "zh"), Article("t", text, "en"), (), (), ())
    data = as_docx(report)
    written = [p.text for p in opened(data).paragraphs]
    assert " ".join(written) == "One line and another. A second paragraph."
    assert read_returned(data, "it").text == text
    assert json.loads(str(render(report, "json")))["findings"] == []
