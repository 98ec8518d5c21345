"""A reprint as it stands on the desk: its sentences as edited, its beads as put right.

A draft is a value: every change gives a new one. Sentences have ids that outlast edits, so that what one window
says of a sentence is understood after another window has split the one before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from align.document import Article, Bead, Block, Report, Sentence
from align.languages.traits import between

CERTAIN = 1.0  # the score of a bead that a person made


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the reprint as it reads now."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A bead: source sentences by index, reprint sentences by id."""

    source: tuple[int, ...]
    target: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Draft:
    """``slots`` run parallel to the reprint's sentences as first read: what stands there now, which may be several
    sentences or none."""

    base: Report
    slots: tuple[tuple[Line, ...], ...]
    links: tuple[Link, ...]

    @property
    def lines(self) -> list[Line]:
        """The sentences in the order of the text."""
        return list(chain.from_iterable(self.slots))

    def line(self, id: str) -> Line | None:
        """The sentence of this id; None when it is gone."""
        return next((line for line in self.lines if line.id == id), None)

    def place(self, id: str) -> int:
        """The slot that holds a sentence. Raises KeyError when it is gone."""
        for at, slot in enumerate(self.slots):
            if any(line.id == id for line in slot):
                return at
        raise KeyError(id)


def begun(report: Report) -> Draft:
    """The draft of a report before anything was changed."""
    slots = tuple((Line(str(at), one.text),) for at, one in enumerate(report.target_sentences))
    links = tuple(
        Link(bead.source, tuple(str(at) for at in bead.target), bead.score) for bead in report.beads
    )
    return Draft(report, slots, links)


# -- changes ----------------------------------------------------------------------------------------


def written(draft: Draft, change: Mapping[str, Any]) -> Draft:
    """A sentence with other words: ``sentence`` is its id, ``lines`` what it becomes as (id, text), perhaps nothing."""
    at = draft.place(change["sentence"])
    new = tuple(Line(str(id), str(text)) for id, text in change["lines"])
    slot = draft.slots[at]
    inside = next(place for place, line in enumerate(slot) if line.id == change["sentence"])
    slots = list(draft.slots)
    slots[at] = (*slot[:inside], *new, *slot[inside + 1 :])
    ids = tuple(line.id for line in new)
    links = []
    for link in draft.links:
        if change["sentence"] in link.target:
            here = link.target.index(change["sentence"])
            link = replace(link, target=(*link.target[:here], *ids, *link.target[here + 1 :]))
        if link.source or link.target:
            links.append(link)
    return replace(draft, slots=tuple(slots), links=tuple(links))


def linked(draft: Draft, change: Mapping[str, Any]) -> Draft:
    """The beads as ``links`` says: (source indexes, target ids, score) each."""
    links = tuple(
        Link(tuple(source), tuple(target), float(score)) for source, target, score in change["links"]
    )
    return replace(draft, links=links)


# -- beads ------------------------------------------------------------------------------------------


def joined(draft: Draft, source: Sequence[int], target: Sequence[str]) -> tuple[Link, ...]:
    """The beads with one that holds exactly these sentences; what was linked with them stays with its own."""
    rest = [
        Link(
            tuple(at for at in link.source if at not in source),
            tuple(id for id in link.target if id not in target),
            link.score,
        )
        for link in draft.links
    ]
    order = {line.id: at for at, line in enumerate(draft.lines)}
    made = Link(tuple(sorted(source)), tuple(sorted(target, key=order.__getitem__)), CERTAIN)
    return ordered(draft, [*(link for link in rest if link.source or link.target), made])


def merged(draft: Draft, number: int) -> tuple[Link, ...]:
    """A bead made one with that of the sentence after it in the reprint, or in the source."""
    link = draft.links[number]
    after = _neighbour(draft, link, 1)
    if after is None:
        return draft.links
    return joined(draft, (*link.source, *after.source), (*link.target, *after.target))


def parted(draft: Draft, number: int) -> tuple[Link, ...]:
    """A bead cut into pairs in order; the last pair takes what is left over on the longer side. One of one sentence
    against several is cut after the first."""
    link = draft.links[number]
    count = min(len(link.source), len(link.target))
    if count == 0 or len(link.source) == len(link.target) == 1:
        return draft.links
    if count == 1:
        parts = [Link(link.source[:1], link.target[:1], CERTAIN)]
        parts += [Link((at,), (), CERTAIN) for at in link.source[1:]]
        parts += [Link((), (id,), CERTAIN) for id in link.target[1:]]
    else:
        parts = [Link(link.source[at : at + 1], link.target[at : at + 1], CERTAIN) for at in range(count - 1)]
        parts.append(Link(link.source[count - 1 :], link.target[count - 1 :], CERTAIN))
    return ordered(draft, [*(one for at, one in enumerate(draft.links) if at != number), *parts])


def loosened(draft: Draft, number: int) -> tuple[Link, ...]:
    """A bead undone: each of its sentences alone."""
    link = draft.links[number]
    if not link.source or not link.target:
        return draft.links
    alone = [Link((at,), (), CERTAIN) for at in link.source]
    alone += [Link((), (id,), CERTAIN) for id in link.target]
    return ordered(draft, [*(one for at, one in enumerate(draft.links) if at != number), *alone])


def moved(draft: Draft, side: str, sentence: str, step: int) -> tuple[Link, ...]:
    """A sentence taken out of its bead and put to the next (``step`` 1) or the one before (-1), as the other side
    tells them in order."""
    own = next(
        link
        for link in draft.links
        if (sentence in link.target if side == "target" else int(sentence) in link.source)
    )
    other = _neighbour(draft, own, step)
    if other is None:
        return draft.links
    if side == "target":
        return joined(draft, other.source, (*other.target, sentence))
    return joined(draft, (*other.source, int(sentence)), other.target)


def _neighbour(draft: Draft, link: Link, step: int) -> Link | None:
    """The bead whose sentences stand next to a bead's: in the reprint, or for one without any there, in the source."""
    order = [line.id for line in draft.lines]
    if link.target:
        places = [order.index(id) for id in link.target]
        here = max(places) + 1 if step > 0 else min(places) - 1
        wanted = order[here] if 0 <= here < len(order) else None
        return next((one for one in draft.links if wanted in one.target), None)
    here = max(link.source) + 1 if step > 0 else min(link.source) - 1
    return next((one for one in draft.links if here in one.source), None)


def ordered(draft: Draft, links: Sequence[Link]) -> tuple[Link, ...]:
    """Beads in the order of the reprint, those without a side there after the source sentence before theirs."""
    order = {line.id: at for at, line in enumerate(draft.lines)}
    rendered = {
        at: min(order[id] for id in link.target) for link in links if link.target for at in link.source
    }

    def key(link: Link) -> tuple[float, int, int]:
        if link.target:
            return min(order[id] for id in link.target), 0, 0
        before = [rendered[at] for at in rendered if at < min(link.source)]
        return (before[-1] if before else -1), 1, min(link.source)

    rendered = dict(sorted(rendered.items()))
    return tuple(sorted(links, key=key))


# -- what it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft as an article with its sentences and beads."""

    article: Article
    sentences: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    ids: tuple[str, ...]


def composed(draft: Draft) -> Composed:
    """The article that a draft makes: what stands between sentences, and furniture, to the letter as it was."""
    base, before = draft.base.target, draft.base.target_sentences
    space = between(base.language)
    gaps = _gaps(draft)
    text, sentences, spans, ids = gaps[0], [], [], []
    for slot, old, gap in zip(draft.slots, before, gaps[1:], strict=True):
        start = len(text)
        for at, line in enumerate(slot):
            text += space if at else ""
            sentences.append(replace(old, text=line.text, start=len(text), end=len(text) + len(line.text)))
            ids.append(line.id)
            text += line.text
        spans.append((start, len(text)))
        text += gap
    order = {id: at for at, id in enumerate(ids)}
    beads = tuple(
        Bead(link.source, tuple(sorted(order[id] for id in link.target if id in order)), link.score)
        for link in draft.links
    )
    article = replace(base, text=text, blocks=_blocks(base, before, spans, len(text)))
    return Composed(article, tuple(sentences), beads, tuple(ids))


def _gaps(draft: Draft) -> list[str]:
    """What stands before, between and after the sentences; beside a sentence that is gone, one gap goes with it."""
    text, sentences = draft.base.target.text, draft.base.target_sentences
    ends = [0, *(one.end for one in sentences)]
    starts = [*(one.start for one in sentences), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    for at, slot in enumerate(draft.slots):
        blank = [number for number in (at, at + 1) if gaps[number].isspace()]
        if not slot and blank:
            # Rather a space than the end of a paragraph.
            gaps[min(blank, key=lambda number: ("\n" in gaps[number], -len(gaps[number])))] = ""
    return gaps


def _blocks(
    base: Article, before: Sequence[Sentence], spans: Sequence[tuple[int, int]], length: int
) -> tuple[Block, ...]:
    """The blocks at their new places: a boundary keeps its distance from the sentence before it."""
    starts = [one.start for one in before]

    def at(place: int) -> int:
        number = bisect_right(starts, place) - 1
        if number < 0:
            return place
        if place == before[number].start:
            return spans[number][0]
        limit = spans[number + 1][0] if number + 1 < len(spans) else length
        return min(spans[number][1] + max(0, place - before[number].end), limit)

    moved_to = (replace(block, start=at(block.start), end=at(block.end)) for block in base.blocks)
    return tuple(block for block in moved_to if block.end > block.start)
