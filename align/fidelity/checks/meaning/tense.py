"""What is still to come, said as if it had happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses

# Once she has listened: done in a time that is still to come.
_WHEN = re.compile(r"(?i)\b(?:once|after|when|until|till|if|unless|before|as soon as)\s(?:[\w’'-]+\s){0,4}$")


def _find(context: Context) -> Iterator[Finding]:
    for one in changed_in_clauses(context, "time.tsv"):
        if _WHEN.search(context.target.article.text[max(0, one.target.start - 60) : one.target.start]):
            continue
        yield CHECK.finding(
            "major",
            f"The tense has changed: in the source this is {one.wanted.name} (“{one.source.text}”), in the "
            f"translation {one.given.name} (“{one.target.text}”).",
            source=one.source,
            target=one.target,
            evidence={"the source": one.wanted.name, "the translation": one.given.name},
        )


CHECK = Check(
    id="tense",
    title="Tense",
    summary="what is still to come said as done",
    why=(
        "A plan may yet fail. Reported is a translation that says of a plan or a date ahead that it has happened, "
        "with no word left that looks ahead."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major", "minor"),
    examples=(
        Example("新工場は来年4月に稼働する。", "The new plant will go into operation next April."),
        Example(
            "新工場は来年4月に稼働する。",
            "The new plant went into operation in April.",
            "went into operation",
        ),
        Example("該委員會計劃在年底前公布草案。", "The commission has published the draft.", "has published"),
        Example(
            "该委员会计划在年底前公布草案。", "The commission plans to publish the draft by the year's end."
        ),
        Example("展览定于明年1月开幕。", "The exhibition opened on Jan. 14.", "opened on"),
        Example("展览已于1月开幕。", "The exhibition opened on Jan. 14."),
    ),
    find=_find,
)
