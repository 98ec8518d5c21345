"""Changes counted from another time: from a month earlier for 前年同月比."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.by_date import issued
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities.qualifiers import Qualifier, basis_of
from align.fidelity.quantities.qualifiers.bases import apart, bases

_COMPARED = frozenset({"percent", "number", "money", "fraction", "multiple", "measure", "duration"})
_EARLIEST, _LATEST = 1950, 2100  # years in which an article may be written
_LENGTHS = frozenset({"year", "half", "quarter", "month", "week", "day"})
_SAID = {
    "year": "from a year earlier", "half": "from the previous half", "quarter": "from the previous quarter",
    "month": "from the previous month", "week": "from the previous week", "day": "from the previous day",
    "period": "from the previous period", "expectation": "from what was expected", "average": "from the average",
    "close": "from the closing price", "peak": "from the peak", "control": "from the control group",
    "monthend": "from the end of the month", "first": "from the figure given first",
    "issue price": "from the issue price", "studies": "from earlier studies",
}  # fmt: skip


def _find(context: Context) -> Iterator[Finding]:
    if context.source.cjk == context.target.cjk:
        return
    year = _year(context)
    for at, bead in context.paired():
        here, there = _in(context.source, bead.source), _in(context.target, bead.target)
        if not here or not there:
            continue
        found = _by_amount(context, at, here, there, year) or _in_all(context, here, there, year)
        for wanted, given in found:
            if not _named(context, wanted, bead):
                yield _finding(context, wanted, given)


def _named(context: Context, wanted: Qualifier, bead: Bead) -> bool:
    """Whether the quarter that a basis names by its number stands in the translation in other words."""
    number = re.search(r"[一二三四1-4](?=季|四半期)", context.source.article.text[wanted.start : wanted.end])
    if number is None:
        return False
    value = "一二三四".find(number[0]) + 1 or int(number[0])
    return any(one.kind == "ordinal" and one.value == value for one in context.target.numbers(bead.target))


def _in(side: Side, indexes: Sequence[int]) -> list[Qualifier]:
    """The bases of some sentences, their places in the article."""
    return [
        Qualifier(one.says, one.start + side.sentences[at].start, one.end + side.sentences[at].start)
        for at in indexes
        for one in bases(side.sentences[at].text, side.language)
    ]


def _year(context: Context) -> int | None:
    """The year of the article: of its date, else the last one that it names."""
    when = issued(context)
    if when is not None:
        return when.year
    named = [one.value for listed in context.source.quantities for one in listed if one.kind == "year"]
    likely = [int(value) for value in named if _EARLIEST <= value <= _LATEST]
    return max(likely) if likely else None


def _by_amount(
    context: Context, at: int, here: Sequence[Qualifier], there: Sequence[Qualifier], year: int | None
) -> list[tuple[Qualifier, Qualifier]]:
    """The bases of amounts that render each other where they are not the same."""
    source, target = context.source, context.target
    bead, pairs = context.beads[at], context.compared[at].pairs
    starts = [
        [one.start for one in side.numbers(indexes)]
        for side, indexes in ((source, bead.source), (target, bead.target))
    ]
    found = []
    for wanted, given in pairs:
        if wanted.kind not in _COMPARED:
            continue
        ours = basis_of(wanted.start, wanted.end, starts[0], here, source.article.text, source.language)
        theirs = basis_of(given.start, given.end, starts[1], there, target.article.text, target.language)
        if ours and theirs and apart(ours.says, theirs.says, year) and (ours, theirs) not in found:
            found.append((ours, theirs))
    turned = {(theirs.says, ours.says) for ours, theirs in found} == {
        (ours.says, theirs.says) for ours, theirs in found
    }
    if turned and len(found) == len(here) == len(there):  # each amount has the other's basis
        return found
    return [one for one in found if _strange(one, here, there, year)]


def _strange(
    one: tuple[Qualifier, Qualifier], here: Sequence[Qualifier], there: Sequence[Qualifier], year: int | None
) -> bool:
    """Whether neither basis has a counterpart on the other side; one without is enough where the sides name as many
    bases, so that none was added. A basis that is only said once more often accuses nobody."""
    ours, theirs = one
    strange = all(apart(other.says, theirs.says, year) for other in here)
    lost = all(apart(ours.says, other.says, year) for other in there)
    return (strange and lost) or (len(here) == len(there) and (strange or lost))


def _in_all(
    context: Context, here: Sequence[Qualifier], there: Sequence[Qualifier], year: int | None
) -> list[tuple[Qualifier, Qualifier]]:
    """One basis on each side, and they cannot mean the same; who writes anew may tell of a plan what the source does
    not."""
    said = {part for one in (*here, *there) for part in one.says.split(",")}
    if context.condensed and not said <= _LENGTHS:
        return []
    if len(here) == len(there) == 1 and apart(here[0].says, there[0].says, year):
        return [(here[0], there[0])]
    return []


def _finding(context: Context, wanted: Qualifier, given: Qualifier) -> Finding:
    here = _place(context.source, wanted)
    there = _place(context.target, given)
    expected = _expected(wanted.says)
    return CHECK.finding(
        "major",
        f"The source compares “{here.text}” ({expected}), the translation “{there.text}”: the basis of the comparison "
        "is another.",
        source=here,
        target=there,
        expected=expected if context.source.cjk else here.text,
        evidence={"expected": wanted.says, "found": given.says},
    )


def _expected(says: str) -> str:
    """What an English text should say of a basis."""
    named = re.match(r"(years|named)(\d+)$", says)
    if named:
        return f"from {named[2]} years earlier" if named[1] == "years" else f"from {named[2]}"
    first, *others = says.split(",")
    return _SAID[first] if not others or first not in _LENGTHS else "from the previous period"


def _place(side: Side, qualifier: Qualifier) -> Location:
    return side.location(qualifier.start, qualifier.end)


CHECK = Check(
    id="comparison_basis",
    title="Basis of a comparison",
    summary="a change counted from another time: month on month for 同比",
    why=(
        "A fall of 7 percent within a month is not one within a year. Every basis (前年同月比, 环比, 与第二季度相比, "
        "on the quarter, from a year earlier) is read as the periods that it can mean and bound to the amounts "
        "beside it."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major",),
    examples=(
        Example("販売は前年同月比7.3%減だった。", "Sales fell 7.3 percent from a year earlier."),
        Example("販売は前年同月比7.3%減だ。", "Sales fell 7.3 percent on the month.", "on the month"),
        Example("出口同比下降15.2%。", "Exports fell 15.2% month-on-month.", "month-on-month"),
        Example("與第二季相比，營收成長6.1%。", "Compared with a year earlier, revenue grew 6.1%.", "a year earlier"),
        Example("客房预订量环比增长38%。", "Room bookings rose 38% from the preceding week."),
        Example("同比增长5%，低于前一个月的6%。", "It rose 5% year on year, less than the prior month's 6%."),
        Example(
            "營收季增6%，年增30%。",
            "Revenue rose 6% from a year earlier and 30% from the previous quarter.",
            "a year earlier",
        ),
        Example("前期比で0.5％増えた。", "It grew 0.5% from the previous quarter."),
        Example("利润同比增长5%，环比下降2%。", "Profit rose 5% from a year earlier and fell 2% on the quarter."),
    ),
    find=_find,
)  # fmt: skip
