"""What checks declare: their examples come out as they say, their pages and names hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.document import Bead
from align.errors import InputError
from align.fidelity.checks import Check, Example, all_checks, find_check
from align.fidelity.checks.page import page
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import embedded

DOCS = Path(__file__).resolve().parents[3] / "docs" / "checks"
EXAMPLES = [(one, example) for one in all_checks() for example in one.examples]


def language_of(text: str) -> str:
    """The language of an example: kana tell Japanese, other letters than hanzi English."""
    if any("ぁ" <= character <= "ヿ" for character in text):
        return "ja"
    return "zh" if any("一" <= character <= "鿿" for character in text) else "en"


@pytest.mark.parametrize(("one", "example"), EXAMPLES, ids=lambda value: getattr(value, "id", None))
def test_examples(one: Check, example: Example) -> None:
    lines = example.source.split("\n"), example.target.split("\n")
    source, here = article_of_lines(lines[0], language_of(example.source), "source")
    target, there = article_of_lines(lines[1], language_of(example.target), "target")
    report = check(
        source,
        target,
        embedded(),
        beads=[Bead((at,), (at,), 1.0) for at in range(len(lines[0]))],
        source_sentences=here,
        target_sentences=there,
        checks=[one.id],
        scored=False,
    )
    shown = [(place.text if (place := found.target or found.source) else "") for found in report.findings]
    if not example.finds:
        assert report.findings == ()
        return
    assert any(example.finds in text or text in example.finds for text in shown if text), report.findings
    if example.severity:
        assert example.severity in {found.severity for found in report.findings}


def test_ids_are_unique_and_every_check_says_why() -> None:
    every = all_checks()
    assert len({one.id for one in every}) == len(every)
    assert all(one.title and one.summary and one.why.endswith(".") for one in every)


def test_thresholds_are_named_once() -> None:
    names = [threshold.name for one in all_checks() for threshold in one.thresholds]
    assert len(set(names)) == len(names)


def test_a_finding_keeps_to_what_its_check_declares() -> None:
    numbers = find_check("numbers")
    assert numbers.finding("minor", "One.").category == "accuracy/mistranslation"
    with pytest.raises(ValueError, match="does not declare"):
        numbers.finding("minor", "One.", category="style/register")


@pytest.mark.parametrize(
    ("id", "says"), [("nubmers", "did you mean `numbers`"), ("zzz", "there are: numbers")]
)
def test_a_name_that_no_check_has(id: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        find_check(id)


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.id)
def test_the_page_in_the_docs_is_the_one_made_from_the_check(one: Check) -> None:
    remedy = "run scripts/make/check_pages.py"
    assert (DOCS / f"{one.id}.md").read_text(encoding="utf-8") == page(one), remedy
