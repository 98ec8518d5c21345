"""Names in English text: capitalised spans, less what only begins a sentence or stands before a name.

Initials (J. D. Vance), particles (von der Leyen, bin Salman), hyphens, possessives and honorifics are
known; a headline in capitals is read word by word, because nothing in it tells names from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from align.document import Mention, MentionKind, Sentence

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİŁĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = (
    rf"[{_UPPER}](?:\.(?:[{_UPPER}]\.)+|\.(?=\s[{_UPPER}])|(?:[^\W\d_]|['’](?=[^\W\d_])|[-‐–](?=[^\W\d_]))*)"
)
_PARTICLES = "de del della der den di da dos du van von bin ibn al el la le ten ter zu af av bint"
_SPAN = re.compile(
    rf"(?:(?:al|el|d|O)[-'’])?{_WORD}(?:(?:[ \u00a0\t]|[ \t]?\n(?=\S))"
    rf"(?:(?:{'|'.join(_PARTICLES.split())}|of the|of|for)[ \u00a0])*(?:(?:al|el|ul)[-'’])?{_WORD})*"
)
_COLLECTIVE = (
    "people's",
    "people’s",
    "women's",
    "women’s",
    "children's",
    "children’s",
    "workers'",
    "workers’",
)
_POSSESSIVE = re.compile("['’]s?$")
_ORGANISATION = re.compile(
    r"(?i)\b(?:ministry|bank|universit\w+|college|school|institute|company|co|corp|inc|ltd|group|agency|association|"
    r"party|parliament|congress|senate|diet|council|committee|commission|court|union|federation|organi[sz]ation|"
    r"department|bureau|office|administration|center|centre|museum|hospital|railway|airlines|motor|motors|steel|"
    r"line|lines|forces?|fund|reserve|league|club|foundation|laboratory|press|news|times|daily|post|shimbun)\b\.?"
)
_PLACE = re.compile(
    r"(?i)\b(?:prefecture|province|city|county|island|islands|river|lake|mountain|bay|sea|strait|peninsula|"
    r"district|ward|town|village|airport|port|station|street|road|republic|kingdom|states?)\b"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"”’)]*\s+|[\n“\"‘(]\s*|--\s*|—\s*)$")


@cache
def _words(name: str) -> frozenset[str]:
    text = files("align.names").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.rstrip(".").lower()


def english_mentions(text: str, sentences: Sequence[Sentence]) -> list[Mention]:
    """The names of an English article in order; offsets into ``text``, without title and possessive.

    Sentences of the article's headings may be given too; what lies outside all sentences is not read.
    """
    lower = frozenset(re.findall(r"(?<![\w'’-])[a-zà-ÿ]+(?![\w])", text))
    mentions = []
    for number, sentence in enumerate(sentences):
        letters = [c for c in sentence.text if c.isalpha()]
        if len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
            mentions += _capitals(sentence, number)
            continue
        for match in _SPAN.finditer(sentence.text):
            if match.start() and sentence.text[match.start() - 1].isalnum():
                continue
            first = bool(_SENTENCE_START.search(sentence.text[: match.start()])) or match.start() == 0
            mentions += _from_span(match, first, sentence, number, lower)
    return mentions


def _capitals(sentence: Sentence, number: int) -> list[Mention]:
    """Each word of a line in capitals that is no ordinary word, as a mention of no known kind."""
    found = []
    for match in re.finditer(rf"[{_UPPER}][{_UPPER}'’-]+", sentence.text):
        name = _POSSESSIVE.sub("", match.group().removesuffix("'S").removesuffix("’S"))
        if len(name) > 2 and name.lower() not in _words("english_words.txt"):
            start = sentence.start + match.start()
            found.append(Mention(name, "other", number, start, start + len(name)))
    return found


def _from_span(
    match: re.Match[str], first: bool, sentence: Sentence, number: int, lower: frozenset[str]
) -> list[Mention]:
    """The mentions in one capitalised span: cut at possessives, titles split off the front."""
    tokens = [
        _Token(t.group(), match.start() + t.start(), match.start() + t.end())
        for t in re.finditer(r"\S+", match.group())
    ]
    ordinary, titles = _words("english_words.txt"), _words("english_titles.txt")
    found: list[Mention] = []
    group: list[_Token] = []
    groups: list[list[_Token]] = []
    for token in tokens:
        group.append(token)
        if _POSSESSIVE.search(token.text) and len(token.text) > 3 and token.bare not in _COLLECTIVE:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    for at, tokens in enumerate(groups):
        if first and at == 0:
            while tokens and tokens[0].bare in ordinary and not (len(tokens) == 1 and len(groups) > 1):
                tokens = tokens[1:]
            if len(tokens) == 1 and tokens[0].bare in lower and tokens[0].start == match.start():
                continue
        while tokens and (
            tokens[0].bare in _PARTICLES.split() or tokens[0].bare in ("of", "for", "and", "the")
        ):
            if tokens[0].text[0].isupper():
                break
            tokens = tokens[1:]
        if tokens:
            found += _named(tokens, titles, ordinary, sentence, number)
    return found


def _named(
    tokens: list[_Token], titles: frozenset[str], ordinary: frozenset[str], sentence: Sentence, number: int
) -> list[Mention]:
    """One mention from the tokens of a name with what stands before it as its title; two when an
    organisation or place comes before a title (``Toyota President Koji Sato``)."""
    whole = " ".join(t.text for t in tokens)
    last_title = max((i for i, t in enumerate(tokens) if t.bare in titles), default=-1)
    if last_title == len(tokens) - 1:
        if len(tokens) == 1 or all(t.bare in titles or t.bare in ordinary for t in tokens):
            return []
        if not _ORGANISATION.search(whole) and not _PLACE.search(whole):
            cut = next(i for i, t in enumerate(tokens) if t.bare in titles)
            return _mention(tokens[:cut], None, sentence, number) if cut else []
        return _mention(tokens, None, sentence, number)
    if last_title >= 0 and not _ORGANISATION.search(" ".join(t.text for t in tokens[last_title + 1 :])):
        start = next(i for i, t in enumerate(tokens) if t.bare in titles)
        title = " ".join(t.text for t in tokens[start : last_title + 1])
        before = _mention(tokens[:start], None, sentence, number) if start else []
        return before + _mention(tokens[last_title + 1 :], title, sentence, number)
    return _mention(tokens, None, sentence, number)


def _mention(tokens: list[_Token], title: str | None, sentence: Sentence, number: int) -> list[Mention]:
    while tokens and tokens[-1].text in ("of", "for", "the", "and", "I", "No."):
        tokens = tokens[:-1]
    if not tokens:
        return []
    ordinary = _words("english_words.txt")
    if all(t.bare in ordinary for t in tokens):
        return []
    start, end = tokens[0].start, tokens[-1].end
    name = sentence.text[start:end]
    stripped = _POSSESSIVE.sub("", name)
    if len(stripped) < 2:
        return []
    return [
        Mention(
            stripped, kind_of(stripped, title), number, sentence.start + start,
            sentence.start + start + len(stripped), title=title,
        )
    ]  # fmt: skip


def kind_of(name: str, title: str | None) -> MentionKind:
    """What the words of an English name say about its kind; ``other`` when they say nothing."""
    if title and not _PLACE.search(name):
        return "person"
    if _ORGANISATION.search(name) or re.fullmatch("[A-Z]{2,6}", name):
        return "organisation"
    return "place" if _PLACE.search(name) or name.lower() in _words("english_demonyms.txt") else "other"


def cuts(mention: Mention) -> list[Mention]:
    """The mention, and what is left of it without words that may only stand before or after the name:
    ``Starter Michael Olsen`` at the head of a sentence, ``Foreign Ministry Lin Jian``."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", mention.text)]
    found = [mention]
    joints = [i for i, (a, b) in enumerate(words) if mention.text[a:b] in ("of", "for", "the")]
    if joints and joints[0]:
        spans = [(0, joints[0]), (joints[-1] + 1, len(words))]
    elif len(words) >= 5:  # a headline in title case
        spans = [(a, b) for a in range(len(words)) for b in range(a + 1, min(a + 4, len(words)) + 1)]
    elif len(words) >= 3:
        spans = [(1, len(words)), (2, len(words)), (0, len(words) - 1)]
    else:
        spans = [(1, 2)] if len(words) == 2 and mention.kind != "person" else []
    for a, b in spans:
        start, end = words[a][0], words[b - 1][1]
        text = _POSSESSIVE.sub("", mention.text[start:end])
        found.append(
            replace(mention, text=text, start=mention.start + start, end=mention.start + start + len(text))
        )
    return found
