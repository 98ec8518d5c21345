"""Cause and effect, or what is denied and what holds instead, turned round."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from align.document import Bead, Finding
from align.fidelity.actors.slots.denied import affirmed_denials, exchanged_denials
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.meaning.turned import turned
from align.fidelity.lexicon.relations import Relation, relations
from align.fidelity.passage.context import Context
from align.model.protocol import Attention, Offsets, attend_as_fitted
from align.names.script.symbols import simplified

_LONGEST = 2  # sentences of a side
# By how much more attention the parts must give each other crosswise than straight; chosen by hand on right copies.
_TIMES, _MORE = 2.0, 0.6


def _find(context: Context) -> Iterator[Finding]:
    if context.model is None or not context.aligns_words:
        return
    for one in turned(context, "cause"):
        yield CHECK.finding(
            "major",
            f"What the source says of the cause (“{one.source.text}”, {one.name}) is turned round: the translation "
            f"says “{one.target.text}”.",
            source=one.source,
            target=one.target,
            expected=one.name,
        )
    for _, bead in context.paired():
        if len(bead.source) <= _LONGEST and len(bead.target) <= _LONGEST:
            done = list(_denied(context, bead)) or list(_affirmed(context, bead))
            yield from done or _in_bead(context, bead)


def _denied(context: Context, bead: Bead) -> Iterator[Finding]:
    if not context.source.cjk or context.target.cjk:
        return
    for one in exchanged_denials(context, bead):
        if one.acts:
            continue  # who it was is said by the check of roles
        source, target = (
            context.source.place(bead.source, *one.denied),
            context.target.place(bead.target, *one.instead),
        )
        yield CHECK.finding(
            "major",
            "What is denied and what holds instead are turned round: the source denies "
            f"“{source.text}”, the translation “{target.text}”.",
            source=source,
            target=target,
        )


def _affirmed(context: Context, bead: Bead) -> Iterator[Finding]:
    if not context.source.cjk or context.target.cjk:
        return
    for denied, said in affirmed_denials(context, bead):
        source, target = context.source.place(bead.source, *denied), context.target.place(bead.target, *said)
        yield CHECK.finding(
            "major",
            f"The source denies “{source.text}”; the translation says “{target.text}” as well.",
            source=source,
            target=target,
        )


def _in_bead(context: Context, bead: Bead) -> Iterator[Finding]:
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    plain = simplified(source) if context.source.language.startswith("zh") else source
    wanted = list(relations(plain, context.source.language))
    given = list(relations(target, context.target.language)) if wanted else []
    pairs = [(one, other) for one in wanted for other in given]
    if not pairs or context.model is None:
        return
    look = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    weighed = [(one, other, *_masses(look, one, other)) for one, other in pairs]
    if any(straight >= crossed for _, _, straight, crossed in weighed):
        return  # one reading of the two sentences agrees
    for one, other, straight, crossed in weighed:
        if crossed > _TIMES * straight + _MORE:
            yield _finding(context, bead, one, other)
            return


def _masses(look: Attention, one: Relation, other: Relation) -> tuple[float, float]:
    """The attention between the parts, first to first and second to second, and crosswise; crosswise counts only
    where both parts turn to the other."""

    def mass(there: tuple[int, int], here: tuple[int, int]) -> float:
        rows, columns = _inside(look.target_offsets, there), _inside(look.source_offsets, here)
        return float(look.weights[np.ix_(rows, columns)].sum())

    first, second = mass(other.first, one.first), mass(other.second, one.second)
    first_crossed, second_crossed = mass(other.first, one.second), mass(other.second, one.first)
    both = first_crossed > first and second_crossed > second
    return first + second, (first_crossed + second_crossed) if both else 0.0


def _inside(offsets: Offsets, span: tuple[int, int]) -> list[int]:
    return [at for at, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]


def _finding(context: Context, bead: Bead, wanted: Relation, given: Relation) -> Finding:
    here = min(wanted.first[0], wanted.second[0]), max(wanted.first[1], wanted.second[1])
    there = min(given.first[0], given.second[0]), max(given.first[1], given.second[1])
    source, target = context.source.place(bead.source, *here), context.target.place(bead.target, *there)
    return CHECK.finding(
        "major",
        f"Cause and effect are turned round: the source says “{source.text}”, the translation “{target.text}”.",
        source=source,
        target=target,
    )


CHECK = Check(
    id="cause",
    title="Cause and contrast",
    summary="cause and effect, or the denied and the affirmed, turned round",
    why=(
        "Not A but B and not B but A hold the same words. The parts that a sentence joins are told by its "
        "construction, and the model's word alignment says which part renders which."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    examples=(
        Example("原因は設計ではなく、溶接の不良だ。", "The cause is not the design but faulty welding."),
        Example(
            "原因は設計ではなく、溶接の不良だ。",
            "The cause is not faulty welding but the design.",
            "faulty welding",
        ),
        Example(
            "利润下滑是由于折旧增加，而不是需求不足。",
            "Profit fell because of depreciation, not weak demand.",
        ),
        Example("市は反対にもかかわらず建設を始めた。", "Despite the protests, the city started building."),
        Example(
            "市は反対にもかかわらず建設を始めた。",
            "Because of the protests, the city started building.",
            "Because of",
        ),
        Example(
            "裁员并非由于业绩不佳，而是因为业务重组。",
            "The layoffs are due both to poor results and to a reorganization.",
            "poor results",
        ),
        Example("裁员与人工智能无关。", "The layoffs have nothing to do with artificial intelligence."),
        Example("裁员与人工智能无关。", "The layoffs were driven by artificial intelligence.", "driven by"),
        Example("由於芯片供應不足，汽車產量下降。", "Because chips are in short supply, car output fell."),
        Example(
            "由於芯片供應不足，汽車產量下降。",
            "Because car output fell, chips are in short supply.",
            "car output fell",
        ),
    ),
    find=_find,
)
