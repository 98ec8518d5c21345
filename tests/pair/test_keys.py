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


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("Joe Biden said", "拜登说"),
        ("Watford lost", "沃特福德输了"),
        ("Leicester City", "莱斯特城队"),
        ("Chelsea won", "切尔西获胜"),
        ("Chelsea won", "チェルシーが勝った"),
        ("Oakland police", "奥克兰警方"),
        ("in California", "カリフォルニア州で"),
        ("Kanye West tweeted", "カニエ・ウェストがツイートした"),
        ("Mason Mount scored", "梅森·芒特攻入一球"),
    ],
)
def test_foreign_names_meet(english: str, other: str) -> None:
    assert any(key.startswith("~") for key in keys(other, wanted=keys(english)))


def test_ordinary_words_in_sounding_characters_are_no_names() -> None:
    assert not keys("他们已经到达，那里的特别法令", wanted=keys("Watford beat Leicester in California"))
