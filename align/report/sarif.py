"""The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code-review tools.

A finding is a result at its place in the reprint, with the source as a related location. Regions
are characters (code points) of the text as read, which the artifacts carry along.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from align import __version__
from align.document import Article, Decision, Finding, Location, Report, Severity
from align.fidelity.checks import all_checks
from align.fidelity.checks.page import page
from align.report.decisions import finding_keys
from align.report.json import plain, writable
from align.report.visible import label, one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {"critical": "error", "major": "error", "minor": "warning", "info": "note"}
_TARGET, _SOURCE = 0, 1  # places in run.artifacts


def as_sarif(report: Report) -> str:
    """One SARIF log with one run."""
    rules = sorted({finding.check for finding in report.findings})
    articles = (report.target, report.source)
    lines = _line_starts(report.target.text), _line_starts(report.source.text)
    keys = finding_keys(report.findings)
    run = {
        "tool": {
            "driver": {"name": "align", "version": __version__, "rules": [_rule(name) for name in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(article) for article in articles],
        "results": [
            _result(finding, key, rules.index(finding.check), articles, lines)
            | _suppressed(report.decision(at))
            for at, (finding, key) in enumerate(zip(report.findings, keys, strict=True))
        ],
        "properties": {"scores": plain(report.scores), "signature": report.signature},
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return writable(text) + "\n"


def _rule(id: str) -> dict[str, Any]:
    """The metadata of a rule, from what the check declares; a name alone for a finding of somebody else's making."""
    check = {one.id: one for one in all_checks()}.get(id)
    if check is None:
        return {"id": id, "shortDescription": {"text": label(id) or "Unnamed"}}
    return {
        "id": id,
        "name": check.title,
        "shortDescription": {"text": label(id)},
        "fullDescription": {"text": f"{check.summary[:1].upper()}{check.summary[1:]}."},
        "help": {"text": check.why, "markdown": page(check)},
        "defaultConfiguration": {"level": LEVELS[check.severities[0]]},
        "properties": {"categories": list(check.categories)},
    }


def _artifact(article: Article) -> dict[str, Any]:
    return {
        "location": {"uri": _uri(article)},
        "description": {"text": one_line(article.title or article.id)},
        "contents": {"text": article.text},
    }


def _uri(article: Article) -> str:
    path = PurePath(article.path or article.id)
    return ("file://" if path.is_absolute() else "") + quote(path.as_posix(), errors="replace")


def _result(
    finding: Finding,
    key: str,
    rule: int,
    articles: tuple[Article, Article],
    lines: tuple[list[int], list[int]],
) -> dict[str, Any]:
    def place(location: Location | None, artifact: int) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(articles[artifact]), "index": artifact}}
        if location is not None:
            physical["region"] = _region(location, lines[artifact])
        return {"physicalLocation": physical}

    alone = finding.target is None and finding.source is not None
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [place(finding.source, _SOURCE) if alone else place(finding.target, _TARGET)],
        "partialFingerprints": {"finding/v1": key},
        "properties": {
            "category": finding.category,
            "severity": finding.severity,
            "expected": finding.expected,
            "evidence": plain(finding.evidence),
        },
    }
    if finding.source is not None and not alone:
        related = place(finding.source, _SOURCE)
        result["relatedLocations"] = [{"id": 1, **related, "message": {"text": "The source"}}]
    return result


def _suppressed(decision: Decision) -> dict[str, Any]:
    """How SARIF says that somebody looked at a result and dismissed it."""
    if decision.state != "dismissed":
        return {}
    reason = decision.reason or decision.note
    why = {"justification": reason} if reason else {}
    return {"suppressions": [{"kind": "external", "status": "accepted", **why}]}


def _region(location: Location, starts: list[int]) -> dict[str, Any]:
    """Character offsets, and lines and columns from 1."""
    first = bisect_right(starts, location.start)
    last = bisect_right(starts, location.end)
    return {
        "charOffset": location.start,
        "charLength": location.end - location.start,
        "startLine": first,
        "startColumn": location.start - starts[first - 1] + 1,
        "endLine": last,
        "endColumn": location.end - starts[last - 1] + 1,
        "snippet": {"text": location.text},
    }


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]
