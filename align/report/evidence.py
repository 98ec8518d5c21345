"""Evidence as lines of text, the same in every report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from align.report.visible import label, one_line


def evidence_lines(evidence: Mapping[str, object]) -> list[str]:
    """One line a fact, ``Similarity: 0.52``; what is nested is written out on its line, what is not known left
    out."""
    # 2,024 is a number, 2024 a year
    say = _year if evidence.get("type") == "year" else _said
    return [f"{label(str(key))}: {say(value)}" for key, value in evidence.items() if value is not None]


def figure(value: object) -> str:
    """A number as a reader wants it: whole numbers whole, others to three figures or one decimal."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, int | float):
        return one_line(str(value))
    if not math.isfinite(value):
        return "–"
    if value == int(value):
        return f"{int(value):,}".replace("-", "−")
    size = abs(value)
    shown = f"{size:,.1f}" if size >= 10 else f"{size:.2f}" if size >= 0.01 else f"{size:.2g}"
    return f"−{shown}" if value < 0 else shown


def _year(value: object) -> str:
    return str(int(value)) if isinstance(value, int | float) else _said(value)


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{one_line(str(key)).replace('_', ' ')} {_said(item)}" for key, item in value.items()
        )
    if isinstance(value, Iterable) and not isinstance(value, str):
        items = [_said(item) for item in value]
        return ("; " if any("," in item for item in items) else ", ").join(items) or "–"
    return figure(value)
