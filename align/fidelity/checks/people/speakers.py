"""Words put into another's mouth: a speaker of the translation who is not in the source passage, while
the person who speaks there is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.document import Bead, Finding
from align.fidelity.actors.appearances import Appearance, Cast, cast
from align.fidelity.actors.speakers import (
    attributed,
    office_that_speaks,
    pronoun_speaks,
    referred,
    speakers_in_english,
    speakers_in_source,
    speaking_names,
)
from align.fidelity.actors.tellers import tellers_in_english, tellings
from align.fidelity.checks.check import Check
from align.fidelity.lexicon.contrasts import named as things
from align.fidelity.passage.context import Context

_TELLERS = "tellers.tsv"
_PRONOUN = re.compile("[他她彼]|同氏")
_REFERS = re.compile("同|彼|该|該|その|この|両|本人|自身|其|他|她|私|我")
_SPEAKS_FOR = re.compile("发言|發言|報道官|広報|スポークス|代表|代理人|担当")  # they are what they speak for
_BODY = re.compile(
    r"(?:The|the|its?|Its|local)\s(?:[\w'’-]+\s){0,3}(?:court|company|firm|government|ministry|police|hospital|school|university|council|committee"
    r"|union|party|bank|agency|bureau|board|panel|statement|newspaper|prosecution|authorities|department|team|club|prosecutors|operator|maker"
    r"|airline|city|county|prefecture|association|federation|institute|commission|report|study)\s*$"
)
_BACK = 3  # sentences in which who is meant by he is looked for


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    known = cast(context.source, context.target, context.names)
    for _, bead in context.paired():
        yield from _in_bead(context, known, bead)


def _in_bead(context: Context, known: Cast, bead: Bead) -> Iterator[Finding]:
    near = {one.who for one in known.here(bead.source)}
    named = {one.who for one in known.there(bead.target)}
    speaking: list[Appearance] = []
    for at in bead.source:
        sentence = context.source.sentences[at]
        speaking += speakers_in_source(
            sentence.text, sentence.start, known.source.get(at, []), context.source.language
        )
    spoken = [
        one
        for at in bead.target
        for one in speakers_in_english(
            context.target.sentences[at].text, context.target.sentences[at].start, known.target.get(at, [])
        )
    ]
    if not speaking:
        ways = _other_office, _referred, _body, _person, _unnamed
        yield from next((found for way in ways if (found := list(way(context, known, bead, spoken)))), ())
        return
    speakers = {one.who for one in speaking}
    if any(one.who in speakers for one in spoken) or (not spoken and speakers & named):
        return
    if not speakers & named and (lost := _lost(context, known, bead, speaking)):
        yield lost
        return
    if not spoken and speaking[0].kind == "person" and not _spelled(context, bead, known, speaking[0]):
        yield from _stranger(context, known, bead, speaking[0]) or _body_for(
            context, known, bead, speaking[0]
        )
        return
    own = [one for one in speaking if one.kind in ("person", "other")]
    for said in spoken:
        if said.kind not in ("person", "other") or not own:
            continue
        if said.who in near and (len(speakers) > 1 or len(spoken) > 1 or speakers & named):
            continue  # named there, too: only a single speaker who is gone has been replaced by another
        if speakers & named and _near_by(context, known, bead, said.who):
            continue
        if not speakers & named and _spelled(context, bead, known, own[0]):
            continue
        if _crossed(context, known, bead, said.who, own[0].who):
            continue
        speaker = known.spelled[own[0].who]
        where = "who only is named there" if said.who in near else "who is not named in that passage"
        yield CHECK.finding(
            "major",
            f"In the source {speaker} says this; here “{said.text}” does, {where}.",
            source=context.source.location(own[0].start, own[0].end, own[0].sentence),
            target=context.target.location(said.start, said.end, said.sentence),
            expected=context.names[own[0].who].expected if own[0].who < len(context.names) else speaker,
            evidence={"speaker": speaker, "found": said.text},
        )
        return


def _referred(context: Context, known: Cast, bead: Bead, spoken: Sequence[Appearance]) -> Iterator[Finding]:
    """The source says he or 同氏, or leaves the subject out, of whoever spoke or acted in the sentence before; here
    somebody else speaks, whom neither that sentence nor the passage names."""
    if context.reprint == "free" or len(spoken) != 1 or spoken[0].kind not in ("person", "other"):
        return
    said = spoken[0]
    for at in bead.source:
        sentence = context.source.sentences[at]
        place = referred(sentence.text, context.source.language)
        before = _before(context, known, at) if place else None
        if place is None or before is None:
            continue
        speaker, persons = before
        if said.who in persons or _named_in(context, known, said.who, at):
            return
        yield CHECK.finding(
            "major",
            f"In the source {known.spelled[speaker]} says this (“{sentence.text[slice(*place)]}”); here “{said.text}” "
            "does.",
            source=context.source.location(sentence.start + place[0], sentence.start + place[1], at),
            target=context.target.location(said.start, said.end, said.sentence),
            expected=context.names[speaker].expected if speaker < len(context.names) else None,
            evidence={"speaker": known.spelled[speaker], "found": said.text},
        )
        return


def _body(context: Context, known: Cast, bead: Bead, spoken: Sequence[Appearance]) -> Iterator[Finding]:
    """The source says he, and here a body speaks: the court for its lawyer."""
    for at in bead.source if not spoken else ():
        sentence = context.source.sentences[at]
        place = referred(sentence.text, context.source.language)
        before = _before(context, known, at) if place else None
        if place and before and _PRONOUN.match(sentence.text, place[0]):
            start = sentence.start + place[0]
            one = Appearance(before[0], "person", at, start, start + place[1] - place[0], "")
            yield from _body_for(context, known, bead, one)
            return


def _body_for(context: Context, known: Cast, bead: Bead, speaking: Appearance) -> list[Finding]:
    """The finding that a body speaks here in the place of a person whom nothing here renders."""
    target = context.target.text(bead.target)
    titles = "".join(known.titles.get(speaking.who, ()))
    if context.condensed or pronoun_speaks(target) or _SPEAKS_FOR.search(titles):
        return []
    told = {one.thing for one in things(context.source.text(bead.source), context.source.language, _TELLERS)}
    for start, end in tellers_in_english(target):
        kinds = things(target[start:end], "en", _TELLERS)
        if _BODY.match(target[start:end]) and not any(one.thing in told for one in kinds):
            place = context.target.place(bead.target, start, end)
            return [
                CHECK.finding(
                    "major",
                    f"In the source {known.spelled[speaking.who]} says this; here “{place.text.strip()}” does.",
                    source=context.source.location(speaking.start, speaking.end, speaking.sentence),
                    target=place,
                    evidence={"speaker": known.spelled[speaking.who], "found": place.text.strip()},
                )
            ]
    return []


def _stranger(context: Context, known: Cast, bead: Bead, speaking: Appearance) -> list[Finding]:
    """The finding that a person speaks here whom the ledger does not know and the translation names elsewhere."""
    for at in bead.target:
        sentence = context.target.sentences[at]
        for match in speaking_names(sentence.text):
            full = re.compile(rf"\b(?:[A-Z][\w'’-]+\s{match['name']}|{match['name']}\s[A-Z][\w'’-]+)\b")
            others = [one.text for to, one in enumerate(context.target.sentences) if to not in bead.target]
            if match["name"] in known.words.get(speaking.who, ()) or not any(map(full.search, others)):
                continue
            start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
            return [
                CHECK.finding(
                    "major",
                    f"In the source {known.spelled[speaking.who]} says this; here “{match['name']}” does.",
                    source=context.source.location(speaking.start, speaking.end, speaking.sentence),
                    target=context.target.location(start, end, at),
                    evidence={"speaker": known.spelled[speaking.who], "found": match["name"]},
                )
            ]
    return []


def _person(context: Context, known: Cast, bead: Bead, spoken: Sequence[Appearance]) -> Iterator[Finding]:
    """Somebody without a name tells this in the source, an official or people who know; here a person of the article
    does."""
    if context.condensed or len(spoken) != 1 or spoken[0].kind != "person":
        return
    said, source = spoken[0], context.source.text(bead.source)
    tellers = [one for one in tellings(source, context.source.language) if one.who]
    titles = known.titles.get(said.who, frozenset())
    near = {one.who for one in known.here([*bead.source, *(at - 1 for at in bead.source if at)])}
    for one in tellers[:1]:
        who = source[slice(*one.who)] if one.who else ""
        if said.who in near and not _lost_teller(context, bead, who):
            return
        if _REFERS.search(who) or any(title[-2:] in who or who[-2:] in title for title in titles):
            return
        if said.who not in near and _named_in(context, known, said.who, bead.source[0]):
            return
        yield CHECK.finding(
            "major",
            f"In the source “{who}” says this; here “{said.text}” does.",
            source=context.source.place(bead.source, *(one.who or one.mark)),
            target=context.target.location(said.start, said.end, said.sentence),
            evidence={"speaker": who, "found": said.text},
        )


def _lost_teller(context: Context, bead: Bead, who: str) -> bool:
    """Whether those who tell are of a plain kind, people who know, that nothing of the translation says."""
    given = {one.thing for one in things(context.target.text(bead.target), "en", _TELLERS)}
    wanted = [one.thing for one in things(who, context.source.language, _TELLERS) if one.plain]
    return bool(wanted) and not any(thing in given for thing in wanted)


def _before(context: Context, known: Cast, at: int) -> tuple[int, set[int]] | None:
    """Who speaks or acts in the nearest sentence before one that names anybody outside quotations, and everybody whom
    that sentence and the one itself name; None where nobody plainly does."""
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        sentence = context.source.sentences[back]
        present = [
            one for one in known.source.get(back, ()) if one.kind == "person" and not _quoted(context, one)
        ]
        if not present:
            continue
        speaking = speakers_in_source(sentence.text, sentence.start, present, context.source.language)
        persons = {one.who for index in range(back, at + 1) for one in known.source.get(index, ())}
        if not speaking and len({one.who for one in present}) > 1:
            return None
        return (speaking or present)[-1].who, persons
    return None


def _quoted(context: Context, one: Appearance) -> bool:
    return any(quote.start < one.start < quote.end for quote in context.source.quotations)


def _named_in(context: Context, known: Cast, who: int, at: int) -> bool:
    """Whether a sentence or the one before it holds a part of a name that the ledger did not find there."""
    around = context.source.text([max(0, at - 1), at])
    name = known.spelled[who]
    parts = [part for part in re.split(r"[·・•‧＝=\s]", name) if len(part) > 1] or [name]
    return any(part in around or part[:2] in around for part in (*parts, *known.words.get(who, ())))


def _unnamed(context: Context, known: Cast, bead: Bead, spoken: Sequence[Appearance]) -> Iterator[Finding]:
    """The source lets somebody speak whom it named before (同氏は, or nobody at all); here somebody does whose name
    stands nowhere near in the source."""
    spans = [(context.source.sentences[at].start, context.source.sentences[at].end) for at in bead.source]
    if not any(quote.overlap(*span) >= 10 for quote in context.source.quotations for span in spans):
        return
    for said in spoken:
        if said.kind == "person" and not _near_by(context, known, bead, said.who):
            yield CHECK.finding(
                "minor",
                f"“{said.text}” speaks here; the source does not name {known.spelled[said.who]} near this passage.",
                source=context.source.whole(bead.source),
                target=context.target.location(said.start, said.end, said.sentence),
                evidence={"found": said.text},
            )
            return


def _near_by(context: Context, known: Cast, bead: Bead, who: int) -> bool:
    """Whether a name, or a part of it, stands in the passage or within six sentences of it."""
    around = context.source.text(sorted({*bead.source, *context.nearby_source(bead, 6)}))
    name = known.spelled[who]
    parts = [part for part in re.split(r"[·・•＝=\s]", name) if len(part) > 1] or [name]
    if len(name) > 1 and re.search(rf"(?<![一-龯]){re.escape(name[0])}(?![一-龯])", around):
        return True  # 尹は, by a surname of one character
    if len(parts) == 1 and len(name) > 2 and not re.search("[ァ-ヶ]", name):
        parts += [name[:2], name[-2:]]
    words = [word for word in known.words.get(who, ()) if len(word) > 2]
    return any(part in around for part in (*parts, *words))


def _other_office(
    context: Context, known: Cast, bead: Bead, spoken: Sequence[Appearance]
) -> Iterator[Finding]:
    """The source lets an office speak (同長官は), which one of its people holds; here another one does, to whom
    the source gives other titles only."""
    near = {one.who for one in known.here([*bead.source, *context.nearby_source(bead)])}
    for at in bead.source:
        sentence = context.source.sentences[at]
        office = office_that_speaks(sentence.text, context.source.language)
        if office is None:
            continue
        holders = [
            who for who, titles in known.titles.items() if any(one.endswith(office[-2:]) for one in titles)
        ]
        for to in bead.target:
            for said in (one for one in spoken if one.sentence == to):
                titles = known.titles.get(said.who, frozenset())
                if not holders or said.who in holders or said.who in near or not titles:
                    continue
                yield CHECK.finding(
                    "major",
                    f"In the source {known.spelled[holders[0]]} ({office}) says this; here “{said.text}” does.",
                    source=context.source.location(sentence.start, sentence.end, at),
                    target=context.target.location(said.start, said.end, to),
                    evidence={"speaker": known.spelled[holders[0]], "found": said.text},
                )
                return


def _lost(context: Context, known: Cast, bead: Bead, speaking: Sequence[Appearance]) -> Finding | None:
    """The finding that words quoted in the source, with their speaker, stand without one here and nearby."""
    spans = [(context.source.sentences[at].start, context.source.sentences[at].end) for at in bead.source]
    quoted = any(quote.overlap(*span) >= 10 for quote in context.source.quotations for span in spans)
    near = [*bead.target, *context.nearby_target(bead)]
    if not quoted or attributed(context.target.text(near)):
        return None
    if any(one.who in {other.who for other in known.there(near)} for one in speaking):
        return None
    speaker = known.spelled[speaking[0].who]
    return CHECK.finding(
        "minor",
        f"In the source {speaker} says this; here nobody does.",
        category="accuracy/omission",
        source=context.source.location(speaking[0].start, speaking[0].end, speaking[0].sentence),
        target=context.target.whole(bead.target),
        evidence={"speaker": speaker},
    )


def _crossed(context: Context, known: Cast, bead: Bead, said: int, speaking: int) -> bool:
    """Whether the two only changed sentences: the one is next door in the source, the other here."""
    before_or_after = {one.who for one in known.here(context.nearby_source(bead))}
    moved_to = {one.who for one in known.there(context.nearby_target(bead))}
    left = {one.who for at in context.nearby_source(bead) for one in known.source.get(at, ())}
    return said in before_or_after and speaking in moved_to and speaking not in left


def _spelled(context: Context, bead: Bead, known: Cast, one: Appearance) -> bool:
    """Whether the bead's translation holds a word near enough to a reading of the name."""
    from rapidfuzz.distance import JaroWinkler

    if one.who >= len(context.names):
        return any(word in context.target.text(bead.target) for word in known.words[one.who])
    entry = context.names[one.who]
    parts = {part.lower() for reading in entry.readings for part in reading.romanized.split()}
    parts |= {word.lower() for word in known.words[one.who]}
    words = {
        word.strip(".,'’\"”").lower()
        for word in context.target.text(bead.target).split()
        if word[:1].isupper()
    }
    return any(JaroWinkler.similarity(word, part) >= 0.86 for word in words for part in parts)


CHECK = Check(
    id="speakers",
    title="Speakers",
    summary="words put into another person's mouth",
    why="Whoever is quoted answers for the words.",
    categories=("accuracy/mistranslation", "accuracy/omission"),
    severities=("critical", "major", "minor"),
    planted=("speaker",),
    reads_names=True,
    find=_find,
)
