"""Which of the things that are told side by side (the dead and the injured, men and women) two amounts belong to.

Each amount goes with a word near it; that words and amounts come in the same order, in whatever way they alternate, is
the rule in all three languages, so that an order that is crossed costs something, too.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from align.fidelity.lexicon.contrasts import Named, Thing, named
from align.languages.traits import family

TABLE = "counted.tsv"
COUNTERS = "what is counted"  # the group of words that stand right behind an amount
_KINDS = "kinds.tsv"
_BORDER = re.compile(r"[、，；;：。]|,(?!\d)|\b(?:and|while|but|whereas|compared|against)\b")
_AND = re.compile(r"[、，,]?\s?(?:and|和|及|与|と|对|對)?\s?")
# In logarithms of two: what a border, another amount in between, and an order that is crossed cost; chosen by hand.
_BORDER_COST = 1.5
_OTHER_COST = 1.5
_CROSSED_COST = 2.0
_SHARED_COST = 1.0  # where both amounts are of one thing
_LETTERS = {"en": 16.0, "ja": 7.0, "zh": 6.0}  # characters of distance that cost one, about three words
_FARTHEST = 6.0  # what a word may cost an amount and still belong to it

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What two amounts of a text are told of, what that costs, and by how much it is likelier than the reverse, in
    bits."""

    first: Thing
    second: Thing
    cost: float
    margin: float


def label_words(text: str, language: str) -> Mapping[str, Sequence[Named]]:
    """The words of a text that say what is counted, by the group of their things; groups that name one thing only are
    left out."""
    found: dict[str, list[Named]] = defaultdict(list)
    for one in named(text, language, TABLE):
        found[one.thing.group].append(one)
    for one in named(text, language, _KINDS):
        if one.plain:
            found[one.thing.group].append(one)
    return {group: those for group, those in found.items() if len({one.thing for one in those}) > 1}


def in_a_row(between: str) -> bool:
    """Whether two amounts, given what stands between them, are listed: 30 and 45, respectively."""
    return _AND.fullmatch(between) is not None


def told_of(
    text: str, language: str, amounts: tuple[Span, Span], others: Sequence[Span], words: Sequence[Named]
) -> dict[tuple[Thing, Thing], float]:
    """What it costs, in bits, that two amounts of a text are told of each two things of one group, or both of one."""
    costs = {}
    things = sorted({one.thing for one in words}, key=lambda one: one.name)
    borders = [match.start() for match in _BORDER.finditer(text)]
    letters = _LETTERS.get(family(language), _LETTERS["en"])

    def cost(amount: Span, word: Named) -> float:
        low, high = (word.end, amount[0]) if word.end <= amount[0] else (amount[1], word.start)
        crossed = sum(low <= at < high for at in borders)
        between = sum(low <= start and end <= high for start, end in others)
        return max(0, high - low) / letters + _BORDER_COST * crossed + _OTHER_COST * between

    far = [
        {thing: [(cost(amount, one), one.start) for one in words if one.thing == thing] for thing in things}
        for amount in amounts
    ]
    ahead = amounts[0] < amounts[1]
    begin, stop = sorted(amounts)
    listed = in_a_row(text[begin[1] : stop[0]])
    for first, second in product(things, repeat=2):
        if listed and first == second:
            continue
        shared = _SHARED_COST if first == second else 0.0
        costs[first, second] = shared + min(
            here + there + (_CROSSED_COST if (at < to) != ahead else 0.0)
            for here, at in far[0][first]
            for there, to in far[1][second]
        )
    return costs


def likeliest(costs: Mapping[tuple[Thing, Thing], float]) -> Told | None:
    """The two things that two amounts are told of; None where no words are near enough, or both stand by one."""
    if not costs:
        return None
    (first, second), cost = min(costs.items(), key=lambda one: one[1])
    if first == second or cost > 2 * _FARTHEST:
        return None
    return Told(first, second, cost, costs.get((second, first), math.inf) - cost)
