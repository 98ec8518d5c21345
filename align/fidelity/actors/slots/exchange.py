"""Two phrases that a verb of the source gives one slot each, and its translation the other one's.

No list says which verb renders which: the model's word alignment does, as it says which phrase renders which. What
counts is how much of its attention each phrase of the translation pays to either phrase of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.actors.deeds import wordings
from align.fidelity.actors.slots.bound import Bound, bound, inside
from align.fidelity.actors.slots.chinese import chinese_frames
from align.fidelity.actors.slots.chinese import subjects as chinese_subjects
from align.fidelity.actors.slots.english import base_form, english_frames, straight_verbs
from align.fidelity.actors.slots.frame import Frame, Span
from align.fidelity.actors.slots.japanese import japanese_frames
from align.fidelity.actors.slots.japanese import subjects as japanese_subjects
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering

_CONTENT = re.compile("[一-龠々ァ-ヶ]")
_INTO = re.compile(r"\binto\s(?:the\s)?$")
_WHEN = re.compile("周[一二三四五六日末]|星期|[今昨明当][年天日晚]|目前|随后|此[前后]|[上下]午|近日|同[日时]")
_ASKED = re.compile("[ぁ-ん]{0,3}(?:よう|こと[をに])")
_CLAUSE = re.compile("[しりてたいくずがうえけ][、。]|[，；。]")
_ATTRIBUTE = re.compile(
    "[ぁ-ん]{0,6}(?:た|る|い|う)[一-龠ァ-ヶ0-9０-９]|の"
)  # a verb of a clause before its noun
_LINKED = 0.3  # of a token's attention, from which a verb renders another; these are chosen by hand
_MOSTLY, _HARDLY = 0.6, 0.15  # shares of a phrase's attention that goes into another


@dataclass(frozen=True, slots=True)
class ExchangedSlots:
    """A frame of the source and the frame of the translation in which two phrases stand exchanged."""

    source: Frame
    target: Frame
    other: Span
    """The phrase of the source, not the agent, that acts in the translation."""
    patient: Span
    """The phrase of the translation that acts in the source."""


def exchanged_slots(context: Context, bead: Bead) -> Iterator[ExchangedSlots]:
    """The exchanges of a bead, for a Japanese or Chinese source and an English translation."""
    share = bound(context, bead)
    if share is None:
        return
    look = share.look
    frames_of, subjects_of = (
        (japanese_frames, japanese_subjects)
        if context.source.language == "ja"
        else (chinese_frames, chinese_subjects)
    )
    frames = list(english_frames(look.target))
    said = {span for one in frames for span in _linked(look, one.verb)}
    unsaid = [
        span
        for span in look.look.source_offsets
        if span not in said and _CONTENT.search(look.source[slice(*span)])
    ]
    if any(one.turned and one.verb in look.source for one in wordings(_kind(context))):
        unsaid = []  # lost to: an English verb that no word renders may say it from the other's side
    for there in frames:
        spans = _linked(look, there.verb)
        linked = any(_CONTENT.search(look.source[slice(*span)]) for span in spans)
        if not linked:
            spans = unsaid if base_form(look.target[slice(*there.verb)]) in straight_verbs() else []
        here = [one for span in spans for one in frames_of(look.source, span)]
        straight = any(
            one.agent and there.agent and share.of(there.agent, one.agent, False) >= _MOSTLY for one in here
        )
        rules = (_moved,) if straight else (_crossed, _given, _taken, _moved)
        found = (rule(share, one, there) for one in dict.fromkeys(here) for rule in rules)
        done = next((one for one in found if one is not None), None)
        if done is None and linked and not straight:
            done = _other_subject(share, here, there, (list(subjects_of(look.source)), frames))
        if done is not None:
            yield done


def _kind(context: Context) -> str:
    return "ja" if context.source.language == "ja" else "zh"


def _linked(look: Rendering, verb: Span) -> list[Span]:
    """The source's tokens that a verb renders."""
    rows = inside(look.look.target_offsets, verb)
    mass = look.look.weights[rows].max(axis=0) if rows else np.zeros(0)
    return [look.look.source_offsets[at] for at in np.flatnonzero(mass >= _LINKED)]


def _crossed(share: Bound, here: Frame, there: Frame) -> ExchangedSlots | None:
    """Two phrases of a frame that render those of another crosswise."""
    if here.agent is None or there.agent is None or share.touches(there.agent, here.agent):
        return None
    if share.amount(here.agent):
        return None
    for other in here.others:
        if share.of(there.agent, other) < _MOSTLY or share.amount(other):
            continue
        for patient in there.others:
            if share.of(patient, here.agent) >= _MOSTLY and share.of(patient, other) <= _HARDLY:
                return ExchangedSlots(here, there, other, patient)
    return None


def _given(share: Bound, here: Frame, there: Frame) -> ExchangedSlots | None:
    """The agent of the source to whom something is done in the translation, with the same thing: the foundation gave
    money, and money was given to the foundation."""
    if here.agent is None or here.passive or (there.agent and share.touches(there.agent, here.agent)):
        return None
    done_to = there.things if there.agent and not there.passive else ()
    for patient in (*there.recipients, *done_to):
        if share.of(patient, here.agent, False) < _MOSTLY or share.amount(here.agent):
            continue
        for thing in here.things:
            if any(one != patient and share.of(one, thing, False) >= _MOSTLY for one in there.others):
                return ExchangedSlots(here, there, thing, patient)
    return None


def _taken(share: Bound, here: Frame, there: Frame) -> ExchangedSlots | None:
    """The one of the source to whom something is done who does it in the translation, with the same thing."""
    if here.passive or there.passive or there.agent is None:
        return None
    if _ASKED.match(share.look.source, here.verb[1]):
        return None  # asked the police to investigate
    for other in here.recipients:
        if share.of(there.agent, other, False) < _MOSTLY or (
            here.agent and share.touches(there.agent, here.agent)
        ):
            continue
        for thing in here.things:
            same = [one for one in there.others if share.of(one, thing, False) >= _MOSTLY]
            if same:
                return ExchangedSlots(here, there, other, same[0])
    return None


def _moved(share: Bound, here: Frame, there: Frame) -> ExchangedSlots | None:
    """What is merged into, or put in the place of, another, and that other, crosswise."""
    for thing in here.things:
        for goal in here.recipients:
            for given in there.things:
                for to in (one for one in there.recipients if _INTO.search(share.look.target, 0, one[0])):
                    if (
                        share.of(given, goal, False) >= _MOSTLY
                        and share.of(to, thing, False) >= _MOSTLY
                        and not share.touches(given, thing)
                        and not share.touches(to, goal)
                    ):
                        return ExchangedSlots(
                            Frame(here.verb, thing, (goal,)), Frame(there.verb, given, (to,)), goal, to
                        )
    return None


def _other_subject(
    share: Bound, here: Sequence[Frame], there: Frame, parties: tuple[Sequence[Span], Sequence[Frame]]
) -> ExchangedSlots | None:
    """The agent of the source and the subject of another of its clauses, of whom each is said in the translation to do
    what the other does."""
    agents = list(dict.fromkeys(one.agent for one in here if one.agent))
    if (
        there.agent is None
        or len(agents) != 1
        or share.touches(there.agent, agents[0])
        or share.amount(agents[0])
    ):
        return None
    mine = next(one for one in here if one.agent == agents[0])
    if _nested(share.look, mine, parties[1]):
        return None
    others = [
        span
        for span in parties[0]
        if not _over(span, agents[0]) and span not in mine.others and _apart(share.look.source, span, mine)
    ]
    acting = [
        span for one in parties[1] for span in ((one.agent,) if not one.passive else one.others[:1]) if span
    ]
    for other in others:
        if share.of(there.agent, other, False) < _MOSTLY or share.amount(other):
            continue
        if _WHEN.match(share.look.source, other[0]):
            continue
        for span in acting:
            apart = not _over(span, there.agent) and not share.touches(span, other)
            if apart and share.of(span, agents[0], False) >= _MOSTLY:
                return ExchangedSlots(mine, there, other, span)
    return None


def _nested(look: Rendering, mine: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the subject of a verb may be another verb's: the translation has one for what stands in between, or the
    verb belongs to the noun behind it."""
    if mine.agent is None or _ATTRIBUTE.match(look.source, mine.verb[1]):
        return True
    begin, end = mine.agent[1], mine.verb[0]
    return any(begin <= span[0] < end for one in frames for span in _linked(look, one.verb))


def _apart(text: str, other: Span, mine: Frame) -> bool:
    """Whether a subject of the source has a verb of its own: behind the other's, or before the other's subject."""
    if mine.agent is None or len(text[slice(*other)]) < 2 or len(text[slice(*mine.agent)]) < 2:
        return False
    if other[0] > mine.verb[1]:
        return True
    return other[1] <= mine.agent[0] and _CLAUSE.search(text[other[1] : mine.agent[0]]) is not None


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
