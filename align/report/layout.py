"""Where everything stands on the page: two columns, beads opposite each other, marks in place.

Both articles keep their own order. The longest chain of beads that runs forward on both sides
becomes the rows of a table, so that what renders each other stands side by side; what was cut,
added or moved stands between the rows, opposite nothing, and a moved bead is joined by a band.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from align.document import SEVERITIES, Article, Bead, Finding, Location, Report, Sentence, Severity

Side = Literal["source", "target"]
State = Literal["aligned", "moved", "alone", "apart"]

# A finding over nearly all of a sentence flags the sentence; underlining all of it would shout.
_WHOLE = 0.9


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same findings, by index; ``severity`` is the gravest of them."""

    text: str
    findings: tuple[int, ...]
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a block outside the body (``apart``: headline, byline, rights notice …).

    ``bead`` is the bead the sentence belongs to, ``flags`` the findings about all of it.
    """

    side: Side
    index: int
    label: str
    state: State
    bead: int | None
    segments: tuple[Segment, ...]
    flags: tuple[int, ...]
    severity: Severity | None
    opens_paragraph: bool
    heading: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; ``bead`` is set when both cells render each other."""

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    bead: int | None

    @property
    def opens_paragraph(self) -> bool:
        """Whether a paragraph begins with the row on either side."""
        return any(cell[0].opens_paragraph for cell in (self.source, self.target) if cell)


def rows(report: Report) -> list[Row]:
    """The rows of the page, from the top of both articles to their ends."""
    findings = report.findings
    owners = {
        "source": _owners([bead.source for bead in report.beads], len(report.source_sentences)),
        "target": _owners([bead.target for bead in report.beads], len(report.target_sentences)),
    }
    anchors = _chain(report.beads, owners["source"], owners["target"])
    states = _states(report.beads, anchors)
    source = _column(
        "source",
        report.source,
        report.source_sentences,
        owners["source"],
        states,
        [finding.source for finding in findings],
        findings,
    )
    target = _column(
        "target",
        report.target,
        report.target_sentences,
        owners["target"],
        states,
        [finding.target for finding in findings],
        findings,
    )
    result: list[Row] = []
    left = right = 0
    for anchor in anchors:
        left_start, left_end = _extent(source, anchor, left)
        right_start, right_end = _extent(target, anchor, right)
        if left_start > left or right_start > right:
            result.append(Row(tuple(source[left:left_start]), tuple(target[right:right_start]), None))
        result.append(Row(tuple(source[left_start:left_end]), tuple(target[right_start:right_end]), anchor))
        left, right = left_end, right_end
    if left < len(source) or right < len(target):
        result.append(Row(tuple(source[left:]), tuple(target[right:]), None))
    return result


def moved(report: Report) -> list[int]:
    """The two-sided beads that are out of the order of the others, by index."""
    owners = [
        _owners([bead.source for bead in report.beads], len(report.source_sentences)),
        _owners([bead.target for bead in report.beads], len(report.target_sentences)),
    ]
    states = _states(report.beads, _chain(report.beads, *owners))
    return [index for index, state in enumerate(states) if state == "moved"]


def moved_blocks(report: Report) -> int:
    """How many blocks of text moved: beads that follow each other on both sides moved together."""
    beads = sorted((report.beads[index] for index in moved(report)), key=lambda bead: min(bead.target))
    together = sum(
        min(after.source) == max(before.source) + 1 and min(after.target) == max(before.target) + 1
        for before, after in pairwise(beads)
    )
    return len(beads) - together


def _owners(sides: Iterable[Sequence[int]], count: int) -> list[int | None]:
    """The first bead that claims each sentence."""
    owners: list[int | None] = [None] * count
    for bead, indexes in enumerate(sides):
        for index in indexes:
            if 0 <= index < count and owners[index] is None:
                owners[index] = bead
    return owners


def _chain(
    beads: Sequence[Bead], source_owners: Sequence[int | None], target_owners: Sequence[int | None]
) -> list[int]:
    """The longest chain of unbroken two-sided beads in order on both sides (patience sorting)."""

    def unbroken(bead: int, indexes: Sequence[int], owners: Sequence[int | None]) -> bool:
        first, last = min(indexes), max(indexes)
        inside = first >= 0 and last < len(owners) and last - first + 1 == len(indexes)
        return inside and all(owners[index] == bead for index in indexes)

    candidates = sorted(
        (
            index
            for index, bead in enumerate(beads)
            if bead.source
            and bead.target
            and unbroken(index, bead.source, source_owners)
            and unbroken(index, bead.target, target_owners)
        ),
        key=lambda index: min(beads[index].target),
    )
    tails: list[int] = []  # the smallest source position that ends a chain of each length
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index in candidates:
        position = min(beads[index].source)
        length = bisect_left(tails, position)
        before[index] = ends[length - 1] if length else None
        tails[length : length + 1] = [position]
        ends[length : length + 1] = [index]
    chain: list[int] = []
    here: int | None = ends[-1] if ends else None
    while here is not None:
        chain.append(here)
        here = before[here]
    return chain[::-1]


def _states(beads: Sequence[Bead], anchors: Iterable[int]) -> list[State]:
    anchored = set(anchors)
    return [
        "alone" if not (bead.source and bead.target) else "aligned" if index in anchored else "moved"
        for index, bead in enumerate(beads)
    ]


def _extent(column: Sequence[Piece], bead: int, start: int) -> tuple[int, int]:
    """Where a bead's pieces stand in a column, with whatever stands between them."""
    first = next(at for at in range(start, len(column)) if column[at].bead == bead)
    last = first
    at = first
    while at < len(column) and (column[at].bead == bead or column[at].state == "apart"):
        last = at if column[at].bead == bead else last
        at += 1
    return first, last + 1


def _column(
    side: Side,
    article: Article,
    sentences: Sequence[Sentence],
    owners: Sequence[int | None],
    states: Sequence[State],
    locations: Sequence[Location | None],
    findings: Sequence[Finding],
) -> list[Piece]:
    """Every piece of one article in the order of its text."""
    spans = [(sentence.start, sentence.end, index) for index, sentence in enumerate(sentences)]
    spans += [
        (block.start, block.end, -1 - at)
        for at, block in enumerate(article.blocks)
        if block.kind not in ("body", "heading", "delimiter")
    ]
    spans.sort()
    marks = _by_span(spans, locations)
    pieces: list[Piece] = []
    paragraph: tuple[int, int] | None = None
    for place, (start, end, index) in enumerate(spans):
        inside = marks[place]
        whole = [at for at, first, last in inside if last - first >= _WHOLE * (end - start) and index >= 0]
        part = [mark for mark in inside if mark[0] not in whole]
        owner = owners[index] if index >= 0 else None
        sentence = sentences[index] if index >= 0 else None
        here = (sentence.section, sentence.paragraph) if sentence else None
        pieces.append(
            Piece(
                side=side,
                index=index,
                label="" if sentence else article.blocks[-1 - index].kind,
                state="apart" if sentence is None else "alone" if owner is None else states[owner],
                bead=owner,
                segments=_segments(article.text, start, end, part, findings),
                flags=tuple(whole),
                severity=_gravest(whole, findings),
                opens_paragraph=here != paragraph,
                heading=bool(sentence and sentence.heading),
            )
        )
        paragraph = here
    return pieces


def _by_span(
    spans: Sequence[tuple[int, int, int]], locations: Sequence[Location | None]
) -> list[list[tuple[int, int, int]]]:
    """For each span the findings in it, as (finding, start, end) cut to the span."""
    marks: list[list[tuple[int, int, int]]] = [[] for _ in spans]
    ends = [end for _, end, _ in spans]
    for at, location in enumerate(locations):
        if location is None or location.end <= location.start:
            continue
        place = bisect_left(ends, location.start + 1)
        while place < len(spans) and spans[place][0] < location.end:
            start, end, _ = spans[place]
            marks[place].append((at, max(start, location.start), min(end, location.end)))
            place += 1
    return marks


def _segments(
    text: str, start: int, end: int, marks: Sequence[tuple[int, int, int]], findings: Sequence[Finding]
) -> tuple[Segment, ...]:
    """The text cut wherever a finding begins or ends; overlapping findings share a segment."""
    cuts = sorted({start, end, *(cut for _, first, last in marks for cut in (first, last))})
    segments = []
    for first, last in pairwise(cuts):
        under = tuple(at for at, begins, ends in marks if begins <= first and last <= ends)
        segments.append(Segment(text[first:last], under, _gravest(under, findings)))
    return tuple(segments)


def _gravest(indexes: Iterable[int], findings: Sequence[Finding]) -> Severity | None:
    severities = [findings[index].severity for index in indexes]
    return max(severities, key=SEVERITIES.index) if severities else None
