"""Plant errors among a translation's own people: another speaker, two names that change places."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.document import Mention, NameEntry, NameTarget
from align.fidelity.actors.persons import names_in

_SPEECH = r"(?:said|says|told|added|stated|explained|argued|insisted|noted|warned|tweeted|wrote|commented)"
_VERBS = (
    "told|beat|defeated|criticized|criticised|accused|urged|asked|visited|replaced|called|sued|supports|supported"
    "|praised|warned|attacked|killed|helped|informed|blamed|thanked|beats|tells|succeeded|invited|questioned|passed"
    "|warned|threatened|welcomed|attacked|invaded|defended|helped|ordered|pressed|blasted|slammed|joined"
    "|overtook|condemned|endorsed|rejected|fired|appointed|interviewed|arrested|acquired|owns|bought|leads|led"
)
_COUNTRY_WORDS = ("U.S.", "US", "America", "UK", "U.K.", "Britain", "England")
# What a country or an office may own: China's foreign ministry, Chinese officials.
_PARTY = (
    r"(?:(?:['’]s)?(?:\s(?!(?:of|in|and|or|to|with|from|for|by|that|who|which|said|says|the|has|have|was|were)\s)"
    r"[a-z]+){1,2}?)?"
)
_TITLE = (
    r"(?:(?:the|former|fellow)\s)?(?:(?:Mr|Ms|Mrs|Dr)\.?\s|(?:[A-Z]?[a-z]+\s){0,3}(?:[Mm]inister|[Pp]resident"
    r"|[Ss]ecretary|[Ss]peaker|[Mm]ayor|[Gg]overnor|[Ss]enator|[Pp]rofessor|[Cc]oach)\s)?"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the ledger as it stands in a line."""

    entry: int
    kind: str
    start: int
    end: int


def speaker_swapped(line: str, at: int, rng: random.Random, names: Sequence[NameEntry]) -> str | None:
    """The line with another person of the article as its speaker; the person is in full, as accepted
    elsewhere, and is not named in this line of either language. ``at`` is the number of the line."""
    here = _in_line(line, names)
    speaking = [
        one
        for one in here
        if one.kind == "person"
        and (
            re.match(rf"\s(?:also\s)?{_SPEECH}\b", line[one.end :])
            or re.search(rf"[,\"”]\s{_SPEECH}\s$", line[: one.start])
        )
    ]
    if not speaking:
        return None
    one = rng.choice(speaking)
    taken = {each.entry for each in here} | {
        number
        for number, entry in enumerate(names)
        if any(mention.sentence == at for mention in entry.mentions)
    }
    others = []
    for number, entry in enumerate(names):
        accepted = [each.mention.text for each in entry.targets if each.verdict == "accept"]
        if entry.kind == "person" and number not in taken and accepted:
            others.append(max(accepted, key=len))
    own = set(line[one.start : one.end].split())
    others = [other for other in others if not own & set(other.split())]
    return line[: one.start] + rng.choice(others) + line[one.end :] if others else None


def roles_swapped(line: str, at: int, rng: random.Random, names: Sequence[NameEntry]) -> str | None:
    """The line with two names exchanged around a verb that one does to the other; both stand in the
    same line of the source."""
    here = [
        one for one in _in_line(line, names)
        if any(mention.sentence == at for mention in names[one.entry].mentions)
    ]  # fmt: skip
    joined = [
        (first, second)
        for first, second in pairwise(here)
        if first.entry != second.entry
        and re.fullmatch(
            rf"{_PARTY}\s(?:ha[sd]\s|have\s|also\s|later\s|\w+ly\s)?"
            rf"(?:(?:{_VERBS})|(?:was|were)\s(?:{_VERBS})\sby)\s(?:[a-z]+\s){{0,2}}?{_TITLE}",
            line[first.end : second.start],
        )
        and not (second.kind == "place" and re.match(r"['’]s|\s[A-Z]", line[second.end :]))
    ]
    if not joined:
        return None
    first, second = rng.choice(joined)
    between = line[first.end : second.start]
    one, other = line[first.start : first.end], line[second.start : second.end]
    return line[: first.start] + other + between + one + line[second.end :]


def printed_names(source: Sequence[str], target: Sequence[str]) -> list[NameEntry]:
    """Entries for the names of persons that a source prints in Latin letters, as its translation does."""
    pattern = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?:[-\s][A-Z][a-z]+)*(?![A-Za-z])")
    persons = {one[0] for line in target for one in names_in(line)}
    lines: dict[str, list[int]] = {}
    for at, line in enumerate(source):
        for match in pattern.finditer(line):
            whole = next(
                (name for name in sorted(persons) if match[0] in name.split() or match[0] == name), None
            )
            if whole is not None:
                lines.setdefault(whole, []).append(at)
    found = []
    for name, places in sorted(lines.items()):
        spellings = dict.fromkeys((name, name.split()[-1]))
        targets = [NameTarget(Mention(one, "person", -1, 0, 0), "accept", 1.0) for one in spellings]
        mentions = tuple(Mention(name, "person", at, 0, 0) for at in places)
        found.append(NameEntry(name, "person", mentions, (), name, tuple(targets), "accept"))
    return found


def placed_names(source: Sequence[str], target: Sequence[str], language: str) -> list[NameEntry]:
    """Entries for the countries and cities that stand in the same line of both languages."""
    from align.names.lists.places import find_places

    lines: dict[str, list[int]] = {}
    words: dict[str, set[str]] = {}
    for at, (here, there) in enumerate(zip(source, target, strict=False)):
        named = {one.places[0].name for one in find_places(here, language) if len(one.places) == 1}
        for one in find_places(there, "en"):
            name, word = one.places[0].name, there[one.start : one.end]
            if len(one.places) == 1 and name in named and word in (name, *_COUNTRY_WORDS):  # nouns only
                lines.setdefault(name, []).append(at)
                words.setdefault(name, set()).add(word)
    return [
        NameEntry(
            name,
            "place",
            tuple(Mention(name, "place", at, 0, 0) for at in dict.fromkeys(places)),
            (),
            name,
            tuple(
                NameTarget(Mention(word, "place", -1, 0, 0), "accept", 1.0) for word in sorted(words[name])
            ),
            "accept",
        )
        for name, places in sorted(lines.items())
    ]


def _in_line(line: str, names: Sequence[NameEntry]) -> list[_Name]:
    """The accepted names in a line, the longest spelling at each place, in order."""
    found: list[_Name] = []
    spellings = sorted(
        {
            (each.mention.text, number, entry.kind)
            for number, entry in enumerate(names)
            for each in entry.targets
            if each.verdict == "accept"
        },
        key=lambda one: (-len(one[0]), one[0]),
    )
    for text, number, kind in spellings:
        for match in re.finditer(rf"(?<![\w-]){re.escape(text)}(?![\w-])", line):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(_Name(number, kind, *match.span()))
    return sorted(found, key=lambda one: one.start)
