"""Compound and rare surnames of Chinese with readings of their own."""

from __future__ import annotations

import pytest

from align.document import Article, Bead
from align.names import ledger
from align.split import split

CASES = [
    ("尉迟敬明", "Yuchi Jingming", "accept"),
    ("万俟晓春", "Moqi Xiaochun", "accept"),
    ("澹台建国", "Tantai Jianguo", "accept"),
    ("单志明", "Shan Zhiming", "accept"),
    ("粘文华", "Nian Wenhua", "accept"),
    ("乜小明", "Nie Xiaoming", "accept"),
    ("贠建华", "Yun Jianhua", "accept"),
    ("厍国强", "She Guoqiang", "accept"),
    ("令狐文清", "Linghu Wenqing", "accept"),
    ("尉迟敬明", "Weichi Jingming", "conflict"),
    ("单志明", "Dan Zhiming", "conflict"),
]


def article(text: str, language: str) -> Article:
    return Article(language, text, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "spelling", "status"), CASES)
def test_the_surname_is_read_as_a_surname(name, spelling, status):
    source = article(f"{name}教授8日表示，这项研究已经完成。", "zh")
    target = article(f"The study has been completed, Professor {spelling} said on the 8th.", "en")
    found = {
        entry.source: entry.status
        for entry in ledger(source, target, split(source), split(target), [Bead((0,), (0,), 1.0)])
    }
    assert found.get(name) == status
