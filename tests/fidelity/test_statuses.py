"""How far something has come: the marks of Japanese and Chinese, and what English says before a verb."""

from __future__ import annotations

import pytest

from align.fidelity.lexicon.statuses import governed, marks

MARKS = (
    ("ja", "控訴するかどうかを検討している。", ["undecided", "considered"]),
    ("ja", "条例案を可決する見通しだ。", ["future"]),
    ("ja", "監督は解任されかけた。", ["nearly"]),
    ("ja", "ファンが詰めかけた。", []),
    ("ja", "避難を呼びかけた。", []),
    ("ja", "堤防が壊れる恐れがある。", ["possible"]),
    ("zh", "两家银行正在洽谈合并。", ["ongoing", "negotiating"]),
    ("zh", "该基金险些倒闭。", ["nearly"]),
    ("zh-Hant", "該基金險些倒閉。", ["nearly"]),
    ("zh-Hant", "政府尚未決定會否延長。", ["undecided", "undecided"]),
    ("zh", "他们不可能回国。", []),
    ("zh", "我们的住房计划为期三年。", []),
    ("zh", "他是一名退役将军。", []),
)


@pytest.mark.parametrize(("language", "text", "statuses"), MARKS)
def test_marks_of_a_source(language: str, text: str, statuses: list[str]) -> None:
    found = [one.status for one in marks(text, language) if one.status != "loose-open"]
    assert found == statuses


# The word that is asked of stands between slashes.
GOVERNED = (
    ("The coach was /dismissed/.", "done"),
    ("It has already /recalled/ them.", "done"),
    ("It had been /sold/.", "done"),
    ("The firm /launched/ a bus.", "done"),
    ("The firm launched a new /bus/.", "done"),
    ("It will soon /rule/.", "future"),
    ("It would study the case and file an /appeal/.", "future"),
    ("They’ll /leave/.", "future"),
    ("It is to be /elected/.", "future"),
    ("It may be /sold/.", "possible"),
    ("It decided not to /extend/ it.", "decided"),
    ("It agreed to a /merger/.", "decided"),
    ("It is considering the /sale/.", "considered"),
    ("It plans to /close/.", "planned"),
    ("It was not /dismissed/.", None),
    ("It was a /dismissal/.", None),
    ("The /proposed/ law is new.", None),
    ("The plan, /announced/ in May, failed.", None),
)


@pytest.mark.parametrize(("text", "status"), GOVERNED)
def test_what_english_says_of_a_verb(text: str, status: str | None) -> None:
    before, word, after = text.split("/")
    found = governed(before + word + after, len(before), len(before) + len(word))
    assert (found.status if found else None) == status
