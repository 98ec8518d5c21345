"""Persons exchanged, misread and right, in the ways that reprints have them."""

from __future__ import annotations

import pytest

from tests.names.test_ledger import follow, verdicts

MINISTER = [
    (
        "ja",
        [
            (
                "赤沢亮正経済再生相はワシントンでベッセント財務長官と会談した。",
                "Minister Ryoichi Akasaka met Treasury Secretary Scott Bessent in Washington.",
            ),
            (
                "赤沢氏は記者団に「立場は変わらない」と述べた。",
                '"Our position has not changed," Akizawa told reporters.',
            ),
            ("ベッセント氏は会談は有意義だったと述べた。", "Besant said the talks had been fruitful."),
            ("ベッセント氏は同日、ＳＮＳに投稿した。", "Mnuchin wrote on social media the same day."),
        ],
    ),
    (
        "zh-Hant",
        [
            (
                "日本經濟再生擔當大臣赤澤亮正17日在華盛頓與美國財政部長貝森特舉行磋商。",
                "Japan's minister, Ryoichi Akasaka, met U.S. Treasury Secretary Scott Bessent in Washington.",
            ),
            (
                "赤澤亮正在會談後對記者表示：「立場沒有改變。」",
                '"Our position has not changed," Akizawa told reporters.',
            ),
            ("貝森特表示，會談富有成果。", "Besant said the talks had been fruitful."),
            ("貝森特當天在社交媒體上發文。", "Mnuchin wrote on social media the same day."),
        ],
    ),
]


@pytest.mark.parametrize(("language", "pairs"), MINISTER)
def test_the_real_case_from_japanese_and_traditional_chinese(language, pairs):
    entries = follow(pairs, language)
    found = verdicts(entries)
    assert [found[s] for s in ("Ryoichi Akasaka", "Akizawa", "Mnuchin")] == ["conflict"] * 3
    assert found["Besant"] == "variant"
    assert found["Scott Bessent"] == "accept"
    doubted = [t for e in entries for t in e.targets if t.verdict in ("conflict", "variant")]
    assert all(t.reason for t in doubted)


@pytest.mark.parametrize(
    ("language", "source", "target", "stranger"),
    [
        (
            "zh",
            "韩国总统李在明14日会见了来访的客人。",
            "President Yoon Suk Yeol met the visitors on the 14th.",
            "Yoon Suk Yeol",
        ),
        (
            "zh",
            "日本首相石破茂说，会谈取得成功。",
            "Prime Minister Shigeru Ishida said the talks succeeded.",
            "Shigeru Ishida",
        ),
        (
            "zh",
            "香港行政长官李家超宣布了新措施。",
            "Chief Executive Carrie Lam announced new measures.",
            "Carrie Lam",
        ),
        (
            "zh-Hant",
            "台灣總統賴清德週五發表談話。",
            "Taiwan's President Tsai Ing-wen spoke on Friday.",
            "Tsai Ing-wen",
        ),
        (
            "zh",
            "研究员周建国说，样本还不够。",
            "Researcher Wei Minghua said there were too few samples.",
            "Wei Minghua",
        ),
        ("ja", "文在寅前大統領が出席した。", "Former President Park Geun-hye attended.", "Park Geun-hye"),
        ("ja", "習近平国家主席は述べた。", "President Hu Jintao said so.", "Hu Jintao"),
        (
            "ja",
            "団体職員伊藤裕二さん（６０）が見つけた。",
            "It was found by Yama Morita (60), an employee.",
            "Yama Morita",
        ),
        (
            "ja",
            "表参道の美容室の朝日光輝さんに頼んだ。",
            'She went to Kou Higuchi of the Hair Salon "SUN VALLEY" in Omotesando.',
            "Kou Higuchi",
        ),
        (
            "ja",
            "ジェシー・リンガードのゴールで勝った。",
            "They won through a goal by Jesse Jiang.",
            "Jesse Jiang",
        ),
        (
            "ja",
            "首席補佐官のマーク・メドウズ氏が訪れた。",
            "White House chief of staff Grant Shapps paid a visit.",
            "Grant Shapps",
        ),
    ],
)
def test_another_person_is_a_conflict(language, source, target, stranger):
    assert verdicts(follow([(source, target)], language)).get(stranger) == "conflict"


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ja", "村上建治郎社長が説明した。", "President Kenjiro Murakami explained."),
        ("ja", "祖母登志美さん（８１）は笑った。", "His grandmother, Toshimi (81), laughed."),
        ("ja", "中野渡稔代表が訪れた。", "CEO Minoru Nakanowatari visited."),
        ("ja", "キャサリン妃が訪れた。", "Duchess Kate visited."),
        ("ja", "先発の大野雄が抑えた。", "Starter Yudai Ono held them."),
        ("ja", "新入幕の琴勝峰が勝った。", "Newly promoted Kotoshoho won."),
        ("ja", "ダウ工業株３０種平均は続落した。", "The DOW Jones Industrial Average fell again."),
        ("ja", "山川さんが四球を選んだ。", "Yamakawa-san drew a walk."),
        ("ja", "菅氏と茂木氏が会った。", "Kan and Motegi met."),
        ("ja", "菅氏と茂木氏が会った。", "Suga and Mogi met."),
        ("zh", "研究员周建国说，样本还不够。", "Researcher Zhou Jianguo said there were too few samples."),
        ("zh-Hant", "斉藤鐵夫昨天表示歡迎。", "Tetsuo Saito welcomed it yesterday."),
    ],
)
def test_what_is_right_is_not_accused(language, source, target):
    assert "conflict" not in verdicts(follow([(source, target)], language)).values()


def test_a_headline_in_title_case_holds_a_place_and_a_person():
    pairs = [("インドールの卵売りパラス・ライカーさんに住まい",
              "Flat For Indore Egg Seller Nicola Sturgeon Whose Cart Was Overturned")]  # fmt: skip
    assert verdicts(follow(pairs, "ja"))["Nicola Sturgeon"] == "conflict"


def test_somebody_of_the_list_in_place_of_somebody_who_is_not() -> None:
    pairs = [
        ("财务长黄仁昭说，支出将增加。", "Chief Financial Officer Jensen Huang said spending would rise.")
    ]
    (entry,) = (one for one in follow(pairs) if one.source == "黄仁昭")
    assert [(one.verdict, one.evidence["known"]) for one in entry.targets] == [("conflict", "黄仁勋")]
    cut = [("菲律宾总统罗德里戈•杜特尔特威胁说。", "Philippine President Rodrigo Duterte threatened.")]
    assert "conflict" not in verdicts(follow(cut)).values()
