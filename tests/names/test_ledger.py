"""Names followed from source to reprint: what is found, what is not accused, what is written."""

from __future__ import annotations

import json

import pytest

from align import names
from align.document import Article, Bead, Sentence
from align.errors import InputError
from align.names.follow.corpus import write_corpus
from align.names.follow.tables import FORMATS, write
from align.names.lists.glossary import read_glossary, shipped, with_glossary


def article(lines, language):
    sentences, at = [], 0
    for line in lines:
        sentences.append(Sentence(line, at, at + len(line)))
        at += len(line) + 1
    return Article("test", "\n".join(lines), language), sentences


def follow(pairs, language="zh", **options):
    source, here = article([one for one, _ in pairs], language)
    target, there = article([other for _, other in pairs], "en")
    beads = [Bead((i,), (i,), 1.0) for i in range(len(pairs))]
    entries = names.ledger(source, target, here, there, beads, **options)
    for entry in entries:
        assert all(source.text[m.start : m.end] == m.text for m in entry.mentions)
        assert all(target.text[t.mention.start : t.mention.end] == t.mention.text for t in entry.targets)
    return entries


def verdicts(entries):
    return {t.mention.text: t.verdict for entry in entries for t in entry.targets}


REAL = [
    ("日本经济再生担当大臣赤泽亮正17日在华盛顿与美国财政部长贝森特举行了磋商。",
     "Japan's minister for economic revitalization, Ryoichi Akasaka, met U.S. Treasury Secretary Scott Bessent."),
    ("赤泽亮正在会谈后对记者表示：“立场没有改变。”", "\"Our position has not changed,\" Akizawa told reporters."),
    ("贝森特当天在社交媒体上发文。", "Mnuchin wrote on social media the same day."),
    ("贝森特表示，会谈富有成果。", "Besant said the talks had been fruitful."),
    ("赤泽计划于21日再次访问华盛顿。", "Akazawa plans to visit Washington again on July 21."),
]  # fmt: skip


def test_the_real_case():
    entries = follow(REAL)
    assert verdicts(entries) == {
        "Ryoichi Akasaka": "conflict",
        "Akizawa": "conflict",
        "Akazawa": "accept",
        "Scott Bessent": "accept",
        "Mnuchin": "conflict",
        "Besant": "variant",
        "Washington": "accept",
        "Japan": "accept",
        "U.S. Treasury": "accept",
    }
    by_name = {entry.source: entry for entry in entries}
    assert by_name["赤泽亮正"].expected == "Ryosei Akazawa"
    assert by_name["贝森特"].status == "wrong person"
    reason = next(t.reason for t in by_name["赤泽亮正"].targets if t.verdict == "conflict")
    assert "亮正 reads Ryosei" in reason
    assert "'Ryoichi'" in reason


def test_right_names_are_not_accused():
    right = [("Ryosei Akazawa", "Scott Bessent"), ("Akazawa", "Bessent"), ("Ryōsei Akazawa", "Bessent")]
    for person, secretary in right:
        pairs = [
            (REAL[0][0], f"Japan's minister, {person}, met Treasury Secretary {secretary} in Washington.")
        ]
        found = verdicts(follow(pairs))
        assert found[person] == "accept"
        assert found[secretary] == "accept"


@pytest.mark.parametrize(
    ("source", "target", "spelling", "verdict"),
    [
        ("ベッセント米財務長官は述べた。", "Treasury Secretary Bessent said so.", "Bessent", "accept"),
        ("ベッセント米財務長官は述べた。", "Treasury Secretary Mnuchin said so.", "Mnuchin", "conflict"),
        ("深町聡一郎社長は述べた。", "President Soichiro Fukamachi said so.", "Soichiro Fukamachi", "accept"),
        ("小鳥遊理央教授は述べた。", "Professor Kotori Asobi said so.", "Kotori Asobi", "conflict"),
        ("ケビン・ハートマン監督は述べた。", "Manager Kevin Hartman said so.", "Kevin Hartman", "accept"),
        (
            "ケビン・ハートマン監督は述べた。",
            "Manager Robert Zielinski said so.",
            "Robert Zielinski",
            "conflict",
        ),
        (
            "御厨（みくりや）健吾准教授は述べた。",
            "Professor Kengo Onkuri said so.",
            "Kengo Onkuri",
            "conflict",
        ),
        ("習近平国家主席は述べた。", "President Xi Jinping said so.", "Xi Jinping", "accept"),
    ],
)
def test_japanese_sources(source, target, spelling, verdict):
    assert verdicts(follow([(source, target)], "ja"))[spelling] == verdict


@pytest.mark.parametrize(
    ("source", "target", "spelling"),
    [
        ("馆长林志豪说，展览很成功。", "Director Lin Chih-hao said the show was a success.", "Lin Chih-hao"),
        ("馆长林志豪说，展览很成功。", "Director Lin Zhihao said the show was a success.", "Lin Zhihao"),
        (
            "分析师乔纳森·里德说，成本会下降。",
            "Analyst Jonathan Reed said costs would fall.",
            "Jonathan Reed",
        ),
        ("拉斯洛·科瓦奇（László Kovács）表示欢迎。", "Laszlo Kovacs welcomed it.", "Laszlo Kovacs"),
    ],
)
def test_chinese_sources(source, target, spelling):
    assert verdicts(follow([(source, target)]))[spelling] == "accept"


ORDER = [
    ("深町聡一郎社長が出席した。", "President Soichiro Fukamachi attended."),
    ("羽生奈緒子さんが出席した。", "Naoko Hanyu attended."),
    ("長谷部亮さんが出席した。", "Hasebe Ryo attended."),
]


def test_mixed_name_order():
    entries = follow(ORDER, "ja")
    assert {e.source: e.status for e in entries} == {
        "深町聡一郎": "accept",
        "羽生奈緒子": "accept",
        "長谷部亮": "order",
    }
    assert entries[2].expected == "Ryo Hasebe"


def test_the_house_style_goes_before_what_most_names_do():
    entries = follow(ORDER, "ja", order="surname first")
    assert [e.status for e in entries] == ["order", "order", "accept"]


def test_a_name_that_is_not_rendered_is_missing():
    entries = follow([("深町聡一郎社長が出席した。", "The president attended.")], "ja")
    assert [(e.source, e.status, e.expected) for e in entries] == [
        ("深町聡一郎", "missing", "Soichiro Fukamachi")
    ]


def test_the_reverse_direction():
    source, here = article(["Treasury Secretary Scott Bessent left."], "en")
    target, there = article(["ベッセント米財務長官は出発した。"], "ja")
    entries = names.ledger(source, target, here, there, [Bead((0,), (0,), 1.0)])
    assert [(e.source, e.expected, e.targets[0].verdict) for e in entries] == [
        ("Scott Bessent", "ベッセント", "accept")
    ]


@pytest.mark.parametrize(("one", "other"), [("en", "en"), ("ja", "zh"), ("other", "other")])
def test_without_exactly_one_english_side_there_is_no_ledger(one, other):
    source, here = article(["a"], one)
    target, there = article(["b"], other)
    assert names.ledger(source, target, here, there, []) == ()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written(format):
    entries = follow(REAL)
    written = write(entries, format, "zh")
    assert len(written) > 100
    if format == "jsonl":
        records = [json.loads(line) for line in written.splitlines()]
        assert {"source", "kind", "readings", "expected", "targets"} <= set(records[0])
        assert {"text", "start", "end", "verdict", "score"} <= set(records[0]["targets"][0])


@pytest.mark.parametrize("format", ["tsv", "tbx"])
def test_what_is_written_as_a_glossary_is_read_again(format, tmp_path):
    path = tmp_path / f"names.{format}"
    path.write_text(write(follow(ORDER, "ja"), format, "ja"), encoding="utf-8")
    known, warnings = read_glossary(path)
    assert {name.forms[0]: name.english for name in known}["深町聡一郎"] == "Soichiro Fukamachi"
    assert warnings == []


def test_the_users_glossary_goes_first(tmp_path):
    path = tmp_path / "house.tsv"
    path.write_text("贝森特\tScott K. Bessent|Secretary Bessent\tperson\n", encoding="utf-8")
    assert with_glossary(path).of("贝森特").english == "Scott K. Bessent"
    entries = follow(REAL[:1], glossary=path)
    assert next(e for e in entries if e.source == "贝森特").expected == "Scott K. Bessent"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("贝森特 Bessent\n", "line 1: has no tab"),
        ("# names\n贝森特\t\n", "line 2: has an empty name"),
        ("田中" + "[" * 400 + "\tTanaka\n", "line 1: has a name of more than 300 characters"),
        ("田中\tTanaka|" + "T" * 400 + "\n", "line 1: has a name of more than 300 characters"),
        ("贝森特\tBessent\n贝森特\tBesant\n", "line 2: 贝森特 is Besant here and Bessent in line 1"),
        ("贝森特\tBessent\tpersona\n", "line 1: has the unknown kind 'persona'"),
        ("贝森特\t财长\n", "line 1: '财长' holds no Latin letter"),
    ],
)
def test_a_broken_glossary_is_told_by_line_and_reason(text, reason, tmp_path):
    path = tmp_path / "house.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_glossary(path)


def test_a_glossary_in_another_encoding_and_one_with_entities(tmp_path):
    path = tmp_path / "house.tsv"
    path.write_bytes("贝森特\tBessent\n".encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_glossary(path)
    path = tmp_path / "house.tbx"
    path.write_text('<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>', encoding="utf-8")
    with pytest.raises(InputError, match="entities"):
        read_glossary(path)


def test_duplicates_in_a_glossary_are_warned_of(tmp_path):
    path = tmp_path / "house.tsv"
    path.write_text("贝森特\tBessent\n贝森特\tBessent\n", encoding="utf-8")
    known, warnings = read_glossary(path)
    assert len(known) == 1
    assert "line 2" in warnings[0]


def test_the_shipped_list_has_one_name_a_form():
    forms = shipped().by_form
    assert forms["赤泽亮正"].english == "Ryosei Akazawa"
    assert len(forms) > 500


def test_one_person_over_a_corpus():
    entries = [
        *follow(REAL),
        *follow([("日本大臣赤泽亮正说。", "Minister Akazawa said so.")]),
        *follow([("ベッセント米財務長官は述べた。", "Bessent said so.")], "ja"),
    ]
    rows = names.corpus_ledger(entries)
    akazawa = next(row for row in rows if row.expected == "Ryosei Akazawa")
    assert akazawa.spellings["Akazawa"] == 2
    assert akazawa.doubted == {"Akizawa": 1, "Ryoichi Akasaka": 1}
    assert json.loads(write_corpus(rows, "jsonl").splitlines()[0])["articles"] >= 1
    for format in ("tsv", "xlsx", "tbx"):
        assert write_corpus(rows, format, "zh")


def test_the_ledger_of_a_corpus_is_a_glossary_that_changes_no_verdict(tmp_path):
    pairs = [
        ("美国财政部说，日本政府与美方达成协议。", "The U.S. Treasury said that the Japanese government had agreed."),
        ("财务省表示，赤泽亮正将访问日本各地。", "Ryosei Akazawa will travel around Japan, the Finance Ministry said."),
        ("赤泽在美国表示感谢。", "Akazawa and the Japanese delegation gave thanks in the United States."),
    ]  # fmt: skip
    entries = follow(pairs)
    path = tmp_path / "names.tsv"
    written = write_corpus(names.corpus_ledger(entries), "tsv")
    assert isinstance(written, str)
    path.write_text(written, encoding="utf-8")
    rows = dict(line.split("\t")[:2] for line in written.splitlines())
    assert set(rows["日本"].split("|")) == {"Japan", "Japanese"}
    assert rows["赤泽亮正"] == "Ryosei Akazawa"
    again = follow(pairs, glossary=path)
    assert verdicts(again) == verdicts(entries)


def test_kana_written_large_and_a_name_in_one_piece() -> None:
    pairs = [
        ("キャサリン妃とウイリアム王子が出席した。", "Duchess Kate and Prince William attended."),
        ("乃木坂46　山下美月、初表紙！", "Nogizaka46 Yamashita Mizuki, her first cover!"),
    ]
    found = verdicts(follow(pairs, "ja"))
    assert found["William"] == "accept"
    assert "conflict" not in found.values()


def test_a_chinese_title_in_japanese_is_no_part_of_the_name() -> None:
    pairs = [("TSMCの魏哲家董事長は述べた。", "TSMC Chairman C.C. Wei said so.")]
    assert {entry.source: entry.status for entry in follow(pairs, "ja") if entry.kind == "person"} == {
        "魏哲家": "accept"
    }
