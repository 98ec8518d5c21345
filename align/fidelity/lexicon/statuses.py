"""How far a text says something has come: nearly done, considered, possible, decided, still ahead, done.

Japanese and Chinese say it behind or before the predicate; English by what stands right before its verb. The words are
tables, ``statuses.tsv`` of each language; which of them is said of what is grammar, here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon
from align.languages.traits import family
from align.names.script.symbols import simplified


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a source that say how far something has come, and on which side of them it stands; ``head`` is the
    predicate where the pattern itself holds it."""

    status: str
    start: int
    end: int
    side: str
    head: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Governed:
    """What English says of a verb by the words before it: the status, and their span with the verb."""

    status: str
    start: int
    end: int


def marks(text: str, language: str) -> tuple[Mark, ...]:
    """The marks of a Japanese or Chinese text, in order; of those that overlap the longer one counts."""
    plain = simplified(text) if language.startswith("zh") else text
    if len(plain) != len(text):
        plain = text
    found = [
        Mark(status, *match.span(), side, match.span("head") if "head" in pattern.groupindex else None)
        for status, side, pattern in _source_rows(family(language))
        for match in pattern.finditer(plain)
    ]
    kept: list[Mark] = []
    for one in sorted(found, key=lambda one: (one.status == "loose-open", one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


@cache
def _source_rows(folder: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (status, side, re.compile(pattern)) for status, side, pattern in lexicon.rows(folder, "statuses.tsv")
    )


# Adverbs and the like between an auxiliary and its verb; a first verb and "and"; a light verb with an article.
_ADVERBS = (
    r"(?:(?:also|soon|now|still|even|first|then|once|already|instead|again|just|all|officially|\w+ly)\s+)*"
)
_JOINED = rf"(?:(?:[\w’'-]+\s+){{1,7}}(?:and|or)\s+{_ADVERBS})?"
_ARTICLE = r"(?:an?|the|its|his|her|their|any)"
_LIGHT = rf"(?:(?:[\w-]+\s+)?{_ARTICLE}\s+(?:[\w-]+\s+)?)?"
_CLAUSE = re.compile(
    r"[,;:.!?()“”\"—–]\s*|\b(?:while|but|although|though|because|who|which|that|after|before|as)\s"
)
_RELATIVE = re.compile(r"\b(?:which|who|that) $")  # which weakened it
_NOT_BEFORE = frozenset(
    "a an the of in on by to for with from as its their his her our my this these those that some any no more most "
    "and or newly so very how what such not never be been being is are was were has had have will would may might "
    "could can should must do does did".split()
)


@cache
def _english_rows() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for group, status, pattern in lexicon.rows("en", "statuses.tsv"):
        if group == "governs":
            words = _spaced(re.sub(r" V(?:ing)?$", "", pattern))
            whole = rf"(?i)(?<![\w’'])(?:{words})\s+{_ADVERBS}{_JOINED}{_LIGHT}$"
            found[group].append((status, re.compile(whole)))
        else:
            found[status].append((status, re.compile(rf"(?i)(?<!\w)(?:{_spaced(pattern)})(?!\w)")))
    return {group: tuple(those) for group, those in found.items()}


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", r"\s+")


@cache
def _past_forms() -> frozenset[str]:
    return frozenset(
        form for forms in lexicon.table("en", "irregular_verbs.tsv").values() for form in forms[1:3]
    )


def past(word: str) -> bool:
    """Whether an English word has the form of a past tense or past participle."""
    word = word.lower()
    return (word.endswith("ed") and len(word) > 4 and not word.endswith("eed")) or word in _past_forms()


def governed(text: str, start: int, end: int, objects: bool = True) -> Governed | None:
    """What an English text says of the word at a span, as a verb or as the object of one: the nearest words before
    it in its clause that say how far it has come; None where nothing does. Objects of verbs in the simple past
    (launched a bus) count with ``objects`` only."""
    begin = max((match.end() for match in _CLAUSE.finditer(text[:start])), default=0)
    ahead, word = text[begin:start], text[start:end]
    found = [
        Governed(status, begin + match.start(), end)
        for status, pattern in _english_rows()["governs"]
        for match in pattern.finditer(ahead)
        if _fits(status, word, ahead[match.start() :])
    ]
    if found:
        return max(found, key=lambda one: one.start)
    return _simple_past(text, begin, start, end, objects)


def _fits(status: str, word: str, between: str) -> bool:
    """Whether the verb has the form that its auxiliary asks for: was dismissed, and not was a dismissal."""
    if status != "decided" and re.search(r"(?i)\b(?:not|never|no)\b|n['’]t\b", between):
        return False
    if status == "ongoing":
        return word.lower().endswith("ing")
    if status == "done":
        return past(word) and not re.search(r"\b(?:an?|the|its|his|her|their|and|or)\s", between)
    return True


def _simple_past(text: str, begin: int, start: int, end: int, objects: bool) -> Governed | None:
    """A verb in the simple past, or the object of one: launched a bus."""
    ahead, word = text[begin:start], text[start:end]
    before = re.findall(r"[\w’'-]+", ahead)
    if past(word):
        whose = before[-1].lower() not in _NOT_BEFORE if before else _RELATIVE.search(text[:start])
        if whose and not re.match(r"\s+by\b", text[end:]):
            return Governed("done", start, end)
        return None
    light = re.search(r"(?P<verb>[\w-]+)\s+(?:an?|the|its|his|her|their)\s+(?:[\w-]+\s+)?$", ahead)
    if (
        not objects
        or light is None
        or not past(light["verb"])
        or light["verb"] in ("was", "were")
        or len(before) < 3
    ):
        return None
    if re.search(r"(?i)\b(?:is|are|be|to|not|will|would|may|might|could)\b", ahead[: light.start()]):
        return None
    return Governed("done", begin + light.start("verb"), end)


def excuses(text: str, kind: str) -> Iterator[tuple[int, int]]:
    """The words of an English text that keep it from saying more than a kind of status: open, ahead, nearly."""
    for _, pattern in _english_rows()[kind]:
        yield from (match.span() for match in pattern.finditer(text))
