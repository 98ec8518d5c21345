"""Wrong translations made from right ones, as translators and machines err: what the reader is trained to see.

A sentence is a list of words, apart by spaces. A corruption changes a :class:`Draft` in place and says whether it
could; ``wrong`` marks words that the source does not support, ``lost`` are the words of the right translation that are
no longer rendered. Which words may stand for which: corruptions.tsv and the package's opposites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from scripts.train.reader.drafts import MARKS, Draft, Stock, core

LONGEST_PHRASE = 3
CLAUSE = (3, 14)  # words of a clause that is dropped or added
_DIGITS = re.compile(r"\d+")
_LINKING = frozenset("and or , / &".split())
_SMALL = frozenset(
    "a an the of to in on at by for with from as and or but is are was were be been it its this that which who "
    "he she they we you i his her their our your my not no has have had do does did will would can could may".split()
)


def _listed(kind: str) -> Callable[[Draft, Stock, Random], bool]:
    def spoil(draft: Draft, stock: Stock, rng: Random) -> bool:
        rows = stock.phrases[kind]
        cores = [core(word) for word in draft.words]
        places = [at for at, word in enumerate(cores) if word in rows]
        rng.shuffle(places)
        for at in places:
            for key, others in rows[cores[at]]:
                last = at + len(key)
                if tuple(cores[at:last]) == key and draft.free(at, last):
                    draft.replace(at, last, rng.choice(others))
                    return True
        return False

    return spoil


def _named(draft: Draft) -> list[int]:
    """Places of capitalised words that do not begin the sentence."""
    return [
        at
        for at, word in enumerate(draft.words)
        if at and draft.free(at, at + 1) and core(word)[1:] and MARKS.match(word)[2][:1].isupper()  # type: ignore[index]
    ]


def _exchange(draft: Draft, one: int, other: int) -> bool:
    left, right = MARKS.match(draft.words[one]), MARKS.match(draft.words[other])
    if not left or not right or left[2].lower() == right[2].lower():
        return False
    draft.replace(one, one + 1, [right[2]])
    draft.replace(other, other + 1, [left[2]])
    return True


def names_exchanged(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Two names of the sentence in each other's place."""
    places = _named(draft)
    if len(places) < 2:
        return False
    one, other = sorted(rng.sample(places, 2))
    linked = {core(word) or word for word in draft.words[one + 1 : other]}
    return bool(linked - _LINKING) and _exchange(draft, one, other)


def name_changed(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A name of another sentence for one of this."""
    places = _named(draft)
    if not places:
        return False
    at, name = rng.choice(places), rng.choice(stock.names)
    if core(name) == core(draft.words[at]):
        return False
    draft.replace(at, at + 1, [name])
    return True


def _figures(draft: Draft) -> list[int]:
    return [
        at for at, word in enumerate(draft.words) if draft.free(at, at + 1) and any(map(str.isdigit, word))
    ]


def figures_exchanged(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Two figures of the sentence in each other's place."""
    places = _figures(draft)
    return len(places) > 1 and _exchange(draft, *sorted(rng.sample(places, 2)))


def figure_changed(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Another digit in a figure, a digit more or less."""
    places = _figures(draft)
    if not places:
        return False
    at = rng.choice(places)
    word = draft.words[at]
    spans = list(_DIGITS.finditer(word))
    if not spans:  # digits of another script, which the pattern does not know
        return False
    span = rng.choice(spans)
    digits = span[0]
    place = rng.randrange(len(digits))
    ways = [digits[:place] + str((int(digits[place]) + rng.randrange(1, 10)) % 10) + digits[place + 1 :]]
    ways += [digits + "0"] + ([digits[:-1]] if len(digits) > 1 else [])
    new = rng.choice(ways)
    if not new.isascii() or new == digits:
        return False
    draft.lost.add(draft.origin[at])
    draft.words[at] = word[: span.start()] + new + word[span.end() :]
    draft.wrong[at], draft.origin[at] = True, -1
    return True


def _content(draft: Draft) -> list[int]:
    """Places of words that say something."""
    found = []
    for at, word in enumerate(draft.words):
        bare = core(word)
        if len(bare) > 3 and bare.isalpha() and bare not in _SMALL and draft.free(at, at + 1):
            found.append(at)
    return found


def words_exchanged(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Two words in each other's place, as subject and object are."""
    places = _content(draft)
    if len(places) < 2:
        return False
    one, other = sorted(rng.sample(places, 2))
    between = [core(word) or word for word in draft.words[one + 1 : other]]
    if not set(between) - _LINKING or other - one > 12:
        return False
    return _exchange(draft, one, other)


def _proposed(near: bool) -> Callable[[Draft, Stock, Random], bool]:
    def spoil(draft: Draft, stock: Stock, rng: Random) -> bool:
        places = _content(draft)
        rng.shuffle(places)
        for at in places[:3]:
            old = core(draft.words[at])
            choices = stock.near.get(old, []) if near else stock.words
            if choices:
                new = rng.choice(choices)
                if new != old:
                    draft.replace(at, at + 1, [new])
                    return True
        return False

    return spoil


def form_changed(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Another form of a word: tense, number, kind of word."""
    places = [at for at in _content(draft) if core(draft.words[at]) in stock.forms]
    if not places:
        return False
    at = rng.choice(places)
    draft.replace(at, at + 1, [rng.choice(stock.forms[core(draft.words[at])])])
    return True


def misspelt(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A letter left out, doubled or exchanged with the next."""
    places = _content(draft) + _named(draft)
    if not places:
        return False
    at = rng.choice(places)
    found = MARKS.match(draft.words[at])
    if not found or len(found[2]) < 4:
        return False
    bare, place = found[2], rng.randrange(1, len(found[2]) - 1)
    head, tail = bare[:place], bare[place + 1 :]
    new = rng.choice((head + tail, head + bare[place] * 2 + tail, head + tail[:1] + bare[place] + tail[1:]))
    if new.lower() == bare.lower():
        return False
    draft.replace(at, at + 1, [new])
    return True


def repeated(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A word or two said twice."""
    at = rng.randrange(len(draft.words))
    last = min(len(draft.words), at + rng.choice((1, 1, 2)))
    if not draft.free(at, last):
        return False
    count = last - at
    draft.words[last:last] = draft.words[at:last]
    draft.wrong[last:last] = [True] * count
    draft.origin[last:last] = [-1] * count
    return True


def neighbours_exchanged(draft: Draft, stock: Stock, rng: Random) -> bool:
    """Two words beside each other in the wrong order."""
    if len(draft.words) < 4:
        return False
    at = rng.randrange(len(draft.words) - 2)
    return draft.free(at, at + 2) and _exchange(draft, at, at + 1)


def word_added(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A word that nothing in the source says, before a word that says something."""
    places = _content(draft)
    if not places:
        return False
    at = rng.choice(places)
    near = stock.near.get(core(draft.words[at])) if rng.random() < 0.4 else None
    draft.words.insert(at, rng.choice(near or stock.words))
    draft.wrong.insert(at, True)
    draft.origin.insert(at, -1)
    return True


def word_dropped(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A word left out."""
    places = _content(draft)
    if len(places) < 3:
        return False
    _drop(draft, rng.choice(places), 1)
    return True


def _drop(draft: Draft, first: int, count: int) -> None:
    draft.lost |= {at for at in draft.origin[first : first + count] if at >= 0}
    for values in (draft.words, draft.wrong, draft.origin):
        del values[first : first + count]


def clauses_of(words: Sequence[str]) -> list[tuple[int, int]]:
    """Parts between marks."""
    cuts = [0] + [at + 1 for at, word in enumerate(words) if word[-1:] in ",;:)—"] + [len(words)]
    return [(low, high) for low, high in pairwise(cuts) if CLAUSE[0] <= high - low <= CLAUSE[1]]


def clause_dropped(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A part between marks left out."""
    parts = [
        part for part in clauses_of(draft.words) if draft.free(*part) and part[1] - part[0] < len(draft.words)
    ]
    if not parts or len(draft.words) < 8:
        return False
    low, high = rng.choice(parts)
    _drop(draft, low, high - low)
    return True


def clause_added(draft: Draft, stock: Stock, rng: Random) -> bool:
    """A part of another sentence after a mark, or at the end."""
    if not stock.clauses or len(draft.words) < 4:
        return False
    places = [at + 1 for at, word in enumerate(draft.words) if word[-1:] in ",;:"] + [len(draft.words)]
    at, new = rng.choice(places), list(rng.choice(stock.clauses))
    if at == len(draft.words):
        mark = draft.words[-1][-1:] if draft.words[-1][-1:] in ".!?" else ""
        if mark and len(draft.words[-1]) > 1:
            draft.words[-1] = draft.words[-1][:-1] + ","
        new[-1] = new[-1].rstrip(",;:.!?") + mark
    draft.words[at:at] = new
    draft.wrong[at:at] = [True] * len(new)
    draft.origin[at:at] = [-1] * len(new)
    return True


# How often each is tried, chosen by hand: what stands in most sentences less than its share.
KINDS: dict[str, tuple[float, Callable[[Draft, Stock, Random], bool]]] = {
    "negation": (1.5, _listed("negation")),
    "modality": (1.5, _listed("modality")),
    "tense": (1.0, _listed("tense")),
    "quantity": (1.5, _listed("quantity")),
    "basis": (1.0, _listed("basis")),
    "role": (1.0, _listed("role")),
    "cause": (1.2, _listed("cause")),
    "function": (1.2, _listed("function")),
    "direction": (2.0, _listed("direction")),
    "names exchanged": (0.8, names_exchanged),
    "name changed": (1.2, name_changed),
    "figures exchanged": (0.7, figures_exchanged),
    "figure changed": (0.7, figure_changed),
    "words exchanged": (1.2, words_exchanged),
    "near word": (3.0, _proposed(True)),
    "any word": (1.0, _proposed(False)),
    "form": (2.0, form_changed),
    "misspelt": (0.4, misspelt),
    "repeated": (0.3, repeated),
    "neighbours": (0.4, neighbours_exchanged),
    "word added": (1.5, word_added),
    "word dropped": (1.0, word_dropped),
    "clause dropped": (1.0, clause_dropped),
    "clause added": (1.0, clause_added),
}
UNTOUCHED = 0.25  # of the sentences
SUSPECT = (
    0.2  # a word stands wrongly at most so often as rightly: else the word alone would tell, not the source
)


@dataclass(slots=True)
class Balance:
    """How often each word stood rightly and wrongly in what was made so far."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def allows(self, before: Draft, after: Draft) -> bool:
        """Whether the words that became wrong may be wrong once more."""
        new = Counter(_wrong(after))
        new.subtract(_wrong(before))
        return all(
            self.wrong[word] + count <= SUSPECT * self.right[word] + 1
            for word, count in new.items()
            if count > 0
        )

    def note(self, draft: Draft) -> None:
        """Counts the words of a finished draft."""
        for word, wrong in zip(draft.words, draft.wrong, strict=True):
            (self.wrong if wrong else self.right)[core(word)] += 1


def _wrong(draft: Draft) -> list[str]:
    return [core(word) for word, wrong in zip(draft.words, draft.wrong, strict=True) if wrong]


def spoilt(text: str, stock: Stock, rng: Random, balance: Balance) -> Draft:
    """The text with nothing wrong, or with one to some errors, more in long sentences; errors that would make a word
    suspicious by itself are not made."""
    draft = _spoilt(text, stock, rng, balance)
    balance.note(draft)
    return draft


def _spoilt(text: str, stock: Stock, rng: Random, balance: Balance) -> Draft:
    draft = Draft.of(text)
    if rng.random() < UNTOUCHED or len(draft.words) < 3:
        return draft
    most = 1 + len(draft.words) // 10
    wanted = 1 + sum(rng.random() < 0.4 for _ in range(most))
    names = list(KINDS)
    for kind in rng.choices(names, [KINDS[name][0] for name in names], k=4 * wanted + 4):
        tried = draft.copy()
        if KINDS[kind][1](tried, stock, rng) and balance.allows(draft, tried):
            draft = tried
            wanted -= 1
            if not wanted:
                break
    return draft
