"""Source sentences that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding, Severity
from align.fidelity.checks.check import Check, Threshold
from align.fidelity.lexicon.polarity import denies, signs
from align.fidelity.passage.context import Context
from align.fidelity.passage.quotations import within
from align.fidelity.passage.support import rendered, unsupported

_LIKELY = Threshold("omission", 0.7, "how likely a sentence inside a bead is left out before it is shown")

_CERTAIN = 0.97  # the probability from which on an omission may be major; chosen by hand
# The probability that something renders a sentence from which on it is not missed: in a reprint written anew the beads
# say little, in a close one much. Chosen by hand.
_RENDERED = {"close": 0.8, "condensed": 0.5, "free": 0.4}
_LEAD = 3  # sentences


def _find(context: Context) -> Iterator[Finding]:
    if not any(True for _ in context.paired()):
        return
    slips, _ = context.unplaced()
    for at in context.left_out:
        if at not in slips and not context.merged(at) and not _elsewhere(context, at):
            yield from _left_out(context, at, 1.0)
    if context.model is not None:
        inside = unsupported(context, turned=False)
        threshold = _LIKELY.of(context.profile)
        for at, probability in inside.items():
            if probability >= threshold and not _elsewhere(context, at):
                yield from _left_out(context, at, probability)


def _elsewhere(context: Context, at: int) -> bool:
    """Whether the rest of the translation renders a sentence."""
    probability = rendered(context, at, turned=False)
    return probability is not None and probability >= _RENDERED[context.reprint]


def _left_out(context: Context, at: int, probability: float) -> Iterator[Finding]:
    sentence = context.source.sentences[at]
    if len(sentence.text.strip()) < 4:
        return
    severity, why = _weigh(context, at)
    if probability < _CERTAIN and severity == "major":
        severity = "minor"
    yield CHECK.finding(
        severity,
        f"The translation leaves this sentence out{why}.",
        source=context.source.location(sentence.start, sentence.end, at),
        evidence={
            "probability": round(probability, 3),
            "sentences left out": len(context.left_out),
            "sentences": len(context.source.sentences),
        },
    )


def _weigh(context: Context, at: int) -> tuple[Severity, str]:
    """How much a left-out sentence weighs, and why.

    A condensed reprint lacks sentences on purpose, a free one tells the story anew: there a gap is for information, or
    minor where something goes missing that the story hangs on: a sentence of the lead, figures, somebody's words, a
    denial. In a close translation any gap is major.
    """
    sentence = context.source.sentences[at]
    figures = any(one.weight == "strong" for one in context.source.quantities[at])
    quoted = any(
        quote.overlap(sentence.start, sentence.end) > 8
        for quote in within(context.source.quotations, sentence.start, sentence.end)
    )
    denied = any(denies(sign) for sign in signs(sentence.text, context.source.language))
    parts = [part for part, there in (("figures", figures), ("a quotation", quoted)) if there]
    holds = f" (it holds {' and '.join(parts)})" if parts else ""
    if context.condensed:
        return ("minor" if parts or denied or at < _LEAD else "info"), holds
    short = len(sentence.text) < (12 if context.source.cjk else 30)
    return ("minor" if short else "major"), holds


CHECK = Check(
    id="omission",
    title="Omission",
    summary="source sentences left out of the translation",
    why=(
        "A reader of the translation cannot miss what is not there. In a condensed reprint gaps are meant, "
        "and count for information only."
    ),
    categories=("accuracy/omission",),
    severities=("critical", "major", "minor", "info"),
    planted=("omission", "clause"),
    thresholds=(_LIKELY,),
    find=_find,
)
