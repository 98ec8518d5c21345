"""Right text that was accused once, its neighbours, and beside it wrong text of the same kind that stays accused."""

# ruff: noqa: E501 - pairs read best side by side
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

RIGHT = [
    ("roles", "ja", "宇賀治社長は再発防止策がまとまり次第、辞任する意向を示した。", "President Ugaji said he intends to resign once measures to prevent a recurrence have been put together."),
    ("roles", "ja", "部長は後任が決まれば退任する。", "The director will step down when a successor has been chosen."),
    ("roles", "zh", "总经理表示，收购完成后将离职。", "The general manager said he would leave once the acquisition is completed."),
    ("negation", "zh", "采石场因违规堆放弃渣被罚款。", "The quarry was fined for illegally piling up waste rock."),
    ("negation", "zh", "工厂因违规排放弃水被查处。", "The plant was punished for illegally discharging waste water."),
    ("negation", "ja", "入試を控えた時期なので心配だ。", "I'm worried because this comes just before entrance exams."),
    ("negation", "ja", "総選挙を控えて各党は準備を急いでいる。", "With a general election ahead, the parties are hurrying their preparations."),
    ("negation", "ja", "会社は回答額を変えなかった。", "The company stuck to its offer."),
    ("negation", "ja", "機械は半年動かなかった。", "The machine was out of operation for half a year."),
    ("negation", "ja", "大臣は発言を控えた。", "The minister declined to comment."),
    ("numbers", "zh-Hant", "約有六十戶失去養殖場地，只有十一戶領到補償金。", "About 60 households lost their farming sites, and only 11 of them received compensation."),
    ("numbers", "zh-Hant", "現場有三十隻鴨、四十顆蛋、兩臺車。", "There were 30 ducks, 40 eggs and two cars at the scene."),
    ("numbers", "zh-Hant", "他被判刑2年2月。", "He was sentenced to two years and two months in prison."),
    ("numbers", "zh", "他被判处3年6个月监禁。", "He was sentenced to three years and six months in prison."),
    ("direction", "zh", "股价一度上涨5.2%，收盘涨幅收窄至1.8%。", "Shares rose as much as 5.2 percent before paring gains to close up 1.8 percent."),
    ("direction", "zh", "订单增幅回落至3%。", "Growth in orders slowed to 3 percent."),
    ("exchanged_amounts", "zh", "“7·21”山洪已造成7人遇难、5人失联。", "Seven people have died and five are missing following the July 21 flash flood."),
    ("exchanged_amounts", "zh", "“5·12”地震造成5人死亡、3人受伤。", "The May 12 earthquake killed five people and injured three."),
    ("modality", "zh", "是否存在人为因素有待调查组的结论。", "Whether there were human factors must await the conclusions of the investigation team."),
    ("modality", "ja", "過失があったかどうかは調査の結果を待つ。", "Whether there was negligence must await the result of the inquiry."),
    ("modality", "zh", "公司力争明年三季度投产。", "The company is striving to begin production in the third quarter of next year."),
    ("tense", "ja", "市は2030年度の開業を掲げており、用地の買収を進める。", "The city aims to open it in fiscal 2030 and is buying land."),
    ("kind", "zh", "两地间的班车已停运。", "Coach services between the two places have been suspended."),
    ("numbers", "zh", "“5·12”汶川地震造成严重破坏。", "The Wenchuan earthquake caused severe damage."),
    ("dates", "zh", "“5·12”汶川地震造成严重破坏。", "The Wenchuan earthquake caused severe damage."),
    ("dates", "zh", "“9·11”事件改变了世界。", "The attacks of 9/11 changed the world."),
    ("numbers", "zh", "“9·11”事件改变了世界。", "The attacks of 9/11 changed the world."),
    ("dates", "zh", "“7·21”山洪造成损失。", "The July 21 flash flood caused losses."),
    ("numbers", "zh", "“7·21”山洪造成损失。", "The July 21 flash flood caused losses."),
]  # fmt: skip
WRONG = [
    ("negation", "zh", "公司放弃了收购计划。", "The company went ahead with the acquisition plan."),
    ("negation", "ja", "大臣はコメントを控えた。", "The minister commented at length."),
    ("negation", "ja", "知事は言及を控えた。", "The governor spoke of it at length."),
    ("numbers", "zh-Hant", "只有十一戶領到補償金。", "Only 12 households received compensation."),
    ("numbers", "zh-Hant", "他被判刑2年2月。", "He was sentenced to two years and eight months in prison."),
    ("exchanged_amounts", "zh", "“7·21”山洪已造成7人遇难、5人失联。", "Five people have died and seven are missing following the July 21 flash flood."),
    ("modality", "zh", "公司力争明年三季度投产。", "The company will begin production in the third quarter of next year."),
]  # fmt: skip


@pytest.mark.parametrize(("check", "language", "source", "target"), RIGHT)
def test_right_text_is_left_alone(check: str, language: str, source: str, target: str) -> None:
    assert [one.message for one in checked([source], [target], language, [check]).findings] == []


@pytest.mark.parametrize(("check", "language", "source", "target"), WRONG)
def test_wrong_text_of_the_same_kind_is_found(check: str, language: str, source: str, target: str) -> None:
    assert checked([source], [target], language, [check]).findings
