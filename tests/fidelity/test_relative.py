"""Last year, next month, 先週: what is counted from now, on both sides."""

from __future__ import annotations

import pytest

from align.fidelity.quantities.relative import contradiction, relatives
from tests.fidelity.pairs import checked

CASES = [
    ("去年11月被责令整改", "was ordered to improve this November", ("去年", "this November")),
    ("明年11月举行选举", "Elections will be held in November this year", ("明年", "this year")),
    ("昨年10月に談話を発表した", "said in a statement next October", ("昨年", "next October")),
    ("来月から値上げする", "will raise prices this month", ("来月", "this month")),
    ("先週会談した", "will meet next week", ("先週", "next week")),
    ("一昨年に開業した", "opened last year", ("一昨年", "last year")),
    ("年内に協定を結ぶ", "to sign an agreement by the end of next year", ("年内", "next year")),
    ("三年内完成", "to be completed next year", None),
    ("去年11月被责令整改", "was ordered to improve last November", None),
    ("去年夏天", "this past summer", None),
    ("今年与去年相比增加", "increased this year compared to last.", None),
    ("今年2月同比下滑1.9%", "fell by 1.9 percent in February from a year earlier", None),
    ("前年を下回った", "fell below last year", None),
    ("上周公布", "published this week", None),  # printed some days later
    ("今年開業した", "opened in 2025", None),
    ("一年来", "for the last year", None),
]


@pytest.mark.parametrize(("source", "target", "expected"), CASES)
def test_what_contradicts(source: str, target: str, expected: tuple[str, str] | None) -> None:
    found = contradiction(relatives(source, cjk=True), relatives(target, cjk=False))
    assert (found and (found[0].text, found[1].text)) == expected


def test_a_finding_shows_both_words() -> None:
    source = ["この店は2019年に開業した。", "昨年11月に改装した。"]
    target = ["The shop opened in 2019.", "It was refurbished next November."]
    (finding,) = checked(source, target, "ja", ["dates"]).findings
    assert finding.source is not None
    assert finding.target is not None
    assert (finding.severity, finding.source.text, finding.target.text) == (
        "major",
        "昨年",
        "next November",
    )
    assert finding.target.sentence == 1
