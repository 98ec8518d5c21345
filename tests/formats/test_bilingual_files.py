"""Memories and tables as other tools write them: codes inside segments, regions, missing sides, headers, quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import AlignWarning, InputError
from align.formats.segments import Wanted
from align.formats.tables import read_tsv
from align.formats.tmx import read_tmx
from align.formats.xliff import read_xliff

JA, EN, ZH, FR = (
    "議会は予算を可決した。",
    "The assembly passed the budget.",
    "议会通过了预算。",
    "Le budget est voté.",
)
PAIR = ("ja", "en", JA, EN)


def tuv(language: str, text: str, attribute: str = "xml:lang") -> str:
    return f'<tuv {attribute}="{language}"><seg>{text}</seg></tuv>'


def memory(path: Path, *units: str, srclang: str = "ja", encoding: str = "UTF-8") -> Path:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="1.4"><header srclang="{srclang}"/><body>'
        + "".join(f"<tu>{unit}</tu>" for unit in units)
        + "</body></tmx>"
    )
    path.write_bytes(text.encode(encoding))
    return path


def pairs(found) -> list[tuple[str, str, str, str]]:
    return [
        (
            one.source_language.lower().split("-")[0],
            one.target_language.lower().split("-")[0],
            one.source,
            one.target,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("units", "srclang", "wanted"),
    [
        ([tuv("ja", JA) + tuv("en", EN)], "ja", Wanted()),
        ([tuv("en-US", EN) + tuv("ja-JP", JA)], "ja", Wanted()),
        ([tuv("EN-GB", EN) + tuv("JA", JA)], "ja-JP", Wanted()),
        ([tuv("en_US", EN) + tuv("ja_JP", JA)], "JA", Wanted()),
        ([tuv("ja", JA, "lang") + tuv("en", EN, "lang")], "*all*", Wanted()),
        ([tuv("ja", JA) + tuv("fr", FR) + tuv("en", EN)], "ja", Wanted()),
        ([tuv("fr", FR) + tuv("en", EN) + tuv("ja", JA)], "fr", Wanted("ja", "en")),
        ([tuv("en", EN) + tuv("zh-CN", ZH) + tuv("ja", JA)], "en", Wanted(source="ja")),
        ([tuv("ja", JA) + tuv("ja", JA + "？") + tuv("en", EN)], "ja", Wanted()),
    ],
)  # fmt: skip
def test_which_languages_of_a_unit_are_read(tmp_path, units, srclang, wanted):
    assert pairs(read_tmx(memory(tmp_path / "a.tmx", *units, srclang=srclang), wanted)) == [PAIR]


def test_a_target_asked_for_is_found_among_several(tmp_path):
    path = memory(
        tmp_path / "a.tmx", tuv("en", EN) + tuv("fr", FR) + tuv("zh-CN", ZH) + tuv("ja", JA), srclang="en"
    )
    assert pairs(read_tmx(path, Wanted(target="zh"))) == [("en", "zh", EN, ZH)]
    assert pairs(read_tmx(path)) == [("en", "zh", EN, ZH)]


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ('<bpt i="1">&lt;b&gt;</bpt>議会<ept i="1">&lt;/b&gt;</ept>は予算を可決した。', JA),
        ('議会は<ph x="1">&lt;br/&gt;</ph>予算を可決した。', JA),
        ("議会は<hi>予算</hi>を可決した。", JA),
        ('<it pos="begin">{\\i </it>議会は予算を可決した。', JA),
        ("<ut>&lt;1&gt;</ut>議会は<hi>予<ph>x</ph>算</hi>を可決した。", JA),
        ('議会は予算を<bpt i="1">a<sub>title</sub></bpt>可決した。', JA),
    ],
)
def test_inline_codes_are_no_text(tmp_path, coded, plain):
    path = memory(tmp_path / "a.tmx", tuv("ja", coded) + tuv("en", EN))
    assert [one.source for one in read_tmx(path)] == [plain]


@pytest.mark.parametrize(
    "bad",
    [
        tuv("ja", "未訳の文です。"),
        tuv("ja", "孤立。") + "<tuv xml:lang='en'/>",
        "<tuv><seg>名前なし</seg></tuv>",
        "",
    ],
)
def test_one_bad_unit_loses_only_itself(tmp_path, bad):
    path = memory(
        tmp_path / "a.tmx", tuv("ja", JA) + tuv("en", EN), bad, tuv("ja", "次。") + tuv("en", "Next.")
    )
    with pytest.warns(AlignWarning, match="1 unit left out"):
        assert [one.target for one in read_tmx(path)] == [EN, "Next."]


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-8", "UTF-16"])
def test_a_memory_in_the_encoding_that_it_declares(tmp_path, encoding):
    path = memory(tmp_path / "a.tmx", tuv("ja", JA) + tuv("en", EN), encoding=encoding)
    assert pairs(read_tmx(path)) == [PAIR]


@pytest.mark.parametrize("encoding", ["GB18030", "GBK", "Big5", "gb2312"])
def test_a_chinese_memory_in_the_encoding_that_it_declares(tmp_path, encoding):
    text = "市政府公布了新的方案。" if encoding != "Big5" else "市政府公布了新的方案。".replace("个", "個")
    path = memory(tmp_path / "a.tmx", tuv("zh", text) + tuv("en", "x y"), srclang="zh", encoding=encoding)
    assert [one.source for one in read_tmx(path)] == [text]


def xliff2(path: Path, *segments: str) -> Path:
    units = "".join(f'<unit id="u{at}">{one}</unit>' for at, one in enumerate(segments))
    path.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ja" trgLang="en">'
        f'<file id="f">{units}</file></xliff>',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "untranslated",
    [
        f'<segment state="initial"><source>{JA}</source><target>{JA}</target></segment>',
        f"<segment><source>{JA}</source><target>{JA} </target></segment>",
        f"<segment><source>{JA}</source><target/></segment>",
        f"<segment><source>{JA}</source></segment>",
        f'<segment state="translated"><source>{JA}</source><target> </target></segment>',
    ],
)
def test_untranslated_segments_of_xliff_are_left_out(tmp_path, untranslated):
    good = f'<segment state="final"><source>{JA}</source><target><pc id="1">The</pc> assembly.</target></segment>'
    path = xliff2(tmp_path / "a.xlf", good, untranslated)
    with pytest.warns(AlignWarning, match="1 unit left out"):
        assert [one.target for one in read_xliff(path)] == ["The assembly."]


def test_figures_may_stay_as_they_are(tmp_path):
    path = xliff2(tmp_path / "a.xlf", "<segment><source>120</source><target>120</target></segment>")
    assert [one.target for one in read_xliff(path)] == ["120"]


def test_xliff_1_2(tmp_path):
    path = tmp_path / "a.xlf"
    path.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="n.docx" '
        'source-language="ja-JP" target-language="en-US" datatype="plaintext"><body>'
        f'<trans-unit id="1"><source>{JA}</source><target>The <g id="1">assembly</g><ph id="2">&lt;br&gt;</ph></target>'
        f'</trans-unit><trans-unit id="2"><source>{JA}</source></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    with pytest.warns(AlignWarning, match="without a translation"):
        assert pairs(read_xliff(path)) == [("ja", "en", JA, "The assembly")]


@pytest.mark.parametrize(
    "lines",
    [
        [f"{JA}\t{EN}"],
        ["ja\ten", f"{JA}\t{EN}"],
        ["source\ttarget", f"{JA}\t{EN}"],
        ["Japanese\tEnglish", f"{JA}\t{EN}"],
        ["日本語\t英語", f"{JA}\t{EN}"],
        ["id\tja-JP\ten-US\tscore", f"7\t{JA}\t{EN}\t0.9"],
        ["原文\t译文", f"{JA}\t{EN}"],
        [f"1.0532\t{JA}\t{EN}"],
        [f"https://a.example/1\thttps://a.example/2\t{JA}\t{EN}"],
        [f"doc-1#3\t{JA}\t{EN}\t0.71"],
        [f"0.8\t0.9\t{JA}\t{EN}"],
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_columns_of_a_table(tmp_path, lines, end, encoding):
    path = tmp_path / "a.tsv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    assert [(one.source, one.target) for one in read_tsv(path)] == [(JA, EN)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"He said ""no"" and left."', 'He said "no" and left.'),
        ('"Two lines\nin a cell, ""quoted""."', 'Two lines in a cell, "quoted".'),
        ('"No."', '"No."'),
        ('"No," he said, "never."', '"No," he said, "never."'),
        ('A "word" inside', 'A "word" inside'),
        ('An inch is 1"', 'An inch is 1"'),
    ],
)
def test_quotes_of_a_spreadsheet(tmp_path, cell, text):
    path = tmp_path / "a.tsv"
    path.write_text(f"{JA}\t{cell}\n{JA}\tNext.\n", encoding="utf-8")
    assert [one.target for one in read_tsv(path)] == [text, "Next."]


def test_csv_with_a_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'en,ja\n"Yes, it ""did"".",{JA}\n', encoding="utf-8")
    assert pairs(read_tsv(path)) == [("en", "ja", 'Yes, it "did".', JA)]


@pytest.mark.parametrize("line", [f"{JA}\t{EN}\t{JA}\t{EN}", "1.0\t2.0\t3.0", "only one"])
def test_a_table_whose_texts_cannot_be_told_asks_for_a_header(tmp_path, line):
    path = tmp_path / "a.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"header|column"):
        list(read_tsv(path))


def test_the_readers_of_checked_files_know_regions_and_scores_too(tmp_path):
    from align.formats.bilingual import read_bilingual

    tmx = memory(tmp_path / "a.tmx", tuv("en-US", EN) + tuv("ja-JP", JA)).read_bytes()
    assert [(one.source, one.target) for one in read_bilingual("a.tmx", tmx).units] == [(JA, EN)]
    table = f"1.0532\t{JA}\t{EN}\n".encode()
    assert [(one.source, one.target) for one in read_bilingual("a.tsv", table).units] == [(JA, EN)]
