"""Terms that were rendered otherwise than the house glossary, or the shipped list of official terms, has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check
from align.fidelity.lexicon.glossary import Term, Terms
from align.fidelity.lexicon.official import official_terms, rendered, stems
from align.fidelity.passage.context import Context
from align.model.protocol import attend_as_fitted

_LINKED = 0.2  # a soft alignment's weight from which on two tokens are linked


def _find(context: Context) -> Iterator[Finding]:
    yield from _house(context)
    if context.profile.style.get("official", True) and context.target.language == "en":
        yield from _official(context)


def _house(context: Context) -> Iterator[Finding]:
    """Terms of the glossary that the profile or the call names."""
    if not context.terms:
        return
    terms = context.terms if isinstance(context.terms, Terms) else Terms(context.terms)
    for _, bead in context.paired():
        source = context.source.text(bead.source)
        near = context.target.text([*bead.target, *context.nearby_target(bead)])
        said = terms.within(source)
        for term in said:
            found = re.search(_pattern(term.source), source)
            if found is None or _covered(said, source, term):
                continue
            forbidden = next((one for one in term.forbidden if re.search(_pattern(one), near)), None)
            if forbidden is None and any(re.search(_pattern(one), near) for one in term.targets):
                continue
            yield _finding(context, bead.source, bead.target, term, forbidden)


def _pattern(term: str) -> str:
    """A term as a whole word where it is written in letters; an English one in any capitals and number."""
    if term.isascii():
        return rf"(?i)(?<!\w){re.escape(term)}(?:s|es|'s)?(?!\w)"
    if term.endswith("部"):  # 国防部长 is the minister, 教育部门 no ministry
        return re.escape(term) + "(?![长長门門])"
    return re.escape(term)


def _official(context: Context) -> Iterator[Finding]:
    """Official terms rendered otherwise. A full rendering earlier in the article excuses short forms."""
    own = context.terms if isinstance(context.terms, Terms) else Terms(context.terms)
    house = own.sources
    official = official_terms(context.source.language)
    known = [term for term in official if re.search(_pattern(term.source), context.source.article.text)]
    terms = [term for term in known if term.source not in house]
    if not terms:
        return
    sentences = [stems(one.text) for one in context.target.sentences]
    for _, bead in context.paired():
        source = context.source.text(bead.source)
        told = sentences[: max([*bead.target, *context.nearby_target(bead)]) + 1]
        for term in terms:
            found = re.search(_pattern(term.source), source)
            if found is None or _covered([*own.within(source), *known], source, term):
                continue
            if any(rendered(term, sentence) for sentence in told):
                continue
            place = _rendering(context, bead, *found.span())
            if place is not None:
                yield _otherwise(context, bead, term, place)


def _rendering(context: Context, bead: Bead, start: int, stop: int) -> Location | None:
    """What the translation has for a span of a bead's source, by the model's links; the whole passage where
    nothing is linked, None where that is no wonder, in a version condensed on purpose."""
    whole = None if context.condensed else context.target.whole(bead.target)
    if context.model is None or not context.aligns_words:
        return whole
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    found = attend_as_fitted(context.model, source, target, context.source.language, context.target.language)
    inside = [at for at, (begin, end) in enumerate(found.source_offsets) if begin < stop and end > start]
    linked = np.flatnonzero((found.weights[:, inside] >= _LINKED).any(axis=1))
    if not len(linked):
        return whole
    spans = [found.target_offsets[at] for at in linked]
    return context.target.place(bead.target, spans[0][0], spans[-1][1])


def _otherwise(context: Context, bead: Bead, term: Term, place: Location) -> Finding:
    return CHECK.finding(
        "info",
        f"{term.source}: usually rendered as “{'” or “'.join(term.targets[:3])}”.",
        source=_source_place(context, bead.source, term),
        target=place,
        expected=term.targets[0],
        evidence={"accepted": list(term.targets), "list": "official terms"},
    )


def _covered(terms: Sequence[Term], source: str, term: Term) -> bool:
    """Whether every occurrence lies inside a longer term, which then decides."""
    longer = [one.source for one in terms if term.source in one.source and one.source != term.source]
    rest = source
    for one in sorted(longer, key=len, reverse=True):
        rest = rest.replace(one, "\0")
    return not re.search(_pattern(term.source), rest)


def _source_place(context: Context, here: Sequence[int], term: Term) -> Location | None:
    for at in here:
        sentence = context.source.sentences[at]
        if match := re.search(_pattern(term.source), sentence.text):
            return context.source.location(sentence.start + match.start(), sentence.start + match.end(), at)
    return context.source.whole(here)


def _finding(
    context: Context, here: tuple[int, ...], there: tuple[int, ...], term: Term, forbidden: str | None
) -> Finding:
    wanted = " or ".join(term.targets)
    reason = f"“{forbidden}” is not to be used" if forbidden else "the glossary's rendering is not here"
    return CHECK.finding(
        "major" if forbidden else "minor",
        f"{term.source}: {reason}; the glossary has “{wanted}”.",
        source=_source_place(context, here, term),
        target=context.target.whole(there),
        expected=term.targets[0],
        evidence={"glossary line": term.line, "forbidden": forbidden},
    )


CHECK = Check(
    id="terminology",
    title="Terminology",
    summary="terms rendered otherwise than the glossary wants",
    why="Official bodies and terms have names of their own; a house has its wording.",
    categories=("terminology/inconsistent-with-resource",),
    severities=("major", "minor", "info"),
    find=_find,
)
