"""Cities, regions and seas that were exchanged for a neighbour, and right ones beside persons of the same name."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

CASES = [
    ("ja", True, "県は防災ヘリコプターで延岡市内の病院に運ぶ方針だ。", "The prefecture plans to fly them to hospitals in the city of Hyuga by helicopter."),
    ("ja", False, "県は防災ヘリコプターで延岡市内の病院に運ぶ方針だ。", "The prefecture plans to fly them to hospitals in the city of Nobeoka by helicopter."),
    ("ja", True, "国土交通省近畿地方整備局は同社を指名停止とした。", "The Chubu Regional Development Bureau of the land ministry suspended the company."),
    ("ja", False, "国土交通省近畿地方整備局は同社を指名停止とした。", "The Kinki Regional Development Bureau of the land ministry suspended the company."),
    ("ja", True, "バス会社(上田市、従業員412人)の労組は妥結した。", "The union of the bus company, based in Nagano and with 412 employees, reached a deal."),
    ("ja", False, "バス会社(上田市、従業員412人)の労組は妥結した。", "The union of the bus company, based in Ueda and with 412 employees, reached a deal."),
    ("ja", True, "両外相は南シナ海での一方的な現状変更に反対した。", "The two ministers opposed unilateral changes to the status quo in the East China Sea."),
    ("ja", False, "両外相は南シナ海での一方的な現状変更に反対した。", "The two ministers opposed unilateral changes to the status quo in the South China Sea."),
    ("zh-Hant", True, "屯門及元朗兩間中學計劃合併。", "Two secondary schools in the districts of Tuen Mun and Tsuen Wan plan to merge."),
    ("zh-Hant", False, "屯門及元朗兩間中學計劃合併。", "Two secondary schools in the districts of Tuen Mun and Yuen Long plan to merge."),
    ("zh", True, "工厂位于浙江省义乌市。", "The plant is in Jinhua, Zhejiang province."),
    ("zh", False, "工厂位于浙江省义乌市。", "The plant is in Yiwu, Zhejiang province."),
    ("zh", True, "洪水淹没了湖北荆门市的农田。", "Floods inundated farmland in Jingzhou, Hubei province."),
    ("zh", False, "洪水淹没了湖北荆门市的农田。", "Floods inundated farmland in Jingmen, Hubei province."),
    ("ja", False, "上田社長は長野県佐久市で会見した。", "President Ueda held a news conference in Saku, Nagano Prefecture."),
    ("ja", True, "上田社長は長野県佐久市で会見した。", "President Ueda held a news conference in Suwa, Nagano Prefecture."),
    ("ja", False, "富山県高岡市と氷見市で断水した。", "The water supply was cut in Takaoka and Himi, Toyama Prefecture."),
    ("ja", True, "富山県高岡市と氷見市で断水した。", "The water supply was cut in Takaoka and Uozu, Toyama Prefecture."),
    ("ja", False, "市は住民に避難を呼びかけた。", "The city of Suzu urged residents to evacuate."),
    ("ja", False, "石川県珠洲市長は避難を呼びかけた。", "The mayor of Suzu, Ishikawa Prefecture, urged people to evacuate."),
    ("ja", True, "石川県珠洲市長は避難を呼びかけた。", "The mayor of Wajima, Ishikawa Prefecture, urged people to evacuate."),
    ("ja", False, "日向灘で地震があった。", "There was an earthquake in the Hyuga-nada Sea."),
    ("ja", False, "鹿児島県日置市の工場で火災があった。", "A fire broke out at a factory in Hioki, Kagoshima Prefecture."),
    ("ja", False, "茨城県日立市の日立製作所の工場が再開した。", "Hitachi's factory in Hitachi, Ibaraki Prefecture, reopened."),
    ("zh", False, "李永康在高平市表示，将继续调查。", "Li Yongkang said in Gaoping that the inquiry would go on."),
    ("zh", False, "渔船在东海失联。", "The fishing boat went missing in the East China Sea."),
    ("zh", True, "渔船在东海失联。", "The fishing boat went missing in the South China Sea."),
    ("ja", False, "関西の私大が発表した。", "A private university in the Kansai region announced it."),
    ("ja", False, "近畿の2府4県で雨が降る。", "It will rain in the Kansai region's six prefectures."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "wrong", "source", "target"), CASES)
def test_a_place_for_its_neighbour(language: str, wrong: bool, source: str, target: str) -> None:
    found = checked([source], [target], language, ["places"], names=None).findings
    assert bool(found) == wrong
