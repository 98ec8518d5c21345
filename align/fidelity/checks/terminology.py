"""Terms of the house glossary that were rendered in another way, or in a forbidden one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check
from align.fidelity.context import Context
from align.fidelity.glossary import Term


def _find(context: Context) -> Iterator[Finding]:
    if not context.terms:
        return
    for _, bead in context.paired():
        source = context.source.text(bead.source)
        near = context.target.text([*bead.target, *context.nearby_target(bead)])
        for term in context.terms:
            found = re.search(_pattern(term.source), source)
            if found is None or _covered(context, source, term):
                continue
            forbidden = next((one for one in term.forbidden if re.search(_pattern(one), near)), None)
            if forbidden is None and any(re.search(_pattern(one), near) for one in term.targets):
                continue
            yield _finding(context, bead.source, bead.target, term, forbidden)


def _pattern(term: str) -> str:
    """A term as a whole word where it is written in letters; an English one in any capitals and number."""
    if term.isascii():
        return rf"(?i)(?<!\w){re.escape(term)}(?:s|es|'s)?(?!\w)"
    return re.escape(term)


def _covered(context: Context, source: str, term: Term) -> bool:
    """Whether every occurrence lies inside a longer term of the glossary, which then decides."""
    longer = [one.source for one in context.terms if term.source in one.source and one.source != term.source]
    rest = source
    for one in sorted(longer, key=len, reverse=True):
        rest = rest.replace(one, "\0")
    return not re.search(_pattern(term.source), rest)


def _finding(
    context: Context, here: tuple[int, ...], there: tuple[int, ...], term: Term, forbidden: str | None
) -> Finding:
    place = next(
        (
            (at, match)
            for at in here
            if (match := re.search(_pattern(term.source), context.source.sentences[at].text))
        ),
        None,
    )
    source = context.source.whole(here)
    if place is not None:
        begin = context.source.sentences[place[0]].start
        source = context.source.location(begin + place[1].start(), begin + place[1].end(), place[0])
    wanted = " or ".join(term.targets)
    reason = f"“{forbidden}” is not to be used" if forbidden else "the glossary's rendering is not here"
    return Finding(
        "terminology",
        "terminology/inconsistent-with-resource",
        "major" if forbidden else "minor",
        f"{term.source}: {reason}; the glossary has “{wanted}”.",
        source=source,
        target=context.target.whole(there),
        expected=term.targets[0],
        evidence={"glossary line": term.line, "forbidden": forbidden},
    )


CHECK = Check("terminology", "terms rendered otherwise than the glossary wants", _find)
