"""Another thing of the same kind: one source, a translation, the same with the other thing."""

# ruff: noqa: E501 - pairs read best side by side
from __future__ import annotations

import pytest

from tests.fidelity.pairs import checked

PAIRS = [
    ("ja", "元町長は収賄の疑いで逮捕された。", "The former mayor was arrested on suspicion of taking bribes.", "The former mayor was arrested on suspicion of giving bribes."),
    ("ja", "男性は腎臓がんで亡くなった。", "The man died of kidney cancer.", "The man died of lung cancer."),
    ("ja", "病院は特定機能病院に指定されている。", "The hospital is designated an advanced treatment hospital.", "The hospital is designated a regional medical care support hospital."),
    ("ja", "被告に執行猶予付きの判決が言い渡された。", "The defendant was given a suspended sentence.", "The defendant was given the death penalty."),
    ("ja", "工事は遅くとも3月に終わる。", "The work will end in March at the latest.", "The work will end in March at the earliest."),
    ("ja", "政府は消費税の引き下げを見送った。", "The government decided against cutting the consumption tax.", "The government decided against cutting the corporate tax."),
    ("zh", "中级人民法院驳回了请求。", "The Intermediate People's Court rejected the request.", "The Supreme People's Court rejected the request."),
    ("zh", "省政协副主席出席了会议。", "A vice chair of the provincial committee of the CPPCC attended.", "A vice chair of the provincial People's Congress attended."),
    ("zh", "她全场打出九记双误。", "She served nine double faults in the match.", "She served nine aces in the match."),
    ("zh", "央行下调存款准备金率。", "The central bank cut the reserve requirement ratio.", "The central bank cut the mortgage rate."),
    ("zh", "检察机关以涉嫌行贿罪批准逮捕。", "Prosecutors approved an arrest on suspicion of giving bribes.", "Prosecutors approved an arrest on suspicion of taking bribes."),
    ("zh-Hant", "他向勞資審裁處申訴。", "He took the case to the Labour Tribunal.", "He took the case to the Labour Department."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "right", "wrong"), PAIRS)
def test_another_of_its_kind(language: str, source: str, right: str, wrong: str) -> None:
    assert [one.message for one in checked([source], [right], language, ["kind"]).findings] == []
    (found,) = checked([source], [wrong], language, ["kind"]).findings
    assert found.severity == ("minor" if "taking bribes" in wrong else "major")  # 行贿 holds what 受贿 holds


def test_longer_words_hold_no_shorter_ones() -> None:
    source = "监管部门可能要求该行增加资本。"
    assert not checked(
        [source], ["Regulators may ask the bank to raise its capital."], "zh", ["modality"]
    ).findings


def test_sentences_around_excuse_no_plain_exchange() -> None:
    source = ["警察は会社を家宅捜索した。", "検察は起訴する方針だ。", "警察は関係者から事情を聴いている。"]
    target = [
        "Police searched the company.",
        "Prosecutors plan to indict.",
        "Prosecutors are questioning those involved.",
    ]
    found = checked(source, target, "ja", ["kind"]).findings
    assert [one.target.sentence for one in found if one.target] == [2]
