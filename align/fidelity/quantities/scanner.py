"""Rules that read a text from left to right: where a rule's pattern fits, its reader says which quantities that is.

All patterns of a scanner are one regular expression, so that a text is walked once; which alternative came first
in the list wins at a place. The rule that fits is then matched by itself, so that each has group names of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from align.fidelity.quantities.folding import Folded
from align.fidelity.quantities.quantity import Kind, Quantity

FLAGS = re.VERBOSE | re.IGNORECASE
BLANK = "\0"  # stands where an expression was taken: no letter, no digit, no space


@dataclass(frozen=True, slots=True)
class Seen:
    """A place where a rule fits. Offsets are into the folded text."""

    match: re.Match[str]
    language: str

    @property
    def text(self) -> str:
        """The whole folded text."""
        return self.match.string

    @property
    def start(self) -> int:
        """Where the rule's match begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where the rule's match ends."""
        return self.match.end()

    def __getitem__(self, group: str) -> str:
        """What a group of the rule holds; empty where it took no part, or where the rule has none of that name."""
        return self.match.groupdict().get(group) or ""

    def before(self, characters: int, at: int | None = None) -> str:
        """Up to so many characters before the match, or before an offset."""
        at = self.start if at is None else at
        return self.text[max(0, at - characters) : at]

    def made(
        self, kind: Kind, *values: float, group: str | None = None, end: int | None = None, **more: Any
    ) -> Quantity:
        """A quantity that reaches over the match, over one ``group`` of it, or from its start to ``end``."""
        first, last = self.match.span(group) if group else self.match.span()
        last = last if end is None else end
        return Quantity(kind, tuple(values), self.text[first:last], first, last, **more)


Reader = Callable[[Seen], Iterable[Quantity]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A verbose, case-blind pattern and what it says; a reader that yields nothing passes the words over."""

    pattern: str
    read: Reader


class Scanner:
    """Rules made ready."""

    __slots__ = ("_all", "_one", "rules")

    def __init__(self, rules: Sequence[Rule], begins: str = "") -> None:
        """``begins`` fits wherever any of the rules may: what it rules out is passed over without trying them."""
        self.rules = tuple(rules)
        nameless = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in self.rules)
        joined = "|".join(f"(?P<rule{at}>{pattern}\n)" for at, pattern in enumerate(nameless))
        self._all = re.compile(f"{begins}(?:{joined})" if begins else joined, FLAGS)
        self._one: dict[int, re.Pattern[str]] = {}  # from when each first fits: most never do in an article

    def scan(self, text: str, language: str) -> tuple[list[Quantity], str]:
        """The quantities of a folded text, and the text with :data:`BLANK` where a rule fitted."""
        found: list[Quantity] = []
        pieces: list[str] = []
        at = done = 0
        while match := self._all.search(text, at):
            assert match.lastgroup is not None
            which = int(match.lastgroup[4:])
            if which not in self._one:
                self._one[which] = re.compile(self.rules[which].pattern, FLAGS)
            alone = self._one[which].match(text, match.start())
            assert alone is not None
            read = tuple(self.rules[which].read(Seen(alone, language)))
            found += read
            stop = max(match.end(), *(one.end for one in read)) if read else match.end()
            at = max(stop, at + 1)
            pieces += [text[done : match.start()], BLANK * (stop - match.start())]
            done = stop
        return found, "".join([*pieces, text[done:]])


def in_place(found: Iterable[Quantity], folded: Folded, original: str) -> tuple[Quantity, ...]:
    """Quantities of a folded text as quantities of the text it was folded from, in order."""
    placed = []
    for one in found:
        start, end = folded.span(one.start, one.end)
        placed.append(replace(one, text=original[start:end], start=start, end=end))
    return tuple(sorted(placed, key=lambda one: one.start))


def passed_over(_: Seen) -> tuple[Quantity, ...]:
    """The reader of words that hold a numeral and mean none."""
    return ()


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, with their spaces kept."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)
