"""The sample corpus is whole: files as built, encodings as named, gold that points at what is there."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
GOLD = CORPORA / "gold"
# Which encoding each article is printed in that is not plain UTF-8; everything else must decode as UTF-8.
ENCODINGS = {
    "reprints/glacier-lake.txt": "utf-16",
    "reprints/wage-talks.txt": "utf-8-sig",
    "sources/ja/ferry-fares.txt": "iso2022_jp",
    "sources/ja/library-hours.txt": "iso2022_jp",
    "sources/ja/quake-sensor.txt": "utf-8-sig",
    "sources/ja/rice-prices.html": "shift_jis",
    "sources/ja/school-bus.txt": "shift_jis",
    "sources/ja/typhoon-rail.html": "euc-jp",
    "sources/ja/wage-talks.txt": "shift_jis",
    "sources/zh/battery-plant.txt": "utf-16",
    "sources/zh/finance-meeting.html": "utf-8-sig",
    "sources/zh/harbour-museum.html": "big5",
    "sources/zh/rail-freight.txt": "gb18030",
    "sources/zh/tariff-talks.html": "gb18030",
}


def records(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def printed(folder: str) -> dict[str, str]:
    """The plain text of every article by the id that reading it gives."""
    texts = {}
    for path in sorted((CORPORA / folder).rglob("*.*")):
        name = path.relative_to(CORPORA).as_posix()
        if path.suffix == ".docx":
            markup = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
            text = html.unescape(re.sub("<[^>]+>", "\n", markup))
        else:
            text = path.read_bytes().decode(ENCODINGS.get(name, "utf-8"))
        if path.suffix == ".jsonl":
            found = [json.loads(line) for line in text.splitlines()]
            texts |= {record["id"]: f"{record['title']}\n{record['text']}" for record in found}
        else:
            key = path.relative_to(CORPORA / folder).with_suffix("").as_posix()
            texts[key] = html.unescape(text) if path.suffix == ".html" else text
    return texts


REPRINTS = printed("reprints")
SOURCES = printed("sources")
BEADS = sorted(path.name for path in (GOLD / "beads").iterdir())


def test_the_committed_files_are_what_the_masters_give() -> None:
    built = subprocess.run(
        [sys.executable, ROOT / "scripts/make/corpora.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr


@pytest.mark.parametrize("name", sorted(ENCODINGS))
def test_what_is_not_plain_utf8_is_really_so(name: str) -> None:
    content = (CORPORA / name).read_bytes()
    if ENCODINGS[name] == "utf-8-sig":
        assert content.startswith(b"\xef\xbb\xbf")
    elif ENCODINGS[name] == "iso2022_jp":
        assert b"\x1b$B" in content
    else:
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def test_pairs_name_articles_that_are_there_and_every_reprint_has_one() -> None:
    pairs = records("pairs")
    assert {pair["reprint"] for pair in pairs} == REPRINTS.keys()
    assert {pair["source"] for pair in pairs} - {None} <= SOURCES.keys()
    assert all((pair["source"] is None) == (pair["verdict"] == "unrelated") for pair in pairs)
    assert {pair["verdict"] for pair in pairs} <= {"parallel", "comparable", "unrelated"}


@pytest.mark.parametrize("document", BEADS)
def test_beads_cover_every_sentence_once_and_sentences_are_in_the_articles(document: str) -> None:
    source, target = (
        (GOLD / "beads" / document / f"{side}.txt").read_text("utf-8").splitlines() for side in ("src", "tgt")
    )
    lines = (GOLD / "beads" / document / "gold.txt").read_text("utf-8").splitlines()
    beads = [tuple(json.loads(side) for side in line.split(":")) for line in lines]
    assert sorted(index for left, _ in beads for index in left) == list(range(len(source)))
    assert sorted(index for _, right in beads for index in right) == list(range(len(target)))
    reprint, _, part = document.partition("--")
    owners = [pair["source"] for pair in records("pairs") if pair["reprint"] == reprint]
    owner = next(name for name in owners if not part or name.endswith(f"/{part}"))
    assert all(sentence in SOURCES[owner] for sentence in source)
    assert all(sentence in REPRINTS[reprint] for sentence in target)


@pytest.mark.parametrize(
    "finding", records("findings"), ids=lambda finding: f"{finding['reprint']}-{finding['kind']}"
)
def test_planted_errors_are_where_the_gold_says(finding: dict) -> None:
    assert finding["severity"] in {"critical", "major", "minor"}
    assert finding["target_text"] or finding["source_text"]
    if finding["target_text"]:
        assert finding["target_text"] in REPRINTS[finding["reprint"]]
    if finding["source_text"]:
        assert finding["source_text"] in SOURCES[finding["source"]]


@pytest.mark.parametrize(
    "name", records("names"), ids=lambda name: f"{name['reprint']}-{name['source_name']}"
)
def test_names_are_in_both_articles(name: dict) -> None:
    assert name["source_name"] in SOURCES[name["source"]]
    for spelling in name["spellings"]:
        assert spelling["text"] in REPRINTS[name["reprint"]]
        assert spelling["verdict"] in {"accept", "variant", "conflict", "unknown"}
