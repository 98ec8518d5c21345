"""Amounts that agree in value and differ in sign or kind: minus 0.4 percent given as 0.4, points as percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.document import Bead, Finding, Severity
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.units import script_of
from align.languages import lexicon


def signs_and_points(
    context: Context, bead: Bead, pairs: tuple[tuple[Quantity, Quantity], ...]
) -> Iterator[Finding]:
    """What is to be said of quantities of equal value. A sign may be said in words: "fell 0.4 percent"."""
    for wanted, given in pairs:
        if wanted.negative != given.negative:
            silent = context.target if wanted.negative else context.source
            indexes = bead.target if wanted.negative else bead.source
            if not _falls(silent, silent.text(indexes)):
                yield _finding(context, wanted, given, "major", _signed(wanted))
        elif wanted.kind == given.kind == "percent" and wanted.unit != given.unit:
            yield _finding(context, wanted, given, "minor", _points(wanted))


def _signed(wanted: Quantity) -> str:
    return "with a minus" if wanted.negative else "without a minus"


def _points(wanted: Quantity) -> str:
    return "in percentage points" if wanted.unit == "point" else "in percent"


def _finding(context: Context, wanted: Quantity, given: Quantity, severity: Severity, how: str) -> Finding:
    return Finding(
        "numbers",
        "accuracy/mistranslation",
        severity,
        f"The source gives “{wanted.text}” {how}, the translation “{given.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        evidence={
            "type": wanted.kind,
            "value": wanted.value,
            "negative": wanted.negative,
            "unit": wanted.unit,
        },
    )


def _falls(side: Side, text: str) -> bool:
    """Whether a text says in words that something falls or lies below zero."""
    return _falling(script_of(side.language)).search(text) is not None


@cache
def _falling(script: str) -> re.Pattern[str]:
    parts = "|".join(map(re.escape, lexicon.table("multilingual", "falling.tsv")[script]))
    return re.compile(rf"\b(?:{parts})" if script == "english" else parts, re.IGNORECASE)
