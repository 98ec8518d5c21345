"""Places that were exchanged: a country or city that the source names, and another in its stead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed
from align.fidelity.passage.sides import Side
from align.names.lists.places import Found, find_places, hinted
from align.names.verdict.unseen import explained

# What stands for a country, for the country of the readers, or for another place, that was named before.
_THAT_COUNTRY = re.compile("同(?:国|國)|[该該](?:国|國)|我们|我們|我々|われわれ|自国|自國")
_OUR_COUNTRY = re.compile("全国|全國|国内|國内|國內|本国|本國|我国|我國|わが国|我が国|邦")
_HOME = {"ja": ("Japan",), "zh": ("China", "Taiwan", "Hong Kong")}
_THAT_PLACE = re.compile(
    "同(?:市|県|省|州|地|町|村|区)|[该該本](?:市|省|州|地|县|県)|(?<![一-龯ァ-ヶ])[市県省州町]内|当地|當地|現地|地元"
)


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    for one in changed(context, "regions.tsv"):
        yield CHECK.finding(
            "major",
            f"“{one.target.text}” stands where the source names {one.source.text} ({one.wanted.name}).",
            source=one.source,
            target=one.target,
            expected=one.wanted.name,
        )
    here, there = _named(context.source), _named(context.target)
    if here and there:
        yield from _places(context, here, there)


def _places(
    context: Context, here: Mapping[int, Sequence[Found]], there: Mapping[int, Sequence[Found]]
) -> Iterator[Finding]:
    """A place of the lists for another."""
    accused = [
        (target.mention.start, target.mention.end)
        for entry in context.names
        for target in entry.targets
        if target.verdict == "conflict" or entry.kind == "person"
    ]
    known = {place.name for found in here.values() for one in found for place in one.places}
    persons = [
        (one.start, one.end) for entry in context.names if entry.kind == "person" for one in entry.mentions
    ]
    for _, bead in context.paired():
        mine = [(at, one) for at in bead.source for one in here.get(at, ())]
        theirs = [(at, one) for at in bead.target for one in there.get(at, ())]
        text = context.source.text(bead.source)
        left, strange = _unmatched(mine, theirs)
        lost = [
            (at, was)
            for at, was in left
            if (was.sure or (context.names and was.japanese and not was.city))
            and not _within(context.source, at, was, persons)
        ]
        gained = [
            (at, given)
            for at, given in strange
            if given.sure
            # A condensed reprint takes what it needs from elsewhere in the source.
            and not (context.condensed and any(place.name in known for place in given.places))
            and not hinted(text, given)
            and not (given.city and explained((given.places[0].name,), text, context.source.language)[0])
            and (not any(place.region for place in given.places) or any(_regions(was) for _, was in lost))
            and not _referred(text, given, context.source.language, known)
            and not _within(context.target, at, given, accused)
        ]
        if not lost or not gained:
            continue
        if any(_regions(given) for _, given in gained):
            lost = [row for row in lost if _regions(row[1])]
        yield from _exchanged(context, lost, gained)


def _named(side: Side) -> dict[int, list[Found]]:
    named = {
        at: find_places(sentence.text, side.language, with_cities=True)
        for at, sentence in enumerate(side.sentences)
    }
    return {at: found for at, found in named.items() if found}


def _regions(one: Found) -> bool:
    """Whether what is mentioned is a region that holds others, as 近畿 is; only such a one is told by another."""
    return all(place.region for place in one.places)


def _referred(text: str, given: Found, language: str, known: Set[str]) -> bool:
    """Whether a passage may mean a place without naming it: 同国, 当地, of those that the article names elsewhere."""
    countries = {place.name for place in given.places if place.name == place.country}
    if not countries.isdisjoint(_HOME[language[:2]]) and _OUR_COUNTRY.search(text):
        return True
    if known.isdisjoint(place.name for place in given.places):
        return False
    return bool((_THAT_COUNTRY if countries else _THAT_PLACE).search(text))


def _within(side: Side, at: int, one: Found, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention of a sentence overlaps a span of the article."""
    begin = side.sentences[at].start
    return any(begin + one.start < end and start < begin + one.end for start, end in spans)


def _unmatched(
    mine: Sequence[tuple[int, Found]], theirs: Sequence[tuple[int, Found]]
) -> tuple[list[tuple[int, Found]], list[tuple[int, Found]]]:
    """The mentions of the source that are left when each of the translation has taken the first that it renders,
    the same place before a kindred one; and those of the translation that found none and say a place that the
    source does not."""
    left, rest, strange = list(mine), [], []
    for row in theirs:
        same = next((one for one in left if one[1].places == row[1].places), None)
        if same is not None:
            left.remove(same)
        elif not any(one.places == row[1].places for _, one in mine):
            rest.append(row)
    for row in rest:
        akin = next((one for one in left if one[1].akin(row[1])), None)
        if akin is not None:
            left.remove(akin)
        elif (
            not any(one.places[0].country == one.places[0].name and one.akin(row[1]) for _, one in mine)
            or left
        ):
            strange.append(row)
    return left, strange


def _exchanged(
    context: Context,
    lost: Sequence[tuple[int, Found]],
    gained: Sequence[tuple[int, Found]],
) -> Iterator[Finding]:
    """What was lost and what was gained, each place once."""
    firsts = [
        list({one.places: (at, one) for at, one in reversed(side)}.values())[::-1] for side in (lost, gained)
    ]
    wanted_of, others = firsts
    for i, was in wanted_of:
        if not others:
            return
        # of several, the one in the same country: Busan, not Tokyo, for Gyeongju
        j, given = min(others, key=lambda one: one[1].places[0].country != was.places[0].country)
        others.remove((j, given))
        source, target = context.source.sentences[i], context.target.sentences[j]
        start, end = target.start + given.start, target.start + given.end
        wanted = " or ".join(place.name for place in was.places)
        yield CHECK.finding(
            "major",
            f"“{target.text[given.start : given.end]}” stands where the source names "
            f"{source.text[was.start : was.end]} ({wanted}).",
            source=context.source.location(source.start + was.start, source.start + was.end, i),
            target=context.target.location(start, end, j),
            expected=wanted,
        )


CHECK = Check(
    id="places",
    title="Places",
    summary="a country or city exchanged for another",
    why="Where it happened is half of the news.",
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    planted=("place",),
    examples=(
        Example("首相はフランスを訪れた。", "The prime minister visited France."),
        Example("首相はフランスを訪れた。", "The prime minister visited Germany.", "Germany"),
        Example("釜山ではなく慶州で開く。", "It will be held in Gyeongju, not in Busan."),
        Example("会議は韓国・大邱で開かれた。", "The meeting was held in Daejeon, South Korea.", "Daejeon"),
        Example("探査機は月の南極に降りた。", "The probe landed at the lunar south pole."),
        Example(
            "探査機は月の南極に降りた。", "The probe landed at the lunar north pole.", "lunar north pole"
        ),
        Example("他来自绍兴。", "He is from Jiaxing.", "Jiaxing"),
        Example("代表团访问了泰国。", "The delegation visited Thailand."),
        Example("代表团访问了泰国。", "The delegation visited Vietnam.", "Vietnam"),
    ),
    find=_find,
)
