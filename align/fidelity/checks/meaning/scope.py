"""How many are meant: some, many, most, half or all."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses


def _find(context: Context) -> Iterator[Finding]:
    for one in changed_in_clauses(context, "scope.tsv"):
        yield CHECK.finding(
            "major",
            f"The scope has changed: the source says “{one.source.text}” ({one.wanted.name}), the translation "
            f"“{one.target.text}”.",
            source=one.source,
            target=one.target,
            expected=one.wanted.name if context.target.language == "en" else None,
            evidence={"the source": one.wanted.name, "the translation": one.given.name},
        )


CHECK = Check(
    id="scope",
    title="How many",
    summary="some said as most or all, or the other way round",
    why="Some members against a bill are a dissent, most are a defeat.",
    categories=("accuracy/mistranslation",),
    severities=("major", "minor"),
    examples=(
        Example("一部の議員が反対した。", "Some lawmakers objected."),
        Example("一部の議員が反対した。", "All lawmakers objected.", "All"),
        Example("部分企業推遲了投資。", "Most companies put off investments.", "Most"),
        Example("大半の住民が避難した。", "Most residents were evacuated."),
        Example("所有学校今天停课。", "All schools are closed today."),
    ),
    find=_find,
)
