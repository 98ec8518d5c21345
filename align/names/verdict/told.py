"""Whether a text tells that a name is a person's by more than its characters."""

from __future__ import annotations

from align.names.mentions.chinese_segments import SIGN, beside
from align.names.mentions.entries import Name
from align.names.mentions.sides import Sides
from align.names.script.symbols import simplified


def certainly_person(name: Name) -> bool:
    """Whether a name is a person's by a list, a title or a spelling in brackets."""
    return bool(name.known) or any(m.title or m.original for m in name.mentions)


def told_in_chinese(sides: Sides, name: Name) -> bool:
    """Whether a verb of speech, a profession or the like stands beside a name in Chinese text."""
    for one in name.mentions:
        if one.sentence < 0:
            continue
        sentence = sides.source[one.sentence]
        text, start = simplified(sentence.text), one.start - sentence.start
        if len(text) == len(sentence.text) and beside(text, start, start + len(one.text)) >= SIGN:
            return True
    return False
