"""A language that has traits and nothing else goes the whole way: what needs its word lists is silent, the rest works.

The table in CONTRIBUTING.md says what each part of a language gives; this is its first row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from align.document import Article, Bead
from align.languages import traits as table
from align.languages.traits import Traits
from align.pipeline import check
from align.report import FORMATS, render
from tests.fidelity.pairs import embedded

TRAITS = Traits(
    "Korean", "Korean", tag="ko", folder="ko", letters=1.9, codes=("ko", "kor"), headers=("한국어",)
)
CACHED = (table.languages, table.traits, table.unspaced, table.sources, table.by_header)
KOREAN = (
    "강 위에 새 다리가 열렸다. 다리의 길이는 340미터이다.\n시장은 2024년에 착공했다고 밝혔다. 비가 내렸다."
)
ENGLISH = (
    "A new bridge over the river opened. The bridge is 350 meters long.\n"
    "The mayor said that work began in 2024. It rained."
)


@pytest.fixture
def korean(monkeypatch) -> Iterator[Mapping[str, Traits]]:
    known = {**table.languages(), "ko": TRAITS}
    for call in CACHED:
        call.cache_clear()
    monkeypatch.setattr(table, "languages", lambda: known)
    yield known
    monkeypatch.undo()
    for call in CACHED:
        call.cache_clear()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("aligned", [False, True])
def test_a_language_with_traits_alone_is_split_aligned_and_checked(korean, turned, aligned):
    articles = Article("s", KOREAN, "ko"), Article("t", ENGLISH, "en")  # type: ignore[arg-type]
    beads = [Bead((at,), (at,), 1.0) for at in range(4)] if aligned else None
    report = check(*(articles[::-1] if turned else articles), embedded(), beads=beads)
    assert len(report.source_sentences) == len(report.target_sentences) == 4
    assert sorted(at for bead in report.beads for at in bead.source) == [0, 1, 2, 3]
    assert not [warning for warning in report.warnings if "none of the languages" in warning]
    if aligned:  # figures in digits need no list
        assert "numbers" in {finding.check for finding in report.findings}


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
def test_its_reports_are_written(korean, form):
    beads = [Bead((at,), (at,), 1.0) for at in range(4)]
    article = Article("s", KOREAN, "ko")  # type: ignore[arg-type]
    report = check(article, Article("t", ENGLISH, "en"), embedded(), beads=beads)
    assert render(report, form)


def test_its_tags_and_headers_are_known(korean):
    assert table.by_tag("ko-kr") == "ko"
    assert table.by_header()["한국어"] == "ko"
    assert table.translated("ko", "en")
    assert not table.translated("ko", "ja")
