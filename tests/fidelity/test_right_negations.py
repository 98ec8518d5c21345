"""Denials that an editor says in other words or in another place, in reprints written anew, and errors in such."""

from __future__ import annotations

import pytest

import align

# Round about the passage, so that the reprint is told as a free one.
AROUND = {
    "ja": (
        "市は5日、老朽化した図書館を建て替えると発表した。建設費は約40億円に上る。{}市長の三宅洋子氏は「子どもが集まる場所にしたい」と述べた。",
        "Taxpayers will foot a bill of some 4 billion yen for the library that is to take over from the old one, as "
        "the city made public on the 5th. {} Yoko Miyake, the mayor, hopes that the young will make it theirs.",
    ),
    "zh": (
        "该市5日宣布重建老旧的图书馆。工程费用约2.4亿元。{}市长秦雪说：“希望这里成为孩子们聚集的地方。”",
        "Some 240 million yuan will go into a library to take over from the old one, as the city made public on the "
        "5th. {} Qin Xue, the mayor, would like to see the young make it theirs.",
    ),
}
RIGHT = [
    (
        "ja",
        "市は3年間、水漏れを公表しなかった。",
        "For three years officials had kept the leak to themselves.",
    ),
    ("ja", "住民は反対したが、聞き入れられなかった。", "Those who live near by had objected, in vain."),
    ("ja", "けが人はなく、蔵書に被害もなかった。", "Nobody was hurt, and the books are intact."),
    (
        "ja",
        "利用が減ったのは本のせいではなく、場所のせいだという。",
        "Its site is to blame for the falling numbers.",
    ),
    ("ja", "館長は「ご迷惑をかけ、申し訳ない」と話した。", "The librarian apologized for the trouble."),
    ("ja", "利用者は開館以来最少だった。", "Never since it opened have so few people come."),
    ("ja", "0歳児の登録も受け付ける。", "Babies who have not had their first birthday can have a card, too."),
    ("zh", "工人王某没有出庭。", "Wang, a workman, stayed away from the courtroom."),
    ("zh", "人数下降并非因为图书，而是因为位置。", "Its site is to blame for the falling numbers."),
    ("zh", "请不要只看价格。", "Look beyond the price tag, officials say."),
]
WRONG = [
    ("ja", "市は増税を検討していない。", "The city is thinking about raising taxes."),
    ("ja", "住民は説明を受けていない。", "Those who live near by have been given an explanation."),
    ("zh", "居民没有得到解释。", "Those who live near by were given an explanation."),
    ("zh", "该市将增加税收。", "The city will not raise taxes."),
]


def negations(language: str, source: str, target: str) -> list[str]:
    around = AROUND[language]
    report = align.check(
        around[0].format(source), around[1].format(target), checks=["negation"], scored=False
    )
    assert report.reprint == "free"
    return [one.severity for one in report.findings]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_denial_in_other_words_is_one(language, source, target):
    assert not negations(language, source, target)


@pytest.mark.parametrize(("language", "source", "target"), WRONG)
def test_a_denial_turned_round_is_found_in_a_free_reprint(language, source, target):
    assert negations(language, source, target)
