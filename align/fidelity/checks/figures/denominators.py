"""Amounts counted per another unit: per kilogram for 每吨."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.pairs import equal_amounts, phrase
from align.fidelity.passage.context import Context
from align.fidelity.quantities import CALENDAR
from align.fidelity.quantities.qualifiers import denominators_of


def _find(context: Context) -> Iterator[Finding]:
    for _, wanted, given in equal_amounts(context):
        if wanted.kind in CALENDAR or given.kind in CALENDAR or wanted.value != given.value:
            continue
        source, target = context.source, context.target
        ours_per = denominators_of(source.article.text, wanted.start, wanted.end, source.language)
        theirs_per = denominators_of(target.article.text, given.start, given.end, target.language)
        both = [(ours_per[one], theirs_per[one]) for one in ours_per if one in theirs_per]
        differing = [(here, there) for here, there in both if here.says != there.says]
        if not differing:
            continue
        here, there = differing[0]
        ours, theirs = phrase(source, wanted, here), phrase(target, given, there)
        yield CHECK.finding(
            "critical" if wanted.kind == given.kind == "money" else "major",
            f"The source says “{ours.text}” (per {here.says}), the translation “{theirs.text}”: "
            f"the unit is another, per {here.says}, not per {there.says}.",
            source=ours,
            target=theirs,
            expected=f"per {here.says}",
            evidence={"value": wanted.value, "expected": here.says, "found": there.says},
        )


CHECK = Check(
    id="denominators",
    title="Per what",
    summary="prices and rates counted per another unit",
    why=(
        "75,500 yuan a ton and 75,500 yuan a kilogram differ a thousandfold. What an amount is counted per (每吨, "
        "1キロ当たり, 毎時, per square foot, an hour) is compared where both sides name it and the figure is the same."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major"),
    examples=(
        Example("碳酸锂每吨7.55万元。", "Lithium carbonate is at 75,500 yuan per ton."),
        Example("碳酸锂每吨7.55万元。", "Lithium carbonate is at 75,500 yuan per kilogram.", "per kilogram"),
        Example("1平方メートルあたり30万円だ。", "It is 300,000 yen per square foot.", "300,000 yen per square foot"),
        Example("每股2元，共派發。", "It will pay 2 yuan a share."),
        Example("每人每月补贴3000元。", "The subsidy is 3,000 yuan a month per person."),
        Example("1人当たり3万円を配る。", "It will hand out 30,000 yen per household.", "30,000 yen per household"),
    ),
    find=_find,
)  # fmt: skip
