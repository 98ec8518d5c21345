"""The shipped list of official terms: what is another rendering, and what is a legitimate one."""

from __future__ import annotations

import pytest

from align.fidelity.lexicon.glossary import Term
from align.fidelity.lexicon.official import official_terms
from align.fidelity.passage.profile import Profile
from tests.fidelity.pairs import checked

OTHERWISE = [
    (
        "ja",
        "両首脳は戦略的互恵関係を進めることを確認した。",
        "The two leaders agreed to advance strategic relations.",
        "mutually beneficial relationship based on common strategic interests",
    ),
    ("ja", "官房長官は会見で否定した。", "The Cabinet minister denied it.", "Chief Cabinet Secretary"),
    ("ja", "自民党の幹事長が辞任した。", "The LDP's chief manager resigned.", "Secretary-General"),
    ("zh", "国务委员出席了会议。", "A member of the cabinet attended.", "State Councilor"),
    ("zh-Hant", "國務院批准了計畫。", "The court of the nation approved the plan.", "State Council"),
    ("zh", "双方讨论了一带一路项目。", "They discussed the Silk Road project.", "Belt and Road"),
    ("zh", "美国对部分关税暂停实施90天。", "It opened a 90-day reduction period for some tariffs.", "pause"),
    ("zh", "国防部长访问了东京。", "The minister of security visited Tokyo.", "Defense Minister"),
]


@pytest.mark.parametrize(("language", "source", "target", "expected"), OTHERWISE)
def test_a_term_rendered_otherwise(language: str, source: str, target: str, expected: str) -> None:
    (finding,) = checked([source], [target], language, ["terminology"]).findings
    assert (finding.severity, finding.expected) == ("info", expected)
    assert finding.source is not None
    assert finding.source.text in source
    assert expected in finding.evidence["accepted"]


LEGITIMATE = [
    ("ja", ["戦略的互恵関係を進める。"], ["They will advance their strategic, mutually beneficial ties."]),
    ("ja", ["官房長官は否定した。"], ["The chief cabinet secretary denied it."]),
    ("ja", ["外相会談が開かれた。"], ["The foreign ministers met."]),
    ("ja", ["防衛相が視察した。"], ["The defence minister inspected it."]),
    ("ja", ["幹事長が話した。", "幹事長は帰った。"], ["The secretary general spoke.", "He then left."]),
    ("ja", ["経済再生担当相に就いた。"], ["He became minister in charge of economic revitalization."]),
    ("ja", ["日銀総裁が会見した。"], ["The BOJ's chief met the press."]),
    ("zh", ["国务院总理会见了他。"], ["The premier received him."]),
    ("zh", ["国防部长会见了他。"], ["The defense minister received him."]),
    ("zh", ["教育部门加大投入。"], ["The education sector is spending more."]),
    ("zh-Hant", ["國務委員出席會議。"], ["State Councillor Li attended the meeting."]),
    ("zh", ["“一带一路”带来机会。"], ["The Belt-and-Road Initiative brings chances."]),
]


@pytest.mark.parametrize(("language", "source", "target"), LEGITIMATE)
def test_legitimate_renderings_and_short_forms(language: str, source: list[str], target: list[str]) -> None:
    assert checked(source, target, language, ["terminology"]).findings == ()


def test_the_house_glossary_goes_first() -> None:
    pair = ["官房長官は否定した。"], ["The top aide denied it."], "ja", ["terminology"]
    assert checked(*pair, glossary=[Term("官房長官", ("top aide",), 1)]).findings == ()
    (finding,) = checked(*pair, glossary=[Term("官房長官", ("cabinet chief",), 1)]).findings
    assert (finding.severity, finding.expected) == ("minor", "cabinet chief")


def test_a_profile_switches_the_list_off() -> None:
    profile = Profile(style={"official": False})
    pair = ["官房長官は否定した。"], ["The top aide denied it."], "ja", ["terminology"]
    assert checked(*pair, profile=profile).findings == ()


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_the_list_is_whole(language: str) -> None:
    terms = official_terms(language)
    assert len({term.source for term in terms}) == len(terms) >= 60
    assert all(target.isascii() for term in terms for target in term.targets)
