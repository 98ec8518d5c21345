"""The quantities of a bead set against each other, with the neighbourhood as a witness."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.document import Bead
from align.fidelity.context import Context
from align.fidelity.quantities import Quantity, match, same_value


@dataclass(frozen=True, slots=True)
class Compared:
    """``pairs`` of equal quantities (source, target), the source's that are ``missing`` in the target
    and the target's ``extra`` ones; ``source`` holds all of the source's."""

    pairs: tuple[tuple[Quantity, Quantity], ...]
    missing: tuple[Quantity, ...]
    extra: tuple[Quantity, ...]
    source: tuple[Quantity, ...]


def compare(context: Context, bead: Bead) -> Compared:
    """Match a bead's quantities by value.

    A quantity that the neighbouring sentences account for is not left over: translators move
    figures across sentence borders, and editors gloss an amount in another currency in brackets.
    """
    here, there = context.source.numbers(bead.source), context.target.numbers(bead.target)
    matched = match(here, there)
    missing = [here[at] for at in matched.left]
    extra = [there[at] for at in matched.right]
    if missing:
        near = context.target.numbers(context.nearby_target(bead))
        missing = [one for one in missing if not _witnessed(one, near)]
    if extra:
        near = context.source.numbers(context.nearby_source(bead))
        extra = [one for one in extra if not _witnessed(one, near) and not _gloss(context, one)]
    pairs = tuple((here[at], there[to]) for at, to in matched.pairs)
    return Compared(pairs, tuple(missing), tuple(extra), tuple(here))


def _witnessed(quantity: Quantity, near: list[Quantity]) -> bool:
    """Whether a neighbouring sentence says the same with the same kind of quantity."""
    return any(one.kind == quantity.kind and same_value(one, quantity) for one in near)


def _gloss(context: Context, quantity: Quantity) -> bool:
    """Whether a quantity of the target is a conversion or an explanation in brackets."""
    text = context.target.article.text
    before = text[max(0, quantity.start - 24) : quantity.start]
    after = text[quantity.end : quantity.end + 24]
    opened = re.search(r"[(\[（［][^)\]）］]*$", before)
    return bool(opened and re.match(r"[^(\[（［]*[)\]）］]", after)) and quantity.kind in ("money", "measure", "number")
