"""Figures that an editor reckoned or moved in a reprint written anew, and errors in such."""

from __future__ import annotations

import pytest

import align

# Round about the passage, so that the reprint is told as a free one.
BEFORE = "市は5日、老朽化した図書館を建て替えると発表した。"
AFTER = "市長の三宅洋子氏は「子どもが集まる場所にしたい」と述べた。"
TOLD = "Taxpayers will foot the bill for the library that is to take over from the old one, the city made public. "
HOPED = " Yoko Miyake, the mayor, hopes that the young will make it theirs."
RIGHT = [
    (
        "建設費は40億円で、予定の48億円を下回る。設計は終わった。",
        "It costs 800 million yen less than had been thought.",
    ),
    ("寄付の3割はまだ払われていない。設計は終わった。", "Of what donors had promised, 70% is in the till."),
    ("住民説明会を3月に開く。設計は終わった。", "On the 5th it said that plans had been drawn."),
    (
        "蔵書は12万冊。うち4万冊は児童書だ。",
        "Grown-ups will have 80,000 books to choose from, children 40,000.",
    ),
]
WRONG = [
    (
        "建設費は40億円で、予定を下回る。設計は終わった。",
        "It costs 4.6 billion yen, less than had been thought.",
    ),
    (
        "寄付の35%はまだ払われていない。設計は終わった。",
        "Of what donors had promised, 53% has not been paid.",
    ),
    ("蔵書は12万冊。うち4万冊は児童書だ。", "There will be 1.2 million books, 40,000 of them for children."),
]


def accused(source: str, target: str) -> list[str]:
    report = align.check(
        BEFORE + source + AFTER, TOLD + target + HOPED, checks=["numbers", "dates"], scored=False
    )
    assert report.reprint == "free"
    return [one.message for one in report.findings if one.severity != "info"]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_what_an_editor_reckoned_is_right(source, target):
    assert not accused(source, target)


@pytest.mark.parametrize(("source", "target"), WRONG)
def test_a_slip_is_found_in_a_free_reprint(source, target):
    assert accused(source, target)
