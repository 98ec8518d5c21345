"""Every name of a source article followed into its reprint, with a verdict on each spelling.

1. What fits is claimed: a spelling equal to a reading, a known form, or one whose letters fit belongs to
   its name wherever it stands. 2. What is left in the sentences that render a name's sentences is
   assigned one to one, by likeness, title, place in the sentence and the model's attention. 3. An
   assigned spelling that cannot be the name's is a conflict; where evidence is thin it is unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from align.document import Article, Bead, Mention, NameEntry, NameTarget, Sentence
from align.names.assign import best_assignment
from align.names.chinese_text import chinese_mentions
from align.names.english import cuts, english_mentions
from align.names.entries import Name, gather
from align.names.glossary import Glossary, Known
from align.names.japanese_text import japanese_mentions
from align.names.judge import ACCEPT, REJECT, Judgement, judge, why_not
from align.names.letters import fold_letters
from align.names.match import all_readings, letter_scores, name_parts
from align.names.spellings import expected_spelling, reconcile
from align.names.unseen import explained_elsewhere

_ASSIGNED = 0.45
_MAY_STAND = "it may stand for"
# Family names of the alias list that many others bear.
_SHARED = frozenset(
    "lee kim wang li suzuki saito wong cook ma costa moon han cho harris lin wu guo he abe kato".split()
)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both articles as the ledger sees them: ``renders[i]`` the target sentences of source sentence i."""

    language: str
    source: Sequence[Sentence]
    target: Sequence[Sentence]
    renders: Mapping[int, tuple[int, ...]]
    names: list[Name]
    targets: list[Mention]


def source_mentions(article: Article, sentences: Sequence[Sentence], glossary: Glossary) -> list[Mention]:
    """The names of a Japanese or Chinese article; of an English one, its English names."""
    if article.language == "en":
        return english_mentions(article.text, sentences)
    if article.language == "ja":
        return japanese_mentions(sentences, glossary.forms())
    return chinese_mentions(sentences, glossary.forms())


def follow(
    source: Article,
    target: Article,
    source_sentences: Sequence[Sentence],
    target_sentences: Sequence[Sentence],
    beads: Sequence[Bead],
    glossary: Glossary,
    model: Any = None,
    order: str | None = None,
) -> tuple[NameEntry, ...]:
    """The entries for a Japanese or Chinese source and an English target, in order of first mention.

    ``order`` is the house style for Japanese persons, ``given name first`` or ``surname first``; without
    one, what most of the article's names do. Alignment evidence is used where ``beads`` have it.
    """
    names = gather(source_mentions(source, source_sentences, glossary), glossary, source.language)
    targets = english_mentions(target.text, target_sentences)
    renders: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for bead in beads:
        for i in bead.source:
            renders[i] += bead.target
    sides = _Sides(source.language, source_sentences, target_sentences, renders, names, targets)
    judged = _judgements(sides)
    claimed = _claims(sides, judged)
    assigned = _assigned(sides, judged, claimed, glossary, model)
    entries = [_entry(sides, at, name, [*claimed[at], *assigned[at]]) for at, name in enumerate(names)]
    return reconcile(entries, names, order)


def _judgements(sides: _Sides) -> list[dict[str, Judgement]]:
    """For each name, its judgement of each distinct spelling of the target."""
    spellings = list(dict.fromkeys(part.text for mention in sides.targets for part in cuts(mention)))
    return [dict(zip(spellings, judge(name, spellings, sides.language), strict=True)) for name in sides.names]


def _aligned(sides: _Sides, name: Name) -> set[int]:
    return {j for mention in name.mentions for j in sides.renders.get(mention.sentence, ())}


def _claims(sides: _Sides, judged: Sequence[Mapping[str, Judgement]]) -> list[list[NameTarget]]:
    """Target mentions that fit a name, each given to the name that it fits best."""
    claimed: list[list[NameTarget]] = [[] for _ in sides.names]
    aligned = [_aligned(sides, name) for name in sides.names]
    for mention in sides.targets:
        best: tuple[float, int, Mention] | None = None
        for part in cuts(mention):
            for at, name in enumerate(sides.names):
                judgement = judged[at][part.text]
                near = part.sentence in aligned[at]
                if judgement.verdict not in ("accept", "variant") or not (near or _certain(judgement, name)):
                    continue
                person = name.kind == "person"
                if person and mention.kind in ("organisation", "place") and judgement.route == "letters":
                    continue
                weight = judgement.score + 0.3 * near + 0.05 * (person and mention.kind == "person")
                weight += 0.12 * min(len(part.text.split()), 2)
                if best is None or weight > best[0]:
                    best = (weight, at, part)
        if best is not None:
            _, at, part = best
            claimed[at].append(_target(part, judged[at][part.text]))
    return claimed


def _certain(judgement: Judgement, name: Name) -> bool:
    """Whether a spelling is a name's wherever it stands, outside the sentences that render it too."""
    if judgement.route == "letters":
        return judgement.score >= 0.8 and len(fold_letters(judgement.spelling)) >= 4
    return judgement.form != "given" and len(name.text) != 1


def _target(mention: Mention, judgement: Judgement) -> NameTarget:
    evidence = {"form": judgement.form, "order": judgement.order, "route": judgement.route}
    kept = {key: value for key, value in evidence.items() if value}
    return NameTarget(mention, judgement.verdict, round(judgement.score, 4), judgement.reason, kept)


def _assigned(
    sides: _Sides,
    judged: Sequence[Mapping[str, Judgement]],
    claimed: Sequence[Sequence[NameTarget]],
    glossary: Glossary,
    model: Any,
) -> list[list[NameTarget]]:
    """What no name claimed, set against the names that are missing where their sentences are rendered."""
    taken = {target.mention.end for targets in claimed for target in targets}
    spoken = {target.mention.text for targets in claimed for target in targets}
    free = [m for m in sides.targets if m.end not in taken and m.text not in spoken]
    found: list[list[NameTarget]] = [[] for _ in sides.names]
    seen: dict[tuple[int, str], NameTarget] = {}
    repeated: list[tuple[int, str]] = []
    for i in sorted({m.sentence for name in sides.names for m in name.mentions if m.sentence >= 0}):
        rendered = set(sides.renders.get(i, ()))
        left = [m for m in free if m.sentence in rendered]
        missing = [
            at
            for at, name in enumerate(sides.names)
            if any(m.sentence == i for m in name.mentions)
            and not any(t.mention.sentence in rendered for t in claimed[at])
        ]
        left = [m for m in left if not explained_elsewhere(m.text, _unnamed(sides, i), sides.language)]
        if not left or not missing:
            continue
        weights = [[_likeness(sides, judged, at, i, m, glossary, model) for m in left] for at in missing]
        for row, column in best_assignment(weights):
            at, mention, weight = missing[row], left[column], weights[row][column]
            if weight < _ASSIGNED or mention.text in spoken:
                continue
            if (at, mention.text) in seen:
                repeated.append((at, mention.text))
                continue
            alone = len(left) == len(missing) == 1
            target = _accuse(sides, at, judged[at][mention.text], mention, glossary, weight, alone)
            seen[at, mention.text] = target
            found[at].append(target)
    for at, targets in enumerate(found):
        found[at] = _corroborated(sides.names[at], targets, [key for key in repeated if key[0] == at])
    for mention in free:  # the same wrong spelling once more, wherever it stands
        for targets in found:
            same = next((t for t in targets if t.mention.text == mention.text and t.mention != mention), None)
            if same is not None and all(t.mention != mention for t in targets):
                targets.append(replace(same, mention=mention))
    return found


def _corroborated(
    name: Name, targets: Sequence[NameTarget], repeated: Sequence[tuple[int, str]]
) -> list[NameTarget]:
    """The targets, with what may only stand for a name called a conflict when it does so in more than
    one sentence, or when its last word is in a spelling that is one."""
    texts = {text for _, text in repeated}
    wrong = {t.mention.text.split()[-1] for t in targets if t.verdict == "conflict"}
    checked = []
    for target in targets:
        spelling = target.mention.text
        doubted = target.verdict == "unknown" and target.reason.startswith(_MAY_STAND)
        if doubted and name.kind == "person" and (spelling in texts or spelling in wrong):
            reason = target.reason.partition("; ")[2]
            target = replace(
                target, verdict="conflict", reason=reason, evidence={**target.evidence, "wrong": spelling}
            )
        checked.append(target)
    return checked


def _unnamed(sides: _Sides, sentence: int) -> str:
    """A source sentence with the names that were found in it taken out."""
    text, start = sides.source[sentence].text, sides.source[sentence].start
    for name in sides.names:
        for m in name.mentions:
            if m.sentence == sentence:
                text = text[: m.start - start] + "\u3000" * len(m.text) + text[m.end - start :]
    return text


def _likeness(
    sides: _Sides,
    judged: Sequence[Mapping[str, Judgement]],
    at: int,
    sentence: int,
    mention: Mention,
    glossary: Glossary,
    model: Any,
) -> float:
    """How likely a left-over spelling stands for a name that is missing, 0 to 1."""
    name = sides.names[at]
    known = glossary.named(mention.text)
    kind = known.kind if known else mention.kind
    if name.kind == "person":
        if kind in ("place", "organisation", "outlet"):
            return 0.0
    elif not (known and name.known and known.kind == name.known.kind):
        return 0.0
    judgement = judged[at][mention.text]
    weight = 0.35 + 0.35 * judgement.near
    own = next(m for m in name.mentions if m.sentence == sentence)
    if kind == "person" or " " in mention.text:
        weight += 0.12
    if own.title and mention.title:
        weight += 0.08
    source, target = sides.source[sentence], sides.target[mention.sentence]
    here = (own.start - source.start) / max(len(source.text), 1)
    there = (mention.start - target.start) / max(len(target.text), 1)
    weight += 0.12 * (1 - abs(here - there))
    attention = _attention(model, sides, own, mention)
    return weight if attention is None else 0.7 * weight + 0.3 * min(1.0, 2 * attention)


def _attention(model: Any, sides: _Sides, own: Mention, mention: Mention) -> float | None:
    """The attention from the target mention to the source mention, or None where the model has none."""
    if model is None or "attend" not in getattr(model, "verbs", ()):
        return None
    source, target = sides.source[own.sentence], sides.target[mention.sentence]
    attention = model.attend(source.text, target.text, sides.language, "en")
    a, b = own.start - source.start, own.end - source.start
    c, d = mention.start - target.start, mention.end - target.start
    rows = [r for r, (s, e) in enumerate(attention.target_offsets) if s < d and c < e]
    columns = [k for k, (s, e) in enumerate(attention.source_offsets) if s < b and a < e]
    if not rows or not columns:
        return None
    return float(attention.weights[rows][:, columns].sum(1).mean())


def _accuse(
    sides: _Sides,
    at: int,
    judgement: Judgement,
    mention: Mention,
    glossary: Glossary,
    weight: float,
    alone: bool,
) -> NameTarget:
    """The verdict on a spelling that was assigned to a name and is not accepted."""
    name = sides.names[at]
    other = glossary.named(mention.text)
    misnamed = other and name.known and other.english != name.known.english
    if (
        other
        and name.known
        and misnamed
        and _full_or_rare(other, mention.text)
        and (alone or name.kind == "person")
    ):
        reason = f"{name.text} is {name.known.english}, '{mention.text}' is {other.english}"
        return NameTarget(mention, "conflict", round(1 - judgement.near, 4), reason, {"wrong": other.english})
    if name.kind != "person":
        return NameTarget(mention, "unknown", round(judgement.near, 4), judgement.reason)
    verdict, reason = why_not(name, mention.text, sides.language)
    if verdict == "conflict" and "letters" in reason and 2 * REJECT < judgement.near < ACCEPT:
        verdict = "unknown"
        reason = f"the letters of '{mention.text}' fit {name.text} badly ({judgement.near:.2f})"
        if _certainly_person(name) and _last_part_wrong(name, mention.text):
            verdict, reason = (
                "conflict",
                f"'{mention.text}' shares a part with {name.text}, but not the family name",
            )
    if verdict == "conflict" and not _sure(name, judgement, mention, weight, alone):
        verdict, reason = "unknown", f"{_MAY_STAND} {name.text}; {reason}"
    evidence: dict[str, Any] = {"assigned": round(weight, 3)}
    if verdict == "conflict" and judgement.near <= REJECT:
        evidence["wrong"] = other.english if other else mention.text
    return NameTarget(mention, verdict, round(1 - judgement.near, 4), reason, evidence)


def _sure(name: Name, judgement: Judgement, mention: Mention, weight: float, alone: bool) -> bool:
    """Whether an unlikely spelling was assigned on enough evidence to be called a conflict.

    What resembles the name is meant for it. What does not is so only when both sides are plainly
    persons and stand where the other should: a single word only when nothing else is left there.
    """
    if len(mention.text.split()) > 4:
        return False
    if judgement.near >= 0.3:
        return True
    person = mention.kind == "person" or " " in mention.text
    if name.kind != "person":
        return False
    return weight >= _ASSIGNED + 0.06 if person else alone


def _certainly_person(name: Name) -> bool:
    return bool(name.known) or any(m.title or m.original for m in name.mentions)


def _last_part_wrong(name: Name, spelling: str) -> bool:
    """Whether the family names of two full names cannot be the same, whatever the given names are."""
    parts, words = name_parts(name.text), spelling.split()
    return len(parts) > 1 and len(words) > 1 and float(letter_scores(parts[-1], [words[-1]])[0]) < REJECT / 20


def _full_or_rare(other: Known, spelling: str) -> bool:
    """Whether a spelling names that known person and not merely somebody of the same family name."""
    return " " in spelling or fold_letters(spelling) not in _SHARED


def _entry(sides: _Sides, at: int, name: Name, targets: list[NameTarget]) -> NameEntry:
    ordered = tuple(sorted(targets, key=lambda t: t.mention.start))
    readings = (
        all_readings(name.text, sides.language, name.kind)
        if name.kind in ("person", "other") or not name.known
        else ()
    )
    expected = expected_spelling(name, readings, ordered)
    rendered = [j for m in name.mentions for j in sides.renders.get(m.sentence, ())]
    status = "unknown"
    verdicts = Counter(t.verdict for t in ordered)
    if verdicts["conflict"]:
        wrong = any("wrong" in t.evidence for t in ordered if t.verdict == "conflict")
        status = "wrong person" if wrong and name.kind == "person" else "conflict"
    elif verdicts["variant"]:
        status = "variant"
    elif verdicts["accept"]:
        status = "accept"
    elif not ordered and rendered:
        status = "missing"
    return NameEntry(name.text, name.kind, name.mentions, tuple(readings[:12]), expected, ordered, status)
