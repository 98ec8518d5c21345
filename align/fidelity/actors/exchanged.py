"""Persons exchanged for one another within an article: the passage names one, its translation another.

Each of the two is spelled right, so that the ledger has nothing to say. What tells is that exactly one person of a
passage is rendered by no word of its translation, and exactly one stands there whom the passage does not name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.document import Bead, Mention, NameEntry
from align.fidelity.passage.context import Context

_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’-]+")
_PRONOUN = re.compile(r"(?i)\b(?:he|she|him|her|his|hers|himself|herself|who|whom|whose)\b")
_STANDS_FOR = re.compile(
    "[他她]|(?<!尤)其(?![余中他它实次間後])|彼|同氏|同社長|同相|前者|后者|後者|该|本人|自身|両氏|二人|两人|双方"
)
_ALIKE = 0.8  # Jaro-Winkler similarity of two spellings of one name; chosen by hand


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A person of the source, where the passage names him, and the spelling of another that stands in his place."""

    entry: NameEntry
    mention: Mention
    instead: NameEntry
    printed: Mention


def exchanged_person(context: Context, bead: Bead) -> Exchanged | None:
    """The person in whose place a passage's translation prints another of the same article; None where nobody's is."""
    persons = [entry for entry in context.names if entry.kind == "person" and len(entry.source) > 1]
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    if _STANDS_FOR.search(source):
        return None
    lost, gained = [], []
    for entry in persons:
        here = [one for one in entry.mentions if one.sentence in bead.source]
        there = [one for one in entry.targets if one.mention.sentence in bead.target]
        if here and not there:
            lost.append((entry, here[0]))
        elif there and not here and all(one.verdict == "accept" for one in there):
            gained.append((entry, there[0].mention))
    if len(lost) != 1 or len(gained) != 1:
        return None
    (entry, mention), (instead, printed) = lost[0], gained[0]
    if not _plain(entry) or _pairs(entry.source) & _pairs(instead.source):
        return None  # 弗拉基米尔•普 was cut from 普京
    if _PRONOUN.search(target) or _fits(entry, target, printed) or _near_by(instead, bead):
        return None
    return Exchanged(entry, mention, instead, printed)


def _plain(entry: NameEntry) -> bool:
    """Whether an entry is a person by more than the finder's word: a title, or its name printed elsewhere."""
    return any(one.title for one in entry.mentions) or any(one.verdict == "accept" for one in entry.targets)


def _pairs(name: str) -> set[str]:
    """The pairs of characters that follow each other in a name."""
    return {name[at : at + 2] for at in range(len(name) - 1) if not set("·•・") & set(name[at : at + 2])}


def _near_by(entry: NameEntry, bead: Bead) -> bool:
    """Whether a person is named in the sentence before a passage, so that a word of the passage may mean him."""
    first, last = min(bead.source), max(bead.source)
    return any(one.sentence in (first - 1, last + 1) for one in entry.mentions)


def _fits(entry: NameEntry, text: str, but: Mention) -> bool:
    """Whether a capitalised word of a text is, or resembles, a part of one of a name's readings or spellings."""
    from rapidfuzz.distance import JaroWinkler

    spelled = (
        *(one.romanized for one in entry.readings),
        *(one.mention.text for one in entry.targets),
        entry.expected,
    )
    parts = {part.lower() for one in spelled if one for part in one.split()}
    words = {word.lower() for word in _CAPITALISED.findall(text)} - {w.lower() for w in but.text.split()}
    return any(JaroWinkler.similarity(word, part) >= _ALIKE for word in words for part in parts)
