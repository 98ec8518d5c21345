"""Names, from the ledger: misread, spelled two ways, in the wrong order, the wrong person."""

from __future__ import annotations

from collections.abc import Iterator

from align.document import Finding, NameEntry, NameTarget, Severity
from align.fidelity.checks.check import Check
from align.fidelity.context import Context


def _find(context: Context) -> Iterator[Finding]:
    for entry in context.names:
        for target in entry.targets:
            judged = _judge(entry, target)
            if judged is not None:
                severity, message = judged
                yield _finding(context, entry, target, severity, message)


def _judge(entry: NameEntry, target: NameTarget) -> tuple[Severity, str] | None:
    expected = f" (expected {entry.expected})" if entry.expected else ""
    if target.verdict == "conflict" and entry.status == "wrong person":
        return "critical", f"“{target.mention.text}” stands where the source names {entry.source}{expected}."
    if target.verdict == "conflict":
        return "major", f"“{target.mention.text}” is no reading of {entry.source}{expected}."
    if target.verdict == "variant" and entry.status == "order":
        return "minor", f"“{target.mention.text}”: the order of the name differs from the rest{expected}."
    if target.verdict == "variant":
        return (
            "minor",
            f"{entry.source} is spelled in more than one way, here “{target.mention.text}”{expected}.",
        )
    return None


def _finding(
    context: Context, entry: NameEntry, target: NameTarget, severity: Severity, message: str
) -> Finding:
    mention = target.mention
    near = [one for one in entry.mentions if one.sentence >= 0] or list(entry.mentions)
    linked = {at for _, bead in context.paired() if mention.sentence in bead.target for at in bead.source}
    held = [one for one in near if one.sentence in linked] or near
    source = context.source.location(held[0].start, held[0].end, held[0].sentence) if held else None
    return Finding(
        "names",
        "accuracy/mistranslation" if severity in ("critical", "major") else "terminology/inconsistent",
        severity,
        message + (f" {target.reason}" if target.reason else ""),
        source=source,
        target=context.target.location(mention.start, mention.end, mention.sentence),
        expected=entry.expected,
        evidence={"score": round(target.score, 3), "status": entry.status, **dict(target.evidence)},
    )


CHECK = Check("names", "names misread, mixed up, spelled two ways or in the wrong order", _find)
