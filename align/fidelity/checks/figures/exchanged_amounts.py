"""Two amounts of a passage that changed places: both are there, each with the other's words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from align.document import Finding, Severity
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.passage.binding import affinity
from align.fidelity.passage.context import Context
from align.fidelity.passage.slips import same_unit
from align.fidelity.quantities import Quantity, same_value
from align.fidelity.quantities.wording import in_english

_KINDS = frozenset({"number", "money", "percent", "measure", "duration", "age", "fraction"})
_FAINT = 1e-3  # what is added to every affinity, so that words that nothing links decide nothing
_TELLING = 10.0
_MOST = 12  # amounts of a passage; a table of results has more, and no words between them
# An exchange turns the sign of the log odds of its amounts. Of 1,216 pairs of amounts in the same order in newspaper
# sentences .75 are found exchanged at 1.5 and .58 at 2.5, none is accused at 2.5; of 103 in another order two are
# accused at 1.5 and one at 2.5. scripts/fit/exchanged_amounts.py
CROSSED = Threshold(
    "exchanged_amounts", 1.5, "log odds that two amounts in another order than the source's changed places"
)
SURE = Threshold(
    "exchanged_amounts_sure",
    2.0,
    "log odds from which two amounts in any order changed places, and it is major",
)


Pair = tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two pairs of amounts of a passage, the log odds that they changed places, and whether the translation has them in
    another order than the source."""

    one: Pair
    other: Pair
    log_odds: float
    crossed: bool


def telling_pairs(context: Context, at: int) -> list[Pair]:
    """The amounts of a bead, with their renderings, that can be known again by the words beside them."""
    return [pair for pair in context.compared[at].pairs if _bound(*pair)][:_MOST]


def odds_of(context: Context, at: int) -> list[Exchange]:
    """Every two amounts of a bead that could stand for each other; empty where no model can say."""
    pairs = telling_pairs(context, at)
    bead = context.beads[at]
    found = affinity(context, bead, [one for one, _ in pairs], [other for _, other in pairs])
    if found is None:
        return []
    listed = []
    for first, second in combinations(range(len(pairs)), 2):
        one, other = pairs[first], pairs[second]
        if _confusable(one, other) and not _from_to(context, one[1], other[1]):
            right = (found[first, first] + _FAINT) * (found[second, second] + _FAINT)
            turned = (found[first, second] + _FAINT) * (found[second, first] + _FAINT)
            crossed = (one[0].start < other[0].start) != (one[1].start < other[1].start)
            listed.append(Exchange(one, other, math.log(turned / right), crossed))
    return listed


def _find(context: Context) -> Iterator[Finding]:
    for at, _ in context.paired():
        if len(telling_pairs(context, at)) < 2:
            continue
        used: set[Pair] = set()
        for found in sorted(odds_of(context, at), key=lambda one: -one.log_odds):
            severity = _severity(context, found)
            if severity and not used & {found.one, found.other}:
                used |= {found.one, found.other}
                yield from _findings(context, found, severity)


def _bound(wanted: Quantity, given: Quantity) -> bool:
    """Whether a pair of amounts can be known again by the words beside it: small numbers only with what they count, so
    that results of games are left alone."""
    if wanted.kind not in _KINDS or given.kind not in _KINDS or not wanted.high is given.high is None:
        return False
    if wanted.kind == "fraction":
        return True
    if wanted.kind == "number" and wanted.value < _TELLING:
        return wanted.value > 1 and "weak" not in (wanted.weight, given.weight) and not wanted.text.isdigit()
    return wanted.weight == given.weight == "strong"


def _confusable(one: Pair, other: Pair) -> bool:
    """Whether two amounts could stand for each other."""
    return same_unit(one[0], other[0]) and same_unit(one[1], other[1]) and not same_value(one[0], other[0])


def _severity(context: Context, found: Exchange) -> Severity | None:
    """How grave an exchange is; None where the odds are too low. That the order is another is a sign, too."""
    if found.log_odds >= SURE.of(context.profile):
        return "major"
    return "minor" if found.crossed and found.log_odds >= CROSSED.of(context.profile) else None


def _from_to(context: Context, one: Quantity, other: Quantity) -> bool:
    """Whether the translation tells a change's end before its start: to 60 percent, up from 35 percent."""
    text = context.target.article.text
    first, second = sorted((one, other), key=lambda quantity: quantity.start)
    return re.search(r"\bfrom\b[^.;]*$", text[first.end : second.start]) is not None


def _findings(context: Context, found: Exchange, severity: Severity) -> Iterator[Finding]:
    """Two findings, one at each amount."""
    one, other = found.one, found.other
    for (wanted, given), (_, instead) in ((one, other), (other, one)):
        expected = in_english(wanted) if context.source.cjk else wanted.text
        yield CHECK.finding(
            severity,
            f"“{given.text}” and “{instead.text}” seem to have changed places: what the translation says of "
            f"“{instead.text}” the source says of “{wanted.text}” ({expected}).",
            source=context.source.location(wanted.start, wanted.end),
            target=context.target.location(instead.start, instead.end),
            expected=expected,
            evidence={"log_odds": round(found.log_odds, 2), "expected": wanted.value, "found": instead.value},
        )


CHECK = Check(
    id="exchanged_amounts",
    title="Exchanged amounts",
    summary="two amounts of a sentence that changed places",
    why=(
        "Both figures are in the sentence, so nothing looks missing, and each is said of the wrong thing. The words "
        "beside an amount are bound to those beside its counterpart by the word alignment; where they fit the other "
        "amount far better, the two have changed places."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major", "minor"),
    thresholds=(CROSSED, SURE),
    examples=(
        Example(
            "日本の自動車への関税は15%に下がり、韓国の自動車には25%の関税がかかる。",
            "The tariff on Japanese cars drops to 15%, while South Korean cars face a 25% tariff.",
        ),
        Example(
            "日本の自動車への関税は15%に下がり、韓国の自動車には25%の関税がかかる。",
            "The tariff on Japanese cars drops to 25%, while South Korean cars face a 15% tariff.",
            "25%",
        ),
        Example(
            "手机收入为98.7亿元，电脑收入为41.2亿元。",
            "Mobile phone revenue was 4.12 billion yuan and computer revenue 9.87 billion yuan.",
            "4.12 billion yuan",
        ),
        Example("占比由目前的35%提高至60%。", "The share is to rise to 60 percent, up from 35 percent now."),
    ),
    find=_find,
)
