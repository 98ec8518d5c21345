"""One person of the article in the place of another, in a sentence or between two clauses of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from align.document import Bead, Finding, Location, Mention, NameEntry
from align.fidelity.actors.exchanged import Exchanged, exchanged_person
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.clauses import facing
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side

_LONGEST = 3  # sentences of a side


@dataclass(frozen=True, slots=True)
class _Place:
    """A person in a passage: the name, and its span in the passage's joined text and in the article."""

    entry: NameEntry
    mention: Mention
    start: int
    end: int


def _find(context: Context) -> Iterator[Finding]:
    if context.target.cjk or not context.source.cjk:
        return
    source, target = _persons(context.names)
    for _, bead in context.paired():
        if (one := exchanged_person(context, bead)) is not None:
            yield _instead(context, one)
            continue
        if len(bead.source) > _LONGEST or len(bead.target) > _LONGEST:
            continue
        here, there = (
            _places(context.source, bead.source, source),
            _places(context.target, bead.target, target),
        )
        found = _replaced(context, bead, here, there) or _crossed(context, bead, here, there)
        if found:
            yield found


def _instead(context: Context, one: Exchanged) -> Finding:
    """The finding of a person whom a passage names and its whole rendering does not, another standing there."""
    return CHECK.finding(
        "major",
        f"“{one.printed.text}” is {one.instead.source}; the source names {one.entry.source} here: another person of "
        "the article in the name's place.",
        source=context.source.location(one.mention.start, one.mention.end, one.mention.sentence),
        target=context.target.location(one.printed.start, one.printed.end, one.printed.sentence),
        expected=one.entry.expected,
        evidence={"status": "wrong person", "known": one.instead.source},
    )


Mentions = Mapping[int, Sequence[tuple[NameEntry, Mention]]]


def _persons(names: Sequence[NameEntry]) -> tuple[Mentions, Mentions]:
    """The persons of the ledger by sentence, in the source and, where the spelling is meant for them, in the
    target."""
    source: dict[int, list[tuple[NameEntry, Mention]]] = defaultdict(list)
    target: dict[int, list[tuple[NameEntry, Mention]]] = defaultdict(list)
    for entry in names:
        if entry.kind == "person":
            for mention in entry.mentions:
                source[mention.sentence].append((entry, mention))
            for one in entry.targets:
                # A slip in a name's spelling makes nobody else of its bearer.
                if one.verdict in ("accept", "variant") or one.evidence.get("form") == "other reading":
                    target[one.mention.sentence].append((entry, one.mention))
    return source, target


def _places(side: Side, indexes: Sequence[int], mentions: Mentions) -> dict[str, _Place]:
    """The first place of each person in some sentences, by the source's name."""
    found: dict[str, _Place] = {}
    begin = 0
    for at in indexes:
        sentence = side.sentences[at]
        for entry, mention in sorted(mentions.get(at, ()), key=lambda one: one[1].start):
            start = mention.start - sentence.start + begin
            found.setdefault(entry.source, _Place(entry, mention, start, start + len(mention.text)))
        begin += len(sentence.text) + (0 if side.cjk else 1)
    return found


def _replaced(
    context: Context, bead: Bead, here: Mapping[str, _Place], there: Mapping[str, _Place]
) -> Finding | None:
    """The only person whom a passage names and its rendering does not, and the only one whom the rendering names and
    the passage does not, in the clause that renders it. Less sure where the sentences beside it name that one."""
    missing = [name for name in here if name not in there]
    given = [name for name in there if name not in here]
    if len(missing) != 1 or len(given) != 1 or context.reprint == "free":
        return None  # who writes anew names persons where he likes
    wanted, other = here[missing[0]], there[given[0]]
    if _alike(wanted.entry.source, other.entry.source):
        return None
    clauses = facing(context, bead)
    if not any(_within(other, both.target) and _within(wanted, both.source) for both in clauses):
        return None
    return CHECK.finding(
        "minor" if context.condensed or given[0] in _named(context, bead) else "major",
        f"The source names {wanted.entry.source} here, the translation “{other.mention.text}”: another person of the "
        "article in the name's place.",
        source=_location(context.source, wanted),
        target=_location(context.target, other),
        expected=wanted.entry.expected,
    )


def _alike(one: str, other: str) -> bool:
    """Whether two names of the ledger share a part and may be one person's."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def _named(context: Context, bead: Bead) -> set[str]:
    """Whom the source sentences right beside a passage name."""
    near = context.nearby_source(bead)
    return {entry.source for entry in context.names if any(one.sentence in near for one in entry.mentions)}


def _crossed(
    context: Context, bead: Bead, here: Mapping[str, _Place], there: Mapping[str, _Place]
) -> Finding | None:
    """Two persons who stand in each other's clause: what the source says of one is said of the other."""
    both = [name for name in there if name in here]
    if len(both) < 2:
        return None
    spans = tuple([(one.start, one.end) for one in side.values()] for side in (here, there))
    clauses = facing(context, bead, (spans[0], spans[1]))
    for one, other in combinations(both, 2):
        runs = [
            next((each.source for each in clauses if _within(there[name], each.target)), None)
            for name in (one, other)
        ]
        first, second = runs
        if first is None or second is None or (first[0] < second[1] and second[0] < first[1]):
            continue
        if _within(here[other], first) and _within(here[one], second):
            return CHECK.finding(
                "major",
                f"The names {one} and {other} have changed places: what the source says of one is said of the other "
                "here.",
                source=_location(context.source, here[one]),
                target=_location(context.target, there[one]),
                expected=here[other].entry.expected,
            )
    return None


def _within(place: _Place, span: tuple[int, int]) -> bool:
    return span[0] <= place.start < span[1]


def _location(side: Side, place: _Place) -> Location:
    return side.location(place.mention.start, place.mention.end, place.mention.sentence)


CHECK = Check(
    id="exchanged_persons",
    title="Exchanged persons",
    summary="a person of the article named in the place of another",
    why=(
        "Both names are spelled right and both are in the article, so no reader stops; but the words are somebody "
        "else's. A name counts where the clause it stands in renders the clause of the other."
    ),
    categories=("accuracy/mistranslation",),
    severities=("critical", "major", "minor"),
    reads_names=True,
    planted=("speaker",),
    examples=(
        Example(
            "山田健一社長が会見した。\n鈴木花子氏は値上げに反対した。",
            "President Kenichi Yamada held a news conference.\nHanako Suzuki opposed the price increase.",
        ),
        Example(
            "山田健一社長が会見した。\n鈴木花子氏は値上げに反対した。",
            "President Kenichi Yamada held a news conference.\nYamada opposed the price increase.",
            "Yamada",
        ),
    ),
    find=_find,
)
