"""What is the same on both sides of a translation."""

from __future__ import annotations

import pytest

from align.pair.keys import keys


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("2 billion dollars", "20億ドル"),
        ("2 billion dollars", "20亿美元"),
        ("360 million yen", "3億6千万円"),
        ("15,000 people", "1.5万人"),
        ("3.5 percent", "３．５％"),
        ("1,346 earthquakes", "地震1346回"),
        ("Mr. Hartman doubled", "ハートマンが二塁打"),
        ("Treasury Secretary Bessent", "ベッセント財務長官"),
        ("Gu Mingyuan, chairman", "董事长顾明远"),
        ("from Jiangzhou", "驶出江州北站"),
        ("an index of GDP", "GDPの指数"),
        ("Laszlo (László) Kovacs met Orban in Debrecen", "Debrecen 市"),
    ],
)
def test_they_meet(english: str, other: str) -> None:
    wanted = keys(english)
    assert keys(other, wanted=wanted)


@pytest.mark.parametrize(
    ("english", "other"), [("7 people", "7人"), ("2 billion", "20万"), ("Hartman", "オルセン")]
)
def test_they_do_not(english: str, other: str) -> None:
    assert not keys(other, wanted=keys(english))


def test_long_digits_are_no_trouble() -> None:
    assert keys("9" * 5000 + "億" * 5000 + " 1" + ",1" * 5000)
