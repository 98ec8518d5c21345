"""People who bear a Chinese and an English name: neither accepted nor accused."""

from __future__ import annotations

import pytest

from align.names.verdict.personal import adopted
from tests.names.test_ledger import follow, verdicts

NAMES = [
    ("谷立言", "Raymond Greene", True),
    ("梁振国", "Liang Zhenhua", False),  # another given name, in pinyin
    ("徐巧芯", "Hsu Chiao-yin", False),
    ("谷立言", "Sandra Oudkirk", False),  # no sound in common
    ("谷立言", "Grace Wang", False),  # another Chinese surname
    ("赤泽亮正", "Robert Altman", False),  # a Japanese name
    ("特朗普", "Kamala Harris", False),
]


@pytest.mark.parametrize(("name", "spelling", "possible"), NAMES)
def test_chinese_names_of_foreigners(name: str, spelling: str, possible: bool) -> None:
    assert (adopted(name, spelling) is not None) is possible


def test_such_a_pair_is_unknown_in_the_ledger() -> None:
    pairs = [
        (
            "美國在台協會處長谷立言當天也到場觀摩。",
            "Raymond Greene, director of the AIT, also observed the drills.",
        )
    ]
    assert verdicts(follow(pairs))["Raymond Greene"] == "unknown"


def test_a_letter_too_many_in_a_known_name_is_a_variant() -> None:
    assert verdicts(follow([("賴清德總統出席。", "President Lai Ching-teh attended.")])) == {
        "Lai Ching-teh": "variant"
    }


def test_the_reporter_of_a_credit_is_not_missed() -> None:
    pairs = [("中央社記者溫立香報導，演習今天開始。", "The Han Kuang exercises began today.")]
    assert "conflict" not in verdicts(follow(pairs)).values()
