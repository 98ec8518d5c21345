"""What is exported: one row a bead, and one row a pair of articles.

A row holds everything that a trainer or a researcher needs without the articles: the sentences, where
they stand, how sure the alignment is, what the checks found, how the names were carried over, and
whose text it is. Only sentences are exported, so bylines, contact lines and rights notices are not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from align.document import SEVERITIES, Article, Finding, NameEntry, Report, Sentence
from align.languages.traits import between, family
from align.rows import canonical_json

CORRECTED = (
    "corrected beads"  # in the metadata of a reprint that was reviewed: indexes of the beads put right
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding; offsets are into the row's own text on that side, null where it has no such place."""

    check: str
    category: str
    severity: str
    message: str | None
    source: Span | None
    target: Span | None
    expected: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class RowName:
    """A mention of a name; offsets are into the row's own text on that ``side``."""

    side: str
    text: str | None
    start: int
    end: int
    kind: str
    verdict: str
    name: str | None
    expected: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class BeadRow:
    """One bead.

    Without text (``text="none"``) ``source_text`` and ``target_text`` are null and the spans, with the
    sha256 of what stands there, let those who hold the articles put the text back. ``also`` says that
    one of its sentences has a further bead: it serves another passage, too. ``corrected`` says that a
    person put the bead or its words right.
    """

    id: str
    pair_id: str
    reprint_id: str
    source_id: str
    source_language: str
    target_language: str
    source_text: str | None
    target_text: str | None
    kind: str
    score: float
    fidelity: float | None
    verdict: str | None
    pair_score: float | None
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    source_sha256: str
    target_sha256: str
    findings: tuple[RowFinding, ...]
    names: tuple[RowName, ...]
    source_date: date | None
    target_date: date | None
    source_publisher: str | None
    target_publisher: str | None
    licence: str | None
    redistribution: bool
    corrected: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True)
class RowSentence:
    """A sentence of an article with its place."""

    text: str | None
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class RowBead:
    """A bead by sentence index; one side may be empty. ``also``: a further one of sentences that serve two beads."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
    fidelity: float | None
    also: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One pair of articles with all sentences and beads, also those with one side empty."""

    pair_id: str
    reprint_id: str
    source_id: str
    verdict: str | None
    pair_score: float | None
    source_language: str
    target_language: str
    source_title: str | None
    target_title: str | None
    source_date: date | None
    target_date: date | None
    source_publisher: str | None
    target_publisher: str | None
    source_url: str | None
    target_url: str | None
    source_sentences: tuple[RowSentence, ...]
    target_sentences: tuple[RowSentence, ...]
    beads: tuple[RowBead, ...]
    findings: tuple[RowFinding, ...]
    names: tuple[RowName, ...]
    scores: str
    signature: str
    licence: str | None
    redistribution: bool


def pair_id(reprint: str, source: str) -> str:
    """One id for a pair, from which no two different pairs get the same."""
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in (reprint, source))


def report_id(report: Report) -> str:
    """The pair id of a report; the target is the reprint unless the pair says otherwise."""
    if report.pair is not None and report.pair.source is not None:
        return pair_id(report.pair.reprint, report.pair.source)
    return pair_id(report.target.id, report.source.id)


def trainer_code(language: str) -> str:
    """The name of a language for MT trainers: both Chinese scripts share ``zh``."""
    return family(language)


def language_pair(row: BeadRow) -> str:
    """A bead's languages as one name, the same both ways: ``en-ja``."""
    return "-".join(sorted((trainer_code(row.source_language), trainer_code(row.target_language))))


def translation(row: BeadRow, languages: Sequence[str]) -> dict[str, str | None]:
    """The form that MT trainers expect: ``{"en": "…", "ja": "…"}``, with a key for each of ``languages``."""
    texts = {
        trainer_code(row.source_language): row.source_text,
        trainer_code(row.target_language): row.target_text,
    }
    return {language: texts.get(language) for language in languages}


def joined(texts: list[str], language: str) -> str:
    """Sentences as running text; Japanese and Chinese put no space between them."""
    return between(language).join(texts)


def digest(text: str) -> str:
    """The sha256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def licence_of(report: Report) -> str | None:
    """The licence that the articles' metadata names; both when they differ."""
    named = [
        article.metadata.get("licence") or article.metadata.get("license")
        for article in (report.source, report.target)
    ]
    return " AND ".join(dict.fromkeys(str(name) for name in named if name)) or None


class _Side:
    """One side of a bead: its text, and article offsets carried over into it."""

    def __init__(self, article: Article, sentences: list[Sentence]) -> None:
        self.article, self.sentences = article, sentences

    @cached_property
    def text(self) -> str:
        return joined([sentence.text for sentence in self.sentences], self.article.language)

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(sentence.start, sentence.end) for sentence in self.sentences)

    def place(self, start: int, end: int) -> Span | None:
        """Article offsets as offsets into ``text``; None when they begin in none of the sentences."""
        separator = len(joined(["", ""], self.article.language))
        before = 0
        for sentence in self.sentences:
            if sentence.start <= start < sentence.end:
                return Span(before + start - sentence.start, before + min(end, sentence.end) - sentence.start)
            before += len(sentence.text) + separator
        return None


def bead_rows(report: Report, with_text: bool = True) -> Iterator[BeadRow]:
    """The two-sided beads of a report, each with the findings and names that stand in it."""
    identifier = report_id(report)
    reprint, source_id = (
        (report.pair.reprint, report.pair.source) if report.pair else (report.target.id, None)
    )
    scores = report.bead_scores or (None,) * len(report.beads)
    twice = {i for one in report.also for i in one.source}, {j for one in report.also for j in one.target}
    for number, (bead, fidelity) in enumerate(zip(report.beads, scores, strict=True)):
        if not bead.source or not bead.target:
            continue
        source = _Side(report.source, [report.source_sentences[index] for index in bead.source])
        target = _Side(report.target, [report.target_sentences[index] for index in bead.target])
        yield BeadRow(
            id=f"{identifier}#{number}",
            pair_id=identifier,
            reprint_id=reprint,
            source_id=source_id or report.source.id,
            source_language=report.source.language,
            target_language=report.target.language,
            source_text=source.text if with_text else None,
            target_text=target.text if with_text else None,
            kind=bead.kind,
            score=bead.score,
            fidelity=fidelity,
            verdict=report.pair.verdict if report.pair else None,
            pair_score=report.pair.score if report.pair else None,
            source_spans=source.spans,
            target_spans=target.spans,
            source_sha256=digest(source.text),
            target_sha256=digest(target.text),
            findings=tuple(_findings(report, source, target, set(bead.source), set(bead.target), with_text)),
            names=tuple(_names(report, source, target, with_text)),
            source_date=report.source.date,
            target_date=report.target.date,
            source_publisher=report.source.publisher,
            target_publisher=report.target.publisher,
            licence=licence_of(report),
            redistribution=report.source.redistribution and report.target.redistribution,
            corrected=number in report.target.metadata.get(CORRECTED, ()),
            also=bool(twice[0].intersection(bead.source) or twice[1].intersection(bead.target)),
        )


def _findings(
    report: Report, source: _Side, target: _Side, on_source: set[int], on_target: set[int], with_text: bool
) -> Iterator[RowFinding]:
    for finding in report.findings:
        here = (finding.source is not None and finding.source.sentence in on_source) or (
            finding.target is not None and finding.target.sentence in on_target
        )
        if here:
            yield _finding(
                finding,
                source.place(finding.source.start, finding.source.end) if finding.source else None,
                target.place(finding.target.start, finding.target.end) if finding.target else None,
                with_text,
            )


def _finding(finding: Finding, source: Span | None, target: Span | None, with_text: bool) -> RowFinding:
    return RowFinding(
        finding.check,
        finding.category,
        finding.severity,
        finding.message if with_text else None,  # messages and evidence quote the articles
        source,
        target,
        finding.expected if with_text else None,
        canonical_json(finding.evidence) if with_text else None,
    )


def _names(report: Report, source: _Side, target: _Side, with_text: bool) -> Iterator[RowName]:
    for entry in report.names:
        for mention in entry.mentions:
            place = source.place(mention.start, mention.end)
            if place:
                yield _name(entry, "source", mention.text, place, mention.kind, entry.status, None, with_text)
        for carried in entry.targets:
            mention = carried.mention
            place = target.place(mention.start, mention.end)
            if place:
                verdict, score = carried.verdict, carried.score
                yield _name(entry, "target", mention.text, place, mention.kind, verdict, score, with_text)


def _name(
    entry: NameEntry,
    side: str,
    text: str,
    place: Span,
    kind: str,
    verdict: str,
    score: float | None,
    with_text: bool,
) -> RowName:
    name, expected = (entry.source, entry.expected) if with_text else (None, None)
    return RowName(
        side, text if with_text else None, place.start, place.end, kind, verdict, name, expected, score
    )


def article_row(report: Report, with_text: bool = True) -> ArticleRow:
    """The whole pair in one row; offsets of findings and names are into the articles."""
    everywhere = [_Whole(report.source), _Whole(report.target)]
    scores = report.bead_scores or (None,) * len(report.beads)
    return ArticleRow(
        pair_id=report_id(report),
        reprint_id=report.pair.reprint if report.pair else report.target.id,
        source_id=(report.pair.source if report.pair else None) or report.source.id,
        verdict=report.pair.verdict if report.pair else None,
        pair_score=report.pair.score if report.pair else None,
        source_language=report.source.language,
        target_language=report.target.language,
        source_title=report.source.title if with_text else None,
        target_title=report.target.title if with_text else None,
        source_date=report.source.date,
        target_date=report.target.date,
        source_publisher=report.source.publisher,
        target_publisher=report.target.publisher,
        source_url=report.source.url,
        target_url=report.target.url,
        source_sentences=_sentences(report.source_sentences, with_text),
        target_sentences=_sentences(report.target_sentences, with_text),
        beads=(
            *(
                RowBead(bead.source, bead.target, bead.score, score)
                for bead, score in zip(report.beads, scores, strict=True)
            ),
            *(RowBead(bead.source, bead.target, bead.score, None, also=True) for bead in report.also),
        ),
        findings=tuple(
            _finding(
                finding,
                Span(finding.source.start, finding.source.end) if finding.source else None,
                Span(finding.target.start, finding.target.end) if finding.target else None,
                with_text,
            )
            for finding in report.findings
        ),
        names=tuple(_names(report, everywhere[0], everywhere[1], with_text)),
        scores=canonical_json(report.scores),
        signature=report.signature,
        licence=licence_of(report),
        redistribution=report.source.redistribution and report.target.redistribution,
    )


class _Whole(_Side):
    """A whole article: offsets stay as they are."""

    def __init__(self, article: Article) -> None:
        super().__init__(article, [])

    def place(self, start: int, end: int) -> Span | None:
        return Span(start, end)


def _sentences(sentences: tuple[Sentence, ...], with_text: bool) -> tuple[RowSentence, ...]:
    return tuple(
        RowSentence(sentence.text if with_text else None, sentence.start, sentence.end, sentence.paragraph)
        for sentence in sentences
    )


def worst(findings: tuple[RowFinding, ...]) -> int:
    """The gravest severity among findings as an index into ``SEVERITIES``; -1 for none."""
    severities: tuple[str, ...] = SEVERITIES
    return max((severities.index(finding.severity) for finding in findings), default=-1)
