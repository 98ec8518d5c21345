"""What is said of a spelling that was assigned to a name and that no rule accepts.

It is a fault of the translation, and so a conflict, only where nothing excuses it: neither what it is, nor what the
name is, nor how the name may be read; and only where both are plainly meant for each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from align.document import Mention, NameTarget, NameVerdict
from align.names.lists.glossary import Known, normal_form
from align.names.lists.places import find_places, hinted
from align.names.mentions.english import personality
from align.names.mentions.entries import Name
from align.names.mentions.japanese import ranks
from align.names.mentions.sides import Sides
from align.names.reading.chinese import surname_length, syllables
from align.names.reading.japanese import is_full_name, surname_fame
from align.names.reading.own import by_sound
from align.names.reading.romanize import is_romaji, newspaper
from align.names.script.division import is_kana, name_parts
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.by_letters import fits_by_letters, last_part_wrong
from align.names.verdict.judge import Judgement
from align.names.verdict.match import letter_scores
from align.names.verdict.misreadings import why_not
from align.names.verdict.personal import adopted
from align.names.verdict.reasons import BY_LETTERS, Doubt, Ground, Reason, Ruling, Said
from align.names.verdict.thresholds import thresholds
from align.names.verdict.told import certainly_person, told_in_chinese
from align.names.verdict.unseen import said_anywhere

_REPORTERS = frozenset({"记者", "記者", "特派员", "特派員", "通讯员", "通訊員"})
# Family names of the alias list that many others bear.
_SHARED = frozenset(
    "lee kim wang li suzuki saito wong cook ma costa moon han cho harris lin wu guo he abe kato".split()
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A name and a spelling that was assigned to it, with what their passage says of both.

    ``other`` is whom the lists know by the spelling. ``weight`` is the assignment's, 0 to 1; ``alone`` says that
    nothing else was left on either side, ``sole`` that it is the only person left on both."""

    sides: Sides
    name: Name
    mention: Mention
    judgement: Judgement
    other: Known | None
    weight: float
    alone: bool
    sole: bool

    @property
    def spelling(self) -> str:
        return self.mention.text

    @property
    def full(self) -> bool:
        """Whether the spelling has more than one word."""
        return " " in self.mention.text

    @property
    def chinese(self) -> bool:
        return self.sides.language != "ja"

    @property
    def personality(self) -> float:
        return personality(self.mention, self.sides.target[self.mention.sentence])

    @property
    def misnamed(self) -> bool:
        """Whether the lists know the name and the spelling as two different ones."""
        known = self.name.known
        return self.other is not None and known is not None and self.other.english != known.english

    def why(self, ground: Ground, said: Said | None = None) -> Reason:
        return Reason(ground, self.name.text, self.spelling, said or Said())

    def unknown(self, ground: Ground, said: Said | None = None) -> Outcome:
        return Outcome(self.mention, "unknown", self.judgement.near, self.why(ground, said))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on an assigned spelling, ``score`` between 0 and 1."""

    mention: Mention
    verdict: NameVerdict
    score: float
    reason: Reason
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> NameTarget:
        """The verdict as the ledger has it."""
        evidence = {**self.evidence, "ground": self.reason.ground.value}
        return NameTarget(self.mention, self.verdict, round(self.score, 4), str(self.reason), evidence)


def outcome_of(one: Assigned) -> Outcome:
    """The verdict on an assigned spelling: by the first rule about what the two are, else by how the name is read."""
    found = (rule(one) for rule in _RULES)
    return next((outcome for outcome in found if outcome is not None), None) or _by_reading(one)


def _another_listed(one: Assigned) -> Outcome | None:
    """One listed name for another, where the passage leaves no room for a second."""
    known, other = one.name.known, one.other
    if known is None or other is None or not one.misnamed or not _full_or_rare(one.spelling):
        return None
    kinds = {one.name.kind, other.kind}
    if not (one.alone or one.name.kind == "person" or kinds == {"outlet"}) or _place_said(one):
        return None
    differs = one.spelling != other.english
    said = Said(listed=known.english, part=f", '{one.spelling}' is {other.english}" if differs else "")
    reason = one.why(Ground.ANOTHER_LISTED, said)
    return Outcome(one.mention, "conflict", 1 - one.judgement.near, reason, {"wrong": other.english})


def _translated(one: Assigned) -> Outcome | None:
    if one.name.kind == "person":
        return None
    return Outcome(one.mention, "unknown", one.judgement.near, one.judgement.reason)


def _read_in_brackets(one: Assigned) -> Outcome | None:
    """A word in romaji for a place or whatever the source itself gives a reading: Kamikado for 神門（みかど）."""
    name = one.name
    if not name.own or by_sound(name.own) or name.known or name.kind == "organisation" or one.full:
        return None
    if one.other or find_places(one.spelling, "en") or not is_romaji(one.spelling):
        return None
    if one.judgement.near < thresholds().resembles and not one.alone:
        return None
    said = Said(part=f"'{one.spelling}' is", reading=f"{name.text} reads {newspaper(name.own)}")
    return Outcome(one.mention, "conflict", 1 - one.judgement.near, one.why(Ground.MISREAD, said))


def _no_person(one: Assigned) -> Outcome | None:
    return one.unknown(Ground.NO_PERSON) if _derived(one.name, one.spelling) or not one.personality else None


def _no_name(one: Assigned) -> Outcome | None:
    """One character is a name only by a title, or as a common family name that acts and has no rival."""
    if len(one.name.text) > 1 or certainly_person(one.name):
        return None
    acts = one.alone and one.personality == 1.0 and surname_fame(one.name.text) >= 5.0
    return None if acts else one.unknown(Ground.NO_NAME)


def _several_names(one: Assigned) -> Outcome | None:
    many = len(one.spelling.split()) > 3 and len(one.name.text) <= 4 and not is_kana(one.name.text)
    return one.unknown(Ground.SEVERAL_NAMES) if many else None


def _otherwise_known(one: Assigned) -> Outcome | None:
    """A listed person by another reading of the characters."""
    if one.judgement.verdict != "conflict":
        return None
    evidence = {"assigned": round(one.weight, 3), "form": _SLIP}
    return Outcome(one.mention, "conflict", 1 - one.judgement.near, one.judgement.reason, evidence)


_SLIP = "other reading"  # the evidence of a spelling that is meant for the name and not right


def _ring_name(one: Assigned) -> Outcome | None:
    wrestles = any(mention.title in ranks() for mention in one.name.mentions)
    like = one.judgement.near >= thresholds().reject
    return one.unknown(Ground.RING_NAME) if like and wrestles and not one.name.original else None


def _reporter(one: Assigned) -> Outcome | None:
    reports = all(mention.title in _REPORTERS for mention in one.name.mentions)
    return one.unknown(Ground.REPORTER) if reports else None


def _adopted(one: Assigned) -> Outcome | None:
    foreign = adopted(one.name.text, one.spelling) if one.chinese and not one.name.known else None
    return Outcome(one.mention, "unknown", one.judgement.near, foreign) if foreign else None


_RULES: tuple[Callable[[Assigned], Outcome | None], ...] = (
    _another_listed,
    _read_in_brackets,
    _translated,
    _no_person,
    _no_name,
    _several_names,
    _otherwise_known,
    _ring_name,
    _reporter,
    _adopted,
)


def _by_reading(one: Assigned) -> Outcome:
    """The verdict by how the name is read, where both are persons."""
    near, other = one.judgement.near, one.other
    ruling = why_not(one.name, one.spelling, one.sides.language)
    if ruling.verdict == "conflict" and other and _somebody_else(one, other):
        reason = one.why(Ground.SOMEBODY_ELSE, Said(part=other.forms[-1]))
        known = {"wrong": other.english, "known": other.forms[-1]}
        return Outcome(one.mention, "conflict", 1 - near, reason, known)
    if ruling.verdict == "conflict":
        ruling = _by_letters(one, ruling)
    if ruling.verdict == "conflict" and near <= thresholds().reject and _said_of_another(one):
        ruling = Ruling("unknown", one.why(Ground.SAID_OF_ANOTHER))
    if ruling.verdict == "conflict" and (doubt := _doubt(one)):
        ruling = Ruling("unknown", replace(ruling.reason, doubt=doubt))
    evidence: dict[str, Any] = {"assigned": round(one.weight, 3)}
    if ruling.verdict == "conflict" and near <= thresholds().reject:
        rare = other is not None and _full_or_rare(one.spelling)
        evidence["wrong"] = other.english if other and rare else one.spelling
    return Outcome(one.mention, ruling.verdict, 1 - near, ruling.reason, evidence)


def _by_letters(one: Assigned, ruling: Ruling) -> Ruling:
    """A conflict as it stands before the letters: they may fit where readings do not, or fit too well to accuse."""
    name, near, bounds = one.name, one.judgement.near, thresholds()
    if one.chinese and not name.known and fits_by_letters(name.text, one.spelling):
        return Ruling("unknown", one.why(Ground.LETTERS_ALONE))
    if ruling.reason.ground not in BY_LETTERS or not bounds.badly_by_letters < near < bounds.accept:
        return ruling
    certain = certainly_person(name) or is_kana(name.text)
    if certain and last_part_wrong(name.text, one.spelling):
        return Ruling("conflict", one.why(Ground.FAMILY_NAME))
    return Ruling("unknown", one.why(Ground.LETTERS_BADLY, Said(fit=near)))


def _doubt(one: Assigned) -> Doubt | None:
    """Why an unlikely spelling was assigned on too little evidence to be called a conflict; None where it was not.

    What resembles the name is meant for it. What does not is so only when both sides are plainly
    persons and stand where the other should: a single word only when nothing else is left there.
    """
    bounds = thresholds()
    if one.judgement.near >= bounds.resembles and len(one.spelling.split()) <= 4:
        return None
    if one.personality < bounds.person or len(one.spelling.split()) > 4 or not _both_persons(one):
        return "person"
    return None if _placed(one) else "assigned"


def _placed(one: Assigned) -> bool:
    """Whether a spelling stands where the name should, and nothing else does."""
    if one.mention.kind == "person" or one.full:
        return one.alone or one.weight >= thresholds().assigned_plainly
    certain = certainly_person(one.name)
    if one.alone and (certain or not is_kana(one.name.text)):
        return True
    return (certain or one.sole) and _acts(one)


def _said_of_another(one: Assigned) -> bool:
    """Whether the source says a spelling that is nothing like the name somewhere: it is then no stranger's, but that
    of a company, say, in which no mention was found."""
    sides = one.sides
    own = {re.escape(name) for m in one.name.mentions for name in (m.text, m.original) if name}
    # What is behind a name may be the rest of it: 鹿目(かなめ)千尋.
    whole = re.compile(
        f"(?:{'|'.join(sorted(own, key=len, reverse=True))})(?:[（(][^）)]*[）)])?[\u3400-\u9fff々]{{0,3}}"
    )
    texts = [whole.sub("\u3000", sentence.text) for sentence in sides.source]
    return said_anywhere(one.spelling, texts, sides.language)


def _acts(one: Assigned) -> bool:
    """Whether the spelling speaks or has a role anywhere."""
    same = [m for m in one.sides.targets if m.text == one.spelling]
    return any(personality(m, one.sides.target[m.sentence]) == 1.0 for m in same)


def _both_persons(one: Assigned) -> bool:
    """Whether a Chinese name and its spelling are told as persons, one of them by more than its looks; companies have
    names of two and three hanzi, too."""
    if not one.chinese:
        return True
    person, acts = one.mention.kind == "person" or one.full, one.personality == 1.0
    dotted = len(name_parts(one.name.text)) > 1
    certain = certainly_person(one.name)
    whole = dotted or (len(one.name.text) > 2 and not certain)
    if acts and half_of_surname(one.name.text, one.spelling):
        return True
    told = dotted or certain or told_in_chinese(one.sides, one.name)
    if not (told and (person or acts)) and not (person and acts):
        return False
    if person or not whole or one.mention.title:
        return True
    # A full name is hardly printed as a word that no person is called by elsewhere: Nike.
    return any(m.text.split()[-1] == one.spelling and " " in m.text for m in one.sides.targets)


def half_of_surname(name: str, spelling: str) -> bool:
    """Whether a word is the pinyin of one half of a Chinese name's compound surname: Wei for 尉迟岚."""
    if surname_length(name) != 2 or not 3 <= len(name) <= 4 or is_full_name(name, least=3.0):
        return False
    return any(fold_letters(spelling) in syllables(simplified(one)) for one in name[:2])


def _derived(name: Name, spelling: str) -> bool:
    """Whether a word is made of a person's family name: Trumpism, Hamiltonian."""
    stem = re.sub("(?:ism|ist|ists|ian|ians|ite|ites|esque|omics)$", "", spelling)
    if stem == spelling or len(stem) < 4 or " " in spelling:
        return False
    known = name.known is not None and any(stem == a.split()[-1] for a in name.known.accepted)
    return known or float(letter_scores(name_parts(name.text)[-1], [stem])[0]) >= thresholds().accept


def _somebody_else(one: Assigned, other: Known) -> bool:
    """Whether a full spelling that no reading of a full name gives is a listed person's: Jensen Huang for 黄仁昭."""
    own = normal_form(one.name.text)
    full = one.full and 3 <= len(own) <= 4 and len(name_parts(one.name.text)) == 1 and not is_kana(own)
    if not full or one.name.known or other.kind != "person":
        return False
    return not any(own in form or form in own for form in map(normal_form, other.forms))


def _place_said(one: Assigned) -> bool:
    """Whether a place that the translation names is in a sentence of the source after all, or stands for one that
    is: Beijing for 中国, China for 中方."""
    sides = one.sides
    given = find_places(one.spelling, "en") if one.name.kind == "place" else []
    texts = [sides.source[m.sentence].text for m in one.name.mentions if m.sentence >= 0]
    return any(
        hinted(text, place) or any(place.akin(found) for found in find_places(text, sides.language))
        for text in texts
        for place in given
    )


def _full_or_rare(spelling: str) -> bool:
    """Whether a known person's spelling names that person, and not merely somebody of the same family name."""
    return " " in spelling or fold_letters(spelling) not in _SHARED
