"""Who does what to whom in an English sentence, as far as its words tell without a parser."""

# ruff: noqa: E501 - word lists read best unbroken
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from align.fidelity.actors.deeds import Act, Span, Wording, forms, plainest, wordings

_AUXILIARY = (
    r"(?:has|have|had|having|will|would|could|may|might|can|cannot|did|do|does|not|never|should|must|to|be|been|being|also|later|then|"
    r"again|at\sfirst|initially|originally|recently|already|once|twice|first|further|repeatedly|still|now|only|just|again|narrowly|reportedly|formally|(?!family|ally|assembly|supply|rally|reply|monopoly|anomaly|bully|italy|july|fly)\w+ly"
    r"|plans?\sto|planned\sto|decided\sto|wants?\sto|wanted\sto|agreed\sto|moved\sto|tried\sto|sought\sto)"
)
_BEFORE_VERB = re.compile(rf"(?:\s{_AUXILIARY})*\s$")
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|get|gets|got)(?:\s(?:\w+ly|not|never|also|first))?\s$"
)
# What stands before a verb in its plain form; after other words the same form is a noun: strong support from.
_FINITE = re.compile(
    r"(?:\b(?:to|will|would|could|may|might|can|cannot|must|should|shall|not|did|do|does|\w+n['’]t|that|who|which|they|we|people|police)"
    r"(?:\s\w+ly)?|\w{3,}s)\s$"
)
_GAP = r"(?:\s[\w$¥€%.,'’-]+){0,8}?"
# Between a verb and what belongs to it: a thing, or whom it is done to (take * to court).
_BEHIND = {"~": _GAP, "*": r"\s(?P<patient>(?:[\w.'’&-]+\s){0,5}?[\w.'’&-]+)"}
# When, between a verb and whom it is done to: acquired the following year a rival.
_WHEN = (
    r"(?:\s(?:the\s(?:following|next|same)|last|earlier\sthis|later\sthat)\s(?:year|month|week|day|quarter))?"
)
# Where the phrase before a verb begins, and the one behind it ends.
_BEGINS = re.compile(
    r"[.;:!?“”\"()—–]|,(?=\s)|\b(?:that|which|who|whom|whose|and|but|or|while|whereas|although|though|because|since|after|before|when"
    r"|where|if|as|until|said|says|saying|than|how|whether|with)\b"
)
_ENDS = re.compile(
    r"[.;:!?“”\"()—–](?=\s|$|[“”\"])|,(?=\s)|\s(?:in|on|at|over|for|after|because|while|to|that|with|from|by|during|before|until|when|as|about"
    r"|against|into|under|if|who|which|whose|but|not|through|via|and\s\w+(?:ed|ing)|of\s\w+ing|\w+ing)(?=[\s,.]|$)"
)
_WHO = re.compile(r",?\s(?:who|which|that)$")
_LEADING = re.compile(
    r"^(?:(?:on|by|in)\s(?:\w+day|[A-Z]\w+\s\d+|\d{4})|(?:last|this|next)\s\w+|(?:earlier|later)(?:\s\w+)?|it\s(?:is|was|should\sbe|will\sbe"
    r"|would\sbe|must\sbe|had\sbeen)|also|then|now|still|instead|meanwhile|however|in\sturn)\s",
    re.IGNORECASE,
)
# The subject of a verb before, for one that comes after "and" or "but" without its own.
_SUBJECT = re.compile(
    r"(?:^|[,;“\"]\s?|\b(?:that|but|and|while|as|when|after|because)\s)(?P<np>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s[a-z][\w-]*(?:\s(?!that|who|which|has|had|have|was|were|is|are|will|would|can|could|may|might|should|must|be)[\w.'’-]+){0,4}?|(?:(?:[Tt]he|[Aa]n?)\s)?[A-Z][\w.'’-]*(?:\s[\w.'’-]+){0,3}?|[Ss]he|[Hh]e|[Tt]hey)"
    r"\s(?:has|had|have|was|were|is|are|will|would|\w+ed)\b"
)
_LONGEST = 70  # characters of a phrase


@cache
def _by_form() -> dict[str, tuple[Wording, ...]]:
    """The wordings that begin with a form of an English verb."""
    found: dict[str, list[Wording]] = defaultdict(list)
    for one in wordings("en"):
        shape = forms(one.verb.split(" ")[0])
        for form in {*shape.finite, shape.participle}:
            found[form].append(one)
    return {form: tuple(those) for form, those in found.items()}


@cache
def _patterns(wording: Wording) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A wording as active and as passive; the phrase of the patient begins where the first ends."""
    verb, _, rest = wording.verb.partition(" ")
    shape = forms(verb)
    behind = "".join(_BEHIND.get(word) or rf"\s{re.escape(word)}" for word in rest.split())
    own = "|".join(sorted({*shape.finite, shape.participle}, key=len, reverse=True))
    # The thing of a passive stands before the verb: which of "sold to A by B" is whom is not told here.
    passive = r"(?!)" if {"~", "*"} & set(rest) else rf"\b{shape.participle}{behind}(?:\s\w+){{0,2}}?\sby\s"
    when = "" if behind else _WHEN
    return re.compile(rf"\b(?:{own})\b{behind}{when}(?=\s|$|[.,])\s?"), re.compile(passive)


@cache
def _plain_forms() -> frozenset[str]:
    """The plain forms of verbs that are not their past as well, as beat and hit are."""
    verbs = {one.verb.split(" ")[0] for one in wordings("en")}
    return frozenset(verb for verb in verbs if verb not in forms(verb).finite[1:])


def english_acts(text: str) -> list[Act]:
    """The acts of an English text whose both parties are plain; phrases without a head of their own are left out."""
    return plainest(_acts(text))


def _acts(text: str) -> Iterator[Act]:
    words = dict.fromkeys(re.findall(r"[a-z]+", text))
    for wording in dict.fromkeys(one for word in words for one in _by_form().get(word, ())):
        active, passive = _patterns(wording)
        for match in passive.finditer(text):
            before = text[: match.start()]
            done = PASSIVE.search(before)
            patient = left(text, done.start() if done else match.start())
            agent = _right(text, match.end())
            if patient and agent:
                yield _act(wording, agent, patient, match.span())
        for match in active.finditer(text):
            before = text[: match.start()]
            noun = match[0].split()[0] in _plain_forms() and not _FINITE.search(before)
            if PASSIVE.search(before) or noun:
                continue
            within = match.groupdict().get("patient")
            agent = left(text, match.start())
            patient = match.span("patient") if within else _right(text, match.end())
            if agent and patient:
                yield _act(wording, agent, patient, match.span())


def _act(wording: Wording, agent: Span, patient: Span, verb: Span) -> Act:
    if wording.turned:
        agent, patient = patient, agent
    return Act(wording.deed, agent, patient, verb)


def _right(text: str, start: int) -> Span | None:
    """The noun phrase that begins at an offset."""
    end = _ENDS.search(text, start)
    stop = end.start() if end else len(text)
    return trimmed(text, start, min(stop, start + _LONGEST))


def left(text: str, stop: int) -> Span | None:
    """The noun phrase before a verb, its auxiliaries and a phrase between commas passed over."""
    cut = _BEFORE_VERB.search(text[:stop])
    stop = cut.start() if cut else stop
    before = text[:stop]
    if who := _WHO.search(before):
        stop = who.start()
        before = text[:stop]
    elif before.endswith(",") and (comma := before.rfind(",", 0, stop - 1)) >= max(0, stop - _LONGEST):
        stop, before = comma, text[:comma]
    begin = max((match.end() for match in _BEGINS.finditer(before) if match.end() <= stop), default=0)
    phrase = text[begin:stop]
    if not phrase.strip() and re.search(r"\b(?:and|but)$", before.rstrip()):
        last = list(_SUBJECT.finditer(before))
        return last[-1].span("np") if last else None
    return trimmed(text, begin, stop) if stop - begin <= _LONGEST + 20 else None


def trimmed(text: str, start: int, stop: int) -> Span | None:
    """A span without spaces at its ends and words of time in front; None where nothing of a party is left."""
    while start < stop and not text[start].isalnum():
        start += 1
    while leading := _LEADING.match(text[start:stop]):
        start += leading.end()
    while start < stop and not text[stop - 1].isalnum() and text[stop - 1] not in ".'’":
        stop -= 1
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", text[start:stop])]
    if all(word in _EMPTY for word in words) or (len(words) > 2 and not _FINITE_VERBS.isdisjoint(words)):
        return None
    return start, stop


_FINITE_VERBS = frozenset(
    "is are was were has have had would will could can may might be been he she they".split()
)
_EMPTY = frozenset(
    "it this that these those there what which who the a an its his her their to not be and or of is was are were".split()
)
