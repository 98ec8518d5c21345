"""Things of one kind, and which of them a text names: house of parliament, injury, outlet, how certain, how many.

A table of ``align/languages/multilingual`` lists groups of classes with what English, Japanese and Chinese say for
each. *Plain* words name a class beyond doubt; *loose* ones (marked with ~) may stand for it. A rendering is held to
the plain words of its source, is excused by the loose ones, and is accused of plain words only, so that synonyms that
no list has cost a finding and never a false one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product

from align.languages import lexicon
from align.languages.characters import HAN, KATAKANA
from align.languages.traits import family
from align.names.script.symbols import simplified

_WORD = re.compile(r"\w+")
_REMEMBERED = 4096  # words of a group
_COLUMN = {"ja": 2, "zh": 3, "en": 4}


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
    """The words of one group in one language. ``firsts`` are the first words of English entries, in small letters, and
    ``stems`` what the first words begin with whose end is open; ``heads`` are the first two characters of entries in
    the other languages: a text without any names nothing of the group."""

    name: str
    pattern: str
    firsts: frozenset[str]
    stems: tuple[str, ...]
    heads: frozenset[str]
    owners: Mapping[str, tuple[tuple[Thing, bool], ...]]
    wild: tuple[tuple[str, Thing, bool], ...]
    known: dict[str, tuple[tuple[Thing, bool], ...]] = field(default_factory=dict)  # of words asked for

    def owners_of(self, word: str) -> tuple[tuple[Thing, bool], ...]:
        """The things that a word of a text names, each with whether it does so plainly."""
        exact = self.owners.get(word) or self.owners.get(word.lower())
        if exact:
            return exact
        if word not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            # An expression is compiled for a word that begins as it does, which few do.
            begins = word[0].lower()
            self.known[word] = tuple(
                (thing, plain)
                for entry, thing, plain in self.wild
                if _first_letter(entry) in (begins, "")
                if _compiled(_expression(entry)).fullmatch(word)
            )
        return self.known[word]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of a table in one language, and by what a text must hold the numbers of those that it may name
    something of. ``lengths`` are those of the stems."""

    groups: tuple[_Group, ...]
    spaced: bool
    firsts: Mapping[str, tuple[int, ...]]
    stems: Mapping[str, tuple[int, ...]]
    lengths: tuple[int, ...]
    heads: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, groups: tuple[_Group, ...], spaced: bool) -> _Groups:
        """The groups with what leads to them."""
        firsts, stems, heads = (
            _numbered([getattr(group, name) for group in groups]) for name in ("firsts", "stems", "heads")
        )
        return cls(groups, spaced, firsts, stems, tuple(sorted({len(stem) for stem in stems})), heads)

    def of_text(self, text: str) -> Iterator[_Group]:
        """The groups of which a text may name something, in their order."""
        if self.spaced:
            words = set(_WORD.findall(text.lower()))
            numbers = {number for word in words for number in self.firsts.get(word, ())}
            begun = {word[:length] for word in words for length in self.lengths}
            numbers.update(number for stem in begun for number in self.stems.get(stem, ()))
        else:
            held = {*text, *map("".join, pairwise(text))}
            numbers = {number for head in held for number in self.heads.get(head, ())}
        return (self.groups[number] for number in sorted(numbers))


def _numbered(keys: Sequence[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """The places of the collections that hold each key."""
    found: dict[str, tuple[int, ...]] = {}
    for number, those in enumerate(keys):
        for key in dict.fromkeys(those):
            found[key] = (*found.get(key, ()), number)
    return found


@cache
def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, or of several that are one: ``kinds.tsv+classes.tsv``."""
    return tuple(row for name in table.split("+") for row in lexicon.rows("multilingual", name)[1:])


@cache
def plain_words(thing: Thing, language: str, table: str) -> tuple[str, ...]:
    """What a table says plainly for a thing in a language, as it writes it."""
    column = _COLUMN[family(language)]
    cells = [row[column] for row in rows(table) if (row[0], row[1]) == (thing.group, thing.name)]
    return tuple(word for cell in cells for word in cell.split("|") if word and not word.startswith("~"))


@lru_cache(maxsize=4096)  # a sentence is looked at for itself, and for what stands around its neighbours
def named(text: str, language: str, table: str, groups: frozenset[str] | None = None) -> tuple[Named, ...]:
    """What a text in ``en``, ``ja``, ``zh`` or ``zh-Hant`` names of a table's things, in order; a word may name
    several. With ``groups`` only things of those are looked for."""
    text = simplified(text) if language.startswith("zh") else text
    found: list[Named] = []
    for group in _groups(table, language).of_text(text):
        if groups is not None and group.name not in groups:
            continue
        for match in _compiled(group.pattern).finditer(text):
            for thing, plain in group.owners_of(match[0]):
                found.append(Named(thing, match.start(), match.end(), plain))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def exchanged(
    source: Sequence[Named],
    target: Sequence[Named],
    around_source: Sequence[Named] = (),
    around_target: Sequence[Named] = (),
    *,
    every: bool = False,
) -> Iterator[Exchange]:
    """The things of a passage that changed into others of their group: the source names one plainly and nothing of
    the rendering or around it does so even loosely; the rendering names another plainly, which nothing of the source
    or around it names. Lost and new things are paired in their order, or each with ``every`` other."""
    rendered = {one.thing for one in (*target, *around_target)}
    known = {one.thing for one in (*source, *around_source)}
    lost = _by_group(one for one in source if one.plain and one.thing not in rendered)
    # suspended is said of sentences and of workers: a word that may name what the source names is no other thing
    meant = {(one.start, one.thing.group) for one in target if one.thing in known}
    new = _by_group(
        one
        for one in target
        if one.plain and one.thing not in known and (one.start, one.thing.group) not in meant
    )
    for group, wanted in lost.items():
        pairs = product(wanted, new[group]) if every else zip(wanted, new[group], strict=False)
        yield from (Exchange(a, b) for a, b in pairs)


def _by_group(those: Iterator[Named]) -> dict[str, list[Named]]:
    """The first word for each thing, by group."""
    found: dict[str, list[Named]] = defaultdict(list)
    for one in those:
        if all(one.thing != other.thing for other in found[one.thing.group]):
            found[one.thing.group].append(one)
    return found


def _begin(entry: str) -> tuple[str, str]:
    """The first word of an English entry in small letters, and the character behind it; empty where it is not told
    what it begins with, which every word does."""
    found = _WORD.match(entry.removeprefix("="))
    return (found[0].lower(), found.string[found.end() :][:1]) if found else ("", "*")


def _first_letter(entry: str) -> str:
    """What a word that an English entry stands for begins with, in a small letter; empty where it may be anything."""
    letter = entry.removeprefix("=")[:1]
    return letter.lower() if letter.isalnum() else ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _groups(table: str, language: str) -> _Groups:
    column = _COLUMN.get(family(language))
    if column is None:  # no table has the language yet
        return _Groups.of((), False)
    groups: dict[str, list[tuple[Thing, str]]] = defaultdict(list)
    for row in rows(table):
        groups[row[0]].append((Thing(row[0], row[1]), row[column]))
    longer = lexicon.words("zh", "longer_words.txt") if language.startswith("zh") else ()
    spaced = language == "en"
    return _Groups.of(tuple(_group(name, those, spaced, longer) for name, those in groups.items()), spaced)


def _group(name: str, those: Sequence[tuple[Thing, str]], spaced: bool, longer: Sequence[str] = ()) -> _Group:
    """The words of a group; ``longer`` words hold one of them and name nothing."""
    owners: dict[str, tuple[tuple[Thing, bool], ...]] = {}
    wild: list[tuple[str, Thing, bool]] = []
    patterns: list[str] = []
    for thing, cell in those:
        for entry in filter(None, cell.split("|")):
            word, plain = entry.lstrip("~"), not entry.startswith("~")
            if spaced:
                patterns.append(_expression(word))
                wild.append((word, thing, plain))
            else:
                bare = word.removeprefix("=")
                patterns.append(_alone(bare) if word != bare else re.escape(bare))
                owners[bare] = (*owners.get(bare, ()), (thing, plain))
    single = {word for word in owners if len(word) == 1}
    for word in longer:
        if word not in owners and not single.isdisjoint(word):
            patterns.append(re.escape(word))
            owners[word] = ()
    begun = [_begin(entry) for entry, _, _ in wild]
    # Longer words go first, so that 準決勝 names no 決勝.
    longest_first = sorted(dict.fromkeys(patterns), key=lambda one: (-len(one), one))
    joined = "|".join(longest_first) or "(?!)"
    return _Group(
        name,
        rf"(?<![\w])(?:{joined})(?![\w])" if spaced else joined,
        frozenset(first for first, after in begun if after != "*"),
        tuple(first for first, after in begun if after == "*"),
        frozenset(word[:2] for word in owners),
        owners,
        tuple(wild),
    )


def _alone(word: str) -> str:
    """A Chinese or Japanese entry that is no part of a longer word: none of its script stands beside it."""
    script = HAN if re.match(f"[{HAN}]", word) else f"{KATAKANA}ー"
    return rf"(?<![{script}]){re.escape(word)}(?![{script}])"


def _expression(word: str) -> str:
    """An English entry as an expression: small letters in either case, capitals and what follows = as they stand, * for
    any ending."""
    if word.startswith("="):
        return re.escape(word[1:])
    parts = [r"\w*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", word) if part]
    joined = "".join(parts).replace(r"\ ", r"[\s-]")
    return joined if any(letter.isupper() for letter in word) else f"(?i:{joined})"
