"""Text that stayed in the source's language, or was copied over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding, Severity
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context
from align.languages.characters import HAN, HANGUL, ITERATED, KANA, RARE_HAN
from align.languages.traits import ENGLISH, translated

_FOREIGN_RUN = re.compile(f"[{KANA}{HAN}{RARE_HAN}{ITERATED}{HANGUL}]{{2,}}")
_LATIN_RUN = re.compile(r"[A-Za-z][a-z']*(?:[ ,]+[A-Za-z][a-z']*){6,}")
_GLOSS_OPENS = '([（［【「『"“‘'


def _find(context: Context) -> Iterator[Finding]:
    if not translated(context.source.language, context.target.language):
        yield from _wrong_language(context)
        return
    pattern = _FOREIGN_RUN if context.target.language == ENGLISH else _LATIN_RUN
    for at, sentence in enumerate(context.target.sentences):
        runs = [
            match for match in pattern.finditer(sentence.text) if not _glossed(sentence.text, match.start())
        ]
        if not runs:
            continue
        length = sum(len(match[0]) for match in runs)
        share = length / max(1, len(sentence.text))
        severity: Severity = (
            "critical" if share > 0.5 and length >= 10 else "major" if length >= 4 else "minor"
        )
        for run in runs:
            yield CHECK.finding(
                severity,
                f"“{run[0][:40]}” was left untranslated.",
                target=context.target.location(sentence.start + run.start(), sentence.start + run.end(), at),
                evidence={"share of the sentence": round(share, 3)},
            )


def _wrong_language(context: Context) -> Iterator[Finding]:
    """One finding for a target that is no translation into the other language at all."""
    if not context.target.sentences or context.source.language == "other":
        return
    same = context.source.language == context.target.language
    yield CHECK.finding(
        "critical",
        "The target is in the source's language: nothing else was checked."
        if same
        else "The target is in a language that is not checked here: is it the right file?",
        target=context.target.whole(range(len(context.target.sentences))),
        evidence={"source language": context.source.language, "target language": context.target.language},
    )


def _glossed(text: str, start: int) -> bool:
    """Whether a run is the original given in brackets or quotation marks, as house style allows."""
    before = text[:start].rstrip()
    return (bool(before) and before[-1] in _GLOSS_OPENS) or before.endswith((", ", ": "))


CHECK = Check(
    id="untranslated",
    title="Untranslated",
    summary="text left in the source's language",
    why="Readers cannot read it.",
    categories=("accuracy/untranslated",),
    severities=("critical", "major", "minor"),
    examples=(
        Example("会议在北京举行。", "The meeting was held in Beijing."),
        Example("会议在北京举行。", "会议在北京举行。", "会议在北京举行。"),
    ),
    find=_find,
)
