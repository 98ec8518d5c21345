"""The report as JSON: the contract that scripts rely on. Keys are only ever added."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from align.document import Article, Decision, Finding, Location, NameEntry, Pair, Report, Sentence
from align.report.decisions import finding_keys

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def as_json(report: Report) -> str:
    """The report as one indented JSON object.

    ``scores`` and ``findings`` are the contract; ``signature``, ``articles``, ``pair``, ``reprint``, ``sentences``,
    ``beads``, ``names`` and ``warnings`` stand beside them. Offsets are characters of the article's
    text as read. Numbers that JSON cannot write (NaN, infinity) become null.
    """
    text = json.dumps(as_values(report), ensure_ascii=False, indent=2, allow_nan=False)
    return writable(text) + "\n"


def writable(text: str) -> str:
    """The text with every unpaired surrogate replaced by U+FFFD, one for one, so that offsets hold.

    UTF-8 cannot write a surrogate, and most readers of JSON refuse its escape.
    """
    return _LONE_SURROGATE.sub("\ufffd", text)


def as_values(report: Report) -> dict[str, Any]:
    """The same as plain dictionaries, lists, strings and numbers."""
    scores: list[float | None] = list(report.bead_scores) or [None] * len(report.beads)
    values = {
        "scores": report.scores,
        "findings": [
            {"id": key, **_finding(finding), **_decision(report, at)}
            for at, (key, finding) in enumerate(
                zip(finding_keys(report.findings), report.findings, strict=True)
            )
        ],
        "signature": report.signature,
        "articles": {
            "source": _article(report.source, report.source_sentences),
            "target": _article(report.target, report.target_sentences),
        },
        "pair": _pair(report.pair) if report.pair else None,
        "reprint": report.reprint,
        "sentences": {
            "source": [_sentence(sentence) for sentence in report.source_sentences],
            "target": [_sentence(sentence) for sentence in report.target_sentences],
        },
        "beads": [
            {"source": bead.source, "target": bead.target, "score": bead.score, "fidelity": score}
            for bead, score in zip(report.beads, scores, strict=True)
        ],
        "also": [{"source": bead.source, "target": bead.target, "score": bead.score} for bead in report.also],
        "names": [_name(entry) for entry in report.names],
        "warnings": report.warnings,
        **({"glosses": report.glosses} if report.glosses else {}),
    }
    return {key: plain(value) for key, value in values.items()}


def plain(value: Any) -> Any:
    """A value as JSON can hold it; what it cannot hold is written as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case date():
            return value.isoformat()
    if hasattr(value, "item"):  # a NumPy scalar
        return plain(value.item())
    return str(value)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "category": finding.category,
        "severity": finding.severity,
        "source": _location(finding.source),
        "target": _location(finding.target),
        "message": finding.message,
        "expected": finding.expected,
        "evidence": finding.evidence,
    }


def _decision(report: Report, index: int) -> dict[str, Any]:
    """What was decided about a finding, in reports that were given decisions."""
    if not report.decisions:
        return {}
    decision = report.decision(index)
    return {"decision": asdict(decision) if decision != Decision() else None}


def _location(location: Location | None) -> dict[str, Any] | None:
    return asdict(location) if location else None


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return asdict(sentence)


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "reprint": pair.reprint,
        "source": pair.source,
        "score": pair.score,
        "verdict": pair.verdict,
        "evidence": pair.evidence,
    }


def _article(article: Article, sentences: tuple[Sentence, ...]) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "date": article.date,
        "publisher": article.publisher,
        "byline": article.byline,
        "url": article.url,
        "path": article.path,
        "encoding": article.encoding,
        "redistribution": article.redistribution,
        "characters": len(article.text),
        "sentences": len(sentences),
        "blocks": [asdict(block) for block in article.blocks],
        "warnings": article.warnings,
    }


def _name(entry: NameEntry) -> dict[str, Any]:
    return {
        "source": entry.source,
        "kind": entry.kind,
        "status": entry.status,
        "expected": entry.expected,
        "mentions": [asdict(mention) for mention in entry.mentions],
        "readings": [asdict(reading) for reading in entry.readings],
        "targets": [
            {
                "text": target.mention.text,
                "sentence": target.mention.sentence,
                "start": target.mention.start,
                "end": target.mention.end,
                "verdict": target.verdict,
                "score": target.score,
                "reason": target.reason,
                "evidence": target.evidence,
            }
            for target in entry.targets
        ],
        "evidence": entry.evidence,
    }
