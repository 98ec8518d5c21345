"""Short texts as an editor has them: what each spelling is called, and what is not accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from align import names
from align.cli import main
from tests.names.test_ledger import article, follow, verdicts

KNOWN = [
    (
        "zh",
        "岩屋毅外相当天会见了王毅外长。",
        "Foreign Minister Yan Wuyi met Wang Yi.",
        {"Yan Wuyi": "conflict", "Wang Yi": "accept"},
    ),
    (
        "zh",
        "自民党干事长森山裕没有出席。",
        "LDP Secretary-General Mori Yamayu was absent.",
        {"Mori Yamayu": "conflict", "LDP": "accept"},
    ),
    (
        "zh",
        "前经济产业大臣斋藤健也发表了讲话。",
        "Former Industry Minister Takeshi Zhai spoke.",
        {"Takeshi Zhai": "conflict"},
    ),
    (
        "ja",
        "赤沢亮正経済再生相は会談した。",
        "Minister Ryomasa Akazawa met them.",
        {"Ryomasa Akazawa": "conflict"},
    ),
    ("ja", "赤沢亮正氏は会談した。", "Ryoichi Akazawa met them.", {"Ryoichi Akazawa": "conflict"}),
    ("ja", "習近平国家主席が出席した。", "President Shu Kinpei attended.", {"Shu Kinpei": "conflict"}),
    (
        "ja",
        "尹錫悦前大統領は罷免された。",
        "Former President Yin Xiyue was removed.",
        {"Yin Xiyue": "conflict"},
    ),
    (
        "ja",
        "李在明大統領と趙顕外相が出席した。",
        "President Yi Zaiming and Foreign Minister Zhao Xian attended.",
        {"Yi Zaiming": "conflict", "Zhao Xian": "conflict"},
    ),
    ("zh-Hant", "總統蔡英文表示歡迎。", "President Cai Yingwen welcomed it.", {"Cai Yingwen": "variant"}),
    (
        "ja",
        "エマニュエル・マクロン大統領は祝福した。",
        "President Brigitte Macron sent congratulations.",
        {"Brigitte Macron": "conflict"},
    ),
]


@pytest.mark.parametrize(("language", "source", "target", "expected"), KNOWN)
def test_known_persons_read_otherwise(language, source, target, expected):
    found = verdicts(follow([(source, target)], language))
    assert {spelling: found.get(spelling) for spelling in expected} == expected


GIVEN = [
    ("ja", "大野裕子取締役が説明した。", "Yuko Ono explained.", {"Yuko Ono": "accept"}),
    (
        "ja",
        "太田慶子さんと大原裕子さんが来た。",
        "Keiko Ota and Yuko Ohara came.",
        {"Keiko Ota": "accept", "Yuko Ohara": "accept"},
    ),
    ("ja", "深町聡一郎社長は述べた。", "Shinichi Fukamachi said so.", {"Shinichi Fukamachi": "conflict"}),
    ("ja", "阪神の藤浪晋太郎投手が投げた。", "Hanshin Fujinami pitched.", {"Fujinami": "accept"}),
    (
        "zh",
        "解放军少将区建国发表了讲话。",
        "Major General Zhang Jianguo spoke.",
        {"Zhang Jianguo": "conflict"},
    ),
    (
        "ja",
        "ラウタロ・マルティネス選手が得点した。",
        "Emiliano Martinez scored.",
        {"Emiliano Martinez": "conflict"},
    ),
    ("ja", "ウィリアム・ハートマン監督が来た。", "Manager Bill Hartman came.", {"Hartman": "accept"}),
    ("ja", "ラファエル・アルカンタラ選手が来た。", "Rafinha Alcantara came.", {"Alcantara": "accept"}),
    (
        "zh-Hant",
        "香港財政司司長陳茂清會見記者。",
        "Financial Secretary Paul Chan met reporters.",
        {"Paul Chan": "unknown"},
    ),
    (
        "zh-Hant",
        "立法會議員葉劉淑華說，計劃應該押後。",
        "Lawmaker Regina Ip said it should be put off.",
        {"Regina Ip": "unknown"},
    ),
    (
        "zh-Hant",
        "香港財政司司長陳茂清會見記者。",
        "Financial Secretary Carrie Lam met reporters.",
        {"Carrie Lam": "conflict"},
    ),
    ("ja", "金民秀首相が述べた。", "Prime Minister Kim Boo-kyum said so.", {"Kim Boo-kyum": "conflict"}),
]


@pytest.mark.parametrize(("language", "source", "target", "expected"), GIVEN)
def test_half_of_a_name_right(language, source, target, expected):
    found = verdicts(follow([(source, target)], language))
    assert {spelling: found.get(spelling) for spelling in expected} == expected


MENTIONS = [
    ("ja", "ＪＤ・バンス副大統領が来た。", "Vice President J.D. Vance came.", "ＪＤ・バンス", "J.D. Vance"),
    (
        "ja",
        "ジョージ・Ｗ・ブッシュ元大統領が来た。",
        "Former President George W. Bush came.",
        "ジョージ・Ｗ・ブッシュ",
        "George W. Bush",
    ),
    ("ja", "娘のイバンカ氏が来た。", "His daughter Ivanka came.", "イバンカ", "Ivanka"),
    ("ja", "ひなたさんが来た。", "Hinata came.", "ひなた", "Hinata"),
    ("ja", "香港の李家超行政長官が述べた。", "Hong Kong leader John Lee said so.", "李家超", "John Lee"),
    ("ja", "中谷元防衛相は欠席した。", "Defense Minister Gen Nakatani was absent.", "中谷元", "Gen Nakatani"),
    ("ja", "共同通信が報じた。", "Kyodo News reported it.", "共同通信", "Kyodo News"),
    ("ja", "中国外務省が反発した。", "The Chinese Foreign Ministry objected.", "外務省", "Foreign Ministry"),
    ("ja", "日銀の植田和男総裁が述べた。", "Bank of Japan Gov. Kazuo Ueda said so.", "日銀", "Bank of Japan"),
    ("ja", "河内さんが来た。", "Ms. Kawachi came.", "河内", "Kawachi"),
    (
        "zh",
        "总经理曾国强表示，公司将扩大投资。",
        "General Manager Zeng Guoqiang said so.",
        "曾国强",
        "Zeng Guoqiang",
    ),
    ("zh", "河内和北京的代表出席。", "Delegates from Hanoi and Beijing attended.", "河内", "Hanoi"),
]


@pytest.mark.parametrize(("language", "source", "target", "name", "spelling"), MENTIONS)
def test_names_found_and_accepted(language, source, target, name, spelling):
    found = {entry.source: entry for entry in follow([(source, target)], language)}
    assert [(t.mention.text, t.verdict) for t in found[name].targets] == [(spelling, "accept")]


@pytest.mark.parametrize(
    ("language", "source", "target", "spelling"),
    [
        ("zh", "据共同社报道，谈判没有进展。", "There was no progress, Jiji Press reported.", "Jiji Press"),
        ("ja", "読売新聞が報じた。", "The Asahi Shimbun reported it.", "Asahi Shimbun"),
    ],
)
def test_an_outlet_for_another(language, source, target, spelling):
    assert verdicts(follow([(source, target)], language))[spelling] == "conflict"


def test_the_day_is_no_person():
    found = follow([("外相当天会见了记者。", "The foreign minister met reporters that day.")])
    assert [entry.source for entry in found if entry.kind == "person"] == []


def test_halves_printed_apart_make_the_expected_name():
    pairs = [("山本由伸投手が勝った。", "Yamamoto won, and Yoshinobu's fastball was praised.")]
    assert follow(pairs, "ja")[0].expected == "Yoshinobu Yamamoto"


def test_a_text_too_short_to_have_a_language_is_read_as_english():
    source, here = article(["石破茂首相が述べた。"], "ja")
    target, there = article(["Ishiba spoke."], "other")
    from align.document import Bead

    assert verdicts(names.ledger(source, target, here, there, [Bead((0,), (0,), 1.0)])) == {
        "Ishiba": "accept"
    }


def test_another_reading_of_a_known_person_is_named_as_such():
    entries = follow([("日銀の植田和男総裁が述べた。", "BOJ Governor Kazuo Ueta said so.")], "ja")
    target = next(t for e in entries for t in e.targets if t.mention.text == "Kazuo Ueta")
    assert (target.verdict, target.reason) == (
        "conflict", "植田和男 is Kazuo Ueda (alias list); 'Kazuo Ueta' is another reading of its characters",
    )  # fmt: skip


def test_a_glossary_that_repeats_itself_says_so_and_keeps_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "names.tsv").write_text("岸井進\tSusumu Kishii\n岸井進\tSusumu Kishii\n", encoding="utf-8")
    (tmp_path / "ja.txt").write_text("岸井進知事が会見で新しい方針を述べた。", encoding="utf-8")
    (tmp_path / "en.txt").write_text(
        "Gov. Susumu Kishii set out a new policy at a news conference.", encoding="utf-8"
    )
    arguments = [str(tmp_path / "ja.txt"), str(tmp_path / "en.txt"), "--format", "jsonl"]
    assert main(["names", *arguments, "--glossary", str(tmp_path / "names.tsv")]) == 0
    written = capsys.readouterr()
    assert '"kind": "person"' in written.out
    assert "names.tsv, line 2: 岸井進 was given in line 1 already" in written.err


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "约翰·博尔顿和国务卿迈克·蓬佩奥没有回应。",
            "John Bolton and Secretary of State Mike Pompeo did not respond.",
        ),
        (
            "2016年，当吉姆·特雷纳即将退休时，他并不发愁。",
            "When Jim Trainor was about to retire in 2016, he did not worry.",
        ),
        ("法律学者利娜汗发表了论文。", "Legal scholar Lina Khan published a paper."),
        ("分析师李裕生写道，价格会上涨。", "Analyst Edison Lee wrote that prices would rise."),
        ("美国政府将该公司列入黑名单。", "Washington has put the company on a blacklist."),
        ("量化业务主管保罗·卡缅斯基表示同意。", "Paul Kamenski, head of quantitative business, agreed."),
        (
            "制药公司周三表示，它有三亿元现金。",
            "The drugmaker said on Wednesday that it has Rmb300m in cash.",
        ),
        ("摩根大通董事长表示担忧。", "The chairman of JPMorgan Chase voiced concern."),
    ],
)
def test_what_chinese_news_does_with_names_is_not_accused(source: str, target: str) -> None:
    assert "conflict" not in verdicts(follow([(source, target)])).values()
