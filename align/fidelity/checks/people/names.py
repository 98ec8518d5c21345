"""Names, from the ledger: misread, spelled two ways, in the wrong order, the wrong person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from align.document import Bead, Finding, Location, NameEntry, NameTarget, Sentence, Severity
from align.fidelity.actors.persons import names_in
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.names.lists.places import find_places
from align.names.mentions.english import kind_of, personality
from align.names.mentions.english import ordinary as is_ordinary
from align.names.reading.own import ROUTE as OWN
from align.names.reading.own import SURNAME_ROUTE
from align.names.verdict.personal import SELDOM, is_chinese
from align.names.verdict.reasons import Ground
from align.names.verdict.unseen import said_anywhere

_NAME_WORD = re.compile(r"[A-Z][a-zāēīōūâêîôûé]+(?:['’-][A-Za-z]?[a-z]+)*")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’-]+")
_NEAR = 0.86  # Jaro-Winkler similarity of two spellings of one name; chosen by hand
_FULL_NAME = re.compile(
    # Not \b: between 他 and Dominic there is no word boundary.
    r"(?<![A-Za-z])[A-Z][a-z]+(?:[-'’][A-Za-z]?[a-z]+)?(?:\s[A-Z][a-z]+(?:[-'’][A-Za-z]?[a-z]+)?){1,4}(?![A-Za-z])"
)
_WHO = {"person": "who is", "place": "which is"}


@dataclass(frozen=True, slots=True)
class _Lost:
    """A name that a passage of the source holds and its translation does not."""

    kind: str
    name: str
    location: Location
    expected: str | None


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A name that a translation holds and its passage of the source does not."""

    kind: str
    sentence: int
    start: int
    end: int
    severity: Severity


def _find(context: Context) -> Iterator[Finding]:
    from align.fidelity.scoring.weights import fluency

    ordinary = fluency().vocabulary
    for entry in context.names:
        for target in entry.targets:
            judged = _judge(context, entry, target, ordinary)
            if judged is not None:
                yield _finding(context, entry, target, *judged)
    yield from _replaced(context, ordinary)


def _replaced(context: Context, ordinary: Container[str]) -> Iterator[Finding]:
    """Persons of a source passage that its translation does not carry, where it names a stranger instead.

    Major where a title or a verb of speech marks the stranger as a person, minor otherwise.
    """
    if context.target.cjk:
        return
    carried: dict[int, list[NameTarget]] = defaultdict(list)
    for entry in context.names:
        for target in entry.targets:
            if target.verdict in ("accept", "variant", "conflict"):
                carried[target.mention.sentence].append(target)
    for _, bead in context.paired():
        lost = [*_lost_names(context, bead), *_lost_originals(context, bead)]
        strangers = list(_strangers(context, bead, carried, ordinary)) if lost else []
        for stranger in strangers:
            fitting = [one for one in lost if one.kind == stranger.kind and not _akin(context, one, stranger)]
            if not fitting:
                continue
            lost.remove(fitting[0])
            location = context.target.location(stranger.start, stranger.end, stranger.sentence)
            yield CHECK.finding(
                stranger.severity,
                f"“{location.text}” stands where the source names {fitting[0].name}, {_WHO[stranger.kind]} "
                "not named here.",
                source=fitting[0].location,
                target=location,
                expected=fitting[0].expected,
                evidence={"status": "wrong person" if stranger.kind == "person" else "wrong place"},
            )


def _akin(context: Context, lost: _Lost, stranger: _Stranger) -> bool:
    """Whether one place stands for another: Seoul for 韩国, which editors of English write for its government."""
    if lost.kind != "place":
        return False
    printed = context.target.article.text[stranger.start : stranger.end]
    there = find_places(printed, "en")
    return any(one.akin(two) for one in find_places(lost.name, context.source.language) for two in there)


def _lost_names(context: Context, bead: Bead) -> Iterator[_Lost]:
    """Names of the ledger that a passage holds in full and nothing in its translation can render."""
    from align.names.lists.glossary import shipped
    from align.names.verdict.personal import adopted

    text = " ".join(context.target.sentences[at].text for at in bead.target)
    words = _CAPITALISED.findall(text)
    for entry in context.names:
        known = shipped().of(entry.source)
        kind = "place" if entry.kind == "place" and known else "person"
        least = 2 if known else 3
        if kind == "person" and (entry.kind not in ("person", "other") or not entry.readings):
            continue
        here = [one for one in entry.mentions if one.sentence in bead.source and len(one.text) >= least]
        if not here or any(_fits(entry, word) for word in words) or _said_by(entry.source, words):
            continue
        if known and any(spelling in text for spelling in known.accepted):
            continue
        given = [one for one in entry.targets if one.mention.sentence in bead.target]
        if any(
            one.verdict != "unknown"
            or adopted(entry.source, one.mention.text)
            or one.evidence.get("ground") == Ground.SHORT_FORM
            for one in given
        ):
            continue
        place = context.source.location(here[0].start, here[0].end, here[0].sentence)
        yield _Lost(kind, entry.source, place, entry.expected)


def _lost_originals(context: Context, bead: Bead) -> Iterator[_Lost]:
    """Names that the source prints in Latin letters and its translation does not."""
    text = " ".join(context.target.sentences[at].text for at in bead.target)
    for at in bead.source:
        sentence = context.source.sentences[at]
        for match in _FULL_NAME.finditer(sentence.text):
            if not any(word in text for word in match[0].split()):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield _Lost("person", match[0], context.source.location(start, end, at), match[0])


def _strangers(
    context: Context, bead: Bead, carried: Mapping[int, Sequence[NameTarget]], ordinary: Container[str]
) -> Iterator[_Stranger]:
    """Names in a bead's translation that no name of the source accounts for."""
    printed = context.source.article.text
    for at in bead.target:
        sentence = context.target.sentences[at]
        taken = [(one.mention.start, one.mention.end) for one in carried[at]]
        for stranger in (*_full_names(sentence, at, ordinary), *_known_names(context, sentence, at)):
            words = sentence.text[stranger.start - sentence.start : stranger.end - sentence.start].split()
            if any(start < stranger.end and stranger.start < end for start, end in taken):
                continue
            if any(_fits(entry, word) for entry in context.names for word in words):
                continue
            if any(word in printed for word in words):
                continue  # the source prints it in Latin letters, too
            if stranger.kind == "person" and kind_of(" ".join(words), None) in ("place", "organisation"):
                continue  # Pudong International Airport
            if stranger.kind == "person" and _said(context, " ".join(words)):
                continue  # a company of the article, in which no mention was found
            taken.append((stranger.start, stranger.end))
            yield stranger


def _said(context: Context, spelling: str) -> bool:
    """Whether the source says a spelling anywhere."""
    texts = [one.text for one in context.source.sentences]
    return said_anywhere(spelling, texts, context.source.language)


def _full_names(sentence: Sentence, at: int, ordinary: Container[str]) -> Iterator[_Stranger]:
    """Runs of capitalised words, without the titles before them (Foreign Secretary Dinesh Tewari)."""
    persons = [one.span() for one in names_in(sentence.text)]
    for match in _FULL_NAME.finditer(sentence.text):
        start, words = match.start(), match[0].split()
        while words and words[0].lower() in ordinary:
            start += len(words.pop(0)) + 1
        if words:
            is_person = any(first < match.end() and start < last for first, last in persons)
            if not is_person and words[-1].lower() in ordinary:
                continue  # Hydropower Research
            place = sentence.start + start, sentence.start + match.end()
            yield _Stranger("person", at, *place, "major" if is_person else "minor")


def _known_names(context: Context, sentence: Sentence, at: int) -> Iterator[_Stranger]:
    """Single words that the alias list knows as a person or place whom the source names nowhere."""
    from align.names.lists.glossary import shipped
    from align.names.mentions.english import ordinary

    for match in _CAPITALISED.finditer(sentence.text):
        known = None if ordinary(match[0]) else shipped().named(match[0])  # He said: no Governor He
        if known is None or known.kind not in ("person", "place"):
            continue
        if any(form in context.source.article.text for form in known.forms):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield _Stranger(known.kind, at, start, end, "major")


def _judge(
    context: Context, entry: NameEntry, target: NameTarget, ordinary: Container[str]
) -> tuple[Severity, str] | None:
    expected = f" (expected {entry.expected})" if entry.expected else ""
    text = target.mention.text
    if target.verdict == "variant" and entry.status == "order":
        return "minor", f"“{text}”: the order of the name differs from the rest{expected}."
    if target.verdict == "variant" and target.evidence.get("route") == SELDOM:
        return "minor", f"“{text}” is a rare reading of {entry.source}{expected}."
    if target.verdict == "variant":
        return "minor", f"{entry.source} is spelled in more than one way, here “{text}”{expected}."
    if target.verdict != "conflict":
        return None
    if context.target.cjk or len(entry.source) == 1:  # one character is a name only as a rule
        return "minor", f"“{text}” does not fit {entry.source}{expected}."
    if target.evidence.get("wrong") and entry.kind != "person":  # the glossary knows what it is instead
        if _elsewhere(context, entry, target):
            return None
        return "major", f"“{text}” stands where the source names {entry.source}{expected}."
    if target.evidence.get("known"):
        return "major", f"“{text}” is {target.evidence['known']}; the source names {entry.source}{expected}."
    given = bool(entry.readings) and entry.readings[0].route in (
        OWN,
        SURNAME_ROUTE,
    )  # no word is ordinary then
    whole = entry.kind == "person" and (is_chinese(text) or given)
    own = text.split() if whole else _own_words(text, ordinary)
    if (
        own and target.evidence.get("form") == "other reading"
    ):  # 茂木 is Motegi here, though it can be read Mogi
        return "major", f"“{text}” is not how {entry.source} is spelled{expected}."
    if all(_fits(entry, word, exactly=True) for word in own):
        return None
    exact = [word for word in own if _fits(entry, word, exactly=True)]
    if exact:
        # What is spelled in pinyin or read by the source leaves no doubt; kanji may be read as no dictionary has it.
        chinese = context.source.language.startswith("zh") or entry.readings[0].route == "pinyin"
        first = entry.readings[0]
        surname = first.route == SURNAME_ROUTE and first.surname not in exact
        read = first.route == OWN or target.evidence.get("ground") == Ground.OWN_LETTERS
        certain = (chinese and is_chinese(text)) or read or surname
        return "major" if certain else "minor", f"“{text}” reads {entry.source} only in part{expected}."
    if any(_fits(entry, word) for word in own):
        return "major", f"“{text}” is a misreading of {entry.source}{expected}."
    if _elsewhere(context, entry, target):
        return None
    if entry.status == "wrong person":
        return (
            _weight_of_stranger(context, target),
            f"“{text}” stands where the source names {entry.source}{expected}.",
        )
    return "major", f"“{text}” is no reading of {entry.source}{expected}."


def _weight_of_stranger(context: Context, target: NameTarget) -> Severity:
    """How much a name weighs that stands in another's place: major where it is plainly a person, minor where it only
    looks like one, for places and companies do, too. Never critical: that both belong together is found by the
    alignment and by what is left over, and so may be wrong."""
    mention = target.mention
    told = personality(mention, context.target.sentences[mention.sentence]) == 1.0
    return "major" if told or mention.kind == "person" else "minor"


def _own_words(text: str, ordinary: Container[str]) -> list[str]:
    """A name's words without those of the dictionary (Shrine, Team), which are no part of it; empty for
    what does not look like a name."""
    words = text.split()
    if len(words) > 3 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return []
    own = [word for word in words if word.lower() not in ordinary]
    if len(words) == 2 and len(own) == 1 and not any(map(is_ordinary, words)):
        return words  # Toko is in some text or other, but no word
    return own


def _fits(entry: NameEntry, word: str, *, exactly: bool = False) -> bool:
    """Whether a word is a part of one of the name's readings or accepted spellings, or nearly so."""
    from rapidfuzz.distance import JaroWinkler

    wanted = word.lower()
    accepted = (target.mention.text for target in entry.targets if target.verdict == "accept")
    spellings = (*(reading.romanized for reading in entry.readings), *accepted, entry.expected or "")
    parts = {part.lower() for spelling in spellings for part in spelling.split()}
    if exactly:
        return wanted in parts
    return any(JaroWinkler.similarity(wanted, part) >= _NEAR for part in parts)


def _said_by(name: str, words: Sequence[str]) -> bool:
    """Whether the letters of one of the words fit a name in kana (ウイリアム, William)."""
    from align.names.script.division import is_kana
    from align.names.verdict.match import letter_scores

    return bool(words) and is_kana(name) and float(letter_scores(name, words).max()) >= 0.5


def _elsewhere(context: Context, entry: NameEntry, target: NameTarget) -> bool:
    """Whether the sentence carries the name somewhere else: then the ledger assigned the wrong words.

    What another name claims is not this one's, and a family name by itself does not stand for a full name
    where the source names the person twice.
    """
    at = target.mention.sentence
    if not 0 <= at < len(context.target.sentences):
        return True
    sentence = context.target.sentences[at]
    own = {one.mention.start: one.mention for one in entry.targets if one.verdict == "accept"}
    others = [
        one.mention
        for other in context.names
        for one in other.targets
        if other is not entry and one.verdict == "accept" and one.mention.sentence == at
    ]
    twice = sum(one.sentence == entry.mentions[0].sentence for one in entry.mentions) > 1
    for match in _CAPITALISED.finditer(sentence.text):
        start = sentence.start + match.start()
        if target.mention.start <= start < target.mention.end or not _fits(entry, match[0]):
            continue
        if any(one.start <= start < one.end for one in others):
            continue
        if twice and start in own and " " in target.mention.text and " " not in own[start].text:
            continue
        return True
    return False


def _finding(
    context: Context, entry: NameEntry, target: NameTarget, severity: Severity, message: str
) -> Finding:
    mention = target.mention
    near = [one for one in entry.mentions if one.sentence >= 0] or list(entry.mentions)
    linked = {at for _, bead in context.paired() if mention.sentence in bead.target for at in bead.source}
    held = [one for one in near if one.sentence in linked] or near
    source = context.source.location(held[0].start, held[0].end, held[0].sentence) if held else None
    return CHECK.finding(
        severity,
        message
        if target.reason in ("", f"{entry.source} is {entry.expected}")
        else f"{message} {target.reason}.",
        category="accuracy/mistranslation" if target.verdict == "conflict" else "terminology/inconsistent",
        source=source,
        target=context.target.location(mention.start, mention.end, mention.sentence),
        expected=entry.expected,
        evidence={"score": round(target.score, 3), "status": entry.status, **dict(target.evidence)},
    )


CHECK = Check(
    id="names",
    title="Names",
    summary="names misread, mixed up, spelled two ways or in the wrong order",
    why=(
        "Kanji and hanzi do not say how a name is read, and a misread name is another person. Every name is "
        "followed from the source into the translation by its readings, its letters and the shipped list; a "
        "house's glossary decides."
    ),
    categories=("accuracy/mistranslation", "terminology/inconsistent"),
    severities=("major", "minor", "info"),
    planted=("name", "speaker"),
    examples=(
        Example(
            "赤澤亮正経済再生相が会見した。",
            "Ryosei Akazawa, the economic revitalization minister, held a news conference.",
        ),
        Example(
            "赤澤亮正経済再生相が会見した。",
            "Ryoichi Akasaka, the economic revitalization minister, held a news conference.",
            "Ryoichi Akasaka",
        ),
    ),
    reads_names=True,
    find=_find,
)
