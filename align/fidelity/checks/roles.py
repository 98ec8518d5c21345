"""Who did what to whom: names that changed places around a verb."""

# ruff: noqa: E501 - patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from align.document import Bead, Finding
from align.fidelity.attributions import HONORIFIC
from align.fidelity.cast import Appearance, Cast, cast
from align.fidelity.checks.check import Check
from align.fidelity.context import Context

Role = Literal["acts", "acted on"]

_AUXILIARY = r"(?:has|have|had|will|would|could|may|might|can|did|do|does|also|later|then|again|recently|already|once|\w+ly)"
_VERB = r"[a-z]+(?:ed|[^s]s)|told|beat|met|won|hit|cut|shot|led|sued|sold|gave|sent|paid|left|lent|taught|fought|overtook|took|drew|held|fed|saw|caught|brought|bought|found|thought|put|let|kept|made"
# "A (of X | , a writer,) has (adverb) told (the | officials | President) B": at most a few words between.
_ACTIVE = re.compile(
    rf"^(?:\sof\s[A-Z]\w+)?(?:,[^,;:\"“”]{{2,60}},)?(?:\s{_AUXILIARY}){{0,3}}\s(?P<verb>{_VERB})(?:\s(?:the|with|at|to|on|off|up|out|down|over|against|its|his|her|their|former|fellow|rival|then|[a-z]+(?:er|or|ist|ant|man|ent|ian|ary)|[A-Z][a-z.]+)){{0,5}}\s$"
)
_PASSIVE = re.compile(
    rf"^(?:,[^,;:\"“”]{{2,60}},)?(?:\s{_AUXILIARY}){{0,3}}\s(?:was|were|is|are|been|being|got|be)\s(?:\w+ly\s)?\w+(?:\s\w+)?\sby\s(?:(?:the|former|[a-z]+(?:er|or|ist|ant|man|ent|ian)|[A-Z][a-z.]+)\s){{0,4}}$"
)
_STATES = frozenset(
    "is was has does goes says news plays leaves lives means remains becomes includes".split()
)
_SYMMETRIC = frozenset(
    "met married meets marries joined joins faced faces fought played plays divorced".split()
)

_JA_ACTS = re.compile(rf"^{HONORIFIC}(?:は|が|も)")
_JA_ACTED_ON = re.compile(rf"^{HONORIFIC}(?:を|に(?!よ|つ|お|は|対抗)|へ)")
_JA_TURNED = re.compile(
    r"られ|[かさたなまわが]れ[たてるま、]|敗[れ北]|負け|屈し|受け[たて]|もら[いっう]|借り|学[びん]|教わ|奪われ|ならっ|似て"
)
_ZH_TURNED = re.compile(
    r"被|遭|受到|由|获得|輸給|输给|负于|負於|不敌|不敵|败给|敗給|败于|敗於|惜败|为.{0,12}所|來自|来自|[向从從对對给給为為](?=[^，。]{0,14}$)"
)
# Verbs that one named person is told, asked, accused …: English, Chinese, and the Japanese stem.
_VERBS = (
    (r"told|tells|informed|notified", r"告诉|告訴|告知|通知", r"伝え|告げ|話し|語っ|明かし|知らせ|述べ|説明し"),
    (r"criticized|criticised|blasted|slammed|denounced|condemned", r"批评|批評|指责|指責|抨击|谴责|譴責|痛批", r"批判し|非難し|糾弾し"),
    (r"accused|blamed", r"指控|指责|指責|归咎|责怪", r"非難し|責め|告発し"),
    (r"praised|lauded|hailed|commended", r"赞扬|稱讚|称赞|表扬|赞赏|誇|夸奖", r"称賛し|褒め|ほめ|たたえ|賞賛し"),
    (r"urged|called on|pressed", r"敦促|呼吁|呼籲|催促|要求", r"促し|求め|迫っ|呼び掛け|呼びかけ|要請し"),
    (r"asked|requested", r"要求|询问|詢問|请求|請求|请|问", r"尋ね|頼ん|依頼し|要請し|求め|質問し"),
    (r"warned", r"警告|告诫", r"警告し|忠告し"),
    (r"thanked", r"感谢|感謝", r"感謝し|礼を"),
    (r"beat|defeated|beats|defeats|edged|thrashed", r"击败|擊敗|战胜|戰勝|打败|打敗|力克|完胜|大胜|险胜", r"破っ|下し|倒し|勝っ|退け|制し"),
    (r"overtook|passed|overtakes", r"超越|超过|反超|赶超", r"抜い|追い抜|追い越|かわし"),
    (r"visited|visits", r"访问|訪問|拜访|探访|看望", r"訪問し|訪ね|訪れ"),
    (r"invited|invites", r"邀请|邀請", r"招待し|招い|招き"),
    (r"sued", r"起诉|控告", r"提訴し|訴え"),
    (r"supported|supports|backed|endorsed", r"支持|力挺|声援", r"支持し|支え|後押しし"),
    (r"helped|assisted|rescued|saved", r"帮助|幫助|协助|救出|营救", r"助け|手伝|支援し|救"),
    (r"attacked|assaulted|killed|shot|stabbed|hit", r"攻击|袭击|殴打|杀害|枪杀|刺伤|击毙", r"襲|攻撃し|殺害し|殺し|殴|刺し|撃"),
    (r"arrested|detained", r"逮捕|拘留|拘捕", r"逮捕し|拘束し"),
    (r"succeeded|replaced", r"接替|取代|接任", r"後任|代わっ|交代し"),
    (r"acquired|bought|took over", r"收购|收購|并购|买下", r"買収し|買い取"),
    (r"appointed|named|promoted|hired", r"任命|委任|提拔|聘请", r"任命し|起用し|抜てきし|抜擢し"),
    (r"questioned|interviewed", r"采访|採訪|质问|讯问|审问", r"取材し|聴取し|問いただ|インタビューし"),
)  # fmt: skip


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    known = cast(context.source, context.target, context.names)
    for _, bead in context.paired():
        if len(bead.source) <= 2:
            yield from _in_bead(context, known, bead)


def _in_bead(context: Context, known: Cast, bead: Bead) -> Iterator[Finding]:
    for at in bead.target:
        present = known.target.get(at, [])
        text = context.target.sentences[at].text
        begin = context.target.sentences[at].start
        reported = False
        for first, second in pairwise(present):
            between = text[first.end - begin : second.start - begin]
            direction = _direction(between)
            if first.who == second.who or direction is None:
                continue
            actor, patient = (first, second) if direction == "active" else (second, first)
            if _turned_round(context, known, bead, actor.who, patient.who):
                reported = True
                yield _finding(
                    context,
                    bead,
                    at,
                    first.start,
                    second.end,
                    known.spelled[patient.who],
                    known.spelled[actor.who],
                )
        if not reported:
            yield from _alone(context, known, bead, at)


def _direction(between: str) -> Literal["active", "passive"] | None:
    """How the words between two names join them: the first acts on the second, or the reverse."""
    if _PASSIVE.match(between):
        return "passive"
    active = _ACTIVE.match(between)
    if active is None or active["verb"] in _STATES or active["verb"] in _SYMMETRIC:
        return None
    return "active"


def _turned_round(context: Context, known: Cast, bead: Bead, actor: int, patient: int) -> bool:
    """Whether one sentence of the source has the translation's patient act on its actor, beyond doubt."""
    for at in bead.source:
        sentence = context.source.sentences[at]
        here = known.source.get(at, [])
        acting = [one for one in here if one.who == patient]
        suffering = [one for one in here if one.who == actor]
        if len(acting) != 1 or len(suffering) != 1:
            continue
        subject, complement = acting[0], suffering[0]
        if context.source.language == "ja":
            if _japanese(sentence.text, subject.end - sentence.start, complement.end - sentence.start):
                return True
        elif subject.kind == complement.kind or "other" in (subject.kind, complement.kind):
            between = sentence.text[subject.end - sentence.start : complement.start - sentence.start]
            if _chinese(between):
                return True
    return False


def _japanese(text: str, subject: int, complement: int) -> bool:
    """Whether the name that ends at ``subject`` acts on the one that ends at ``complement``."""
    if not _JA_ACTS.match(text[subject:]) or not _JA_ACTED_ON.match(text[complement:]):
        return False
    first, last = sorted((subject, complement))
    rest = re.split("[。」]", text[last:])[0]
    return "。" not in text[first:last] and not _JA_TURNED.search(text[first:last] + rest)


def _chinese(between: str) -> bool:
    """Whether what stands between two names is a verb that the first does to the second."""
    return (
        1 <= len(between) <= 16
        and not re.search(r"[，。；：“”、和与及跟同的是在]", between)
        and not _ZH_TURNED.search(between)
    )


def _alone(context: Context, known: Cast, bead: Bead, at: int) -> Iterator[Finding]:
    """A single name that acts in one language and is acted on in the other, by the same verb."""
    text, begin = context.target.sentences[at].text, context.target.sentences[at].start
    for one in known.target.get(at, []):
        before, after = text[: one.start - begin], text[one.end - begin :]
        for english, chinese, japanese in _VERBS:
            acted = re.search(
                rf"\b(?:{english})\s(?:(?:the|former|[A-Z][a-z]+|[a-z]+(?:er|or|ist|ant|man|ent|ian))\s){{0,4}}$",
                before,
            )
            if re.search(rf"\b(?:was|were|been|being|be|is|are)\s(?:{english})", before + after):
                continue
            acts = re.match(rf"^(?:,[^,;:\"“”]{{2,60}},)?(?:\s{_AUXILIARY}){{0,3}}\s(?:{english})\b", after)
            if bool(acted) == bool(acts):
                continue
            wanted = _source_role(context, known, bead, one, chinese, japanese)
            if wanted is not None and wanted != ("acted on" if acted else "acts"):
                start = one.start - len(acted[0]) if acted else one.start
                end = one.end if acted else one.end + (acts.end() if acts else 0)
                yield _finding(
                    context,
                    bead,
                    at,
                    start,
                    end,
                    known.spelled[one.who] if acted else "another",
                    "another" if acted else known.spelled[one.who],
                )
                return


def _source_role(
    context: Context, known: Cast, bead: Bead, one: Appearance, chinese: str, japanese: str
) -> Role | None:
    """What the name does by the verb in the source: acts, is acted on; None where that is not plain."""
    roles: set[Role] = set()
    for at in bead.source:
        text, begin = context.source.sentences[at].text, context.source.sentences[at].start
        for here in known.source.get(at, []):
            if here.who != one.who:
                continue
            before, after = text[: here.start - begin], text[here.end - begin :]
            if context.source.language == "ja":
                clause = re.split("[。」]", after)[0]
                if _JA_TURNED.search(clause) or not re.search(japanese, clause):
                    continue
                if _JA_ACTS.match(after):
                    roles.add("acts")
                elif _JA_ACTED_ON.match(after):
                    roles.add("acted on")
            else:
                if re.search(r"被|遭|受到|由", text):
                    continue
                if re.match(rf"^[^，。；：“”、和与及向对對的]{{0,6}}(?:{chinese})", after):
                    if not re.search(r"[向对對给給跟和与让讓把将令使]\s?$", before):
                        roles.add("acts")
                elif re.search(rf"(?:{chinese})[^，。；：“”、]{{0,14}}$", before):
                    roles.add("acted on")
    return next(iter(roles)) if len(roles) == 1 else None


def _finding(
    context: Context, bead: Bead, at: int, start: int, end: int, actor: str, patient: str
) -> Finding:
    return Finding(
        "roles",
        "accuracy/mistranslation",
        "major",
        f"In the source {actor} acts and {patient} is acted on; here it is the other way round.",
        source=context.source.whole(bead.source),
        target=context.target.location(start, end, at),
        evidence={"acts in the source": actor, "is acted on": patient},
    )


CHECK = Check("roles", "names that changed places: who did what to whom", _find)
