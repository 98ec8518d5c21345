from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from align.document import Report
from align.report import IndexEntry, index_entry, write_index
from align.report.index import MOST_ROWS, as_index
from align.report.plots import by_kind, histogram, order_map, over_time, strokes
from tests.report.extreme_reports import HOSTILE


def cells(text: str) -> list[list[str]]:
    rows = html.document_fromstring(text).xpath("//tbody/tr")
    return [[cell.text_content().strip() for cell in row] for row in rows]


def test_a_report_becomes_a_row(report: Report) -> None:
    entry = index_entry(report, "reports/tariffs.html")
    assert (entry.fidelity, entry.beads, entry.moved) == (61.3, 9, 2)
    assert entry.findings == {"critical": 4, "major": 4, "minor": 3, "info": 1}
    assert entry.kinds["names"] == {"critical": 2, "major": 1}
    (row,) = cells(as_index([entry]))
    assert row[:13] == [
        f"{report.target.title} en/tariffs", "zh/tariffs", "zh", "2025-04-18", "parallel",
        "61.3", "71.4", "4", "4", "3", "1", "9", "2",
    ]  # fmt: skip


def test_the_gravest_come_first() -> None:
    entries = [
        IndexEntry("calm", "a", fidelity=90.0),
        IndexEntry("grave", "b", fidelity=95.0, findings={"critical": 1}),
        IndexEntry("low", "c", fidelity=40.0),
        IndexEntry("unscored", None),
    ]
    assert [row[0] for row in cells(as_index(entries))] == ["grave", "low", "calm", "unscored"]


def test_a_very_large_corpus_says_what_it_leaves_out() -> None:
    text = as_index(IndexEntry(f"{number}", "s") for number in range(MOST_ROWS + 5))
    assert len(cells(text)) == MOST_ROWS
    assert f"The {MOST_ROWS:,} with the gravest findings of {MOST_ROWS + 5:,}." in text


def test_hostile_entries_are_text(hostile: Report, tmp_path: Path) -> None:
    entries = [
        dataclasses.replace(
            index_entry(hostile, "javascript:alert(1)"), title=text, source=text, verdict=text
        )
        for text in HOSTILE
    ]
    write_index([*entries, IndexEntry("x", "y", "//example.org/x")], tmp_path / "index.html", HOSTILE[0])
    tree = html.document_fromstring((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror | //@onload")
    links = set(tree.xpath("//tbody//a/@href"))
    assert links == {"javascript%3Aalert%281%29", "example.org/x"}


def test_figures_that_nobody_has_take_no_column() -> None:
    heads = html.document_fromstring(as_index([IndexEntry("a", "b", mqm=90.0)])).xpath(
        "//thead//button/text()"
    )
    assert "Fidelity" not in heads
    (row,) = cells(as_index([IndexEntry("a", "b", mqm=90.0)]))
    assert row[heads.index("MQM")] == "90"


def test_an_empty_corpus() -> None:
    assert "There is nothing in this corpus." in as_index([])


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ([date(2025, 4, 1), date(2025, 4, 3)], ["2025-04-01", "2025-04-02", "2025-04-03"]),
        ([date(2024, 12, 20), date(2025, 2, 1)], ["2024-12", "2025-01", "2025-02"]),
        ([date(2019, 1, 1), date(2025, 2, 1)], [str(year) for year in range(2019, 2026)]),
    ],
)
def test_quiet_times_show(days: list[date], labels: list[str]) -> None:
    svg = html.fragment_fromstring(over_time([(day, {"major": 2}) for day in days]))
    shown = [
        text.text_content() for text in svg.xpath(".//text") if "middle" not in (text.get("class") or "")
    ]
    assert shown == labels
    assert len(svg.xpath(".//rect[@class='major']")) == 2


def test_every_value_is_in_the_histogram() -> None:
    svg = html.fragment_fromstring(histogram([0.0, 50.0, 99.9, 100.0, float("nan")], 0, 100, 20, "Fidelity"))
    counts = [int(title.text.rsplit(" ", 1)[1]) for title in svg.xpath(".//title")]
    assert counts == [1, 1, 2]
    assert svg.get("aria-label") == "Fidelity of 4 articles"


def test_kinds_are_ranked_and_escaped() -> None:
    svg = by_kind({"few": {"minor": 1}, "<b>": {"critical": 2, "info": 1}})
    tree = html.fragment_fromstring(svg)
    assert [text.text for text in tree.xpath(".//text[@class='end']")] == ["<b>", "few"]
    assert not tree.xpath(".//b")


def test_the_order_map_marks_what_moved(report: Report) -> None:
    order = strokes(report)
    assert [stroke for stroke in order if stroke[2]] == [(7, 2, True), (10, 7, True)]
    svg = html.fragment_fromstring(order_map(order, 11, 11))
    assert len(svg.xpath(".//rect[@class='moved']")) == 2
    assert svg.get("aria-label") == "Reorder map: 11 source sentences, 11 in the reprint, 2 of them moved"
    assert order_map((), 0, 0) == ""


def test_the_example_in_the_docs_works(report: Report, tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs" / "reference" / "reports.md"
    (example,) = re.findall(r"```python\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    exec(example, {"reports": [report], "folder": tmp_path})
    assert (tmp_path / "0.html").exists()
    tree = html.document_fromstring((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert tree.xpath("//tbody//a/@href") == ["0.html"]
