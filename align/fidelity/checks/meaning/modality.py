"""What is only possible, considered or planned, said as if it were decided, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses
from align.fidelity.passage.overstated import overstated

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

_STATUSES = frozenset(
    "undecided considered hoped required allowed possible perhaps seeming believed decided negotiating".split()
)


def _find(context: Context) -> Iterator[Finding]:
    bound = [
        (one.source, one.target, one.wanted, one.given)
        for one in overstated(context)
        if one.wanted in _STATUSES
    ]
    listed = [
        (one.source, one.target, one.wanted.name, one.given.name)
        for one in changed_in_clauses(context, "certainty.tsv")
        if (one.wanted.name, one.given.name) in _ERRORS
    ]
    sentences: set[int] = set()
    for source, target, wanted, given in [*bound, *listed]:
        if target.sentence in sentences:  # one error, one finding
            continue
        sentences.add(target.sentence)
        yield CHECK.finding(
            "major",
            f"How certain it is has changed: the source says “{source.text}” ({wanted}), the "
            f"translation “{target.text}” ({given}).",
            source=source,
            target=target,
            evidence={"the source": wanted, "the translation": given},
        )


CHECK = Check(
    id="modality",
    title="How certain",
    summary="what is possible, considered or planned said as decided, or the other way round",
    why=(
        "Considering is not deciding, and markets move on the difference. What the source leaves open (かどうか, "
        "検討, 可能, 是否) is bound to its predicate, and this to its verb in the translation; reported is a verb "
        "that is said as decided, certain or done in a sentence that has no word for how open the matter is."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    examples=(
        Example("同社は工場の閉鎖を検討している。", "The company is considering closing the plant."),
        Example("同社は工場の閉鎖を検討している。", "The company has decided to close the plant.", "decided"),
        Example("該公司正在考慮出售子公司。", "The company has decided to sell the subsidiary.", "decided"),
        Example("最高法院可能在年底前作出裁决。", "The Supreme Court may rule by the end of the year."),
        Example(
            "最高法院可能在年底前作出裁决。",
            "The Supreme Court will rule by the end of the year.",
            "will rule",
        ),
        Example("原告は控訴するかどうかを検討している。", "The plaintiff is considering whether to appeal."),
        Example("原告は控訴するかどうかを検討している。", "The plaintiff will appeal.", "will appeal"),
        Example(
            "原告は控訴するかどうかを検討している。",
            "The plaintiff has yet to make up its mind about an appeal.",
        ),
        Example(
            "政府尚未決定會否延長計劃。",
            "The government has decided not to extend the scheme.",
            "decided not to",
        ),
        Example("两家银行正在洽谈合并。", "The two banks have agreed to a merger.", "agreed to a merger"),
    ),
    find=_find,
)
