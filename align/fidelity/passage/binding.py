"""Which amount of a translation stands with the words that an amount of the source stands with.

Two amounts that changed places are both there; only the words beside them say so. Every token that is part of no amount
has a weight for each amount of its side, which halves with every so many characters of distance and falls at commas
and at other amounts; the soft word alignment carries the weights from one side to the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.document import Bead
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.model.protocol import attend_as_fitted

_LONGEST = 1500  # characters of a passage that is looked at
_HALVING = {"en": 16.0, "ja": 7.0, "zh": 6.0, "zh-Hant": 6.0}  # characters, about three words; chosen by hand
_BORDER = 0.35  # what a comma, a semicolon or a conjunction leaves of a weight; chosen by hand
_OTHER = 0.35  # what another amount in between leaves of it
_BORDERS = re.compile(r"[、，；;：。]|,(?!\d)|\b(?:and|while|but|whereas|compared|against)\b")
_COUNTER = re.compile(
    r"(?<=[\d０-９一二三四五六七八九十百千万萬億亿兆])[^\W\d_a-zA-Z一二三四五六七八九十百千万萬億亿兆]+$"
)

Affinity = NDArray[np.float64]


def affinity(
    context: Context, bead: Bead, wanted: Sequence[Quantity], given: Sequence[Quantity]
) -> Affinity | None:
    """How much the words beside each of some amounts of a bead's source have to do with the words beside each of some
    of its translation, float64 [wanted, given]; None where no model can say."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if context.model is None or not source.strip() or not target.strip() or not context.aligns_words:
        return None
    if max(len(source), len(target)) > _LONGEST:
        return None
    found = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    here = _weights(context.source, bead.source, source, wanted, found.source_offsets)
    there = _weights(context.target, bead.target, target, given, found.target_offsets)
    return np.asarray(here @ found.weights.T.astype(np.float64) @ there.T)


def _weights(
    side: Side,
    indexes: Sequence[int],
    text: str,
    amounts: Sequence[Quantity],
    offsets: Sequence[tuple[int, int]],
) -> Affinity:
    """The weight of every token for every amount, float64 [amounts, tokens]."""
    spans = [_numeral(text, *local_span(side, indexes, one)) for one in side.numbers(indexes)]
    borders = [match.start() for match in _BORDERS.finditer(text)]
    halving = _HALVING.get(side.language, _HALVING["en"])
    weights = np.zeros((len(amounts), len(offsets)))
    inside = [any(start < stop and begin < end for begin, stop in spans) for start, end in offsets]
    for row, amount in enumerate(amounts):
        begin, stop = _numeral(text, *local_span(side, indexes, amount))
        for column, (start, end) in enumerate(offsets):
            if inside[column] or start == end:
                continue
            low, high = (end, begin) if end <= begin else (stop, start)
            crossed = sum(low <= at < high for at in borders)
            others = sum(
                low <= first and last <= high and (first, last) != (begin, stop) for first, last in spans
            )
            weights[row, column] = 0.5 ** ((high - low) / halving) * _BORDER**crossed * _OTHER**others
    return weights


def local_span(side: Side, indexes: Sequence[int], quantity: Quantity) -> tuple[int, int]:
    """The span of a quantity in the text of some sentences as :meth:`Side.text` joins them."""
    at = 0
    for index in indexes:
        sentence = side.sentences[index]
        if sentence.start <= quantity.start < sentence.end:
            begin = at + quantity.start - sentence.start
            return begin, begin + quantity.end - quantity.start
        at += len(sentence.text) + (0 if side.cjk else 1)
    return -1, -1


def _numeral(text: str, begin: int, stop: int) -> tuple[int, int]:
    """The span of an amount without the counter behind it, which says what is counted: 3420 of 3420世帯."""
    counter = _COUNTER.search(text[begin:stop])
    return begin, begin + counter.start() if counter and counter.start() else stop
