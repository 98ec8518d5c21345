"""Bilingual files: their units read, codes left out, remarks put back into the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from align.cli import main
from align.errors import InputError
from align.formats.bilingual import Remark, kind_of, read_bilingual, remarked
from tests.formats.bilingual_samples import CSV, MQXLIFF, PO, SDLXLIFF, TMX, TSV, XLIFF_12, XLIFF_21

FILES = {
    "line.xlf": XLIFF_12,
    "line.sdlxliff": SDLXLIFF,
    "line.mqxliff": MQXLIFF,
    "line.xliff": XLIFF_21,
    "line.tmx": TMX,
    "line.po": PO,
    "line.tsv": TSV,
    "line.csv": CSV,
}
COST = {  # the unit with the wrong amount
    "line.xlf": "cost",
    "line.sdlxliff": "6d1f/2",
    "line.mqxliff": "2",
    "line.xliff": "u1/s2",
    "line.tmx": "2",
    "line.po": "Repairs cost about 1.8 million yen.",
    "line.tsv": "2",
    "line.csv": "cost",
}


@pytest.mark.parametrize("name", FILES)
def test_units_have_the_names_and_the_text_that_a_reader_sees(name: str) -> None:
    file = read_bilingual(name, FILES[name].encode("utf-8"))
    units = {unit.id: unit for unit in file.units}
    assert COST[name] in units, list(units)
    both = units[COST[name]].source + units[COST[name]].target
    assert "約18億円" in both
    assert "about 1.8 million yen" in both
    assert not set("<>&") & set(both)


def test_inline_codes_are_no_text() -> None:
    units = {unit.id: unit for unit in read_bilingual("line.xlf", XLIFF_12.encode()).units}
    assert units["cost"].source == "復旧の費用は約18億円で、国が3分の2を負担する。"
    assert units["cost"].target == "Repairs cost about 1.8 million yen, and the state pays two-thirds."
    two = {unit.id: unit for unit in read_bilingual("line.xliff", XLIFF_21.encode()).units}
    assert two["u2"].target == "About 900 people a day use it."


def test_languages() -> None:
    found = {name: read_bilingual(name, text.encode("utf-8")) for name, text in FILES.items()}
    assert {name: (one.source_language, one.target_language) for name, one in found.items()} == {
        "line.xlf": ("ja-JP", "en-US"),
        "line.sdlxliff": ("ja-JP", "en-US"),
        "line.mqxliff": ("ja", "en-us"),
        "line.xliff": ("ja", "en"),
        "line.tmx": ("ja", "en"),
        "line.po": (None, "ja"),
        "line.tsv": (None, None),
        "line.csv": ("en", "ja"),
    }


def test_a_copy_is_no_translation() -> None:
    units = {unit.id: unit.translated for unit in read_bilingual("line.xlf", XLIFF_12.encode()).units}
    assert units == {"title": True, "cost": True, "copy": False, "new": False}
    (number,) = read_bilingual("n.tsv", b"2,024\t2,024\n").units
    assert number.translated


REMARK = Remark(
    "critical", "critical, numbers: 18億 is 1.8 billion, not 1.8 million. Expected: 1.8 billion yen"
)


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(("tsv", "csv"))])
def test_the_same_file_comes_back_with_notes_and_without_them_again(name: str) -> None:
    before = FILES[name].encode("utf-8")
    after = remarked(name, before, {COST[name]: [REMARK, REMARK]})
    text = after.decode("utf-8")
    assert text.count("18億 is 1.8 billion") == 2
    assert read_bilingual(name, after) == read_bilingual(name, before)
    assert remarked(name, after, {COST[name]: [REMARK, REMARK]}) == after
    assert remarked(name, after, {}) == remarked(name, before, {})
    kept = {
        "line.xlf": "checked twice",
        "line.xliff": "a caption",
        "line.tmx": "from the archive",
        "line.po": "as on the board",
    }
    assert kept.get(name, "") in text


@pytest.mark.parametrize("name", ["line.xlf", "line.sdlxliff", "line.mqxliff", "line.xliff", "line.tmx"])
def test_what_is_not_ours_stays_as_it_was(name: str) -> None:
    """The same XML, character by character of the text; attributes may stand in another order."""

    def same(data: bytes) -> str:
        return str(etree.canonicalize(data.decode("utf-8").lstrip("\ufeff").partition("?>")[2]))

    before = FILES[name].encode("utf-8")
    assert same(remarked(name, before, {})) == same(before)
    with_notes = remarked(name, before, {COST[name]: [REMARK]})
    assert with_notes.startswith(before[:36])  # byte order mark and declaration
    assert same(remarked(name, with_notes, {})) == same(before)


@pytest.mark.parametrize("name", ["line.xliff"])
def test_the_schema_holds(name: str) -> None:
    root = etree.fromstring(remarked(name, XLIFF_21.encode(), {"u1/s2": [REMARK], "u2": [REMARK]}))
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    for unit in root.iter(f"{space}unit"):
        order = [etree.QName(child).localname for child in unit]
        assert "notes" not in order[1:]  # before everything else
        ids = [note.get("id") for note in unit.iter(f"{space}note")]
        assert len(ids) == len(set(ids))


def test_a_table_gets_a_column() -> None:
    after = remarked("line.csv", CSV.encode(), {"cost": [REMARK]}).decode()
    assert after.splitlines()[0] == "key,en,ja,findings"
    assert after.splitlines()[2].endswith(
        '"critical, numbers: 18億 is 1.8 billion, not 1.8 million. Expected: 1.8 billion yen"'
    )
    assert (
        remarked("line.tsv", TSV.encode(), {"2": [Remark("major", "look")]})
        .decode()
        .splitlines()[1]
        .endswith("\tlook")
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.xlf", "<xliff version='1.2'>", "not well-formed"),
        ("a.xlf", '<xliff version="3.0"><file/></xliff>', "is XLIFF 3.0"),
        (
            "a.xlf",
            '<!DOCTYPE x [<!ENTITY e SYSTEM "secret.txt">]><xliff version="1.2"><file>&e;</file></xliff>',
            "declares entities",
        ),
        ("a.tmx", "<tmx><body/></tmx>", "no pair of English"),
        ("a.po", 'msgid "a"\nmsgstr "b"\nnonsense\n', "no PO file"),
        ("a.tsv", "一つ\n", "source and translation are needed"),
        ("a.html", "<html><body>x</body></html>", "no bilingual file"),
        ("a.txt", "Some text.", "no bilingual file"),
    ],
)
def test_broken_files_say_what_is_wrong(name: str, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_bilingual(name, text.encode("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_the_command_finds_the_amount_and_names_its_unit(name: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name].encode("utf-8"))
    assert main(["check", str(path), "--checks", "numbers", "--fail-on", "major"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [one["evidence"]["unit"] for one in report["findings"]] == [COST[name]]
    assert main(["check", str(path), "--checks", "numbers", "--format", "xliff"]) == 0
    back = capsys.readouterr().out
    assert kind_of(name, back.encode("utf-8")) == kind_of(name, FILES[name].encode("utf-8"))
    assert "numbers" in back
    left = {
        "line.xlf": "2 of 4 units have no translation and were not checked: copy, new.",
        "line.po": "1 of 3 units",
    }
    assert left.get(name, "") in " ".join(report["warnings"])


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        *((name, text, "holds both languages") for name, text in FILES.items()),
        ("feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "news feed"),
        ("feed.atom", '<feed xmlns="http://www.w3.org/2005/Atom"/>', "news feed"),
        ("crawl.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n", "web archive"),
        ("film.srt", "1\n00:00:01,000 --> 00:00:04,000\nHello.\n", "subtitles"),
        ("film.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n", "subtitles"),
    ],
)
def test_such_files_are_not_read_as_prose(
    name: str, text: str, says: str, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / name).write_bytes(text.encode("utf-8"))
    (tmp_path / "article.txt").write_text("Service has been suspended since July 23.\n", encoding="utf-8")
    for pair in ((name, "article.txt"), ("article.txt", name)):
        assert main(["check", *(str(tmp_path / one) for one in pair)]) == 2
        assert says in capsys.readouterr().err


def test_one_article_alone_is_told_what_is_missing(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "article.txt").write_text("Service has been suspended.\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "article.txt")]) == 2
    assert "name the translation as well" in capsys.readouterr().err
