"""Plant errors of known kinds into correct English translations, to measure what the checks find.

Every planter takes an English sentence and returns it with one error, or None where the sentence
offers no occasion. The patterns are written apart from the checks' own scanners, so that what a
scanner cannot read still gets planted; only opposite words and places come from the checks' own lists.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from align.document import NameEntry
from align.errors import InputError
from align.evaluate.planting_names import roles_swapped, speaker_swapped
from align.fidelity.actors.persons import MONTHS, names_in
from align.fidelity.lexicon.opposites import WORD, opposites
from align.names.lists.places import find_places, places

Kind = Literal[
    "number",
    "money",
    "currency",
    "date",
    "name",
    "place",
    "quotation",
    "speaker",
    "negation",
    "roles",
    "office",
    "word",
    "clause",
    "omission",
    "addition",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_MONEY = re.compile(
    r"(?:US\$|HK\$|[$€£¥])\s?(?P<a>\d[\d,.]*\d|\d)(?:\s?(?P<as>million|billion|trillion|m|bn)\b)?"
    r"|\b(?P<b>\d[\d,.]*\d|\d)(?:\s(?P<bs>million|billion|trillion|thousand))?\s"
    r"(?:yen|dollars?|yuan|euros?|pounds|U\.S\. dollars|rubles|won|rupees)\b"
)
_CURRENCY = {
    "yen": "yuan",
    "yuan": "yen",
    "dollars": "yuan",
    "euros": "dollars",
    "pounds": "euros",
    "won": "yen",
}
_SIGNS = {"$": "€", "€": "$", "£": "€", "¥": "$"}
_NUMBER = re.compile(
    r"(?<![\w.,$€£¥:/-])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w:/]|[.,]\d|-\d|(?:st|nd|rd|th)\b)"
    r"(?:\s(?P<scale>million|billion|trillion|thousand)\b)?"
)
_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)})\s(?P<day>\d{{1,2}})\b|\bthe\s(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\b"
)
_YEAR = re.compile(r"\b(?:in|since|of|until|from)\s(?P<year>(?:19|20)\d\d)\b")
_CLAUSE = re.compile(
    r",\s(?:which|who|where|while|although|because|as|after|before|including|with|and|but|when|so|adding|saying"
    r"|leaving|making|forcing|despite)\s[^,.;\"“”()]{25,120}(?=[,.])|\s(?:because|after|while|although|before|when)\s[^,.;\"“”()]{25,110}(?=\.)"
)
_AUXILIARY = re.compile(
    r"\b(?P<aux>is|are|was|were|will|would|can|could|should|has|have|had|does|do|did|must)(?P<not>\s+not|n't)?\b(?!')"
)


@dataclass(frozen=True, slots=True)
class Planted:
    """An English article's lines with one error: ``line`` is the line that changed (of an omission,
    the source line that lost its counterpart), ``before`` and ``after`` what it said and says."""

    kind: Kind
    lines: tuple[str, ...]
    line: int
    before: str
    after: str


def plant(
    kind: Kind,
    lines: Sequence[str],
    rng: random.Random,
    donors: Sequence[str],
    avoid: frozenset[int] = frozenset(),
    names: Sequence[NameEntry] = (),
) -> Planted | None:
    """One error of a kind, at a random line that offers an occasion; None when no line does.

    ``donors`` are English lines of other articles: additions and foreign names come from them. ``names``
    is the ledger of the clean translation: speakers and roles change places among its accepted names.
    """
    order = [at for at in range(len(lines)) if at not in avoid and len(lines[at].split()) >= 5]
    rng.shuffle(order)
    for at in order:
        if kind == "omission":
            kept = (*lines[:at], *lines[at + 1 :])
            return Planted(kind, kept, at, lines[at], "")
        if kind == "addition":
            strange = [line for line in donors if 8 <= len(line.split()) <= 40]
            if not strange:
                return None
            added = rng.choice(strange)
            return Planted(kind, (*lines[: at + 1], added, *lines[at + 1 :]), at + 1, "", added)
        if kind in ("speaker", "roles"):
            planter = speaker_swapped if kind == "speaker" else roles_swapped
            after = planter(lines[at], at, rng, names)
        else:
            after = _PLANTERS[kind](lines[at], rng, donors, lines)
        if after is not None and after != lines[at]:
            return Planted(kind, (*lines[:at], after, *lines[at + 1 :]), at, lines[at], after)
    return None


def _swap(line: str, start: int, end: int, new: str) -> str:
    return line[:start] + new + line[end:]


def _other_number(text: str, rng: random.Random) -> str:
    """The number with one digit changed, or shifted by a power of ten."""
    places = [at for at, character in enumerate(text) if character.isdigit()]
    at = rng.choice(places)
    digits = [digit for digit in "123456789" if digit != text[at]]
    return text[:at] + rng.choice(digits) + text[at + 1 :]


def _number(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    found = [one for one in _NUMBER.finditer(line) if not re.fullmatch(r"(?:19|20)\d\d", one["n"])]
    found = [one for one in found if not re.search(rf"(?:{'|'.join(MONTHS)})\s$", line[: one.start()])]
    words = list(re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b(?!\s(?:of|or|and)\b)", line))
    if found and (not words or rng.random() < 0.7):
        one = rng.choice(found)
        if one["scale"] and rng.random() < 0.4:
            scale = {"million": "billion", "billion": "million", "trillion": "billion", "thousand": "million"}
            return _swap(line, *one.span("scale"), scale[one["scale"]])
        return _swap(line, *one.span("n"), _other_number(one["n"], rng))
    if words:
        word = rng.choice(words)
        return _swap(line, *word.span(), rng.choice([other for other in _WORDS if other != word[0]]))
    return None


def _money(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    found = list(_MONEY.finditer(line))
    if not found:
        return None
    one = rng.choice(found)
    group = "a" if one["a"] else "b"
    if one[group + "s"] in ("million", "billion") and rng.random() < 0.4:
        return _swap(line, *one.span(group + "s"), "billion" if one[group + "s"] == "million" else "million")
    return _swap(line, *one.span(group), _other_number(one[group], rng))


def _currency(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    words = list(re.finditer(r"\d[^.;]{0,12}?\s(yen|yuan|dollars|euros|pounds|won)\b", line))
    signs = list(re.finditer(r"(?<![A-Z])[$€£¥](?=\s?\d)", line))
    if words:
        one = rng.choice(words)
        return _swap(line, *one.span(1), _CURRENCY[one[1]])
    if signs:
        one = rng.choice(signs)
        return _swap(line, *one.span(), _SIGNS[one[0]])
    return None


def _date(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    days, years = list(_DAY.finditer(line)), list(_YEAR.finditer(line))
    weekdays = list(
        re.finditer(
            rf"(?<!Black )(?<!News )(?<!Cyber )\b(?:{'|'.join(_WEEKDAYS)})\b(?!\s(?:Times|Telegraph|Mirror|Mail))",
            line,
        )
    )
    choices = [*days, *years, *weekdays]
    if not choices:
        return None
    one = rng.choice(choices)
    if one in years:
        return _swap(line, *one.span("year"), str(int(one["year"]) + rng.choice((-10, -3, -2, -1, 1, 2))))
    if one in weekdays:
        return _swap(line, *one.span(), rng.choice([day for day in _WEEKDAYS if day != one[0]]))
    if one["nth"]:
        day = (int(one["nth"]) + rng.choice((1, 2, 5, 10))) % 28 + 1
        ending = "th" if 10 <= day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return _swap(line, one.start("nth"), one.end("nth") + 2, f"{day}{ending}")
    if rng.random() < 0.5:
        return _swap(
            line, *one.span("month"), rng.choice([month for month in MONTHS if month != one["month"]])
        )
    return _swap(line, *one.span("day"), str((int(one["day"]) + rng.choice((1, 2, 5, 10))) % 28 + 1))


def _name(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    from align.fidelity.scoring.weights import fluency

    ordinary = fluency().vocabulary  # Homeland Security and Majority Leader are no persons

    def proper(text: str) -> bool:
        return not any(word.lower() in ordinary for word in text.split())

    own, whole = [one for one in names_in(line) if proper(one[0])], " ".join(lines)
    strange = [
        one[0] for other in donors for one in names_in(other) if one[0] not in whole and proper(one[0])
    ]
    if not own or not strange:
        return None
    one = rng.choice(own)
    return _swap(line, *one.span(), rng.choice(strange))


def _place(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    """A country for a country, the adjective likewise, or a city or province for one: half of the time one
    that the article names elsewhere."""
    found = [one for one in find_places(line, "en") if len(one.places) == 1]
    occasions = [one for one in found if line[one.start : one.end] in one.places[0].english[:2]]
    if not occasions:
        return None
    one = rng.choice(occasions)
    form = one.places[0].english.index(line[one.start : one.end])
    is_country = one.places[0].country == one.places[0].name
    here = {place.name for each in found for place in each.places}
    others = [
        place
        for place in places().values()
        if place.name not in here
        and (place.country == place.name) == is_country
        and (is_country or place.country == one.places[0].country)
        and len(place.english) > form
    ]
    near = {place.name for text in lines for each in find_places(text, "en") for place in each.places}
    near_by = [place for place in others if place.name in near]
    chosen = rng.choice(near_by) if near_by and rng.random() < 0.5 else rng.choice(others) if others else None
    return _swap(line, one.start, one.end, chosen.english[form]) if chosen else None


def _quotation(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    quotes = [one for one in re.finditer(r"[\"“]([^\"“”]+)[\"”]", line) if len(one[1].split()) >= 6]
    if not quotes or len(re.findall(r"[\"“”]", line)) != 2 * len(quotes):
        return None
    return re.sub(r"[\"“”]", "", line)


def _negation(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    found = list(_AUXILIARY.finditer(line))
    if not found:
        return None
    negated = [one for one in found if one["not"]]
    one = rng.choice(negated or found)
    if one["not"]:
        return _swap(line, *one.span("not"), "")
    return _swap(line, one.end(), one.end(), " not")


def _office(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    """A "former" added to an office that somebody holds, or taken from one that is past; a deputy promoted."""
    below = r"\b(?:[Dd]eputy|[Vv]ice)[\s-](?=[\w\s]{0,20}(?:minister|president|chair|premier|director|mayor|governor))"
    deputies = list(re.finditer(below, line, re.IGNORECASE))
    if deputies:
        return _swap(line, *rng.choice(deputies).span(), "")
    former = list(
        re.finditer(
            r"\b[Ff]ormer\s(?=[\w\s]{0,30}(?:minister|president|secretary|leader|coach|governor))", line
        )
    )
    if former and rng.random() < 0.5:
        return _swap(line, *rng.choice(former).span(), "")
    held = re.finditer(
        r"(?<![Ff]ormer\s)\b(?:Prime\sMinister|President|Foreign\sSecretary|Secretary\sof\sState|Senator|Governor|Mayor|[Cc]hief\s[Ee]xecutive"
        r"|Chairman|Professor|Coach|Manager|Chief|Director)\s(?=[A-Z][a-z])",
        line,
    )
    places = list(held)
    if not places:
        return None
    one = rng.choice(places)
    return _swap(line, one.start(), one.start(), "former " if one.start() else "Former ")


def _word(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    """A word exchanged for one that says the opposite."""
    found = [one for one in WORD.finditer(line) if one[0] in opposites()]
    if not found:
        return None
    one = rng.choice(found)
    return _swap(line, *one.span(), rng.choice(opposites()[one[0]]).word)


def _clause(line: str, rng: random.Random, donors: Sequence[str], lines: Sequence[str]) -> str | None:
    found = list(_CLAUSE.finditer(line))
    if not found:
        return None
    one = rng.choice(found)
    return _swap(line, one.start(), one.end(), "")


_PLANTERS: dict[str, Callable[[str, random.Random, Sequence[str], Sequence[str]], str | None]] = {
    "number": _number,
    "money": _money,
    "currency": _currency,
    "date": _date,
    "name": _name,
    "place": _place,
    "quotation": _quotation,
    "negation": _negation,
    "office": _office,
    "word": _word,
    "clause": _clause,
}


def known_kinds(names: str | None) -> tuple[Kind, ...]:
    """The kinds named in a list separated by commas, all of them for None. Raises InputError."""
    if names is None:
        return KINDS
    for name in names.split(","):
        if name not in KINDS:
            raise InputError(name, "no such kind of error", f"there are: {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names.split(","))
