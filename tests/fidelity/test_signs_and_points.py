"""A minus that was lost or came in, and percentage points given as percent."""

from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

WRONG = [
    ("ja", "前期の成長率はマイナス1.2%だった。", "Growth in the previous quarter was 1.2 percent.", "major"),
    ("ja", "朝の気温は氷点下8度だった。", "The morning temperature was 8 degrees Celsius.", "major"),
    ("ja", "既存店売上高は▲3.4%だった。", "Same-store sales came to 3.4 percent.", "major"),
    ("zh", "当地最低气温为零下20摄氏度。", "The low in the area was 20 degrees Celsius.", "major"),
    ("zh", "一季度增速为-2.3%。", "The pace in the first quarter was 2.3 percent.", "major"),
    ("ja", "成長率は1.2%だった。", "Growth was minus 1.2 percent.", "major"),
    ("zh", "失业率上升0.2个百分点。", "The jobless rate rose 0.2 percent.", "major"),
    ("ja", "支持率は3ポイント上昇した。", "The approval rating rose 3 percent.", "major"),
    ("ja", "物価は4％上がった。", "Prices rose 4 percentage points.", "minor"),
]
RIGHT = [
    ("ja", "前期の成長率はマイナス1.2%だった。", "The economy shrank 1.2 percent in the previous quarter."),
    ("ja", "前期の成長率はマイナス1.2%だった。", "Growth in the previous quarter was minus 1.2 percent."),
    ("ja", "朝の気温は氷点下8度だった。", "The morning temperature was 8 degrees below freezing."),
    ("ja", "朝の気温は氷点下8度だった。", "The mercury dropped to 8 degrees below zero in the morning."),
    ("ja", "売上高は3.4%減だった。", "Sales came to -3.4 percent."),
    ("zh", "一季度增速为-2.3%。", "Output contracted 2.3 percent in the first quarter."),
    ("zh", "价格下跌5%。", "The price change was minus 5 percent."),
    ("zh", "他背负5000元债务。", "He owes 5,000 yuan."),
    ("zh", "球队取得3胜2负1平。", "The team has three wins, two losses and one draw."),
    ("ja", "予想は5-10度だった。", "The forecast was 5 to 10 degrees."),
    ("zh", "失业率上升0.2个百分点。", "The jobless rate rose 0.2 percentage points."),
    ("zh", "失业率上升0.2个百分点。", "The jobless rate rose 0.2 points."),
    ("ja", "金利を0.25％上げた。", "It raised rates by 0.25 percentage point."),
    ("ja", "支持率は3ポイント上昇した。", "The approval rating rose 3 percentage points."),
]


@pytest.mark.parametrize(("language", "source", "target", "severity"), WRONG)
def test_a_sign_or_a_unit_of_shares_that_changed(language, source, target, severity):
    found = checked([source], [target], language, ["numbers", "percentage_points"]).findings
    assert [one.severity for one in found] == [severity]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_sign_in_words_and_points_as_points(language, source, target):
    assert checked([source], [target], language, ["numbers", "percentage_points"]).findings == ()
