"""Numbers whose value changed, that were added, or that were left out."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Bead, Finding, Severity
from align.fidelity.checks.check import Check
from align.fidelity.comparison import compare
from align.fidelity.context import Context
from align.fidelity.quantities import CALENDAR, Quantity

_FIRM = frozenset({"money", "percent", "measure", "age", "duration"})


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Whether one quantity may have been meant to render the other."""
    if one.kind in CALENDAR or other.kind in CALENDAR:
        return False
    if one.kind == other.kind:
        return True
    loose = {"number", "ordinal", "multiple"}
    if {one.kind, other.kind} <= loose | {"measure", "duration", "age", "money"}:
        return one.kind == "number" or other.kind == "number"
    return {one.kind, other.kind} <= {"percent", "fraction"}


def _find(context: Context) -> Iterator[Finding]:
    for _, bead in context.paired():
        yield from _in_bead(context, bead)


def _in_bead(context: Context, bead: Bead) -> Iterator[Finding]:
    compared = compare(context, bead)
    missing = [one for one in compared.missing if one.kind not in CALENDAR and one.weight != "weak"]
    extra = [one for one in compared.extra if one.kind not in CALENDAR and one.weight != "weak"]
    partners = list(missing)
    for given in extra:
        ranked = sorted(
            (one for one in partners if _compatible(one, given)),
            key=lambda one: (one.kind != given.kind, one.unit != given.unit, one.weight != given.weight),
        )
        if ranked:
            wanted = ranked[0]
            partners.remove(wanted)
            missing.remove(wanted)
            yield _changed(context, wanted, given)
        elif given.weight == "strong" and (given.value > 2 or given.kind in _FIRM):
            yield Finding(
                "numbers",
                "accuracy/addition",
                "major" if given.kind in _FIRM or given.value > 10 else "minor",
                f"“{given.text}” has no counterpart in the source passage.",
                source=context.source.whole(bead.source),
                target=context.target.location(given.start, given.end),
                evidence={"type": given.kind, "value": given.value},
            )
    for wanted in missing:
        if wanted.weight == "strong" and (wanted.value > 2 or wanted.kind in _FIRM):
            yield Finding(
                "numbers",
                "accuracy/omission",
                "minor",
                f"The number “{wanted.text}” of the source is missing here.",
                source=context.source.location(wanted.start, wanted.end),
                target=context.target.whole(bead.target),
                expected=_expected(wanted, context),
                evidence={"type": wanted.kind, "value": wanted.value},
            )


def _changed(context: Context, wanted: Quantity, given: Quantity) -> Finding:
    firm = wanted.kind == given.kind or (wanted.weight == given.weight == "strong")
    severity: Severity = "critical" if firm and "strong" in (wanted.weight, given.weight) else "major"
    expected = _expected(wanted, context)
    scale = given.value / wanted.value if wanted.value else 0.0
    ten = scale > 0 and any(abs(scale / 10**power - 1) < 1e-6 for power in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))
    hint = " It is off by a power of ten: check 万, 億/亿 and 兆." if ten else ""
    return Finding(
        "numbers",
        "accuracy/mistranslation",
        severity,
        f"The source says “{wanted.text}” ({expected}), the translation “{given.text}”.{hint}",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": wanted.kind, "expected": wanted.value, "found": given.value},
    )


def _expected(quantity: Quantity, context: Context) -> str:
    from align.fidelity.wording import in_english

    return in_english(quantity) if context.source.cjk else quantity.text


CHECK = Check("numbers", "numbers, shares, ages and durations that changed value, were added or left out", _find)
