"""Reports whose source was named and became anonymous, or another one: "it is reported", another paper."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from align.document import Bead, Finding
from align.fidelity.actors.tellers import (
    Telling,
    tellers_in_english,
    tellers_in_source,
    tellings,
    words_of_telling,
)
from align.fidelity.checks.check import Check, Example
from align.fidelity.lexicon.contrasts import Named, Thing, exchanged, named
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed
from align.fidelity.passage.rendering import LINKED, Rendering, Span, rendering
from align.fidelity.passage.sides import Side
from align.names.lists.places import find_places, hinted

_TELLERS, _OUTLETS = "tellers.tsv", "outlets.tsv"

# Who reports or says it, before words of report: によると, 据…报道, 報じた.
_NAMED = re.compile(
    r"(?P<ja>[^、。「」]{2,24}?)(?:によると|によれば)"
    r"|(?:另?[据據])(?P<zh>[^，。“”]{2,24}?)(?:\d+[日月][^，。]{0,8})?(?:报道|报导|報道|報導|消息|通报|称|介绍|透露|披露|表示)"
    r"|(?P<outlet>[^、。，「」“”とがはをに]{0,12}(?:[新日社报報台](?:社|网|網|報|报|聞|闻|テレビ)|通信|通讯社|通訊社|ロイター|路透|新華|新华|NHK|BBC|CNN|CNBC"
    r"|电视台|電視台|テレビ|新聞|晚报|时报|周刊|週刊|放送|タイムズ|ポスト|ジャーナル|(?:日本|中国|美国|美國|韩国|韓國|英国|英國|米|英|韓国|当地|當地|現地|地元)(?:媒体|媒體|メディア|紙)))(?:社|電)?[^。]{0,20}"
    r"(?:が(?:\d+日)?(?:、)?[^。]{0,20}(?:報じ|伝え)|报道|報道|报导|報導)"
)
# Sources that are anonymous themselves: reportedly renders them well.
_VAGUE = re.compile(
    r"^(?:媒体|媒體|报道|報道|メディア)$|一部報道|報告|文書|資料|最新|今回|これまで|独自|報道に|関係者|消息筋|筋$|同氏|これ$|それ$|^外?[媒电電]|外电|外電|知情|消息人士|悉|了解|说法|业内|調べ|統計|推計|试算|測算|测算"
)
# Who tells is of a country: 中方, 美媒, 韓国.
_SIGN = re.compile("[中日美米韩韓俄露英法德独朝印越泰台臺](?:方|媒|官员|官員|外交官|政府|国|國)")
# What a word that says that somebody tells may render beside the teller: another verb of saying.
_TELLS = re.compile(
    "[言云話述語訴答称稱说說曰问問]|説明|主張|指摘|强调|強調|明らか|报道|報道|報じ|伝え|表示|指出|认为|認為|透露|证实|承认|公布|発表|发表|宣布|回应|见|見|批|否|求|警告|提醒|显示|示|調査|调查|調べ|声|消息|推|估|想|考|思|知|感|懸念|担心|期待|预|予|分析|判|認|裁|定"
)
_SURE = 0.5  # of a word's attention that goes elsewhere, by token; chosen by hand
_FOREIGN = re.compile("[ァ-ヶー・]{4}|[A-Za-z]{3}")  # a name that the list may have otherwise
_NEWS = re.compile(
    "[社报報紙纸誌网網聞闻]|テレビ|放送|通信|メディア|媒|ニュース|タイムズ|ポスト|[A-Z]{3}|路透|彭博|ロイター|ブルームバーグ|电视|電視|周刊|週刊|新华|新華|财经|財經|台$"
)
_MARKS = '"“”«‘'
_FACING = 0.3  # of a sentence's attention goes into the sentence that it renders; chosen by hand
_NAMED_BY = 4  # characters by which who tells is named plainly enough to be looked for
_LONGEST = 3  # sentences of a side that are looked at for who tells


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk:
        return
    told: set[int] = set()
    for finding in _findings(context):
        at = finding.target.sentence if finding.target else -1
        if at not in told:  # one error, one finding
            yield finding
        told.add(at)


def _findings(context: Context) -> Iterator[Finding]:
    for one in changed(context, _OUTLETS):
        yield CHECK.finding(
            "major",
            f"The source names another outlet: “{one.source.text}” ({one.wanted.name}); the translation says "
            f"“{one.target.text}”.",
            category="accuracy/mistranslation",
            source=one.source,
            target=one.target,
            expected=one.wanted.name,
        )
    told = {one.thing for one in named(context.source.article.text, context.source.language, _OUTLETS)}
    for _, bead in context.paired():
        yield from _anonymous(context, bead)
        yield from _strange(context, bead, told)
        if context.reprint == "free" or not context.source.cjk:
            continue  # who writes anew says who tells where he likes
        if max(len(bead.source), len(bead.target)) <= _LONGEST:
            yield from _another(context, bead)
            yield from _of_another_country(context, bead)
            yield from _dropped(context, bead)


def _strange(context: Context, bead: Bead, told: Container[Thing]) -> Iterator[Finding]:
    """A known outlet that tells here and that the source nowhere names, where another one tells."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    spans = list(tellers_in_english(target))
    who = next((one.who for one in tellings(source, context.source.language) if one.who), None)
    if who is None or not _NEWS.search(source[slice(*who)]) or _FOREIGN.search(source[slice(*who)]):
        return
    for one in named(target, "en", _OUTLETS):
        if (
            one.plain
            and one.thing not in told
            and any(_overlap((one.start, one.end), span) for span in spans)
        ):
            yield CHECK.finding(
                "major",
                f"The source names another outlet: “{source[slice(*who)]}”; the translation says {one.thing.name}.",
                category="accuracy/mistranslation",
                source=context.source.place(bead.source, *who),
                target=context.target.place(bead.target, one.start, one.end),
            )


def _anonymous(context: Context, bead: Bead) -> Iterator[Finding]:
    """What the source reports by name and the translation as hearsay."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    named = next((one for one in _NAMED.finditer(source) if not _VAGUE.search(_who(one))), None)
    vague = next(words_of_telling(target, "vague"), None)
    if named is None or vague is None:
        return
    rest = target[: vague[0]] + target[vague[1] :]
    if re.search(r"\b(?:according to|citing)\b", rest, re.IGNORECASE):
        return
    yield CHECK.finding(
        "minor",
        f"The source names who reported this (“{_who(named)}”); the translation says “{target[slice(*vague)]}”.",
        source=context.source.place(bead.source, named.start(), named.end()),
        target=context.target.place(bead.target, *vague),
    )


def _another(context: Context, bead: Bead) -> Iterator[Finding]:
    """Another who tells: the company for the union, police for a witness."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    wanted = _tellers(source, context.source.language, tellers_in_source(source, context.source.language))
    phrases = list(dict.fromkeys(tellers_in_english(target)))
    given = _tellers(target, "en", phrases)
    if not wanted or not given or any(not _tellers(target, "en", [one]) for one in phrases):
        return  # a name may stand for any kind
    around = named(target, "en", _TELLERS)
    for one in exchanged(wanted, given, (), around):
        yield CHECK.finding(
            "major",
            f"In the source {one.wanted.thing.name} tell this (“{source[one.wanted.start : one.wanted.end]}”); here "
            f"{one.given.thing.name} do.",
            category="accuracy/mistranslation",
            source=context.source.place(bead.source, one.wanted.start, one.wanted.end),
            target=context.target.place(bead.target, one.given.start, one.given.end),
            expected=one.wanted.thing.name,
        )


def _tellers(text: str, language: str, spans: Iterable[tuple[int, int]]) -> list[Named]:
    """The kinds of tellers that are named in some spans of a text."""
    return [
        replace(one, start=one.start + start, end=one.end + start)
        for start, end in dict.fromkeys(spans)
        for one in named(text[start:end], language, _TELLERS)
    ]


def _of_another_country(context: Context, bead: Bead) -> Iterator[Finding]:
    """A teller of another country: Vietnamese officials for Japanese ones."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    language = context.source.language
    spans = list(dict.fromkeys(tellers_in_english(target)))
    here, there = find_places(source, language), find_places(target, "en")
    for telling in tellings(source, language) if spans and there else ():
        own = source[slice(*telling.who)] if telling.who else ""
        wanted = [one for one in find_places(own, language) if one.sure]
        if not wanted and not _SIGN.search(own):
            continue
        if any(one.akin(other) for one in wanted for other in there):
            continue
        for start, end in spans:
            for one in find_places(target[start:end], "en"):
                if any(one.akin(other) for other in here) or hinted(source, one):
                    continue
                yield CHECK.finding(
                    "major",
                    f"Who tells this is of another country: the source says “{own}”, the translation "
                    f"“{target[start:end].strip()}”.",
                    category="accuracy/mistranslation",
                    source=context.source.place(bead.source, *(telling.who or telling.mark)),
                    target=context.target.place(bead.target, start, end),
                )
                return


def _dropped(context: Context, bead: Bead) -> Iterator[Finding]:
    """What somebody tells in the source, said as a fact."""
    source, look = context.source.text(bead.source), None
    for one in tellings(source, context.source.language):
        look = look or rendering(context, bead)
        if look is None:
            return
        target = _facing(context, bead, look, one)
        if one.kind == "reports" and any(mark in look.target[slice(*target)] for mark in _MARKS):
            continue  # marks say that somebody speaks
        words = [word for word in words_of_telling(look.target, one.said) if _overlap(word, target)]
        plain = not _unrendered(look, one)
        if any(_may_tell(look, word, one, plain) for word in words):
            continue
        yield _fact(context, bead, one, target)
        return


def _fact(context: Context, bead: Bead, one: Telling, target: Span) -> Finding:
    source = context.source.text(bead.source)
    mark, who = source[slice(*one.mark)], source[slice(*one.who)] if one.who else ""
    message = {
        "reports": f"In the source somebody tells this (“{who}”); the translation says it as a fact.",
        "hearsay": f"In the source this is hearsay (“{mark}”); the translation says it as a fact.",
        "anonymous": f"Who tells this would not be named (“{mark}”); the translation does not say so.",
    }[one.kind]
    return CHECK.finding(
        "minor",
        message,
        source=context.source.place(bead.source, *(one.who or one.mark)),
        target=context.target.place(bead.target, *target),
    )


def _facing(context: Context, bead: Bead, look: Rendering, one: Telling) -> Span:
    """The sentences of a bead's translation that render the sentence in which somebody tells."""
    own = _sentence(context.source, bead.source, one.mark[0])
    spans = [_sentence(context.target, (at,), 0) for at in bead.target]
    begin, found = 0, []
    for start, end in spans:
        span = begin, begin + end - start
        begin = span[1] + 1
        rows = [at for at, each in enumerate(look.look.target_offsets) if _overlap(each, span)]
        inside = [at for at, each in enumerate(look.look.source_offsets) if _overlap(each, own)]
        mass = look.look.weights[rows]
        if float(mass[:, inside].sum()) >= _FACING * float(mass.sum()):
            found.append(span)
    return (found[0][0], found[-1][1]) if found else (0, len(look.target))


def _sentence(side: Side, indexes: Sequence[int], place: int) -> Span:
    """The span of the sentence that holds a place of some sentences' joined text."""
    begin = 0
    for at in indexes:
        end = begin + len(side.sentences[at].text)
        if place < end:
            return begin, end
        begin = end + (0 if side.cjk else 1)
    return begin, begin


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _unrendered(look: Rendering, one: Telling) -> bool:
    """Whether nothing of the translation renders who tells, nor that he tells."""
    if one.who is None or one.who[1] - one.who[0] < _NAMED_BY:
        return False
    return not look.words_of_source(one.who) and not look.words_of_source(one.mark)


def _may_tell(look: Rendering, word: Span, one: Telling, plain: bool) -> bool:
    """Whether a word may say that somebody tells, and does not render a thing of the source that has nothing to do with
    it, as reports and suspects may; any word where it is not ``plain`` that he who tells is rendered at all."""
    if plain and word not in words_of_telling(look.target, "other"):
        return True
    rows = [
        at for at, (start, end) in enumerate(look.look.target_offsets) if start < word[1] and end > word[0]
    ]
    weights = look.look.weights[rows].sum(axis=0)
    own = [*([one.who] if one.who else []), (one.mark[0] - 2, one.mark[1] + 2)]
    elsewhere = [
        (offset, float(weight))
        for offset, weight in zip(look.look.source_offsets, weights, strict=True)
        if not any(_overlap(offset, span) for span in own)
    ]
    if sum(weight for _, weight in elsewhere) < _SURE * len(rows):
        return True
    text = "".join(look.source[slice(*offset)] for offset, weight in elsewhere if weight >= LINKED)
    return plain and _TELLS.search(text) is not None


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
        Example(
            "関係者によると、社長は辞任する。",
            "The president will resign, people familiar with the matter said.",
        ),
        Example(
            "関係者によると、社長は辞任する。", "The company said the president will resign.", "company said"
        ),
        Example("分析师认为，需求将回升。", "Analysts believe that demand will recover."),
        Example("分析师认为，需求将回升。", "The government said demand will recover.", "government said"),
        Example("県警によると、男性は軽傷だ。", "The man was slightly hurt, prefectural police said."),
        Example("県警によると、男性は軽傷だ。", "The man was slightly hurt.", "The man was slightly hurt."),
        Example("倉庫は築50年を超えていたという。", "The warehouse was said to be more than 50 years old."),
        Example(
            "倉庫は築50年を超えていたという。",
            "The warehouse was more than 50 years old.",
            "The warehouse was more than 50 years old.",
        ),
        Example(
            "多名韩国官员透露，访问可能推迟。",
            "Several Chinese officials said the visit might be postponed.",
            "Several Chinese officials",
        ),
    ),
    find=_find,
)
