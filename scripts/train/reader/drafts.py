"""A translation that is being spoilt, and what its words are taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.languages import lexicon

LISTS = Path(__file__).parent / "corruptions.tsv"
MARKS = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.S)
_ENDS = ("", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "ion", "ions", "al", "ment", "y", "ity")


def core(word: str) -> str:
    """The word without marks around it, in small letters."""
    found = MARKS.match(word)
    return found[2].lower() if found else word.lower()


@dataclass(slots=True)
class Draft:
    """A translation that is being spoilt."""

    words: list[str]
    wrong: list[bool] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)  # the place in the right translation, -1 for none
    lost: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Draft:
        words = text.split()
        return cls(words, [False] * len(words), list(range(len(words))))

    def copy(self) -> Draft:
        return Draft(list(self.words), list(self.wrong), list(self.origin), set(self.lost))

    def replace(self, first: int, last: int, words: Sequence[str]) -> None:
        """Other words for those from ``first`` to ``last``; marks around and a capital are kept. For none at all, the
        neighbours are marked."""
        old = self.words[first:last]
        head, tail = MARKS.match(old[0]), MARKS.match(old[-1])
        same = {core(word) for word in old}
        new = list(words)
        if new and head and tail:
            if head[2][:1].isupper():
                new[0] = new[0][:1].upper() + new[0][1:]
            new[0] = head[1] + new[0]
            new[-1] += tail[3]
        self.lost |= {at for at in self.origin[first:last] if at >= 0}
        self.words[first:last] = new
        self.wrong[first:last] = [core(word) not in same for word in new]
        self.origin[first:last] = [-1] * len(new)
        if not new or not any(self.wrong[first : first + len(new)]):
            for at in (first - 1, first + len(new)):
                if 0 <= at < len(self.wrong):
                    self.wrong[at] = True

    def free(self, first: int, last: int) -> bool:
        """Whether nothing was changed there before."""
        return all(at >= 0 for at in self.origin[first:last]) and not any(self.wrong[first:last])


Phrases = dict[str, dict[str, list[tuple[tuple[str, ...], list[list[str]]]]]]


@dataclass(frozen=True, slots=True)
class Stock:
    """What words are taken from: ``phrases`` by kind and first word, ``near`` what stands near a word in the vector
    space, ``forms`` other forms of a word, ``words`` and ``names`` of other sentences."""

    phrases: Phrases
    near: dict[str, list[str]]
    forms: dict[str, list[str]]
    words: list[str]
    names: list[str]
    clauses: list[list[str]]


def forms_of(words: Collection[str]) -> dict[str, list[str]]:
    """For each word the others that differ from it by what they end in: says, said, saying."""
    stems: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for end in _ENDS:
            if word.endswith(end) and len(word) - len(end) > 2:
                stem = word[: len(word) - len(end)]
                stems[stem].append(word)
                if end in ("ed", "ing") and stem[-1:] == stem[-2:-1]:
                    stems[stem[:-1]].append(word)  # planned, plan
                if end in ("ed", "ing", "es"):
                    stems[f"{stem}e"].append(word)  # making, make
    found: dict[str, set[str]] = defaultdict(set)
    for same in stems.values():
        for word in same:
            found[word] |= {other for other in same if other != word}
    return {word: sorted(others) for word, others in found.items() if others}


def phrases() -> Phrases:
    """The lists by kind; opposites as the kind ``direction``."""
    found: Phrases = defaultdict(lambda: defaultdict(list))
    for line in LISTS.read_text(encoding="utf-8").splitlines()[4:]:
        kind, old, new = line.split("\t")
        if kind == "kind":
            continue
        key = tuple(old.split())
        found[kind][key[0]].append((key, [[] if one == "-" else one.split() for one in new.split("|")]))
    for row in lexicon.rows("en", "opposites.tsv"):
        columns = [forms.split() for forms in row[0::2]]
        for here in columns:
            for there in columns:
                if here is not there:
                    for old, new in zip(here, there, strict=False):
                        found["direction"][old].append(((old,), [[new]]))
    for kind in found.values():
        for rows in kind.values():
            rows.sort(key=lambda row: -len(row[0]))
    return found
