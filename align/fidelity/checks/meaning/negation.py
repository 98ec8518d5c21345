"""Negation that was lost or came in: the opposite is said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.checks.meaning.contrasted import contrasted
from align.fidelity.checks.meaning.unanswered import said_in_other_words, unanswered
from align.fidelity.checks.meaning.unsaid_denials import unsaid_denial
from align.fidelity.lexicon.polarity import Sign, denies, signs
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.negated import (
    denied_elsewhere,
    denies_what_is_said,
    joined,
    negated,
    of_a_cause,
    said_without,
)
from align.fidelity.passage.sides import Side
from align.fidelity.regressions import regression
from align.model.protocol import Offsets

_LIKELY = Threshold("negation", 0.5, "how likely a negation was lost or came in before it is shown")

_LIKELY_LOST = 0.65  # the probability from which on a negation is called lost; chosen by hand
# Words that say a negation in other words: chose war over peace, more a hawk than a dove, before it was known.
_INSTEAD = re.compile(r"\b(?:than|before|over|object\w*|good company)\b", re.IGNORECASE)
# Did not expect, for what the source says was beyond all expectation.
_EXPECTED = re.compile(r"\s+(?:\w+\s+)?(?:expect|anticipat|imagin|foresee)", re.IGNORECASE)
_UNEXPECTED = re.compile("出乎|意料|意外|没想到|沒想到|想定外|予想外|思いがけ|思いも|まさか")
_CERTAIN = 0.94
_RENDERED = 0.5  # of a clause, before its negation is missed; chosen by hand on right reprints
# What a sign negates is said plainly from this much attention; the sign is rendered from this much of its own. Chosen
# by hand on WMT21 news: 4 alarms in 71,000 words.
_SAID_PLAINLY, _NAMED, _SIGN_RENDERED, _SIGN_ALONE = 0.5, 0.7, 0.7, 0.95
_PREFIX = re.compile("(?i)(?:un|in|im|ir|il|dis|non)")
_NEGATIVE = re.compile("[無无違违不未非否禁止失反]")
_BEFORE = 16  # characters
_LONGEST = 2  # sentences of a side: in a long passage a negation can hide in too many words
_ONLY = re.compile("しか|如果|若|要是|除非|否则|两面|兩面|应|應|$^")
_CERTAIN_ALONE = 0.87  # where the source has no sign of negation at all


def _find(context: Context) -> Iterator[Finding]:
    for _, bead in context.paired():
        if len(bead.source) <= _LONGEST and len(bead.target) <= _LONGEST:
            found = _in_bead(context, bead)
            if found is not None:
                yield found


def _in_bead(context: Context, bead: Bead) -> Finding | None:
    wanted, given = _signs(context.source, bead.source), _signs(context.target, bead.target)
    denied = unsaid_denial(context, bead) if _aligned(context) else None
    if denied is not None:
        return CHECK.finding(
            "info" if context.condensed else "major",
            f"“{denied.source.text}” ({denied.name}) is not rendered: it is said without a doubt or the other way "
            "round.",
            source=denied.source,
            target=denied.target,
        )
    if (turned := contrasted(context, bead)) is not None:
        return CHECK.finding(
            "major",
            f"“{turned[0].text}”: the translation denies what the source affirms, and affirms what it denies.",
            source=turned[0],
            target=turned[1],
        )
    came_in = _came_in(context, bead, wanted, given)
    if came_in is not None and not _answered(context, bead, came_in[0], wanted):
        return _added(context, bead, *came_in, wanted, given)
    if came_in is not None:
        return None
    lost = None if context.condensed else unanswered(context, bead, wanted, given)
    if lost is not None:
        return CHECK.finding(
            "major",
            f"The negation “{lost[0].text}” of the source is not rendered: nothing in the sentence denies.",
            source=_location(context.source, lost[0]),
            target=context.target.place(bead.target, *lost[1]),
            evidence=_counts(wanted, given),
        )
    if context.condensed and any(one.firm or denies(one) for one in given):
        return None  # who writes anew denies in another place, or two things in one
    return _dropped(context, bead, wanted, given)


def _counts(wanted: Sequence[Sign], given: Sequence[Sign]) -> dict[str, float]:
    return {"negations in the source": len(wanted), "in the translation": len(given)}


def _added(
    context: Context,
    bead: Bead,
    sign: Sign,
    probability: float,
    wanted: Sequence[Sign],
    given: Sequence[Sign],
) -> Finding | None:
    """A negation of the translation that nothing in the source accounts for."""
    if context.condensed and (
        denied_elsewhere(context, bead, sign) or not denies_what_is_said(context, bead, sign)
    ):
        return None
    more = sum(one.firm for one in given) > sum(one.firm for one in wanted)
    sure = more and probability >= (_CERTAIN if wanted else _CERTAIN_ALONE) and not context.condensed
    return CHECK.finding(
        "major" if sure else "minor",
        f"“{sign.text}” negates what the source affirms.",
        source=context.source.whole(bead.source),
        target=_location(context.target, sign),
        evidence={**_counts(wanted, given), "probability": round(probability, 3)},
    )


def _dropped(context: Context, bead: Bead, wanted: Sequence[Sign], given: Sequence[Sign]) -> Finding | None:
    """A negation of the source that the translation does not render."""
    if (unsaid := _unsaid(context, bead, wanted, given)) is not None:
        if context.condensed and of_a_cause(context, bead, unsaid):
            return None  # who writes anew names the true cause alone
        return CHECK.finding(
            "major" if unsaid.plain and not context.condensed else "minor",
            f"The negation “{unsaid.text}” of the source is not rendered: what it negates is said plainly.",
            source=_location(context.source, unsaid),
            target=_clause_of(context, bead, unsaid),
            evidence=_counts(wanted, given),
        )
    if not _lost(context, bead, wanted, given):
        return None
    firm = [one for one in wanted if one.firm]
    sign = max(firm, key=lambda one: one.plain)
    denying = [one for one in given if one.firm or denies(one)]
    if (context.condensed and of_a_cause(context, bead, sign)) or said_in_other_words(context, bead, sign):
        return None
    if len(denying) >= len(firm) or not _affirmed(context, bead, sign, denying):
        return None
    bare = _affirmed(context, bead, sign, given)  # without a word that could deny in another way
    if not (bare or sign.plain) or not said_without(context, bead, sign):
        return None
    plainly = bare and sign.plain and not _INSTEAD.search(context.target.text(bead.target))
    return CHECK.finding(
        "info" if context.condensed else "major" if plainly else "minor",  # free reprints deny in other words
        f"The negation “{sign.text}” of the source is not rendered.",
        source=_location(context.source, sign),
        target=context.target.whole(bead.target),
        evidence=_counts(wanted, given),
    )


def _unsaid(context: Context, bead: Bead, wanted: Sequence[Sign], given: Sequence[Sign]) -> Sign | None:
    """A firm negation whose word is rendered in a clause without any sign of one, while the translation has fewer signs
    than the source has firm ones. Clauses with an only or an if negate in other words."""
    firm = [one for one in wanted if one.firm]
    if not _aligned(context) or sum(not _PREFIX.match(one.text) for one in given) >= len(firm):
        return None
    source = context.source.text(bead.source)
    for sign in sorted(firm, key=lambda one: not one.plain):
        begin = joined(context.source, bead.source, sign)
        if _ONLY.search(source[max(0, begin - _BEFORE) : begin]):
            continue
        found = negated(context, bead, begin, begin + len(sign.text))
        if found is None or found.mass < _SAID_PLAINLY or found.covered < _NAMED:
            continue
        if found.sign >= (_SIGN_RENDERED if given else _SIGN_ALONE):
            continue
        clause = context.target.text(bead.target)[slice(*found.clause)]
        if _INSTEAD.search(clause) or said_in_other_words(context, bead, sign):
            continue
        own = _NEGATIVE.search(source[slice(*found.word)])  # illegal denies nothing where it renders 違法
        apart = [one for one in given if not own or not _PREFIX.match(one.text)]
        places = [joined(context.target, bead.target, one) for one in apart]
        if not any(found.clause[0] <= place < found.clause[1] for place in places):
            return sign
    return None


def _clause_of(context: Context, bead: Bead, sign: Sign) -> Location | None:
    begin = joined(context.source, bead.source, sign)
    found = negated(context, bead, begin, begin + len(sign.text))
    return context.target.place(bead.target, *found.clause) if found else context.target.whole(bead.target)


def _answered(context: Context, bead: Bead, sign: Sign, wanted: Sequence[Sign]) -> bool:
    """Whether what the clause of a negation renders holds a negation, too, or cannot be told; the model aligns
    clauses into English only."""
    if not _aligned(context):
        return False
    begin = joined(context.target, bead.target, sign)
    covered = context.coverage(bead)
    for both in facing(context, bead):
        if both.target[0] <= begin < both.target[1]:
            if covered is not None:
                around = (begin, begin + len(sign.text))
                if _mean(covered.target, covered.target_offsets, both.target, around) < _RENDERED:
                    return True
            return any(
                both.source[0] <= joined(context.source, bead.source, one) < both.source[1]
                for one in wanted
                if one.firm or not _UNEXPECTED.search(one.text)
            )
    return True


def _affirmed(context: Context, bead: Bead, sign: Sign, given: Sequence[Sign]) -> bool:
    """Whether clauses of the translation render the clause of a source's negation, and none of them holds any of
    the signs given."""
    if not _aligned(context):
        return True
    begin = joined(context.source, bead.source, sign)
    those = [both for both in facing(context, bead) if both.source[0] <= begin < both.source[1]]
    spans = [both.target for both in those]
    covered = context.coverage(bead)
    if those and covered is not None:
        whole = min(both.source[0] for both in those), max(both.source[1] for both in those)
        sides = (
            _mean(covered.source, covered.source_offsets, whole, (begin, begin + len(sign.text))),
            max(_mean(covered.target, covered.target_offsets, span) for span in spans),
        )
        if min(sides) < _RENDERED:
            return False
    places = [joined(context.target, bead.target, one) for one in given]
    return bool(spans) and not any(start <= place < end for start, end in spans for place in places)


def _mean(
    values: NDArray[np.float32],
    offsets: Offsets,
    span: tuple[int, int],
    without: tuple[int, int] = (0, 0),
) -> float:
    """How far a span is accounted for on the other side, on average over its tokens, without one of them."""
    inside = [
        float(value)
        for value, (start, end) in zip(values, offsets, strict=True)
        if span[0] <= start < span[1] and not (start < without[1] and end > without[0])
    ]
    return sum(inside) / len(inside) if inside else 0.0


def _aligned(context: Context) -> bool:
    return context.target.language == "en" and context.aligns_words


def _came_in(
    context: Context, bead: Bead, wanted: Sequence[Sign], given: Sequence[Sign]
) -> tuple[Sign, float] | None:
    """The negation of the translation that nothing in the source accounts for, with its probability.

    Into English the word model is asked whether it finds a counterpart; without one, and into Japanese
    and Chinese, the signs of both sides are counted.
    """
    firm_wanted, firm_given = [one for one in wanted if one.firm], [one for one in given if one.firm]
    if not firm_given:
        return None
    if _UNEXPECTED.search(context.source.text(bead.source)):
        text = context.target.article.text
        firm_given = [one for one in firm_given if not _EXPECTED.match(text, one.end)]
        if not firm_given:
            return None
    covered = _accounted(context, bead, firm_given)
    if covered is not None:
        weakest = int(np.argmin(covered))
        evidence = _evidence(context, bead, covered[weakest], wanted, firm_given)
        probability = regression("negation_came_in").probability(evidence)
        likely = probability >= _LIKELY.of(context.profile)
        return (firm_given[weakest], probability) if likely else None
    if len(firm_given) > len(wanted) or (len(firm_given) > len(firm_wanted) and len(given) > len(wanted)):
        return firm_given[-1], 1.0 if not wanted else _LIKELY.default
    return None


def _evidence(
    context: Context, bead: Bead, covered: float, wanted: Sequence[Sign], firm_given: Sequence[Sign]
) -> list[float]:
    """How far the weakest negation is accounted for, and the signs on both sides: the coverage and its
    logarithm, firm signs of the source, any plain one, soft ones, more firm ones here than there, no firm
    one there, none at all, firm signs here, log length of the source."""
    firm, soft = sum(one.firm for one in wanted), sum(not one.firm for one in wanted)
    return [
        covered,
        math.log(max(covered, 0.02)),
        min(firm, 3),
        any(one.plain for one in wanted),
        min(soft, 4),
        len(firm_given) > firm,
        firm == 0,
        not wanted,
        min(len(firm_given), 3),
        math.log(len(context.source.text(bead.source)) + 1),
    ]


def _lost(context: Context, bead: Bead, wanted: Sequence[Sign], given: Sequence[Sign]) -> bool:
    """Whether the translation renders fewer negations than the source has firm ones.

    In English by logistic regression over the coverage of the source's weakest firm sign and the counts of both
    sides' signs, the denials among the soft ones apart; elsewhere by the counts alone.
    """
    firm = [one for one in wanted if one.firm]
    if not firm:
        return False
    there = sum(one.firm for one in given)
    covered = None if context.target.cjk else context.coverage(bead)
    if covered is None:
        return len(firm) > len(given) or (len(firm) > there and len(wanted) > len(given) + 1)
    denials = sum(denies(one) for one in given if not one.firm)
    weakest = min(
        _covered(covered.source, covered.source_offsets, context.source, bead.source, one) for one in firm
    )
    evidence = (
        weakest,
        min(len(firm), 3),
        min(len(wanted) - len(firm), 4),
        min(there, 3),
        min(denials, 3),
        len(firm) > there,
        there == 0,
        len(firm) > there + denials,
        not given,
        len(firm) > len(given),
    )
    return regression("negation_lost").probability(evidence) >= _LIKELY_LOST


def _accounted(context: Context, bead: Bead, firm: Sequence[Sign]) -> list[float] | None:
    """The probability that each sign of an English translation has a counterpart; None where no model says."""
    covered = None if context.target.cjk else context.coverage(bead)
    if covered is None:
        return None
    return [
        _covered(covered.target, covered.target_offsets, context.target, bead.target, one) for one in firm
    ]


def _covered(
    values: NDArray[np.float32], offsets: Offsets, side: Side, indexes: Sequence[int], sign: Sign
) -> float:
    """How far a sign is accounted for, by the coverage of the joined text of its side of the bead."""
    begin = 0
    for at in indexes:
        sentence = side.sentences[at]
        if sign.start < sentence.end:
            start, end = sign.start - sentence.start + begin, sign.end - sentence.start + begin
            break
        begin += len(sentence.text) + (0 if side.cjk else 1)
    inside = (
        float(value)
        for value, (first, last) in zip(values, offsets, strict=True)
        if first < end and last > start
    )
    return max(inside, default=1.0)


def _signs(side: Side, indexes: Sequence[int]) -> list[Sign]:
    """The signs of some sentences, with offsets into the article."""
    found = []
    for at in indexes:
        begin = side.sentences[at].start
        for one in signs(side.sentences[at].text, side.language):
            found.append(Sign(one.start + begin, one.end + begin, one.text, one.firm, one.plain))
    return found


def _location(side: Side, sign: Sign) -> Location:
    return side.location(sign.start, sign.end)


CHECK = Check(
    id="negation",
    title="Negation",
    summary="negation that was lost or came in",
    why="One small word turns a denial into a confession.",
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor", "info"),
    planted=("negation",),
    thresholds=(_LIKELY,),
    examples=(
        Example("政府は増税を否定した。", "The government denied that it would raise taxes."),
        Example("会社は計画を変更しない。", "The company will not change the plan."),
        Example("会社は計画を変更しない。", "The company will change the plan.", "will change"),
        Example("双方没有达成协议。", "The two sides reached an agreement.", "reached"),
    ),
    find=_find,
)
