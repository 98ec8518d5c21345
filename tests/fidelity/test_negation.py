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


def test_words_that_deny_something_else_excuse_no_negation_lost() -> None:
    source = ["她表示，菲方重视对华关系，不会允许任何势力利用菲律宾领土从事反对中国的活动。"]
    target = [
        "She said the Philippines values its relations with China and will allow any force to use Philippine "
        "territory for activities against China."
    ]
    assert checked(source, target, "zh", ["negation"]).findings
    kept = [target[0].replace("will allow", "will not allow")]
    assert not checked(source, kept, "zh", ["negation"]).findings
    source = ["菲方公务船不顾劝阻，侵入黄岩岛领海。"]
    target = ["Philippine government vessels ignored warnings and intruded into the waters of the shoal."]
    assert not checked(source, target, "zh", ["negation"]).findings


def test_what_was_not_expected_may_be_beyond_expectation_in_the_source() -> None:
    source = ["“这么高的含水量完全出乎我们的意料。”论文第一作者方以宁说。"]
    target = ['"We did not expect such a high water content," said Fang Yining, first author of the paper.']
    assert not checked(source, target, "zh", ["negation"]).findings
    other = ['"We did not like such a high water content," said Fang Yining, first author of the paper.']
    assert checked(source, other, "zh", ["negation"]).findings
