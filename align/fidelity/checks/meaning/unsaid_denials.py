"""Denials such as neither confirmed nor denied, refused or lifted, that a translation has no word for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.document import Bead, Location
from align.fidelity.lexicon.denials import Denial, denials
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import LINKED, Rendering, Span, rendering


@dataclass(frozen=True, slots=True)
class UnsaidDenial:
    """A denial by its name, where it stands, and the last of the clauses that render what it is said of."""

    name: str
    source: Location
    target: Location


def unsaid_denial(context: Context, bead: Bead) -> UnsaidDenial | None:
    """The first denial of a bead's source that the clauses which render it have no word for, nor any other clause,
    unless it renders something else."""
    found = list(denials(context.source.text(bead.source), context.source.language))
    look = rendering(context, bead) if found else None
    if look is None:
        return None
    for one in found:
        clauses = [
            both.target
            for both in facing(context, bead)
            if both.source[0] < one.end and both.source[1] > one.start
        ]
        if clauses and not _said(look, one, clauses):
            return UnsaidDenial(
                one.name,
                context.source.place(bead.source, one.start, one.end),
                context.target.place(bead.target, *clauses[-1]),
            )
    return None


def _said(look: Rendering, denial: Denial, clauses: Sequence[Span]) -> bool:
    """Whether a word that a denial's rendering must hold stands in its clauses or, where it renders the denial or
    nothing that can be told, anywhere else."""
    begin, end = clauses[0][0], clauses[-1][1]
    for match in denial.rendered.finditer(look.target):
        inside, outside = look.shares(match.span(), (denial.start, denial.end))
        if begin <= match.start() < end or inside > outside or inside + outside < LINKED:
            return True
    return False
