"""Whole articles with known errors: how many are found, false positives in right copies, which copy scores higher.

A folder holds a folder an article: ``source.txt``; ``close.txt`` and ``free.txt``, two right reprints;
``errors.jsonl``, one error a line, each a change of the close copy; and ``beads.txt``, the sentence alignment of the
free copy in vecalign's lines. The copy with errors is made here, so that it can never drift from the right one::

    {"kind": "threshold", "severity": "major", "right": "at least 40", "wrong": "fewer than 40", "source": "40以上"}

``right`` stands once in the close copy and is replaced by ``wrong`` (empty for something left out), ``source`` stands
in the source. A finding *hits* an error when it points at the changed words or at the source's, is not made of the
right copy, too, and comes from a check that may find this kind; *led to* is the same from any check.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from align.bootstrap import interval
from align.document import SEVERITIES, Article, Bead, Finding, Location, Report
from align.errors import InputError
from align.evaluate.beads import count, evaluate
from align.formats import beads as formats
from align.model import Model
from align.pipeline import check
from align.read import read

# Which checks may find an error of a kind; a kind that is not listed may be found by any check.
KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(checks.split())
    for kind, checks in {
        "number": "numbers dates exchanged_amounts",
        "unit": "numbers denominators percentage_points",
        "currency": "currency numbers",
        "date": "dates numbers",
        "threshold": "thresholds numbers",
        "direction": "direction wrong_word",
        "basis": "comparison_basis",
        "exchanged": "exchanged_amounts numbers roles",
        "person": "names speakers exchanged_persons",
        "name": "names consistency",
        "place": "places names",
        "term": "terminology kind wrong_word names",
        "speaker": "speakers names exchanged_persons attribution",
        "attribution": "attribution",
        "quotation": "quotations",
        "office": "offices kind",
        "negation": "negation wrong_word",
        "roles": "roles exchanged_persons",
        "modality": "modality tense wrong_word",
        "tense": "tense modality",
        "scope": "scope numbers",
        "cause": "cause roles wrong_word clauses",
        "omission": "omission clauses",
        "addition": "addition clauses numbers",
        "word": "wrong_word kind terminology",
    }.items()
}
_WIDE = (
    60  # characters of a target that a finding may span and still point at an error; half as many of a source
)


@dataclass(frozen=True, slots=True)
class Error:
    """A planted error, with its places in the source and in the copy that holds it, and its words as the file has them:
    the source's, the right ones and the wrong ones."""

    kind: str
    severity: str
    source: tuple[int, int]
    target: tuple[int, int]
    words: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of one article: for each error whether it is hit and led to; the findings on the right copies and
    their numbers of words; whether each right copy scores above the wrong one; the free copy's beads."""

    name: str
    errors: tuple[tuple[Error, bool, bool], ...]
    false: Mapping[str, Sequence[Finding]]
    words: Mapping[str, int]
    ranked: Mapping[str, float]
    beads: tuple[Sequence[Bead], Sequence[Bead]]


def examine(folder: Path, model: Model) -> list[Outcome]:
    """Every article of a folder, checked in its three copies. Raises InputError for a folder that holds none, and for
    an error whose words do not stand where they should."""
    articles = sorted(path.parent for path in folder.glob("*/errors.jsonl"))
    if not articles:
        raise InputError(folder, "holds no ARTICLE/errors.jsonl", "see docs/guide/benchmark.md")
    return [_examine(article, model) for article in articles]


def _examine(folder: Path, model: Model) -> Outcome:
    source, close, free = (read(folder / f"{name}.txt") for name in ("source", "close", "free"))
    planted, errors = _planted(folder, source, close)
    wrong = replace(read(planted.encode()), id=f"{close.id}-errors")
    reports = {
        name: check(source, copy, model)
        for name, copy in (("close", close), ("free", free), ("wrong", wrong))
    }
    fresh = _fresh(reports["wrong"], reports["close"])
    scores = {name: report.scores.get("fidelity", 0.0) for name, report in reports.items()}
    gold = formats.read(folder / "beads.txt") if (folder / "beads.txt").is_file() else ()
    return Outcome(
        folder.name,
        tuple((error, *_found(error, fresh)) for error in errors),
        {name: reports[name].findings for name in ("close", "free")},
        {"close": len(re.findall(r"\w+", close.text)), "free": len(re.findall(r"\w+", free.text))},
        {name: float(scores[name] > scores["wrong"]) for name in ("close", "free")},
        (gold, reports["free"].beads),
    )


def _planted(folder: Path, source: Article, close: Article) -> tuple[str, list[Error]]:
    """The copy with errors, and the errors in place."""
    changes: list[tuple[int, dict[str, Any]]] = []
    for number, row in _rows(folder / "errors.jsonl"):
        where = f"{folder / 'errors.jsonl'}, line {number}"
        if close.text.count(row["right"]) != 1:
            raise InputError(where, f"{row['right']!r} does not stand once in close.txt", "quote more of it")
        if row["source"] and row["source"] not in source.text:
            raise InputError(
                where, f"{row['source']!r} does not stand in source.txt", "quote it as it stands"
            )
        if row["severity"] not in SEVERITIES:
            raise InputError(where, f"no such severity: {row['severity']}", f"one of {', '.join(SEVERITIES)}")
        changes.append((close.text.index(row["right"]), row))
    text, at, errors = "", 0, []
    for start, row in sorted(changes, key=lambda one: one[0]):
        if start < at:
            raise InputError(folder / "errors.jsonl", f"{row['right']!r} overlaps another error", "part them")
        text += close.text[at:start] + row["wrong"]
        begin = source.text.index(row["source"]) if row["source"] else 0
        span = (begin, begin + len(row["source"]))
        target = (len(text) - len(row["wrong"]), len(text))
        words = (row["source"], row["right"], row["wrong"])
        errors.append(Error(row["kind"], row["severity"], span, target, words))
        at = start + len(row["right"])
    return text + close.text[at:], errors


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                yield number, {key: str(row[key]) for key in ("kind", "severity", "right", "wrong", "source")}
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                reason = f"line {number} is no error with kind, severity, right, wrong and source ({error})"
                raise InputError(path, reason, "see docs/guide/benchmark.md") from None


def _fresh(wrong: Report, right: Report) -> list[Finding]:
    """The findings on the copy with errors that the right copy does not get likewise."""
    known = {_likeness(one) for one in right.findings}
    return [one for one in wrong.findings if _likeness(one) not in known]


def _likeness(finding: Finding) -> tuple[str, str | None, str | None]:
    source, target = finding.source, finding.target
    return finding.check, source.text if source else None, target.text if target else None


def _found(error: Error, fresh: Sequence[Finding]) -> tuple[bool, bool]:
    there = [one for one in fresh if _points(one, error)]
    fitting = KINDS.get(error.kind)
    return any(fitting is None or one.check in fitting for one in there), bool(there)


def _points(finding: Finding, error: Error) -> bool:
    """Whether a finding is at an error: on either side it overlaps it and is not much longer."""
    if error.target[0] < error.target[1] and _near(finding.target, error.target, _WIDE):
        return True
    return error.kind != "addition" and _near(finding.source, error.source, _WIDE // 2)


def _near(place: Location | None, span: tuple[int, int], wide: int) -> bool:
    if place is None or not (place.start < span[1] and span[0] < place.end):
        return False
    return place.end - place.start <= max(wide, 2 * (span[1] - span[0]))


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | dict[str, float]]:
    """The figures of some articles by name; shares between 0 and 1, false findings per 1,000 words of a right copy,
    and the 95% bounds of the recall by bootstrap over articles."""
    errors = [one for outcome in outcomes for one in outcome.errors]
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for error, hit, _ in errors:
        by_kind[error.kind].append(hit)
    critical = [hit for error, hit, _ in errors if error.severity == "critical"]
    low, high = interval([_share([hit for _, hit, _ in one.errors]) for one in outcomes])
    found: dict[str, float | dict[str, float]] = {
        "articles": len(outcomes),
        "errors": len(errors),
        "recall": _share([hit for _, hit, _ in errors]),
        "recall, 95% low": low,
        "recall, 95% high": high,
        "led to": _share([led for _, _, led in errors]),
        "recall of critical errors": _share(critical),
        "recall by kind": {kind: _share(hits) for kind, hits in sorted(by_kind.items())},
    }
    for copy in ("close", "free"):
        words = sum(one.words[copy] for one in outcomes)
        for least in ("critical", "major", "minor"):
            severe = SEVERITIES[SEVERITIES.index(least) :]
            number = sum(false.severity in severe for one in outcomes for false in one.false[copy])
            found[f"false {least} or above per 1,000 words, {copy}"] = 1000 * number / max(1, words)
        found[f"right copy above wrong, {copy}"] = float(np.mean([one.ranked[copy] for one in outcomes]))
    with_beads = [one for one in outcomes if one.beads[0]]
    if with_beads:
        measured = evaluate([count(one.name, *one.beads) for one in with_beads]).figures
        found |= {f"{name}, free": measured[name] for name in ("links F1", "lax F1", "null F1")}
    return found


def listing(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The lines that an author of checks reads: every error with what became of it, every false finding but notes."""
    for outcome in outcomes:
        yield f"{outcome.name}:"
        for error, hit, led in outcome.errors:
            became = "found" if hit else "led to" if led else "missed"
            source, right, wrong = error.words
            yield f"  {became:7} {error.kind} ({error.severity}): {source}  {right} → {wrong}"
        for copy, findings in outcome.false.items():
            for one in findings:
                if one.severity != "info":
                    where = one.target.text if one.target else one.source.text if one.source else ""
                    yield f"  false   {one.check} ({one.severity}) in the {copy} copy: {where}  {one.message}"


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else float("nan")
