"""How many are meant: some, many, most, half or all."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.meaning.quantified import quantified
from align.fidelity.checks.meaning.turned import turned
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed_in_clauses


def _find(context: Context) -> Iterator[Finding]:
    told: set[int] = set()
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
        told.add(one.target.sentence)
    for other in turned(context, "scope"):
        if other.target.sentence not in told:  # one error, one finding
            yield CHECK.finding(
                "major",
                f"The scope has changed: the source says “{other.source.text}” ({other.name}), the translation "
                f"“{other.target.text}”.",
                source=other.source,
                target=other.target,
                expected=other.name,
                evidence={"the source": other.name},
            )
            told.add(other.target.sentence)
    for each in quantified(context):
        if each.target.sentence not in told:
            told.add(each.target.sentence)
            says = "translation" if each.replaced else "translation, without a word for it,"
            yield CHECK.finding(
                "major" if each.replaced else "minor",
                f"The scope has changed: the source says “{each.source.text}” ({each.name}), the {says} "
                f"“{each.target.text}”.",
                source=each.source,
                target=each.target,
                expected=each.name,
                evidence={"the source": each.name},
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
        Example("給付は非課税世帯に限る。", "Benefits will go only to households exempt from tax."),
        Example("給付は非課税世帯に限る。", "Benefits will go to all households exempt from tax.", "all"),
        Example(
            "除重症患者外，其他伤者均已出院。",
            "The injured, including the gravely ill, have gone home.",
            "including",
        ),
        Example("两名被告都否认指控。", "Neither defendant admitted the charges."),
        Example("两名被告都否认指控。", "One defendant denied the charges.", "One defendant"),
        Example("所有学校今天停课。", "All schools are closed today."),
    ),
    find=_find,
)
