"""Percent for percentage points, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.pairs import equal_amounts, phrase
from align.fidelity.passage.context import Context
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.qualifiers import in_points

_STEP = 1.0  # a rate that moves by 0.25% moves by 0.25 point, which English says and the source need not


def _find(context: Context) -> Iterator[Finding]:
    for _, wanted, given in equal_amounts(context):
        if "percent" not in (wanted.kind, given.kind) or not {wanted.kind, given.kind} <= {
            "percent",
            "number",
        }:
            continue
        source, target = context.source, context.target
        here = in_points(source.article.text, wanted.start, wanted.end, source.language)
        there = in_points(target.article.text, given.start, given.end, target.language)
        if here == there or (here and given.kind != "percent") or (there and wanted.kind != "percent"):
            continue
        if there and wanted.value <= _STEP:
            continue
        expected = f"{wanted.value:.10g} {'percentage points' if here else 'percent'}"
        yield CHECK.finding(
            "major" if here else "minor",
            f"The source says “{_said(context, wanted)}” ({expected}), the translation “{given.text}”: "
            f"{'points are not percent' if here else 'percent are not points'}.",
            source=phrase(source, wanted),
            target=phrase(target, given),
            expected=expected,
            evidence={"value": wanted.value, "expected": "points" if here else "percent"},
        )


def _said(context: Context, wanted: Quantity) -> str:
    """The amount with the unit that a reader of quantities may have left outside."""
    text = context.source.article.text
    tail = next(
        (unit for unit in ("ポイント", "个百分点", "個百分點") if text.startswith(unit, wanted.end)), ""
    )
    return wanted.text + tail


CHECK = Check(
    id="percentage_points",
    title="Percent and percentage points",
    summary="percent for percentage points, or points for percent",
    why=(
        "A share that rises from 20 to 25 percent rises 5 points and a quarter: 5 percent is wrong. ポイント and "
        "百分点 are points; English says percentage points, points or basis points."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major", "minor"),
    examples=(
        Example("比率は2.8ポイント低下した。", "The ratio fell 2.8 percentage points."),
        Example("比率は2.8ポイント低下した。", "The ratio fell 2.8 percent.", "2.8 percent"),
        Example("毛利率同比回落3.2个百分点。", "The margin was down 3.2% year on year.", "3.2%"),
        Example("支持率上升5個百分點。", "Approval rose 5 points."),
        Example("央行降息25个基点。", "The central bank cut rates by 0.25 percentage point."),
        Example("价格上涨4%。", "Prices rose 4 percentage points.", "4", "minor"),
        Example("政策金利を0.25%引き上げる。", "It will raise its rate by 0.25 percentage point."),
    ),
    find=_find,
)  # fmt: skip
