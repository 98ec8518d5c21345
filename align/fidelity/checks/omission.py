"""Source sentences that the translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding, Severity
from align.fidelity.checks.check import Check
from align.fidelity.context import Context


def _find(context: Context) -> Iterator[Finding]:
    if not any(True for _ in context.paired()):
        return
    for at in context.left_out:
        sentence = context.source.sentences[at]
        if len(sentence.text.strip()) < 4:
            continue
        severity, why = _weigh(context, at)
        yield Finding(
            "omission",
            "accuracy/omission",
            severity,
            f"The translation leaves this sentence out{why}.",
            source=context.source.location(sentence.start, sentence.end, at),
            target=_gap(context, at),
            evidence={"left out": len(context.left_out), "sentences": len(context.source.sentences)},
        )


def _weigh(context: Context, at: int) -> tuple[Severity, str]:
    """How much a left-out sentence weighs, and why.

    A reprint is condensed on purpose: there a gap is for information, or minor where figures or
    somebody's words go missing. In a full translation any gap is major.
    """
    sentence = context.source.sentences[at]
    strong = [one for one in context.source.quantities[at] if one.weight == "strong"]
    quoted = any(quote.overlap(sentence.start, sentence.end) > 8 for quote in context.source.quotations)
    holds = " (it holds " + " and ".join(
        part for part, there in (("figures", bool(strong)), ("a quotation", quoted)) if there
    )
    holds = holds + ")" if strong or quoted else ""
    if context.condensed:
        return ("minor" if strong or quoted else "info"), holds
    short = len(sentence.text) < (12 if context.source.cjk else 30)
    return ("minor" if short else "major"), holds


def _gap(context: Context, at: int) -> None:
    """A gap has no place on the target side."""
    return


CHECK = Check("omission", "source sentences left out of the translation", _find)
