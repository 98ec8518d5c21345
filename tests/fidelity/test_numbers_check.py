"""Numbers that changed where other numbers of the passage could hide it."""

from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

CASES = [
    # the source's two countries, sides, parties count as numbers
    ("zh", "目前，两国需要继续深化合作。", "The nine countries need to deepen their cooperation.", "major"),
    ("zh", "目前，两国需要继续深化合作。", "The two countries need to deepen their cooperation.", None),
    ("zh", "目前，两国需要继续深化合作。", "The countries need to deepen their cooperation.", None),
    ("ja", "両社は提携を発表した。", "The three companies announced a partnership.", "major"),
    ("ja", "両社は提携を発表した。", "Both companies announced a partnership.", None),
    # said once too often here, once too seldom there
    ("ja", "５試合で４点を取り５位に終わった。", "They took four points from four games to finish fifth.", "major"),
    ("ja", "５試合で４点を取り５位に終わった。", "They took four points from five games to finish fifth.", None),
    # a vague amount has one partner and hides no other number
    ("zh", "他举行了数十场集会，对手有23人。", "He held dozens of rallies against 21 rivals.", "critical"),
    ("zh", "他举行了数十场集会，对手有23人。", "He held dozens of rallies against 23 rivals.", None),
    # a number word that no numeral of the source says
    ("zh", "与东盟的关系不断提升。", "Relations between the nine parties have kept improving.", "minor"),
    ("ja", "北方四島の交渉は続く。", "Talks on the four islands go on between the two countries.", None),
    ("zh", "中国公布了十三五规划。", "China published its 13th five-year plan.", None),
    ("zh", "它催生了众多模仿者。", "It spawned a thousand copycats.", None),
    ("zh", "两国就北方四岛举行会谈。", "Talks on the four islands were held.", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "severity"), CASES)
def test_numbers(language: str, source: str, target: str, severity: str | None) -> None:
    report = checked([source], [target], language, ["numbers"])
    assert [one.severity for one in report.findings] == ([severity] if severity else [])
