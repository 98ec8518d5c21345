"""Two phrases that a verb of the source gives one slot each, and its translation the other one's.

No list says which verb renders which: the model's word alignment does, as it says which phrase renders which. What
counts is how much of its attention each phrase of the translation pays to either phrase of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.fidelity.actors.deeds import wordings
from align.fidelity.actors.slots.bound import Bound, bound, inside
from align.fidelity.actors.slots.chinese import chinese_frames
from align.fidelity.actors.slots.english import base_form, english_frames, straight_verbs
from align.fidelity.actors.slots.frame import Frame, Span
from align.fidelity.actors.slots.japanese import japanese_frames
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering

_CONTENT = re.compile("[一-龠々ァ-ヶ]")
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
    frames_of = japanese_frames if context.source.language == "ja" else chinese_frames
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
        if not any(_CONTENT.search(look.source[slice(*span)]) for span in spans):
            spans = unsaid if base_form(look.target[slice(*there.verb)]) in straight_verbs() else []
        here = [one for span in spans for one in frames_of(look.source, span)]
        if any(one.agent and there.agent and share.of(there.agent, one.agent) >= _MOSTLY for one in here):
            continue
        found = (
            _crossed(share, one, there) or _given(share, one, there) or _taken(share, one, there)
            for one in dict.fromkeys(here)
        )
        yield from [one for one in found if one is not None][:1]


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
    done_to = there.things if there.agent and share.renders(there.agent) else ()
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
