"""What is only possible, considered or planned, said as if it were decided, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses

# Which changes are errors: a plan that is rendered by will, or a decision by plan, is an editor's wording.
_ERRORS = frozenset(
    {
        ("possible", "decided"),
        ("possible", "certain"),
        ("under consideration", "decided"),
        ("under consideration", "certain"),
        ("decided", "under consideration"),
        ("decided", "possible"),
    }
)


def _find(context: Context) -> Iterator[Finding]:
    for one in changed_in_clauses(context, "certainty.tsv"):
        if (one.wanted.name, one.given.name) not in _ERRORS:
            continue
        yield CHECK.finding(
            "major",
            f"How certain it is has changed: the source says “{one.source.text}” ({one.wanted.name}), the "
            f"translation “{one.target.text}” ({one.given.name}).",
            source=one.source,
            target=one.target,
            evidence={"the source": one.wanted.name, "the translation": one.given.name},
        )


CHECK = Check(
    id="modality",
    title="How certain",
    summary="what is possible, considered or planned said as decided, or the other way round",
    why=(
        "Considering is not deciding, and markets move on the difference. Reported is a translation that has no "
        "word for how open a matter is in the source, and a plain one for another degree of certainty."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    examples=(
        Example("同社は工場の閉鎖を検討している。", "The company is considering closing the plant."),
        Example("同社は工場の閉鎖を検討している。", "The company has decided to close the plant.", "decided"),
        Example("該公司正在考慮出售子公司。", "The company has decided to sell the subsidiary.", "decided"),
        Example("最高法院可能在年底前作出裁决。", "The Supreme Court may rule by the end of the year."),
    ),
    find=_find,
)
