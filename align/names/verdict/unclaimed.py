"""What no name claimed, set against the names that are missing where their sentences are rendered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from align.document import Mention, NameTarget
from align.names.lists.glossary import Glossary, Known, normal_form
from align.names.lists.places import find_places, hinted
from align.names.mentions.english import person_in, personality, rest_of
from align.names.mentions.entries import Name
from align.names.mentions.japanese import ranks
from align.names.mentions.sides import Sides
from align.names.reading.japanese import is_full_name, surname_fame
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.verdict.assignment import best_assignment
from align.names.verdict.judge import ACCEPT, REJECT, Judgement, in_pinyin
from align.names.verdict.judgements import Judgements
from align.names.verdict.match import letter_scores
from align.names.verdict.personal import adopted, is_chinese
from align.names.verdict.reasons import why_not
from align.names.verdict.told import certainly_person, told_in_chinese
from align.names.verdict.unseen import explained

if TYPE_CHECKING:
    from align.model import Model

_ASSIGNED = 0.45
_PLAINLY = 0.6
_HARDLY_PERSON = 0.5
_MAY_STAND = "it may stand for"
_LATIN = re.compile(r"[A-ZÀ-ž][\w'’.-]*")
_DESCRIBED = re.compile(r"-(?:based|led|backed|born|owned|style|era|listed|made|run)$")  # San Francisco-based
_REPORTERS = frozenset({"记者", "記者", "特派员", "特派員", "通讯员", "通訊員"})
# Family names of the alias list that many others bear.
_SHARED = frozenset(
    "lee kim wang li suzuki saito wong cook ma costa moon han cho harris lin wu guo he abe kato".split()
)


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
    found: list[list[NameTarget]] = [[] for _ in sides.names]
    seen: dict[tuple[int, str], NameTarget] = {}
    repeated: list[tuple[int, str]] = []
    for i in sorted({m.sentence for name in sides.names for m in name.mentions if m.sentence >= 0}):
        rendered = set(sides.renders.get(i, ()))
        missing = [at for at in range(len(sides.names)) if _is_missing(sides, at, i, rendered, claimed[at])]
        left = [m for m in free if m.sentence in rendered] if missing else []
        if left:
            carried = frozenset(range(len(sides.names))) - frozenset(missing)
            elsewhere = explained(tuple(m.text for m in left), sides.unnamed(i, carried), sides.language)
            left = [m for m, here in zip(left, elsewhere, strict=True) if not here]
        if not left:
            continue
        persons = {m.text for m in left if personality(m, sides.target[m.sentence])}
        weights = [[_likeness(sides, judged, at, i, m, glossary, model) for m in left] for at in missing]
        pairs = best_assignment(weights)
        # What plainly goes together says nothing of what is left: Ishikawa Takaya for 石川昂.
        plain = [(r, c) for r, c in pairs if judged[missing[r], left[c].text].near >= _PLAINLY]
        persons -= {left[c].text for _, c in plain}
        unmet = [at for row, at in enumerate(missing) if row not in {r for r, _ in plain}]
        sole = len(persons) == 1 == sum(sides.names[at].kind == "person" for at in unmet)
        for row, column in pairs:
            at, mention, weight = missing[row], left[column], weights[row][column]
            if weight < _ASSIGNED:
                continue
            if (at, mention.text) in seen:
                repeated.append((at, mention.text))
                continue
            alone = len(left) == len(missing) == 1 or (sole and " " in mention.text)
            target = _accuse(sides, at, judged[at, mention.text], mention, glossary, weight, alone, sole)
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


def _corroborated(
    name: Name, targets: Sequence[NameTarget], repeated: Sequence[tuple[int, str]]
) -> list[NameTarget]:
    """The targets, with what may only stand for a name called a conflict when it does so in more than
    one sentence, or when its last word is in a spelling that is one."""
    texts = {text for _, text in repeated}
    wrong = {t.mention.text.split()[-1] for t in targets if t.verdict == "conflict"}
    half_fitting = {
        t.mention.text.split()[-1]
        for t in targets
        if t.verdict == "unknown" and t.score < 0.9 and " " in t.mention.text
    }
    checked = []
    for target in targets:
        spelling = target.mention.text
        doubted = target.verdict == "unknown" and target.reason.startswith(_MAY_STAND)
        if target.verdict == "conflict" and spelling in half_fitting:
            target = replace(
                target, verdict="unknown", reason=f"as in what may be the whole name; {target.reason}"
            )
        elif doubted and name.kind == "person" and (spelling in texts or spelling in wrong):
            reason = target.reason.partition("; ")[2]
            target = replace(
                target, verdict="conflict", reason=reason, evidence={**target.evidence, "wrong": spelling}
            )
        checked.append(target)
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
    elif not (known and name.known and known.kind == name.known.kind):
        return 0.0
    judgement = judged[at, mention.text]
    person = personality(mention, sides.target[mention.sentence])
    if name.kind == "person" and person < 1 and _is_place(mention.text):
        return 0.0
    if name.kind == "person" and not person and judgement.near < REJECT:
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
    attention = model.attend(source.text, target.text, sides.language, "en")
    a, b = own.start - source.start, own.end - source.start
    c, d = mention.start - target.start, mention.end - target.start
    rows = [r for r, (s, e) in enumerate(attention.target_offsets) if s < d and c < e]
    columns = [k for k, (s, e) in enumerate(attention.source_offsets) if s < b and a < e]
    if not rows or not columns:
        return None
    return float(attention.weights[rows][:, columns].sum(1).mean())


def _accuse(
    sides: Sides,
    at: int,
    judgement: Judgement,
    mention: Mention,
    glossary: Glossary,
    weight: float,
    alone: bool,
    sole: bool,
) -> NameTarget:
    """The verdict on a spelling that was assigned to a name and is not accepted."""
    name = sides.names[at]
    evidence: dict[str, Any]
    other = glossary.named(mention.text)
    misnamed = other and name.known and other.english != name.known.english
    if (
        other
        and name.known
        and misnamed
        and _full_or_rare(mention.text)
        and (alone or name.kind == "person" or name.kind == other.kind == "outlet")
        and not _place_said(sides, name, mention.text)
    ):
        reason = f"{name.text} is {name.known.english}"
        if mention.text != other.english:
            reason += f", '{mention.text}' is {other.english}"
        return NameTarget(mention, "conflict", round(1 - judgement.near, 4), reason, {"wrong": other.english})
    if name.kind != "person":
        return NameTarget(mention, "unknown", round(judgement.near, 4), judgement.reason)
    if _derived(name, mention.text) or not personality(mention, sides.target[mention.sentence]):
        return NameTarget(
            mention, "unknown", round(judgement.near, 4), f"'{mention.text}' looks like no person"
        )
    if len(name.text) == 1 and not (certainly_person(name) or _acting_alone(sides, name, mention, alone)):
        return NameTarget(mention, "unknown", round(judgement.near, 4), f"{name.text} may be no name here")
    if len(mention.text.split()) > 3 and len(name.text) <= 4 and not is_kana(name.text):
        reason = f"'{mention.text}' may be several names"
        return NameTarget(mention, "unknown", round(judgement.near, 4), reason)
    if judgement.verdict == "conflict":
        evidence = {"assigned": round(weight, 3), "form": "other reading"}
        return NameTarget(mention, "conflict", round(1 - judgement.near, 4), judgement.reason, evidence)
    if judgement.near >= REJECT and not name.original and any(one.title in ranks() for one in name.mentions):
        reason = f"{name.text} may be a ring name, which no dictionary reads"
        return NameTarget(mention, "unknown", round(judgement.near, 4), reason)
    if all(one.title in _REPORTERS for one in name.mentions):
        reason = f"{name.text} reports here, and is seldom named again"
        return NameTarget(mention, "unknown", round(judgement.near, 4), reason)
    foreign = adopted(name.text, mention.text) if sides.language != "ja" and not name.known else None
    if foreign:
        return NameTarget(mention, "unknown", round(judgement.near, 4), foreign)
    verdict, reason = why_not(name, mention.text, sides.language)
    if verdict == "conflict" and other and _somebody_else(name, other, mention.text):
        reason = f"'{mention.text}' is {other.forms[-1]}, not {name.text}"
        evidence = {"wrong": other.english, "known": other.forms[-1]}
        return NameTarget(mention, "conflict", round(1 - judgement.near, 4), reason, evidence)
    if (
        verdict == "conflict"
        and sides.language != "ja"
        and not name.known
        and _fits_by_letters(name.text, mention.text)
    ):
        verdict, reason = "unknown", f"the letters of '{mention.text}' fit {name.text}, its readings do not"
    if verdict == "conflict" and "letters" in reason and 2 * REJECT < judgement.near < ACCEPT:
        verdict = "unknown"
        reason = f"the letters of '{mention.text}' fit {name.text} badly ({judgement.near:.2f})"
        if (certainly_person(name) or is_kana(name.text)) and _last_part_wrong(name, mention.text):
            verdict, reason = (
                "conflict",
                f"'{mention.text}' shares a part with {name.text}, but not the family name",
            )
    if verdict == "conflict" and not _sure(sides, name, judgement, mention, weight, alone, sole):
        verdict, reason = "unknown", f"{_MAY_STAND} {name.text}; {reason}"
    evidence = {"assigned": round(weight, 3)}
    if verdict == "conflict" and judgement.near <= REJECT:
        rare = other is not None and _full_or_rare(mention.text)
        evidence["wrong"] = other.english if other and rare else mention.text
    return NameTarget(mention, verdict, round(1 - judgement.near, 4), reason, evidence)


def _derived(name: Name, spelling: str) -> bool:
    """Whether a word is made of a person's family name: Trumpism, Hamiltonian."""
    stem = re.sub("(?:ism|ist|ists|ian|ians|ite|ites|esque|omics)$", "", spelling)
    if stem == spelling or len(stem) < 4 or " " in spelling:
        return False
    known = name.known is not None and any(stem == a.split()[-1] for a in name.known.accepted)
    return known or float(letter_scores(name_parts(name.text)[-1], [stem])[0]) >= ACCEPT


def _somebody_else(name: Name, other: Known, spelling: str) -> bool:
    """Whether a full spelling that no reading of a full name gives is a listed person's: Jensen Huang for 黄仁昭."""
    own = normal_form(name.text)
    full = " " in spelling and 3 <= len(own) <= 4 and len(name_parts(name.text)) == 1 and not is_kana(own)
    if not full or name.known or other.kind != "person":
        return False
    return not any(own in form or form in own for form in map(normal_form, other.forms))


def _fits_by_letters(name: str, spelling: str) -> bool:
    """Whether hanzi that have readings of their own may yet render a foreign name: 利娜汗 is Lina Khan."""
    if in_pinyin(name, spelling, "zh") or is_chinese(spelling):
        return False
    plain = 0.8 if is_full_name(name, least=3.0) else ACCEPT
    return float(letter_scores(name, [spelling])[0]) >= plain


def _place_said(sides: Sides, name: Name, spelling: str) -> bool:
    """Whether a place that the translation names is in a sentence of the source after all, or stands for one that
    is: Beijing for 中国, China for 中方."""
    given = find_places(spelling, "en") if name.kind == "place" else []
    texts = [sides.source[one.sentence].text for one in name.mentions if one.sentence >= 0]
    return any(
        hinted(text, place) or any(place.akin(one) for one in find_places(text, sides.language))
        for text in texts
        for place in given
    )


def _sure(
    sides: Sides,
    name: Name,
    judgement: Judgement,
    mention: Mention,
    weight: float,
    alone: bool,
    sole: bool,
) -> bool:
    """Whether an unlikely spelling was assigned on enough evidence to be called a conflict.

    What resembles the name is meant for it. What does not is so only when both sides are plainly
    persons and stand where the other should: a single word only when nothing else is left there.
    """
    if len(mention.text.split()) > 4:
        return False
    if judgement.near >= 0.3:
        return True
    if personality(mention, sides.target[mention.sentence]) < _HARDLY_PERSON:
        return False  # Nikkei Stock Average
    person = mention.kind == "person" or " " in mention.text
    if name.kind != "person":
        return False
    acts = personality(mention, sides.target[mention.sentence]) == 1.0
    if sides.language != "ja":  # companies have names of two and three hanzi, too
        dotted = len(name_parts(name.text)) > 1
        told = dotted or certainly_person(name) or told_in_chinese(sides, name)
        if not (told and (person or acts)) and not (person and acts):
            return False
    if (
        not person
        and sides.language != "ja"
        and len(name_parts(name.text)) > 1
        and not any(m.text.split()[-1] == mention.text and " " in m.text for m in sides.targets)
    ):
        return False  # a full name is hardly printed as a word that no person is called by elsewhere: Nike
    if person:
        return alone or weight >= _ASSIGNED + 0.06
    same = [m for m in sides.targets if m.text == mention.text]
    acting = any(personality(m, sides.target[m.sentence]) == 1.0 for m in same)
    certain = certainly_person(name)
    return (alone and (certain or not is_kana(name.text))) or (acting and (certain or sole))


def _acting_alone(sides: Sides, name: Name, mention: Mention, alone: bool) -> bool:
    """Whether a common family name of one kanji is rendered by what speaks or has a role, and nothing else
    is left there: 森 in a list of players."""
    acting = personality(mention, sides.target[mention.sentence]) == 1.0
    return alone and acting and surname_fame(name.text) >= 5.0


def _last_part_wrong(name: Name, spelling: str) -> bool:
    """Whether the family names of two full names cannot be the same, whatever the given names are."""
    parts, words = name_parts(name.text), spelling.split()
    return len(parts) > 1 and len(words) > 1 and float(letter_scores(parts[-1], [words[-1]])[0]) < REJECT / 20


def _full_or_rare(spelling: str) -> bool:
    """Whether a known person's spelling names that person, and not merely somebody of the same family name."""
    return " " in spelling or fold_letters(spelling) not in _SHARED
