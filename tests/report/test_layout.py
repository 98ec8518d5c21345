from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.document import Article, Bead, Finding, Location, Report, Sentence
from align.report.layout import Piece, moved, moved_blocks, rows


def small(beads: list[tuple[tuple[int, ...], tuple[int, ...]]], source: int, target: int) -> Report:
    """A report of one-letter sentences with these beads."""

    def side(count: int, id: str) -> tuple[Article, tuple[Sentence, ...]]:
        text = "".join(f"{number % 10}." for number in range(count))
        spans = tuple(Sentence(text[2 * n : 2 * n + 2], 2 * n, 2 * n + 2) for n in range(count))
        return Article(id, text, "en"), spans

    (left, s), (right, t) = side(source, "s"), side(target, "t")
    return Report(left, right, s, t, tuple(Bead(a, b) for a, b in beads))


def test_two_columns_in_their_own_order(report: Report) -> None:
    source = [piece.index for row in rows(report) for piece in row.source if piece.index >= 0]
    target = [piece.index for row in rows(report) for piece in row.target if piece.index >= 0]
    assert source == list(range(11))
    assert target == list(range(11))


def test_what_renders_each_other_stands_side_by_side(report: Report) -> None:
    anchored = [(row.source, row.target, row.bead) for row in rows(report) if row.bead is not None]
    for source, target, bead in anchored:
        assert {piece.bead for piece in (*source, *target) if piece.state != "apart"} == {bead}
    assert [bead for *_, bead in anchored] == [0, 1, 3, 4, 5, 7, 8]
    assert moved(report) == [2, 6]


def test_headline_and_rights_notice_stand_apart(report: Report) -> None:
    first, last = rows(report)[0], rows(report)[-1]
    assert (first.source[0].label, first.source[0].state) == ("headline", "apart")
    assert last.target[-1].label == "rights"


@pytest.mark.parametrize(
    ("beads", "out_of_order"),
    [
        ([((0,), (0,)), ((1,), (1,))], []),
        ([((0,), (1,)), ((1,), (2,)), ((2,), (0,))], [2]),
        ([((0, 2), (0,)), ((1,), (1,)), ((3,), (2,))], [0]),  # a broken bead cannot be a row
        ([((0,), ()), ((), (0,))], []),
        ([], []),
    ],
)
def test_moved_beads(beads: list[tuple[tuple[int, ...], tuple[int, ...]]], out_of_order: list[int]) -> None:
    report = small(beads, 4, 3)
    assert moved(report) == out_of_order
    assert sum(len(row.source) for row in rows(report)) == 4


def test_beads_that_moved_together_are_one_block(report: Report) -> None:
    assert moved_blocks(report) == 2
    together = small([((0,), (2,)), ((1,), (3,)), ((2,), (0,)), ((3,), (1,)), ((4,), (4,))], 5, 5)
    assert len(moved(together)) == 2
    assert moved_blocks(together) == 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-1, 7), max_size=3), st.lists(st.integers(-1, 7), max_size=3)),
        max_size=9,
    )
)
def test_nothing_is_lost_whatever_the_beads(beads: list[tuple[list[int], list[int]]]) -> None:
    report = small([(tuple(a), tuple(b)) for a, b in beads], 6, 5)
    table = rows(report)
    assert [piece.index for row in table for piece in row.source] == list(range(6))
    assert [piece.index for row in table for piece in row.target] == list(range(5))


def shown(piece: Piece) -> str:
    return "".join(segment.text for segment in piece.segments)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_marks_cut_the_text_and_lose_none_of_it(places: list[tuple[int, int]]) -> None:
    report = small([], 10, 10)
    findings = tuple(
        Finding("c", "x", "minor", "m", target=Location("", 0, start, end)) for start, end in places
    )
    report = dataclasses.replace(report, findings=findings)
    pieces = [piece for row in rows(report) for piece in row.target]
    assert "".join(map(shown, pieces)) == report.target.text
    marked = {at for piece in pieces for segment in piece.segments for at in segment.findings}
    whole = {at for piece in pieces for at in piece.flags}
    assert marked | whole == {at for at, (start, end) in enumerate(places) if start < min(end, 20)}


def test_overlapping_findings_take_the_gravest_colour() -> None:
    report = small([], 10, 10)
    text = report.target.text
    long = Sentence(text, 0, len(text))
    findings = (
        Finding("a", "x", "minor", "m", target=Location("", 0, 2, 8)),
        Finding("b", "x", "critical", "m", target=Location("", 0, 6, 12)),
        Finding("c", "x", "major", "m", target=Location("", 0, 0, 20)),
    )
    report = dataclasses.replace(report, target_sentences=(long,), findings=findings)
    (piece,) = [piece for row in rows(report) for piece in row.target]
    assert [(segment.text, segment.findings, segment.severity) for segment in piece.segments] == [
        (text[:2], (), None),
        (text[2:6], (0,), "minor"),
        (text[6:8], (0, 1), "critical"),
        (text[8:12], (1,), "critical"),
        (text[12:], (), None),
    ]
    assert (piece.flags, piece.severity) == ((2,), "major")
