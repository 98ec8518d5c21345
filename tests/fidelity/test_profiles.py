"""Profiles, baselines and glossaries: what they do, and what a broken one says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from align.document import Article, Finding, Location
from align.errors import InputError
from align.fidelity import read_profile
from align.fidelity.baseline import as_lines, not_accepted, read_baseline
from align.fidelity.lexicon.glossary import read_glossary
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import checked, embedded


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_switches_checks_and_fixes_severities(tmp_path: Path) -> None:
    text = '[checks]\nomission = false\n[severity]\nnumbers = "minor"\n[mqm]\nthreshold = 90\n'
    profile = read_profile(written(tmp_path, "house.toml", text))
    assert (profile.name, profile.on, profile.mqm_threshold) == ("house", {"omission": False}, 90.0)
    report = checked(["3割減った。"], ["It fell 3%."], "ja", ["numbers"], profile=profile)
    assert [one.severity for one in report.findings] == ["minor"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[checks]\nnumber = true\n", "did you mean `numbers`"),
        ('[severity]\nnumbers = "grave"\n', "grave"),
        ("[checks\n", "TOML"),
        ('glosary = "terms.tsv"\n', "did you mean `glossary`"),
        ("checks = true\n", "no table"),
        ('[checks]\nnumbers = "off"\n', "neither true nor false"),
        ("[thresholds]\nclause_los = 0.5\n", "did you mean `clause_lost`"),
        ("[thresholds]\nomission_oops = 0.5\n", "did you mean `omission`"),
        ("[thresholds]\naddition_similarty = 0.5\n", "did you mean `addition_similarity`"),
        ('[thresholds]\nclause_lost = "high"\n', "no number"),
        ("[mqm]\npenalties = { grave = 5 }\n", "unknown severity"),
    ],
)
def test_a_broken_profile(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_profile(written(tmp_path, "house.toml", text))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("terms.tsv", "日本\tJapan\n中国\n", "line 2"),
        ("terms.tbx", "<?xml version='1.0'?>\n<tbx>\n<oops>\n</tbx>", "line 4"),
        ("terms.tbx", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><tbx>&b;</tbx>", "entities"),
        ("terms.tbx", "<?xml version='1.0' encoding='foo'?><tbx/>", "no entry"),
        ("terms.tbx", "<?xml version='1.0' encoding='utf-16'?><tbx/>", "XML"),
        ("terms.tbx", "<?xml version='1.0'?><tbx/>", "no entry"),
    ],
)
def test_a_broken_glossary(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_glossary(written(tmp_path, name, text))


def test_glossaries_in_both_formats(tmp_path: Path) -> None:
    tbx = (
        "<?xml version='1.0'?><tbx><text><body><conceptEntry>"
        "<langSec xml:lang='ja'><termSec><term>経済再生担当相</term></termSec></langSec>"
        "<langSec xml:lang='en-US'><termSec><term>economic revitalization minister</term></termSec></langSec>"
        "</conceptEntry></body></text></tbx>"
    )
    terms = read_glossary(written(tmp_path, "a.tbx", tbx))
    assert terms[0].source == "経済再生担当相"
    assert terms[0].targets == ("economic revitalization minister",)
    terms = read_glossary(written(tmp_path, "a.tsv", "# house\n\n北京\tBeijing\tPeking|Pekin\n"))
    assert (terms[0].targets, terms[0].forbidden, terms[0].line) == (("Beijing",), ("Peking", "Pekin"), 3)


def finding(text: str) -> Finding:
    return Finding(
        "numbers",
        "accuracy/mistranslation",
        "major",
        f"wrong: {text}",
        target=Location(text, 0, 0, len(text)),
    )


def test_a_baseline_holds_until_it_expires(tmp_path: Path) -> None:
    findings, keys = (finding("3%"), finding("5%"), finding("US")), ("aa", "bb", "cc")
    lines = '{"id": "aa", "reason": "rounded"}\n\n{"check": "numbers", "pattern": "5*", "expires": "2030-01-01"}\n'
    accepted = read_baseline(written(tmp_path, "accepted.jsonl", lines))
    assert not_accepted(findings, keys, accepted, date(2029, 1, 1)) == findings[2:]
    assert not_accepted(findings, keys, accepted, date(2031, 1, 1)) == findings[1:]
    again = read_baseline(written(tmp_path, "all.jsonl", as_lines(keys, findings)))
    assert not_accepted(findings, keys, again, date(2031, 1, 1)) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"id": "aa"}\n{"id":\n', "line 2 is not JSON"),
        ('{"reason": "x"}\n', "line 1 names neither"),
        ('{"id": "aa", "until": "x"}\n', "unknown field"),
        ('{"id": "aa", "expires": "soon"}\n', "no date"),
        ('{"id": 5}\n', "not a string"),
        ('{"check": "nubmers", "pattern": "*"}\n', "did you mean `numbers`"),
    ],
)
def test_a_broken_baseline(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_baseline(written(tmp_path, "accepted.jsonl", text), ("numbers", "omission"))


TERMS = (
    "source\ttarget\tforbidden\n停止期間\tpause|suspension\treduction period\n"
    "貿易省\tTrade Ministry\torganisation\n"
)


def pair(source: str, target: str, language: str = "en") -> tuple[Article, Article]:
    """A one-line source and its translation into a language, with the other of the two being Japanese."""
    here = article_of_lines([source], "en" if language == "ja" else "ja", "source")
    return here[0], article_of_lines([target], language, "target")[0]


@pytest.mark.parametrize(
    ("source", "target", "language", "severities"),
    [
        ("90日間の停止期間が終わる。", "The 90-day reduction period ends.", "en", ["major"]),
        ("90日間の停止期間が終わる。", "The 90-day suspension ends.", "en", []),
        ("各国の組織が集まった。", "Every organisation came.", "en", []),
        ("The pause ends after 90 days.", "90日間の削減期間が終わる。", "ja", ["minor"]),
        ("The pause ends after 90 days.", "90日間の停止期間が終わる。", "ja", []),
    ],
)
def test_a_glossary_of_terms_with_forbidden_renderings(
    tmp_path: Path, source: str, target: str, language: str, severities: list[str]
) -> None:
    glossary = written(tmp_path, "terms.tsv", TERMS)
    articles = pair(source, target, language)
    report = check(*articles, embedded(), glossary=glossary, checks=["terminology", "names"], scored=False)
    assert [one.severity for one in report.findings if one.check == "terminology"] == severities


def test_a_glossary_that_holds_no_names_says_so(tmp_path: Path) -> None:
    glossary = written(tmp_path, "terms.tsv", "停止期間\tpause\treduction period\n")
    report = check(
        *pair("90日間の停止期間。", "A 90-day pause."),
        embedded(),
        glossary=glossary,
        checks=["names"],
        scored=False,
    )
    assert any("terms only" in one for one in report.warnings)
    assert report.findings == ()
