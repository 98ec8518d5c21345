"""Long lists of quantities are compared through an index, which changes no result."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from align.fidelity.quantities import quantities, same_value
from align.fidelity.quantities.matching import FEW, Near

ENGLISH = [
    "{0:,} people", "${0:,} million", "{0}%", "{0} percent", "two thirds", "{0} days", "{0} weeks", "{0} months",
    "about {0:,}", "more than {0:,} tons", "{0} kilometres", "{0} miles", "{0} degrees", "dozens", "hundreds of cases",
    "{0} times", "one in {0}", "the {0}th", "nearly {0:,} yen", "half", "{0}.5 hectares", "Monday", "March", "in 1999",
    "between {0} and 9{0}", "zero", "{0} parts per million", "{0} kg", "{0} pounds", "{0} hours", "a quarter",
]  # fmt: skip
JAPANESE = [
    "{0}人", "{0}億円", "{0}%", "3分の2", "{0}日間", "{0}週間", "{0}カ月", "約{0}", "{0}トン超", "{0}キロ", "{0}度",
    "数十人", "{0}倍", "{0}回目", "{0}万円近く", "半分", "{0}.5ヘクタール", "月曜日", "3月", "1999年", "十数人", "ゼロ",
    "{0}グラム", "{0}時間", "四半期", "{0}坪", "{0}マイル", "2割", "{0}歳", "第{0}",
]  # fmt: skip
NUMBERS = st.sampled_from(
    [1, 2, 3, 7, 9, 10, 12, 15, 30, 44, 99, 100, 101, 128, 365, 950, 1_000, 1_049, 23_500, 999_999]
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_the_same_is_near(data):
    here = data.draw(st.lists(st.tuples(st.sampled_from(JAPANESE), NUMBERS), min_size=15, max_size=40))
    there = data.draw(st.lists(st.tuples(st.sampled_from(ENGLISH), NUMBERS), min_size=15, max_size=40))
    wanted = [one for text, number in here for one in quantities(text.format(number), "ja")]
    said = [one for text, number in there for one in quantities(text.format(number), "en")]
    index, back = Near(said), Near(wanted)
    for at, one in enumerate(wanted):
        assert {to for to, other in enumerate(said) if same_value(one, other)} <= set(index.near(one)), one
        for to in (to for to, other in enumerate(said) if same_value(one, other)):
            assert at in back.near(said[to]), said[to]


def test_the_index_leaves_most_out():
    listed = [one for number in range(100, 30_000, 97) for one in quantities(f"{number:,} people", "en")]
    assert len(listed) > FEW
    assert len(Near(listed).near(listed[5])) < len(listed) / 4
