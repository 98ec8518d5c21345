"""Roles that are past, acting, a deputy's or still to be taken up, and what only looks like one."""

from __future__ import annotations

import pytest

from align.fidelity.actors.tenures import tenures

CASES = (
    ("ja", "元県土木部長の男性が証言した。", ["former"]),
    ("ja", "元銀行員の女が逮捕された。", ["former"]),
    ("ja", "山田太郎前社長が会見した。", ["former"]),
    ("ja", "旧経営陣が起訴された。", ["former"]),
    ("ja", "議長代行が議事を進めた。", ["acting"]),
    ("ja", "次期社長が会見した。", ["designate"]),
    ("ja", "名誉教授が講演した。", ["emeritus"]),
    ("ja", "元気な選手が多い。", []),
    ("ja", "前線の兵士に届けた。", []),
    ("ja", "駅前の店長が話した。", []),
    ("ja", "地元選手が勝った。", []),
    ("ja", "事故当時の様子を話した。", []),
    ("zh", "该厂前质检员提供了文件。", ["former"]),
    ("zh", "市教育局原局长受审。", ["former"]),
    ("zh-Hant", "前軟件工程師作供。", ["former"]),
    ("zh-Hant", "署理行政總裁會見傳媒。", ["acting"]),
    ("zh", "候任市长发表讲话。", ["designate"]),
    ("zh", "目前官员尚未回应。", []),
    ("zh", "他在法庭前对记者说。", []),
    ("zh", "前往现场的官员表示。", []),
    ("zh", "球队前锋受伤，前线士兵撤退。", []),
    ("zh", "原因尚待官员查明。", []),
)


@pytest.mark.parametrize(("language", "text", "kinds"), CASES)
def test_tenures(language: str, text: str, kinds: list[str]) -> None:
    assert [one.kind for one in tenures(text, language)] == kinds
