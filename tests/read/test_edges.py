"""What stands before and behind the text of an article, in any mix and order."""

from __future__ import annotations

import random

import pytest

from align.read import read

TEXTS = {
    "ja": (
        "市営バス5路線、来春廃止へ　北浜市",
        [
            "北浜市は3日、市営バス5路線を来年4月に廃止すると発表した。",
            "運転手は64人で、9人足りない。市は来月、説明会を開く。",
        ],
    ),
    "zh": (
        "北滨市明春停运五条公交线路",
        [
            "北滨市11月3日宣布，将于明年4月停运五条公交线路。",
            "目前该市有司机64人，缺9人。市政府下月将召开说明会。",
        ],
    ),
    "en": (
        "Kitahama to cut five bus lines next spring",
        [
            "Kitahama will close five of its city bus lines in April, it announced on Monday.",
            "The city has 64 drivers and lacks nine. It plans to meet with residents next month.",
        ],
    ),
}
HEADS = {
    "ja": [
        *(
            "運転手不足「苦渋の決断」",
            "2026年11月3日 18時05分 会員限定記事",
            "地域報道部・大沢恵(おおさわ・けい)、槙野隆",
        ),
        *("【北浜】大沢恵", "小鳥遊(たかなし)槙", "編集委員 槙野隆", "2026年11月4日付朝刊"),
    ],
    "zh": [
        *(
            "《北滨周报》记者 穆晓岚 发自北滨",
            "2026年11月3日",
            "滨海新报　穆晓岚",
            "撰文 穆晓岚",
            "司机短缺 市长称决定艰难",
        ),
        *("2026年11月3日　来源：《滨海日报》", "本报北滨11月3日电（记者 穆晓岚）"),
    ],
    "en": [
        *(
            "By a staff writer",
            "By Kei Osawa, senior staff writer",
            "Nov. 3, 2026, 6:05 p.m. (subscribers only)",
        ),
        *("City blames lack of drivers", "KITAHAMA, Nov. 3 (Hama Daily)", "Nov. 4, 2026, morning edition"),
    ],
}
FEET = {
    "ja": [
        *(
            "（構成・大沢恵）",
            "写真＝槙野隆撮影",
            "無断転載を禁じます。",
            "問い合わせ先：bus@kitahama.example",
            "関連ニュース一覧",
        ),
    ],
    "zh": [
        *(
            "责任编辑：穆晓岚",
            "【纠错】",
            "（责任编辑：穆晓岚）",
            "版权所有，未经授权不得转载。",
            "联系方式：news@hama.example",
            "更多精彩内容",
        ),
        "滨海新闻网是滨海报业集团旗下的新闻网站。",
    ],
    "en": [
        *(
            "(Reporting by Kei Osawa; Editing by Ryu Makino)",
            "Copyright 2026 Hama Daily. All rights reserved.",
        ),
        *("Contact: news@hama.example", "More from the region", "Photo by Ryu Makino"),
        "Hama Online is the English-language news portal of Hama Daily. "
        "Kitahama Press is authorized to reprint this article.",
    ],
}


def body_of(
    headline: str, head: list[str], body: list[str], foot: list[str], gap: str, top: str
) -> list[str]:
    text = top.join([headline, *head]) + "\n\n" + gap.join([*body, *foot]) + "\n"
    article = read(text.encode(), id="a")
    return [article.text[one.start : one.end] for one in article.blocks if one.kind in ("body", "heading")]


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("seed", range(12))
def test_head_and_foot_in_any_mix_are_no_text(language: str, seed: int) -> None:
    chance = random.Random(seed)
    headline, body = TEXTS[language]
    head = chance.sample(HEADS[language], chance.randint(0, 3))
    known = FEET[language][0]  # one line of the foot that a pattern knows
    foot = [known, *chance.sample(FEET[language][1:], chance.randint(0, 3))] if seed % 4 else []
    gap, top = chance.choice(["\n\n", "\n"]), chance.choice(["\n\n", "\n"])
    assert body_of(headline, head, body, foot, gap, top) == body


@pytest.mark.parametrize(
    ("language", "foot"),
    [
        (
            "en",
            [
                "Copyright 2026 Hama Daily. All rights reserved.",
                "The desk looks forward to hearing from you at any time of day.",
            ],
        ),
        ("en", ["(Reporting by Kei Osawa)", "Hama Daily", "Copyright 2026 Hama Daily"]),
        (
            "ja",
            [
                "（構成・大沢恵）",
                "無断転載を禁じます。",
                "浜日報は浜地方のニュースを1952年から毎日お届けしています。",
            ],
        ),
        ("zh", ["责任编辑：穆晓岚", "编辑：李雪", "本网致力于为您带来滨海地区最新最全的消息。"]),
    ],
)
def test_an_unknown_line_at_the_foot_makes_no_text_of_those_above_it(language: str, foot: list[str]) -> None:
    headline, body = TEXTS[language]
    found = body_of(headline, [], body, foot, "\n\n", "\n\n")
    assert not set(found) & set(foot[:-1])
    assert found[: len(body)] == body


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("en", "A rival operator is allowed to run two of the lines from May."),
        (
            "en",
            "Osawa, the mayor, called it a painful decision, and asked residents for their understanding.",
        ),
        ("ja", "市長の大沢恵氏は「苦しい決断だ」と述べた。"),
        ("zh", "市长穆晓岚说，这是一个艰难的决定。"),
    ],
)
def test_a_last_sentence_stays(language: str, last: str) -> None:
    headline, body = TEXTS[language]
    assert body_of(headline, [], [*body, last], [], "\n\n", "\n\n") == [*body, last]
    caption = {"en": "Photo by Ryu Makino", "ja": "写真＝槙野隆撮影", "zh": "图片来源：滨海新报"}[language]
    found = body_of(headline, [], [body[0], caption, body[1], last], [], "\n\n", "\n\n")
    assert found == [*body, last]


@pytest.mark.parametrize("mark", ["■", "◆"])
def test_a_marked_heading_before_the_first_sentence_stays(mark: str) -> None:
    headline, body = TEXTS["ja"]
    assert body_of(headline, [f"{mark}運転手が足りない"], body, [], "\n\n", "\n\n") == [
        f"{mark}運転手が足りない",
        *body,
    ]


def test_lines_of_the_head_are_paragraphs_of_their_own_and_the_title_is_the_first() -> None:
    for headline, body in TEXTS.values():
        article = read(f"{headline}\n2026-11-03\n\n{body[0]}\n\n{body[1]}\n".encode(), id="a")
        assert article.title == headline.replace("\u3000", " ")


def test_wrapped_text_without_blank_lines_is_still_joined() -> None:
    lines = [
        "The harbour authority said on Monday that it would",
        "dredge the northern channel before the winter, and",
        "that ships of more than nine metres would have to",
        "wait for the tide until the work has been finished.",
    ]
    article = read(("\n".join(lines) + "\n\n" + "\n".join(lines) + "\n").encode(), id="a")
    assert len([one for one in article.blocks if one.kind == "body"]) == 2
