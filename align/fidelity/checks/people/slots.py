"""What is said of phrases that changed slots: the words of a finding, and its places on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Bead, Location
from align.fidelity.actors.slots.denied import exchanged_denials
from align.fidelity.actors.slots.exchange import exchanged_slots
from align.fidelity.actors.slots.halves import exchanged_halves
from align.fidelity.passage.context import Context

_LONGEST = 2  # sentences of a side
Said = tuple[str, Location, Location]


def exchanged_in_slots(context: Context, bead: Bead) -> Iterator[Said]:
    """Two phrases in each other's place beside any verb, or who did something and who did not; at most one."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    for one in exchanged_slots(context, bead) if len(bead.target) <= _LONGEST else ():
        own = one.source.agent or one.source.verb, one.other, one.source.verb
        there = one.target.agent or one.target.verb, one.patient, one.target.verb
        acts, acted_on, verb = (source[slice(*span)] for span in own)
        yield (
            f"Who does what to whom is turned round: in the source “{acts}” acts on “{acted_on}” (“{verb}”), here "
            f"“{target[slice(*there[0])]}” on “{target[slice(*there[1])]}”.",
            context.source.place(bead.source, min(map(min, own)), max(map(max, own))),
            context.target.place(bead.target, min(map(min, there)), max(map(max, there))),
        )
        return
    for denial in exchanged_denials(context, bead):
        if denial.acts:
            here, instead = (
                context.source.place(bead.source, *denial.denied),
                context.target.place(bead.target, *denial.instead),
            )
            yield (
                f"Who did it and who did not are turned round: the source denies that it was “{here.text}”, the "
                f"translation that it was “{instead.text}”.",
                here,
                instead,
            )


def exchanged_in_halves(context: Context, bead: Bead) -> Iterator[Said]:
    """Two clauses of which each says of its subject what the source says of the other's."""
    if max(len(bead.source), len(bead.target)) > _LONGEST:
        return
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    for one in exchanged_halves(context, bead):
        (first, second), (here, there) = one.source, one.target
        yield (
            f"What is said of two is exchanged: the source says “{source[slice(*first)]}” and "
            f"“{source[slice(*second)]}”, the translation “{target[slice(*here)]}” and “{target[slice(*there)]}”.",
            context.source.place(bead.source, first[0], second[1]),
            context.target.place(bead.target, here[0], there[1]),
        )
