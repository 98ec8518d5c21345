"""Characters that three countries share: whom the source calls Korean or Japanese is not spelled as Chinese."""

# ruff: noqa: E501 - cases read best one a line
from __future__ import annotations

import pytest

from align.document import Bead
from align.names import ledger
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import embedded

CASES = [
    ("zh", "韩国籍的安成浩表示不服。", "Ahn Sung-ho, a South Korean, objected.", "安成浩", "accept"),
    ("zh-Hant", "韓籍投手姜泰旭先發。", "South Korean pitcher Chiang Tai-hsu started.", "姜泰旭", "conflict"),
    ("zh", "首尔某医院的医生皇甫哲表示怀疑。", "Hwangbo Chul, a doctor in Seoul, was doubtful.", "皇甫哲", "accept"),
    ("zh", "首尔医院医生皇甫哲表示怀疑。", "Huangfu Zhe, a doctor in Seoul, was doubtful.", "皇甫哲", "conflict"),
    ("zh", "韩国次官补南宫润浩解释说。", "South Korean official Namgung Yun-ho explained.", "南宫润浩", "accept"),
    # a country that somebody visits, or knows, is not his own
    ("zh", "访问韩国的教授姜泰旭表示。", "Professor Jiang Taixu, who is visiting South Korea, said.", "姜泰旭", "accept"),
    ("zh", "韩国问题专家姜泰旭表示。", "Jiang Taixu, an expert on South Korea, said.", "姜泰旭", "accept"),
    # a pinyin misprint is no Korean name; another Korean family is another person
    ("zh", "总经理韩立钧出席。", "General manager Han Lijin attended.", "韩立钧", "conflict"),
    ("zh", "总经理韩立钧出席。", "General manager Han Lijun attended.", "韩立钧", "accept"),
    ("ja", "徐民浩(ソ・ミンホ)さん(34)が見つけた。", "It was found by Jo Min-ho, 34.", "徐民浩", "conflict"),
    ("ja", "徐民浩(ソ・ミンホ)さん(34)が見つけた。", "It was found by Seo Min-ho, 34.", "徐民浩", "accept"),
    # two surnames in one, and a given name that the source reads
    ("zh-Hant", "總教練范姜志遠說。", "Manager Fanchiang Chih-yuan said so.", "范姜志遠", "accept"),
    ("ja", "鷲尾冬子(ふゆこ)外相は22日、会見した。", "Foreign Minister Fuyuko Washio spoke on the 22nd.", "鷲尾冬子", "accept"),
    ("ja", "鷲尾冬子(ふゆこ)外相は22日、会見した。", "Foreign Minister Toko Washio spoke on the 22nd.", "鷲尾冬子", "conflict"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "name", "verdict"), CASES)
def test_whose_name_it_is(language: str, source: str, target: str, name: str, verdict: str) -> None:
    here, there = article_of_lines([source], language, "source"), article_of_lines([target], "en", "target")
    entries = ledger(here[0], there[0], here[1], there[1], [Bead((0,), (0,), 1.0)], embedded())
    entry = next(one for one in entries if one.source == name)
    assert [one.verdict for one in entry.targets][:1] == [verdict], entry


def test_a_question_is_no_surname() -> None:
    here, there = (
        article_of_lines(["信望中學校監冼礪恒接受查詢時表示，合併並非源於財困。"], "zh-Hant", "source"),
        article_of_lines(["Sin said the merger was not about money."], "en", "target"),
    )
    entries = ledger(here[0], there[0], here[1], there[1], [Bead((0,), (0,), 1.0)], embedded())
    assert [one.source for one in entries if one.kind == "person"] == ["冼礪恒"]
