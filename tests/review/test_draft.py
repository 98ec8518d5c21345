"""Drafts: what an edit makes of the text, its blocks, its sentences and its beads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.document import Article, Bead, Block, Finding, Location, Report, Sentence
from align.review.carried import carried
from align.review.draft import Draft, begun, composed, joined, loosened, merged, moved, parted, written

TEXT = "A headline\n\nOne is here. Two is here.\n\nThree is here.\n\nAll rights reserved."


def report() -> Report:
    marks = [("One is here.", 0), ("Two is here.", 0), ("Three is here.", 1)]
    sentences = tuple(
        Sentence(text, TEXT.index(text), TEXT.index(text) + len(text), paragraph) for text, paragraph in marks
    )
    blocks = (
        Block("headline", 0, 10),
        Block("body", sentences[0].start, sentences[1].end),
        Block("body", sentences[2].start, sentences[2].end),
        Block("rights", TEXT.index("All"), len(TEXT)),
    )
    source = tuple(Sentence(f"第{at}。", 4 * at, 4 * at + 3) for at in range(4))
    return Report(
        Article("s", "第0。\n第1。\n第2。\n第3。", "zh"),
        Article("t", TEXT, "en", blocks),
        source,
        sentences,
        (Bead((0, 1), (0, 1), 0.9), Bead((2,), (2,), 0.8), Bead((3,), (), 0.7)),
    )


def changed(draft: Draft, id: str, *lines: tuple[str, str]) -> Draft:
    return written(draft, {"do": "write", "sentence": id, "lines": list(lines)})


def consistent(draft: Draft) -> str:
    """The text, after a look at whether sentences and blocks stand where they say."""
    made = composed(draft)
    for one in made.sentences:
        assert made.article.text[one.start : one.end] == one.text
    assert all(0 <= one.start < one.end <= len(made.article.text) for one in made.article.blocks)
    ends = [0, *(one.end for one in made.article.blocks)]
    assert all(one.start >= end for one, end in zip(made.article.blocks, ends, strict=False))
    for one in made.sentences:
        assert any(block.start <= one.start and one.end <= block.end for block in made.article.blocks)
    return made.article.text


def test_begun_is_as_it_was() -> None:
    made = composed(begun(report()))
    assert (made.article, made.sentences, made.beads) == (
        report().target,
        report().target_sentences,
        report().beads,
    )


@pytest.mark.parametrize(
    ("id", "lines", "text"),
    [
        ("0", [("0", "One was here, long ago.")], TEXT.replace("One is here.", "One was here, long ago.")),
        ("1", [("1", "Two."), ("1.1", "And more.")], TEXT.replace("Two is here.", "Two. And more.")),
        ("0", [], TEXT.replace("One is here. ", "")),
        ("1", [], TEXT.replace(" Two is here.", "")),
        ("2", [], TEXT.replace("Three is here.\n\n", "")),
    ],
)
def test_an_edit_changes_nothing_else(id: str, lines: list[tuple[str, str]], text: str) -> None:
    draft = changed(begun(report()), id, *lines)
    assert consistent(draft) == text
    made = composed(draft).article
    assert made.of_kind("headline") == ["A headline"]
    assert made.of_kind("rights") == ["All rights reserved."]


def test_new_sentences_stay_in_the_bead_of_the_old_one() -> None:
    draft = changed(begun(report()), "2", ("2", "Three."), ("2.1", "Four."))
    assert composed(draft).beads[1] == Bead((2,), (2, 3), 0.8)
    gone = changed(changed(draft, "2.1"), "2")
    assert composed(gone).beads[1] == Bead((2,), (), 0.8)


def test_what_a_judge_said_of_a_sentence_stays_while_it_reads_as_it_did() -> None:
    base = report()

    def said(number: int, words: str) -> Finding:
        sentence = base.target_sentences[number]
        start = sentence.start + sentence.text.index(words)
        place = Location(words, number, start, start + len(words))
        return Finding("judge/mistranslation", "accuracy/mistranslation", "major", "…", None, place)

    base = replace(base, findings=(said(0, "One"), said(2, "Three is")))
    draft = changed(begun(base), "0", ("0", "Number one is here, and more."))
    (kept,) = carried(base, composed(draft))
    assert kept.target is not None
    assert kept.target.sentence == 2
    assert composed(draft).article.text[kept.target.start : kept.target.end] == "Three is"
    assert carried(base, composed(begun(base))) == base.findings
    assert carried(base, composed(changed(draft, "2"))) == ()


WORDS = st.lists(st.sampled_from(["One.", "A longer one here.", "三"]), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 5), WORDS), max_size=6))
def test_any_edits_leave_a_consistent_article(edits: list[tuple[int, list[str]]]) -> None:
    draft = begun(report())
    for number, (at, words) in enumerate(edits):
        lines = draft.lines
        if lines:
            id = lines[at % len(lines)].id
            new = [(id if place == 0 else f"{id}.{number}.{place}", word) for place, word in enumerate(words)]
            draft = changed(draft, id, *new)
    consistent(draft)
    made = composed(draft)
    claimed = [at for bead in made.beads for at in bead.target]
    assert sorted(claimed) == list(range(len(made.sentences)))
    assert sorted(at for bead in made.beads for at in bead.source) == [0, 1, 2, 3]


def shape(draft: Draft, links: tuple) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(one.source, one.target) for one in composed(replace(draft, links=links)).beads]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda draft: parted(draft, 0), [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ())]),
        (lambda draft: loosened(draft, 1), [((0, 1), (0, 1)), ((2,), ()), ((3,), ()), ((), (2,))]),
        (lambda draft: merged(draft, 0), [((0, 1, 2), (0, 1, 2)), ((3,), ())]),
        (lambda draft: merged(draft, 1), [((0, 1), (0, 1)), ((2,), (2,)), ((3,), ())]),
        (lambda draft: moved(draft, "target", "1", 1), [((0, 1), (0,)), ((2,), (1, 2)), ((3,), ())]),
        (lambda draft: moved(draft, "target", "2", -1), [((0, 1), (0, 1, 2)), ((2,), ()), ((3,), ())]),
        (lambda draft: joined(draft, [3], ["2"]), [((0, 1), (0, 1)), ((2,), ()), ((3,), (2,))]),
        (lambda draft: joined(draft, [1, 3], []), [((0,), (0, 1)), ((1, 3), ()), ((2,), (2,))]),
    ],
)
def test_beads_put_right(change, expected) -> None:
    draft = begun(report())
    assert shape(draft, change(draft)) == expected
