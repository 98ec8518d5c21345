"""What the article's own date says: weekdays beside dates, 来月, 去年, 昨日."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from align.document import Bead, Report
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import embedded

ISSUED = date(2026, 10, 28)  # a Wednesday
# language, source, target, the severities that are found
CASES = [
    # a weekday beside its date
    ("ja", "30日に会合を開く。", "It will meet on Friday, Oct. 30.", []),
    ("ja", "30日に会合を開く。", "It will meet on Thursday, Oct. 30.", ["minor"]),
    ("zh", "会议将于11月4日举行。", "The meeting is on Nov. 4 (Wednesday).", []),
    ("zh", "会议将于11月4日举行。", "The meeting is on Nov. 4 (Tuesday).", ["minor"]),
    ("zh-Hant", "選舉訂於2028年1月15日舉行。", "The election is on Saturday, Jan. 15, 2028.", []),
    ("ja", "30日（木）に会合を開く。", "It will meet on Thursday, Oct. 30.", []),  # the source's own slip
    # weekdays that the date explains
    ("ja", "社長は会見した。", "The president met the press on Tuesday.", []),
    ("zh", "就在五天前，公司否认了此事。", "The company denied it on Friday.", []),
    ("zh", "总统发表了讲话。", "The president spoke on Sunday.", ["minor"]),
    # months
    ("ja", "来月から値上げする。", "Prices go up in November.", []),
    ("ja", "来月から値上げする。", "Prices go up in December.", ["major"]),
    ("zh", "上个月已经停产。", "Production stopped in September.", []),
    ("zh", "上个月已经停产。", "Production stopped in August.", ["major"]),
    # years
    ("ja", "昨年に開業した。", "It opened in 2025.", []),
    ("ja", "昨年に開業した。", "It opened in 2024.", ["major"]),
    ("zh", "今年出口同比下降5%。", "Exports were 5% below those of 2025.", []),
    ("zh-Hant", "明年將舉行選舉。", "An election is due in 2027.", []),
    ("zh-Hant", "明年將舉行選舉。", "An election is due in 2028.", ["major"]),
    # an editor's background
    ("ja", "今年は事故の節目だ。", "The accident of 2011 is remembered.", []),
]


def report(language: str, source: str, target: str, dated: str) -> Report:
    here, there = article_of_lines([source], language, "source"), article_of_lines([target], "en", "target")
    return check(
        replace(here[0], date=ISSUED if dated == "source" else None),
        replace(there[0], date=ISSUED if dated == "target" else None),
        embedded(),
        beads=[Bead((0,), (0,), 1.0)],
        source_sentences=here[1],
        target_sentences=there[1],
        checks=["dates"],
        names=(),
        scored=False,
    )


@pytest.mark.parametrize(("language", "source", "target", "expected"), CASES)
def test_by_the_articles_date(language: str, source: str, target: str, expected: list[str]) -> None:
    found = [one for one in report(language, source, target, "source").findings if one.severity != "info"]
    assert [one.severity for one in found] == expected, [one.message for one in found]


def test_the_reprints_own_date_line_is_less_sure() -> None:
    (found,) = report("ja", "来月から値上げする。", "Prices go up in December.", "target").findings
    assert found.severity == "minor"
    assert report("ja", "来月から値上げする。", "Prices go up in December.", "neither").findings == ()
