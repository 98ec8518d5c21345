"""What a quality estimator marks as wrong, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from align.document import Finding, Severity
from align.fidelity.judge.answer import same
from align.fidelity.passage.context import Context
from align.model import Marking, scorer_of

# An estimator names no reason; nobody should be stopped by it.
SEVERITIES: dict[str, Severity] = {"minor": "info", "major": "minor", "critical": "major"}


def marked(context: Context, known: Sequence[Finding]) -> tuple[Finding, ...]:
    """The spans that the scorer calls wrong and no check has found; none from a scorer that marks nothing."""
    scorer: object = scorer_of(context.model) if context.model is not None else None
    if not isinstance(scorer, Marking):
        return ()
    beads = [bead for _, bead in context.paired()]
    sources = [context.source.text(bead.source) for bead in beads]
    targets = [context.target.text(bead.target) for bead in beads]
    languages = context.source.language, context.target.language
    found: list[Finding] = []
    for bead, spans in zip(beads, scorer.error_spans(sources, targets, *languages), strict=True):
        for span in spans:
            if span.end <= span.start:
                continue
            finding = Finding(
                "estimate",
                "accuracy/mistranslation",
                SEVERITIES[span.severity],
                "The quality estimator marks this as wrong.",
                source=context.source.whole(bead.source),
                target=context.target.place(bead.target, span.start, span.end),
                evidence={"estimated by": scorer.name, "confidence": round(span.confidence, 3)},
            )
            if not any(same(finding, other) for other in known):
                found.append(finding)
    return tuple(found)
