"""Words put into another's mouth: a speaker of the translation who is not in the source passage, while
the person who speaks there is gone."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Bead, Finding
from align.fidelity.attributions import speakers_in_english, speakers_in_source
from align.fidelity.cast import Appearance, Cast, cast
from align.fidelity.checks.check import Check
from align.fidelity.context import Context


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
    if not speaking or any(one.who in named for one in speaking):
        return
    for at in bead.target:
        sentence = context.target.sentences[at]
        for said in speakers_in_english(sentence.text, sentence.start, known.target.get(at, [])):
            if said.who in near or said.kind not in ("person", "other"):
                continue
            own = [one for one in speaking if one.kind in ("person", "other")]
            if not own or _spelled(context, bead, known, own[0]):
                continue
            if _crossed(context, known, bead, said.who, own[0].who):
                continue
            speaker = known.spelled[own[0].who]
            yield Finding(
                "speakers",
                "accuracy/mistranslation",
                "major",
                f"In the source {speaker} says this; here “{said.text}” does, who is not named in that passage.",
                source=context.source.location(own[0].start, own[0].end, own[0].sentence),
                target=context.target.location(said.start, said.end, at),
                expected=context.names[own[0].who].expected if own[0].who < len(context.names) else speaker,
                evidence={"speaker": speaker, "found": said.text},
            )
            return


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


CHECK = Check("speakers", "words put into another person's mouth", _find)
