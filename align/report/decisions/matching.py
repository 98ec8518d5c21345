"""Which decision is about which finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from align.document import Decision, Finding, Report
from align.report.decisions.keys import finding_keys
from align.report.visible import label

# Two sentences this much alike (rapidfuzz's ratio) are one before and after an edit. Chosen by hand: a
# third of a sentence may be rewritten, while the longer sentences of an article are less than 50 alike.
SAME_SENTENCE = 70.0


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the finding it is about.

    ``articles`` are the ids of reprint and source, empty where the file does not say; ``sentence`` is the one that
    the finding stands in, so that the same words elsewhere in the article are not taken for it.
    """

    decision: Decision
    finding: str
    check: str = ""
    source: str = ""
    target: str = ""
    sentence: str = ""
    articles: tuple[str, ...] = ()
    severity: str = ""
    message: str = ""

    @property
    def content(self) -> tuple[str, str, str] | None:
        """What the finding is known by beside its id; None where the file holds nothing but the id."""
        if not self.source and not self.target:
            return None
        return label(self.check).casefold(), words(self.source), words(self.target)

    @property
    def empty(self) -> bool:
        """Whether nothing was decided, or what was is taken back."""
        return self.decision.state == "open" and not self.decision.note


def words(text: str) -> str:
    """A passage as it counts for identity: without case, width and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def decided_of(report: Report) -> list[Decided]:
    """Every finding of a report with what was decided about it, in the report's order."""
    return [
        Decided(
            report.decision(at),
            key,
            finding.check,
            finding.source.text if finding.source else "",
            finding.target.text if finding.target else "",
            sentence_of(report, finding),
            (report.target.id, report.source.id),
            finding.severity,
            finding.message,
        )
        for at, (key, finding) in enumerate(zip(finding_keys(report.findings), report.findings, strict=True))
    ]


def sentence_of(report: Report, finding: Finding) -> str:
    """The sentence a finding stands in: of the reprint where it has a place there, else of the source."""
    for place, sentences in (
        (finding.target, report.target_sentences),
        (finding.source, report.source_sentences),
    ):
        if place is not None and 0 <= place.sentence < len(sentences):
            return sentences[place.sentence].text
    return ""


def with_decisions(report: Report, decided: Iterable[Decided]) -> Report:
    """The report with each decision at the finding it is about; what is about none of them is left aside.

    The surest match goes first: the same id in the same sentence, then the same words there, then the same
    words in what looks like that sentence after an edit. A decision that knows no sentence goes by its id,
    else by its words.
    """
    ours = decided_of(replace(report, decisions=()))
    waiting = [one for one in decided if not one.empty and _about(one.articles, ours[:1])]
    found: dict[int, Decision] = {}
    for rule in _RULES:
        free = [at for at in range(len(ours)) if at not in found]
        left = []
        for one in waiting:
            at = next((at for at in free if rule(one, ours[at])), None)
            if at is None:
                left.append(one)
            else:
                found[at] = one.decision
                free.remove(at)
        waiting = left
    decisions = tuple(found.get(at, Decision()) for at in range(len(ours)))
    return replace(report, decisions=decisions if found else ())


def _same_content(before: Decided, now: Decided) -> bool:
    return before.content is not None and before.content == now.content


def _same_sentence(before: str, now: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return bool(ratio(before, now) >= SAME_SENTENCE)


# From the surest on; each is asked of what the ones before it have left.
_RULES: tuple[Callable[[Decided, Decided], bool], ...] = (
    lambda before, now: before.finding == now.finding and before.sentence == now.sentence,
    lambda before, now: _same_content(before, now) and before.sentence == now.sentence,
    lambda before, now: before.finding == now.finding and not before.sentence,
    lambda before, now: _same_content(before, now) and not before.sentence,
    lambda before, now: _same_content(before, now) and _same_sentence(before.sentence, now.sentence),
)


def without_dismissed(report: Report) -> Report:
    """The report without the findings that were dismissed."""
    kept = [at for at in range(len(report.findings)) if report.decision(at).state != "dismissed"]
    return replace(
        report,
        findings=tuple(report.findings[at] for at in kept),
        decisions=tuple(report.decisions[at] for at in kept) if report.decisions else (),
    )


def open_findings(report: Report) -> list[Finding]:
    """The findings that still stand: neither done nor dismissed."""
    return [finding for at, finding in enumerate(report.findings) if report.decision(at).state == "open"]


def _about(articles: Sequence[str], ours: Sequence[Decided]) -> bool:
    """Whether a decision may be about these articles."""
    return not articles or not ours or article_names(articles) == article_names(ours[0].articles)


def article_names(ids: Sequence[str]) -> tuple[str, ...]:
    """Ids of articles as decisions compare them: a folder more or less before their names is no difference."""
    return tuple(PurePosixPath(one).name for one in ids)
