"""The wrong person and the wrong place: a name that a passage lost beside a stranger that it gained."""

from __future__ import annotations

import pytest

import align
from tests.fidelity.pairs import checked, embedded


@pytest.mark.parametrize(
    ("source", "target", "stranger"),
    [
        # A person the alias list knows, by one word.
        ("贝森特当天在社交媒体上发文。会谈持续了两个小时。",
         "Mnuchin wrote on social media the same day. The talks lasted two hours.", "Mnuchin"),
        # A place the alias list knows.
        ("会谈10日在首尔举行。双方没有达成协议。",
         "The talks were held in Tokyo on the 10th. The two sides did not reach an agreement.", "Tokyo"),
        # A name that the source prints in Latin letters.
        ("外交大臣Dominic Raab周一表示，隔离措施不会取消。他拒绝道歉。",
         "Foreign Secretary Dinesh Tewari said on Monday that the quarantine would stay. He refused to apologise.",
         "Dinesh Tewari"),
    ],
)  # fmt: skip
def test_a_stranger_in_place_of_a_name(source: str, target: str, stranger: str) -> None:
    report = align.check(align.read(source.encode()), align.read(target.encode()), model=embedded())
    found = [one for one in report.findings if one.check == "names" and one.severity in ("major", "critical")]
    assert stranger in [one.target.text for one in found if one.target]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("贝森特当天在社交媒体上发文。会谈持续了两个小时。",
         "Bessent wrote on social media the same day. The talks lasted two hours."),
        ("会谈10日在首尔举行。双方没有达成协议。",
         "The talks were held in Seoul on the 10th. The two sides did not reach an agreement."),
        ("外交大臣Dominic Raab周一表示，隔离措施不会取消。他拒绝道歉。",
         "Foreign Secretary Raab said on Monday that the quarantine would stay. He refused to apologise."),
    ],
)  # fmt: skip
def test_a_right_name_is_not_accused(source: str, target: str) -> None:
    report = align.check(align.read(source.encode()), align.read(target.encode()), model=embedded())
    assert [one.message for one in report.findings if one.check == "names"] == []


def test_a_known_person_by_another_reading_is_a_misreading() -> None:
    source, target = (
        ["会談には茂木敏充外相も同席した。"],
        ["Foreign Minister Toshimitsu Mogi also attended the talks."],
    )
    report = checked(source, target, "ja", ["names"], names=None)
    assert [(one.severity, one.expected) for one in report.findings] == [("major", "Toshimitsu Motegi")]
