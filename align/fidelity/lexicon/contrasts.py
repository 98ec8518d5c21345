"""Things of one kind, and which of them a text names: house of parliament, injury, outlet, how certain, how many.

A table of ``align/languages/multilingual`` lists groups of classes with what English, Japanese and Chinese say for
each. *Plain* words name a class beyond doubt; *loose* ones (marked with ~) may stand for it. A rendering is held to
the plain words of its source, is excused by the loose ones, and is accused of plain words only, so that synonyms that
no list has cost a finding and never a false one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon
from align.names.script.symbols import simplified

_COLUMN = {"ja": 2, "zh": 3, "zh-Hant": 3, "en": 4}


@dataclass(frozen=True, slots=True)
class Thing:
    """One class of a group: ``chamber of parliament``, ``upper house``."""

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a text that names a thing, plainly or loosely; offsets into the text that was looked at."""

    thing: Thing
    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """A thing that a passage names and its rendering does not, and the other one that stands there instead."""

    wanted: Named
    given: Named


@dataclass(frozen=True, slots=True)
class _Group:
    """The words of one group in one language; longer words go first, so that 準決勝 names no 決勝."""

    pattern: re.Pattern[str]
    owners: Mapping[str, tuple[tuple[Thing, bool], ...]]
    wild: tuple[tuple[re.Pattern[str], Thing, bool], ...]


def named(text: str, language: str, table: str) -> tuple[Named, ...]:
    """What a text in ``en``, ``ja``, ``zh`` or ``zh-Hant`` names of a table's things, in order; a word may name
    several."""
    text = simplified(text) if language.startswith("zh") else text
    found: list[Named] = []
    for group in _groups(table, language):
        for match in group.pattern.finditer(text):
            for thing, plain in _owners(group, match[0]):
                found.append(Named(thing, match.start(), match.end(), plain))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def exchanged(
    source: Sequence[Named],
    target: Sequence[Named],
    around_source: Sequence[Named] = (),
    around_target: Sequence[Named] = (),
) -> Iterator[Exchange]:
    """The things of a passage that changed into others of their group: the source names one plainly and nothing of
    the rendering or around it does so even loosely; the rendering names another plainly, which nothing of the source
    or around it names."""
    rendered = {one.thing for one in (*target, *around_target)}
    known = {one.thing for one in (*source, *around_source)}
    lost = _by_group(one for one in source if one.plain and one.thing not in rendered)
    new = _by_group(one for one in target if one.plain and one.thing not in known)
    for group, wanted in lost.items():
        yield from (Exchange(a, b) for a, b in zip(wanted, new.get(group, ()), strict=False))


def _by_group(those: Iterator[Named]) -> dict[str, list[Named]]:
    """The first word for each thing, by group."""
    found: dict[str, list[Named]] = defaultdict(list)
    for one in those:
        if all(one.thing != other.thing for other in found[one.thing.group]):
            found[one.thing.group].append(one)
    return found


def _owners(group: _Group, word: str) -> Iterator[tuple[Thing, bool]]:
    exact = group.owners.get(word) or group.owners.get(word.lower())
    if exact:
        yield from exact
        return
    yield from ((thing, plain) for pattern, thing, plain in group.wild if pattern.fullmatch(word))


@cache
def _groups(table: str, language: str) -> tuple[_Group, ...]:
    column = _COLUMN[language]
    rows: dict[str, list[tuple[Thing, str]]] = defaultdict(list)
    for row in lexicon.rows("multilingual", table)[1:]:
        rows[row[0]].append((Thing(row[0], row[1]), row[column]))
    return tuple(_group(those, language == "en") for those in rows.values())


def _group(rows: Sequence[tuple[Thing, str]], spaced: bool) -> _Group:
    owners: dict[str, tuple[tuple[Thing, bool], ...]] = {}
    wild: list[tuple[re.Pattern[str], Thing, bool]] = []
    patterns: list[str] = []
    for thing, cell in rows:
        for entry in filter(None, cell.split("|")):
            word, plain = entry.lstrip("~"), not entry.startswith("~")
            if spaced:
                patterns.append(_expression(word))
                wild.append((re.compile(_expression(word)), thing, plain))
            else:
                patterns.append(re.escape(word))
                owners[word] = (*owners.get(word, ()), (thing, plain))
    longest_first = sorted(dict.fromkeys(patterns), key=lambda one: (-len(one), one))
    joined = "|".join(longest_first) or "(?!)"
    return _Group(re.compile(rf"(?<![\w])(?:{joined})(?![\w])" if spaced else joined), owners, tuple(wild))


def _expression(word: str) -> str:
    """An English entry as an expression: small letters in either case, capitals and what follows = as they stand, * for
    any ending."""
    if word.startswith("="):
        return re.escape(word[1:])
    parts = [r"\w*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", word) if part]
    joined = "".join(parts).replace(r"\ ", r"[\s-]")
    return joined if any(letter.isupper() for letter in word) else f"(?i:{joined})"
