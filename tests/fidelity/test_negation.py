"""Negations that were lost or came in, and wording that only looks like one."""

from __future__ import annotations

from tests.fidelity.pairs import checked


def test_a_negation_that_stands_for_another_wording_is_at_most_minor() -> None:
    source = ["首相は会見を欠席した。", "禁酒を言い渡された。"]
    target = ["The prime minister did not attend the press conference.", "He was told not to drink."]
    assert {one.severity for one in checked(source, target, "ja", ["negation"]).findings} <= {"minor"}
    source = ["総工費は11兆円に膨らみ、開業は2035年以降になる見通し。"]
    target = [
        "The cost has swollen to 11 trillion yen, and the line is not expected to open until 2035 or later."
    ]
    assert not checked(source, target, "ja", ["negation"]).findings


def test_understand_and_district_are_no_negations_that_could_render_one() -> None:
    source = ["知事は「最終的な判断ではない」と強調した。"]
    target = ["He stressed that residents of the district can understand that this is the final decision."]
    assert [one.severity for one in checked(source, target, "ja", ["negation"]).findings] == ["major"]
    source = ["純利益は2兆9300億円で、市場予想の3兆1000億円には届かない。"]
    target = ["The net profit is 2.93 trillion yen; the market had projected 3.1 trillion yen."]
    assert not checked(source, target, "ja", ["negation"]).findings
    source = ["高齢を理由に廃業した人も少なくない。"]
    target = ["Many have closed for good because of old age."]
    assert not checked(source, target, "ja", ["negation"]).findings
    source = ["運動のあと、時間をあけずに冷水シャワーを浴びる。"]
    target = ["After exercise, take a cold shower as soon as possible."]
    assert not checked(source, target, "ja", ["negation"]).findings
