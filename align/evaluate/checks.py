"""How many planted errors the checks find, and how often they cry wolf: ``align evaluate checks``."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.bootstrap import interval
from align.document import Bead, Finding, NameEntry, Report
from align.errors import InputError
from align.evaluate.planting import KINDS, Kind, Planted, plant
from align.evaluate.planting_names import placed_names, printed_names
from align.fidelity.checks import all_checks
from align.model import Model
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines


@dataclass(frozen=True, slots=True)
class Document:
    """A sentence-parallel document: line N of ``english`` renders line N of ``other``."""

    name: str
    language: str
    english: tuple[str, ...]
    other: tuple[str, ...]


def read_documents(path: Path) -> list[Document]:
    """The documents of a TSV file with the columns doc, english, other. Raises InputError."""
    from align.read.language import detect_language

    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows:
            grouped[row["doc"]].append((row["english"].strip(), row["other"].strip()))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", "name a TSV file: doc, english, other") from None
    except (KeyError, AttributeError):
        raise InputError(
            path, "lacks the columns doc, english, other", "name a TSV file with this header"
        ) from None
    return [
        Document(
            name,
            detect_language(" ".join(other for _, other in pairs)),
            tuple(english for english, _ in pairs),
            tuple(other for _, other in pairs),
        )
        for name, pairs in sorted(grouped.items())
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One planted error: its kind, whether it was found, and how severely it was reported."""

    kind: str
    found: bool
    severity: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """The findings on one untouched document, by check and severity, and its English words."""

    document: str
    words: int
    counts: Counter[tuple[str, str]]


def examine(
    documents: Sequence[Document],
    model: Model,
    *,
    kinds: Iterable[Kind] = KINDS,
    each: int = 2,
    seed: int = 1,
    aligned: bool = False,
) -> tuple[list[Outcome], list[Alarms]]:
    """Plant up to ``each`` errors of every kind into every document, one at a time, and check.

    An error counts as found when a fitting check reports in the sentence that was changed what it did not
    report before. With ``aligned`` line N is taken to render line N; otherwise beads are worked out, as
    in use.
    """
    outcomes: list[Outcome] = []
    alarms: list[Alarms] = []
    for document in documents:
        clean = _check(document, document.english, model, None, aligned=aligned)
        words = sum(len(line.split()) for line in document.english)
        counts: Counter[tuple[str, str]] = Counter((one.check, one.severity) for one in clean.findings)
        alarms.append(Alarms(document.name, words, counts))
        donors = [line for other in documents if other.name != document.name for line in other.english]
        known = [one for one in clean.names if one.kind != "place"]
        people = (
            *known,
            *printed_names(document.other, document.english),
            *placed_names(document.other, document.english, document.language),
        )
        for kind in kinds:
            avoid: frozenset[int] = frozenset()
            for number in range(each):
                rng = random.Random(f"{seed}/{document.name}/{kind}/{number}")
                planted = plant(kind, document.english, rng, donors, avoid, people)
                if planted is None:
                    break
                avoid |= {planted.line}
                outcomes.append(_outcome(document, planted, clean, model, aligned=aligned))
    return outcomes, alarms


def _outcome(document: Document, planted: Planted, clean: Report, model: Model, *, aligned: bool) -> Outcome:
    fitting = tuple(check.id for check in all_checks() if planted.kind in check.planted)
    names = clean.names if fitting != ("names",) else None
    line_for_line = aligned and planted.kind not in ("omission", "addition")
    report = _check(document, planted.lines, model, names, aligned=line_for_line, checks=fitting)
    before = {_content(finding) for finding in clean.findings}
    hits = [
        finding
        for finding in report.findings
        if _at(finding, planted) and _content(finding) not in before and finding.check in fitting
    ]
    return Outcome(planted.kind, bool(hits), hits[0].severity if hits else "")


def _content(finding: Finding) -> tuple[str, str, str, str]:
    source = finding.source.text if finding.source else ""
    return finding.check, finding.message, source, finding.target.text if finding.target else ""


def _at(finding: Finding, planted: Planted) -> bool:
    """Whether a finding points at the planted error's sentence."""
    if planted.kind == "omission":
        return finding.source is not None and finding.source.sentence == planted.line
    return finding.target is not None and finding.target.sentence == planted.line


def _check(
    document: Document,
    lines: Sequence[str],
    model: Model,
    names: Sequence[NameEntry] | None,
    *,
    aligned: bool,
    checks: Sequence[str] | None = None,
) -> Report:
    source, here = article_of_lines(document.other, document.language, document.name)
    target, there = article_of_lines(lines, "en", document.name)
    beads = [Bead((at,), (at,), 1.0) for at in range(len(lines))] if aligned else None
    return check(
        source,
        target,
        model,
        beads=beads,
        source_sentences=here,
        target_sentences=there,
        names=names,
        checks=checks,
        scored=False,
    )


def table(outcomes: Sequence[Outcome], alarms: Sequence[Alarms]) -> list[str]:
    """The figures as lines: recall by kind with intervals, precision, alarms per 1,000 words."""
    words = sum(one.words for one in alarms)
    lines = [f"{'kind':<12} {'planted':>7} {'found':>7}  95% interval     major+"]
    for kind in KINDS:
        own = [one for one in outcomes if one.kind == kind]
        if own:
            hits = [float(one.found) for one in own]
            low, high = interval(hits)
            heavy = sum(one.severity in ("major", "critical") for one in own) / len(own)
            share = sum(hits) / len(own)
            lines.append(f"{kind:<12} {len(own):>7} {share:>7.3f}  [{low:.3f}, {high:.3f}]   {heavy:.3f}")
    totals: Counter[tuple[str, str]] = Counter()
    for one in alarms:
        totals.update(one.counts)
    lines += [
        "",
        f"findings per 1,000 words of untouched translation ({words} words, {len(alarms)} documents)",
    ]
    for (name, severity), count in sorted(totals.items()):
        lines.append(f"{name:<14} {severity:<9} {1000 * count / max(1, words):>6.2f}")
    for label, wanted in (
        ("major or above", ("major", "critical")),
        ("any severity", ("critical", "major", "minor")),
    ):
        rates = [
            1000
            * sum(count for (_, severity), count in one.counts.items() if severity in wanted)
            / max(1, one.words)
            for one in alarms
        ]
        count = sum(value for (_, severity), value in totals.items() if severity in wanted)
        low, high = interval(rates)
        lines.append(
            f"{label:<24} {1000 * count / max(1, words):>6.2f}  (a document: [{low:.2f}, {high:.2f}])"
        )
    found = sum(one.found for one in outcomes)
    false = sum(value for (_, severity), value in totals.items() if severity in ("critical", "major"))
    lines.append(
        f"precision of major findings, one planted error a 1,000 words: {_precision(outcomes, false, words):.3f}"
    )
    lines.append(f"planted {len(outcomes)}, found {found}")
    return lines


def _precision(outcomes: Sequence[Outcome], false: int, words: int) -> float:
    """The share of right ones among major findings if every 1,000 words held one error of a random kind."""
    right = sum(one.severity in ("critical", "major") for one in outcomes) / max(1, len(outcomes))
    wrong = 1000 * false / max(1, words)
    return right / max(1e-9, right + wrong)


def against_findings(gold: Path, reports: dict[tuple[str, str], Report]) -> list[str]:
    """Recall by kind against a JSONL file of planted findings (reprint, source, kind, target_text,
    source_text …); a planted error is found when a finding overlaps its text on either side."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found: dict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    for row in rows:
        report = reports.get((row["reprint"], row["source"]))
        hit = report is not None and any(_overlaps(finding, row, report) for finding in report.findings)
        found[row["kind"]].append(hit)
        if not hit:
            missed.append(
                f"missed: {row['reprint']} {row['kind']}: {row['target_text'] or row['source_text']}"
            )
    lines = [f"{kind:<12} {sum(hits)}/{len(hits)}" for kind, hits in sorted(found.items())]
    return [*lines, f"{'all':<12} {sum(map(sum, found.values()))}/{len(rows)}", *missed]


def _overlaps(finding: Finding, row: dict[str, str | None], report: Report) -> bool:
    for place, text, article in (
        (finding.target, row.get("target_text"), report.target),
        (finding.source, row.get("source_text"), report.source),
    ):
        if place is not None and text:
            start = article.text.find(text)
            if start >= 0 and place.start < start + len(text) and start < place.end:
                return True
    return False
