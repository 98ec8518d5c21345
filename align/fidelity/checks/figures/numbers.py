"""Numbers whose value changed, that were added, or that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Bead, Finding, Severity
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.checks.figures.of_the_article import of_the_article
from align.fidelity.checks.figures.signs import Otherwise, signs
from align.fidelity.passage.binding import local_span
from align.fidelity.passage.comparison import numeral_in
from align.fidelity.passage.context import Context
from align.fidelity.passage.slips import resembles, same_unit
from align.fidelity.quantities import CALENDAR, Quantity
from align.fidelity.quantities.wording import in_english

# Coverage of the clause of a figure that is missing: in free reprints of 19 articles most of what editors left out with
# its clause lies below, figures that alone are gone above; chosen by hand.
RENDERED = Threshold(
    "numbers_rendered", 0.7, "coverage of a clause from which a figure missing in it is reported"
)
_CLAUSE = re.compile(r"[、，。；：「」“”（）()]|[,;:](?!\d)")
_REACH = 4  # sentences in which a small number word can have its numeral
_FIRM = frozenset({"money", "percent", "measure", "age", "duration"})


def _find(context: Context) -> Iterator[Finding]:
    for at, bead in context.paired():
        compared = context.compared[at]
        for wanted, given in compared.changed:
            if wanted.kind in CALENDAR or _only_before(context, wanted, given):
                continue
            if not of_the_article(context, bead, given):
                yield _changed(context, wanted, given)
        for other in signs(context, bead, compared.pairs):
            yield _said_otherwise(context, other)
        for given in compared.extra:
            if of_the_article(context, bead, given):
                continue
            if _weighty(given) or (given.value >= 3 and _unheard_of(context, bead, given)):
                yield CHECK.finding(
                    "major" if _weighty(given) and (given.kind in _FIRM or given.value > 10) else "minor",
                    f"“{given.text}” has no counterpart in the source passage.",
                    category="accuracy/addition",
                    source=context.source.whole(bead.source),
                    target=context.target.location(given.start, given.end),
                    evidence={"type": given.kind, "value": given.value},
                )
        yield from _missing(context, bead, compared.missing)


def _only_before(context: Context, wanted: Quantity, given: Quantity) -> bool:
    """Whether the third of a row is told as the one before which there were only two."""
    source, target = context.source.article.text, context.target.article.text
    row = wanted.kind == "ordinal" or re.match(
        r"[^。、，]?目|[番位]", source[wanted.end - 1 : wanted.end + 2]
    )
    only = re.search(
        r"\b(?:only|just)\s(?:the\s)?(?:other\s)?$", target[max(0, given.start - 16) : given.start], re.I
    )
    return bool(row and only) and given.value == wanted.value - 1


def _missing(context: Context, bead: Bead, missing: Sequence[Quantity]) -> Iterator[Finding]:
    """The figures that are left out; where little of their clause is rendered, an editor has shortened it, and that is
    for the check of clauses to say."""
    for wanted in missing:
        if _weighty(wanted):
            shortened = _cover_of_clause(context, bead, wanted) < RENDERED.of(context.profile)
            yield CHECK.finding(
                "info" if shortened else "minor",
                f"The number “{wanted.text}” of the source is missing here."
                + (" So is most of what it stands with." if shortened else ""),
                category="accuracy/omission",
                source=context.source.location(wanted.start, wanted.end),
                target=context.target.whole(bead.target),
                expected=_expected(wanted, context),
                evidence={"type": wanted.kind, "value": wanted.value},
            )


def _cover_of_clause(context: Context, bead: Bead, wanted: Quantity) -> float:
    """How far the translation accounts for the words of a figure's clause, 0 to 1; 1 where no model can say."""
    covered = context.coverage(bead)
    if covered is None:
        return 1.0
    text = context.source.text(bead.source)
    begin, stop = local_span(context.source, bead.source, wanted)
    first = max((one.end() for one in _CLAUSE.finditer(text[:begin])), default=0)
    after = _CLAUSE.search(text, stop)
    last = after.start() if after else len(text)
    values = [
        float(value)
        for value, (start, end) in zip(covered.source, covered.source_offsets, strict=True)
        if first <= start < end <= last and (end <= begin or stop <= start)
    ]
    return sum(values) / len(values) if values else 0.0


def _said_otherwise(context: Context, other: Otherwise) -> Finding:
    wanted, given = other.wanted, other.given
    return CHECK.finding(
        other.severity,
        f"The source gives “{wanted.text}” {other.how}, the translation “{given.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        evidence={
            "type": wanted.kind,
            "value": wanted.value,
            "negative": wanted.negative,
            "unit": wanted.unit,
        },
    )


def _weighty(quantity: Quantity) -> bool:
    """Whether an unmatched quantity is worth an editor's time: a figure, not "one" or "the first"."""
    if quantity.kind in CALENDAR or quantity.weight != "strong":
        return False
    return quantity.value > 2 or quantity.kind in _FIRM


def _unheard_of(context: Context, bead: Bead, given: Quantity) -> bool:
    """Whether a number word of the translation (seven) has no numeral of its value in or near the passage."""
    if not context.source.cjk or given.kind != "number" or given.weight != "normal" or given.high is not None:
        return False
    near = context.source.text([*bead.source, *context.nearby_source(bead, _REACH)])
    return given.value <= 12 and not numeral_in(near, given.value)


def _changed(context: Context, wanted: Quantity, given: Quantity) -> Finding:
    firm = wanted.kind == given.kind or (wanted.weight == given.weight == "strong")
    firm = firm and "strong" in (wanted.weight, given.weight)
    severity: Severity = "critical" if firm and resembles(wanted, given) else "major"
    if context.condensed and not resembles(wanted, given) and not same_unit(wanted, given):
        severity = "minor"  # who writes anew counts other things
    expected = _expected(wanted, context)
    scale = given.value / wanted.value if wanted.value else 0.0
    shifted = any(abs(scale / 10**power - 1) < 1e-6 for power in (-8, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8))
    vague = wanted.high is not None or given.high is not None
    shifted = shifted and wanted.value >= 1000 and not vague
    hint = " It is off by a power of ten: check 万, 億/亿 and 兆." if shifted else ""
    return CHECK.finding(
        severity,
        f"The source says “{wanted.text}” ({expected}), the translation “{given.text}”.{hint}",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": wanted.kind, "expected": wanted.value, "found": given.value},
    )


def _expected(quantity: Quantity, context: Context) -> str:
    return in_english(quantity) if context.source.cjk else quantity.text


CHECK = Check(
    id="numbers",
    title="Numbers",
    summary="numbers, shares, ages and durations that changed value, were added or left out",
    why=(
        "A figure is what readers quote. Amounts are compared by value and kind across 万, 億/亿, 兆 and billion, "
        "with room for rounding and for what 約, 余 or about leave open; a figure that the neighbouring "
        "sentence gives is none lost."
    ),
    categories=("accuracy/mistranslation", "accuracy/addition", "accuracy/omission"),
    severities=("critical", "major", "minor", "info"),
    planted=("number", "money", "date"),
    examples=(
        Example("工場は来年、従業員を1200人増やす。", "The plant will add 1,200 workers next year."),
        Example(
            "工場は来年、従業員を1200人増やす。",
            "The plant will add 12,000 workers next year.",
            "12,000 workers",
        ),
        Example("公司去年售出3.5万台设备。", "The company sold 35,000 machines last year."),
        Example("公司去年售出3.5万台设备。", "The company sold 3,500 machines last year.", "3,500 machines"),
    ),
    thresholds=(RENDERED,),
    find=_find,
)
