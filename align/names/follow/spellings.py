"""What one article does with its names as a whole: the spelling expected, name order, variants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from align.document import NameEntry, NameTarget, Reading
from align.names.mentions.bearers import Region
from align.names.mentions.english import ordinary
from align.names.mentions.entries import Name
from align.names.script.letters import fold_letters
from align.names.verdict.match import family_of


def expected_spelling(name: Name, readings: Sequence[Reading], targets: Sequence[NameTarget]) -> str | None:
    """The spelling to propose: the glossary's, the one the source gives, the accepted one that the
    article uses most (fullest first), or the likeliest reading of a name that has readings of its own."""
    if name.known:
        return name.known.english
    if name.original and name.original.isascii():
        return name.original
    accepted = Counter(t.mention.text for t in targets if t.verdict == "accept")
    if accepted:
        if both := _from_both_halves(accepted, readings):
            return both
        best = max(accepted, key=lambda spelling: (len(spelling.split()), accepted[spelling], spelling))
        misread = any(t.verdict == "conflict" and " " in t.mention.text for t in targets)
        return (_full(best, readings) if misread and " " not in best else None) or best
    own = [r for r in readings if r.route != "kana"]
    return own[0].romanized if own and name.kind == "person" else None


def by_bearer(readings: Sequence[Reading], name: Name, region: Region | None) -> tuple[Reading, ...]:
    """The readings, first those of the tongue that the source says the bearer has, then those of the region where the
    source was written: Chik Shing-fan before Qi Chengxun in Hong Kong."""
    family = {"japanese": "japanese", "chinese": "pinyin", "korean": "hanja"}.get(name.tongue or "", "")
    route = {"Hong Kong": "hong kong", "Taiwan": "wade-giles"}.get(region or "", "")
    chinese = not readings or family_of(readings[0].route) == "pinyin"
    return tuple(
        sorted(
            readings,
            key=lambda one: (family_of(one.route) != family, one.route != route if chinese else False),
        )
    )


def _full(family: str, readings: Sequence[Reading]) -> str | None:
    """The likeliest reading of a full name with this family name, where the article has it right alone."""
    key = fold_letters(family)
    full = (r for r in readings if r.surname and r.given and fold_letters(r.surname) == key)
    return next((reading.romanized for reading in full), None)


def _from_both_halves(accepted: Counter[str], readings: Sequence[Reading]) -> str | None:
    """The full name of which the text prints surname and given name only apart; None when it prints it
    together, or only one of them."""
    words = {fold_letters(spelling) for spelling in accepted if " " not in spelling}
    if len(words) < len(accepted):
        return None
    for reading in readings:
        if {fold_letters(reading.surname or "?"), fold_letters(reading.given or "?")} <= words:
            return reading.romanized
    return None


def reconcile(entries: Sequence[NameEntry], order: str | None) -> tuple[NameEntry, ...]:
    """The entries with the verdicts that only the whole article gives: name order, and near spellings."""
    styles = {"japanese": order or _usual_order(entries)}
    for culture in ("chinese", "korean"):
        styles[culture] = _family_first(entries, culture)
    return tuple(
        _one_romanization(_spelled_alike(_in_order(entry, styles.get(_culture(entry) or ""))))
        for entry in entries
    )


def _culture(entry: NameEntry) -> str | None:
    """Whose naming an entry follows, by the reading that one of its accepted full spellings has: ``japanese``,
    ``chinese`` or ``korean``; None where none has one."""
    for target in entry.targets:
        if target.verdict in ("accept", "variant") and len(target.mention.text.split()) == 2:
            if _is_japanese(entry, target):
                return "japanese"
            if target.evidence.get("order") and target.evidence.get("form") == "full":
                return {"pinyin": "chinese", "hanja": "korean"}.get(str(target.evidence.get("route")))
    return None


def _family_first(entries: Sequence[NameEntry], culture: str) -> str | None:
    """``surname first`` where all of a culture's persons but one are printed so, and two at least; else None: who lives
    abroad may go by the order of the country."""
    orders: Counter[str] = Counter()
    for entry in entries:
        if entry.kind == "person" and _culture(entry) == culture:
            full = [t for t in entry.targets if t.verdict == "accept" and len(t.mention.text.split()) == 2]
            orders.update({_order(target) for target in full})
    others = orders["given name first"]
    return "surname first" if orders["surname first"] >= 2 and others == 1 else None


def _is_japanese(entry: NameEntry, target: NameTarget) -> bool:
    """Whether an accepted full name is a Japanese person's: their order alone varies in English."""
    key = fold_letters(target.mention.text)
    for reading in entry.readings:
        if reading.kana and reading.surname and reading.given:
            parts = fold_letters(reading.surname), fold_letters(reading.given)
            if key in (parts[0] + parts[1], parts[1] + parts[0]):
                return True
    return False


def _usual_order(entries: Sequence[NameEntry]) -> str | None:
    """What most Japanese persons of the article do, misread ones by what they resemble; given name
    first when it is even, None when a single name says nothing about the text."""
    orders: Counter[str] = Counter()
    for entry in entries:
        found = set()
        for target in entry.targets:
            if len(target.mention.text.split()) != 2:
                continue
            if target.verdict == "accept" and _is_japanese(entry, target):
                found.add(_order(target))
            elif target.verdict == "conflict":
                found.add(_resembled_order(entry, target.mention.text) or "")
        orders.update(found - {""})
    first, last = orders["given name first"], orders["surname first"]
    if first + last < 2:
        return None
    return "surname first" if last > first else "given name first"


def _resembled_order(entry: NameEntry, spelling: str) -> str | None:
    """The order in which two words that are no reading of a name resemble one of its readings."""
    from rapidfuzz.fuzz import ratio

    one, two = (fold_letters(word) for word in spelling.split())
    best, order = 1.2, None
    for reading in entry.readings:
        if reading.kana and reading.surname and reading.given:
            last, first = fold_letters(reading.surname), fold_letters(reading.given)
            for alike, found in (
                (ratio(one, first) + ratio(two, last), "given name first"),
                (ratio(one, last) + ratio(two, first), "surname first"),
            ):
                if alike / 100 > best:
                    best, order = alike / 100, found
    return order


def _ordered(entry: NameEntry, target: NameTarget) -> bool:
    """Whether an accepted full name shows which of its words is the family name."""
    return _is_japanese(entry, target) or bool(target.evidence.get("order"))


def _order(target: NameTarget) -> str:
    if target.evidence.get("order"):
        return str(target.evidence["order"])
    return "given name first"


def _in_order(entry: NameEntry, style: str | None) -> NameEntry:
    if style is None or entry.kind != "person":
        return entry
    targets, changed = [], False
    for target in entry.targets:
        full = len(target.mention.text.split()) == 2
        if target.verdict == "accept" and full and _ordered(entry, target) and _order(target) != style:
            found = _order(target)
            reason = f"{found}, where this text has the {style.replace(' first', '')} first"
            targets.append(
                replace(
                    target, verdict="variant", reason=reason, evidence={**target.evidence, "order": found}
                )
            )
            changed = True
        else:
            targets.append(target)
    if not changed:
        return entry
    status = "order" if entry.status == "accept" else entry.status
    words = (entry.expected or "").split()
    expected = entry.expected
    if any(t.mention.text == expected and t.verdict == "variant" for t in targets) and len(words) == 2:
        expected = f"{words[1]} {words[0]}"
    return replace(entry, targets=tuple(targets), status=status, expected=expected)


def _spelled_alike(entry: NameEntry) -> NameEntry:
    """Near spellings of one word: the minority's are variants, unless a glossary accepts them all."""
    words: Counter[str] = Counter()
    for target in entry.targets:
        if target.verdict == "accept" and target.evidence.get("route") not in (
            "alias list",
            "glossary",
            "list of places",
        ):
            words.update({w.lower() for w in re.findall(r"[^\W\d_][\w'’-]+", target.mention.text)})
    odd = {}
    for word, number in words.items():
        for other, more in words.items():
            if word != other and more > number and _one_apart(word, other):
                odd[word] = other
    if not odd:
        return entry
    targets = []
    for target in entry.targets:
        hit = next((w for w in odd if w in target.mention.text.lower().split()), None)
        if target.verdict == "accept" and hit:
            reason = f"'{hit.capitalize()}' here, '{odd[hit].capitalize()}' elsewhere in this text"
            targets.append(replace(target, verdict="variant", reason=reason))
        else:
            targets.append(target)
    status = "variant" if entry.status == "accept" else entry.status
    return replace(entry, targets=tuple(targets), status=status)


_BY_READING = frozenset(
    ("pinyin", "wade-giles", "hong kong", "hanja", "given in the source", "surname given in the source")
)


def _one_romanization(entry: NameEntry) -> NameEntry:
    """A person whose family name the article romanizes in two ways (Luo and Lo, Oba and Ohba): those that differ from
    the full name's, or else from the first, are variants."""
    if entry.kind != "person":
        return entry
    families = [(target, family) for target in entry.targets if (family := _family(target))]
    if len({family_of(str(target.evidence["route"])) for target, _ in families}) > 1:
        return entry
    if len({fold_letters(family) for _, family in families}) < 2:
        return entry
    usual = next((f for t, f in families if " " in t.mention.text), families[0][1])
    targets = list(entry.targets)
    for target, family in families:
        if fold_letters(family) != fold_letters(usual):
            reason = f"'{family}' here, '{usual}' elsewhere in this text"
            targets[targets.index(target)] = replace(target, verdict="variant", reason=reason)
    status = "variant" if entry.status == "accept" else entry.status
    return replace(entry, targets=tuple(targets), status=status)


def _family(target: NameTarget) -> str | None:
    """The word of an accepted spelling that is the family name, by the reading that it equals; None where unknown."""
    route, form = str(target.evidence.get("route", "")), target.evidence.get("form")
    if target.verdict != "accept" or not (
        route in _BY_READING or route.startswith(("dictionary", "composed"))
    ):
        return None
    words = target.mention.text.split()
    if form == "surname" and len(words) == 1:
        return None if ordinary(words[0]) else words[0]  # He for 和田
    if form == "full" and len(words) == 2 and target.evidence.get("order"):
        return words[0] if target.evidence["order"] == "surname first" else words[1]
    return None


def _one_apart(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    short, long = sorted((one, other), key=len)
    if long.startswith(short):  # Tunisia and Tunisians are no two spellings
        return False
    return (
        min(len(one), len(other)) >= 4
        and Levenshtein.distance(one, other, score_cutoff=2) <= 2
        and one[0] == other[0]
    )
