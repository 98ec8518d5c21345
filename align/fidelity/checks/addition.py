"""Sentences of the translation that nothing in the source supports."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check
from align.fidelity.context import Context

_RENDERED = 0.62  # a sentence this near to a source sentence is an aligner's slip, not an addition


def _find(context: Context) -> Iterator[Finding]:
    carried = {at for _, bead in context.paired() for at in bead.target}
    if not carried:
        return
    for at, sentence in enumerate(context.target.sentences):
        if at in carried or len(sentence.text.strip()) < 4:
            continue
        nearest = 0.0
        if context.vectors is not None and len(context.vectors[0]):
            nearest = float((context.vectors[0] @ context.vectors[1][at]).max())
        if nearest >= context.profile.thresholds.get("addition_similarity", _RENDERED):
            continue
        words = len(sentence.text) / 2 if context.target.cjk else len(sentence.text.split())
        yield Finding(
            "addition",
            "accuracy/addition",
            "major" if words >= 5 else "minor",
            "Nothing in the source supports this sentence.",
            target=context.target.location(sentence.start, sentence.end, at),
            evidence={"nearest source similarity": round(nearest, 3)},
        )


CHECK = Check("addition", "sentences that nothing in the source supports", _find)
