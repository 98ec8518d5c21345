"""An office of another class than the source gives a person: a managing director made company president."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

CASES = [
    # language, source, right, wrong (None where the pair is right alone)
    ("ja", "小宮山恵理常務は会見で述べた。", "Managing Director Eri Komiyama said this at a news conference.", "Company President Eri Komiyama said this at a news conference."),
    ("ja", "佐藤恵子専務は陳謝した。", "Keiko Sato, the company's senior managing director, apologized.", "Chairman Keiko Sato apologized."),
    ("ja", "田中浩二裁判長は訴えを退けた。", "Presiding Judge Koji Tanaka dismissed the suit.", "Prosecutor Koji Tanaka dismissed the suit."),
    ("zh", "董事长刘国栋表示，公司将扩产。", "Chairman Liu Guodong said the company would expand.", "General Manager Liu Guodong said the company would expand."),
    ("zh", "省教育厅厅长刘国栋表示，将扩招。", "Liu Guodong, director of the provincial education department, said enrollment would expand.", "Governor Liu Guodong said enrollment would expand."),
    ("zh-Hant", "農業部次長連福田說，系統已改版。", "Deputy Agriculture Minister Lien Fu-tien said the system had been upgraded.", "Agriculture Minister Lien Fu-tien said the system had been upgraded."),
    ("zh-Hant", "教育局局長蔡若蓮說會檢討。", "Secretary for Education Choi Yuk-lin said there would be a review.", None),
    ("zh-Hant", "運輸署署長李頌恩說會檢討。", "Commissioner for Transport Lee Chung-yan said there would be a review.", None),
    ("ja", "日本医師会の佐藤恵子会長は反対した。", "Keiko Sato, president of the Japan Medical Association, objected.", None),
    ("ja", "財務省の三村健二財務官は述べた。", "Kenji Mimura, vice finance minister for international affairs, said so.", None),
    ("ja", "実行委員長を務めた中村聡さんは笑顔を見せた。", "Satoshi Nakamura, who chaired the organizing committee, smiled.", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "right", "wrong"), CASES)
def test_an_office_of_another_class(language: str, source: str, right: str, wrong: str | None) -> None:
    assert checked([source], [right], language, ["offices"], names=None).findings == ()
    if wrong is not None:
        found = checked([source], [wrong], language, ["offices"], names=None).findings
        assert "major" in {one.severity for one in found}
