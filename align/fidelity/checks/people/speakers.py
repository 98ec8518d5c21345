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
    speakers_in_english,
    speakers_in_source,
)
from align.fidelity.checks.check import Check
from align.fidelity.passage.context import Context


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
        found = list(_other_office(context, known, bead))
        yield from found or _unnamed(context, known, bead, spoken)
        return
    speakers = {one.who for one in speaking}
    if any(one.who in speakers for one in spoken) or (not spoken and speakers & named):
        return
    if not speakers & named and (lost := _lost(context, known, bead, speaking)):
        yield lost
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
    if len(parts) == 1 and len(name) > 2 and not re.search("[ァ-ヶ]", name):
        parts += [name[:2], name[-2:]]
    words = [word for word in known.words.get(who, ()) if len(word) > 2]
    return any(part in around for part in (*parts, *words))


def _other_office(context: Context, known: Cast, bead: Bead) -> Iterator[Finding]:
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
            there = context.target.sentences[to]
            for said in speakers_in_english(there.text, there.start, known.target.get(to, [])):
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
