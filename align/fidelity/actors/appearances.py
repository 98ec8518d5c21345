"""Who is named where: the ledger's names and those printed in Latin letters, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from align.document import Mention, NameEntry, Sentence
from align.fidelity.passage.sides import Side

_RUN = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z'’.-]*[A-Za-z](?:\s(?:(?:de|van|von|bin|al|of|the)\s)?[A-Z][A-Za-z'’.-]*[A-Za-z])*"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]")
_ORDINARY = frozenset(
    "The Mr Mrs Ms Dr Sir President Prime Minister Ministry Secretary Mayor Governor State Party News City United"
    " National New North South East West University House Senate Senator Speaker Chief General Foreign Finance"
    " Defense Deputy Vice Chairman Director Professor Coach Police Court Council Committee Association Company"
    " Group Bank League Club Cup World Island Islands Lake River Street Prefecture County District Republic Kingdom"
    " Department Office Times of the and She They You CEO CFO COO CTO CIO MVP CEOs".split()
)
# Words of two letters that begin with a capital and are no surname such as Lu.
_SHORT = frozenset(
    "He It In On At As By If Is Be We Us Me My No Of Or So To Up An Am Do Go Oh Mr Ms Dr St Jr Sr Co Vs Re De".split()
)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A name in a sentence: ``who`` is the same number for the same name on both sides."""

    who: int
    kind: str
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The appearances of each sentence, in order; of each name the source's own spelling, its words in the
    translation, and the titles that the source gives it."""

    source: dict[int, list[Appearance]]
    target: dict[int, list[Appearance]]
    spelled: dict[int, str]
    words: dict[int, frozenset[str]]
    titles: dict[int, frozenset[str]]

    def here(self, indexes: Sequence[int]) -> list[Appearance]:
        """Who appears in some source sentences."""
        return [one for at in indexes for one in self.source.get(at, ())]

    def there(self, indexes: Sequence[int]) -> list[Appearance]:
        """Who appears in some target sentences."""
        return [one for at in indexes for one in self.target.get(at, ())]


def cast(source: Side, target: Side, names: Sequence[NameEntry]) -> Cast:
    """Who is named in which sentence, for a Japanese or Chinese source and an English target.

    A word of the target belongs to a name that was accepted with it; a run of words that could be two
    names is left out, so that what is said of a name is said of that one.
    """
    words: dict[int, set[str]] = {}
    spelled: dict[int, str] = {}
    kinds: dict[int, str] = {}
    here: dict[int, list[Appearance]] = defaultdict(list)
    pieces = [
        (number, name)
        for number, entry in enumerate(names)
        for name in (entry.source, *re.split("[·・•]", entry.source))
    ]
    for number, entry in enumerate(names):
        accepted = [one.mention.text for one in entry.targets if one.verdict in ("accept", "variant")]
        spellings = [*accepted, *([entry.expected] if entry.expected else [])]
        words[number] = {word for text in spellings for word in _WORD.findall(text) if _own(word)}
        spelled[number], kinds[number] = entry.source, entry.kind
        for mention in entry.mentions:
            who, whole = _whole(mention, source, pieces) or (number, mention)
            if whole.sentence >= 0:
                here[whole.sentence].append(
                    Appearance(who, names[who].kind, whole.sentence, whole.start, whole.end, whole.text)
                )
    owners: dict[str, set[int]] = defaultdict(set)
    for who, own in words.items():
        for word in own:
            owners[word].add(who)
    number = len(names)
    for at, one in _printed(source.sentences):
        own = {word for word in _WORD.findall(one[0]) if _own(word)}
        if not own:
            continue
        known = min((who for word in own for who in owners.get(word, ())), default=number)
        if known == number:
            number += 1
            words[known], spelled[known], kinds[known] = set(), one[0], "other"
        words[known] |= own
        for word in own:
            owners[word].add(known)
        start = source.sentences[at].start + one.start()
        here[at].append(Appearance(known, kinds[known], at, start, start + len(one[0]), one[0]))
    there: dict[int, list[Appearance]] = defaultdict(list)
    for at, one in _printed(target.sentences):
        owner = _owner(_WORD.findall(one[0]), owners)
        if owner is not None:
            start = target.sentences[at].start + one.start()
            there[at].append(Appearance(owner, kinds[owner], at, start, start + len(one[0]), one[0]))
    for at, found in here.items():
        here[at] = sorted(dict.fromkeys(found), key=lambda one: one.start)
    titles = {
        at: frozenset(one.title for one in entry.mentions if one.title and len(one.title) > 1)
        for at, entry in enumerate(names)
    }
    return Cast(dict(here), dict(there), spelled, {who: frozenset(own) for who, own in words.items()}, titles)


def _whole(mention: Mention, source: Side, pieces: Sequence[tuple[int, str]]) -> tuple[int, Mention] | None:
    """The longer name of the ledger that a mention is only a piece of, as 梅佐夫 of 切梅佐夫, with its number.
    ``pieces`` are all names and their parts with their numbers."""
    for number, name in pieces:
        if mention.text not in name or len(name) == len(mention.text):
            continue
        start = mention.start - name.index(mention.text)
        if start >= 0 and source.article.text.startswith(name, start):
            return number, replace(mention, text=name, start=start, end=start + len(name))
    return None


def _own(word: str) -> bool:
    """Whether a word may be a part of a name: of two letters a surname such as Lu, and no AI."""
    if len(word) == 2 and (word in _SHORT or not word[1].islower()):
        return False
    return len(word) > 1 and word[0].isupper() and word.strip(".'’") not in _ORDINARY


def _printed(sentences: Sequence[Sentence]) -> Iterator[tuple[int, re.Match[str]]]:
    for at, sentence in enumerate(sentences):
        for match in _RUN.finditer(sentence.text):
            yield at, match


def _owner(run: Sequence[str], owners: Mapping[str, Collection[int]]) -> int | None:
    """The one name that most words of a run belong to; None where two names do equally."""
    own = [re.sub(r"['’]s$", "", word) for word in run]
    counts = Counter(who for word in own for who in owners.get(word, ()))
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    return best[0][0]
