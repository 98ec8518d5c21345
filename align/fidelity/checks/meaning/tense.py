"""What is still to come, said as if it had happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.meaning.turned import turned
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses
from align.fidelity.passage.overstated import overstated

# Once she has listened: done in a time that is still to come.
_WHEN = re.compile(r"(?i)\b(?:once|after|when|until|till|if|unless|before|as soon as)\s(?:[\w’'-]+\s){0,4}$")


_STATUSES = {
    "nearly": "nearly done",
    "likely": "still to come",
    "planned": "still to come",
    "unfinished": "still to come",
    "future": "still to come",
    "done": "already done",
    "ongoing": "still going on",
}


def _find(context: Context) -> Iterator[Finding]:
    bound = [
        (one.source, one.target, _STATUSES[one.wanted], _STATUSES[one.given])
        for one in overstated(context)
        if one.wanted in _STATUSES
        and not (context.condensed and one.wanted == "done")  # who writes anew tells of what follows
    ]
    listed = [
        (one.source, one.target, one.wanted.name, one.given.name)
        for one in changed_in_clauses(context, "time.tsv")
    ]
    sentences: set[int] = set()
    for source, target, wanted, given in [*bound, *listed]:
        ahead = context.target.article.text[max(0, target.start - 60) : target.start]
        if target.sentence in sentences or _WHEN.search(ahead):  # one error, one finding
            continue
        sentences.add(target.sentence)
        yield CHECK.finding(
            "major",
            f"The tense has changed: in the source this is {wanted} (“{source.text}”), in the "
            f"translation {given} (“{target.text}”).",
            source=source,
            target=target,
            evidence={"the source": wanted, "the translation": given},
        )
    for other in () if context.condensed else turned(context, "tense"):
        if other.target.sentence not in sentences:
            yield CHECK.finding(
                "major",
                f"The tense has changed: the source says “{other.source.text}” ({other.name}), the translation "
                f"“{other.target.text}”.",
                source=other.source,
                target=other.target,
                evidence={"the source": other.name},
            )


CHECK = Check(
    id="tense",
    title="Tense",
    summary="what is still to come or nearly happened said as done, or what is done as still to come",
    why=(
        "A plan may yet fail, and who was nearly fired still has the job. What the source says of a predicate (予定, "
        "かけた, 将, 险些, 已) is bound to its verb in the translation; reported is a verb in another time, in a "
        "sentence with no word that looks ahead or says that it did not come to that."
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
        Example("監督は成績不振で解任されかけた。", "The coach came close to being fired over poor results."),
        Example("監督は成績不振で解任されかけた。", "Poor results almost cost the coach his job."),
        Example(
            "監督は成績不振で解任されかけた。", "The coach was dismissed over poor results.", "was dismissed"
        ),
        Example("該基金險些倒閉。", "The fund collapsed.", "collapsed"),
        Example("公司已经召回全部车辆。", "The company will recall all of the vehicles.", "will recall"),
    ),
    find=_find,
)
