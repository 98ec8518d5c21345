"""Negation by what it negates, double negations and roundabout denials, in both source languages."""

# ruff: noqa: E501 - a case reads best on one line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

# language, source, right, wrong
PAIRS = [
    ("ja", "社長は業績の先行きを楽観はしていないと述べた。", "The president said he was not optimistic about the outlook.", "The president said he was optimistic about the outlook."),
    ("ja", "市は県への報告はしていなかった。", "The city had not reported it to the prefecture.", "The city had reported it to the prefecture."),
    ("ja", "橋に損傷はない。", "The bridge is not damaged.", "The bridge is damaged."),
    ("ja", "広報官は核実験の可能性について否定も肯定もしなかった。", "The spokesman neither confirmed nor denied the possibility of a nuclear test.", "The spokesman denied the possibility of a nuclear test."),
    ("ja", "専門家は、対応に問題がなかったとは言い切れないと話す。", "Experts say it cannot be said for certain that there was no problem with the response.", "Experts say there was clearly no problem with the response."),
    ("ja", "首相は衆院解散の可能性を否定しなかった。", "The prime minister did not rule out dissolving the lower house.", "The prime minister dismissed talk of dissolving the lower house."),
    ("ja", "遅れは天候のせいではなく、設計の変更が原因だという。", "The delay is not due to the weather but to a change of design.", "The delay is due to the weather and to a change of design."),
    ("zh", "公司没有向监管部门报告事故。", "The company did not report the accident to regulators.", "The company reported the accident to regulators."),
    ("zh", "发言人对此既未证实也未否认。", "The spokesman neither confirmed nor denied it.", "The spokesman confirmed it."),
    ("zh", "央行行长表示，不排除进一步降息。", "The central bank governor said a further cut could not be ruled out.", "The central bank governor said rates would be cut further."),
    ("zh", "他没有否认两人见过面。", "He did not deny that the two had met.", "He denied that the two had met."),
    ("zh", "医院承诺不会搬迁病房。", "The hospital promised that it would not move the wards.", "The hospital promised that it would move the wards."),
    ("zh-Hant", "館方沒有通知家屬。", "The museum did not notify the family.", "The museum notified the family."),
]  # fmt: skip

RIGHT = [
    ("ja", "薬袋(みない)社長は増産すると話した。", "President Minai said output would be increased."),
    ("ja", "勝つことしか考えていなかった。", "All he thought about was winning."),
    ("ja", "営業を中止せざるを得なかった。", "It had to suspend operations."),
    ("ja", "検査で異常は見つからなかった。", "Tests found everything in order; no abnormality turned up."),
    ("zh", "涨幅不超过百分之五。", "The increase is capped at 5%."),
    ("zh", "工厂不得不停产。", "The plant was forced to halt production."),
    ("zh", "病人已经没事。", "The patient is fine now."),
]  # fmt: skip


def _found(language: str, source: str, target: str) -> list[str]:
    return [one.message for one in checked([source], [target], language, ["negation"]).findings]


@pytest.mark.parametrize(("language", "source", "right", "wrong"), PAIRS)
def test_denials_that_were_lost(language: str, source: str, right: str, wrong: str) -> None:
    assert _found(language, source, right) == []
    assert len(_found(language, source, wrong)) == 1


@pytest.mark.parametrize(("language", "source", "right"), RIGHT)
def test_what_denies_nothing_or_in_other_words(language: str, source: str, right: str) -> None:
    assert _found(language, source, right) == []
