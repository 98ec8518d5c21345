"""Keys that both texts hold: figures by value, names by their sound, and what they say of a bead."""

from __future__ import annotations

import numpy as np
import pytest

from align.languages.figures import figures
from align.sentences.features.keys import anchors, keys_of_both, shared
from align.sentences.features.named import names_of
from align.sentences.search.posterior import Candidates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("共计4862万余元", "more than 48.62 million yuan"), ("23亿欧元", "a 2.3 billion-euro plant"),
        ("3億6千万円", "360 million yen"), ("十五年", "15 years"), ("二〇二五年", "in 2025"), ("三次", "Three times"),
        ("第14次", "for the 14th time"), ("七成", "70%"), ("12月3日", "on Dec. 3"), ("3月18日", "on 18 or March 18"),
        ("周二", "on Tuesday"), ("水曜日", "Wednesday"), ("３５歳", "aged 35"), ("1,018社", "1018 companies"),
        ("二十五人", "twenty-five people"), ("二百家", "two hundred firms"),
        ("17年以来", "since 2017"), ("23年に", "in 2023"), ("１９年、", "in 2019"), ("98年の", "of 1998"),
        ("17年", "for 17 years"),
    ],
)  # fmt: skip
def test_one_figure_in_both_languages(one, other):
    assert {figure.key for figure in figures(one)} & {figure.key for figure in figures(other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("300万", "300 billion"),
        ("周三", "Thursday"),
        ("5月", "in March"),
        ("二人", "someone else"),
        ("成立", "10"),
        ("10年間", "in 2010"),
        ("20年ぶり", "since 2020"),
        ("5年", "in 2005"),
    ],
)
def test_other_figures(one, other):
    assert not {figure.key for figure in figures(one)} & {figure.key for figure in figures(other)}


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("4862万", True),
        ("2.4%", True),
        ("2025年", False),
        ("15年", False),
        ("412", True),
        ("8月9日", True),
        ("三次", False),
    ],
)
def test_what_tells_something(text, telling):
    assert any(figure.telling for figure in figures(text)) is telling


def test_figures_stand_where_they_are():
    text = "İ said: ten of １２ and 1,250."
    found = [(figure.key, text[figure.start :][:2]) for figure in figures(text)]
    assert found == [("10", "te"), ("12", "１２"), ("1250", "1,")]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("在无锡市开庭", "The trial opens in Wuxi.", "zh"), ("顾明远董事长", "chairman Gu Mingyuan", "zh"),
        ("贝森特表示", "Bessent said", "zh"), ("ハートマンが来た", "Hartman came", "ja"),
        ("茂呂木（もろぎ）氏は", "Morogi said", "ja"), ("大阪で", "in Osaka", "ja"),
        ("GDPの成長", "growth of GDP", "ja"),
        ("议长御园生洋（Hiroshi Misonoo）", "Speaker Misonoo", "zh"),
    ],
)  # fmt: skip
def test_one_name_in_both_languages(source, target, language):
    own, other = names_of([source], [target], (language, "en"))
    assert own.keys() & other.keys()
    turned = names_of([target], [source], ("en", language))
    assert turned == (other, own)


def test_a_name_that_was_glossed_is_known_again():
    source = ["茂呂木優（もろぎ・ゆう）氏が会見した。", "天気は晴れ。", "茂呂木氏は否定した。"]
    own, _ = names_of(source, ["Yu Morogi met the press.", "Morogi denied it."], ("ja", "en"))
    assert {0, 2} in own.values()


def test_keys_of_a_bead():
    source = ["营收412.6亿元。", "总投资23亿欧元。", "天气很好。"]
    target = [
        "The weather was fine.",
        "The 2.3 billion-euro plant opens.",
        "Revenue was 41.26 billion yuan, 77,123 said.",
    ]
    sides = keys_of_both(source, target, ("zh", "en"))
    right, wrong = [1, 1, 1, 1], [1, 1, 2, 1]
    found = shared(Candidates(*np.array([right, wrong]).T), *sides)
    assert [value > 0 for value in found[0, [0, 3, 6]]] == [True, False, False]  # shared, nothing astray
    assert [value > 0 for value in found[1, [0, 3, 6]]] == [False, True, True]
    assert found[:, -1].tolist() == [0, 1]  # 77,123 stands nowhere in the source
    rows, columns = anchors(*sides)
    assert {(0, 2), (1, 1)} <= set(zip(rows.tolist(), columns.tolist(), strict=True))


@pytest.mark.parametrize("texts", [([""], [""]), (["3"], []), ([], ["3"]), (["\ud800"], ["9" * 5000])])
def test_hardly_any_text(texts):
    first, second = keys_of_both(*texts, ("zh", "en"))
    assert (len(first), len(second)) == tuple(map(len, texts))
