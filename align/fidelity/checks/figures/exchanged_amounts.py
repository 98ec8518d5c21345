"""Two amounts of a passage that changed places: both are there, each with the other's words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from align.document import Finding, Severity
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.checks.figures.labels import by_labels, labels_of
from align.fidelity.lexicon.labels import in_a_row
from align.fidelity.passage.binding import affinity
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.passage.slips import same_unit
from align.fidelity.quantities import CALENDAR, Quantity, same_value
from align.fidelity.quantities.qualifiers.courses import starts_from
from align.fidelity.quantities.wording import in_english

_DATES = frozenset({"year", "month", "day"})
_KINDS = frozenset({"number", "money", "percent", "measure", "duration", "age", "fraction", *_DATES})
_FAINT = 1e-3  # what is added to every affinity, so that words that nothing links decide nothing
_TELLING = 10.0
_MOST = 12  # amounts of a passage; a table of results has more, and no words between them
# An exchange turns the sign of the log odds of its amounts. Of 1,415 pairs of amounts in the same order in newspaper
# and encyclopedia sentences .75 are found exchanged at 1.5 and .57 at 2.5, two and none are accused; of 119 in another
# order three are accused at 1.5, one at 2.5. scripts/fit/exchanged_amounts.py
CROSSED = Threshold(
    "exchanged_amounts", 1.4, "log odds that two amounts in another order than the source's changed places"
)
SURE = Threshold(
    "exchanged_amounts_sure",
    2.0,
    "log odds from which two amounts in any order changed places, and it is major",
)


# Below these odds of the word alignment the labels beside two amounts are not believed, either; chosen by hand.
_AGAINST = -1.0
_LABELLED = 1.0  # bits by which labels have to fit one way round better than the other; chosen by hand
_WIDEST = 1e3  # ratio of two amounts that are mistaken for each other; chosen by hand
_RANGE = re.compile(r"\s?(?:to|through|or|[-–—~])\s?")
_PART_OF = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|its|their|his|her|these|those|all|some|about|a total of)\s)*"
)
_UNITED = frozenset({"duration", "age", "percent", "money", "measure"})
_SPANS = frozenset({"percent", "duration", "fraction"})  # of which small ones, too, are told side by side

Pair = tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two pairs of amounts of a passage, the log odds that they changed places, and whether the translation has them in
    another order than the source. ``labelled`` is whether words for what is counted say that they did (the dead and
    the injured), None where none say anything."""

    one: Pair
    other: Pair
    log_odds: float
    crossed: bool
    labelled: bool | None = None


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
    labels = labels_of(context, bead, context.compared[at].pairs)
    listed = []
    for first, second in combinations(range(len(pairs)), 2):
        one, other = pairs[first], pairs[second]
        if _confusable(one, other) and not _RANGE.fullmatch(_between(context.target, one[1], other[1])):
            right = (found[first, first] + _FAINT) * (found[second, second] + _FAINT)
            turned = (found[first, second] + _FAINT) * (found[second, first] + _FAINT)
            crossed = (one[0].start < other[0].start) != (one[1].start < other[1].start)
            part = _PART_OF.fullmatch(_between(context.target, one[1], other[1]))
            labelled = None if part else by_labels(context, bead, labels, (one, other), _LABELLED)
            if not labelled and _told_backwards(context, one, other):
                continue
            listed.append(Exchange(one, other, math.log(turned / right), crossed, labelled))
    return listed


def _find(context: Context) -> Iterator[Finding]:
    for at, _ in context.paired():
        used: set[Pair] = set()
        for one, other in (
            *_more_than_all(context, at),
            *_turned_round(context, at),
            *_of_other_kinds(context.compared[at].pairs),
        ):
            used |= {one, other}
            yield from _findings(context, Exchange(one, other, 0.0, True, True), "major")
        if len(telling_pairs(context, at)) < 2:
            continue
        for found in sorted(odds_of(context, at), key=lambda one: (not one.labelled, -one.log_odds)):
            severity = _severity(context, found)
            if severity and not used & {found.one, found.other}:
                used |= {found.one, found.other}
                yield from _findings(context, found, severity)


def _more_than_all(context: Context, at: int) -> Iterator[tuple[Pair, Pair]]:
    """Amounts of which the translation says the larger is a part of the smaller: 58 of the 41 plaintiffs."""
    pairs = [pair for pair in context.compared[at].pairs if pair[0].kind == pair[1].kind == "number"]
    for one, other in combinations(sorted(pairs, key=lambda pair: pair[1].start), 2):
        if one[1].value > other[1].value and _PART_OF.fullmatch(_between(context.target, one[1], other[1])):
            yield one, other


def _turned_round(context: Context, at: int) -> Iterator[tuple[Pair, Pair]]:
    """Amounts between which something changes, the other way round in the translation: from 150 yen to 120."""
    pairs = sorted(context.compared[at].pairs, key=lambda pair: pair[0].start)
    for one, other in pairwise(pairs):
        here, there = (_course(side, one[at], other[at]) for at, side in enumerate(_sides(context)))
        if here is not None and there is not None and here != there and not same_value(one[0], other[0]):
            yield one, other


def _of_other_kinds(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Amounts that have each other's unit in the translation: 3年ぶり5回目 is no third title in five years."""
    for one, other in combinations(pairs, 2):
        spans = [[part.kind in _UNITED for part in pair] for pair in (one, other)]
        if spans in ([[True, False], [False, True]], [[False, True], [True, False]]):
            wanted, given = (one[0], other[1]) if spans[0][0] else (other[0], one[1])
            if same_unit(wanted, given) and one[0].value != other[0].value:
                yield one, other


def _course(side: Side, one: Quantity, other: Quantity) -> bool | None:
    """Whether a change goes from one amount to the other; None where none does."""
    return starts_from(side.article.text, (one.start, one.end), (other.start, other.end), side.language)


def _bound(wanted: Quantity, given: Quantity) -> bool:
    """Whether a pair of amounts can be known again by the words beside it: small numbers only with what they count, so
    that results of games are left alone."""
    if given.kind in CALENDAR and wanted.kind not in CALENDAR:
        return False  # 7人 and the July of 7·21
    if wanted.kind not in _KINDS or wanted.text.endswith("代") or not wanted.high is given.high is None:
        return False
    if wanted.kind in _DATES:
        return given.kind in (wanted.kind, "ordinal") and wanted.unit != "short"
    if given.kind not in _KINDS:
        return False
    if wanted.kind in _SPANS:
        return wanted.kind != "percent" or "weak" not in (wanted.weight, given.weight)
    if wanted.kind == "number" and wanted.value < _TELLING:
        return wanted.value >= 1 and wanted.weight != "weak" and not wanted.text.isdigit()
    if wanted.kind == "number":
        return "weak" not in (wanted.weight, given.weight)
    return wanted.weight == given.weight == "strong"


def _confusable(one: Pair, other: Pair) -> bool:
    """Whether two amounts could stand for each other. In English the second may lack its unit: two years … five."""
    small, large = sorted((one[0].value, other[0].value))
    if same_value(one[0], other[0]) or large > _WIDEST * max(small, 1e-9):
        return False
    alike = same_unit(one[1], other[1]) or "number" in (one[1].kind, other[1].kind)
    return same_unit(one[0], other[0]) and alike


def _severity(context: Context, found: Exchange) -> Severity | None:
    """How grave an exchange is; None where the odds are too low. That the order is another is a sign, too. Who writes
    anew tells the amounts of one sentence in two, each among other words."""
    together = all(_together(side, found.one[at], found.other[at]) for at, side in enumerate(_sides(context)))
    if found.labelled is False or (context.condensed and not (together and found.labelled)):
        return None
    if found.labelled and found.log_odds > _AGAINST and together:
        return "major"
    if found.log_odds >= SURE.of(context.profile):
        return "major"
    listed = all(
        in_a_row(_between(side, found.one[at], found.other[at])) for at, side in enumerate(_sides(context))
    )
    least = _AGAINST if listed else CROSSED.of(context.profile)  # 96 and 131, respectively
    return "minor" if found.crossed and found.log_odds >= least else None


def _sides(context: Context) -> tuple[Side, Side]:
    return context.source, context.target


def _together(side: Side, one: Quantity, other: Quantity) -> bool:
    """Whether two amounts stand in one sentence."""
    return side.location(one.start, one.end).sentence == side.location(other.start, other.end).sentence


def _told_backwards(context: Context, one: Pair, other: Pair) -> bool:
    """Whether something changes from the one amount to the other, which English tells in either order: to 60 percent,
    up from 35 percent."""
    return any(_course(side, one[at], other[at]) is not None for at, side in enumerate(_sides(context)))


def _between(side: Side, one: Quantity, other: Quantity) -> str:
    """What stands between two amounts."""
    first, second = sorted((one, other), key=lambda quantity: quantity.start)
    return side.article.text[first.end : second.start]


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
