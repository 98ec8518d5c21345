"""Offices of another class than the source gives: a prosecutor for a judge, a company's president for a director."""

# ruff: noqa: E501 - patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from align.document import Location, Mention, NameEntry
from align.fidelity.actors.offices import classes_in, offices_in_english, offices_in_source
from align.fidelity.passage.context import Context

SOURCE_OFFICE = (
    r"(?:首相|总理|總理|総理|大統領|总统|總統|大臣|外相|財務相|防衛相|国防相|法相|农相|農相|長官|长官|部长|部長|外长|外長|财长|財長|知事|州长|州長|省长|市長|市长|縣長|县长|議長|议长"
    r"|議員|议员|立委|委员|大使(?!館|馆)|主席|会長|会长|社長|社长|总裁|總裁|董事长|董事長|行長|行长|监督|監督|教练|教練|主帅|書記|书记|秘书长|秘書長|国务卿|國務卿|国务秘书|局長|局长|司令|参谋长|校長|校长|首席执行官|代表"
    r"|[\u4e00-\u9fff]{2,6}相(?=[はがもをのと、。「」（）]|$))"
)


@dataclass(frozen=True, slots=True)
class OtherOffice:
    """A person's office in the translation that is none of those the source gives the person, and what to say of it."""

    message: str
    source: Location
    target: Location
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Class:
    """A kind of office in English before a name, and behind or before it in the source."""

    name: str
    english: str
    source: str


_CLASSES = tuple(
    _Class(*row)
    for row in (
        ("minister", r"Minister", r"大臣|相$|次官|次長|次长|部长|部長|外长|外長|财长|財長|防长|大臣|閣僚|阁员|国務相|担当相|务卿|務卿|外相|首相|总理|總理|総理"),
        ("mayor", r"Mayor", r"市長|市长|町長|村長|区長|区长|镇长|鎮長"),
        ("governor", r"Governor|Gov\.", r"知事|州长|州長|总督|總督|行长|行長|総裁|总裁|省长"),
        ("president", r"President", r"大統領|总统|總統|主席|社長|社长|会長|会长|学長|学长|校长|校長|総裁|总裁|院长|院長|行长|行長|議長|议长|总经理|理事長|頭取|总干事|代表"),
        ("professor", r"Professor|Prof\.", r"教授|講師|博士|研究员|院长|院長|所长|所長|主任|医生|医師|学長|学部長|センター長|科长"),
        ("coach", r"[Cc]oach|[Mm]anager", r"監督|监督|コーチ|教练|教練|主帅|主帥|主任|経理|经理|マネ|支配人|[长長]$|[长長](?=[^員员官])"),
        ("lawmaker", r"Senator|Sen\.|Rep\.|MP|Representative|Congressman|Congresswoman", r"議員|议员|議員|委员|代表|代議士"),
    )
)  # fmt: skip


def other_offices(context: Context, entry: NameEntry) -> list[OtherOffice]:
    """The offices of another class that the translation gives a name, by its titles or else by any office beside it."""
    return list(_other_office(context, entry)) or list(_other_class(context, entry))


def _other_office(context: Context, entry: NameEntry) -> Iterator[OtherOffice]:
    """A name whose title in the translation is of another kind than every title the source gives it."""
    titles = [title for one in entry.mentions for title in _titles(context, one)]
    if entry.kind != "person" or not titles:
        return
    wanted = {one.name for one in _CLASSES for title in titles if re.search(one.source, title)}
    if not wanted:
        return
    near = [*titles, *(_around(context, one) for one in entry.mentions)]
    for target in entry.targets:
        if target.verdict not in ("accept", "variant") or target.mention.sentence < 0:
            continue
        sentence = context.target.sentences[target.mention.sentence]
        before = sentence.text[: target.mention.start - sentence.start]
        for one in _CLASSES:
            found = re.search(rf"(?:(?:[A-Z][\w.]*|and|of)\s){{0,3}}\b(?:{one.english})\s$", before)
            if found is None or one.name in wanted or any(re.search(one.source, text) for text in near):
                continue
            start = sentence.start + found.start()
            shown = found[0].strip()
            yield OtherOffice(
                f"“{shown}”: the source calls {entry.source} {' and '.join(dict.fromkeys(titles))}.",
                context.source.location(
                    entry.mentions[0].start, entry.mentions[0].end, entry.mentions[0].sentence
                ),
                context.target.location(start, target.mention.end, target.mention.sentence),
                {"office": shown, "in the source": titles[0]},
            )


# Words for whoever is above or among others; those for who is above say another office of a deputy.
_ABOVE = frozenset(("head", "chief", "leader"))
_OF_ANY = frozenset(
    "member leader head chief officer official adviser player captain guard boss manager fellow executive".split()
)


def _other_class(context: Context, entry: NameEntry) -> Iterator[OtherOffice]:
    """A person whose office in a sentence is of a class that none of the source's offices for that person is of."""
    wanted = offices_in_source(context.source, entry) if entry.kind == "person" else ()
    classes = frozenset(name for one in wanted for name in one.classes)
    if not classes:
        return
    for target in entry.targets:
        if target.verdict not in ("accept", "variant"):
            continue
        linked = {
            at for _, bead in context.paired() if target.mention.sentence in bead.target for at in bead.source
        }
        here = [one for one in entry.mentions if one.sentence in linked]
        beside = [one for one in wanted for mention in here if 0 <= one.start - mention.start + 30 <= 60]
        given = offices_in_english(context.target, target.mention)
        if (
            not beside
            or len(given) != 1
            or given[0].deputy
            or not given[0].classes
            or given[0].classes & classes
        ):
            continue
        said = given[0].text.lower().removesuffix("s")
        if said in _OF_ANY and not (said in _ABOVE and all(one.deputy for one in wanted)):
            continue
        if given[0].classes & classes_in(context.source.text(sorted(linked)), context.source.language):
            continue
        office = given[0]
        yield OtherOffice(
            f"“{office.text}” is another office than “{beside[0].text}”, which the source gives {entry.source}.",
            context.source.location(beside[0].start, beside[0].end),
            context.target.location(office.start, office.end),
            {"office": office.text, "in the source": beside[0].text},
        )


def _around(context: Context, mention: Mention) -> str:
    """What stands right behind a name, brackets and all: (委員長=青葉大教授)."""
    return context.source.article.text[mention.end : mention.end + 20] if mention.sentence >= 0 else ""


def _titles(context: Context, mention: Mention) -> Iterator[str]:
    """The title of a name in the source: behind it, or what runs up to it in Chinese."""
    if mention.title:
        yield mention.title
    if mention.sentence < 0:
        return
    sentence = context.source.sentences[mention.sentence]
    after = sentence.text[mention.end - sentence.start :]
    before = sentence.text[: mention.start - sentence.start]
    if behind := re.match(rf"^[^，。、；：“”「」（）()のはがをにと\s]{{0,8}}?{SOURCE_OFFICE}", after):
        yield behind[0]
    if ahead := re.search(r"[^，。、；：“”「」（）()のはがを\s]{2,14}$", before):
        yield ahead[0]
