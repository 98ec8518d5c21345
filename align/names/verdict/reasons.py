"""Why a spelling is a name's, may be or cannot be: the grounds, and the one place that puts them into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Literal, NamedTuple

from align.document import NameVerdict


class Ground(StrEnum):
    """What a verdict rests on. Its value goes into a target's evidence, so that nobody has to read the words."""

    # The spelling is the name's.
    LISTED = auto()
    LISTED_TURNED = auto()
    READ = auto()
    SOUND_AND_READING = auto()
    SAID_ELSEWHERE = auto()
    LETTERS_FIT = auto()
    # It is nearly so, or otherwise than elsewhere.
    NEAR_ORIGINAL = auto()
    NEAR_LISTED = auto()
    OTHER_ROMANIZATION = auto()
    TWO_ROMANIZATIONS = auto()
    # It is another's, or nobody's.
    ANOTHER_LISTED = auto()
    SOMEBODY_ELSE = auto()
    OTHER_READING = auto()
    OTHER_TONGUE = auto()
    BEARERS_TONGUE = auto()
    NOT_AS_PRINTED = auto()
    IN_PINYIN = auto()
    ENDS_OTHERWISE = auto()
    LETTERS = auto()
    OWN_LETTERS = auto()
    HALF_READ = auto()
    TWO_TONGUES = auto()
    FAMILY_NAME = auto()
    MISREAD = auto()
    # Nothing can be said of it.
    NO_KNOWN_READING = auto()
    LAST_WORD_ONLY = auto()
    NO_PERSON = auto()
    NO_NAME = auto()
    SEVERAL_NAMES = auto()
    RING_NAME = auto()
    REPORTER = auto()
    ADOPTED = auto()
    CUT_SHORT = auto()
    SHORT_FORM = auto()
    SAID_OF_ANOTHER = auto()
    SCRIPTS = auto()
    UNREAD = auto()
    FAMILY_ABROAD = auto()
    SPELLED_ABROAD = auto()
    OWN_SPELLING = auto()
    SHORT_GIVEN = auto()
    RARE_READING = auto()
    SELDOM_READ = auto()
    NO_DICTIONARY = auto()
    SAYS_MORE = auto()
    NOT_TOGETHER = auto()
    LETTERS_ALONE = auto()
    LETTERS_BADLY = auto()


_LISTED = "{name} is {listed} ({origin})"
_MISFIT = "the letters of '{spelling}' do not fit"
_WORDS = {
    Ground.LISTED: _LISTED,
    Ground.LISTED_TURNED: _LISTED + ", here in the other order",
    Ground.READ: "{name} reads {reading}, {origin}",
    Ground.SOUND_AND_READING: "the letters of '{spelling}' fit {part}, and {rest} can be read so",
    Ground.SAID_ELSEWHERE: "'{spelling}' says {name} in {tongue}",
    Ground.LETTERS_FIT: "the letters of '{spelling}' fit {name} ({fit})",
    Ground.NEAR_ORIGINAL: "the source gives '{part}' itself; '{spelling}' is a near spelling",
    Ground.NEAR_LISTED: _LISTED + "; '{spelling}' is a near spelling",
    Ground.OTHER_ROMANIZATION: _LISTED + "; '{spelling}' is another spelling of it",
    Ground.TWO_ROMANIZATIONS: "'{spelling}' mixes two romanizations; {name} reads {reading}",
    Ground.ANOTHER_LISTED: "{name} is {listed}{part}",
    Ground.SOMEBODY_ELSE: "'{spelling}' is {part}, not {name}",
    Ground.OTHER_READING: _LISTED + "; '{spelling}' is another reading of its characters",
    Ground.OTHER_TONGUE: _LISTED + "; '{spelling}' reads it in {tongue}",
    Ground.BEARERS_TONGUE: "'{spelling}' reads {name} in {tongue}; by the source the bearer is {part}",
    Ground.NOT_AS_PRINTED: "the source prints {part} itself; '{spelling}' is not that",
    Ground.IN_PINYIN: "'{part}' is no name but the pinyin of {rest}",
    Ground.ENDS_OTHERWISE: "{name} ends in -{part}; '{spelling}' does not",
    Ground.LETTERS: _MISFIT + " {name}",
    Ground.OWN_LETTERS: _MISFIT + " {part}, as the source reads {name}",
    Ground.HALF_READ: "{part} reads {reading}; '{spelling}' is none of them with {rest}",
    Ground.TWO_TONGUES: "{name} reads {reading}; '{spelling}' mixes readings of two languages",
    Ground.FAMILY_NAME: "'{spelling}' shares a part with {name}, but not the family name",
    Ground.MISREAD: "{reading}; {part} none of them",
    Ground.NO_KNOWN_READING: "'{spelling}' is no reading of {name} that is known",
    Ground.LAST_WORD_ONLY: "only the last word of '{spelling}' fits {name}",
    Ground.NO_PERSON: "'{spelling}' looks like no person",
    Ground.NO_NAME: "{name} may be no name here",
    Ground.SEVERAL_NAMES: "'{spelling}' may be several names",
    Ground.RING_NAME: "{name} may be a ring name, which no dictionary reads",
    Ground.REPORTER: "{name} reports here, and is seldom named again",
    Ground.ADOPTED: "{name} may be the Chinese name of a foreigner, '{spelling}'",
    Ground.CUT_SHORT: "{name} may go on where it was cut",
    Ground.SHORT_FORM: "'{spelling}' may be short for {part}",
    Ground.SAID_OF_ANOTHER: "the source says '{spelling}' elsewhere",
    Ground.SCRIPTS: "{name} is no name of one script",
    Ground.UNREAD: "no reading of {name} is known",
    Ground.FAMILY_ABROAD: "'{spelling}' is how {part} is spelled elsewhere",
    Ground.SPELLED_ABROAD: "'{reading}' is a spelling of {part}; '{rest}' may be a spelling of his own",
    Ground.OWN_SPELLING: "'{part}' is a reading of {name}; '{rest}' may be a name or spelling of his own",
    Ground.SHORT_GIVEN: "{part} could be short for a name that is said '{rest}'",
    Ground.SELDOM_READ: "{part} is read {reading}, {rest} by few",
    Ground.RARE_READING: "'{rest}' could be a rare reading of {part}, which no dictionary has",
    Ground.NO_DICTIONARY: "{name} is in no dictionary of names",
    Ground.SAYS_MORE: "'{spelling}' says more than {name}, which is one of its words",
    Ground.NOT_TOGETHER: "each part of '{spelling}' is a reading of {name}, but not together",
    Ground.LETTERS_ALONE: "the letters of '{spelling}' fit {name}, its readings do not",
    Ground.LETTERS_BADLY: "the letters of '{spelling}' fit {name} badly ({fit})",
}
BY_LETTERS = frozenset((Ground.LETTERS, Ground.OWN_LETTERS))

# Why a fault that was seen is not held against the name: it may be somebody else's, or that of the longer name.
Doubt = Literal["assigned", "person", "half"]
_DOUBTS: dict[Doubt | None, str] = {
    None: "",
    "assigned": "it may stand for {name}; ",
    "person": "it may be no person; ",
    "half": "as in what may be the whole name; ",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a ground speak of, where it is neither the name nor the spelling: parts of either, what the
    name reads, and where that is from."""

    part: str = ""
    rest: str = ""
    reading: str = ""
    listed: str = ""
    origin: str = ""
    tongue: str = ""
    fit: float = 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground with its name and spelling. Its text is rendered when it is asked for: of a thousand pairs of an
    article few are ever shown."""

    ground: Ground
    name: str
    spelling: str
    said: Said = field(default_factory=Said)
    doubt: Doubt | None = None

    def __str__(self) -> str:
        said = self.said
        return (_DOUBTS[self.doubt] + _WORDS[self.ground]).format(
            name=self.name,
            spelling=self.spelling,
            part=said.part,
            rest=said.rest,
            reading=said.reading,
            listed=said.listed,
            origin=said.origin,
            tongue=said.tongue,
            fit=f"{said.fit:.2f}",
        )


class Ruling(NamedTuple):
    """A verdict and what it rests on."""

    verdict: NameVerdict
    reason: Reason
