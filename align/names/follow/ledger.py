"""Every name of a source article followed into its reprint, with a verdict on each spelling.

1. What fits is claimed: a spelling equal to a reading, a known form, or one whose letters fit belongs to
   its name wherever it stands. 2. What is left in the sentences that render a name's sentences is
   assigned one to one, by likeness, title, place in the sentence and the model's attention. 3. An
   assigned spelling that cannot be the name's is a conflict; where evidence is thin it is unknown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from align.document import Article, Bead, Mention, MentionKind, NameEntry, NameTarget, Sentence
from align.names.follow.guided import guided_mentions
from align.names.follow.spellings import by_bearer, expected_spelling, reconcile
from align.names.lists.glossary import Glossary
from align.names.lists.places import places
from align.names.mentions.bearers import Region, region_of, tongue_of
from align.names.mentions.chinese import chinese_mentions
from align.names.mentions.english import cuts, english_mentions, ordinary, rest_of
from align.names.mentions.entries import Name, gather
from align.names.mentions.japanese import japanese_mentions
from align.names.mentions.sides import Sides
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.verdict.by_letters import wrong_given
from align.names.verdict.judge import Judgement
from align.names.verdict.judgements import Judgements
from align.names.verdict.match import all_readings
from align.names.verdict.personal import is_chinese
from align.names.verdict.unclaimed import assigned
from align.names.verdict.unseen import explained

if TYPE_CHECKING:
    from align.model import Model


def source_mentions(article: Article, sentences: Sequence[Sentence], glossary: Glossary) -> list[Mention]:
    """The names of a Japanese or Chinese article; of an English one, its English names."""
    if article.language == "en":
        return english_mentions(article.text, sentences)
    if article.language == "ja":
        return japanese_mentions(sentences, glossary.kinds())
    return chinese_mentions(sentences, glossary.heads())


def follow(
    source: Article,
    target: Article,
    source_sentences: Sequence[Sentence],
    target_sentences: Sequence[Sentence],
    beads: Sequence[Bead],
    glossary: Glossary,
    model: Model | None = None,
    order: str | None = None,
) -> tuple[NameEntry, ...]:
    """The entries for a Japanese or Chinese source and an English target, in order of first mention.

    ``order`` is the house style for Japanese persons, ``given name first`` or ``surname first``; without
    one, what most of the article's names do. Alignment evidence is used where ``beads`` have it.
    """
    targets = english_mentions(target.text, target_sentences)
    renders: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for bead in beads:
        for i in bead.source:
            renders[i] += bead.target
    mentions = source_mentions(source, source_sentences, glossary)
    if source.language.startswith("zh"):
        mentions += guided_mentions(source_sentences, mentions, renders, targets)
    names = [
        replace(one, tongue=tongue_of(one.mentions, source_sentences, source.language))
        if one.kind == "person" and not one.known
        else one
        for one in gather(mentions, glossary, source.language)
    ]
    sides = Sides(source.language, source_sentences, target_sentences, renders, names, targets)
    spellings = dict.fromkeys(part.text for mention in targets for part in cuts(mention))
    judged = Judgements.of(names, list(spellings), source.language)
    claimed = _claims(sides, judged)
    for at, name in enumerate(names):
        if name.kind == "person":
            claimed[at] += _family_names(sides, claimed, at)
    left = assigned(sides, judged, claimed, glossary, model)
    for at, name in enumerate(names):
        if not claimed[at] and not left[at]:
            claimed[at] += _printed(sides, name)
    region = region_of(source_sentences) if source.language.startswith("zh") else None
    entries = [_entry(sides, name, [*claimed[at], *left[at]], region) for at, name in enumerate(names)]
    return reconcile(entries, order)


def _aligned(sides: Sides, name: Name) -> set[int]:
    return {j for mention in name.mentions for j in sides.renders.get(mention.sentence, ())}


def _claims(sides: Sides, judged: Judgements) -> list[list[NameTarget]]:
    """Target mentions that fit a name, each given to the name that it fits best."""
    claimed: list[list[NameTarget]] = [[] for _ in sides.names]
    aligned = [_aligned(sides, name) for name in sides.names]
    queue = list(reversed(sides.targets))
    while queue:
        mention = queue.pop()
        best: tuple[float, int, Mention] | None = None
        for part in cuts(mention):
            words = len(part.text.split())
            for at, name in enumerate(sides.names):
                judgement = judged[at, part.text]
                near = part.sentence in aligned[at]
                if judgement.verdict not in ("accept", "variant") or not (near or _certain(judgement, name)):
                    continue
                person = name.kind == "person"
                if (
                    mention.kind == "person"
                    and part is not mention
                    and name.kind in ("place", "organisation")
                ):
                    continue  # 南区 is not the Minami of Tanaka Minami
                if part is not mention and _half_wrong(sides, at, judgement, mention, part, judged):
                    continue
                by_letters = judgement.route == "letters"
                if by_letters and (words > 4 or (person and part.kind in ("organisation", "place"))):
                    continue
                weight = judgement.score + 0.3 * near + 0.05 * (person and mention.kind == "person")
                weight += 0.12 * min(words, 2)
                pieces = len(name_parts(name.text))
                several = pieces > 1 and judgement.score > 0.8
                if by_letters and pieces == words > 1:  # the whole name, and not its last word alone
                    weight += 0.25
                if by_letters and words > 1 and not several:  # Indore, and not For Indore Egg
                    weight -= 0.13 * sum(map(ordinary, part.text.split()))
                if best is None or weight > best[0]:
                    best = (weight, at, part)
        if best is not None:
            _, at, part = best
            claimed[at].append(_target(part, judged[at, part.text]))
            queue += rest_of(mention, part)
    return claimed


def _family_names(sides: Sides, claimed: Sequence[Sequence[NameTarget]], at: int) -> list[NameTarget]:
    """Where a person whose full spelling fits is named again by its last or first word, which alone would not be known:
    Chinh after Pham Minh Chinh, Loke after Loke Siew Fook."""
    words = {
        word: target.mention.text
        for target in claimed[at]
        if target.verdict == "accept" and target.evidence.get("route") in _BY_SOUND
        for word in (target.mention.text.split()[0], target.mention.text.split()[-1])
        if len(word) > 2 and word != target.mention.text
    }
    taken = {target.mention.start for targets in claimed for target in targets} if words else set()
    return [
        NameTarget(m, "accept", 0.8, f"as in '{words[m.text]}'", {"form": "part", "route": "the text itself"})
        for m in sides.targets
        if m.text in words and m.start not in taken
    ]


_BY_SOUND = ("letters", "southern sounds", "vietnamese sounds", "korean sounds")


def _printed(sides: Sides, name: Name) -> list[NameTarget]:
    """Where a known place or institution is printed inside something longer: Beijing in the name of its
    observatory, China in “Chinese”."""
    if name.known is None or name.kind == "person":
        return []
    place = places().get(name.known.english)
    accepted = {*name.known.accepted, *(place.english if place else ())}
    forms = "|".join(re.escape(one) for one in sorted(accepted, key=lambda one: (-len(one), one)))
    found = []
    for j in sorted(_aligned(sides, name)):
        sentence = sides.target[j]
        for match in re.finditer(rf"(?<![A-Za-z])(?:{forms})(?![A-Za-z])", sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            reason = f"{name.text} is {name.known.english} ({name.known.origin})"
            mention = Mention(match[0], name.kind, j, start, end)
            found.append(
                NameTarget(mention, "accept", 1.0, reason, {"form": "part", "route": name.known.origin})
            )
    return found


def _half_wrong(
    sides: Sides, at: int, judgement: Judgement, mention: Mention, part: Mention, judged: Judgements
) -> bool:
    """Whether a part that reads as one half of a full name stands beside a word that is neither the other
    half nor said anywhere in the source: Jianguo in Zhang Jianguo for 区建国, the whole then being wrong."""
    name = sides.names[at]
    words = mention.text.split()
    if name.kind != "person" or len(words) != 2:
        return False
    if judgement.route == "letters":
        return part.end == mention.end and wrong_given(name.text, mention.text)
    if judgement.form not in ("given", "surname"):
        return False
    other = words[0] if part.start > mention.start else words[1]
    short = other.isupper() and len(other) <= 3
    if short or ordinary(other) or not any(r.given for r in all_readings(name.text, sides.language)[:1]):
        return False
    here = {i for i, rendered in sides.renders.items() if mention.sentence in rendered}
    if any(
        judged[n, other].verdict in ("accept", "variant")
        for n, one in enumerate(sides.names)
        if n != at or not is_chinese(mention.text)  # Cha Wengui mixes two romanizations of 查文桂
        # In Hung Hsiu-chu no family name of somebody else stands, unless the sentence names him, too.
        if not is_chinese(mention.text) or any(m.sentence in here for m in one.mentions)
    ):
        return False
    if judgement.form == "given" and is_chinese(mention.text) and _chinese_given(judgement):
        return True  # Yu Guoliang for 佘国梁
    said = "".join(
        sides.unnamed(i, ()) for i, rendered in sides.renders.items() if mention.sentence in rendered
    )
    return bool(said) and not explained((other,), said, sides.language)[0]


def _chinese_given(judgement: Judgement) -> bool:
    """Whether a spelling equals a given name of two syllables in pinyin or the like."""
    return judgement.route in ("pinyin", "wade-giles", "hanja") and len(judgement.spelling) > 5


def _certain(judgement: Judgement, name: Name) -> bool:
    """Whether a spelling is a name's wherever it stands, outside the sentences that render it too."""
    if judgement.route == "letters":
        return judgement.score >= 0.8 and len(fold_letters(judgement.spelling)) >= 4
    return judgement.form != "given" and len(name.text) != 1


def _target(mention: Mention, judgement: Judgement) -> NameTarget:
    evidence = {"form": judgement.form, "order": judgement.order, "route": judgement.route}
    kept = {key: value for key, value in evidence.items() if value}
    return NameTarget(mention, judgement.verdict, round(judgement.score, 4), str(judgement.reason), kept)


def _entry(sides: Sides, name: Name, targets: list[NameTarget], region: Region | None) -> NameEntry:
    ordered = tuple(sorted(targets, key=lambda t: t.mention.start))
    readings = (
        all_readings(name.text, sides.language, name.kind, name.own)
        if name.kind in ("person", "other") or not name.known
        else ()
    )
    readings = by_bearer(readings, name, region)
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
    elif not ordered and rendered and (name.known or name.kind == "person" or is_kana(name.text)):
        status = "missing"  # what is translated and in no list cannot be looked for: 県教育委員会
    return NameEntry(
        name.text, _kind(name, ordered), name.mentions, tuple(readings[:12]), expected, ordered, status
    )


def _kind(name: Name, targets: Sequence[NameTarget]) -> MentionKind:
    """The kind of a name; of one in kana without title or original, what its English spellings plainly are."""
    plain = name.kind == "person" and is_kana(name.text) and not name.known
    if not plain or any(m.title or m.original for m in name.mentions):
        return name.kind
    kinds = {t.mention.kind for t in targets if t.verdict == "accept"}
    return kinds.pop() if len(kinds) == 1 and kinds <= {"place", "organisation", "outlet"} else name.kind
