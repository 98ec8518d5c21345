"""The values that travel through `align`: articles, sentences, beads, mentions, findings.

Every class here is a frozen dataclass with slots and knows nothing of the rest of the package.
Offsets are always character offsets into ``Article.text`` exactly as the reader returned it, so
whatever is said about an article can be shown in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, ClassVar, Literal

Language = Literal["en", "ja", "zh", "zh-Hant", "other"]
BlockKind = Literal[
    "body", "heading", "headline", "byline", "dateline", "contact", "rights", "caption", "delimiter", "other"
]
MentionKind = Literal["person", "place", "organisation", "outlet", "other"]
Severity = Literal["critical", "major", "minor", "info"]
PairVerdict = Literal["parallel", "comparable", "unrelated"]
ReprintKind = Literal["close", "condensed", "free"]
NameVerdict = Literal["accept", "variant", "conflict", "unknown"]

DecisionState = Literal["open", "done", "dismissed"]

SEVERITIES: tuple[Severity, ...] = ("info", "minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of an article's text with one function: a body paragraph, the headline, a byline …

    Blocks do not overlap and come in the order of the text. Only ``body`` and ``heading`` blocks
    are split, aligned, scored and exported; a ``delimiter`` (a rule, ``<p>``, a chapter mark)
    separates parts that must not be aligned across.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text, its blocks and what is known about it.

    ``id`` is unique in a folder of articles (relative path without suffix, or the ``id`` of a JSONL
    record). ``warnings`` are sentences about what reading had to guess or drop.
    """

    id: str
    text: str
    language: Language
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    date: date | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    path: str | None = None
    encoding: str | None = None
    redistribution: bool = True
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def of_kind(self, kind: BlockKind) -> list[str]:
        """The texts of all blocks of one kind, in order."""
        return [self.text[block.start : block.end] for block in self.blocks if block.kind == kind]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: ``article.text[start:end] == text``.

    ``paragraph`` counts body blocks from 0; ``section`` counts delimiters and headings passed so far
    and lets the aligner honour hard boundaries when both sides have them.
    """

    text: str
    start: int
    end: int
    paragraph: int = 0
    section: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that render each other, by 0-based index, with or without gaps; one side may be empty.

    Every sentence has one main bead. ``also`` marks a further one: a sentence that draws on another besides those of
    its main bead, as a lead does on what is told again below.

    ``score`` is a calibrated confidence between 0 and 1 that exactly these sentences render each
    other; of a one-sided bead, that the sentence has no counterpart.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
    also: bool = False

    @property
    def kind(self) -> str:
        """The bead type as the field writes it, for example ``1-2``."""
        return f"{len(self.source)}-{len(self.target)}"


def main_beads(beads: Iterable[Bead]) -> tuple[Bead, ...]:
    """The beads without further ones: every sentence once."""
    return tuple(bead for bead in beads if not bead.also)


@dataclass(frozen=True, slots=True)
class Pair:
    """A reprint and the source article it was paired with (``None``: no source was found).

    ``score`` is the calibrated probability that the reprint renders this source; ``evidence`` holds
    the raw parts (coverage both ways, order, shared numbers and names …).
    """

    reprint: str
    source: str | None
    score: float
    verdict: PairVerdict
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        """What a notebook shows: both ids, the verdict and its probability."""
        source = escape(self.source) if self.source is not None else "no source"
        return f"<p>{escape(self.reprint)} ← {source}: <b>{self.verdict}</b>, {self.score:.2f}</p>"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a written name may be said.

    ``weight`` is between 0 and 1 and sums to at most 1 over the readings of a name; ``route`` says
    where it comes from, for example ``dictionary:sudachi`` or ``pinyin``. ``surname`` and ``given``
    are set when the name is known to be a person's and was divided.
    """

    romanized: str
    weight: float
    route: str
    kana: str | None = None
    surname: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in place. ``sentence`` indexes the article's sentences (-1: outside all of them);
    ``start`` and ``end`` are offsets into the article's text."""

    text: str
    kind: MentionKind
    sentence: int
    start: int
    end: int
    title: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class NameTarget:
    """An English spelling set against a source name, with the verdict and why."""

    mention: Mention
    verdict: NameVerdict
    score: float
    reason: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name of the source article followed into the reprint.

    ``status`` sums the targets up: ``accept``, ``variant`` (one person, several spellings),
    ``conflict`` (a reading that is impossible), ``wrong person``, ``order``, ``missing``, ``unknown``.
    """

    source: str
    kind: MentionKind
    mentions: tuple[Mention, ...]
    readings: tuple[Reading, ...]
    expected: str | None
    targets: tuple[NameTarget, ...]
    status: str = "unknown"
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding is: the text, its sentence, and offsets into the article's text."""

    text: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an editor should look at, in terms of the MQM typology (https://themqm.org).

    ``check`` is the name of the check that found it, ``category`` the MQM category
    (``accuracy/omission``), ``expected`` what was expected in the target's own words, if that is
    known, ``evidence`` whatever supports the finding (JSON-compatible values only).
    """

    check: str
    category: str
    severity: Severity
    message: str
    source: Location | None = None
    target: Location | None = None
    expected: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided about a finding: it is ``done``, or ``dismissed`` for a ``reason``, or still open.

    ``when`` is a moment in ISO 8601; ``who`` is whatever name the editor goes by.
    """

    state: DecisionState = "open"
    reason: str = ""
    note: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of one pair of articles; every report format is written from this.

    ``scores`` maps names to numbers (``fidelity`` 0–100 is the article score; raw parts and the MQM
    score stand beside it), ``bead_scores`` runs parallel to ``beads`` (``None`` for one-sided
    beads), ``signature`` says what made the figures: model and revision, version, convention.
    ``decisions``, where there are any, run parallel to ``findings``. ``glosses``, where there are any, are machine
    translations of the source sentences, for readers who do not know the source's language. ``reprint`` is what kind
    of reprint this is: close, condensed (sentences cut) or free (written anew, in another order). ``beads`` holds every
    sentence once; ``also`` are the further beads of sentences that serve two.
    """

    source: Article
    target: Article
    source_sentences: tuple[Sentence, ...]
    target_sentences: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    bead_scores: tuple[float | None, ...] = ()
    names: tuple[NameEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    signature: str = ""
    pair: Pair | None = None
    warnings: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    glosses: tuple[str, ...] = ()
    reprint: ReprintKind | None = None
    also: tuple[Bead, ...] = ()

    def decision(self, index: int) -> Decision:
        """What was decided about the finding of this index."""
        return self.decisions[index] if self.decisions else Decision()

    # What a notebook shows. Values know no room, so the face of the package gives it (align/__init__.py).
    _repr_html_: ClassVar[Callable[[Report], str]]
