"""Offices that changed: a "former" that was added or lost, a deputy promoted, a president made a minister."""

# ruff: noqa: E501 - patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Bead, Finding, NameEntry
from align.fidelity.actors.offices import (
    Office,
    offices_in_english,
    offices_in_source,
    says_office,
)
from align.fidelity.actors.tenures import LostTenure, lost_tenures
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.people.other_offices import SOURCE_OFFICE, OtherOffice, other_offices
from align.fidelity.passage.context import Context

_OFFICE = (
    r"(?:(?:prime|foreign|finance|defen[sc]e|interior|vice|deputy|state|home|general|chief|executive|managing|cabinet|party|police|army|navy"
    r"|press|national|security|U\.?S\.?|[A-Z][\w.]{1,20})\s){0,4}"
    r"(?:president|minister|secretary|chancellor|premier|governor|mayor|ambassador|senator|lawmaker|congress(?:man|woman)|chairman|chairwoman"
    r"|chair|chief|director|general|commissioner|judge|justice|prosecutor|leader|head|officer|official|coach|manager|skipper|CEO|executive|professor|editor|envoy)s?\b"
    r"|\b(?-i:Gov|Sen|Rep|Pres|Prof|Gen)\.(?=\s[A-Z])"
)
_FORMER = re.compile(rf"\b(?P<former>former|ex-)\s?(?P<office>{_OFFICE})", re.IGNORECASE)
# What in a source can stand for "former": anything that looks back is enough.
_PAST = re.compile(
    r"(?<![目之以此午日年天月时時人直空戦战事眼提从従])前(?!往|方|面|半|日(?!銀|本)|後|后|回|提|に|の|で|者|年|夜|途|進|进|景|线|線|来|去|列|期|月|週|周|身|向|述|を)"
    r"|(?<![0-9０-９一二三四五六七八九十百千万亿億兆数几美日欧欧韩加港还還公紀地])元(?!素|気|旦|凶|年|宵|通り|の|に|を|々は)"
    r"|曾(?=[在经經于於为為担擔就])|原(?!因|则|則|子|油|本|料|来|稿|材|爆|発|木|告|住|谅|諒|点|案|価|价|野|っぱ|定|文|型)|旧(?!暦|约|約|金山|盆)|舊|曾任|曾是|曾經|曾经担|先代|先々代"
    r"|此前|以前|之前曾|卸任|退任|退職|离任|離任|去职|时任|時任|当時|歴代|历任|歷任|かつて|OB|退役|退休|引退|已故|故人|故[^障意郷事乡宫宮]|後任|上任|昔日|辞任|辞め|失脚|下台|落选|を務め|(?:長|相|大臣|長官|官|議員|監督|大使|知事|総裁|選手)だった|歴任|経験者|(?:省|庁|局|銀|社|党|選手|官僚|商社)出身|担任过|擔任過|当过|當過"
)
_WAS = re.compile(
    rf"(?P<mark>(?<![目之以此日年天月时時年后後人期会會戦战空午直面従从提眼跟当當門门店議议试試赛開开])前|(?<![0-9０-９一二三四五六七八九十百千万亿億兆数美日欧欧韩加港还還身公紀])元|(?:(?<=[，、。“「])|^)原(?!住民|告|子|油|产|產|材|料|则|則|因|本|来|來|有|发性|發性))"
    rf"(?P<office>[^，。、；：“”「」（）()のはがをにでと\s]{{0,6}}?{SOURCE_OFFICE})"
)
_NO_LONGER = re.compile(
    r"\b(?:former(?:ly)?|ex-|then|at the time|in those days|in his day|used to|past|previous(?:ly)?|retired|late|predecessor|one-time|onetime|old|outgoing|erstwhile|ousted|once|served"
    rf"|(?:was|were)\s+(?!elected|named|appointed|chosen|sworn|picked|made)(?:[\w'’]+\s+){{0,4}}?{_OFFICE}"
    r"|had been|at the time|used to|no longer|back then|in (?:his|her|their) (?:own )?(?:\w+ )?days|until|stepped down|resign\w*|emerit\w+|deposed|ex|veteran|disgraced|last|immediate|preceding|prior)\b|\bex-",
    re.IGNORECASE,
)
# A deputy in the source: right before the office or before what it is the office of (副经济部长).
_DEPUTY = re.compile(
    rf"(?:副|助理)(?P<office>[^，。、；：“”「」（）()のはがをと\s]{{0,4}}?(?:{SOURCE_OFFICE}|総裁|主任|经理|總經理|编辑|編集長|院长|院長|处长|處長|站长|馆长|館長|厅长"
    r"|科长|检察长|区长|理事長|头取|頭取|教授|干事长|幹事長|首席|委員長|委员长))"
)
_BELOW = re.compile(
    r"\b(?:deput\w+|vice|associate|assistant|under[- ]?secretar\w+|state minister|ministers? of state|secondary|second\w*|number two|no\. ?2|sub\w*"
    r"|junior|lieutenant|aides?|officials?|executives?|running mate|veep|co-\w+|pro-\w+)\b",
    re.IGNORECASE,
)
_DEPUTY_ENGLISH = re.compile(
    rf"\b(?P<mark>deputy|vice(?![\s-](?:presid|chanc)\w+))[\s-](?P<office>{_OFFICE})", re.IGNORECASE
)
# What in a source can stand for a deputy. Vice presidents of companies have too many names to be looked at.
_BELOW_SOURCE = re.compile(
    r"副|次|准|準|補佐|补佐|助理|代理|代行|政務官|政务官|専務|专务|常務|常务|執行役員|バイス|ＶＰ|VP|サブ|ナンバー|第二|2号|二把手|幹部|佐|財務官|審議官|参事官|審議監|監察官|次席"
)
_ENGLISH_OFFICE = re.compile(rf"\b{_OFFICE}", re.IGNORECASE)


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    found = [one for _, bead in context.paired() for one in _in_bead(context, bead)]
    for entry in context.names:
        found += map(_other, other_offices(context, entry))
        if entry.kind == "person":
            found += _of_person(context, entry)
    yield from found
    told = {one.source.sentence for one in found if one.source is not None}
    for _, bead in context.paired():
        for lost in lost_tenures(context, bead):
            if lost.source.sentence not in told:  # one error, one finding
                yield _tenure(lost)


def _other(one: OtherOffice) -> Finding:
    return CHECK.finding("major", one.message, source=one.source, target=one.target, evidence=one.evidence)


def _in_bead(context: Context, bead: Bead) -> Iterator[Finding]:
    yield from _added(context, bead)
    yield from _lost(context, bead)
    yield from _promoted(context, bead)
    yield from _demoted(context, bead)


def _tenure(lost: LostTenure) -> Finding:
    return CHECK.finding(
        "major",
        f"The source says “{lost.source.text}” ({lost.kind}); the translation says “{lost.target.text}” without it.",
        category="accuracy/omission",
        source=lost.source,
        target=lost.target,
        expected=f"{lost.expected} {lost.target.text}",
        evidence={"the source": lost.kind},
    )


def _of_person(context: Context, entry: NameEntry) -> Iterator[Finding]:
    """A person whose office is past or a deputy's in the source and not in the translation, or the other way round.

    Bound to the name on both sides and to the kind of office; one mention that says it right is enough.
    """
    wanted = offices_in_source(context.source, entry)
    given = [
        office
        for target in entry.targets
        if target.verdict in ("accept", "variant")
        for office in offices_in_english(context.target, target.mention)
    ]
    for mark in ("former", "deputy"):
        if finding := _lost_mark(context, wanted, given, mark):
            yield finding


def _lost_mark(
    context: Context, wanted: Sequence[Office], given: Sequence[Office], mark: str
) -> Finding | None:
    """The first office of a person that lacks a mark which every office of its kind has in the source."""
    for office in given:
        alike = [one for one in wanted if one.classes & office.classes]
        if not alike or any(getattr(one, mark) for one in given if one.classes & office.classes):
            continue
        if all(getattr(one, mark) for one in alike):
            says = "a former office" if mark == "former" else "a deputy's office"
            return CHECK.finding(
                "major",
                f"The source speaks of {says} (“{alike[0].text}”); the translation says “{office.text}”.",
                category="accuracy/omission" if mark == "former" else None,
                source=context.source.location(alike[0].start, alike[0].end),
                target=context.target.location(office.start, office.end),
                expected=f"former {office.text}" if mark == "former" else f"deputy {office.text}",
            )
    return None


def _added(context: Context, bead: Bead) -> Iterator[Finding]:
    if _PAST.search(_near(context, bead)):
        return
    for at in bead.target:
        sentence = context.target.sentences[at]
        if any(_PAST.search(text) for text in _told_of(context, at)):
            continue
        for match in _FORMER.finditer(sentence.text):
            place = context.target.location(sentence.start + match.start(), sentence.start + match.end(), at)
            yield CHECK.finding(
                "major",
                f"“{match['former']}” is added: nothing in the source says that the office is past.",
                category="accuracy/addition",
                source=context.source.whole(bead.source),
                target=place,
                expected=match["office"],
            )


def _near(context: Context, bead: Bead) -> str:
    """The source of a bead and the sentences beside it, without the names of persons: 沢村俊之前会長 says no 之前, 佐藤
    no 佐."""
    text = context.source.text([*bead.source, *context.nearby_source(bead)])
    for entry in context.names:
        if entry.kind == "person":
            for mention in {one.text for one in entry.mentions if len(one.text) > 1}:
                text = text.replace(mention, "某")
    return text


def _told_of(context: Context, at: int) -> Iterator[str]:
    """The source sentences that name whoever a sentence of the translation names."""
    for entry in context.names:
        if any(target.mention.sentence == at for target in entry.targets):
            for mention in entry.mentions:
                if mention.sentence >= 0:
                    yield context.source.sentences[mention.sentence].text


def _lost(context: Context, bead: Bead) -> Iterator[Finding]:
    text = context.target.text(bead.target)
    if _NO_LONGER.search(context.target.text([*bead.target, *context.nearby_target(bead)])):
        return
    if not _ENGLISH_OFFICE.search(text):
        return
    for at in bead.source:
        sentence = context.source.sentences[at]
        match = _WAS.search(sentence.text)
        if match is None:
            continue
        yield CHECK.finding(
            "major",
            f"The source speaks of a former office (“{match[0]}”); the translation does not say so.",
            category="accuracy/omission",
            source=context.source.location(sentence.start + match.start(), sentence.start + match.end(), at),
            target=context.target.whole(bead.target),
        )
        return


def _promoted(context: Context, bead: Bead) -> Iterator[Finding]:
    """A deputy of the source whose office the translation gives as the office itself."""
    text = context.target.text(bead.target)
    if not _ENGLISH_OFFICE.search(text) or _BELOW.search(
        context.target.text([*bead.target, *context.nearby_target(bead)])
    ):
        return
    for at in bead.source:
        sentence = context.source.sentences[at]
        match = _DEPUTY.search(sentence.text)
        if match is None or not says_office(text, match["office"], context.source.language):
            continue
        yield CHECK.finding(
            "major",
            f"The source speaks of a deputy (“{match[0]}”); the translation gives the office without it.",
            source=context.source.location(sentence.start + match.start(), sentence.start + match.end(), at),
            target=context.target.whole(bead.target),
            expected="deputy, vice or associate",
        )
        return


def _demoted(context: Context, bead: Bead) -> Iterator[Finding]:
    """A deputy that the translation makes of somebody whom the source does not call one."""
    if _BELOW_SOURCE.search(_near(context, bead)):
        return
    for at in bead.target:
        sentence = context.target.sentences[at]
        for match in _DEPUTY_ENGLISH.finditer(sentence.text):
            yield CHECK.finding(
                "major",
                f"“{match['mark']}” is added: nothing in the source says so.",
                category="accuracy/addition",
                source=context.source.whole(bead.source),
                target=context.target.location(
                    sentence.start + match.start(), sentence.start + match.end(), at
                ),
                expected=match["office"],
            )


CHECK = Check(
    id="offices",
    title="Offices",
    summary="a former, acting, deputy or other office that the source does not give, or one that is lost",
    why=(
        "Offices change faster than texts are checked; a deputy is not the minister, and former is said of "
        "the living. What is said of any role (元, 前, 代行, 名誉, 原, 署理, 候任, 副) has to stand in the sentence that "
        "renders the role."
    ),
    categories=("accuracy/mistranslation", "accuracy/addition", "accuracy/omission"),
    severities=("critical", "major", "minor"),
    planted=("office",),
    examples=(
        Example("山田健一前社長が会見した。", "Former President Kenichi Yamada held a news conference."),
        Example(
            "山田健一前社長が会見した。", "President Kenichi Yamada held a news conference.", "President"
        ),
        Example(
            "田中太郎財務副大臣は会見で述べた。", "State Minister of Finance Taro Tanaka told reporters."
        ),
        Example(
            "田中太郎財務副大臣は会見で述べた。",
            "Taro Tanaka, minister of finance, told reporters.",
            "minister",
        ),
        Example("前市长李伟出席了仪式。", "Former mayor Li Wei attended the ceremony."),
        Example(
            "交通廳原廳長李偉被起訴。", "Li Wei, head of the transport department, was indicted.", "head"
        ),
        Example(
            "交通厅原厅长李伟被起诉。", "Li Wei, a former head of the transport department, was indicted."
        ),
        Example("元銀行員の女が逮捕された。", "A former bank employee was arrested."),
        Example("元銀行員の女が逮捕された。", "A bank employee was arrested.", "employee"),
        Example("元銀行員の女が逮捕された。", "The woman who was arrested had worked for a bank."),
        Example(
            "该厂前质检员提供了文件。", "A quality inspector of the plant handed over the files.", "inspector"
        ),
        Example("署理行政總裁會見傳媒。", "The chief executive met the media.", "executive"),
        Example("署理行政總裁會見傳媒。", "The acting chief executive met the media."),
        Example("副市长李伟出席了仪式。", "Mayor Li Wei attended the ceremony.", "Mayor"),
        Example("市长李伟出席了仪式。", "Former mayor Li Wei attended the ceremony.", "Former mayor"),
    ),
    reads_names=True,
    find=_find,
)
