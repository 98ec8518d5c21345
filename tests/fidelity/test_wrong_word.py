"""Words that say the opposite of the source, and words that only look so."""

from __future__ import annotations

import random

import pytest

from align.errors import InputError
from align.evaluate.planting import known_kinds, plant
from align.fidelity.lexicon.opposites import opposites
from align.fidelity.passage.profile import Profile
from tests.fidelity.pairs import checked

OPPOSITE = [
    ("ja", "輸出は前年より増加した。", "Exports decreased from the year before.", "decreased", "increased"),
    ("zh", "这家公司去年买下了那家工厂。", "The company sold the factory last year.", "sold", "bought"),
    ("ja", "日銀は金利を引き上げた。", "The BOJ cut interest rates.", "cut", "raised"),
    ("zh", "他们赢了这场比赛。", "They lost the game.", "lost", "won"),
    ("ja", "男は危険な薬を売っていた。", "The man was selling a safe drug.", "safe", "dangerous"),
    ("ja", "平均所要時間が2割増えた。", "Average travel times decreased 20%.", "decreased", "increased"),
    ("zh", "股价上涨1.4%。", "Shares are down 1.4%.", "down", "up"),
    ("zh", "股价上涨1.4%。", "Shares fell 1.4%.", "fell", "rose"),
    ("ja", "地裁は袴田さんに無罪を言い渡した。", "The court convicted Hakamata.", "convicted", "acquitted"),
    ("ja", "姉は「悔しい」と語った。", "His mother said she felt bitter.", "mother", "sister"),
    ("zh-Hant", "她反對提高國防預算。", "She supports raising the defense budget.", "supports", "opposes"),
    ("zh", "许多老人住在那里。", "Many young people live there.", "young", "old"),
    (
        "ja",
        "北部の都市で地震があった。",
        "There was an earthquake in a southern city.",
        "southern",
        "northern",
    ),
]


@pytest.mark.parametrize(("language", "source", "target", "word", "expected"), OPPOSITE)
def test_an_opposite_is_found(language: str, source: str, target: str, word: str, expected: str) -> None:
    (finding,) = checked([source], [target], language, ["wrong_word"]).findings
    assert finding.target is not None
    assert (finding.target.text, finding.expected, finding.severity) == (word, expected, "major")
    assert finding.source is not None
    assert finding.source.text == finding.evidence["in the source"]


def test_an_article_says_what_its_sentences_say() -> None:
    pairs = [one for one in OPPOSITE if one[0] == "ja"]
    pairs = [*pairs[:2], ("ja", "雨だった。", "It rained.", "", ""), *pairs[2:]]
    sources, targets = [one[1] for one in pairs], [one[2] for one in pairs]
    findings = checked(sources, targets, "ja", ["wrong_word"]).findings
    assert [(one.target.text, one.expected) for one in findings if one.target] == [
        (word, expected) for *_, word, expected in pairs if word
    ]


RIGHT = [
    ("ja", "子どもの学ぶ場を減らすわけにはいかない。", "We cannot give up places where children learn."),
    (
        "zh",
        "电动汽车市场的增长速度低于预期。",
        "The electric car market has been growing more slowly than expected.",
    ),
    (
        "ja",
        "想定為替レートは1ドル＝146円と、従来より1円円安に見直した。",
        "It now assumes an exchange rate of 146 yen to the dollar, 1 yen weaker than before.",
    ),
    ("ja", "輸出は前年より増加した。", "Exports increased from the year before."),
    ("zh", "他们赢了这场比赛。", "They won the game."),
    ("zh", "他们没有输。", "They did not lose."),
    ("ja", "価格の上昇と下落を調べた。", "They studied the rise and the fall of prices."),
    ("zh", "股价先涨后跌。", "Shares rose, then fell."),
    ("ja", "姉と母が来た。", "His mother came."),
    ("zh-Hant", "她主張加強團結。", "She calls for strengthening unity."),
    ("ja", "彼は東京に住んでいる。", "He lives in Tokyo."),
    ("zh", "South先生到了。", "Mr. South came."),
    ("ja", "", "They lost."),
]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_what_is_right_is_let_pass(language: str, source: str, target: str) -> None:
    assert checked([source], [target], language, ["wrong_word"]).findings == ()


def test_the_threshold_is_the_profiles() -> None:
    pair = ["他们赢了这场比赛。"], ["They lost the game."], "zh", ["wrong_word"]
    assert checked(*pair, profile=Profile(thresholds={"wrong_word": 1.0})).findings == ()


def test_opposites_go_both_ways() -> None:
    found = {word: {one.word for one in others} for word, others in opposites().items()}
    assert all(word in found[other] for word, others in found.items() for other in others)
    assert "bought" in found["sold"]
    assert {"father", "sister", "wife"} <= found["mother"]


def test_a_part_of_the_source_accuses_one_word() -> None:
    source = ["她主张两岸交流，反对提高国防预算。"]
    target = ["She supports cross-strait exchanges and supports raising the defense budget."]
    findings = checked(source, target, "zh", ["wrong_word"]).findings
    assert [one.target.text for one in findings if one.target] == ["supports"]


def test_an_opposite_is_planted() -> None:
    lines = ["The bank sold its shares to a rival last year."]
    planted = plant("word", lines, random.Random(1), ())
    assert planted is not None
    assert planted.after == "The bank bought its shares to a rival last year."
    assert plant("word", ["Nothing of the kind is here at all."], random.Random(1), ()) is None
    assert known_kinds("word") == ("word",)
    with pytest.raises(InputError, match="no such kind"):
        known_kinds("words")
