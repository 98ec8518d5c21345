"""Things of one kind that changed between the two sides of a bead, with their places; see `lexicon/contrasts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.document import Bead, Location
from align.fidelity.lexicon.contrasts import Exchange, Named, Thing, exchanged, named
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.model.protocol import attend_as_fitted

_BOUND = 0.5  # the attention of a token to the word that it stands for; chosen by hand
_LONGEST = 3  # sentences of a side: in longer passages what is meant can stand anywhere


@dataclass(frozen=True, slots=True)
class Changed:
    """An exchange in an article: what the source names and where, what stands in its stead and where; and the words
    themselves, with their spans in the joined texts of the bead."""

    wanted: Thing
    given: Thing
    source: Location
    target: Location
    bead: Bead
    words: Exchange


def changed_in_clauses(context: Context, table: str) -> Iterator[Changed]:
    """Exchanges found clause by clause, for words that stand in many a clause, such as will and may: a word of the
    translation's clause, against the clauses of the source that this one renders. Nothing around them excuses."""
    for _, bead in context.paired():
        if len(bead.source) > _LONGEST or len(bead.target) > _LONGEST:
            continue
        source = _named(context.source, bead.source, table)
        target = _named(context.target, bead.target, table)
        if not _others(source, target):
            continue
        for both in facing(context, bead):
            inside = _within(source, both.source), _within(target, both.target)
            yield from (_placed(context, bead, one) for one in exchanged(*inside))


def _others(source: Sequence[Named], target: Sequence[Named]) -> bool:
    """Whether both sides plainly name two different things of one group, without which nothing is exchanged."""
    wanted = {one.thing for one in source if one.plain}
    return any(
        one.plain and any(one.thing.group == thing.group and one.thing != thing for thing in wanted)
        for one in target
    )


def _within(those: Sequence[Named], span: tuple[int, int]) -> list[Named]:
    return [one for one in those if one.start < span[1] and one.end > span[0]]


def changed(context: Context, table: str, *, every: bool = False) -> Iterator[Changed]:
    """Every exchange of a table's things, bead by bead. Neighbouring sentences excuse, but not where one sentence of a
    close reprint renders one, nor where the word aligner has the one word for the other. ``every``: each thing that is
    lost with each new one, not in their order."""
    for _, bead in context.paired():
        if len(bead.source) > _LONGEST or len(bead.target) > _LONGEST:
            continue
        source = _named(context.source, bead.source, table)
        groups = frozenset(one.thing.group for one in source if one.plain)
        target = _named(context.target, bead.target, table, groups) if groups else ()
        if not any(exchanged(source, target)):  # what stands around only excuses
            continue
        around = (
            _named(context.source, context.nearby_source(bead), table),
            _named(context.target, context.nearby_target(bead), table, groups),
        )
        excused = set(exchanged(source, target, *around, every=every))
        for one in exchanged(source, target, every=every):
            alone = len(bead.source) == len(bead.target) == 1 and not context.condensed
            if one in excused or alone or _renders(context, bead, one):
                yield _placed(context, bead, one)


def _renders(context: Context, bead: Bead, one: Exchange) -> bool:
    """Whether the word of the translation stands for that of the source by the model's word alignment, so that what
    the sentences around name is no excuse."""
    if context.model is None or not context.aligns_words:
        return False
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    rows = [at for at, each in enumerate(look.target_offsets) if _over(each, one.given)]
    columns = [at for at, each in enumerate(look.source_offsets) if _over(each, one.wanted)]
    return bool(rows) and float(look.weights[rows][:, columns].sum()) >= _BOUND * len(rows)


def _over(span: tuple[int, int], named: Named) -> bool:
    return span[0] < named.end and span[1] > named.start


def _named(
    side: Side, indexes: Sequence[int], table: str, groups: frozenset[str] | None = None
) -> tuple[Named, ...]:
    return named(side.text(indexes), side.language, table, groups)


def _placed(context: Context, bead: Bead, one: Exchange) -> Changed:
    return Changed(
        one.wanted.thing,
        one.given.thing,
        context.source.place(bead.source, one.wanted.start, one.wanted.end),
        context.target.place(bead.target, one.given.start, one.given.end),
        bead,
        one,
    )
