"""Who did what to whom: names that changed places around a verb."""

# ruff: noqa: E501 - patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from align.document import Bead, Finding, Location
from align.fidelity.actors.actions import Deed, chinese_actor, deeds_between, deeds_in, japanese_actor
from align.fidelity.actors.appearances import Appearance, Cast, cast
from align.fidelity.actors.chinese_acts import chinese_acts
from align.fidelity.actors.english_acts import english_acts
from align.fidelity.actors.japanese_acts import japanese_acts
from align.fidelity.actors.parties import with_parties
from align.fidelity.actors.speakers import HONORIFIC
from align.fidelity.actors.turned_round import turned_round
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.people.slots import exchanged_in_halves, exchanged_in_slots
from align.fidelity.passage.context import Context
from align.languages import lexicon

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


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    known = cast(context.source, context.target, context.names)
    beads = [bead for _, bead in context.paired() if len(bead.source) <= 2]
    told = [bead for bead in beads if deeds_in(context.target.text(bead.target))]
    asked = {at for bead in told for at in bead.source}, {at for bead in told for at in bead.target}
    everybody = with_parties(known, context.source, context.target, asked)
    for bead in beads:
        done = (
            list(_turned(context, bead))
            or [_said(*one) for one in exchanged_in_slots(context, bead)]
            or list(_exchanged(context, everybody, bead))
            or [_said(*one) for one in exchanged_in_halves(context, bead)]
        )
        yield from done or _in_bead(context, known, bead)


def _said(message: str, source: Location, target: Location) -> Finding:
    return CHECK.finding("major", message, source=source, target=target)


def _turned(context: Context, bead: Bead) -> Iterator[Finding]:
    """Two parties of any name, by the phrases that the source marks as doing a deed and as having it done to them."""
    words = context.words
    if words is None or len(bead.target) > 2:
        return
    target = context.target.text(bead.target)
    there = english_acts(target)
    if not there:
        return
    source, language = context.source.text(bead.source), context.source.language
    here = japanese_acts(source) if language == "ja" else chinese_acts(source)
    for one in turned_round(words, (source, target), (here, there), language):
        parties = source[slice(*one.source.agent)], source[slice(*one.source.patient)]
        spans = one.target.agent, one.target.patient, one.target.verb
        own = one.source.agent, one.source.patient, one.source.verb
        yield CHECK.finding(
            "major",
            f"Who does what to whom is turned round: in the source “{parties[0]}” does it to “{parties[1]}” "
            f"(“{source[slice(*one.source.verb)]}”), here “{target[slice(*one.target.agent)]}” to "
            f"“{target[slice(*one.target.patient)]}”.",
            source=context.source.place(bead.source, min(map(min, own)), max(map(max, own))),
            target=context.target.place(bead.target, min(map(min, spans)), max(map(max, spans))),
            evidence={
                "acts in the source": parties[0],
                "is acted on": parties[1],
                "gain in log-probability": round(one.gain, 1),
            },
        )
        return


def _exchanged(context: Context, known: Cast, bead: Bead) -> Iterator[Finding]:
    """Two parties of the translation, one of whom does to the other what the other does in the source."""
    here = {one.who for one in known.here(bead.source)}
    for at in bead.target:
        sentence = context.target.sentences[at]
        for first, second in pairwise(known.target.get(at, [])):
            if not here >= {first.who, second.who}:
                continue
            between = sentence.text[first.end - sentence.start : second.start - sentence.start]
            if first.who == second.who:
                continue
            for deed, voice in deeds_between(between):
                actor, patient = (first, second) if voice == "active" else (second, first)
                if _actors(context, known, bead, deed, actor.who, patient.who) == {"second"}:
                    spelled = known.spelled[patient.who], known.spelled[actor.who]
                    yield _finding(context, bead, at, first.start, second.end, *spelled)
                    return


def _actors(
    context: Context, known: Cast, bead: Bead, deed: Deed, actor: int, patient: int
) -> set[Literal["first", "second"]]:
    """Who does the deed to the other in the source, by every pair of their mentions: first is the actor of the
    translation, second its patient."""
    found: set[Literal["first", "second"]] = set()
    for at in bead.source:
        sentence = context.source.sentences[at]
        here = known.source.get(at, [])
        for one in (each for each in here if each.who == actor):
            for other in (each for each in here if each.who == patient):
                mine, theirs = (
                    (each.start - sentence.start, each.end - sentence.start) for each in (one, other)
                )
                if context.source.language == "ja":
                    acts = japanese_actor(sentence.text, mine[1], theirs[1], deed)
                else:
                    acts = chinese_actor(sentence.text, mine, theirs, deed)
                found |= {acts} if acts else set()
    return found


def _in_bead(context: Context, known: Cast, bead: Bead) -> Iterator[Finding]:
    for at in bead.target:
        present = known.target.get(at, [])
        text = context.target.sentences[at].text
        begin = context.target.sentences[at].start
        reported = False
        for first, second in pairwise(present):
            between = text[first.end - begin : second.start - begin]
            direction = _direction(between)
            if first.who == second.who or direction is None or _adjective(first) or _adjective(second):
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


def _adjective(one: Appearance) -> bool:
    """Whether a place stands as its adjective, as part of what somebody is or studies: Chinese politics."""
    return one.text.rsplit(" ", 1)[-1].lower() in lexicon.words("en", "demonyms.txt")


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
    done = deeds_in(text)
    for one in known.target.get(at, []):
        before, after = text[: one.start - begin], text[one.end - begin :]
        for english, chinese, japanese in ((deed.english, deed.zh, deed.ja) for deed in done):
            acted = re.search(
                rf"\b(?:{english})\s(?:(?:the|former|[A-Z][a-z]+|[a-z]+(?:er|or|ist|ant|man|ent|ian))\s){{0,4}}$",
                before,
            )
            if re.search(rf"\b(?:was|were|been|being|be|is|are)\s(?:{english})", before + after):
                continue
            if acted and re.search(r"[,”\"’—]\s?$", before[: acted.start()]):
                continue  # "the margin is thin, warned Turner"
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
                verb = re.search(japanese, clause)
                if verb is None or _JA_TURNED.search(clause) or "が" in clause[1 : verb.start()]:
                    continue
                if _JA_ACTS.match(after):
                    roles.add("acts")
                elif _JA_ACTED_ON.match(after):
                    roles.add("acted on")
            else:
                if re.search(r"被|遭|受到|由", text):
                    continue
                if re.match(rf"^[^，。；：“”、和与及向对對的]{{0,6}}(?:{chinese})", after):
                    if not re.search(r"[向对對给給跟和与让讓把将將令使从從自由][^，。；：]{0,6}$", before):
                        roles.add("acts")
                elif re.search(rf"(?:{chinese})[^，。；：“”、]{{0,14}}$", before):
                    roles.add("acted on")
    return next(iter(roles)) if len(roles) == 1 else None


def _finding(
    context: Context, bead: Bead, at: int, start: int, end: int, actor: str, patient: str
) -> Finding:
    return CHECK.finding(
        "major",
        f"In the source {actor} acts and {patient} is acted on; here it is the other way round.",
        source=context.source.whole(bead.source),
        target=context.target.location(start, end, at),
        evidence={"acts in the source": actor, "is acted on": patient},
    )


CHECK = Check(
    id="roles",
    title="Roles",
    summary="names that changed places: who did what to whom",
    why=(
        "Told China and was told by China are two stories. The parties are whatever each sentence marks as doing a deed "
        "and as having it done to them, whatever the verb; the model says which phrase renders which."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    planted=("roles",),
    reads_names=True,
    examples=(
        Example(
            "住民団体が市教育委員会を提訴した。", "A residents' group sued the city's board of education."
        ),
        Example(
            "住民団体が市教育委員会を提訴した。",
            "The city's board of education sued a residents' group.",
            "sued a residents' group",
        ),
        Example("青浦队在主场输给了白塔队。", "Baita beat Qingpu away from home."),
        Example("青浦队在主场输给了白塔队。", "Baita lost to Qingpu at home.", "Baita lost to Qingpu"),
        Example("工會指控館方違反勞動法。", "The union accused the museum of breaking labor law."),
        Example(
            "工會指控館方違反勞動法。",
            "The museum accused the union of breaking labor law.",
            "accused the union",
        ),
        Example(
            "財団は研究チームに約3億円を助成した。", "The foundation granted the team about 300 million yen."
        ),
        Example(
            "協会は去年、審判から不正を指摘されていた。",
            "Last year the association had pointed out irregularities to a referee.",
            "the association had pointed out",
        ),
        Example(
            "提出休会的是校方，而不是家长。", "It was the school, not the parents, that proposed a recess."
        ),
        Example(
            "提出休会的是校方，而不是家长。",
            "It was the parents, not the school, that proposed a recess.",
            "the school",
        ),
    ),
    find=_find,
)
