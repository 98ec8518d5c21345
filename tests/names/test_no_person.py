"""Companies, teams and words that stand where a person's name should: none of them is a misspelled person."""

from __future__ import annotations

import pytest

from align.names.mentions.chinese import chinese_mentions
from align.names.mentions.english import english_mentions
from align.split import split_text
from tests.names.test_ledger import article, follow, verdicts

# Right translations in which a company or team stands near a person, or renders hanzi that look like one.
RIGHT = [
    (
        "ja",
        [
            ("青柳亮介(あおやぎ・りょうすけ)裁判長は被告の責任を認めた。", "Who took Seiryu Polymer to court won."),
            ("清流ポリマーは控訴する方針だ。", "The company will appeal."),
        ],
    ),
    (
        "ja",
        [
            ("汐見は38分、主将が同点とした。", "Against Kitami Altair the captain equalized after 38 minutes."),
            ("汐見が北見アルタイルとの決勝を制した。", "Shiomi won the final against Kitami Altair."),
        ],
    ),
    ("zh", [("亚太区总代表藤田雅纪表示不予置评。", "Okubo Shoji's Masanori Fujita had no comment.")]),
    (
        "zh",
        [
            ("数据提供商路信特说，交易额下降。", "Volumes fell, Datanova said."),
            ("路信特称数据可靠。", "Datanova has good data."),
        ],
    ),
    (
        "zh",
        [
            ("品牌万利泉的创始人沈志林说。", "William Shum, founder of Tourmont, said so."),
            ("万利泉表示乐观。", "Tourmont has hopes."),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "pairs"), RIGHT)
def test_what_is_no_person_is_not_accused(language, pairs):
    assert "conflict" not in verdicts(follow(pairs, language)).values()


# A stranger in a person's place is still seen, where nothing of the source says him.
WRONG = [
    ("ja", [("青柳亮介(あおやぎ・りょうすけ)裁判長は述べた。", "Judge Taizo Negoro said so.")], "Taizo Negoro"),
    ("zh", [("首席执行官罗启航表示乐观。", "Chief Executive Officer David Miller was upbeat.")], "David Miller"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "pairs", "wrong"), WRONG)
def test_a_stranger_is_a_conflict(language, pairs, wrong):
    assert verdicts(follow(pairs, language))[wrong] == "conflict"


NO_NAMES = ["公司中国区总代表藤田雅纪表示。", "亚洲区总经理说。", "这归功于区总裁的努力。"]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_belongs_to_a_title_is_no_given_name(text):
    found = chinese_mentions(split_text(text, "zh"))
    assert not [one.text for one in found if one.text.endswith("总")]


TITLED = [
    ("chaired by Prof. Kyohei Tsurugi of Hokuto University, it met", ("Kyohei Tsurugi", "Prof."), "Hokuto University"),
    ("according to Dr. Lin Yuting of the Academy of Sciences, it met", ("Lin Yuting", "Dr."), "Academy of Sciences"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person", "body"), TITLED)
def test_a_titled_person_and_where_he_works_are_two_names(text, person, body):
    whole, sentences = article([text], "en")
    found = english_mentions(whole.text, sentences)
    assert person in [(one.text, one.title) for one in found]
    assert body in [one.text for one in found]


@pytest.mark.parametrize(
    ("source", "spelling", "verdict"),
    [
        (
            "温井(ぬくい)颯太は語った。",
            "Sota Nukui",
            "unknown",
        ),  # the given name is read freely: no dictionary has it
        ("温井(ぬくい)颯太は語った。", "Futa Nukui", "accept"),
        ("温井(ぬくい)颯太は語った。", "Futa Atsui", "conflict"),
        ("鵜飼(うかい)俊介社長は語った。", "Shunsuke Ugai", "conflict"),
    ],
)
def test_a_reading_of_the_surname_binds_the_surname_alone(source, spelling, verdict):
    assert verdicts(follow([(source, f"{spelling} spoke to reporters.")], "ja"))[spelling] == verdict


@pytest.mark.parametrize(
    ("source", "spelling", "verdict"),
    [
        ("前副總裁鄔世勳認為，判決合理。", "Wu Sai-fan", "accept"),  # Cantonese, and Wu is pinyin, too
        ("前副總裁鄔世勳認為，判決合理。", "Wu Ka-ming", "conflict"),
        ("创始人令狐秉义表示反对。", "Linghu Bingyi", "accept"),
        ("创始人令狐秉义表示反对。", "Ling Hubingyi", "conflict"),  # the family name is 令狐
        ("教授欧阳文谦指出。", "Ou Yangwenqian", "conflict"),
    ],
)
def test_family_names_of_hong_kong_and_of_two_hanzi(source, spelling, verdict):
    assert verdicts(follow([(source, f"{spelling}, who was asked, thinks so.")]))[spelling] == verdict
