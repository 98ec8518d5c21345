"""Quotation marks that were set elsewhere: gained, lost in the second half, drawn too wide."""

# ruff: noqa: E501 - a case reads best on one line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

RIGHT = [
    ("ja", "市長は「橋の補修を急ぐ」と述べ、来年度の予算に盛り込む考えを示した。", 'The mayor said, "We will hurry to repair the bridge," and indicated it would be in next year\'s budget.'),
    ("ja", "市長は「橋の補修を急ぐ」と述べ、来年度の予算に盛り込む考えを示した。", 'The mayor promised to "hurry to repair the bridge" and to put it in next year\'s budget.'),
    ("ja", "社長は「雇用は守る」と強調したが、工場の売却は避けられないと説明した。", '"We will protect jobs," the president stressed, but he explained that a sale of the plant could not be avoided.'),
    ("zh", "校长表示，学校“不会取消奖学金”，但申请条件将更加严格。", 'The principal said the school "will not cancel scholarships," but the conditions would be stricter.'),
    ("zh", "她在采访《城市早知道》节目时说：“我们已经尽力。”", '"We have done our best," she said on the program "The City Knows It First in the Morning."'),
]  # fmt: skip

# language, source, a rendering with marks set wrong, words at which the finding points
WRONG = [
    ("ja", "市長は「橋の補修を急ぐ」と述べ、来年度の予算に盛り込む考えを示した。", 'The mayor said, "We will hurry to repair the bridge, and it will be included in next year\'s budget."', "next year's budget"),
    ("ja", "社長は「雇用は守る」と強調したが、工場の売却は避けられないと説明した。", '"We will protect jobs," the president stressed, but explained that "the sale of the factory cannot be avoided."', "the sale of the factory cannot be avoided"),
    ("ja", "監督は「よく戦った。選手を責めることはできない」と話し、来季も続投する意向を明らかにした。", 'The coach said, "They fought well. I can\'t blame the players, and I intend to stay on next season."', "I intend to stay on next season"),
    ("zh", "公司承认产品“存在缺陷”，并将向消费者退款。", 'The company admitted that its product "has defects and that it will refund consumers."', "will refund consumers"),
    ("zh", "校长表示，学校“不会取消奖学金”，但申请条件将更加严格。", 'The principal said the school "will not cancel scholarships," but that "the conditions for applying will be stricter."', "the conditions for applying will be stricter"),
    ("zh-Hant", "她說：「我們已經盡力。」館方隨後宣布展覽延期兩週。", '"We have done our best," she said. "The exhibition will be postponed for two weeks," the museum then announced.', "The exhibition will be postponed"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_marks_where_the_source_has_them(language: str, source: str, target: str) -> None:
    assert [one.message for one in checked([source], [target], language, ["quotations"]).findings] == []


@pytest.mark.parametrize(("language", "source", "target", "words"), WRONG)
def test_words_that_the_source_does_not_quote(language: str, source: str, target: str, words: str) -> None:
    found = checked([source], [target], language, ["quotations"]).findings
    assert len(found) == 1
    assert found[0].severity == "minor"
    assert found[0].target is not None
    assert words in found[0].target.text


def test_a_second_half_that_lost_its_marks() -> None:
    source = "遺族の男性は「突然のことで言葉が出なかった。助けられるなら助けたかった」と話した。"
    target = (
        '"It was so sudden that I was lost for words," a bereaved man said. I wanted to save them if I could.'
    )
    found = checked([source], [target], "ja", ["quotations"]).findings
    assert len(found) == 1
    assert found[0].target is not None
    assert "wanted to save them" in found[0].target.text
