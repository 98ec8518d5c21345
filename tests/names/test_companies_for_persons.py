"""Names of companies and teams in which no mention was found: none is taken for a person whom the rendering leaves
unnamed, nor is a reading that given names allow an error."""

from __future__ import annotations

import pytest

from tests.names.test_ledger import follow

# Each passage names a person whom its rendering calls by an office, and a body that the ledger does not know.
RIGHT = [
    (
        "ja",
        [
            ("青嵐フロロは工場の閉鎖を決めた。", "Seiran Fluoro decided to close its factory."),
            (
                "上条誠一(かみじょう・せいいち)裁判長は「会社は有害性を認識していた」と指摘した。",
                "The judge found that Seiran Fluoro had known of the danger.",
            ),
        ],
    ),
    (
        "ja",
        [
            (
                "決勝で室津は1部の西京アルタと対戦した。",
                "In the final Murotsu met first-division Saikyo Alta.",
            ),
            (
                "19歳の温井(ぬくい)大地が後半に同点とした。",
                "The teenager equalized against Saikyo Alta in the second half.",
            ),
        ],
    ),
    (
        "zh",
        [
            ("第二大股东、日本商社丸冈物产持股17.5%。", "Japanese trading house Maruoka Bussan holds 17.5%."),
            (
                "丸冈物产代表王志远说，公司尚未决定。",
                "Maruoka Bussan has not decided yet, its representative said.",
            ),
        ],
    ),
]


@pytest.mark.parametrize(("language", "pairs"), RIGHT)
def test_a_company_is_no_stranger(language, pairs):
    found = {t.mention.text: t.verdict for e in follow(pairs, language) for t in e.targets}
    assert "conflict" not in found.values(), found


def test_a_stranger_is_one():
    pairs = [
        ("青嵐フロロは工場の閉鎖を決めた。", "Seiran Fluoro decided to close its factory."),
        (
            "上条誠一(かみじょう・せいいち)裁判長は「会社は有害性を認識していた」と指摘した。",
            'Presiding Judge Kenta Morishima said, "The company knew of the danger."',
        ),
    ]
    found = {t.mention.text: t.verdict for e in follow(pairs, "ja") for t in e.targets}
    assert found["Kenta Morishima"] == "conflict"


@pytest.mark.parametrize(
    ("language", "source", "target", "spelling", "verdict"),
    [
        # The source reads the family name; the given name may be read as no dictionary has it.
        ("ja", "温井(ぬくい)颯太が同点とした。", "Sota Nukui equalized.", "Sota Nukui", "unknown"),
        ("ja", "温井(ぬくい)颯太が同点とした。", "Sota Onsei equalized.", "Sota Onsei", "conflict"),
        # The given name is another's in the source only because no name was seen in it.
        (
            "ja",
            "星見台の鹿目(かなめ)千尋台長は会見した。",
            "Director Chihiro Shikame spoke.",
            "Chihiro Shikame",
            "conflict",
        ),
        # In Hong Kong a family name may be spelled as in pinyin, the rest as it is said there.
        (
            "zh-Hant",
            "法官鄔世勳指證據不足。",
            "Judge Wu Sai-fan said the evidence was weak.",
            "Wu Sai-fan",
            "unknown",
        ),
        ("zh-Hant", "法官鄔世勳指證據不足。", "Judge Wu Mei-ling said so.", "Wu Mei-ling", "conflict"),
    ],
)
def test_names_that_may_be_read_so(language, source, target, spelling, verdict):
    found = {t.mention.text: t.verdict for e in follow([(source, target)], language) for t in e.targets}
    assert found.get(spelling, "unknown") in {verdict, "accept"} - (
        {"accept"} if verdict == "conflict" else set()
    )
