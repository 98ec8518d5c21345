"""Decisions: which finding they are about after an edit, and every file they come from."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from align.cli import main
from align.document import Article, Decision, Finding, Location, Report, Sentence
from align.errors import InputError
from align.report import index_entry, render
from align.report.decisions import (
    decided_of,
    finding_keys,
    holds_decisions,
    open_findings,
    read_decisions,
    with_decisions,
    without_dismissed,
    write_decisions,
)
from align.report.index import as_index

DISMISSED = Decision("dismissed", reason="house style", who="ms", when="2026-03-01T10:00:00Z")


def decide(report: Report, **decisions: Decision) -> Report:
    """The report with decisions at the findings of these numbers (``f3=…``)."""
    every = [decisions.get(f"f{at}", Decision()) for at in range(len(report.findings))]
    return replace(report, decisions=tuple(every))


def states(report: Report) -> dict[int, str]:
    every = [report.decision(at).state for at in range(len(report.findings))]
    return {at: state for at, state in enumerate(every) if state != "open"}


def said(sentences: list[str], *marked: tuple[int, str]) -> Report:
    """A reprint of these sentences in which words of some are marked as wrongly spelled."""
    text, spans = " ".join(sentences), []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Sentence(sentence, start, start + len(sentence)))
    findings = []
    for at, word in marked:
        start = spans[at].start + sentences[at].index(word)
        place = Location(word, at, start, start + len(word))
        findings.append(
            Finding("names", "accuracy/mistranslation", "major", f"{word} is no reading", None, place)
        )
    article = Article("en/talks", text, "en")
    return Report(Article("zh/talks", "", "zh"), article, (), tuple(spans), (), findings=tuple(findings))


TALKS = ["Akizawa met Trump.", "The talks lasted an hour.", "Akizawa then left for home."]


@pytest.mark.parametrize(
    ("after", "marked", "expected"),
    [
        (TALKS, ((0, "Akizawa"), (2, "Akizawa")), {0: "dismissed"}),
        # a word elsewhere
        (
            [TALKS[0], "The talks took two hours.", TALKS[2]],
            ((0, "Akizawa"), (2, "Akizawa")),
            {0: "dismissed"},
        ),
        # another word of the same sentence
        (["Akizawa met President Trump.", *TALKS[1:]], ((0, "Akizawa"), (2, "Akizawa")), {0: "dismissed"}),
        # the sentence now stands elsewhere
        ([TALKS[1], TALKS[0], TALKS[2]], ((1, "Akizawa"), (2, "Akizawa")), {0: "dismissed"}),
        ([TALKS[1], TALKS[2], TALKS[0]], ((1, "Akizawa"), (2, "Akizawa")), {1: "dismissed"}),
        # that name was corrected, the same slip elsewhere is still one
        (["Akazawa met Trump.", *TALKS[1:]], ((2, "Akizawa"),), {}),
    ],
)
def test_a_decision_stays_with_its_finding(after, marked, expected) -> None:
    before = decide(said(TALKS, (0, "Akizawa"), (2, "Akizawa")), f0=DISMISSED)
    assert states(with_decisions(said(after, *marked), decided_of(before))) == expected


def test_another_wording_of_the_message_is_the_same_finding(report: Report) -> None:
    kept = decided_of(decide(report, f4=DISMISSED))
    reworded = replace(
        report, findings=tuple(replace(one, message=f"Look: {one.message}") for one in report.findings)
    )
    assert finding_keys(reworded.findings)[4] != finding_keys(report.findings)[4]
    assert states(with_decisions(reworded, kept)) == {4: "dismissed"}


def test_other_articles_findings_are_others(report: Report) -> None:
    kept = decided_of(decide(report, f4=DISMISSED))
    moved = replace(report, target=replace(report.target, id="archive/tariffs"))
    other = replace(report, target=replace(report.target, id="en/tariffs-2"))
    assert states(with_decisions(moved, kept)) == {4: "dismissed"}
    assert states(with_decisions(other, kept)) == {}


def test_written_and_read(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decided = decide(report, f1=Decision("done"), f4=DISMISSED, f5=Decision(note="ask the desk\u2028again"))
    write_decisions(path, decided_of(decided))
    assert len(path.read_bytes().splitlines()) == 3
    assert holds_decisions(path)
    assert with_decisions(report, read_decisions(path)).decisions == decided.decisions


def test_the_last_line_about_a_finding_holds(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    write_decisions(path, decided_of(decide(report, f1=Decision("done"), f4=DISMISSED)))
    again = tmp_path / "again.jsonl"
    write_decisions(again, decided_of(decide(report, f1=DISMISSED)))
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[1])
    path.write_bytes(
        path.read_bytes() + again.read_bytes() + json.dumps({**line, "state": "open"}).encode() + b"\n"
    )
    assert states(with_decisions(report, read_decisions(path))) == {1: "dismissed"}


def test_an_edited_workbook(report: Report, tmp_path: Path) -> None:
    data = render(decide(report, f5=Decision("done", note="corrected")), "xlsx")
    assert isinstance(data, bytes)
    book = load_workbook(io.BytesIO(data))
    sheet = book["Findings"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[head.index("Finding")].value: row for row in sheet.iter_rows(min_row=2)}
    keys = finding_keys(report.findings)
    assert rows[keys[5]][head.index("State")].value == "done"
    rows[keys[4]][head.index("State")].value = "Dismissed"
    rows[keys[4]][head.index("Note")].value = "house style"
    book.save(tmp_path / "edited.xlsx")
    read = with_decisions(report, read_decisions(tmp_path / "edited.xlsx"))
    assert states(read) == {4: "dismissed", 5: "done"}
    assert (read.decision(4).reason, read.decision(5).note) == ("house style", "corrected")

    sheet.delete_cols(head.index("Finding") + 1)  # as workbooks of earlier versions were
    book.save(tmp_path / "earlier.xlsx")
    assert states(with_decisions(report, read_decisions(tmp_path / "earlier.xlsx"))) == {
        4: "dismissed",
        5: "done",
    }


def test_what_the_page_of_an_earlier_version_saved(report: Report, tmp_path: Path) -> None:
    key = finding_keys(report.findings)[4]
    row = {"finding": key, "state": "dismissed", "note": "house style", "decided": "2026-01-02T03:04:05Z"}
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"report": "0" * 16, "decisions": [row]}, indent=2), encoding="utf-8")
    assert holds_decisions(path)
    assert states(with_decisions(report, read_decisions(path))) == {4: "dismissed"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1 is not JSON"),
        ('{"finding": "0123"}', "`state` is none of open"),
        ('{"finding": "0123", "state": "perhaps"}', "`state` is none of open"),
        ('{"state": "done"}', "line 1 names no `finding`"),
        ('{"finding": "0123", "state": "done", "articles": "en"}', "no list of two ids"),
        ("\n[1, 2]", "line 2 names no `finding`"),
        ("PK\x03\x04 and nothing", "cannot be opened as a workbook"),
    ],
)
def test_broken_files_say_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_decisions(path)


def test_a_baseline_is_no_file_of_decisions(tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    path.write_text('{"id": "0123456789abcdef", "reason": "agreed"}\n', encoding="utf-8")
    assert not holds_decisions(path)


def test_every_format_shows_them(report: Report) -> None:
    decided = decide(report, f1=Decision("done"), f4=DISMISSED)
    values = json.loads(str(render(decided, "json")))["findings"]
    assert (values[4]["decision"]["reason"], values[0]["decision"]) == ("house style", None)
    assert "decision" not in json.loads(str(render(report, "json")))["findings"][0]
    results = json.loads(str(render(decided, "sarif")))["runs"][0]["results"]
    suppressed = [at for at, result in enumerate(results) if "suppressions" in result]
    assert suppressed == [4]
    assert results[4]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "house style"}
    ]
    assert b'<skipped message="house style"' in bytes(render(decided, "junit"))  # type: ignore[arg-type]
    assert "Dismissed: house style" in str(render(decided, "md"))
    page = str(render(decided, "html"))
    assert (
        page.count('data-state="dismissed" data-decided="2026-03-01T10:00:00Z" data-note="house style"') == 1
    )


def test_what_is_left(report: Report) -> None:
    decided = decide(report, f1=Decision("done"), f4=DISMISSED)
    assert len(open_findings(decided)) == len(report.findings) - 2
    left = without_dismissed(decided)
    assert (len(left.findings), len(left.decisions)) == (len(report.findings) - 1,) * 2


def test_an_index_shows_progress_and_puts_the_open_first(report: Report) -> None:
    done = decide(report, **{f"f{at}": DISMISSED for at in range(len(report.findings))})
    quiet = replace(report, findings=(), target=replace(report.target, id="quiet", title="A quiet day"))
    half = replace(decide(report, f4=DISMISSED), target=replace(report.target, id="half", title="Half"))
    assert "articles finished" not in as_index([index_entry(report), index_entry(quiet)])
    page = as_index([index_entry(done), index_entry(quiet), index_entry(half)])
    assert "<b>2 of 3</b> articles finished" in page
    critical = sum(one.severity == "critical" for one in open_findings(half))
    assert f"{critical} critical open" in page
    assert page.index("Half") < page.index(str(report.target.title))


def test_the_command_takes_decisions_and_takes_them_for_a_baseline(tmp_path: Path, capsys) -> None:
    (tmp_path / "zh.txt").write_text("2024年，日本对美国的汽车出口额约为6万亿日元。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text(
        "In 2024, Japan's car exports to the U.S. came to 6 billion yen.\n", encoding="utf-8"
    )
    pair = [str(tmp_path / "zh.txt"), str(tmp_path / "en.txt"), "--lines", "--parallel"]

    def check(*more: str) -> tuple[int, list[dict]]:
        code = main(["check", *pair, "--fail-on", "major", *more])
        return code, json.loads(capsys.readouterr().out)["findings"]

    code, findings = check()
    assert (code, len(findings)) == (1, 1)
    for state, expected in (("dismissed", 0), ("done", 1)):
        line = {"finding": findings[0]["id"], "state": state, "when": "2026-01-01T00:00:00Z"}
        path = tmp_path / f"{state}.jsonl"
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
        code, shown = check("--decisions", str(path))
        assert (code, shown[0]["decision"]["state"]) == (expected, state)
        code, shown = check("--baseline", str(path))
        assert (code, len(shown)) == (expected, expected)


def test_a_workbook_is_taken_over_into_decisions(report: Report, tmp_path: Path, capsys) -> None:
    data = render(decide(report, f4=DISMISSED, f5=Decision("done")), "xlsx")
    assert isinstance(data, bytes)
    (tmp_path / "talks.xlsx").write_bytes(data)
    assert main(["review", "--import", str(tmp_path / "talks.xlsx"), "--name", "kt"]) == 0
    assert "2 decisions" in capsys.readouterr().err
    found = with_decisions(report, read_decisions(tmp_path / "talks.decisions.jsonl"))
    assert states(found) == {4: "dismissed", 5: "done"}
    assert found.decision(5).who == "kt"
