"""The report as a fragment for a notebook cell: scores, and the gravest findings first."""

from __future__ import annotations

from align.document import SEVERITIES, Report
from align.languages.traits import traits
from align.report.html import environment

MOST_FINDINGS = 20


def notebook(report: Report) -> str:
    """HTML without script, for ``_repr_html_``; at most `MOST_FINDINGS` findings, and how many more."""
    ranked = sorted(report.findings, key=lambda finding: -SEVERITIES.index(finding.severity))
    counts = [
        (severity, sum(finding.severity == severity for finding in ranked))
        for severity in reversed(SEVERITIES)
    ]
    template = environment().get_template("notebook.html.j2")
    return template.render(
        report=report,
        findings=ranked[:MOST_FINDINGS],
        more=max(len(ranked) - MOST_FINDINGS, 0),
        counts=counts,
        source_lang=traits(report.source.language).tag,
        target_lang=traits(report.target.language).tag,
    )
