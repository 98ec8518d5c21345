"""Reports whose source was named and became anonymous: "it is reported"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context

_ANONYMOUS = re.compile(
    r"\b(?:[Ii]t (?:is|was|has been) (?:also )?(?:reported|said|believed|understood|learned|alleged) that|"
    r"[Ii]t is reported|[Rr]eportedly|[Rr]eports say|[Mm]edia reports say|[Ss]ome say|[Ss]ources say)\b"
)
_NAMED = re.compile(
    r"(?:[新日社报報台](?:社|网|網|報|报|聞|闻|テレビ)|通信|通讯社|通訊社|ロイター|路透|美联|共同|時事|新华|新華|法新|彭博|ブルームバーグ|AP|"
    r"NHK|BBC|CNN|CNBC|电视台|電視台|テレビ|新聞|日报|日報|晚报|时报|周刊|週刊|放送|タイムズ|ポスト|ジャーナル)[^。]{0,20}"
    r"(?:によると|によれば|が(?:\d+日)?(?:、)?[^。]{0,20}(?:報じ|伝え)|报道|報道|报导|報導|消息|称)"
)


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk:
        return
    for _, bead in context.paired():
        source, target = context.source.text(bead.source), context.target.text(bead.target)
        named = _NAMED.search(source)
        vague = _ANONYMOUS.search(target)
        if named is None or vague is None or re.search(r"\baccording to\b", target, re.IGNORECASE):
            continue
        for at in bead.target:
            sentence = context.target.sentences[at]
            match = _ANONYMOUS.search(sentence.text)
            if match:
                yield CHECK.finding(
                    "minor",
                    f"The source names who reported this (“{named[0][:30]}”); the translation says “{match[0]}”.",
                    source=context.source.whole(bead.source),
                    target=context.target.location(
                        sentence.start + match.start(), sentence.start + match.end(), at
                    ),
                )


CHECK = Check(
    id="attribution",
    title="Attribution",
    summary="reports whose named source became anonymous",
    why="Readers weigh a report by who made it.",
    categories=("accuracy/omission", "accuracy/mistranslation"),
    severities=("major", "minor", "info"),
    examples=(
        Example(
            "ロイター通信によると、両社は合併で合意した。",
            "According to Reuters, the two companies agreed to merge.",
        ),
        Example(
            "ロイター通信によると、両社は合併で合意した。",
            "It is reported that the two companies agreed to merge.",
            "It is reported that",
        ),
        Example(
            "据新华社报道，两家公司同意合并。",
            "It is reported that the two companies agreed to merge.",
            "It is reported that",
        ),
        Example(
            "据新华社报道，两家公司同意合并。", "Xinhua reported that the two companies agreed to merge."
        ),
    ),
    find=_find,
)
