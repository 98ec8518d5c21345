"""Negation that was lost or came in: the opposite is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.document import Finding, Location
from align.fidelity.checks.check import Check
from align.fidelity.context import Context
from align.fidelity.polarity import Sign, signs
from align.fidelity.sides import Side


def _find(context: Context) -> Iterator[Finding]:
    for _, bead in context.paired():
        if len(bead.source) > 2 or len(bead.target) > 2:
            continue  # in a long passage a negation can hide in too many words
        wanted = _signs(context.source, bead.source)
        given = _signs(context.target, bead.target)
        firm_wanted = [one for one in wanted if one.firm]
        firm_given = [one for one in given if one.firm]
        if len(firm_given) > len(wanted) or (len(firm_given) > len(firm_wanted) and len(given) > len(wanted)):
            sign = firm_given[-1]
            yield Finding(
                "negation",
                "accuracy/mistranslation",
                "major" if not wanted else "minor",
                f"“{sign.text}” negates what the source affirms.",
                source=context.source.whole(bead.source),
                target=_location(context.target, sign),
                evidence={"negations in the source": len(wanted), "in the translation": len(given)},
            )
        elif len(firm_wanted) > len(given) or (
            len(firm_wanted) > len(firm_given) and len(wanted) > len(given) + 1
        ):
            sign = max(firm_wanted, key=lambda one: one.plain)
            yield Finding(
                "negation",
                "accuracy/mistranslation",
                "major" if sign.plain and not given else "minor",
                f"The negation “{sign.text}” of the source is not rendered.",
                source=_location(context.source, sign),
                target=context.target.whole(bead.target),
                evidence={"negations in the source": len(wanted), "in the translation": len(given)},
            )


def _signs(side: Side, indexes: Sequence[int]) -> list[Sign]:
    """The signs of some sentences, with offsets into the article."""
    found = []
    for at in indexes:
        begin = side.sentences[at].start
        for one in signs(side.sentences[at].text, side.language):
            found.append(Sign(one.start + begin, one.end + begin, one.text, one.firm, one.plain))
    return found


def _location(side: Side, sign: Sign) -> Location:
    return side.location(sign.start, sign.end)


CHECK = Check("negation", "negation that was lost or came in", _find)
