"""Reports whose source was named and became anonymous, or another one: "it is reported", another paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Bead, Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed

_ANONYMOUS = re.compile(
    r"\b(?:[Ii]t (?:is|was|has been) (?:also )?(?:reported|said|believed|understood|learned|alleged) that|"
    r"[Ii]t is reported|[Rr]eportedly|[Rr]eports say|[Mm]edia reports say|[Ss]ome say|[Ss]ources say)\b"
)
# Who reports or says it, before words of report: によると, 据…报道, 報じた.
_NAMED = re.compile(
    r"(?P<ja>[^、。「」]{2,24}?)(?:によると|によれば)"
    r"|(?:另?[据據])(?P<zh>[^，。“”]{2,24}?)(?:\d+[日月][^，。]{0,8})?(?:报道|报导|報道|報導|消息|通报|称|介绍|透露|披露|表示)"
    r"|(?P<outlet>[^、。，「」“”とがはをに]{0,12}(?:[新日社报報台](?:社|网|網|報|报|聞|闻|テレビ)|通信|通讯社|通訊社|ロイター|路透|新華|新华|NHK|BBC|CNN|CNBC"
    r"|电视台|電視台|テレビ|新聞|晚报|时报|周刊|週刊|放送|タイムズ|ポスト|ジャーナル))(?:社|電)?[^。]{0,20}"
    r"(?:が(?:\d+日)?(?:、)?[^。]{0,20}(?:報じ|伝え)|报道|報道|报导|報導)"
)
# Sources that are anonymous themselves: reportedly renders them well.
_VAGUE = re.compile(
    r"報道|関係者|消息筋|筋$|同氏|これ$|それ$|媒体|外电|外電|知情|消息人士|悉|了解|说法|业内|調べ|統計|推計|试算|測算|测算"
)


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk:
        return
    for _, bead in context.paired():
        yield from _anonymous(context, bead)
    for one in changed(context, "outlets.tsv"):
        yield CHECK.finding(
            "major",
            f"The source names another outlet: “{one.source.text}” ({one.wanted.name}); the translation says "
            f"“{one.target.text}”.",
            category="accuracy/mistranslation",
            source=one.source,
            target=one.target,
            expected=one.wanted.name,
        )


def _anonymous(context: Context, bead: Bead) -> Iterator[Finding]:
    """What the source reports by name and the translation as hearsay."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    named = next((one for one in _NAMED.finditer(source) if not _VAGUE.search(_who(one))), None)
    vague = _ANONYMOUS.search(target)
    if named is None or vague is None or re.search(r"\baccording to\b", target, re.IGNORECASE):
        return
    yield CHECK.finding(
        "minor",
        f"The source names who reported this (“{_who(named)}”); the translation says “{vague[0]}”.",
        source=context.source.place(bead.source, named.start(), named.end()),
        target=context.target.place(bead.target, vague.start(), vague.end()),
    )


def _who(match: re.Match[str]) -> str:
    return next(part for part in match.groups() if part is not None).strip()


CHECK = Check(
    id="attribution",
    title="Attribution",
    summary="reports whose named source became anonymous, or another one",
    why=(
        "Readers weigh a report by who made it. A source that is itself anonymous, such as people who know of the "
        "matter, may well be rendered by reportedly."
    ),
    categories=("accuracy/omission", "accuracy/mistranslation"),
    severities=("major", "minor", "info"),
    examples=(
        Example(
            "ロイター通信によると、両社は合併で合意した。", "Reuters says the two companies agreed to merge."
        ),
        Example(
            "ロイター通信によると、両社は合併で合意した。",
            "The companies reportedly agreed to merge.",
            "reportedly",
        ),
        Example(
            "気象台によると、風は夜に強まる。", "The wind will reportedly strengthen at night.", "reportedly"
        ),
        Example("関係者によると、両社は合併で合意した。", "The companies reportedly agreed to merge."),
        Example(
            "据新华社报道，两家公司同意合并。",
            "It is reported that the two companies agreed.",
            "It is reported that",
        ),
        Example(
            "據《中央社》報道，兩家公司同意合併。",
            "The two companies reportedly agreed to merge.",
            "reportedly",
        ),
        Example("据悉，两家公司同意合并。", "The two companies have reportedly agreed to merge."),
        Example(
            "据彭博报道，两家公司同意合并。", "Bloomberg reported that the two companies agreed to merge."
        ),
        Example(
            "据彭博报道，两家公司同意合并。", "Reuters reported that the two companies agreed.", "Reuters"
        ),
    ),
    find=_find,
)
