"""Japanese names whose reading stands in brackets between the name and a title."""

from __future__ import annotations

import pytest

from align.document import Sentence
from align.names.mentions.japanese import japanese_mentions

CASES = [
    ("李在明（イ・ジェミョン）大統領と会談した。", "李在明", "大統領"),
    ("尹錫悦（ユン・ソンニョル）前大統領は出廷した。", "尹錫悦", "前大統領"),
    ("習近平（シー・ジンピン）国家主席が訪れた。", "習近平", "国家主席"),
    ("文在寅（ムン・ジェイン）前大統領は語った。", "文在寅", "前大統領"),
    ("頼清徳（ライ・チンドー）総統は演説した。", "頼清徳", "総統"),
    ("高橋健二（たかはし・けんじ、52歳）前副知事が出馬する。", "高橋健二", "前副知事"),
    ("鈴木花子（すずき・はなこ）名誉教授は驚いた。", "鈴木花子", "名誉教授"),
    ("佐々木蒼（ささき あおい）新社長が就任した。", "佐々木蒼", "新社長"),
    ("中村翔（なかむらしょう）参院議員は述べた。", "中村翔", "参院議員"),
    ("渡辺真由美（わたなべ・まゆみ）最高執行責任者は述べた。", "渡辺真由美", "最高執行責任者"),
    ("御厨（みくりや）健吾市長は語った。", "御厨（みくりや）健吾", "市長"),
]


@pytest.mark.parametrize(("text", "name", "title"), CASES)
def test_the_name_ends_where_its_reading_begins(text: str, name: str, title: str) -> None:
    found = japanese_mentions([Sentence(text, 0, len(text))])[0]
    assert (found.text, found.title) == (name, title)
    assert text[found.start : found.end] == name
