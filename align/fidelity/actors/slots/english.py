"""The frames of an English text, by the forms of verbs, auxiliaries and prepositions; no list of verbs."""

# ruff: noqa: E501 - word lists read best unbroken
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.fidelity.actors.deeds import forms, wordings
from align.fidelity.actors.english_acts import PASSIVE, left, trimmed
from align.fidelity.actors.slots.frame import Frame, Span, converses
from align.languages import lexicon

_WORD = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
_PARTICLE = re.compile(r"\s(?:out|up|down|off|over|away|back|aside|forward)(?=\s)")
_AFTER = re.compile(
    r"(?:\b(?:to|will|would|could|may|might|can|cannot|must|should|shall|not|did|do|does|never|\w+n['’]t)(?:\s\w+ly)?)\s$"
)
_PERFECT = re.compile(
    r"\b(?:has|have|had|having)(?:\s(?:\w+ly|not|never|also|already|since|repeatedly|once))*\s$"
)
_PROGRESSIVE = re.compile(r"\b(?:is|are|was|were|been)(?:\s(?:\w+ly|not|also|now|still))?\s$")
# Before a word that looks like the past of a verb and is an adjective, or stands for a noun.
_ATTRIBUTE = re.compile(
    r"(?:^|\b(?:the|an?|its|his|her|their|our|my|this|that|these|those|of|in|for|with|from|at|on|by|no|more|most|very|as|and|or|newly|recently|some|all|many|other)\s|[\d-]\s?)$",
    re.IGNORECASE,
)
_VERB_BEHIND = re.compile(
    r"\s(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|\w+ed)\b"
)
_NEVER = frozenset(
    "said says say need speed seed indeed hundred sacred naked red bed used based united according including called named supposed aged allied"
    " will would can could may might shall should must ought the his her their its any each both other than then them him us not never also expected estimated increased reduced limited related fixed was were is are been be had has have did does do".split()
)
_WISHES = re.compile(
    r"\s(?P<verb>(?:hop|want|agree|decid|plan|refus|offer|promis|vow|pledg|threaten|try|tri|intend|expect|propos|seek|sought|aim|agre)(?:e|es|ed|s|ied|ies|ned|ning|ing)?)\sto\s(?:\w+ly\s)?$"
)
_PREPOSITION = re.compile(
    r"[\s,]*\b(?P<slot>to|from|by|with|against|on|at|for|into|about|in|over|after|during|under|through|as|upon)\s(?!be\b)"
)
_STOP = re.compile(
    r"[.;:!?“”\"()—–](?=\s|$|[“”\"])|,(?=\s)|\s(?=(?:to|from|by|with|against|on|at|for|into|about|in|over|after|during|under|through|as|upon|of\s\w+ing"
    r"|because|while|that|before|until|when|once|unless|if|who|which|whose|whom|where|but|not|and\s\w+(?:ed|ing)|\w+ing|than|last\s\w+|this\s(?:week|month|year)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|again)[\s,.])"
)
_CLAUSE = re.compile(r"\s(?:once|because|while|that|before|until|unless|when|if|since|as|and|but)\b")
_INFINITIVE = re.compile(
    r"[a-z]+\s(?:the|an?|its|his|her|their|this|that|these|those|it|him|them|for|into|out|up|down|on|in|with|from|to)\b"
)
_SECOND = re.compile(
    r"(?<=\w)\s(?=(?:an?|the|his|her|its|their|some|about|more\sthan|up\sto|nearly|around)\s|[\d¥$€])"
)
_KEPT = frozenset("object to with against on about into".split())
_TO = frozenset({"to", "into"})
_ENDS_IN = re.compile(r"(?<=\w)\s(?:out|up|down|off|over|away|back|aside|\w+ed)$")
_MOST = 4  # phrases behind a verb


def english_frames(text: str) -> Iterator[Frame]:
    """The frames of an English text whose verb is plainly one."""
    told: Span | None = None  # the last object that an infinitive follows: it acts
    for match in _WORD.finditer(text):
        voice = _voice(text, match)
        base = base_form(match[0])
        if voice is None or base in converses("en").either:
            continue
        before = text[: match.start()]
        done = PASSIVE.search(before) if voice in ("passive", "progressive") else None
        subject = left(text, done.start() if done else match.start())
        if re.search(r"\bto\s(?:\w+ly\s)?$", before):
            subject = _of_infinitive(text, match.start(), told)
        behind = _behind(text, match.end())
        told = next((span for slot, span in behind if slot == "object"), told)
        converse = base in converses("en").verbs
        if voice in ("active", "progressive"):
            yield from _active(match.span(), subject, behind, converse)
        elif not converse:
            yield from _passive(match.span(), subject, behind)


def _of_infinitive(text: str, at: int, told: Span | None) -> Span | None:
    """Who acts by an infinitive: the object right before it, or the subject of a verb such as hope; else nobody knows."""
    if told and re.fullmatch(r"\s(?:not\s)?to\s", text[told[1] : at]):
        return told
    wishes = _WISHES.search(text[:at])
    return left(text, wishes.start("verb")) if wishes else None


_Phrases = list[tuple[str, Span]]


def _active(verb: Span, subject: Span | None, behind: _Phrases, converse: bool) -> Iterator[Frame]:
    if converse:
        source = [span for slot, span in behind if slot == "from"]
        if source and subject:
            yield Frame(verb, source[0], (subject,))
        return
    others = tuple(span for slot, span in behind if slot in _KEPT)
    recipients = tuple(span for slot, span in behind if slot in _TO)
    things = tuple(span for slot, span in behind if slot == "object")
    yield Frame(verb, subject, others, False, recipients, things)


def _passive(verb: Span, subject: Span | None, behind: _Phrases) -> Iterator[Frame]:
    agents = [span for slot, span in behind if slot == "by"]
    others = tuple(span for slot, span in behind if slot in _KEPT)
    recipients = tuple(span for slot, span in behind if slot in _TO)
    own = (subject,) if subject else ()
    yield Frame(verb, agents[0] if agents else None, (*own, *others), True, recipients, own)


def _voice(text: str, word: re.Match[str]) -> str | None:
    """How a word is used as a verb: active, passive or as a participle behind its noun (reduced); None for others."""
    form, before = word[0], text[: word.start()]
    if form in _NEVER or len(form) < 3 or form.endswith("ers"):
        return None
    participle = form.endswith("ed") or form in _participles()
    if PASSIVE.search(before):
        if form.endswith("ing") and not participle:
            return "progressive"
        return "passive" if participle else None
    if form.endswith("ing"):
        return "progressive" if _PROGRESSIVE.search(before) else None
    if participle and _PERFECT.search(before):
        return "active"
    if _AFTER.search(before):
        return "active" if form in _plain() or not participle else None
    if _ATTRIBUTE.search(before):
        return None
    if participle and re.match(r"(?:\s\w+)?\sby\s", text[word.end() :]):
        return "reduced"
    if form.endswith("ed") or form in _pasts():
        return "active"
    return "active" if form in _thirds() and not _VERB_BEHIND.match(text, word.end()) else None


def _behind(text: str, at: int) -> list[tuple[str, Span]]:
    """The phrases behind a verb with the prepositions before them, up to the end of its clause."""
    found: list[tuple[str, Span]] = []
    if particle := _PARTICLE.match(text, at):
        at = particle.end()
    while len(found) < _MOST:
        preposition = _PREPOSITION.match(text, at)
        if preposition is None and (found or text[at : at + 1] != " " or _CLAUSE.match(text, at)):
            break  # resign once, said that: no object
        start = preposition.end() if preposition else at + 1
        end = _STOP.search(text, start)
        stop = end.start() if end else len(text)
        span = trimmed(text, start, stop)
        if span and (ending := _ENDS_IN.search(text[slice(*span)])):
            span = span[0], span[0] + ending.start()
        slot = preposition["slot"] if preposition else "object"
        if slot == "to" and _INFINITIVE.match(text, start):
            break
        if span is not None:
            second = _SECOND.search(text, *span)
            if slot == "object" and second and second.start() - span[0] > 2:
                found.append((slot, (span[0], second.start())))
                span = second.end(), span[1]
            found.append((slot, span))
        at = stop
        if text[at : at + 1] != " ":
            break
    return found


@cache
def _by_form() -> dict[str, str]:
    found: dict[str, str] = {}
    verbs = {*lexicon.table("en", "irregular_verbs.tsv"), *(one.verb.split(" ")[0] for one in wordings("en"))}
    for verb in sorted(verbs):
        shape = forms(verb)
        for form in {*shape.finite, shape.participle, shape.gerund}:
            found.setdefault(form, verb)
    return found


def base_form(form: str) -> str:
    """The infinitive of a verb's form, as far as a list or its ending tells."""
    known = _by_form().get(form)
    if known:
        return known
    for ending in ("ed", "ing", "es", "s"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            return next((one for one in (stem, stem + "e") if one in converses("en").verbs), stem)
    return form


@cache
def _participles() -> frozenset[str]:
    return frozenset(forms(verb).participle for verb in lexicon.table("en", "irregular_verbs.tsv"))


@cache
def _pasts() -> frozenset[str]:
    every = lexicon.table("en", "irregular_verbs.tsv")
    return frozenset(past for verb, (_, past, *_) in every.items() if past != verb)


@cache
def _plain() -> frozenset[str]:
    return frozenset(set(_by_form().values()))


@cache
def _thirds() -> frozenset[str]:
    return frozenset(forms(verb).finite[1] for verb in _plain())


@cache
def straight_verbs() -> frozenset[str]:
    """The verbs that the table of deeds has, but for those that say a deed from the other's side."""
    turned = {one.verb.split(" ")[0] for one in wordings("en") if one.turned}
    return frozenset(
        {one.verb.split(" ")[0] for one in wordings("en") if not one.turned}
        - turned
        - {"take", "make", "put", "bring"}
    )
