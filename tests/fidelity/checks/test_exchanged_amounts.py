"""Amounts that changed places, beside amounts that only stand in another order."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

# language, source, right, exchanged
CASES = [
    ("ja", "男性の平均寿命は81歳、女性は87歳だった。", "Men live to 81 years old on average and women to 87 years old.", "Men live to 87 years old on average and women to 81 years old."),
    ("ja", "投資額は日本が300億円、韓国が450億円だ。", "Japan will invest 30 billion yen and South Korea 45 billion yen.", "Japan will invest 45 billion yen and South Korea 30 billion yen."),
    ("zh", "进口额为120亿美元，出口额为310亿美元。", "Imports were $12 billion and exports $31 billion.", "Imports were $31 billion and exports $12 billion."),
    ("zh", "城镇居民收入增长4.2%，农村居民收入增长6.8%。", "Urban incomes rose 4.2% and rural incomes 6.8%.", "Urban incomes rose 6.8% and rural incomes 4.2%."),
    ("zh", "医院有医生120人、护士350人。", "The hospital has 120 doctors and 350 nurses.", "The hospital has 350 doctors and 120 nurses."),
    ("zh-Hant", "台北的房價上漲5.1%，高雄的房價上漲9.4%。", "Home prices rose 5.1% in Taipei and 9.4% in Kaohsiung.", "Home prices rose 9.4% in Taipei and 5.1% in Kaohsiung."),
]  # fmt: skip
# language, source, a right rendering in another order or of another form
MOVED = [
    ("zh", "占比由目前的35%提高至60%。", "The share is to rise to 60%, up from 35% now."),
    ("zh", "目标价从400美元下调至340美元。", "The price target was lowered to $340 from $400."),
    ("ja", "従業員3200人のうち450人が対象だ。", "It concerns 450 of the 3,200 employees."),
    (
        "ja",
        "3420世帯、7811人に避難指示を出した。",
        "An evacuation order went out to 7,811 people in 3,420 households.",
    ),
    ("ja", "試合は6対4、3対6、7対5だった。", "The match ended 6-4, 3-6, 7-5."),
    ("zh", "在36家企业中，有25家盈利。", "Of the 36 companies 25 made a profit."),
    ("zh", "在36家企业中，有25家盈利。", "In all, 25 of the 36 companies made a profit."),
]


@pytest.mark.parametrize(("language", "source", "right", "exchanged"), CASES)
def test_exchanged_amounts(language: str, source: str, right: str, exchanged: str) -> None:
    assert not checked([source], [right], language, ["exchanged_amounts"]).findings
    assert len(checked([source], [exchanged], language, ["exchanged_amounts"]).findings) == 2


@pytest.mark.parametrize(("language", "source", "target"), MOVED)
def test_amounts_in_another_order(language: str, source: str, target: str) -> None:
    assert not checked([source], [target], language, ["exchanged_amounts"]).findings
