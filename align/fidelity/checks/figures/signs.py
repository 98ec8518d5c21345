"""Amounts that agree in value and differ in sign: minus 0.4 percent given as 0.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.document import Bead, Severity
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.units import script_of
from align.languages import lexicon

# What says that a temperature is below zero, which falling does not.
_BELOW_ZERO = re.compile(
    r"below|minus|freezing|sub-?zero|negative|零下|氷点下|冰点|マイナス|[负負−-]\s?[\d一二三四五六七八九十]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Two quantities of one value, how the source gives it, and how grave it is that the translation does not."""

    wanted: Quantity
    given: Quantity
    how: str
    severity: Severity


def signs(context: Context, bead: Bead, pairs: tuple[tuple[Quantity, Quantity], ...]) -> Iterator[Otherwise]:
    """The pairs that differ in sign. A sign may be said in words: "fell 0.4 percent"."""
    for wanted, given in pairs:
        if wanted.negative != given.negative:
            silent = context.target if wanted.negative else context.source
            indexes = bead.target if wanted.negative else bead.source
            words = silent.text(indexes)
            said = _BELOW_ZERO.search(words) if "degree" in wanted.unit else _falls(silent, words)
            if not said:
                yield Otherwise(wanted, given, f"with{'' if wanted.negative else 'out'} a minus", "major")


def _falls(side: Side, text: str) -> bool:
    """Whether a text says in words that something falls or lies below zero."""
    return _falling(script_of(side.language)).search(text) is not None


@cache
def _falling(script: str) -> re.Pattern[str]:
    parts = "|".join(map(re.escape, lexicon.table("multilingual", "falling.tsv")[script]))
    return re.compile(rf"\b(?:{parts})" if script == "english" else parts, re.IGNORECASE)
