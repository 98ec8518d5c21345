"""Two parties of a deed, and whether a translation has each in the other's place.

Which phrase renders which is asked of the model with the phrases alone, so that neither their order nor the sentence
around them can suggest an answer. Of the two ways to pair two phrases with two, the likelier one must be so by far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.fidelity.actors.deeds import Act, Span
from align.model import WordModel

# In nats, and as shares of the English words accounted for; chosen by hand on right news.
_BY_FAR, _RENDERED, _BETTER = 12.0, 0.5, 0.2
_BY_VERY_FAR, _HARDLY_BETTER = 25.0, 0.1


@dataclass(frozen=True, slots=True)
class Turned:
    """An act of the source, the act of the translation that has its parties the other way round, and by how much
    likelier they are so."""

    source: Act
    target: Act
    gain: float


def turned_round(
    words: WordModel, texts: tuple[str, str], acts: tuple[Sequence[Act], Sequence[Act]], language: str
) -> list[Turned]:
    """The acts of a passage's English translation whose parties stand exchanged: every act of the source by the same
    deed has them so, as far as it can be told, and one plainly."""
    found = []
    for there in acts[1]:
        gains = [
            (here, _gain(words, texts, here, there, language)) for here in acts[0] if here.deed == there.deed
        ]
        plain = [(here, gain) for here, gain in gains if gain is not None]
        crossed = [(here, gain) for here, gain in plain if gain >= _BY_FAR]
        if crossed and all(gain > -_BY_FAR for _, gain in plain):
            here, gain = max(crossed, key=lambda one: one[1])
            found.append(Turned(here, there, gain))
    return found


def _gain(words: WordModel, texts: tuple[str, str], here: Act, there: Act, language: str) -> float | None:
    """By how many nats the parties render each other crosswise rather than straight; None where the likelier way is
    not borne out by the words."""
    pairs = {
        (one, other): _looked(words, _text(texts[0], mine), _text(texts[1], theirs), language)
        for one, mine in (("agent", here.agent), ("patient", here.patient))
        for other, theirs in (("agent", there.agent), ("patient", there.patient))
    }
    straight = pairs["agent", "agent"], pairs["patient", "patient"]
    crossed = pairs["agent", "patient"], pairs["patient", "agent"]
    gain = sum(one[0] for one in crossed) - sum(one[0] for one in straight)
    likelier, other = (crossed, straight) if gain > 0 else (straight, crossed)
    if min(one[1] for one in likelier) < _RENDERED:
        return None
    better = sum(one[1] for one in likelier) - sum(one[1] for one in other)
    return gain if better >= (_HARDLY_BETTER if abs(gain) >= _BY_VERY_FAR else _BETTER) else None


def _looked(words: WordModel, source: str, target: str, language: str) -> tuple[float, float]:
    """The log-probability of two phrases rendering each other, and the share of the English one accounted for."""
    look = words.evidence(source, target, language, "en")
    covered = look.covered.target
    return float(look.forward.sum() + look.backward.sum()), float(covered.mean()) if len(covered) else 0.0


def _text(text: str, span: Span) -> str:
    return text[span[0] : span[1]]
