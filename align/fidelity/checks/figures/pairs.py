"""What the checks of figures ask of a pair: the amounts that render each other, and the places of their phrases."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Location
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.qualifiers import Qualifier


def equal_amounts(context: Context) -> Iterator[tuple[int, Quantity, Quantity]]:
    """Every amount of the source with the one that renders it, and the index of their bead; dates are none."""
    for at, _ in context.paired():
        for wanted, given in context.compared[at].pairs:
            yield at, wanted, given


def phrase(side: Side, quantity: Quantity, *qualifiers: Qualifier | None) -> Location:
    """The place of an amount together with the words that say something of it, cut at the sentence's ends."""
    known = [one for one in qualifiers if one is not None]
    start = min([quantity.start, *(one.start for one in known)])
    end = max([quantity.end, *(one.end for one in known)])
    home = side.location(quantity.start, quantity.end)
    if home.sentence >= 0:
        sentence = side.sentences[home.sentence]
        start, end = max(start, sentence.start), min(end, sentence.end)
    return side.location(start, end)
