"""House style: U.S. or US throughout, percent or %, as the profile wants or as the text itself mostly does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check
from align.fidelity.passage.context import Context

# A name of the pair, and the forms that should not stand side by side.
_PAIRS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("us", (("U.S.", r"\bU\.S\.(?!A)"), ("US", r"(?<![A-Z$])\bUS\b(?!\$)"))),
    ("uk", (("U.K.", r"\bU\.K\."), ("UK", r"\bUK\b"))),
    ("un", (("U.N.", r"\bU\.N\."), ("UN", r"\bUN\b"))),
    ("eu", (("E.U.", r"\bE\.U\."), ("EU", r"\bEU\b"))),
    ("percent", (("percent", r"(?<=\d )percent\b"), ("per cent", r"(?<=\d )per cent\b"), ("%", r"(?<=\d)%"))),
)


def _find(context: Context) -> Iterator[Finding]:
    side = context.target
    if side.cjk:
        return
    for name, forms in _PAIRS:
        found: list[tuple[int, re.Match[str], str]] = []
        for at, sentence in enumerate(side.sentences):
            for form, pattern in forms:
                found += [(at, match, form) for match in re.finditer(pattern, sentence.text)]
        used = [form for _, _, form in found]
        if not used:
            continue
        wanted = context.profile.style.get(name) or max(sorted(set(used)), key=used.count)
        for at, match, form in found:
            if form != wanted:
                start = side.sentences[at].start
                yield CHECK.finding(
                    "minor" if name in context.profile.style else "info",
                    f"“{form}” beside “{wanted}”: the house style is mixed.",
                    target=side.location(start + match.start(), start + match.end(), at),
                    expected=str(wanted),
                )


CHECK = Check(
    id="style",
    title="House style",
    summary="house style mixed: US and U.S., percent and %",
    why="A paper writes one way.",
    categories=("style/inconsistent-style",),
    severities=("minor", "info"),
    find=_find,
)
