"""Numbers whose value changed, that were added, or that were left out."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Bead, Finding, Severity
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.signs import Otherwise, signs
from align.fidelity.passage.comparison import numeral_in
from align.fidelity.passage.context import Context
from align.fidelity.quantities import CALENDAR, Quantity
from align.fidelity.quantities.wording import in_english

_FIRM = frozenset({"money", "percent", "measure", "age", "duration"})


def _find(context: Context) -> Iterator[Finding]:
    for at, bead in context.paired():
        compared = context.compared[at]
        for wanted, given in compared.changed:
            if wanted.kind not in CALENDAR:
                yield _changed(context, wanted, given)
        for other in signs(context, bead, compared.pairs):
            yield _said_otherwise(context, other)
        for given in compared.extra:
            if _weighty(given) or (given.value >= 3 and _unheard_of(context, bead, given)):
                yield CHECK.finding(
                    "major" if _weighty(given) and (given.kind in _FIRM or given.value > 10) else "minor",
                    f"“{given.text}” has no counterpart in the source passage.",
                    category="accuracy/addition",
                    source=context.source.whole(bead.source),
                    target=context.target.location(given.start, given.end),
                    evidence={"type": given.kind, "value": given.value},
                )
        for wanted in compared.missing:
            if _weighty(wanted):
                yield CHECK.finding(
                    "minor",
                    f"The number “{wanted.text}” of the source is missing here.",
                    category="accuracy/omission",
                    source=context.source.location(wanted.start, wanted.end),
                    target=context.target.whole(bead.target),
                    expected=_expected(wanted, context),
                    evidence={"type": wanted.kind, "value": wanted.value},
                )


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
    near = context.source.text([*bead.source, *context.nearby_source(bead)])
    return given.value <= 12 and not numeral_in(near, given.value)


def _changed(context: Context, wanted: Quantity, given: Quantity) -> Finding:
    firm = wanted.kind == given.kind or (wanted.weight == given.weight == "strong")
    severity: Severity = "critical" if firm and "strong" in (wanted.weight, given.weight) else "major"
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
    find=_find,
)
