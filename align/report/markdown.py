"""The report as Markdown, for a merge request, a ticket or a mail."""

from __future__ import annotations

import re

from align.document import Article, Decision, Finding, Location, Report
from align.languages.traits import traits
from align.report.evidence import evidence_lines, figure
from align.report.html import GLYPHS, reading_order
from align.report.visible import label, one_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$@]|:(?=//))")


def as_markdown(report: Report) -> str:
    """The findings in reading order under a head with the scores, then the names and the signature."""
    title = report.target.title or report.target.id
    source = report.source.title or report.source.id
    lines = [
        f"# Fidelity report: {_escaped(title)}",
        "",
        f"Set against {_escaped(source)} ({_about(report.source)}).",
        "",
        *_head(report),
        *_scores(report),
        "## Findings",
        "",
    ]
    if not report.findings:
        lines += ["None.", ""]
    for number, index in enumerate(reading_order(report), 1):
        lines += _finding(number, report.findings[index], report.decision(index))
    lines += _names(report)
    for warning in (*report.warnings, *report.source.warnings, *report.target.warnings):
        lines += [f"Note: {_escaped(warning)}", ""]
    if report.signature:
        lines += [f"Signature: {_code(report.signature)}", ""]
    return "\n".join(lines)


def _head(report: Report) -> list[str]:
    """What kind of reprint this is, and whether both articles belong together."""
    lines = [f"This is a {report.reprint} reprint.", ""] if report.reprint else []
    if report.pair:
        lines += [f"Verdict of the pairing: {report.pair.verdict} ({report.pair.score:.2f}).", ""]
    return lines


def _about(article: Article) -> str:
    known = (traits(article.language).name, article.publisher, article.date)
    return ", ".join(_escaped(str(part)) for part in known if part)


def _scores(report: Report) -> list[str]:
    if not report.scores:
        return []
    rows = [f"| {_escaped(label(name))} | {figure(value)} |" for name, value in report.scores.items()]
    return ["| Score | |", "|---|---:|", *rows, ""]


def _finding(number: int, finding: Finding, decision: Decision) -> list[str]:
    head = f"{GLYPHS[finding.severity]} {finding.severity}, {_escaped(label(finding.check))}"
    indent = " " * len(f"{number}. ")  # CommonMark nests what stands under the item's text
    lines = [f"{number}. **{head}**: {_escaped(finding.message)}"]
    for name, location in (("Source", finding.source), ("Reprint", finding.target)):
        if location is not None:
            lines.append(f"{indent}- {name}{_place(location)}: {_escaped(location.text)}")
    if finding.expected:
        lines.append(f"{indent}- Expected: {_escaped(finding.expected)}")
    if decision.state != "open" or decision.note:
        why = "; ".join(part for part in (decision.reason, decision.note) if part)
        lines.append(f"{indent}- {label(decision.state)}{': ' + _escaped(why) if why else ''}")
    if evidence := evidence_lines(finding.evidence):
        lines += [f"{indent}- Evidence", *(f"{indent}  - {_escaped(line)}" for line in evidence)]
    return [*lines, ""]


def _place(location: Location) -> str:
    return f" {location.sentence + 1}" if location.sentence >= 0 else ""


def _names(report: Report) -> list[str]:
    if not report.names:
        return []
    lines = ["## Names", "", "| Source | Expected | In the reprint | Verdict |", "|---|---|---|---|"]
    for entry in report.names:
        spellings = [f"{_escaped(target.mention.text)} ({target.verdict})" for target in entry.targets]
        cells = (entry.source, entry.expected or "–", None, entry.status)
        row = [", ".join(spellings) or "–" if cell is None else _escaped(cell) for cell in cells]
        lines.append(f"| {' | '.join(row)} |")
    return [*lines, ""]


def _escaped(text: str) -> str:
    """Text on one line, in which no character means anything to Markdown, HTML or a mention."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _code(text: str) -> str:
    """A code span that its content cannot close."""
    line = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"
