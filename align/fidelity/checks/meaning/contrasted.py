"""This and not that, turned round: the cost of materials, not wages, for 原材料高ではなく人件費.

The source sets what it denies against what it affirms, and so does the translation; told is a translation whose words
for the one render the other, on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Bead, Location
from align.fidelity.passage.context import Context
from align.fidelity.passage.rendering import Rendering, Span, rendering
from align.languages.traits import family
from align.names.script.symbols import simplified

_RENDERS = 0.5  # of a word's attention, in all, that a side must have of the other one; chosen by hand
_SOURCES = {
    "ja": (
        re.compile(
            r"(?P<no>[^、。「」はが]{1,20})(?<!だけ)(?<!ばかり)(?<!のみ)では?なく(?!な)(?:て)?、?(?P<yes>[^、。「」]{1,24})"
        ),
    ),
    "zh": (
        re.compile(
            r"(?:不是|并非|不在于?)(?P<no>[^，。；“”]{1,24})，?而(?:是|在于?)(?P<yes>[^，。；“”]{1,24})"
        ),
        re.compile(r"(?P<yes>[^，。；“”是在]{1,20}?)，?而(?:不是|不在于?|非|并非)(?P<no>[^，。；“”]{1,20})"),
    ),
}
_NOT = re.compile(r"(?i)\b(?:not|rather than|instead of|as opposed to)\b")
_UP_TO = re.compile(r"[.;:,!?()“”\"]|\s(?:but|that|which|who)\s")
_BUT = re.compile(r"(?i),?\s+but\s+(?:rather\s+)?")
_WORDS = 7  # beside an English not that may be what it sets against something


def contrasted(context: Context, bead: Bead) -> tuple[Location, Location] | None:
    """What a source denies and affirms in one breath, and the English words that turn it round; None where nothing
    does."""
    patterns = _SOURCES.get(family(context.source.language), ())
    source = context.source.text(bead.source)
    plain = simplified(source) if context.source.language.startswith("zh") else source
    if len(plain) != len(source) or context.target.language != "en":
        return None
    found = [match for pattern in patterns for match in pattern.finditer(plain)]
    look = rendering(context, bead) if found and _NOT.search(context.target.text(bead.target)) else None
    for match in found if look is not None else ():
        assert look is not None
        denied, affirmed = match.span("no"), match.span("yes")
        sides = list(_sides(look.target))
        turned = [one for one in sides if _renders(look, one, (affirmed, denied))]
        if turned and not any(_renders(look, one, (denied, affirmed)) for one in sides):
            first, last = sorted(turned[0])
            return (
                context.source.place(bead.source, *match.span()),
                context.target.place(bead.target, first[0], last[1]),
            )
    return None


def _renders(look: Rendering, english: tuple[Span, Span], source: tuple[Span, Span]) -> bool:
    """Whether what English denies renders the first of two spans of the source more than the second, and what it
    affirms the second more than the first."""
    for one, own, other in ((english[0], *source), (english[1], *source[::-1])):
        mine, its = look.shares(one, own)[0], look.shares(one, other)[0]
        if mine < _RENDERS or mine < 2 * its:
            return False
    return True


def _sides(text: str) -> Iterator[tuple[Span, Span]]:
    """What an English text denies and what it sets against that: not X but Y; Y, not X; Y rather than X."""
    for match in _NOT.finditer(text):
        denied = _first_words(text, match.end())
        but = _BUT.match(text, denied[1])
        if but is not None:
            yield denied, _first_words(text, but.end())
        yield denied, _last_words(text, match.start())


def _first_words(text: str, start: int) -> Span:
    words = re.compile(rf"(?:\s*[^\s]+){{0,{_WORDS}}}").match(text, start)
    stop = words.end() if words else len(text)
    end = _UP_TO.search(text, start, stop)
    return start, end.start() if end else stop


def _last_words(text: str, end: int) -> Span:
    ahead = text[:end].rstrip(" ,—–")
    begin = max((match.end() for match in _UP_TO.finditer(ahead)), default=0)
    words = list(re.finditer(r"\S+", ahead[begin:]))
    return begin + words[-_WORDS].start() if len(words) > _WORDS else begin, len(ahead)
