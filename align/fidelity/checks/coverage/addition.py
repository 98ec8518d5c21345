"""Sentences of the translation that nothing in the source supports."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Bead, Finding, Severity
from align.fidelity.checks.check import Check, Threshold
from align.fidelity.passage.context import RENDERED, Context
from align.fidelity.passage.quotations import within
from align.fidelity.passage.support import figures_nowhere, rendered, unsupported

_LIKELY = Threshold("addition", 0.7, "how likely a sentence inside a bead is added before it is shown")
_NEAR = Threshold(
    "addition_similarity",
    RENDERED,
    "how similar a source sentence makes a lone one a rendering",
)

_CERTAIN = 0.97  # the probability from which on an addition may be major; chosen by hand
# The probability that the source is behind a sentence from which on it is no addition. Chosen by hand.
_SUPPORTED = {"close": 0.8, "condensed": 0.6, "free": 0.4}
_DOUBTFUL = 0.5  # the probability of a bead below which it is likelier wrong than right
_LEAD = 2  # sentences
_LONGEST_LINK = 12  # words of a sentence that only leads on: "Not everyone is convinced."
_LEAST_FACT = 9  # words of a sentence that says something


def _find(context: Context) -> Iterator[Finding]:
    carried = {at for _, bead in context.paired() for at in bead.target if _carries(context, bead, at)}
    if not carried:
        return
    _, slips = context.unplaced()
    for at in range(len(context.target.sentences)):
        if (
            at not in carried | slips
            and (near := _nearest(context, at)) < _NEAR.of(context.profile)
            and not _supported(context, at)
        ):
            yield from _added(context, at, 1.0, near)
    if context.model is not None:
        inside = unsupported(context, turned=True)
        threshold = _LIKELY.of(context.profile)
        for at, probability in inside.items():
            if probability >= threshold and not _supported(context, at):
                yield from _added(context, at, probability, _nearest(context, at))


def _carries(context: Context, bead: Bead, at: int) -> bool:
    """Whether a bead says where a sentence is from: a doubtful one says nothing of a figure that the source lacks."""
    return bead.score >= _DOUBTFUL or not figures_nowhere(context, at, turned=True)


def _supported(context: Context, at: int) -> bool:
    """Whether the source as a whole is behind a sentence; with a figure that it lacks, as surely as in a close copy."""
    probability = rendered(context, at, turned=True)
    invents = figures_nowhere(context, at, turned=True) > 0
    return probability is not None and probability >= _SUPPORTED["close" if invents else context.reprint]


def _nearest(context: Context, at: int) -> float:
    """The cosine of a target sentence to the nearest source sentence; 0 when it is not known."""
    if context.vectors is None or not len(context.vectors[0]):
        return 0.0
    return float((context.vectors[0] @ context.vectors[1][at]).max())


def _added(context: Context, at: int, probability: float, near: float) -> Iterator[Finding]:
    sentence = context.target.sentences[at]
    if sentence.heading or len(sentence.text.strip()) < 4:  # editors set headings of their own
        return
    yield CHECK.finding(
        _weight(context, at, probability),
        "Nothing in the source supports this sentence.",
        target=context.target.location(sentence.start, sentence.end, at),
        evidence={"probability": round(probability, 3), "nearest source similarity": round(near, 3)},
    )


def _weight(context: Context, at: int, probability: float) -> Severity:
    """How much an added sentence weighs: much with a figure or a quotation that the source lacks, nothing where it
    only leads on to the next. In a free reprint an editor says many a thing in other words."""
    sentence = context.target.sentences[at]
    words = len(sentence.text) / 2 if context.target.cjk else len(sentence.text.split())
    quoted = any(
        quote.overlap(sentence.start, sentence.end) > 8
        for quote in within(context.target.quotations, sentence.start, sentence.end)
    )
    fact = quoted or figures_nowhere(context, at, turned=True) > 0
    if context.reprint == "free" and not fact and at in _lead(context):
        return "info"
    if not fact and words <= _LONGEST_LINK and not context.target.quantities[at]:
        return "info" if context.condensed else "minor"
    if context.condensed and not fact:
        return "minor"
    return "major" if words >= _LEAST_FACT and probability >= _CERTAIN else "minor"


def _lead(context: Context) -> list[int]:
    """The first sentences of the translation that are no headings."""
    return [at for at, sentence in enumerate(context.target.sentences) if not sentence.heading][:_LEAD]


CHECK = Check(
    id="addition",
    title="Addition",
    summary="sentences that nothing in the source supports",
    why="What the source does not say must not stand under its name.",
    categories=("accuracy/addition",),
    severities=("critical", "major", "minor", "info"),
    planted=("addition",),
    thresholds=(
        _LIKELY,
        _NEAR,
    ),
    find=_find,
)
