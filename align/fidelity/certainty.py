"""How grave a finding may be called where it is not certain which sentences render each other.

In a free reprint a bead is a judgement, and what a check says of its two sides is no surer than the bead. A right
text accused costs more than an error missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.document import Finding
from align.fidelity.passage.context import Context

# The probability of a bead below which nothing that compares its sides is critical, and below which nothing is major.
# Chosen by hand on free right copies of 51 articles, with beads that are as often right as their probability says.
_CRITICAL, _MAJOR = 0.97, 0.9


def as_certain(context: Context, finding: Finding) -> Finding:
    """The finding, called no graver than the probability of its bead allows in a free reprint."""
    if not context.condensed or finding.severity not in ("critical", "major") or not finding.source:
        return finding
    sure = min(_of_beads(context, finding), default=1.0)
    if sure < _MAJOR:
        return replace(finding, severity="minor")
    return replace(finding, severity="major") if sure < _CRITICAL else finding


def _of_beads(context: Context, finding: Finding) -> Iterator[float]:
    """The probabilities of the beads that hold the places of a finding."""
    for _, bead in context.paired():
        here = finding.source is not None and finding.source.sentence in bead.source
        there = finding.target is not None and finding.target.sentence in bead.target
        if there if finding.target is not None else here:
            yield bead.score
