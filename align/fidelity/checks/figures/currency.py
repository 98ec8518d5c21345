"""Money whose amount was kept and whose currency changed: yuan become dollars."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.quantities import same_value
from align.fidelity.quantities.units import currency_names, same_currency


def _find(context: Context) -> Iterator[Finding]:
    for at, bead in context.paired():
        everything = context.source.numbers(bead.source)
        for wanted, given in context.compared[at].pairs:
            if wanted.kind != "money" or given.kind != "money" or same_currency(wanted.unit, given.unit):
                continue
            if any(
                one.kind == "money" and same_currency(one.unit, given.unit) and same_value(one, given)
                for one in everything
            ):
                continue  # the sentence gives this amount in both currencies: the pairing may be at fault
            if wanted.text.endswith("元") and wanted.unit == "CNY" and given.unit in _priced_in(context):
                continue  # an article about Taiwan says 新台币 once and 元 from then on
            expected = currency_names().get(wanted.unit, wanted.unit)
            yield CHECK.finding(
                "critical",
                f"The source gives this amount in {expected} (“{wanted.text}”), the translation in "
                f"{currency_names().get(given.unit, given.unit)}.",
                source=context.source.location(wanted.start, wanted.end),
                target=context.target.location(given.start, given.end),
                expected=expected,
                evidence={"expected": _code(wanted.unit), "found": _code(given.unit), "value": wanted.value},
            )


def _code(unit: str) -> str:
    """The ISO code of a currency, or a word for a dollar whose country was not said."""
    return currency_names()["*"] if unit == "*" else unit


def _priced_in(context: Context) -> set[str]:
    """The currencies that the source names in full somewhere."""
    return {one.unit for found in context.source.quantities for one in found if one.kind == "money"}


CHECK = Check(
    id="currency",
    title="Currency",
    summary="amounts that kept their figure and changed their currency",
    why=(
        "Three million yuan are not three million dollars: the figure looks right, and every reader is misled "
        "by a factor."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical",),
    planted=("currency", "money"),
    examples=(
        Example("公司获得300万元补助。", "The company received a subsidy of 3 million yuan."),
        Example("公司获得300万元补助。", "The company received a subsidy of $3 million.", "$3 million"),
        Example("補助金は300万円だ。", "The subsidy is 3 million yen."),
    ),
    find=_find,
)
