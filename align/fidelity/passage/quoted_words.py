"""Which words stand between quotation marks on both sides of a bead, by the model's word alignment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.passage.context import Context
from align.fidelity.passage.quotations import within
from align.fidelity.passage.sides import Side
from align.model.protocol import Offsets, attend_as_fitted

_LONGEST = 1200  # characters of a passage that is looked at
# In right copies of news, of the words of a quotation at least three quarters render quoted words; of one whose marks
# were moved, gained or lost, at most six tenths. Chosen by hand between them.
_QUOTED_ELSEWHERE = 0.6
_CLAUSE_ELSEWHERE = 0.3  # of one clause, which is short and so less sure
_EDGE_SAID, _EDGE_QUOTED = (
    2.0,
    0.1,
)  # attention of such words at an edge, and the share of it that goes to quoted ones
_TOLD = 0.25  # the attention of a token, on average, before anything is said of it
_CLAUSE = re.compile(r"[^,;:—、，；：。！？!?.]+")
_SET_OFF = re.compile(
    r"《[^》]*》|〈[^〉]*〉|【[^】]*】|｢[^｣]*｣|(?<!\w)['‘][^'‘’]{3,300}['’](?!\w)|[：:][^。：]*$"
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Words in marks on one side that are not in marks on the other: their span in the bead's joined text of the side
    that has the marks, that of what renders them in the other (None where that is not plain), and the share of them
    that is in marks there."""

    marked: Span
    other: Span | None
    share: float


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """``gained`` are words of the translation in marks that render words of the source without, ``lost`` words of the
    source in marks that words of the translation without render."""

    gained: tuple[Unmatched, ...] = ()
    lost: tuple[Unmatched, ...] = ()


def quoted_words(context: Context, bead: Bead) -> QuotedWords | None:
    """What is in marks on one side of a bead only; None where the model does not align words or the bead is long."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if context.model is None or not context.aligns_words or not source.strip() or not target.strip():
        return None
    if max(len(source), len(target)) > _LONGEST:
        return None
    here, there = marked(context.source, bead.source), marked(context.target, bead.target)
    if not here and not there:
        return QuotedWords()
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    weights = look.weights.astype(np.float64)
    gained = _one_sided(
        weights, look.target_offsets, look.source_offsets, target, there, [*here, *_set_off(source)]
    )
    lost = _one_sided(
        weights.T, look.source_offsets, look.target_offsets, source, here, [*there, *_set_off(target)]
    )
    return QuotedWords(tuple(gained), tuple(lost))


def _set_off(text: str) -> list[Span]:
    """What a text sets off by marks that are quotation marks in the other language: 《》, single marks."""
    return [match.span() for match in _SET_OFF.finditer(text)]


def marked(side: Side, indexes: Sequence[int]) -> list[Span]:
    """The quotations of some sentences, as spans of their joined text."""
    found, begin = [], 0
    for at in indexes:
        sentence = side.sentences[at]
        for quote in within(side.quotations, sentence.start, sentence.end):
            if quote.overlap(sentence.start, sentence.end) > 1:
                start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
                found.append((start - sentence.start + begin, end - sentence.start + begin))
        begin += len(sentence.text) + (0 if side.cjk else 1)
    return found


def _one_sided(
    weights: NDArray[np.float64],
    own: Offsets,
    others: Offsets,
    text: str,
    quotes: Sequence[Span],
    theirs: Sequence[Span],
) -> Iterator[Unmatched]:
    """The quotations of one side, or clauses of them, that are not quoted on the other."""
    inside = np.array([any(_over(one, quote) for quote in theirs) for one in others], dtype=bool)
    for quote in quotes:
        share, told = _share(weights, own, quote, inside)
        if told < _TOLD:
            continue
        if share < _QUOTED_ELSEWHERE:
            parts = list(_clauses(text, quote)) if share > _CLAUSE_ELSEWHERE else []
            unquoted = [one for one in parts if _share(weights, own, one, inside)[0] < _CLAUSE_ELSEWHERE]
            yield _unmatched(weights, own, others, (unquoted or [quote])[0], share, inside)
            continue
        for one in _clauses(text, quote):
            part, said = _share(weights, own, one, inside)
            if part < _CLAUSE_ELSEWHERE and said >= _TOLD:
                yield _unmatched(weights, own, others, one, part, inside)
                break
        else:
            edge = _edge(weights, own, quote, inside)
            if edge is not None:
                yield _unmatched(weights, own, others, edge, 0.0, inside)


def _edge(weights: NDArray[np.float64], own: Offsets, quote: Span, inside: NDArray[np.bool_]) -> Span | None:
    """The longest run of tokens at the begin or the end of a quotation that render words outside the other side's
    marks, where the rest of it renders quoted ones."""
    inner = quote[0] + 1, quote[1] - 1  # the marks render each other
    rows = [
        at for at, one in enumerate(own) if _over(one, inner) and one[0] >= inner[0] and one[1] <= inner[1]
    ]
    mass = weights[rows].sum(axis=1)
    quoted = weights[rows][:, inside].sum(axis=1)
    found: list[tuple[float, Span]] = []
    for cut in range(1, len(rows)):
        for run, rest in ((slice(0, cut), slice(cut, None)), (slice(cut, None), slice(0, cut))):
            said, other = float(mass[run].sum()), float(mass[rest].sum())
            outside = float(quoted[run].sum()) <= _EDGE_QUOTED * said
            if (
                said >= _EDGE_SAID
                and outside
                and float(quoted[rest].sum()) >= _QUOTED_ELSEWHERE * max(other, _TOLD)
            ):
                span = rows[run]
                found.append((said, (own[span[0]][0], own[span[-1]][1])))
    return max(found, default=(0.0, None))[1]


def _clauses(text: str, quote: Span) -> Iterator[Span]:
    """The clauses of a quotation, where it has several, that are long enough to be aligned."""
    parts = [(quote[0] + one.start(), quote[0] + one.end()) for one in _CLAUSE.finditer(text[slice(*quote)])]
    least = 15 if re.search("[a-z]", text[slice(*quote)]) else 6
    if len(parts) > 1:
        yield from (one for one in parts if one[1] - one[0] >= least)


def _share(
    weights: NDArray[np.float64], own: Offsets, span: Span, inside: NDArray[np.bool_]
) -> tuple[float, float]:
    """Of the attention of a span's tokens the share that goes to quoted tokens, and all of it by token."""
    rows = [at for at, one in enumerate(own) if _over(one, span)]
    if not rows:
        return 1.0, 0.0
    total = float(weights[rows].sum())
    return float(weights[rows][:, inside].sum()) / max(total, 1e-9), total / len(rows)


def _unmatched(
    weights: NDArray[np.float64],
    own: Offsets,
    others: Offsets,
    span: Span,
    share: float,
    inside: NDArray[np.bool_],
) -> Unmatched:
    """What renders a span outside the other side's marks: from the first to the last token that gives it most."""
    rows = [at for at, one in enumerate(own) if _over(one, span)]
    mass = weights[rows].sum(axis=0) * ~inside
    strong = np.flatnonzero(mass >= max(0.3, mass.max(initial=0.0) / 3))
    place = (others[strong[0]][0], others[strong[-1]][1]) if len(strong) else None
    return Unmatched(span, place, share)


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and one[1] > other[0]
