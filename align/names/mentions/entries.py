"""Mentions of one article gathered into names: full forms, and the short forms that follow them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from align.document import Mention, MentionKind
from align.names.lists.glossary import Glossary, Known, normal_form
from align.names.lists.places import place_of
from align.names.mentions.bearers import Tongue
from align.names.mentions.chinese import family_names
from align.names.reading.chinese import is_surname, surname_length
from align.names.reading.japanese import divide, is_full_name
from align.names.reading.own import SURNAME_ONLY, by_sound
from align.names.script.division import SEPARATOR, is_kana, name_parts

_KANJI = re.compile("[\u3400-\u9fff々〆ケヶノ]+")
_READING = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the Japanese or Chinese article: its fullest form, kind, mentions, and what is known.

    ``tongue`` is what the source says of the bearer's naming, where it says anything."""

    text: str
    kind: MentionKind
    mentions: tuple[Mention, ...]
    known: Known | None = None
    tongue: Tongue | None = None

    @property
    def original(self) -> str | None:
        """The spelling in brackets after one of the mentions."""
        return next((m.original for m in self.mentions if m.original), None)

    @property
    def own(self) -> str:
        """The reading in kana that the source gives a name in kanji, ``・`` at its end where it is the surname's alone;
        empty where it gives none."""
        if not _KANJI.fullmatch(self.text):
            return ""  # （スペイン） after F・ロペス is where he is from
        for mention in self.mentions:
            said = (mention.original or "").strip()
            inside = re.search("[）)].", mention.text) is not None
            if said and is_kana(said) and (inside or not by_sound(said) or SEPARATOR.search(said)):
                return said + SURNAME_ONLY * inside
        return ""


@lru_cache(maxsize=4096)
def short_forms(name: str, language: str) -> frozenset[str]:
    """The keys by which a person may be named again: family name, last part, given name of foreigners."""
    parts = name_parts(name)
    if len(parts) > 1 and SEPARATOR.search(name):
        return frozenset(normal_form(part) for part in parts if len(part) >= 2)
    if language == "ja":
        division = divide(name) if len(name) >= 3 else None
        if division and is_full_name(name):
            return frozenset({normal_form(division[0])})
        cut = surname_length(name)  # a Chinese or Korean person: 金正恩, then 金氏
        foreign = is_surname(name[:cut]) and 1 <= len(name) - cut <= 2
        return frozenset({normal_form(name[:cut])}) if foreign else frozenset()
    return frozenset(normal_form(part) for part in family_names(name))


def gather(mentions: Sequence[Mention], glossary: Glossary, language: str) -> list[Name]:
    """The names in order of first mention. A short form belongs to the full name of the same article
    that was last mentioned before it, or else first after it."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention, glossary, language), []).append(mention)
    shorts: dict[str, list[str]] = {}
    for key, group in groups.items():
        if _kind(group) == "person":
            for form in short_forms(_READING.sub("", group[0].text), language):
                shorts.setdefault(form, []).append(key)
    kept: dict[str, list[Mention]] = {key: [] for key in groups}
    for key, group in groups.items():
        owners = [owner for owner in shorts.get(key, []) if owner != key]
        for mention in group:
            if not owners:
                kept[key].append(mention)
                continue
            before = [(m.start, o) for o in owners for m in groups[o] if m.start < mention.start]
            owner = max(before)[1] if before else min((groups[o][0].start, o) for o in owners)[1]
            kept[owner].append(replace(mention, kind="person"))
    names = []
    for group in kept.values():
        if group:
            ordered = tuple(sorted(group, key=lambda m: m.start))
            fullest = max((_READING.sub("", m.text) for m in ordered), key=len)
            kind = _kind(ordered)
            known = glossary.of(fullest) or (known_place(fullest, language) if kind == "place" else None)
            names.append(Name(fullest, kind, ordered, known))
    return sorted(names, key=lambda name: name.mentions[0].start)


# What English says for the last character of a division of a country.
_DIVISIONS = {
    "県": ("Prefecture",), "府": ("Prefecture",), "省": ("Province",), "市": ("City",), "县": ("County",),
    "縣": ("County",), "州": ("State", "Province"), "区": ("Ward", "District"), "區": ("District",), "郡": ("County",),
}  # fmt: skip


def known_place(name: str, language: str) -> Known | None:
    """A place of the shipped list as a known name; its adjective and its people are accepted, too."""
    place = place_of(name, language)
    if place is None:
        return None
    words = _DIVISIONS.get(name[-1], ())
    longer = (f"{one} {word}" for one in place.english for word in words)
    return Known(place.name, (*place.english, *longer), (*place.ja, *place.zh), "place", "list of places")


def _key(mention: Mention, glossary: Glossary, language: str) -> str:
    text = _READING.sub("", mention.text)
    known = glossary.of(text) or (known_place(text, language) if mention.kind == "place" else None)
    return f"={known.english}" if known else normal_form(text)


def _kind(mentions: Sequence[Mention]) -> MentionKind:
    kinds = [m.kind for m in mentions if m.kind != "other"]
    return "person" if "person" in kinds else kinds[0] if kinds else "other"
