"""Who a text says tells what it says: によると, 据…报道, according to, officials said; and whether anybody does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon
from align.names.script.symbols import simplified

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”")
_VERB = (
    r"(?:said|says|say|told|tells|added|adds|stated|explained|explains|claimed|claims|argued|argues|insisted|announced"
    r"|noted|notes|warned|warns|wrote|writes|replied|revealed|stressed|emphasi[sz]ed|pointed out|acknowledged|admitted"
    r"|confirmed|declared|maintained|contended|asserted|reported|reports|denied|denies|believe|believes|think|suspect"
    r"|concluded|found|ruled|quoted|disclosed|alleged|indicated|suggested|estimates?|estimated|expects?|predicts?)"
)
_ADVERB = r"(?:(?:also|later|earlier|then|has|have|had|further|once|now|\w+ly|in a (?:\w+\s)?statement)\s)*"
_NOUNS = r"(?:[\w'’.&-]+\s){1,12}?"
_BEFORE = re.compile(
    r"(?:^|[,;:“”\"—–.(]\s?|\b(?:that|but|while|as|and|when|after|because|where|what|which)\s)"
    rf"(?P<who>{_NOUNS}){_ADVERB}{_VERB}\b"
)
_BEHIND = re.compile(
    rf"[,”\"’]\s{_ADVERB}{_VERB}\s"
    r"(?!(?:on|in|at|that|it|to|he|she|they|there|this|of|by|for|from|last|early|late|during|after|before|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|earlier|how|what|why|whether|no|not)\b)"
    r"(?P<who>[^,;.:”“\"]{2,90})"
)
_NAMED = re.compile(
    r"(?i)\b(?:according to|citing|cited|cites|quoting|quoted|(?:told|announced) by"
    r"|an? (?:report|statement) (?:by|in|from)|reported by|attributed to)\s(?P<who>[^,;.:”“\"]{2,90})"
)
_PUNCTUATED = ("said", "heard", "unnamed")  # a colon or a dash may stand for these
_SUBJECTS = {
    "ja": re.compile(r"(?P<who>[^、。\s]{1,40}?)(?:は|が|も)(?=[^。]|$)"),
    "zh": re.compile(r"(?P<who>[^，。；：“”]{2,48})"),
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """A place where a source says that somebody tells what it says: ``who`` and the words that say that he tells, as
    spans of the text that was looked at; ``said`` names the English words that can render it."""

    kind: str
    who: Span | None
    mark: Span
    said: str


def blanked(text: str) -> str:
    """A text of which quoted words are blanked, with every character in its place."""
    return _QUOTED.sub(lambda one: "・" * len(one[0]), text)


def tellings(text: str, language: str) -> Iterator[Telling]:
    """Where a Japanese or Chinese text says that somebody tells, or that something is hearsay, outside quotations."""
    plain = blanked(_plain(text, language))
    for kind, pattern, said in _patterns("ja" if language == "ja" else "zh"):
        for match in pattern.finditer(plain):
            who = match.span("who") if "who" in match.re.groupindex else None
            yield Telling(kind, who, match.span("mark"), said)


def words_of_telling(text: str, said: str) -> Iterator[Span]:
    """The words of an English text that can say that somebody tells; ``said`` names the list of such words."""
    return (match.span() for match in _english(said).finditer(text))


def tellers_in_source(text: str, language: str) -> Iterator[Span]:
    """The spans of a source that name who tells; where nobody plainly does, its subjects, who may."""
    named = [one.who for one in tellings(text, language) if one.who]
    if named:
        yield from named
        return
    plain = blanked(_plain(text, language))
    for match in _SUBJECTS["ja" if language == "ja" else "zh"].finditer(plain):
        yield match.span("who")


def tellers_in_english(text: str) -> Iterator[Span]:
    """The spans of an English text that name who tells: before said, behind said and behind according to."""
    for pattern in (_NAMED, _BEHIND, _BEFORE):
        for match in pattern.finditer(text):
            yield match.span("who")


def _plain(text: str, language: str) -> str:
    plain = simplified(text) if language.startswith("zh") else text
    return plain if len(plain) == len(text) else text


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (kind, re.compile(pattern), said)
        for kind, of, pattern, said in lexicon.rows("multilingual", "tellings.tsv")[1:]
        if of == language
    )


@cache
def _english(name: str) -> re.Pattern[str]:
    words = next(pattern for key, pattern in lexicon.rows("en", "said.tsv") if key == name)
    return re.compile(rf"(?i)\b(?:{words})\b" + ("|[:—]" if name in _PUNCTUATED else ""))
