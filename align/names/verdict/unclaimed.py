"""What no name claimed, set against the names that are missing where their sentences are rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from align.document import Mention, NameTarget
from align.model.protocol import attend_as_fitted
from align.names.lists.glossary import Glossary
from align.names.lists.places import find_places
from align.names.mentions.english import person_in, personality, rest_of
from align.names.mentions.entries import Name
from align.names.mentions.sides import Sides
from align.names.script.division import name_parts
from align.names.verdict.accusations import Assigned, Outcome, outcome_of
from align.names.verdict.assignment import best_assignment
from align.names.verdict.judgements import Judgements
from align.names.verdict.thresholds import thresholds
from align.names.verdict.unseen import explained

if TYPE_CHECKING:
    from align.model import Model

_LATIN = re.compile(r"[A-ZÀ-ž][\w'’.-]*")
_DESCRIBED = re.compile(r"-(?:based|led|backed|born|owned|style|era|listed|made|run)$")  # San Francisco-based
_HARDLY_LIKE = 0.9  # one less the likeness below which a spelling shares nothing with a name


def assigned(
    sides: Sides,
    judged: Judgements,
    claimed: Sequence[Sequence[NameTarget]],
    glossary: Glossary,
    model: Model | None,
) -> list[list[NameTarget]]:
    """What no name claimed, set against the names that are missing where their sentences are rendered."""
    printed = frozenset(word for sentence in sides.source for word in _LATIN.findall(sentence.text))
    free = [
        m for m in _unclaimed(sides, claimed) if not set(m.text.split()) <= printed
    ]  # La Linea, given as such
    found: list[list[Outcome]] = [[] for _ in sides.names]
    seen: set[tuple[int, str]] = set()
    repeated: set[tuple[int, str]] = set()
    for i in sorted({m.sentence for name in sides.names for m in name.mentions if m.sentence >= 0}):
        missing, left = _left_at(sides, i, claimed, free)
        for pair in _matched(sides, judged, i, missing, left, glossary, model) if left else ():
            key = missing[pair.row], pair.mention.text
            if key in seen:
                repeated.add(key)
                continue
            seen.add(key)
            one = Assigned(
                sides, sides.names[key[0]], pair.mention, judged[key], glossary.named(pair.mention.text),
                pair.weight, pair.alone, pair.sole,
            )  # fmt: skip
            found[key[0]].append(outcome_of(one))
    for at, outcomes in enumerate(found):
        again = {spelling for number, spelling in repeated if number == at}
        found[at] = _corroborated(sides.names[at], outcomes, again)
    return [[outcome.target for outcome in _everywhere(outcomes, free)] for outcomes in found]


def _everywhere(outcomes: Sequence[Outcome], free: Sequence[Mention]) -> list[Outcome]:
    """The outcomes, and the same for the same spelling wherever it stands once more."""
    again = []
    taken = {outcome.mention for outcome in outcomes}
    for mention in free:
        same = next((one for one in outcomes if one.mention.text == mention.text), None)
        if same is not None and mention not in taken:
            again.append(replace(same, mention=mention))
    return [*outcomes, *again]


@dataclass(frozen=True, slots=True)
class _Match:
    """A spelling assigned to the missing name of a row, and whether anything else was left there."""

    row: int
    mention: Mention
    weight: float
    alone: bool
    sole: bool


def _left_at(
    sides: Sides, i: int, claimed: Sequence[Sequence[NameTarget]], free: Sequence[Mention]
) -> tuple[list[int], list[Mention]]:
    """The names of a source sentence that nothing in its rendering claims, and the spellings there that no name claims
    and nothing else in the source sentence says."""
    rendered = set(sides.renders.get(i, ()))
    missing = [at for at in range(len(sides.names)) if _is_missing(sides, at, i, rendered, claimed[at])]
    left = [m for m in free if m.sentence in rendered] if missing else []
    if not left:
        return missing, left
    carried = frozenset(range(len(sides.names))) - frozenset(missing)
    elsewhere = explained(tuple(m.text for m in left), sides.unnamed(i, carried), sides.language)
    return missing, [m for m, here in zip(left, elsewhere, strict=True) if not here]


def _matched(
    sides: Sides,
    judged: Judgements,
    i: int,
    missing: Sequence[int],
    left: Sequence[Mention],
    glossary: Glossary,
    model: Model | None,
) -> Iterator[_Match]:
    """What is left in a sentence's rendering, one to one with the missing names, where it is likely enough."""
    bounds = thresholds()
    persons = {m.text for m in left if personality(m, sides.target[m.sentence])}
    weights = [[_likeness(sides, judged, at, i, m, glossary, model) for m in left] for at in missing]
    pairs = best_assignment(weights)
    # What plainly goes together says nothing of what is left: Ishikawa Takaya for 石川昂.
    plain = [(r, c) for r, c in pairs if judged[missing[r], left[c].text].near >= bounds.settled]
    persons -= {left[c].text for _, c in plain}
    settled = {row for row, _ in plain}
    unmet = [at for row, at in enumerate(missing) if row not in settled]
    sole = len(persons) == 1 == sum(sides.names[at].kind == "person" for at in unmet)
    for row, column in pairs:
        mention, weight = left[column], weights[row][column]
        if weight >= bounds.assigned:
            alone = len(left) == len(missing) == 1 or (sole and " " in mention.text)
            yield _Match(row, mention, weight, alone, sole)


def _is_missing(
    sides: Sides, at: int, sentence: int, rendered: set[int], claims: Sequence[NameTarget]
) -> bool:
    """Whether a source sentence holds a name that nothing in its rendering was claimed for; of a person
    named twice, in full first, whether only the second was."""
    here = [m for m in sides.names[at].mentions if m.sentence == sentence]
    found = [t for t in claims if t.mention.sentence in rendered]
    if not here or not found:
        return bool(here)
    full = max(len(m.text) for m in here) > min(len(m.text) for m in here)
    single = all(" " not in t.mention.text for t in found)
    return sides.names[at].kind == "person" and full and single and len(here) > len(found)


def _unclaimed(sides: Sides, claimed: Sequence[Sequence[NameTarget]]) -> list[Mention]:
    """English mentions that no name claimed, without ordinary words before them, and what is left of those
    of which a name claimed a part; none that a claimed spelling holds as one of its words."""
    taken = [target.mention for targets in claimed for target in targets]
    spoken = {text for mention in taken for text in (mention.text, *mention.text.split())}
    free = []
    for mention in sides.targets:
        parts = [one for one in taken if one.start < mention.end and mention.start < one.end]
        rests = [rest for part in parts for rest in rest_of(mention, part)]
        if not parts and len(mention.text.split()) > 4:  # a headline in title case
            rests = rest_of(mention, replace(mention, end=mention.start))
        kept = rests if parts or rests else [person_in(mention)]
        free += [one for one in kept if not any(one.start < t.end and t.start < one.end for t in parts)]
    return [mention for mention in free if mention.text not in spoken]


def _corroborated(name: Name, outcomes: Sequence[Outcome], repeated: set[str]) -> list[Outcome]:
    """The outcomes, with what may only stand for a name called a conflict when it does so in more than
    one sentence, or when its last word is in a spelling that is one."""
    wrong = {one.mention.text.split()[-1] for one in outcomes if one.verdict == "conflict"}
    half_fitting = {
        one.mention.text.split()[-1]
        for one in outcomes
        if one.verdict == "unknown" and one.score < _HARDLY_LIKE and " " in one.mention.text
    }
    checked = []
    for one in outcomes:
        spelling = one.mention.text
        if one.verdict == "conflict" and spelling in half_fitting:
            one = replace(one, verdict="unknown", reason=replace(one.reason, doubt="half"))
        elif one.reason.doubt == "assigned" and name.kind == "person" and spelling in repeated | wrong:
            evidence = {**one.evidence, "wrong": spelling}
            one = replace(one, verdict="conflict", reason=replace(one.reason, doubt=None), evidence=evidence)
        checked.append(one)
    return checked


def _likeness(
    sides: Sides,
    judged: Judgements,
    at: int,
    sentence: int,
    mention: Mention,
    glossary: Glossary,
    model: Model | None,
) -> float:
    """How likely a left-over spelling stands for a name that is missing, 0 to 1."""
    name = sides.names[at]
    known = glossary.named(mention.text)
    kind = known.kind if known else mention.kind
    if name.kind == "person":
        if kind in ("place", "organisation", "outlet") or _DESCRIBED.search(mention.text):
            return 0.0
    elif not (known and name.known and known.kind == name.known.kind) and not (name.own and not known):
        return 0.0
    judgement = judged[at, mention.text]
    person = personality(mention, sides.target[mention.sentence])
    if name.kind == "person" and person < 1 and _is_place(mention.text):
        return 0.0
    if name.kind == "person" and not person and judgement.near < thresholds().reject:
        return 0.0
    weight = 0.3 + 0.35 * judgement.near + 0.2 * person + 0.15 * (name.kind == "outlet")
    own = next(m for m in name.mentions if m.sentence == sentence)
    if own.title and mention.title:
        weight += 0.08
    if len(name_parts(own.text)) > 1 and " " not in mention.text:
        weight -= 0.08  # a full name is rendered in full
    source, target = sides.source[sentence], sides.target[mention.sentence]
    here = (own.start - source.start) / max(len(source.text), 1)
    there = (mention.start - target.start) / max(len(target.text), 1)
    weight += 0.12 * (1 - abs(here - there))
    attention = _attention(model, sides, own, mention)
    # A stranger draws no attention from the name that it displaced, so attention speaks for, never against.
    return weight if attention is None else max(weight, 0.7 * weight + 0.3 * min(1.0, 2 * attention))


@lru_cache(maxsize=4096)
def _is_place(spelling: str) -> bool:
    """Whether a spelling is a place of the list and nothing more."""
    return any(found.end - found.start == len(spelling) for found in find_places(spelling, "en"))


def _attention(model: Model | None, sides: Sides, own: Mention, mention: Mention) -> float | None:
    """The attention from the target mention to the source mention, or None where the model has none."""
    if model is None or "attend" not in model.verbs:
        return None
    source, target = sides.source[own.sentence], sides.target[mention.sentence]
    attention = attend_as_fitted(model, source.text, target.text, sides.language, "en")
    a, b = own.start - source.start, own.end - source.start
    c, d = mention.start - target.start, mention.end - target.start
    rows = [r for r, (s, e) in enumerate(attention.target_offsets) if s < d and c < e]
    columns = [k for k, (s, e) in enumerate(attention.source_offsets) if s < b and a < e]
    if not rows or not columns:
        return None
    return float(attention.weights[rows][:, columns].sum(1).mean())
